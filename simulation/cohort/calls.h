// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/cohort/retryflow.h"
#include "simulation/kernel.h"

#include <cstdint>

// How attempts at a store end when a share of them, of batches a share of their items, is admitted.
namespace sim::cohort {

// How the attempts of one number end.
struct Ended {
    std::uint64_t items = 0;     // that passed; of others than batches attempts
    std::uint64_t left = 0;      // items that did not
    std::uint64_t complete = 0;  // attempts all of whose items passed ...
    std::uint64_t refused = 0;   // ... none of whose items did; the others are answered with what is left
};

[[nodiscard]] Ended drawCalls(Kernel& kernel, const Demand& demand, std::uint64_t attempts, double whole);
// Of the demand's attempts those that will need no other one, as admitted.
[[nodiscard]] double completeShare(const Kernel& kernel, const Demand& demand);

}  // namespace sim::cohort
