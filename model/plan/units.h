// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

// The arithmetic of DynamoDB's capacity units, exact: all results are whole halves of a unit. 1 KB is 1,024 bytes throughout.
// Sources: DynamoDB Developer Guide, "Read/write capacity mode" and "Capacity unit consumption"; the worked examples are tests.
namespace plan {

inline constexpr std::int64_t kReadBlockBytes = 4096;
inline constexpr std::int64_t kWriteBlockBytes = 1024;
inline constexpr std::int64_t kPageBytes = 1024 * 1024;  // of a Query or Scan

struct CapacityUnits {
    std::int64_t halves = 0;
    static constexpr CapacityUnits whole(std::int64_t units) { return {units * 2}; }
    [[nodiscard]] constexpr double value() const { return static_cast<double>(halves) / 2; }
    constexpr CapacityUnits& operator+=(CapacityUnits other) {
        halves += other.halves;
        return *this;
    }
    friend constexpr CapacityUnits operator+(CapacityUnits a, CapacityUnits b) { return {a.halves + b.halves}; }
    friend constexpr CapacityUnits operator*(CapacityUnits a, std::int64_t n) { return {a.halves * n}; }
    friend constexpr auto operator<=>(const CapacityUnits&, const CapacityUnits&) = default;
};

enum class ReadMode : std::uint8_t { Eventual, Strong, Transactional };
enum class WriteMode : std::uint8_t { Standard, Transactional };
enum class IndexChange : std::uint8_t { None, Insert, Remove, Update, Move };  // 0, 1, 1, 1, 2 writes

[[nodiscard]] constexpr std::int64_t blocksOf(std::int64_t bytes, std::int64_t blockBytes) {
    return bytes <= blockBytes ? 1 : (bytes + blockBytes - 1) / blockBytes;
}
// One item, or the sum of a page; a missing item (0 bytes) counts one block.
[[nodiscard]] constexpr CapacityUnits readUnits(std::int64_t bytes, ReadMode mode) {
    const std::int64_t blocks = blocksOf(bytes, kReadBlockBytes);
    return {mode == ReadMode::Eventual ? blocks : mode == ReadMode::Strong ? blocks * 2 : blocks * 4};
}
// Put, update, delete, also one whose condition fails: the larger of the item before and after; 0 where there is none.
[[nodiscard]] constexpr CapacityUnits writeUnits(std::int64_t oldBytes, std::int64_t newBytes, WriteMode mode) {
    const std::int64_t blocks = blocksOf(oldBytes > newBytes ? oldBytes : newBytes, kWriteBlockBytes);
    return CapacityUnits::whole(mode == WriteMode::Transactional ? blocks * 2 : blocks);
}
// What one write of the table costs on an index (or, for a local one, on the table once more). A move is a delete and an insert.
[[nodiscard]] constexpr CapacityUnits indexWriteUnits(IndexChange change, std::int64_t oldEntryBytes, std::int64_t newEntryBytes) {
    switch (change) {
    case IndexChange::None:
        return {};
    case IndexChange::Insert:
        return writeUnits(0, newEntryBytes, WriteMode::Standard);
    case IndexChange::Remove:
        return writeUnits(oldEntryBytes, 0, WriteMode::Standard);
    case IndexChange::Update:
        return writeUnits(oldEntryBytes, newEntryBytes, WriteMode::Standard);
    case IndexChange::Move:
        break;
    }
    return writeUnits(oldEntryBytes, 0, WriteMode::Standard) + writeUnits(0, newEntryBytes, WriteMode::Standard);
}

// A result with the sum spelled out, one step a line: "ceil(5000 B / 4096 B) = 2".
struct ExplainedUnits {
    CapacityUnits units;
    std::vector<std::string> steps;
};
[[nodiscard]] ExplainedUnits explainRead(std::int64_t bytes, ReadMode mode);
[[nodiscard]] ExplainedUnits explainWrite(std::int64_t oldBytes, std::int64_t newBytes, WriteMode mode);
[[nodiscard]] ExplainedUnits explainIndexWrite(IndexChange change, std::int64_t oldEntryBytes, std::int64_t newEntryBytes);
// BatchGetItem, TransactGetItems: every item is rounded on its own.
[[nodiscard]] ExplainedUnits explainBatchRead(std::span<const std::int64_t> itemBytes, ReadMode mode);
// BatchWriteItem, TransactWriteItems: every item is rounded on its own.
[[nodiscard]] ExplainedUnits explainBatchWrite(std::span<const std::int64_t> itemBytes, WriteMode mode);
// Query, Scan: the true sizes of all items read (before any filter) are summed a page of 1 MB at a time, and each sum is rounded.
// Items of a local index that must be fetched from the table are rounded one by one.
[[nodiscard]] ExplainedUnits explainQuery(std::span<const std::int64_t> itemBytes, ReadMode mode,
                                          std::span<const std::int64_t> unprojectedItemBytes = {});
// Replicated write units: every replica Region is charged, the local one too.
[[nodiscard]] ExplainedUnits explainReplicatedWrite(std::int64_t oldBytes, std::int64_t newBytes, std::int64_t replicas);

// Capacity to provision for so many operations in a period, rounded up once, at the end.
[[nodiscard]] constexpr std::int64_t provisionedUnits(std::int64_t operations, std::int64_t periodS, CapacityUnits each) {
    const std::int64_t halves = operations * each.halves;
    return (halves + 2 * periodS - 1) / (2 * periodS);
}
[[nodiscard]] std::int64_t provisionedUnits(double operationsPerS, CapacityUnits each);
[[nodiscard]] constexpr std::int64_t readBytesPerS(std::int64_t units, ReadMode mode) {
    const std::int64_t bytes = units * kReadBlockBytes;
    return mode == ReadMode::Eventual ? bytes * 2 : mode == ReadMode::Strong ? bytes : bytes / 2;
}
[[nodiscard]] constexpr std::int64_t writeBytesPerS(std::int64_t units, WriteMode mode) {
    return mode == WriteMode::Standard ? units * kWriteBlockBytes : units * kWriteBlockBytes / 2;
}
// Shards of a Kinesis stream that captures a table's changes. The guide's formula prints 4 + u in place of 1 + u: baseFactor.
[[nodiscard]] std::int64_t captureShards(double writesPerS, double updateShare, double recordBytes, double baseFactor = 1);

[[nodiscard]] std::string unitsText(CapacityUnits units);  // "5.5"

}  // namespace plan
