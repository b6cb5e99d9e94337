// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/runparts.h"

#include "app/live/faults.h"
#include "app/live/runcontroller.h"
#include "app/transport/faultmenu.h"
#include "app/transport/transportbar.h"
#include "app/workspace.h"

#include <QMenu>

#include <cmath>

namespace app {

TransportGlue::TransportGlue(Workspace& workspace, RunController& run, TransportBar& bar, QObject* parent) : QObject(parent), m_workspace(workspace), m_run(run), m_bar(bar) {
    connect(&bar, &TransportBar::runToggled, &run, &RunController::toggle);
    connect(&bar, &TransportBar::resetWanted, &run, &RunController::reset);
    connect(&bar, &TransportBar::stepWanted, &run, &RunController::step);
    connect(&bar, &TransportBar::stepBackWanted, &run, &RunController::stepBack);
    connect(&bar, &TransportBar::fastWanted, &run, &RunController::fast);
    connect(&bar, &TransportBar::untilThrottleWanted, &run, &RunController::untilThrottle);
    connect(&bar, &TransportBar::speedWanted, &run, &RunController::setSpeed);
    connect(&bar, &TransportBar::timeWanted, &run, &RunController::jumpTo);
    connect(&bar, &TransportBar::stepChosen, &run, [&run](int choice) { run.setStepKind(static_cast<RunController::StepKind>(choice)); });
    connect(&bar, &TransportBar::message, &run, &RunController::message);
    connect(bar.faultMenu(), &QMenu::aboutToShow, this, [this] { fillFaultMenu(*m_bar.faultMenu(), m_workspace, m_run); });
    connect(&run, &RunController::stateChanged, this, &TransportGlue::show);
    connect(&run, &RunController::runReplaced, this, &TransportGlue::rebuildMarks);
    connect(&run, &RunController::tuned, this, &TransportGlue::markPlannedFaults);
    connect(&run, &RunController::frame, this, &TransportGlue::noteThrottle);
    connect(&run, &RunController::faultInjected, this, [this](const plan::Fault& fault) {
        m_marks.push_back({m_run.nowNs(), Token::Error, faultText(*m_run.plan(), fault.kind)});
        m_bar.setMarks(m_marks);
    });
    connect(&workspace.document(), &model::Document::changed, this, &TransportGlue::show);
    rebuildMarks();
    show();
}

void TransportGlue::show() {
    TransportBar::Shown shown;
    shown.playing = m_run.isRunning() ? TransportBar::Playing::Yes : TransportBar::Playing::No;
    shown.nowNs = m_run.nowNs();
    shown.computedNs = m_run.computedNs();
    shown.lengthNs = m_run.lengthNs();
    shown.speed = m_run.speed();
    shown.stretched = m_run.dots().isStretched();
    m_bar.show(shown);
}

void TransportGlue::rebuildMarks() {
    m_marks.clear();
    m_planned = 0;
    m_throttleMarked = false;
    markPlannedFaults();
}

// Those that were injected by hand, and the first throttle, stay.
void TransportGlue::markPlannedFaults() {
    m_marks.erase(m_marks.begin(), m_marks.begin() + m_planned);
    std::vector<TimeMark> planned;
    if (const plan::Plan* plan = m_run.plan())
        for (const plan::Fault& fault : plan->scenario.faults) planned.push_back({std::llround(fault.startS * 1e9), Token::Error, faultText(*plan, fault.kind)});
    m_planned = static_cast<std::ptrdiff_t>(planned.size());
    m_marks.insert(m_marks.begin(), planned.begin(), planned.end());
    m_bar.setMarks(m_marks);
}

void TransportGlue::noteThrottle() {
    if (m_throttleMarked || m_run.gauges().throttleEvents == 0) return;
    m_throttleMarked = true;
    m_marks.push_back({m_run.nowNs(), Token::Warning, tr("first throttle")});
    m_bar.setMarks(m_marks);
}

}  // namespace app
