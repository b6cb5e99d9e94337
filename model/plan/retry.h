// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace plan {

enum class RetryMode : std::uint8_t {
    None,
    Immediate,          // teaching: again at once
    Legacy,             // Python's DynamoDB default: 50 ms x 2^i, not random [D] botocore data
    Standard,           // [D] SDK reference guide, "Retry behavior"
    StandardDynamoDb,   // the new standard with DynamoDB tuning (2026, off by default) [D] botocore
    Adaptive,           // standard and a client-side rate limiter [D]
    Formula,            // min(cap, base x 2^i) + jitter [S]
};

enum class RetryCause : std::uint8_t { Throttle, Fault, Timeout };
enum class Jitter : std::uint8_t { None, Equal, Full };  // the whole delay, half of it plus a random half, a random share of all

struct RetrySettings {
    RetryMode mode = RetryMode::Standard;
    std::uint32_t maxAttempts = 3;      // the first one counted
    double baseMs = 1000;
    double throttleBaseMs = 1000;       // base where the answer was a throttle
    double capMs = 20'000;
    Jitter jitter = Jitter::Full;
    double quotaTokens = 500;           // of each source and pattern; 0: no quota [D]
    double quotaPerRetry = 5;           // [D]
    double quotaPerThrottleRetry = 5;   // [D]
    double quotaPerTimeout = 10;        // [D]
    friend bool operator==(const RetrySettings&, const RetrySettings&) = default;

    // The settings a mode has by default (B-190).
    static RetrySettings of(RetryMode mode);
    // Exponential backoff with full jitter, "up to ten retries" and the like.
    static RetrySettings formula(std::uint32_t maxAttempts, double baseMs, double capMs, Jitter jitter);
};

// Delay before retry number `retry` (from 0); `random` is uniform in [0, 1).
[[nodiscard]] double retryDelayMs(const RetrySettings& settings, std::uint32_t retry, RetryCause cause, double random);

// Retry quota that one retry takes; it comes back with the success of the retry.
[[nodiscard]] double retryQuotaCost(const RetrySettings& settings, RetryCause cause);

}  // namespace plan
