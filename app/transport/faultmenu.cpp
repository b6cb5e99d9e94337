// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/transport/faultmenu.h"

#include "app/live/runcontroller.h"
#include "app/workspace.h"

#include <QCoreApplication>
#include <QMenu>

#include <algorithm>

namespace app {

namespace {

constexpr double kHotShare = 0.8;
constexpr double kLowMaximum = 1'000;

QString tr(const char* text) { return QCoreApplication::translate("app::FaultMenu", text); }

void addFault(QMenu& menu, const QString& text, RunController& run, plan::FaultKind kind) {
    menu.addAction(text, &run, [&run, kind = std::move(kind)] { run.inject({0, 0, kind}); });
}

void addStoreFaults(QMenu& menu, RunController& run, const plan::Plan& plan) {
    for (plan::StationIndex i = 0; i < plan.stations.size(); ++i) {
        const auto* store = std::get_if<plan::UnitStoreStation>(&plan.stations[i].parameters);
        if (!store) continue;
        const QString name = QString::fromStdString(plan.stations[i].name).section(u'/', -1);
        addFault(menu, tr("Hot key at %1: 80 % of its traffic").arg(name), run, plan::HotKeyFault{i, kHotShare});
        if (store->throughput.billing == plan::BillingMode::Provisioned)
            addFault(menu, tr("Capacity of %1 cut to a half").arg(name), run, plan::CapacityFault{i, store->throughput.readUnits / 2, store->throughput.writeUnits / 2});
        else
            addFault(menu, tr("Maximum of %1 set to 1,000 read and 1,000 write units").arg(name), run, plan::CapacityFault{i, kLowMaximum, kLowMaximum});
        if (store->ttl.enabled == plan::Switch::On && !store->index)
            addFault(menu, tr("Deletion of expired items at %1 stalls").arg(name), run, plan::SweeperStall{i});
    }
}

bool isReplica(const plan::Plan& plan, plan::StationIndex store) {
    return std::ranges::any_of(plan.stations, [&](const plan::Station& station) {
        const auto* channel = std::get_if<plan::ReplicatorStation>(&station.parameters);
        return channel && channel->from == store;
    });
}

// Faults of replication, streams, functions and caches, where the design has them.
void addFlowFaults(QMenu& menu, RunController& run, const plan::Plan& plan) {
    for (plan::StationIndex i = 0; i < plan.stations.size(); ++i) {
        const plan::StationParameters& parameters = plan.stations[i].parameters;
        const QString name = QString::fromStdString(plan.stations[i].name).section(u'/', -1);
        if (std::holds_alternative<plan::UnitStoreStation>(parameters) && isReplica(plan, i))
            addFault(menu, tr("Replication of %1 paused").arg(QString::fromStdString(plan.stations[i].name)), run, plan::ReplicationPause{i});
        if (std::holds_alternative<plan::LogStation>(parameters)) addFault(menu, tr("Poison record in %1").arg(name), run, plan::PoisonRecord{i});
        if (std::holds_alternative<plan::ServerStation>(parameters)) addFault(menu, tr("%1 held to one at a time").arg(name), run, plan::ConcurrencyCut{i, 1});
        if (!std::holds_alternative<plan::CacheStation>(parameters)) continue;
        addFault(menu, tr("Primary node of %1 lost").arg(name), run, plan::CacheNodeLoss{i, 0});
        addFault(menu, tr("%1 emptied").arg(name), run, plan::CacheFlush{i});
    }
    if (plan.regions.size() < 2) return;
    for (plan::RegionIndex region = 0; region < plan.regions.size(); ++region)
        addFault(menu, tr("Region %1 cut off").arg(QString::fromStdString(plan.regions[region])), run, plan::RegionIsolation{region});
}

}  // namespace

void fillFaultMenu(QMenu& menu, const Workspace& workspace, RunController& run) {
    menu.clear();
    const auto scenario = model::scenarioOf(workspace.document());
    const auto build = scenario ? model::buildPlan(workspace.document(), *scenario) : model::Result<model::PlanBuild>(model::Error{});
    if (!build) {
        menu.addAction(tr("This design cannot run yet"))->setEnabled(false);
        return;
    }
    const plan::Plan& plan = *build->plan;
    for (plan::ZoneIndex zone = 0; zone < plan.zones.size(); ++zone)
        addFault(menu, tr("Zone %1 lost").arg(QString::fromStdString(plan.zones[zone])), run, plan::ZoneLoss{zone});
    menu.addSeparator();
    addStoreFaults(menu, run, plan);
    addFlowFaults(menu, run, plan);
    menu.addSeparator();
    for (const double factor : {2.0, 5.0, 10.0}) addFault(menu, tr("Load times %1").arg(factor), run, plan::LoadFault{factor});
    menu.addSeparator();
    menu.addAction(tr("End all faults"), &run, &RunController::endFaults);
}

}  // namespace app
