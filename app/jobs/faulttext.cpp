// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/faulttext.h"

#include "model/plan/overloaded.h"

#include <QCoreApplication>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app::Faults", text); }

}  // namespace

QString stationName(const plan::Plan& plan, plan::StationIndex station) {
    const QString path = QString::fromStdString(plan.stations[station].name);
    const QString name = path.section(u'/', -1);
    return plan.regions.size() > 1 && path.contains(u'/') ? tr("%1 in %2").arg(name, path.section(u'/', 0, 0)) : name;
}

QString faultText(const plan::Plan& plan, const plan::FaultKind& kind) {
    const auto name = [&](plan::StationIndex station) { return stationName(plan, station); };
    return std::visit(plan::Overloaded{[&](const plan::ZoneLoss& loss) { return tr("%1 lost").arg(QString::fromStdString(plan.zones[loss.zone])); },
                                       [&](const plan::HotKeyFault& hot) { return tr("hot key at %1").arg(name(hot.store)); },
                                       [&](const plan::CapacityFault& capacity) { return tr("capacity of %1 changed").arg(name(capacity.store)); },
                                       [](const plan::LoadFault& load) { return tr("load times %1").arg(load.factor); },
                                       [&](const plan::SweeperStall& stall) { return tr("deletion of expired items at %1 stalls").arg(name(stall.store)); },
                                       [&](const plan::ReplicationPause& pause) { return tr("replication of %1 paused").arg(name(pause.store)); },
                                       [&](const plan::RegionIsolation& isolation) { return tr("%1 cut off").arg(QString::fromStdString(plan.regions[isolation.region])); },
                                       [&](const plan::CacheNodeLoss& loss) { return tr("node %1 of %2 lost").arg(loss.node).arg(name(loss.cache)); },
                                       [&](const plan::CacheFlush& flush) { return tr("%1 emptied").arg(name(flush.cache)); },
                                       [&](const plan::PoisonRecord& poison) { return tr("poison record in %1").arg(name(poison.log)); },
                                       [&](const plan::ConcurrencyCut& cut) { return tr("%1 held to %2 at once").arg(name(cut.server)).arg(cut.limit); },
                                       [&](const plan::ClockSkew& skew) { return tr("clock of %1 off by %2 ms").arg(name(skew.store)).arg(skew.skewMs); }},
                      kind);
}

}  // namespace app
