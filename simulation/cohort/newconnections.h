// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

#include <cstdint>

// How many requests of a slice open a connection, by formula.
namespace sim::cohort {

// Times in seconds, of a part of the time since the present rate began.
struct PoolUse {
    double perS = 0;
    double busy = 0;        // connections in use on average
    double fromS = 0;
    double toS = 0;
    double keptS = 0;       // idle ones are closed after that
    double perSBefore = 0, busyBefore = 0, beforeS = 0;
    double openingS = 0;    // that a new one takes: until it is there, further requests open further ones
    bool onlyConstant = false;
};
// Requests that come by chance find k connections in use with Poisson's probability (an infinite server). The connection used last is taken
// first, so the next one of them is opened unless k were in use before, within the time that an idle one is kept.
[[nodiscard]] double newShare(const PoolUse& use);

// At the beginning of a slice.
void usePools(Kernel& kernel, std::int64_t sliceNs);
// So many requests of the pattern go out by this path now.
void openConnections(Kernel& kernel, std::uint32_t pattern, std::size_t path, std::uint64_t requests);

}  // namespace sim::cohort
