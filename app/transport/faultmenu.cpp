// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/transport/faultmenu.h"

#include "app/live/runcontroller.h"
#include "app/workspace.h"

#include <QCoreApplication>
#include <QMenu>

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
    menu.addSeparator();
    for (const double factor : {2.0, 5.0, 10.0}) addFault(menu, tr("Load times %1").arg(factor), run, plan::LoadFault{factor});
    menu.addSeparator();
    menu.addAction(tr("End all faults"), &run, &RunController::endFaults);
}

}  // namespace app
