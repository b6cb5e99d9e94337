// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
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

// Calls of several items each of which passes by itself while tokens last, so that on average this share of the items does.
struct CallShares {
    double complete = 1;  // of the calls: all of their items have passed
    double refused = 0;   // none has
};
enum class Spacing : std::uint8_t { ByChance, Even };
// A call takes what has flowed in since those before it. By chance the level that it finds is an exponential: its mean M follows from
// M (1 - e^(-items / M)) = share x items; fewer than one item is found with 1 - M (1 - e^(-1 / M)), as parts of an item are kept.
[[nodiscard]] CallShares callShares(double share, double items, Spacing spacing);

}  // namespace sim::cohort
