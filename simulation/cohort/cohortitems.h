// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

// Items and their expiry by numbers: a cohort of items written together expires together, less those that were written again meanwhile.
namespace sim::cohort {

// Items that are there when the run starts, their expiry spread evenly over the pattern's time.
void itemsAtStart(Kernel& kernel, std::uint32_t pattern, std::uint64_t count);
// The pattern's writes have passed, and so many of them have made items.
void itemsWritten(Kernel& kernel, std::uint32_t pattern, std::uint64_t writes, std::uint64_t made);
// So many items were deleted; how many of them there had been at all.
[[nodiscard]] std::uint64_t itemsDeleted(Kernel& kernel, std::uint32_t pattern, std::uint64_t deletes);
// The sweeper's work of one second.
void sweep(Kernel& kernel, std::uint32_t pattern);

}  // namespace sim::cohort
