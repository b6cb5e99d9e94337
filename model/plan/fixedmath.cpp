// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/fixedmath.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace plan {
namespace {

constexpr double kLn2High = 6.93147180369123816490e-01;  // the upper 32 bits: times a small integer it is exact
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kSqrtHalf = 0.70710678118654752440;

double polynomial(double) { return 0; }
template <typename... Rest>
double polynomial(double x, double first, Rest... rest) {
    return first + x * polynomial(x, rest...);
}

}  // namespace

double logarithm(double x) {
    if (!(x > 0))
        return x == 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    if (x == std::numeric_limits<double>::infinity())
        return x;
    int exponent = 0;
    if (x < std::numeric_limits<double>::min()) {  // subnormal: bring it into the normal range
        x *= 18014398509481984.0;
        exponent = -54;
    }
    const auto bits = std::bit_cast<std::uint64_t>(x);
    exponent += static_cast<int>(bits >> 52) - 1022;
    double mantissa = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFFULL) | 0x3FE0000000000000ULL);  // in [1/2, 1)
    if (mantissa < kSqrtHalf) {
        mantissa *= 2;
        --exponent;
    }
    // log m = 2 artanh s, s = (m - 1) / (m + 1), |s| < 0.172
    const double s = (mantissa - 1) / (mantissa + 1);
    const double q = s * s;
    const double tail = polynomial(q, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21);
    return exponent * kLn2High + (exponent * kLn2Low + (2 * s + 2 * s * q * tail));
}

double exponential(double x) {
    if (x > 709.7)
        return std::numeric_limits<double>::infinity();
    if (!(x >= -708.0))
        return x != x ? x : 0;
    const double k = floorOf(x * 1.44269504088896340736 + 0.5);
    const double r = (x - k * kLn2High) - k * kLn2Low;
    const double value = polynomial(r, 1.0, 1.0, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320,
                                    1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800.0);
    return value * std::bit_cast<double>(static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023) << 52);
}

double power(double base, double exponent) {
    if (exponent == 0)
        return 1;
    if (base == 0)
        return 0;
    return exponential(exponent * logarithm(base));
}

double sine(double radians) {
    const double quarter = floorOf(radians * (2 / kPi) + 0.5);
    // pi / 2 in two parts, so that the rest keeps its digits
    const double r = (radians - quarter * 1.57079632673412561417e+00) - quarter * 6.07710050650619224932e-11;
    const double q = r * r;
    const auto quadrant = static_cast<std::int64_t>(quarter) & 3;
    const double sinR = r * polynomial(q, 1.0, -1.0 / 6, 1.0 / 120, -1.0 / 5040, 1.0 / 362880, -1.0 / 39916800, 1.0 / 6227020800.0,
                                       -1.0 / 1307674368000.0);
    const double cosR = polynomial(q, 1.0, -1.0 / 2, 1.0 / 24, -1.0 / 720, 1.0 / 40320, -1.0 / 3628800, 1.0 / 479001600,
                                   -1.0 / 87178291200.0);
    const double value = (quadrant & 1) != 0 ? cosR : sinR;
    return quadrant >= 2 ? -value : value;
}

double cosine(double radians) { return sine(radians + kPi / 2); }

double squareRoot(double x) { return std::sqrt(x); }

double floorOf(double x) { return std::floor(x); }

// Wichura's algorithm AS 241 (Applied Statistics 37, 1988), the variant for 16 digits.
double normalQuantile(double probability) {
    const double q = probability - 0.5;
    if (q > -0.425 && q < 0.425) {
        const double r = 0.180625 - q * q;
        return q *
               polynomial(r, 3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
                          4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3) /
               polynomial(r, 1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
                          2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3);
    }
    double r = squareRoot(-logarithm(q < 0 ? probability : 1 - probability));
    double value = 0;
    if (r <= 5) {
        r -= 1.6;
        value = polynomial(r, 1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
                           1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4) /
                polynomial(r, 1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
                           1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9);
    } else {
        r -= 5;
        value = polynomial(r, 6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
                           2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7) /
                polynomial(r, 1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                           7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15);
    }
    return q < 0 ? -value : value;
}

}  // namespace plan
