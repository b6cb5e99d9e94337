// SPDX-License-Identifier: GPL-3.0-or-later
// Global secondary indexes (B-050): fed after the table's write with a lag, from a queue that pushes back. The queue is kept as debt of the
// index's write buckets: a write is taken as long as the debt is below the queue's length, and is applied when its debt is paid.
#include "simulation/stations/admission.h"
#include "simulation/stations/partitions.h"
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::index {
namespace {

// The key of the index entry: as the table's, or one of fewer values.
std::uint64_t entryHash(const CompiledStore& index, std::uint64_t key) {
    const std::uint64_t values = index.row->index->keyCount;
    return plan::keyHash(index.uid, values > 0 ? plan::keyHash(index.uid ^ 0x1D, key) % values : key);
}

bool isFull(TokenBucket& bucket, double queueS, std::int64_t nowNs) {
    bucket.refill(nowNs);
    return static_cast<double>(bucket.tokens()) <= -queueS * bucket.ratePerS() * 1e9 || (bucket.ratePerS() <= 0 && bucket.tokens() <= 0);
}

void countRejection(Kernel& kernel, const CompiledStore& index, plan::Refusal refusal) {
    kernel.count(index.metrics + storeSlot::WriteThrottles);
    kernel.count(index.metrics + reasonSlot(refusal));
}

void traceFeed(Kernel& kernel, const CompiledPattern& pattern, const CompiledStore& index, const CompiledIndexWrite& write, std::uint64_t key,
               std::uint64_t request, std::int64_t atNs, std::uint32_t partition) {
    HopRecord record;
    record.request = request;
    record.departNs = kernel.nowNs();
    record.arriveNs = atNs;
    record.fromUid = pattern.targetUid;
    record.toUid = index.uid;
    record.patternUid = pattern.row->uid;
    record.key = key;
    record.kind = HopKind::IndexFeed;
    record.partition = partition;
    record.unitsHalves = write.unitsHalves;
    record.itemBytes = static_cast<std::int32_t>(write.entryBytes);
    kernel.trace(record);
}

struct Fed {
    std::int64_t atNs = 0;
    std::uint32_t partition = 0;
};

Fed feedOne(Kernel& kernel, const CompiledIndexWrite& write, std::uint64_t key, plan::IndexChange change) {
    const CompiledStore& index = kernel.compiled().stores[write.store];
    StoreState& state = kernel.state.stores[write.store];
    const std::uint64_t hash = entryHash(index, key);
    PartitionState& partition = state.partitions[partitions::find(state, hash)];
    const std::int64_t nano = TokenBucket::halvesToNano(write.unitsHalves);
    const double units = static_cast<double>(write.unitsHalves) / 2;
    state.write.refill(kernel.nowNs());
    partition.write.refill(kernel.nowNs());
    state.write.pay(nano);
    partition.write.pay(nano);
    partition.periodWrite += units;
    partition.minuteWrite += units;
    partitions::sample(partition, hash);
    state.indexBacklogUnits += units;
    const std::int64_t lagNs = index.indexLag.draw(state.indexLag);
    const std::int64_t paidNs = std::max(state.write.debtNs(), partition.write.debtNs());
    const std::int64_t atNs = kernel.nowNs() + std::max(lagNs, paidNs);
    const std::uint64_t bytes = static_cast<std::uint64_t>(write.entryBytes) & 0xFFFFFFFFFFFFULL;
    kernel.schedule(atNs, EventType::IndexApply, write.store, static_cast<std::uint32_t>(write.unitsHalves),
                    (static_cast<std::uint64_t>(change) << 48) | bytes);
    return {atNs, partition.number};
}

}  // namespace

CompiledIndexWrite asMade(const CompiledIndexWrite& write, Entry entry) {
    CompiledIndexWrite made = write;
    if (entry == Entry::Known && write.change == plan::IndexChange::Insert)
        made.change = plan::IndexChange::Update;
    if (entry == Entry::New && (write.change == plan::IndexChange::Update || write.change == plan::IndexChange::Move)) {
        made.change = plan::IndexChange::Insert;
        made.unitsHalves = static_cast<std::int32_t>(plan::indexWriteUnits(made.change, write.entryBytes, write.entryBytes).halves);
    }
    return made;
}

plan::Refusal check(Kernel& kernel, const CompiledPattern& pattern, std::uint64_t key) {
    for (const CompiledIndexWrite& write : pattern.indexWrites) {
        const CompiledStore& index = kernel.compiled().stores[write.store];
        if (index.row == nullptr || !index.row->index)
            continue;
        StoreState& state = kernel.state.stores[write.store];
        state.writeGrowth.windowUnits += static_cast<double>(write.unitsHalves) / 2;
        PartitionState& partition = state.partitions[partitions::find(state, entryHash(index, key))];
        const double queueS = index.row->index->queueS;
        auto refusal = plan::Refusal::None;
        if (isFull(state.write, queueS, kernel.nowNs()))
            refusal = admission::storeRefusal(kernel, write.store, admission::Direction::Write);
        else if (isFull(partition.write, queueS, kernel.nowNs()))
            refusal = admission::keyRangeRefusal(index, admission::Direction::Write);
        if (refusal == plan::Refusal::None)
            continue;
        ++partition.throttles;
        ++state.throttles;
        state.lastRefusal = refusal;
        countRejection(kernel, index, refusal);
        return refusal;
    }
    return plan::Refusal::None;
}

void feed(Kernel& kernel, const CompiledPattern& pattern, std::uint64_t key, std::uint64_t request, Entry entry) {
    for (const CompiledIndexWrite& write : pattern.indexWrites) {
        const CompiledStore& index = kernel.compiled().stores[write.store];
        if (index.row == nullptr || !index.row->index)
            continue;
        const CompiledIndexWrite made = asMade(write, entry);
        const Fed fed = feedOne(kernel, made, key, made.change);
        if (kernel.traces(request))
            traceFeed(kernel, pattern, index, made, key, request, fed.atNs, fed.partition);
    }
}

void feedReplica(Kernel& kernel, std::uint32_t store, std::uint64_t key, std::uint32_t bytes, plan::IndexChange change) {
    for (const std::uint32_t slot : kernel.compiled().stores[store].indexes) {
        const CompiledStore& index = kernel.compiled().stores[slot];
        if (index.row == nullptr || !index.row->index)
            continue;
        const auto entryBytes = static_cast<std::int64_t>(bytes * index.row->index->projectionShare + 0.5);
        const plan::CapacityUnits units = plan::indexWriteUnits(change, entryBytes, entryBytes);
        feedOne(kernel, {slot, static_cast<std::int32_t>(units.halves), entryBytes, change}, key, change);
    }
}

void onApply(Kernel& kernel, const Event& event) {
    const CompiledStore& index = kernel.compiled().stores[event.a];
    if (index.row == nullptr)
        return;
    StoreState& state = kernel.state.stores[event.a];
    const double units = static_cast<double>(event.b) / 2;
    const auto bytes = static_cast<double>(event.c & 0xFFFFFFFFFFFFULL);
    state.indexBacklogUnits = std::max(state.indexBacklogUnits - units, 0.0);
    state.consumedWrite += units;
    kernel.count(index.metrics + storeSlot::ConsumedWrite, units);
    switch (static_cast<plan::IndexChange>(event.c >> 48)) {
    case plan::IndexChange::Insert:
        ++state.itemCount;
        state.storedBytes += bytes;
        break;
    case plan::IndexChange::Remove:
        state.itemCount -= state.itemCount > 0 ? 1 : 0;
        state.storedBytes = std::max(state.storedBytes - bytes, 0.0);
        break;
    case plan::IndexChange::None:
    case plan::IndexChange::Update:
    case plan::IndexChange::Move:
        break;
    }
}

}  // namespace sim::index
