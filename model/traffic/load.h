// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"
#include "model/traffic/accesspattern.h"

#include <memory>
#include <vector>

namespace plan {
struct StationSpec;
}

namespace model {

/// What one kind of units is asked of a table or index, in units a second, by the design's access patterns (the load factors and
/// faults of scenarios do not count).
struct UnitLoad {
    double atStart = 0;    ///< when the run begins
    double peak = 0;       ///< the highest instant
    double sustained = 0;  ///< the highest mean over five minutes: what no burst capacity covers (B-030)
    double mean = 0;       ///< over the first hour
    double hottestKey = 0; ///< highest instant of the one key value that is asked for most
    friend bool operator==(const UnitLoad&, const UnitLoad&) = default;
};

struct StoreLoad {
    UnitLoad read;               ///< what surely reaches the store: reads that a cache in between may answer are not in it
    UnitLoad write;
    UnitLoad readAtMost;         ///< all reads, as if every one missed that cache
    double distinctKeys = 0;     ///< partition key values that requests spread over; 0: no requests
    bool hasUnknown = false;     ///< a pattern holds text that no one can evaluate
    bool hasSpikes = false;      ///< a pattern jumps to at least four times its base
    friend bool operator==(const StoreLoad&, const StoreLoad&) = default;
};

/// The load on a table: requests that it answers itself. On an index: its reads, and the table's writes that reach it.
/// A remembered query.
[[nodiscard]] std::shared_ptr<const StoreLoad> loadOn(const NodeView& store);

/// What the simulation is given of a node whose kind has a station. A remembered query: it reads all its assumptions.
[[nodiscard]] std::shared_ptr<const plan::StationSpec> stationSpecOf(const NodeView& node);

}  // namespace model
