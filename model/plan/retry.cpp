// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/retry.h"

#include <algorithm>

namespace plan {

RetrySettings RetrySettings::of(RetryMode mode) {
    RetrySettings settings;
    settings.mode = mode;
    switch (mode) {
    case RetryMode::None:
        settings.maxAttempts = 1;
        settings.quotaTokens = 0;
        break;
    case RetryMode::Immediate:
        settings.baseMs = settings.throttleBaseMs = 0;
        settings.jitter = Jitter::None;
        settings.quotaTokens = 0;
        break;
    case RetryMode::Legacy:  // 0.05 s x 2^i, ten attempts, botocore's _retry.json
        settings.maxAttempts = 10;
        settings.baseMs = settings.throttleBaseMs = 50;
        settings.capMs = 1e9;
        settings.jitter = Jitter::None;
        settings.quotaTokens = 0;
        break;
    case RetryMode::Standard:
    case RetryMode::Adaptive:
        break;
    case RetryMode::StandardDynamoDb:
        settings.maxAttempts = 4;
        settings.baseMs = 25;
        settings.throttleBaseMs = 1000;
        settings.quotaPerRetry = 14;
        settings.quotaPerThrottleRetry = 5;
        break;
    case RetryMode::Formula:
        settings.maxAttempts = 4;
        settings.baseMs = settings.throttleBaseMs = 50;
        settings.quotaTokens = 0;
        break;
    }
    return settings;
}

RetrySettings RetrySettings::formula(std::uint32_t maxAttempts, double baseMs, double capMs, Jitter jitter) {
    RetrySettings settings = of(RetryMode::Formula);
    settings.maxAttempts = maxAttempts;
    settings.baseMs = settings.throttleBaseMs = baseMs;
    settings.capMs = capMs;
    settings.jitter = jitter;
    return settings;
}

double retryDelayMs(const RetrySettings& settings, std::uint32_t retry, RetryCause cause, double random) {
    const double baseMs = cause == RetryCause::Throttle ? settings.throttleBaseMs : settings.baseMs;
    const double doubled = baseMs * static_cast<double>(1ULL << std::min<std::uint32_t>(retry, 40));
    const double wholeMs = std::min(settings.capMs, doubled);
    switch (settings.jitter) {
    case Jitter::None:
        return wholeMs;
    case Jitter::Equal:
        return wholeMs / 2 + wholeMs / 2 * random;
    case Jitter::Full:
        break;
    }
    return wholeMs * random;
}

double retryQuotaCost(const RetrySettings& settings, RetryCause cause) {
    if (settings.quotaTokens <= 0)
        return 0;
    switch (cause) {
    case RetryCause::Throttle:
        return settings.quotaPerThrottleRetry;
    case RetryCause::Timeout:
        return settings.quotaPerTimeout;
    case RetryCause::Fault:
        break;
    }
    return settings.quotaPerRetry;
}

}  // namespace plan
