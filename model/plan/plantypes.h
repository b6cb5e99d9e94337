// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// The words that all parts of a plan use.
namespace plan {

using StationIndex = std::uint32_t;
inline constexpr StationIndex kNoStation = 0xFFFFFFFF;
using ZoneIndex = std::uint8_t;
inline constexpr ZoneIndex kNoZone = 0xFF;  // not bound to one zone
using RegionIndex = std::uint8_t;
inline constexpr RegionIndex kNoRegion = 0xFF;  // outside of AWS, or of no Region that the plan knows

// A log-normal time: median and 99th percentile. Equal values (or p99Ms 0) are a constant.
struct Latency {
    double p50Ms = 0;
    double p99Ms = 0;
    friend bool operator==(const Latency&, const Latency&) = default;
};

enum class Operation : std::uint8_t {
    GetItem,
    Query,
    Scan,
    PutItem,
    UpdateItem,
    DeleteItem,
    BatchGetItem,
    BatchWriteItem,
    TransactGetItems,
    TransactWriteItems,
    Call,  // a request to a service target that knows no items; an invocation of a function
    PutObject,
    GetObject,
};
inline constexpr int kOperationCount = 13;
[[nodiscard]] constexpr bool isWrite(Operation operation) {
    return operation == Operation::PutItem || operation == Operation::UpdateItem || operation == Operation::DeleteItem ||
           operation == Operation::BatchWriteItem || operation == Operation::TransactWriteItems || operation == Operation::PutObject;
}
[[nodiscard]] constexpr bool isTransaction(Operation operation) {
    return operation == Operation::TransactGetItems || operation == Operation::TransactWriteItems;
}
[[nodiscard]] constexpr bool isBatch(Operation operation) {
    return operation == Operation::BatchGetItem || operation == Operation::BatchWriteItem;
}
// Items of one call at most, else it is not valid (DynamoDB API Reference: BatchGetItem 100, BatchWriteItem 25, transactions 100 actions).
[[nodiscard]] constexpr std::uint32_t mostItems(Operation operation) { return operation == Operation::BatchWriteItem ? 25 : 100; }
enum class Consistency : std::uint8_t { Eventual, Strong };
enum class Switch : std::uint8_t { Off, On };

}  // namespace plan
