// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

// Admission at a store's own buckets (B-030): provisioned capacity with its burst bank, or on-demand with its growth.
namespace sim::admission {

enum class Direction : std::uint8_t { Read, Write };

void prepare(Kernel& kernel, std::uint32_t slot);
// After the plan or a fault changed what the store may take.
void applyLimits(Kernel& kernel, std::uint32_t slot);
// A plan that asks for more warm throughput gets it after a while; less is nothing, it never falls.
void planWarmUp(Kernel& kernel, std::uint32_t slot);
void onWarmReady(Kernel& kernel, const Event& event);
// On-demand: the peak follows what is asked for, and with it the limit and the partitions.
void onMinute(Kernel& kernel, std::uint32_t slot);
[[nodiscard]] double allowedPerS(const Kernel& kernel, std::uint32_t slot, Direction direction);
// The code of a refusal by the store's own bucket, and by a partition's.
[[nodiscard]] plan::Refusal storeRefusal(const Kernel& kernel, std::uint32_t slot, Direction direction);
[[nodiscard]] plan::Refusal keyRangeRefusal(const CompiledStore& store, Direction direction);

}  // namespace sim::admission
