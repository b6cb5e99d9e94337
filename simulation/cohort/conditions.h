// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

#include <cstdint>

// What a pattern's writes meet, by numbers: items that are there or not, and others' writes a moment before.
namespace sim::cohort {

// So many writes one after another, each of them as shares.
struct Meetings {
    double present = 0;  // find their item when the first of them comes
    double makes = 0;    // would make an item: it was missing, and none of those before has made it
    double removes = 0;  // would delete one: it was there, and none of those before has deleted it
};
[[nodiscard]] Meetings meetings(Kernel& kernel, std::uint32_t pattern, std::uint64_t writes);

// Keys over which the pattern's writes spread; 0: every write is a new key.
[[nodiscard]] double keySpace(const CompiledPattern& pattern);

// Writers of one item, a second: those whose writes always pass, and those that had read it `readBeforeS` before and pass only if nobody has
// written it since. The share of the latter that pass. Each write that passes keeps them out for that time, and those of the others lengthen
// it, (e^(uD) - 1) / u on average; then the next one comes after 1 / (u + c).
[[nodiscard]] double unchangedShare(double alwaysPerS, double conditionalPerS, double readBeforeS);

// What of the served writes passes the pattern's condition, and which changes that makes. Failed ones are counted.
[[nodiscard]] ChangeCounts changesOf(Kernel& kernel, std::uint32_t pattern, std::uint64_t served);

}  // namespace sim::cohort
