// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/units.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace plan {
namespace {

std::string ceilStep(std::int64_t bytes, std::int64_t blockBytes) {
    std::string step = "ceil(" + std::to_string(bytes) + " B / " + std::to_string(blockBytes) + " B) = ";
    if (bytes <= 0)
        return step + "0, at least 1";
    return step + std::to_string(blocksOf(bytes, blockBytes));
}

std::string_view modeFactor(ReadMode mode) {
    switch (mode) {
    case ReadMode::Eventual:
        return " x 0.5 (eventually consistent) = ";
    case ReadMode::Strong:
        return " x 1 (strongly consistent) = ";
    case ReadMode::Transactional:
        break;
    }
    return " x 2 (transactional) = ";
}

std::string readModeStep(std::int64_t blocks, ReadMode mode) {
    const CapacityUnits units = readUnits(blocks * kReadBlockBytes, mode);
    return std::to_string(blocks).append(modeFactor(mode)).append(unitsText(units));
}

void append(ExplainedUnits& sum, ExplainedUnits part) {
    sum.units += part.units;
    sum.steps.insert(sum.steps.end(), part.steps.begin(), part.steps.end());
}

void addSumStep(ExplainedUnits& sum, std::size_t parts) {
    if (parts > 1)
        sum.steps.push_back("sum = " + unitsText(sum.units));
}

}  // namespace

std::string unitsText(CapacityUnits units) {
    return std::to_string(units.halves / 2) + (units.halves % 2 != 0 ? ".5" : "");
}

ExplainedUnits explainRead(std::int64_t bytes, ReadMode mode) {
    return {readUnits(bytes, mode), {ceilStep(bytes, kReadBlockBytes), readModeStep(blocksOf(bytes, kReadBlockBytes), mode)}};
}

ExplainedUnits explainWrite(std::int64_t oldBytes, std::int64_t newBytes, WriteMode mode) {
    ExplainedUnits result{writeUnits(oldBytes, newBytes, mode), {}};
    const std::int64_t larger = std::max(oldBytes, newBytes);
    if (oldBytes > 0 && newBytes > 0 && oldBytes != newBytes)
        result.steps.push_back("larger of before and after: max(" + std::to_string(oldBytes) + " B, " + std::to_string(newBytes) +
                               " B) = " + std::to_string(larger) + " B");
    result.steps.push_back(ceilStep(larger, kWriteBlockBytes));
    if (mode == WriteMode::Transactional)
        result.steps.push_back(std::to_string(blocksOf(larger, kWriteBlockBytes)) + " x 2 (transactional) = " + unitsText(result.units));
    return result;
}

ExplainedUnits explainIndexWrite(IndexChange change, std::int64_t oldEntryBytes, std::int64_t newEntryBytes) {
    ExplainedUnits result;
    switch (change) {
    case IndexChange::None:
        result.steps.emplace_back("nothing that the index projects changes: 0");
        return result;
    case IndexChange::Insert:
        result = explainWrite(0, newEntryBytes, WriteMode::Standard);
        result.steps.insert(result.steps.begin(), "the entry is inserted: one write");
        return result;
    case IndexChange::Remove:
        result = explainWrite(oldEntryBytes, 0, WriteMode::Standard);
        result.steps.insert(result.steps.begin(), "the entry is deleted: one write");
        return result;
    case IndexChange::Update:
        result = explainWrite(oldEntryBytes, newEntryBytes, WriteMode::Standard);
        result.steps.insert(result.steps.begin(), "the entry keeps its key: one write");
        return result;
    case IndexChange::Move:
        break;
    }
    result.steps.emplace_back("the index key changes: delete the old entry, insert the new one");
    append(result, explainWrite(oldEntryBytes, 0, WriteMode::Standard));
    append(result, explainWrite(0, newEntryBytes, WriteMode::Standard));
    addSumStep(result, 2);
    return result;
}

ExplainedUnits explainBatchRead(std::span<const std::int64_t> itemBytes, ReadMode mode) {
    ExplainedUnits result;
    for (const std::int64_t bytes : itemBytes)
        append(result, explainRead(bytes, mode));
    addSumStep(result, itemBytes.size());
    return result;
}

ExplainedUnits explainBatchWrite(std::span<const std::int64_t> itemBytes, WriteMode mode) {
    ExplainedUnits result;
    for (const std::int64_t bytes : itemBytes)
        append(result, explainWrite(0, bytes, mode));
    addSumStep(result, itemBytes.size());
    return result;
}

ExplainedUnits explainQuery(std::span<const std::int64_t> itemBytes, ReadMode mode,
                            std::span<const std::int64_t> unprojectedItemBytes) {
    ExplainedUnits result;
    std::size_t parts = unprojectedItemBytes.size();
    std::int64_t pageBytes = 0;
    const auto closePage = [&] {
        result.steps.push_back("sum of the items read = " + std::to_string(pageBytes) + " B");
        append(result, explainRead(pageBytes, mode));
        pageBytes = 0;
        ++parts;
    };
    for (const std::int64_t bytes : itemBytes) {
        if (pageBytes > 0 && pageBytes + bytes > kPageBytes)
            closePage();
        pageBytes += bytes;
    }
    closePage();
    for (const std::int64_t bytes : unprojectedItemBytes) {
        result.steps.emplace_back("fetched from the table, for what the index does not project:");
        append(result, explainRead(bytes, mode));
    }
    addSumStep(result, parts);
    return result;
}

ExplainedUnits explainReplicatedWrite(std::int64_t oldBytes, std::int64_t newBytes, std::int64_t replicas) {
    ExplainedUnits result = explainWrite(oldBytes, newBytes, WriteMode::Standard);
    const CapacityUnits each = result.units;
    result.units = each * replicas;
    result.steps.push_back(unitsText(each) + " x " + std::to_string(replicas) + " replicas = " + unitsText(result.units));
    return result;
}

std::int64_t provisionedUnits(double operationsPerS, CapacityUnits each) {
    // A rate such as 1/3 must not gain a unit from the last bit of its representation.
    return static_cast<std::int64_t>(std::ceil(operationsPerS * each.value() - 1e-9));
}

std::int64_t captureShards(double writesPerS, double updateShare, double recordBytes, double baseFactor) {
    const double byBytes = writesPerS * (baseFactor + updateShare) * recordBytes / 1'048'576;
    const double byRecords = writesPerS / 1'000;
    return static_cast<std::int64_t>(std::ceil(std::max({byBytes, byRecords, 1.0}) - 1e-9));
}

}  // namespace plan
