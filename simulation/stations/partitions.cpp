// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/stations/partitions.h"

#include "simulation/stations/stations.h"

#include <algorithm>
#include <cmath>

namespace sim::partitions {
namespace {

constexpr std::uint32_t kMostPartitions = 60'000;

struct Limits {
    double readPerS, writePerS, readDepth, writeDepth;
};

Limits limitsOf(const plan::UnitStoreStation& row, const StoreState& store) {
    const plan::Partitioning& settings = row.partitions;
    const bool equalSplit = settings.adaptive == plan::AdaptiveCapacity::EqualSplit &&
                            row.throughput.billing == plan::BillingMode::Provisioned;
    if (!equalSplit)
        return {settings.maxReadUnits, settings.maxWriteUnits, settings.maxReadUnits, settings.maxWriteUnits};
    const double count = static_cast<double>(store.partitions.size());
    const double bankS = row.burst.enabled == plan::Switch::On ? row.burst.windowS * row.burst.availability : 1.0;
    const double read = std::min(store.readUnits / count, settings.maxReadUnits);
    const double write = std::min(store.writeUnits / count, settings.maxWriteUnits);
    return {read, write, read * bankS, write * bankS};
}

std::uint64_t rangeEnd(const StoreState& store, std::size_t i) {  // inclusive
    return i + 1 < store.starts.size() ? store.starts[i + 1] - 1 : ~0ULL;
}

// The range from `at` on becomes a partition of its own; both start with the full limit (B-020).
void splitAt(Kernel& kernel, std::uint32_t slot, std::size_t i, std::uint64_t at) {
    StoreState& store = kernel.state.stores[slot];
    PartitionState child = store.partitions[i];
    child.hashStart = at;
    child.number = store.nextPartition++;
    child.splitting = false;
    child.hotMinutes = 0;
    child.sampleCount = 0;
    child.periodRead = child.periodWrite = child.minuteRead = child.minuteWrite = 0;
    const Limits limits = limitsOf(*kernel.compiled().stores[slot].row, store);
    child.read = TokenBucket(limits.readPerS, limits.readDepth, limits.readDepth, kernel.nowNs());
    child.write = TokenBucket(limits.writePerS, limits.writeDepth, limits.writeDepth, kernel.nowNs());
    store.cohort.classifiedNs = -1;
    PartitionState& parent = store.partitions[i];
    parent.splitting = false;
    parent.hotMinutes = 0;
    parent.sampleCount = 0;
    store.partitions.insert(store.partitions.begin() + static_cast<std::ptrdiff_t>(i) + 1, child);
    store.starts.insert(store.starts.begin() + static_cast<std::ptrdiff_t>(i) + 1, at);
    if (!kernel.compiled().stores[slot].logs.empty())
        stream::onSplit(kernel, slot, store.partitions[i].number, child.number);
}

// The median of the latest requests' hashes; 0 where they are all of one key, which no split can relieve.
std::uint64_t splitPoint(const PartitionState& partition) {
    const std::size_t count = std::min<std::size_t>(partition.sampleCount, PartitionState::kSamples);
    std::array<std::uint64_t, PartitionState::kSamples> sorted = partition.samples;
    std::sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(count));
    if (count < 2 || sorted[0] == sorted[count - 1])
        return 0;
    std::size_t middle = count / 2;
    while (middle < count && sorted[middle] == sorted[0])
        ++middle;
    return middle < count ? sorted[middle] : 0;
}

// Hashes spread evenly, so that bytes lie in a range by its width.
double bytesOf(const StoreState& store, std::size_t i) {
    return store.storedBytes * static_cast<double>(rangeEnd(store, i) - store.starts[i]) * 0x1.0p-64;
}

void startSplit(Kernel& kernel, std::uint32_t slot, PartitionState& partition) {
    const plan::Partitioning& settings = kernel.compiled().stores[slot].row->partitions;
    partition.splitting = true;
    const double u = kernel.state.stores[slot].splits.uniform();
    const double lengthS = settings.splitDurationMinS + u * (settings.splitDurationMaxS - settings.splitDurationMinS);
    kernel.schedule(kernel.nowNs() + static_cast<std::int64_t>(lengthS * 1e9), EventType::SplitDone, slot, partition.number);
}

plan::ZoneIndex liveZone(const Kernel& kernel, const plan::Replication& replication, std::size_t from) {
    for (std::size_t i = 0; i < replication.zones.size(); ++i) {
        const plan::ZoneIndex zone = replication.zones[(from + i) % replication.zones.size()];
        if (!kernel.zoneLost(zone))
            return zone;
    }
    return plan::kNoZone;
}

}  // namespace

std::uint32_t find(const StoreState& store, std::uint64_t hash) {
    const std::uint64_t* first = store.starts.data();
    std::size_t length = store.starts.size();
    while (length > 1) {
        const std::size_t half = length / 2;
        first = first[half] <= hash ? first + half : first;
        length -= half;
    }
    return static_cast<std::uint32_t>(first - store.starts.data());
}

std::uint32_t countFor(const plan::Partitioning& settings, double readUnits, double writeUnits) {
    const double count = std::max(std::ceil(readUnits / settings.maxReadUnits), std::ceil(writeUnits / settings.maxWriteUnits));
    return static_cast<std::uint32_t>(std::min<double>(count, kMostPartitions));
}

std::uint32_t initialCount(const plan::UnitStoreStation& row, double storedBytes) {
    const plan::Throughput& throughput = row.throughput;
    const plan::Partitioning& settings = row.partitions;
    double count = settings.initialCount;
    if (settings.initialCount == 0) {
        count = std::ceil(storedBytes / settings.maxBytes);
        const double byUnits = throughput.billing == plan::BillingMode::OnDemand
                                   ? countFor(settings, throughput.onDemandInitialReadUnits, throughput.onDemandInitialWriteUnits)
                                   : std::ceil(throughput.readUnits / settings.maxReadUnits + throughput.writeUnits / settings.maxWriteUnits);
        count = std::max(count, byUnits);
    }
    return static_cast<std::uint32_t>(std::clamp<double>(count, 1, kMostPartitions));
}

void create(Kernel& kernel, std::uint32_t slot, std::uint32_t count) {
    StoreState& store = kernel.state.stores[slot];
    const plan::UnitStoreStation& row = *kernel.compiled().stores[slot].row;
    store.partitions.resize(count);
    store.starts.resize(count);
    const Limits limits = limitsOf(row, store);
    const std::uint64_t width = ~0ULL / count + (count == 1 ? 0 : 1);
    for (std::uint32_t i = 0; i < count; ++i) {
        PartitionState& partition = store.partitions[i];
        partition.hashStart = store.starts[i] = i == 0 ? 0 : width * i;
        partition.number = i;
        partition.leader = row.replication.zones.empty() ? plan::kNoZone : liveZone(kernel, row.replication, i);
        partition.read = TokenBucket(limits.readPerS, limits.readDepth, limits.readDepth, kernel.nowNs());
        partition.write = TokenBucket(limits.writePerS, limits.writeDepth, limits.writeDepth, kernel.nowNs());
    }
    store.nextPartition = count;
}

void growTo(Kernel& kernel, std::uint32_t slot, std::uint32_t count) {
    StoreState& store = kernel.state.stores[slot];
    count = std::min(count, kMostPartitions);
    while (store.partitions.size() < count) {
        std::size_t widest = 0;
        for (std::size_t i = 1; i < store.starts.size(); ++i)
            if (rangeEnd(store, i) - store.starts[i] > rangeEnd(store, widest) - store.starts[widest])
                widest = i;
        const std::uint64_t start = store.starts[widest];
        splitAt(kernel, slot, widest, start + (rangeEnd(store, widest) - start) / 2 + 1);
    }
}

void applyLimits(Kernel& kernel, std::uint32_t slot) {
    StoreState& store = kernel.state.stores[slot];
    const Limits limits = limitsOf(*kernel.compiled().stores[slot].row, store);
    store.cohort.classifiedNs = -1;
    for (PartitionState& partition : store.partitions) {
        partition.read.change(limits.readPerS, limits.readDepth, kernel.nowNs());
        partition.write.change(limits.writePerS, limits.writeDepth, kernel.nowNs());
    }
}

void onMinute(Kernel& kernel, std::uint32_t slot) {
    StoreState& store = kernel.state.stores[slot];
    const plan::Partitioning& settings = kernel.compiled().stores[slot].row->partitions;
    const double enoughMinutes = std::max(settings.heatS / 60, 1.0);
    for (std::size_t i = 0; i < store.partitions.size(); ++i) {
        PartitionState& partition = store.partitions[i];
        const double readShare = partition.minuteRead / 60 / settings.maxReadUnits;
        const double writeShare = partition.minuteWrite / 60 / settings.maxWriteUnits;
        partition.minuteRead = partition.minuteWrite = 0;
        const bool hot = std::max(readShare, writeShare) > settings.heatShare;
        partition.hotMinutes = hot ? static_cast<std::uint8_t>(std::min<int>(partition.hotMinutes + 1, 250)) : 0;
        const bool splitsForHeat = settings.splitForHeat == plan::Switch::On && partition.hotMinutes >= enoughMinutes && splitPoint(partition) != 0;
        if (!partition.splitting && (splitsForHeat || bytesOf(store, i) > settings.maxBytes))
            startSplit(kernel, slot, partition);
    }
}

void splitDone(Kernel& kernel, std::uint32_t slot, std::uint32_t number) {
    StoreState& store = kernel.state.stores[slot];
    for (std::size_t i = 0; i < store.partitions.size(); ++i) {
        PartitionState& partition = store.partitions[i];
        if (partition.number != number || !partition.splitting)
            continue;
        partition.splitting = false;
        const bool big = bytesOf(store, i) > kernel.compiled().stores[slot].row->partitions.maxBytes;
        const std::uint64_t at = big ? store.starts[i] + (rangeEnd(store, i) - store.starts[i]) / 2 + 1 : splitPoint(partition);
        if (at > partition.hashStart && store.partitions.size() < kMostPartitions)
            splitAt(kernel, slot, i, at);
        return applyLimits(kernel, slot);  // an equal share is smaller now
    }
}

void moveLeaders(Kernel& kernel, std::uint32_t slot) {
    StoreState& store = kernel.state.stores[slot];
    const plan::Replication& replication = kernel.compiled().stores[slot].row->replication;
    if (replication.zones.empty())
        return;
    for (PartitionState& partition : store.partitions) {
        if (partition.leader != plan::kNoZone && !kernel.zoneLost(partition.leader))
            continue;
        partition.leader = liveZone(kernel, replication, partition.number + 1);
        partition.leaderReadyNs = kernel.nowNs() + static_cast<std::int64_t>(replication.leaderChangeS * 1e9);
    }
}

}  // namespace sim::partitions
