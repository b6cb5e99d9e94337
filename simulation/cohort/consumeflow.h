// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

#include <cstdint>

// Readers of streams and the functions that they call, in a cohort run. All lanes of a mapping together are one line of records, and
// each lane that a poison record holds up is another one until it has caught up with the rest.
namespace sim::cohort {

enum class Poison : std::uint8_t { None, Holds };  // one of the records makes every batch fail that holds it
void toConsumer(Kernel& kernel, std::uint32_t consumer, const ChangeCounts& changes, double bytesEach, Poison poison);
void consume(Kernel& kernel, std::uint32_t consumer, std::int64_t sliceNs);

// How many of these invocations the function takes in the slice.
[[nodiscard]] double invoke(Kernel& kernel, std::uint32_t server, double wanted, std::int64_t sliceNs);
// The calls that invocations make.
void makeCalls(Kernel& kernel, std::uint32_t server, double invocations, double records);

// How long a mapping tries a batch with a poison record whose invocations take so long and that is so old at first.
[[nodiscard]] double heldS(const plan::ConsumerStation& row, double callS, double retentionS, double ageS = 0);

}  // namespace sim::cohort
