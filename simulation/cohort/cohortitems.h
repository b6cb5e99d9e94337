// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

// Items and their expiry by numbers: a cohort of items written together expires together, less those that were written again meanwhile.
namespace sim::cohort {

// Items that are there when the run starts, their expiry spread evenly over the pattern's time.
void itemsAtStart(Kernel& kernel, std::uint32_t pattern, std::uint64_t count);
// How many of the written items had not been there.
[[nodiscard]] std::uint64_t itemsWritten(Kernel& kernel, std::uint32_t pattern, std::uint64_t writes);
// How many of the deleted ones had.
[[nodiscard]] std::uint64_t itemsDeleted(Kernel& kernel, std::uint32_t pattern, std::uint64_t deletes);
// The sweeper's work of one second.
void sweep(Kernel& kernel, std::uint32_t pattern);

}  // namespace sim::cohort
