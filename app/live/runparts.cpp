// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/runparts.h"

#include "app/live/liveoverlays.h"
#include "app/live/runcontroller.h"
#include "app/transport/faultmenu.h"
#include "app/transport/transportbar.h"
#include "app/workspace.h"

#include <QMenu>

#include <cmath>

namespace app {

namespace {

QString faultText(const plan::Plan& plan, const plan::Fault& fault) {
    const auto store = [&](plan::StationIndex index) { return QString::fromStdString(plan.stations[index].name).section(u'/', -1); };
    if (const auto* zone = std::get_if<plan::ZoneLoss>(&fault.kind)) return TransportGlue::tr("%1 lost").arg(QString::fromStdString(plan.zones[zone->zone]));
    if (const auto* hot = std::get_if<plan::HotKeyFault>(&fault.kind)) return TransportGlue::tr("hot key at %1").arg(store(hot->store));
    if (const auto* capacity = std::get_if<plan::CapacityFault>(&fault.kind)) return TransportGlue::tr("capacity of %1 changed").arg(store(capacity->store));
    if (const auto* load = std::get_if<plan::LoadFault>(&fault.kind)) return TransportGlue::tr("load times %1").arg(load->factor);
    if (const auto* paused = std::get_if<plan::ReplicationPause>(&fault.kind)) return TransportGlue::tr("replication of %1 paused").arg(store(paused->store));
    if (const auto* region = std::get_if<plan::RegionIsolation>(&fault.kind)) return TransportGlue::tr("%1 cut off").arg(QString::fromStdString(plan.regions[region->region]));
    if (const auto* node = std::get_if<plan::CacheNodeLoss>(&fault.kind)) return TransportGlue::tr("node %1 of %2 lost").arg(node->node).arg(store(node->cache));
    if (const auto* flushed = std::get_if<plan::CacheFlush>(&fault.kind)) return TransportGlue::tr("%1 emptied").arg(store(flushed->cache));
    if (const auto* poison = std::get_if<plan::PoisonRecord>(&fault.kind)) return TransportGlue::tr("poison record in %1").arg(store(poison->log));
    if (const auto* cut = std::get_if<plan::ConcurrencyCut>(&fault.kind)) return TransportGlue::tr("%1 held to %2 at once").arg(store(cut->server)).arg(cut->limit);
    if (const auto* skew = std::get_if<plan::ClockSkew>(&fault.kind)) return TransportGlue::tr("clock of %1 off by %2 ms").arg(store(skew->store)).arg(skew->skewMs);
    return TransportGlue::tr("sweeper stalled");
}

}  // namespace

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
        m_marks.push_back({m_run.nowNs(), Token::Error, faultText(*m_run.plan(), fault)});
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
        for (const plan::Fault& fault : plan->scenario.faults) planned.push_back({std::llround(fault.startS * 1e9), Token::Error, faultText(*plan, fault)});
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
