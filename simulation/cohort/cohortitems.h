// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

// Items and their expiry by numbers: a cohort of items written together expires together, less those that were written again meanwhile.
namespace sim::cohort {

void itemsWritten(Kernel& kernel, std::uint32_t pattern, std::uint64_t writes);
void itemsDeleted(Kernel& kernel, std::uint32_t pattern, std::uint64_t deletes);
// The sweeper's work of one second.
void sweep(Kernel& kernel, std::uint32_t pattern);

}  // namespace sim::cohort
