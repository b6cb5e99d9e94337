// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plan {

// Logarithm, exponential, power and sine that give the same bits with every compiler, library and processor: only additions,
// multiplications, divisions and bit patterns, all of which IEEE 754 fixes. (The library's own differ in the last bit between versions,
// and one bit is another event log.) Relative error below 1e-14. Built without fused multiply-add (-ffp-contract=off).
inline constexpr double kPi = 3.14159265358979323846;

[[nodiscard]] double logarithm(double x);              // natural; -infinity at 0
[[nodiscard]] double exponential(double x);
[[nodiscard]] double power(double base, double exponent);  // base >= 0
[[nodiscard]] double sine(double radians);
[[nodiscard]] double cosine(double radians);
[[nodiscard]] double squareRoot(double x);             // IEEE fixes the square root
[[nodiscard]] double floorOf(double x);
// The value below which a standard normal variable stays with the given probability (0 < probability < 1).
[[nodiscard]] double normalQuantile(double probability);

}  // namespace plan
