// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/trace.h"

#include <cstdint>

namespace app {

// The words that scripts, files and the list of events have for what a run records: stable.

inline constexpr int kEventKinds = static_cast<int>(sim::HopKind::Connect) + 1;

/// "request", "ttl_delete", "scaling" ...
[[nodiscard]] const char* eventName(sim::HopKind kind);
/// "succeeded", "throttled" or "failed".
[[nodiscard]] const char* outcomeName(plan::Refusal refusal);
/// The kind of a fault by its place in plan::FaultKind, as scenarios write it: "az-loss".
[[nodiscard]] const char* faultName(std::uint64_t place);

}  // namespace app
