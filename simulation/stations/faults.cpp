// SPDX-License-Identifier: GPL-3.0-or-later
// Faults on the scenario's time line and by hand (B-240). What is in force is always computed anew from the list of active faults, so that
// overlapping ones neither add up wrongly nor end each other.
#include "simulation/stations/admission.h"
#include "simulation/stations/partitions.h"
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::faults {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

struct InForce {
    double loadFactor = 1;
    std::uint64_t lostZones = 0;
};

// A fault speaks of stations and zones as the plan numbered them in which it was added; an edit may have numbered them anew.
StoreState* storeOf(Kernel& kernel, const plan::Plan& plan, plan::StationIndex station, std::uint32_t& slot) {
    if (station >= plan.stations.size())
        return nullptr;
    const std::vector<std::uint64_t>& uids = kernel.state.slots.stores;
    const auto place = std::find(uids.begin(), uids.end(), plan.stations[station].uid);
    if (place == uids.end())
        return nullptr;
    slot = static_cast<std::uint32_t>(place - uids.begin());
    return kernel.compiled().stores[slot].row != nullptr ? &kernel.state.stores[slot] : nullptr;
}

void resetStores(Kernel& kernel) {
    for (std::uint32_t slot = 0; slot < kernel.state.stores.size(); ++slot) {
        const CompiledStore& store = kernel.compiled().stores[slot];
        if (store.row == nullptr)
            continue;
        StoreState& state = kernel.state.stores[slot];
        state.hotShare = 0;
        state.readGrowth.faultMaximum = state.writeGrowth.faultMaximum = -1;
        state.readUnits = store.row->throughput.readUnits;
        state.writeUnits = store.row->throughput.writeUnits;
        state.sweeperStalled = store.row->ttl.stalled == plan::Switch::On;
    }
}

std::uint64_t zoneNow(const Kernel& kernel, const plan::Plan& plan, plan::ZoneIndex zone) {
    const std::vector<std::string>& now = kernel.compiled().plan->zones;
    if (zone >= plan.zones.size())
        return zoneBit(zone);
    const auto place = std::find(now.begin(), now.end(), plan.zones[zone]);
    return place == now.end() ? 0 : zoneBit(static_cast<plan::ZoneIndex>(place - now.begin()));
}

InForce collect(Kernel& kernel) {
    InForce force;
    for (std::size_t i = 0; i < kernel.state.faults.size(); ++i) {
        if (!kernel.state.faultActive[i])
            continue;
        std::uint32_t slot = 0;
        const plan::Plan& plan = *kernel.state.faultPlans[i];
        std::visit(Overloaded{
                       [&](const plan::ZoneLoss& loss) { force.lostZones |= zoneNow(kernel, plan, loss.zone); },
                       [&](const plan::LoadFault& load) { force.loadFactor *= std::max(load.factor, 0.0); },
                       [&](const plan::HotKeyFault& hot) {
                           if (StoreState* store = storeOf(kernel, plan, hot.store, slot))
                               store->hotShare = std::max(store->hotShare, hot.share);
                       },
                       [&](const plan::CapacityFault& capacity) {
                           if (StoreState* store = storeOf(kernel, plan, capacity.store, slot)) {
                               store->readUnits = capacity.readUnits >= 0 ? capacity.readUnits : store->readUnits;
                               store->writeUnits = capacity.writeUnits >= 0 ? capacity.writeUnits : store->writeUnits;
                               // An on-demand store has no capacity to cut but the maximum that may be set on it.
                               store->readGrowth.faultMaximum = capacity.readUnits;
                               store->writeGrowth.faultMaximum = capacity.writeUnits;
                           }
                       },
                       [&](const plan::SweeperStall& stall) {
                           if (StoreState* store = storeOf(kernel, plan, stall.store, slot))
                               store->sweeperStalled = true;
                       },
                       [](const auto&) {},
                   },
                   kernel.state.faults[i].kind);
    }
    return force;
}

}  // namespace

void add(Kernel& kernel, const plan::Fault& fault) {
    const auto index = static_cast<std::uint32_t>(kernel.state.faults.size());
    kernel.state.faults.push_back(fault);
    kernel.state.faultActive.push_back(false);
    kernel.state.faultPlans.push_back(kernel.compiled().plan);
    kernel.schedule(static_cast<std::int64_t>(fault.startS * 1e9), EventType::FaultStart, index);
    if (fault.durationS > 0)
        kernel.schedule(static_cast<std::int64_t>((fault.startS + fault.durationS) * 1e9), EventType::FaultEnd, index);
}

void onStart(Kernel& kernel, const Event& event) {
    kernel.state.faultActive[event.a] = true;
    apply(kernel);
}

void onEnd(Kernel& kernel, const Event& event) {
    kernel.state.faultActive[event.a] = false;
    apply(kernel);
}

void apply(Kernel& kernel) {
    resetStores(kernel);
    const InForce force = collect(kernel);
    kernel.state.lostZones = force.lostZones;
    for (std::uint32_t slot = 0; slot < kernel.state.stores.size(); ++slot) {
        if (kernel.compiled().stores[slot].row == nullptr)
            continue;
        admission::applyLimits(kernel, slot);
        partitions::moveLeaders(kernel, slot);
    }
    const double factor = kernel.scenario().loadFactor * force.loadFactor;
    if (factor == kernel.state.loadFactor)
        return;
    for (std::uint32_t slot = 0; slot < kernel.state.patterns.size(); ++slot)
        source::settleArrivals(kernel, slot);
    kernel.state.loadFactor = factor;
    for (std::uint32_t slot = 0; slot < kernel.state.patterns.size(); ++slot)
        source::reschedule(kernel, slot);
}

}  // namespace sim::faults
