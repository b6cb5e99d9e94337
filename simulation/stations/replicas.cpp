// SPDX-License-Identifier: GPL-3.0-or-later
// What another replica's changes do to a store (B-130): they cost its write units like writes of its own, and the last writer wins.
#include "simulation/stations/partitions.h"
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::unitstore {
namespace {

bool takeUnits(Kernel& kernel, std::uint32_t slot, std::uint64_t hash, std::int64_t halves) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    PartitionState& partition = state.partitions[partitions::find(state, hash)];
    const std::int64_t nano = TokenBucket::halvesToNano(halves);
    const double units = static_cast<double>(halves) / 2;
    state.write.refill(kernel.nowNs());
    partition.write.refill(kernel.nowNs());
    if (!partitions::hasLeader(kernel, store, partition) || !state.write.canPay(nano) || !partition.write.canPay(nano))
        return false;
    state.writeGrowth.windowUnits += units;
    state.write.pay(nano);
    partition.write.pay(nano);
    partition.periodWrite += units;
    partition.minuteWrite += units;
    partitions::sample(partition, hash);
    state.consumedWrite += units;
    kernel.count(store.metrics + storeSlot::ConsumedWrite, units);
    return true;
}

// The larger time stamp wins; of equal ones the Region whose name comes last.
bool isNewer(const Kernel& kernel, const ReplicaChange& change, plan::RegionIndex origin, const Item& known) {
    if (change.versionNs != known.versionNs)
        return change.versionNs > known.versionNs;
    const std::vector<std::string>& names = kernel.compiled().plan->regions;
    const auto nameOf = [&](plan::RegionIndex region) { return region < names.size() ? names[region] : std::string(); };
    return nameOf(origin) > nameOf(known.origin);
}

void write(Kernel& kernel, std::uint32_t slot, const ReplicaChange& change, plan::RegionIndex origin) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    const std::uint64_t key = change.keyPlusOne - 1;
    if (!store.caches.empty())
        cache::itemChanged(kernel, slot, key);
    Item* item = state.items.findToWrite(key);
    const bool existed = item != nullptr ? item->present : store.hasAtStart(key);
    const double oldBytes = !existed ? 0 : item != nullptr && item->bytes > 0 ? item->bytes : change.bytes;
    if (existed == change.removes)
        state.itemCount += change.removes ? (state.itemCount > 0 ? ~0ULL : 0) : 1;
    state.storedBytes = std::max(state.storedBytes + (change.removes ? 0 : change.bytes) - oldBytes, 0.0);
    if (item == nullptr && kernel.state.itemsTracked < kernel.compiled().plan->itemCap) {
        ++kernel.state.itemsTracked;
        item = &state.items.touch(key);
    }
    if (item != nullptr) {
        ttl::itemDeleted(kernel, slot, *item);  // the newer version carries its own expiry, which its own Region looks after
        item->lastWriteNs = kernel.nowNs();
        item->versionNs = change.versionNs;
        item->origin = origin;
        item->bytes = change.removes ? 0 : change.bytes;
        item->present = !change.removes;
    }
    if (!store.indexes.empty() && (existed || !change.removes)) {
        const auto kind = change.removes ? plan::IndexChange::Remove : existed ? plan::IndexChange::Update : plan::IndexChange::Insert;
        index::feedReplica(kernel, slot, key, change.bytes, kind);
    }
    if (store.logs.empty() || (!existed && change.removes))
        return;
    const plan::RecordKind kind = change.removes ? plan::RecordKind::Remove : existed ? plan::RecordKind::Modify : plan::RecordKind::Insert;
    changes::committed(kernel, slot, {key, change.request, change.versionNs, change.bytes, kind, changes::Cause::Replication});
}

}  // namespace

ReplicaOutcome applyReplica(Kernel& kernel, std::uint32_t slot, std::uint32_t channelSlot, const ReplicaChange& change) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    if (store.row == nullptr)
        return ReplicaOutcome::Applied;
    const CompiledReplicator& channel = kernel.compiled().replicators[channelSlot];
    const std::uint64_t key = change.keyPlusOne - 1;
    const Item* known = state.items.find(key);
    const std::int64_t untouched = store.hasAtStart(key) ? change.bytes : 0;  // as large as the change says
    const std::int64_t oldBytes = known == nullptr ? untouched : known->present ? known->bytes : 0;
    const plan::CapacityUnits units = plan::writeUnits(oldBytes, change.removes ? 0 : change.bytes, plan::WriteMode::Standard);
    if (!takeUnits(kernel, slot, plan::keyHash(store.uid, key), units.halves))
        return ReplicaOutcome::NoUnits;
    const plan::RegionIndex origin = kernel.compiled().stores[channel.from].regionIndex;
    if (known == nullptr || isNewer(kernel, change, origin, *known)) {
        write(kernel, slot, change, origin);
        return ReplicaOutcome::Applied;
    }
    // Its writer had been told that it was written. It is counted where the winner was written, so once.
    if (known->origin == store.regionIndex) {
        ++kernel.state.lostUpdates;
        ++kernel.state.replicators[channelSlot].conflicts;
        kernel.count(channel.metrics + replicatorSlot::LostUpdates);
    }
    return ReplicaOutcome::Outdated;
}

bool isBehind(const Kernel& kernel, std::uint32_t slot, std::uint64_t key) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    const Item* here = kernel.state.stores[slot].items.find(key);
    const std::int64_t versionNs = here != nullptr ? here->versionNs : 0;
    for (const std::uint32_t channelSlot : store.channelsIn) {
        const std::uint32_t from = kernel.compiled().replicators[channelSlot].from;
        if (kernel.state.replicators[channelSlot].pending == 0 || from == kNoSlot)
            continue;
        const Item* there = kernel.state.stores[from].items.find(key);
        if (there != nullptr && there->versionNs > versionNs)
            return true;
    }
    return false;
}

}  // namespace sim::unitstore
