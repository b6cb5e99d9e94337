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
