// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/state.h"

// The adaptive retry mode's client-side rate limiter: off until the first throttle, then cut to 70 % on a throttle and grown back along a cubic.
namespace sim::adaptive {

// Takes a token; returns how long the attempt must wait for it.
[[nodiscard]] std::int64_t acquire(AdaptiveLimiter& limiter, std::int64_t nowNs);
enum class Answer : std::uint8_t { Served, Throttled };
void learn(AdaptiveLimiter& limiter, std::int64_t nowNs, Answer answer);

}  // namespace sim::adaptive
