// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

// Partitions of a store (B-020): key ranges with buckets of their own, a leader each, heat and splits.
namespace sim::partitions {

[[nodiscard]] std::uint32_t find(const StoreState& store, std::uint64_t hash);
// How many these units a second need.
[[nodiscard]] std::uint32_t countFor(const plan::Partitioning& settings, double readUnits, double writeUnits);
// How many a new store has, its warm throughput not counted.
[[nodiscard]] std::uint32_t initialCount(const plan::UnitStoreStation& row, double storedBytes);
void create(Kernel& kernel, std::uint32_t slot, std::uint32_t count);
// Splits ranges in two, the widest first, until there are so many; warm throughput and on-demand growth do that.
void growTo(Kernel& kernel, std::uint32_t slot, std::uint32_t count);
// Rate and depth of every partition's buckets, after the plan or the store's capacity changed.
void applyLimits(Kernel& kernel, std::uint32_t slot);
// Remembers what was asked where, for the split point.
inline void sample(PartitionState& partition, std::uint64_t hash) {
    partition.samples[partition.sampleCount++ % PartitionState::kSamples] = hash;
}
void onMinute(Kernel& kernel, std::uint32_t slot);
void splitDone(Kernel& kernel, std::uint32_t slot, std::uint32_t number);
// Leaders of lost zones move; the partition is without one until then.
void moveLeaders(Kernel& kernel, std::uint32_t slot);
// A leader and two of three copies are there: writes and strong reads go on.
[[nodiscard]] inline bool hasLeader(const Kernel& kernel, const CompiledStore& store, const PartitionState& partition) {
    if (partition.leaderReadyNs > kernel.nowNs())
        return false;
    const std::uint64_t lost = store.zones & kernel.state.lostZones;
    return (lost & (lost - 1)) == 0 || store.zones == 0;  // at most one zone lost
}

// A copy that can answer an eventual read: one zone of the three is enough.
[[nodiscard]] inline bool hasCopy(const Kernel& kernel, const CompiledStore& store) {
    return store.zones == 0 || (store.zones & ~kernel.state.lostZones) != 0;
}

}  // namespace sim::partitions
