// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/metrics/slots.h"

#include <array>

namespace sim {
namespace {

using enum Statistic;

constexpr std::array<SlotSpec, patternSlot::Count> kPattern{{
    {"Requests", "", Sum}, {"Succeeded", "", Sum}, {"Throttled", "", Sum}, {"Failed", "", Sum}, {"InFlight", "", Value},
    {"Attempts", "", Sum}, {"ThrottledAttempts", "", Sum}, {"StaleReads", "", Sum},
    {"RequestLatency", "", P50}, {"RequestLatency", "", P99}, {"RequestLatency", "", Mean}, {"RequestLatency", "", Max},
    {"NewConnections", "", Sum}, {"BrokenConnections", "", Sum}, {"UnprocessedItems", "", Sum},
}};

constexpr std::array<SlotSpec, hopSlot::Count> kHop{{{"Requests", "", Sum}, {"RefusedRequests", "", Sum}, {"DroppedRequests", "", Sum}}};

constexpr std::array<SlotSpec, serviceSlot::Count> kService{{{"Requests", "", Sum}, {"SystemErrors", "", Sum}}};

constexpr std::array<SlotSpec, storeSlot::Count> storeSpecs(bool index) {
    const auto reason = [index](std::string_view table, std::string_view indexed) { return index ? indexed : table; };
    return {{
        {"ConsumedReadCapacityUnits", "", Sum}, {"ConsumedWriteCapacityUnits", "", Sum},
        {"ProvisionedReadCapacityUnits", "", Value}, {"ProvisionedWriteCapacityUnits", "", Value},
        {"AllowedReadCapacityUnits", "", Value}, {"AllowedWriteCapacityUnits", "", Value},
        {"BurstReadCapacityUnits", "", Value}, {"BurstWriteCapacityUnits", "", Value},
        {"ReadThrottleEvents", "", Sum}, {"WriteThrottleEvents", "", Sum}, {"ThrottledRequests", "", Sum}, {"SystemErrors", "", Sum},
        {"ConditionalCheckFailedRequests", "", Sum}, {"TimeToLiveDeletedItemCount", "", Sum}, {"ReturnedItemCount", "", Sum},
        {"StaleReads", "", Sum}, {"ExpiredVisibleItems", "", Value}, {"ItemCount", "", Value}, {"StoredBytes", "", Value},
        {"Partitions", "", Value}, {"HottestPartitionReadUnits", "", Value}, {"HottestPartitionWriteUnits", "", Value},
        {"IndexBacklogUnits", "", Value}, {"SuccessfulRequestLatency", "", P50}, {"SuccessfulRequestLatency", "", P99},
        {"SuccessfulRequestLatency", "", Mean}, {"TimeToLiveDelay", "", P50}, {"TimeToLiveDelay", "", Max},
        {"StaleReplicaReads", "", Sum}, {"ScalingActivities", "", Sum},
        {"ThrottleEvents", reason("TableReadProvisionedThroughputExceeded", "IndexReadProvisionedThroughputExceeded"), Sum},
        {"ThrottleEvents", reason("TableReadKeyRangeThroughputExceeded", "IndexReadKeyRangeThroughputExceeded"), Sum},
        {"ThrottleEvents", reason("TableReadAccountLimitExceeded", "IndexReadAccountLimitExceeded"), Sum},
        {"ThrottleEvents", reason("TableReadMaxOnDemandThroughputExceeded", "IndexReadMaxOnDemandThroughputExceeded"), Sum},
        {"ThrottleEvents", "ReadOnDemandGrowth", Sum},
        {"ThrottleEvents", reason("TableWriteProvisionedThroughputExceeded", "IndexWriteProvisionedThroughputExceeded"), Sum},
        {"ThrottleEvents", reason("TableWriteKeyRangeThroughputExceeded", "IndexWriteKeyRangeThroughputExceeded"), Sum},
        {"ThrottleEvents", reason("TableWriteAccountLimitExceeded", "IndexWriteAccountLimitExceeded"), Sum},
        {"ThrottleEvents", reason("TableWriteMaxOnDemandThroughputExceeded", "IndexWriteMaxOnDemandThroughputExceeded"), Sum},
        {"ThrottleEvents", "WriteOnDemandGrowth", Sum},
    }};
}

constexpr auto kTable = storeSpecs(false);
constexpr auto kIndex = storeSpecs(true);

// Names of the event source mapping's own metrics (Lambda Developer Guide, "Event source mapping metrics").
constexpr std::array<SlotSpec, logSlot::Count> kLog{{{"IncomingRecords", "", Sum}, {"IncomingBytes", "", Sum}, {"OpenShards", "", Value},
                                                         {"ServiceRecords", "", Sum}, {"ThrottledRequests", "", Sum}}};

constexpr std::array<SlotSpec, consumerSlot::Count> kConsumer{{
    {"PolledEventCount", "", Sum}, {"FilteredOutEventCount", "", Sum}, {"InvokedEventCount", "", Sum}, {"FailedInvokeEventCount", "", Sum},
    {"DroppedEventCount", "", Sum}, {"OnFailureDestinationDeliveredEventCount", "", Sum}, {"TrimmedRecords", "", Sum},
    {"BatchSplits", "", Sum}, {"IteratorAge", "", Max}, {"WaitingRecords", "", Value},
}};

constexpr std::array<SlotSpec, serverSlot::Count> kServer{{
    {"Invocations", "", Sum}, {"Errors", "", Sum}, {"Throttles", "", Sum}, {"ColdStarts", "", Sum}, {"ConcurrentExecutions", "", Max},
    {"Environments", "", Value}, {"Duration", "", P50}, {"Duration", "", P99}, {"Duration", "", Mean},
}};

constexpr std::array<SlotSpec, cacheSlot::Count> kCache{{
    {"TotalRequestCount", "", Sum}, {"ItemCacheHits", "", Sum}, {"ItemCacheMisses", "", Sum}, {"QueryCacheHits", "", Sum},
    {"QueryCacheMisses", "", Sum}, {"ThrottledRequestCount", "", Sum}, {"FaultRequestCount", "", Sum}, {"StaleReads", "", Sum},
    {"EvictedSize", "", Sum}, {"CacheMemoryUtilization", "", Value}, {"CPUUtilization", "", Value}, {"StaleReadAge", "", Max},
    {"ClusterNodes", "", Value},
}};

constexpr std::array<SlotSpec, replicatorSlot::Count> kReplicator{{
    {"ReplicationLatency", "", Mean}, {"ReplicationLatency", "", P99}, {"PendingReplicationCount", "", Value}, {"ReplicatedWrites", "", Sum},
    {"MergedWrites", "", Sum}, {"ThrottledReplication", "", Sum}, {"LostUpdates", "", Sum}, {"ExpiredChanges", "", Sum},
}};

constexpr std::array<SlotSpec, sinkSlot::Count> kSink{{{"PutRequests", "", Sum}, {"GetRequests", "", Sum}, {"5xxErrors", "", Sum}}};

}  // namespace

std::span<const SlotSpec> slotSpecs(SlotOwner owner) {
    switch (owner) {
    case SlotOwner::Pattern:
        return kPattern;
    case SlotOwner::Hop:
        return kHop;
    case SlotOwner::Service:
        return kService;
    case SlotOwner::Table:
        return kTable;
    case SlotOwner::Log:
        return kLog;
    case SlotOwner::Consumer:
        return kConsumer;
    case SlotOwner::Server:
        return kServer;
    case SlotOwner::Cache:
        return kCache;
    case SlotOwner::Replicator:
        return kReplicator;
    case SlotOwner::Sink:
        return kSink;
    case SlotOwner::Index:
        break;
    }
    return kIndex;
}

std::uint32_t reasonSlot(plan::Refusal refusal) {
    const auto code = static_cast<std::uint32_t>(refusal);
    if (code >= 1 && code <= 16)  // table read, table write, index read, index write: four reasons each
        return ((code - 1) / 4 % 2 == 0 ? storeSlot::ReadReasonFirst : storeSlot::WriteReasonFirst) + (code - 1) % 4;
    return ((code - 31) % 2 == 0 ? storeSlot::ReadReasonFirst : storeSlot::WriteReasonFirst) + 4;
}

}  // namespace sim
