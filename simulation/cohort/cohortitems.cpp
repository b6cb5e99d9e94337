// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/cohortitems.h"

#include "simulation/cohort/cohort.h"
#include "simulation/cohort/conditions.h"
#include "simulation/cohort/passon.h"

#include <algorithm>

namespace sim::cohort {
namespace {

constexpr std::int64_t kGatherNs = 10'000'000'000;   // items of so long share one expiry
constexpr std::int64_t kMergeNs = 600'000'000'000;   // expired cohorts of so long share one sweep

bool expires(const Kernel& kernel, const CompiledPattern& pattern) {
    return pattern.row->expiresAfterS > 0 && kernel.compiled().stores[pattern.store].row->ttl.enabled == plan::Switch::On;
}

std::int64_t lifeNs(const CompiledPattern& pattern) { return static_cast<std::int64_t>(pattern.row->expiresAfterS * 1e9); }

// So many items expire together.
void expireAt(Kernel& kernel, std::uint32_t slot, std::uint64_t count, std::int64_t atNs) {
    CohortFlow& flow = kernel.state.patterns[slot].cohort;
    std::uint32_t index = 0;
    if (flow.freeExpiries.empty()) {
        index = static_cast<std::uint32_t>(flow.expiries.size());
        flow.expiries.emplace_back();
    } else {
        index = flow.freeExpiries.back();
        flow.freeExpiries.pop_back();
    }
    flow.expiries[index] = {count, flow.writes};
    kernel.schedule(atNs, EventType::CohortExpiry, slot, index);
}

// What the client wrote since the last time goes under one expiry.
void gather(Kernel& kernel, std::uint32_t slot) {
    CohortFlow& flow = kernel.state.patterns[slot].cohort;
    if (flow.newItems == 0)
        return;
    const std::int64_t middleNs = (flow.newSinceNs + kernel.nowNs()) / 2;
    expireAt(kernel, slot, flow.newItems, middleNs + lifeNs(kernel.compiled().patterns[slot]));
    flow.newItems = 0;
}

void removeItems(Kernel& kernel, std::uint32_t slot, std::uint64_t count, std::int64_t delayNs) {
    if (count == 0)
        return;
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    StoreState& state = kernel.state.stores[pattern.store];
    const auto bytes = static_cast<double>(count) * static_cast<double>(pattern.row->itemBytes);
    state.itemCount -= std::min(state.itemCount, count);
    state.cohort.newKeyItems = std::max(state.cohort.newKeyItems - (pattern.newKeys ? static_cast<double>(count) : 0), 0.0);
    state.storedBytes = std::max(state.storedBytes - bytes, 0.0);
    state.expiredVisible -= std::min(state.expiredVisible, count);
    state.ttlDeleted += count;
    state.periodTtlDelay.add(delayNs, count);
    kernel.count(store.metrics + storeSlot::TtlDeleted, static_cast<double>(count));
    if (store.passesOn()) {
        ChangeCounts gone;
        gone[plan::RecordKind::ServiceRemove] = count;
        passChanges(kernel, pattern.store, slot, gone);
    }
    for (const std::uint32_t indexSlot : store.indexes) {
        StoreState& index = kernel.state.stores[indexSlot];
        index.itemCount -= std::min(index.itemCount, count);
        index.storedBytes = std::max(index.storedBytes - bytes * kernel.compiled().stores[indexSlot].row->index->projectionShare, 0.0);
    }
}

// Writes that meet an expired item give it a new life.
void rescue(Kernel& kernel, std::uint32_t slot, std::uint64_t writes) {
    const double keys = keySpace(kernel.compiled().patterns[slot]);
    PatternState& pattern = kernel.state.patterns[slot];
    CohortFlow& flow = pattern.cohort;
    std::uint64_t pool = flow.fastExpired;
    for (const CohortSlowSweep& cohort : flow.slowExpired)
        pool += cohort.count;
    if (keys <= 0 || pool == 0)
        return;
    const double share = std::min(static_cast<double>(pool) / keys, 1.0);
    const std::uint64_t rescued = std::min(drawBinomial(pattern.items, writes, share), pool);
    std::uint64_t left = rescued;
    const auto takeFrom = [&](std::uint64_t& count) {  // each by its part of the pool
        const double part = pool > 0 ? static_cast<double>(count) / static_cast<double>(pool) : 0;
        const std::uint64_t taken = std::min({drawBinomial(pattern.items, left, part), count, left});
        pool -= count;
        count -= taken;
        left -= taken;
    };
    for (CohortSlowSweep& cohort : flow.slowExpired)
        takeFrom(cohort.count);
    takeFrom(flow.fastExpired);
    StoreState& store = kernel.state.stores[kernel.compiled().patterns[slot].store];
    store.expiredVisible -= std::min(store.expiredVisible, rescued);
}

}  // namespace

void itemsAtStart(Kernel& kernel, std::uint32_t slot, std::uint64_t count) {
    constexpr std::int64_t kMostGroups = 5'000;
    const std::int64_t allNs = std::max<std::int64_t>(lifeNs(kernel.compiled().patterns[slot]), 1);
    const std::int64_t eachNs = std::max({std::min(kGatherNs, allNs / 20), allNs / kMostGroups, std::int64_t{1}});
    const auto groups = static_cast<std::uint64_t>((allNs + eachNs - 1) / eachNs);
    std::uint64_t done = 0;
    for (std::uint64_t i = 1; i <= groups; ++i) {
        const auto until = static_cast<std::uint64_t>(static_cast<double>(count) * static_cast<double>(i) / static_cast<double>(groups));
        if (until > done)
            expireAt(kernel, slot, until - done, static_cast<std::int64_t>(i) * eachNs - eachNs / 2);
        done = until;
    }
}

void itemsWritten(Kernel& kernel, std::uint32_t slot, std::uint64_t writes, std::uint64_t made) {
    if (writes == 0)
        return;
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    StoreState& store = kernel.state.stores[pattern.store];
    store.itemCount += made;
    store.cohort.newKeyItems += pattern.newKeys ? static_cast<double>(made) : 0;
    store.storedBytes += static_cast<double>(made) * static_cast<double>(pattern.row->itemBytes);
    rescue(kernel, slot, writes);
    CohortFlow& flow = kernel.state.patterns[slot].cohort;
    flow.writes += writes;
    if (!expires(kernel, pattern))
        return;
    if (flow.newItems == 0)
        flow.newSinceNs = kernel.nowNs();
    flow.newItems += writes;
    if (kernel.nowNs() - flow.newSinceNs >= std::min(kGatherNs, lifeNs(pattern) / 20))
        gather(kernel, slot);
}

std::uint64_t itemsDeleted(Kernel& kernel, std::uint32_t slot, std::uint64_t deletes) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    StoreState& store = kernel.state.stores[pattern.store];
    const std::uint64_t gone = std::min(deletes, store.itemCount);
    store.itemCount -= gone;
    store.storedBytes = std::max(store.storedBytes - static_cast<double>(gone) * static_cast<double>(pattern.row->itemBytes), 0.0);
    return gone;
}

void onExpiry(Kernel& kernel, const Event& event) {
    const CompiledPattern& pattern = kernel.compiled().patterns[event.a];
    PatternState& state = kernel.state.patterns[event.a];
    CohortFlow& flow = state.cohort;
    const CohortExpiry cohort = flow.expiries[event.b];
    flow.freeExpiries.push_back(event.b);
    if (pattern.row == nullptr || pattern.store == kNoSlot || !expires(kernel, pattern))
        return;
    const double keys = keySpace(pattern);
    const auto writesSince = static_cast<double>(flow.writes - cohort.writesThen);
    const double kept = keys > 0 ? plan::exponential(-writesSince / keys) : 1;  // not written again since
    const std::uint64_t expired = drawBinomial(state.items, cohort.count, kept);
    StoreState& store = kernel.state.stores[pattern.store];
    store.expiredVisible += expired;
    const plan::TimeToLive& ttl = kernel.compiled().stores[pattern.store].row->ttl;
    const std::uint64_t fast = drawBinomial(state.items, expired, ttl.fastShare);
    flow.fastExpired += fast;
    if (expired == fast)
        return;
    const std::int64_t endNs = kernel.nowNs() + static_cast<std::int64_t>(ttl.slowMaxS * 1e9);
    if (!flow.slowExpired.empty() && endNs - flow.slowExpired.back().endNs < kMergeNs)
        flow.slowExpired.back().count += expired - fast;
    else
        flow.slowExpired.push_back({expired - fast, endNs});
}

void sweep(Kernel& kernel, std::uint32_t slot) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    PatternState& state = kernel.state.patterns[slot];
    CohortFlow& flow = state.cohort;
    if (kernel.state.stores[pattern.store].sweeperStalled)
        return;
    const plan::TimeToLive& ttl = kernel.compiled().stores[pattern.store].row->ttl;
    const double within = ttl.fastMeanS > 0 ? 1 - plan::exponential(-1 / ttl.fastMeanS) : 1;
    const std::uint64_t fast = drawBinomial(state.items, flow.fastExpired, within);
    flow.fastExpired -= fast;
    const double u = state.items.uniform();
    removeItems(kernel, slot, fast, static_cast<std::int64_t>(-plan::logarithm(1 - u) * ttl.fastMeanS * 1e9));
    std::uint64_t slow = 0;
    for (CohortSlowSweep& cohort : flow.slowExpired) {
        const double leftS = static_cast<double>(cohort.endNs - kernel.nowNs()) * 1e-9;
        const std::uint64_t taken = drawBinomial(state.items, cohort.count, leftS > 1 ? 1 / leftS : 1);
        cohort.count -= taken;
        slow += taken;
    }
    std::erase_if(flow.slowExpired, [](const CohortSlowSweep& cohort) { return cohort.count == 0; });
    const double v = state.items.uniform();
    removeItems(kernel, slot, slow, static_cast<std::int64_t>(v * ttl.slowMaxS * 1e9));
}

}  // namespace sim::cohort
