// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

#include <cstdint>

// What goes on from tables and callers in a cohort run: streams, functions, caches, replication, buckets. Numbers of records and changes, not
// which: their order, lost updates and stale reads are for exact runs alone.
namespace sim::cohort {

// These changes that the pattern makes were committed in this slice, by itself or when its items expired.
void passChanges(Kernel& kernel, std::uint32_t store, std::uint32_t pattern, const ChangeCounts& changes);
// Of the requests that reach a cache, those that go on to the table; the others are answered.
[[nodiscard]] std::uint64_t throughCache(Kernel& kernel, std::uint32_t pattern, std::uint64_t requests);
void callServer(Kernel& kernel, std::uint32_t pattern, std::uint64_t requests, std::int64_t sliceNs);
void callSink(Kernel& kernel, std::uint32_t pattern, std::uint64_t requests, std::int64_t sliceNs);
// So many items of a transaction through a cache were written: the cluster reads them afterwards.
void refreshCache(Kernel& kernel, std::uint32_t pattern, std::uint64_t items);
void replicate(Kernel& kernel, std::uint32_t replicator, std::int64_t sliceNs);

}  // namespace sim::cohort
