// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/runparts.h"

#include "app/live/faults.h"
#include "app/live/runcontroller.h"
#include "app/transport/faultmenu.h"
#include "app/transport/transportbar.h"
#include "app/workspace.h"

#include <QMenu>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace app {

namespace {

constexpr qint64 kMarksApart = 200;  // on the whole time line

// By what was recorded, to its period: a jump may have passed over it.
qint64 firstThrottleNs(const RunController& run) {
    double firstS = static_cast<double>(run.nowNs()) * 1e-9;
    run.readMetrics([&](const sim::MetricLog& log) {
        for (std::uint32_t slot = 0; slot < log.series().size(); ++slot) {
            if (log.series()[slot].metric != "ThrottledAttempts") continue;
            for (size_t row = 0; row < log.rowCount() && static_cast<double>(row + 1) * log.periodS() < firstS; ++row)
                if (log.value(row, slot) > 0) firstS = static_cast<double>(row + 1) * log.periodS();
        }
    });
    return std::llround(firstS * 1e9);
}

}  // namespace

TransportGlue::TransportGlue(Workspace& workspace, RunController& run, TransportBar& bar, QObject* parent) : QObject(parent), m_workspace(workspace), m_run(run), m_bar(bar) {
    connect(&bar, &TransportBar::runToggled, &run, &RunController::toggle);
    connect(&bar, &TransportBar::resetWanted, &run, &RunController::reset);
    connect(&bar, &TransportBar::stepWanted, &run, &RunController::step);
    connect(&bar, &TransportBar::stepBackWanted, &run, &RunController::stepBack);
    connect(&bar, &TransportBar::fastWanted, &run, &RunController::fast);
    connect(&bar, &TransportBar::expressWanted, &run, &RunController::express);
    connect(&bar, &TransportBar::untilThrottleWanted, &run, &RunController::untilThrottle);
    connect(&bar, &TransportBar::speedWanted, &run, &RunController::setSpeed);
    connect(&bar, &TransportBar::timeWanted, &run, &RunController::jumpTo);
    connect(&bar, &TransportBar::stepChosen, &run, [&run](int choice) { run.setStepKind(static_cast<RunController::StepKind>(choice)); });
    connect(&bar, &TransportBar::message, &run, &RunController::message);
    connect(bar.faultMenu(), &QMenu::aboutToShow, this, [this] { fillFaultMenu(*m_bar.faultMenu(), m_workspace, m_run); });
    connect(&run, &RunController::stateChanged, this, &TransportGlue::show);
    connect(&run, &RunController::runReplaced, this, &TransportGlue::rebuildMarks);
    connect(&run, &RunController::tuned, this, &TransportGlue::markPlannedFaults);
    connect(&run, &RunController::tuned, this, &TransportGlue::markEdit);
    connect(&run, &RunController::frame, this, &TransportGlue::noteFaults);
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
    shown.express = m_run.isExpress();
    shown.edited = m_run.isEdited();
    m_bar.show(shown);
}

void TransportGlue::rebuildMarks() {
    m_marks.clear();
    m_planned = 0;
    m_throttleMarked = false;
    m_inForce.clear();
    markPlannedFaults();
}

// Those that were injected by hand, and the first throttle, stay.
void TransportGlue::markPlannedFaults() {
    m_marks.erase(m_marks.begin(), m_marks.begin() + m_planned);
    std::vector<TimeMark> planned;
    if (const plan::Plan* plan = m_run.plan())
        for (const plan::Fault& fault : plan->scenario.faults)
            planned.push_back({std::llround(fault.startS * 1e9), Token::Error, faultText(*plan, fault.kind), fault.durationS > 0 ? std::llround((fault.startS + fault.durationS) * 1e9) : 0});
    m_planned = static_cast<std::ptrdiff_t>(planned.size());
    m_marks.insert(m_marks.begin(), planned.begin(), planned.end());
    m_bar.setMarks(m_marks);
}

// A fault that was begun or ended by hand has its end where it is over. After a jump they are what they are there.
void TransportGlue::noteFaults() {
    QStringList inForce;
    for (const sim::FaultGauge& fault : m_run.gauges().faults) inForce += faultText(*fault.plan, fault.kind);
    if (inForce == m_inForce) return;
    const qint64 nowNs = m_run.gauges().nowNs;
    for (TimeMark& mark : m_marks) {
        const bool isOver = m_inForce.contains(mark.text) && !inForce.contains(mark.text);
        if (isOver && mark.ink == Token::Error && mark.timeNs < nowNs && (mark.untilNs == 0 || mark.untilNs > nowNs)) mark.untilNs = nowNs;
    }
    m_inForce = inForce;
    m_bar.setMarks(m_marks);
}

// Several edits at one place are one mark.
void TransportGlue::markEdit() {
    const qint64 nowNs = m_run.nowNs(), nearNs = m_run.lengthNs() / kMarksApart;
    std::erase_if(m_marks, [&](const TimeMark& mark) { return mark.ink == Token::Accent && std::abs(mark.timeNs - nowNs) < nearNs; });
    m_marks.push_back({nowNs, Token::Accent, tr("design changed"), 0, true});
    m_bar.setMarks(m_marks);
}

void TransportGlue::noteThrottle() {
    if (m_throttleMarked || m_run.gauges().throttleEvents == 0) return;
    m_throttleMarked = true;
    m_marks.push_back({firstThrottleNs(m_run), Token::Warning, tr("first throttle"), 0, true});
    m_bar.setMarks(m_marks);
}

}  // namespace app
