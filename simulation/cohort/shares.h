// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

#include <vector>

namespace sim::cohort {

// Which part of a pattern's requests each partition of the store gets (in the partitions' order). Small key spaces are added up key by key;
// of large ones the most popular keys are, and the rest is spread by the width of the ranges.
[[nodiscard]] std::vector<double> partitionShares(const KeySampler& keys, std::uint64_t ownerUid, const StoreState& store);
// The same for the writes that feed an index.
[[nodiscard]] std::vector<double> indexShares(const CompiledStore& index, const StoreState& store);
[[nodiscard]] std::vector<double> widthShares(const StoreState& store);

}  // namespace sim::cohort
