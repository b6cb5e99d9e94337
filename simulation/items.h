// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/run.h"

#include <cstdint>

// Questions about single items, which only exact runs can answer.
namespace sim {

struct ItemVersion {
    bool known = false;           // the run has written or deleted it
    bool present = false;
    std::int64_t writtenNs = 0;   // time stamp that the last writer gave it
    std::int64_t arrivedNs = 0;   // when this replica got it
    std::uint32_t bytes = 0;
    plan::RegionIndex origin = plan::kNoRegion;
    // The same version: replicas get it at different times.
    friend bool operator==(const ItemVersion& a, const ItemVersion& b) {
        return a.known == b.known && a.present == b.present && a.writtenNs == b.writtenNs && a.bytes == b.bytes && a.origin == b.origin;
    }
};

// The version of an item that this replica (or table) holds.
[[nodiscard]] ItemVersion itemVersion(const Run& run, std::uint64_t storeUid, std::uint64_t key);

}  // namespace sim
