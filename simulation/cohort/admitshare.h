// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace sim::cohort {

// Attempts of one size that ask a bucket for tokens.
struct SizedRate {
    double units = 0;       // of one attempt
    double perS = 0;        // attempts a second, Poisson
};

// The share of each that a token bucket admits which refills evenly with `unitsPerS` and is asked for more than that: an attempt
// passes when its units are there, so small ones get through more often than large ones. It is the stationary level of the
// bucket: r f(x) = sum of rate_i (F(max(x, u_i)) - F(x + u_i)), where F(x) is the share of time with more than x tokens, an
// exponential above the largest size (the level's upcrossings of x equal its downcrossings).
// Pre: every size and rate above 0. Without overload all shares are 1.
[[nodiscard]] std::vector<double> admittedShares(const std::vector<SizedRate>& rates, double unitsPerS);

}  // namespace sim::cohort
