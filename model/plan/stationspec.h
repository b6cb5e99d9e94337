// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"

namespace plan {

// What one node gives the plan. The builder adds what follows from its neighbours: the zones of a hop, the table of an index.
struct StationSpec {
    StationParameters parameters;
    Latency access;                                // sources: round trip from the caller to the door of its Region, outside of AWS
    double timeoutMs = 1000;                       // sources: an attempt is given up after this long [A]
    IndexChange onUpdate = IndexChange::Update;    // indexes: what an UpdateItem of the table does to the entry
    std::int64_t entryBytes = 0;                   // indexes: size of an entry; 0: the whole item
    std::uint64_t itemCount = 0;                   // stores: items besides those that patterns state
    friend bool operator==(const StationSpec&, const StationSpec&) = default;
};

}  // namespace plan
