// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/refusal.h"
#include "simulation/metrics/metriclog.h"

#include <cstdint>
#include <span>
#include <string_view>

// The series that every archetype emits, in the order of their slots. A station's first slot is its base; base + enumerator is the slot.
namespace sim {

struct SlotSpec {
    std::string_view metric;
    std::string_view dimension;
    Statistic statistic;
};

namespace patternSlot {
enum : std::uint32_t {
    Requests, Succeeded, Throttled, Failed, InFlight, Attempts, ThrottledAttempts, StaleReads,
    LatencyP50, LatencyP99, LatencyMean, LatencyMax, NewConnections, BrokenConnections, Unprocessed, Count
};
}
namespace hopSlot {
enum : std::uint32_t { Requests, Refused, Dropped, Count };
}
namespace serviceSlot {
enum : std::uint32_t { Requests, Errors, Count };
}
namespace storeSlot {
enum : std::uint32_t {
    ConsumedRead, ConsumedWrite, ProvisionedRead, ProvisionedWrite, AllowedRead, AllowedWrite, BurstRead, BurstWrite,
    ReadThrottles, WriteThrottles, ThrottledRequests, SystemErrors, ConditionalFailures, TtlDeleted, ReturnedItems, StaleReads,
    ExpiredVisible, Items, StoredBytes, Partitions, HottestRead, HottestWrite, IndexBacklog,
    LatencyP50, LatencyP99, LatencyMean, TtlDelayP50, TtlDelayMax, StaleReplicaReads, ScalingActivities,
    ReadReasonFirst, WriteReasonFirst = ReadReasonFirst + 5, Count = WriteReasonFirst + 5
};
}

namespace logSlot {
enum : std::uint32_t { Records, Bytes, Shards, ServiceRecords, Throttled, Count };
}
namespace consumerSlot {
enum : std::uint32_t { Polled, Filtered, Invoked, FailedInvoke, Dropped, Delivered, Trimmed, Splits, IteratorAge, Waiting, Count };
}
namespace serverSlot {
enum : std::uint32_t { Invocations, Errors, Throttles, ColdStarts, Concurrent, Environments, DurationP50, DurationP99, DurationMean, Count };
}
namespace cacheSlot {
enum : std::uint32_t {
    Requests, ItemHits, ItemMisses, QueryHits, QueryMisses, Throttled, Faults, Stale, Evicted, Memory, Load, Stalest, Nodes, Count
};
}
namespace replicatorSlot {
enum : std::uint32_t { LatencyMean, LatencyP99, Pending, Applied, Merged, Throttles, LostUpdates, Expired, Count };
}
namespace sinkSlot {
enum : std::uint32_t { Puts, Gets, Refused, Count };
}

enum class SlotOwner : std::uint8_t { Pattern, Hop, Service, Table, Index, Log, Consumer, Server, Cache, Replicator, Sink };
[[nodiscard]] std::span<const SlotSpec> slotSpecs(SlotOwner owner);
// The slot (from storeSlot::Count's block) that counts throttles of this reason.
[[nodiscard]] std::uint32_t reasonSlot(plan::Refusal refusal);

}  // namespace sim
