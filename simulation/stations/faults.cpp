// SPDX-License-Identifier: GPL-3.0-or-later
// Faults on the scenario's time line and by hand (B-240). What is in force is always computed anew from the list of active faults, so that
// overlapping ones neither add up wrongly nor end each other.
#include "model/plan/overloaded.h"
#include "simulation/stations/admission.h"
#include "simulation/stations/partitions.h"
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::faults {
namespace {

struct InForce {
    double loadFactor = 1;
    std::uint64_t lostZones = 0;
    std::uint64_t isolatedRegions = 0;
    std::vector<std::uint32_t> pausedStores;
    std::vector<std::uint64_t> lostNodes;  // by cache, a bit for each node
};

// A fault speaks of stations, zones and Regions as the plan numbered them in which it was added; an edit may have numbered them anew.
std::uint32_t slotIn(const plan::Plan& plan, const std::vector<std::uint64_t>& uids, plan::StationIndex station) {
    if (station >= plan.stations.size())
        return kNoSlot;
    const auto place = std::find(uids.begin(), uids.end(), plan.stations[station].uid);
    return place == uids.end() ? kNoSlot : static_cast<std::uint32_t>(place - uids.begin());
}

StoreState* storeOf(Kernel& kernel, const plan::Plan& plan, plan::StationIndex station, std::uint32_t& slot) {
    slot = slotIn(plan, kernel.state.slots.stores, station);
    if (slot == kNoSlot)
        return nullptr;
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
        state.readUnits = state.baseRead;
        state.writeUnits = state.baseWrite;
        state.clockSkewNs = 0;
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

std::uint64_t regionNow(const Kernel& kernel, const plan::Plan& plan, plan::RegionIndex region) {
    const std::vector<std::string>& now = kernel.compiled().plan->regions;
    if (region >= plan.regions.size())
        return regionBit(region);
    const auto place = std::find(now.begin(), now.end(), plan.regions[region]);
    return place == now.end() ? 0 : regionBit(static_cast<plan::RegionIndex>(place - now.begin()));
}

InForce collect(Kernel& kernel) {
    InForce force;
    force.lostNodes.assign(kernel.state.caches.size(), 0);
    for (ServerState& server : kernel.state.servers)
        server.cut = -1;
    for (std::size_t i = 0; i < kernel.state.faults.size(); ++i) {
        if (!kernel.state.faultActive[i])
            continue;
        std::uint32_t slot = 0;
        const plan::Plan& plan = *kernel.state.faultPlans[i];
        std::visit(plan::Overloaded{
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
                       [&](const plan::ReplicationPause& pause) {
                           if (storeOf(kernel, plan, pause.store, slot) != nullptr)
                               force.pausedStores.push_back(slot);
                       },
                       [&](const plan::RegionIsolation& isolation) { force.isolatedRegions |= regionNow(kernel, plan, isolation.region); },
                       [&](const plan::CacheNodeLoss& loss) {
                           const std::uint32_t cache = slotIn(plan, kernel.state.slots.caches, loss.cache);
                           if (cache != kNoSlot && loss.node < 64)
                               force.lostNodes[cache] |= 1ULL << loss.node;
                       },
                       [&](const plan::ConcurrencyCut& cut) {
                           const std::uint32_t server = slotIn(plan, kernel.state.slots.servers, cut.server);
                           if (server != kNoSlot)
                               kernel.state.servers[server].cut = std::max(cut.limit, 0.0);
                       },
                       [&](const plan::ClockSkew& skew) {
                           if (StoreState* store = storeOf(kernel, plan, skew.store, slot))
                               store->clockSkewNs = static_cast<std::int64_t>(skew.skewMs * 1e6);
                       },
                       [](const plan::CacheFlush&) {},    // happen once, when they start
                       [](const plan::PoisonRecord&) {},
                   },
                   kernel.state.faults[i].kind);
    }
    return force;
}

// A channel is closed where one of its ends is paused, or isolated from the other.
void applyWays(Kernel& kernel, const InForce& force) {
    const auto paused = [&](std::uint32_t store) {
        return std::find(force.pausedStores.begin(), force.pausedStores.end(), store) != force.pausedStores.end();
    };
    for (std::uint32_t slot = 0; slot < kernel.state.replicators.size(); ++slot) {
        const CompiledReplicator& channel = kernel.compiled().replicators[slot];
        if (channel.row == nullptr)
            continue;
        const bool closed = paused(channel.from) || paused(channel.to) || (channel.regions & force.isolatedRegions) != 0;
        replicator::setWay(kernel, slot, closed ? replicator::Way::Closed : replicator::Way::Open);
    }
}

// What a fault is about, in the numbers that a record has room for.
void describe(const plan::FaultKind& kind, const plan::Plan& plan, HopRecord& record) {
    const auto about = [&](plan::StationIndex station, double figure = 0) {
        record.toUid = station < plan.stations.size() ? plan.stations[station].uid : 0;
        record.tableTokensAfter = static_cast<float>(figure);
    };
    std::visit(plan::Overloaded{
                   [&](const plan::ZoneLoss& loss) { record.partition = loss.zone; },
                   [&](const plan::LoadFault& load) { record.tableTokensAfter = static_cast<float>(load.factor); },
                   [&](const plan::HotKeyFault& hot) { about(hot.store, hot.share); },
                   [&](const plan::CapacityFault& capacity) { about(capacity.store); },
                   [&](const plan::SweeperStall& stall) { about(stall.store); },
                   [&](const plan::ReplicationPause& pause) { about(pause.store); },
                   [&](const plan::RegionIsolation& isolation) { record.partition = isolation.region; },
                   [&](const plan::CacheNodeLoss& loss) {
                       about(loss.cache);
                       record.partition = loss.node;
                   },
                   [&](const plan::CacheFlush& flush) { about(flush.cache); },
                   [&](const plan::PoisonRecord& poison) { about(poison.log); },
                   [&](const plan::ConcurrencyCut& cut) { about(cut.server, cut.limit); },
                   [&](const plan::ClockSkew& skew) { about(skew.store, skew.skewMs); },
               },
               kind);
}

void trace(const Kernel& kernel, std::uint32_t index, HopKind kind) {
    if (!kernel.tracesAnything())
        return;
    const plan::Fault& fault = kernel.state.faults[index];
    HopRecord record;
    record.departNs = record.arriveNs = kernel.nowNs();
    record.kind = kind;
    record.key = fault.kind.index();
    describe(fault.kind, *kernel.state.faultPlans[index], record);
    kernel.trace(record);
}

}  // namespace

void planAhead(Kernel& kernel, const plan::Plan* before) {
    const std::vector<plan::Fault>& wanted = kernel.scenario().faults;
    if (before != nullptr && before->scenario.faults == wanted)
        return;
    const auto isAhead = [&](const plan::Fault& fault) { return before == nullptr || fault.startS * 1e9 > static_cast<double>(kernel.nowNs()); };
    for (std::size_t i = 0; i < kernel.state.faults.size(); ++i)
        if (kernel.state.faultPlanned[i] && isAhead(kernel.state.faults[i]))
            kernel.state.faultDropped[i] = true;
    for (const plan::Fault& fault : wanted)
        if (isAhead(fault)) {
            add(kernel, fault);
            kernel.state.faultPlanned.back() = true;
        }
}

void add(Kernel& kernel, const plan::Fault& fault) {
    const auto index = static_cast<std::uint32_t>(kernel.state.faults.size());
    kernel.state.faults.push_back(fault);
    kernel.state.faultActive.push_back(false);
    kernel.state.faultPlanned.push_back(false);
    kernel.state.faultDropped.push_back(false);
    kernel.state.faultPlans.push_back(kernel.compiled().plan);
    kernel.schedule(static_cast<std::int64_t>(fault.startS * 1e9), EventType::FaultStart, index);
    if (fault.durationS > 0)
        kernel.schedule(static_cast<std::int64_t>((fault.startS + fault.durationS) * 1e9), EventType::FaultEnd, index);
}

void onStart(Kernel& kernel, const Event& event) {
    if (kernel.state.faultDropped[event.a])
        return;
    kernel.state.faultActive[event.a] = true;
    trace(kernel, event.a, HopKind::FaultStart);
    const plan::FaultKind& kind = kernel.state.faults[event.a].kind;
    if (const auto* flushed = std::get_if<plan::CacheFlush>(&kind)) {
        if (const std::uint32_t slot = slotIn(*kernel.state.faultPlans[event.a], kernel.state.slots.caches, flushed->cache); slot != kNoSlot)
            cache::flush(kernel, slot);
    } else if (const auto* poison = std::get_if<plan::PoisonRecord>(&kind)) {
        if (const std::uint32_t slot = slotIn(*kernel.state.faultPlans[event.a], kernel.state.slots.logs, poison->log); slot != kNoSlot)
            ++kernel.state.logs[slot].poisonNext;
    }
    apply(kernel);
}

void onEnd(Kernel& kernel, const Event& event) {
    if (kernel.state.faultActive[event.a])
        trace(kernel, event.a, HopKind::FaultEnd);
    kernel.state.faultActive[event.a] = false;
    apply(kernel);
}

void end(Kernel& kernel, std::optional<std::uint32_t> only) {
    for (std::uint32_t i = 0; i < kernel.state.faultActive.size(); ++i) {
        if (!kernel.state.faultActive[i] || (only && *only != i))
            continue;
        trace(kernel, i, HopKind::FaultEnd);
        kernel.state.faultActive[i] = false;
        kernel.state.faultDropped[i] = true;  // the event of its start may still be due at this very instant
    }
    apply(kernel);
}

void apply(Kernel& kernel) {
    resetStores(kernel);
    const InForce force = collect(kernel);
    for (std::size_t zone = 0; zone < kernel.state.zoneLostNs.size(); ++zone)
        if ((force.lostZones & ~kernel.state.lostZones) >> zone & 1)
            kernel.state.zoneLostNs[zone] = kernel.nowNs();
    kernel.state.lostZones = force.lostZones;
    kernel.state.isolatedRegions = force.isolatedRegions;
    for (std::uint32_t slot = 0; slot < kernel.state.caches.size(); ++slot)
        cache::applyNodes(kernel, slot, force.lostNodes[slot]);
    applyWays(kernel, force);
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
