// SPDX-License-Identifier: GPL-3.0-or-later
// Constants and formulas: SDK reference guide, "Adaptive retry mode", as in botocore's retries/adaptive.py, throttling.py and bucket.py.
#include "simulation/stations/adaptive.h"

#include "model/plan/fixedmath.h"

#include <algorithm>

namespace sim::adaptive {
namespace {

constexpr double kBeta = 0.7;
constexpr double kScale = 0.4;
constexpr double kSmoothing = 0.8;
constexpr double kLeastFillPerS = 0.5;
constexpr double kLeastCapacity = 1;
constexpr std::int64_t kHalfSecondNs = 500'000'000;

void measure(AdaptiveLimiter& limiter, std::int64_t nowNs) {
    const std::int64_t half = nowNs / kHalfSecondNs;
    limiter.bucketCount += 1;
    if (half <= limiter.bucketHalfS)
        return;
    const double perS = limiter.bucketCount / (static_cast<double>(half - limiter.bucketHalfS) * 0.5);
    limiter.measuredPerS = perS * kSmoothing + limiter.measuredPerS * (1 - kSmoothing);
    limiter.bucketCount = 0;
    limiter.bucketHalfS = half;
}

void refill(AdaptiveLimiter& limiter, std::int64_t nowNs) {
    const double passedS = static_cast<double>(nowNs - limiter.lastNs) * 1e-9;
    limiter.lastNs = nowNs;
    limiter.tokens = std::min(limiter.capacity, limiter.tokens + passedS * limiter.fillPerS);
}

void changeFill(AdaptiveLimiter& limiter, double perS, std::int64_t nowNs) {
    refill(limiter, nowNs);
    limiter.fillPerS = std::max(perS, kLeastFillPerS);
    limiter.capacity = std::max(perS, kLeastCapacity);
    limiter.tokens = std::min(limiter.tokens, limiter.capacity);
}

void findWindow(AdaptiveLimiter& limiter) {
    limiter.windowS = plan::power(limiter.lastMaxPerS * (1 - kBeta) / kScale, 1.0 / 3);
}

}  // namespace

std::int64_t acquire(AdaptiveLimiter& limiter, std::int64_t nowNs) {
    if (!limiter.enabled)
        return 0;
    refill(limiter, nowNs);
    limiter.tokens -= 1;  // below zero: a place in the line
    return limiter.tokens >= 0 ? 0 : static_cast<std::int64_t>(-limiter.tokens / limiter.fillPerS * 1e9);
}

void learn(AdaptiveLimiter& limiter, std::int64_t nowNs, Answer answer) {
    measure(limiter, nowNs);
    double perS = 0;
    if (answer == Answer::Throttled) {
        const double used = limiter.enabled ? std::min(limiter.measuredPerS, limiter.fillPerS) : limiter.measuredPerS;
        limiter.lastMaxPerS = used;
        limiter.lastThrottleNs = nowNs;
        findWindow(limiter);
        perS = used * kBeta;
        if (!limiter.enabled)
            limiter.lastNs = nowNs;
        limiter.enabled = true;
    } else {
        findWindow(limiter);
        const double sinceS = static_cast<double>(nowNs - limiter.lastThrottleNs) * 1e-9 - limiter.windowS;
        perS = kScale * sinceS * sinceS * sinceS + limiter.lastMaxPerS;
    }
    if (limiter.enabled)
        changeFill(limiter, std::min(perS, 2 * limiter.measuredPerS), nowNs);
}

}  // namespace sim::adaptive
