// SPDX-License-Identifier: GPL-3.0-or-later
// How a store begins, follows its plan, and reports each period.
#include "simulation/cohort/cohort.h"
#include "simulation/cohort/cohortitems.h"
#include "simulation/stations/admission.h"
#include "simulation/stations/partitions.h"
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::unitstore {
namespace {

// Items of one pattern that will expire are kept one by one, their expiry spread over its time.
void keepExpiring(Kernel& kernel, std::uint32_t slot, const CompiledPattern& pattern) {
    StoreState& state = kernel.state.stores[slot];
    const plan::Scenario& scenario = kernel.scenario();
    RandomStream random(scenario.seed, scenario.run, pattern.row->uid, Purpose::ItemsAtStart);
    for (std::uint64_t key = pattern.firstItem; key < pattern.firstItem + pattern.row->itemsAtStart; ++key) {
        const double ageS = random.uniform() * pattern.row->expiresAfterS;
        if (state.items.find(key) != nullptr || kernel.state.itemsTracked >= kernel.compiled().plan->itemCap)
            continue;
        ++kernel.state.itemsTracked;
        Item& item = state.items.touch(key);
        item.bytes = static_cast<std::uint32_t>(pattern.row->itemBytes);
        item.present = true;
        ttl::itemWritten(kernel, slot, item, pattern.row->expiresAfterS - ageS);
    }
}

// Items that exist when the run starts.
void makeItemsAtStart(Kernel& kernel, std::uint32_t slot) {
    StoreState& state = kernel.state.stores[slot];
    const bool isCohort = kernel.state.cohort.sliceNs > 0;
    std::uint64_t shared = 0;  // patterns of one table share its keys: the largest number counts ...
    std::uint64_t expiring = 0;  // ... and of those that expire the first one's
    for (std::uint32_t place = 0; place < kernel.compiled().patterns.size(); ++place) {
        const CompiledPattern& pattern = kernel.compiled().patterns[place];
        if (pattern.row == nullptr || pattern.row->itemsAtStart == 0 || !holdsItemsOf(kernel.compiled(), slot, pattern))
            continue;
        const std::uint64_t stated = pattern.row->itemsAtStart;
        const std::uint64_t more = pattern.firstItem != 0 ? stated : stated > shared ? stated - shared : 0;
        state.storedBytes += static_cast<double>(more) * static_cast<double>(pattern.row->itemBytes);
        state.itemCount += more;
        state.cohort.newKeyItems += pattern.firstItem != 0 ? static_cast<double>(more) : 0;
        shared = pattern.firstItem != 0 ? shared : std::max(shared, stated);
        if (pattern.row->expiresAfterS <= 0 || pattern.store != slot)  // their own Region looks after their expiry, the others follow
            continue;
        if (!isCohort) {
            keepExpiring(kernel, slot, pattern);
            continue;
        }
        cohort::itemsAtStart(kernel, place, pattern.firstItem != 0 ? stated : stated > expiring ? stated - expiring : 0);
        expiring = pattern.firstItem != 0 ? expiring : std::max(expiring, stated);
    }
}

double statedBytes(const Kernel& kernel, std::uint32_t slot) {
    double bytes = kernel.compiled().stores[slot].row->storedBytes;
    double most = 0;
    for (const CompiledPattern& pattern : kernel.compiled().patterns)
        if (pattern.row != nullptr && holdsItemsOf(kernel.compiled(), slot, pattern)) {
            const double stated = static_cast<double>(pattern.row->itemsAtStart) * static_cast<double>(pattern.row->itemBytes);
            (pattern.firstItem != 0 ? bytes : most) = pattern.firstItem != 0 ? bytes + stated : std::max(most, stated);
        }
    return bytes + most;
}

std::uint32_t warmCount(const Kernel& kernel, std::uint32_t slot) {
    const plan::UnitStoreStation& row = *kernel.compiled().stores[slot].row;
    return partitions::countFor(row.partitions, row.throughput.warmReadUnits, row.throughput.warmWriteUnits);
}

}  // namespace

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    const plan::Scenario& scenario = kernel.scenario();
    StoreState& state = kernel.state.stores[slot];
    const auto stream = [&](Purpose purpose) { return RandomStream(scenario.seed, scenario.run, store.uid, purpose); };
    state.staleness = stream(Purpose::Staleness);
    state.indexLag = stream(Purpose::IndexLag);
    state.ttlDelay = stream(Purpose::TtlDelay);
    state.splits = stream(Purpose::Splits);
    state.storedBytes = store.row->storedBytes;
    admission::prepare(kernel, slot);
    scaling::prepare(kernel, slot);
    partitions::create(kernel, slot, std::max(partitions::initialCount(*store.row, statedBytes(kernel, slot)), warmCount(kernel, slot)));
    makeItemsAtStart(kernel, slot);
    state.sweeperStalled = store.row->ttl.stalled == plan::Switch::On;
    state.ttlEnabled = store.row->ttl.enabled == plan::Switch::On;
    state.initialized = true;
}

void applyPlan(Kernel& kernel, std::uint32_t slot) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    // What auto scaling has set stays, unless somebody changes the capacity itself.
    const plan::Throughput& throughput = store.row->throughput;
    state.readUnits = state.baseRead = throughput.readUnits == state.plannedRead ? state.baseRead : throughput.readUnits;
    state.writeUnits = state.baseWrite = throughput.writeUnits == state.plannedWrite ? state.baseWrite : throughput.writeUnits;
    state.plannedRead = throughput.readUnits;
    state.plannedWrite = throughput.writeUnits;
    state.sweeperStalled = store.row->ttl.stalled == plan::Switch::On;
    partitions::growTo(kernel, slot, partitions::initialCount(*store.row, state.storedBytes));
    admission::planWarmUp(kernel, slot);
    admission::applyLimits(kernel, slot);
    ttl::followPlan(kernel, slot);
}

void onMinute(Kernel& kernel, std::uint32_t slot) {
    if (kernel.compiled().stores[slot].row == nullptr)
        return;
    admission::onMinute(kernel, slot);
    scaling::onMinute(kernel, slot);
    partitions::onMinute(kernel, slot);
}

void onSplitDone(Kernel& kernel, const Event& event) {
    if (kernel.compiled().stores[event.a].row != nullptr)
        partitions::splitDone(kernel, event.a, event.b);
}

void flushMetrics(Kernel& kernel, std::uint32_t slot, double periodS) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    if (store.row == nullptr)
        return;
    cohort::spreadCold(kernel, slot);
    double hottestRead = 0;
    double hottestWrite = 0;
    for (PartitionState& partition : state.partitions) {
        partition.lastRead = partition.periodRead / periodS;
        partition.lastWrite = partition.periodWrite / periodS;
        partition.periodRead = partition.periodWrite = 0;
        hottestRead = std::max(hottestRead, partition.lastRead);
        hottestWrite = std::max(hottestWrite, partition.lastWrite);
    }
    state.read.refill(kernel.nowNs());
    state.write.refill(kernel.nowNs());
    const auto set = [&](std::uint32_t which, double value) { kernel.set(store.metrics + which, value); };
    set(storeSlot::ProvisionedRead, store.onDemand() ? 0 : state.readUnits);
    set(storeSlot::ProvisionedWrite, store.onDemand() ? 0 : state.writeUnits);
    set(storeSlot::AllowedRead, admission::allowedPerS(kernel, slot, admission::Direction::Read));
    set(storeSlot::AllowedWrite, admission::allowedPerS(kernel, slot, admission::Direction::Write));
    set(storeSlot::BurstRead, std::max(state.read.tokenUnits(), 0.0));
    set(storeSlot::BurstWrite, std::max(state.write.tokenUnits(), 0.0));
    set(storeSlot::ExpiredVisible, static_cast<double>(state.expiredVisible));
    set(storeSlot::Items, static_cast<double>(state.itemCount));
    set(storeSlot::StoredBytes, state.storedBytes);
    set(storeSlot::Partitions, static_cast<double>(state.partitions.size()));
    set(storeSlot::HottestRead, hottestRead);
    set(storeSlot::HottestWrite, hottestWrite);
    set(storeSlot::IndexBacklog, state.indexBacklogUnits);
    set(storeSlot::LatencyP50, state.periodLatency.percentileNs(0.50) * 1e-6);
    set(storeSlot::LatencyP99, state.periodLatency.percentileNs(0.99) * 1e-6);
    set(storeSlot::LatencyMean, state.periodLatency.meanNs() * 1e-6);
    set(storeSlot::TtlDelayP50, state.periodTtlDelay.percentileNs(0.50) * 1e-9);
    set(storeSlot::TtlDelayMax, static_cast<double>(state.periodTtlDelay.maxNs()) * 1e-9);
    state.periodLatency.clear();
    state.periodTtlDelay.clear();
}

}  // namespace sim::unitstore
