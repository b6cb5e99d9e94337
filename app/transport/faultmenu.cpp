// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/transport/faultmenu.h"

#include "app/live/faults.h"
#include "app/live/runcontroller.h"
#include "app/workspace.h"

#include <QCoreApplication>
#include <QMenu>

#include <algorithm>
#include <vector>

namespace app {

namespace {

constexpr double kHotShare = 0.8;
constexpr double kLowMaximum = 1'000;
constexpr std::size_t kMostAtOnce = 12;  // lines of the menu without submenus

QString tr(const char* text) { return QCoreApplication::translate("app::FaultMenu", text); }

struct Offer {
    QString group;  // title of its submenu, where there are many
    QString text;
    plan::FaultKind kind;
};
using Offers = std::vector<Offer>;

void addStoreFaults(Offers& offers, const plan::Plan& plan) {
    for (plan::StationIndex i = 0; i < plan.stations.size(); ++i) {
        const auto* store = std::get_if<plan::UnitStoreStation>(&plan.stations[i].parameters);
        if (!store) continue;
        const QString name = stationName(plan, i);
        offers.push_back({tr("Hot key"), tr("Hot key at %1: 80 % of its traffic").arg(name), plan::HotKeyFault{i, kHotShare}});
        if (store->throughput.billing == plan::BillingMode::Provisioned)
            offers.push_back({tr("Capacity"), tr("Capacity of %1 cut to a half").arg(name), plan::CapacityFault{i, store->throughput.readUnits / 2, store->throughput.writeUnits / 2}});
        else
            offers.push_back({tr("Capacity"), tr("Maximum of %1 set to 1,000 read and 1,000 write units").arg(name), plan::CapacityFault{i, kLowMaximum, kLowMaximum}});
        if (store->ttl.enabled == plan::Switch::On && !store->index)
            offers.push_back({tr("Time to live"), tr("Deletion of expired items at %1 stalls").arg(name), plan::SweeperStall{i}});
    }
}

bool isReplica(const plan::Plan& plan, plan::StationIndex store) {
    return std::ranges::any_of(plan.stations, [&](const plan::Station& station) {
        const auto* channel = std::get_if<plan::ReplicatorStation>(&station.parameters);
        return channel && channel->from == store;
    });
}

// Faults of replication, streams, functions and caches, where the design has them.
void addFlowFaults(Offers& offers, const plan::Plan& plan) {
    for (plan::StationIndex i = 0; i < plan.stations.size(); ++i) {
        const plan::StationParameters& parameters = plan.stations[i].parameters;
        const QString name = stationName(plan, i);
        if (std::holds_alternative<plan::UnitStoreStation>(parameters) && isReplica(plan, i))
            offers.push_back({tr("Replication"), tr("Replication of %1 paused").arg(name), plan::ReplicationPause{i}});
        if (std::holds_alternative<plan::LogStation>(parameters)) offers.push_back({tr("Stream"), tr("Poison record in %1").arg(name), plan::PoisonRecord{i}});
        if (std::holds_alternative<plan::ServerStation>(parameters)) offers.push_back({tr("Function"), tr("%1 held to one at a time").arg(name), plan::ConcurrencyCut{i, 1}});
        const auto* cache = std::get_if<plan::CacheStation>(&parameters);
        if (!cache) continue;
        offers.push_back({tr("Cache"), tr("Primary node of %1 lost").arg(name), plan::CacheNodeLoss{i, 0}});
        for (std::uint32_t node = 1; node < cache->nodeZones.size(); ++node) offers.push_back({tr("Cache"), tr("Node %1 of %2 lost").arg(node).arg(name), plan::CacheNodeLoss{i, node}});
        offers.push_back({tr("Cache"), tr("%1 emptied").arg(name), plan::CacheFlush{i}});
    }
    if (plan.regions.size() < 2) return;
    for (plan::RegionIndex region = 0; region < plan.regions.size(); ++region)
        offers.push_back({tr("Region cut off"), tr("Region %1 cut off").arg(QString::fromStdString(plan.regions[region])), plan::RegionIsolation{region}});
}

Offers offersOf(const plan::Plan& plan) {
    Offers offers;
    for (plan::ZoneIndex zone = 0; zone < plan.zones.size(); ++zone)
        offers.push_back({tr("Zone lost"), tr("Zone %1 lost").arg(QString::fromStdString(plan.zones[zone])), plan::ZoneLoss{zone}});
    addStoreFaults(offers, plan);
    addFlowFaults(offers, plan);
    for (const double factor : {2.0, 5.0, 10.0}) offers.push_back({tr("Load"), tr("Load times %1").arg(factor), plan::LoadFault{factor}});
    return offers;
}

// One that is in force has a tick; choosing it again ends it.
void addOffer(QMenu& menu, const plan::Plan& plan, const Offer& offer, RunController& run) {
    QAction* action = menu.addAction(offer.text);
    action->setCheckable(true);
    const QString text = faultText(plan, offer.kind);
    const auto& faults = run.gauges().faults;
    const auto inForce = std::ranges::find_if(faults, [&](const sim::FaultGauge& fault) { return faultText(*fault.plan, fault.kind) == text; });
    action->setChecked(inForce != faults.end());
    if (inForce == faults.end())
        QObject::connect(action, &QAction::triggered, &run, [&run, kind = offer.kind] { run.inject({0, 0, kind}); });
    else
        QObject::connect(action, &QAction::triggered, &run, [&run, place = inForce->place] { run.endFault(place); });
}

// The scenario's faults among them: each can be ended by itself, in a menu of its own, so that the other entries stay where they are.
void addEnds(QMenu& menu, RunController& run) {
    const auto& faults = run.gauges().faults;
    QMenu* ends = menu.addMenu(tr("End a fault"));
    ends->setEnabled(!faults.empty());
    for (const sim::FaultGauge& fault : faults)
        ends->addAction(tr("End: %1").arg(faultText(*fault.plan, fault.kind)), &run, [&run, place = fault.place] { run.endFault(place); });
    menu.addAction(tr("End all faults"), &run, &RunController::endFaults)->setEnabled(!faults.empty());
}

// Groups in the order in which they first come; one of more than two faults is a submenu when the menu would be long.
void fill(QMenu& menu, const plan::Plan& plan, const Offers& offers, RunController& run) {
    QStringList groups;
    for (const Offer& offer : offers)
        if (!groups.contains(offer.group)) groups += offer.group;
    const bool isLong = offers.size() > kMostAtOnce;
    for (const QString& group : groups) {
        const auto inGroup = [&](const Offer& offer) { return offer.group == group; };
        QMenu* into = isLong && std::ranges::count_if(offers, inGroup) > 2 ? menu.addMenu(group) : &menu;
        for (const Offer& offer : offers)
            if (inGroup(offer)) addOffer(*into, plan, offer, run);
        if (!isLong) menu.addSeparator();
    }
    menu.addSeparator();
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
    fill(menu, plan, offersOf(plan), run);
    addEnds(menu, run);
}

}  // namespace app
