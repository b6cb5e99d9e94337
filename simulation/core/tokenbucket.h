// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace sim {

// Tokens that flow in at a rate up to a depth, computed when looked at. Counted in billionths of a capacity unit, so that whole rates over
// whole nanoseconds are exact. A purchase larger than the depth is served by a full bucket and leaves a debt, or it would wait for ever.
class TokenBucket {
public:
    static constexpr std::int64_t kUnit = 1'000'000'000;

    TokenBucket() = default;
    TokenBucket(double ratePerS, double depthUnits, double filledUnits, std::int64_t nowNs)
        : m_tokens(toNano(std::min(filledUnits, depthUnits))), m_lastNs(nowNs) {
        setRate(ratePerS, depthUnits);
    }
    // Changes the rate from now on; what is in the bucket stays, cut to the depth.
    void change(double ratePerS, double depthUnits, std::int64_t nowNs) {
        refill(nowNs);
        setRate(ratePerS, depthUnits);
        m_tokens = std::min(m_tokens, m_depth);
    }
    void refill(std::int64_t nowNs) {
        const std::int64_t passedNs = nowNs - m_lastNs;
        if (passedNs <= 0)
            return;
        m_lastNs = nowNs;
        const std::int64_t missing = m_depth - m_tokens;
        if (passedNs >= m_fullAfterNs && static_cast<double>(missing) <= static_cast<double>(passedNs) * m_ratePerS) {
            m_tokens = m_depth;
            return;
        }
        std::int64_t gained = passedNs * m_wholeRate;
        if (m_partRate > 0)
            gained += static_cast<std::int64_t>(static_cast<double>(passedNs) * m_partRate);
        m_tokens = std::min(m_tokens + gained, m_depth);
    }
    [[nodiscard]] bool canPay(std::int64_t nano) const { return m_tokens >= std::min(nano, m_depth) && m_depth > 0; }
    void pay(std::int64_t nano) { m_tokens -= nano; }
    [[nodiscard]] std::int64_t tokens() const { return m_tokens; }
    [[nodiscard]] double tokenUnits() const { return static_cast<double>(m_tokens) * 1e-9; }
    [[nodiscard]] double depthUnits() const { return static_cast<double>(m_depth) * 1e-9; }
    [[nodiscard]] double ratePerS() const { return m_ratePerS; }
    // Time until the tokens are no longer below zero.
    [[nodiscard]] std::int64_t debtNs() const {
        if (m_tokens >= 0)
            return 0;
        constexpr double kLongestNs = 1e17;  // three years: a rate of zero pays nothing back
        return static_cast<std::int64_t>(m_ratePerS > 0 ? std::min(static_cast<double>(-m_tokens) / m_ratePerS, kLongestNs) : kLongestNs);
    }
    [[nodiscard]] static std::int64_t toNano(double units) { return static_cast<std::int64_t>(units * 1e9 + 0.5); }
    [[nodiscard]] static constexpr std::int64_t halvesToNano(std::int64_t halves) { return halves * (kUnit / 2); }

private:
    void setRate(double ratePerS, double depthUnits) {
        m_ratePerS = std::max(ratePerS, 0.0);
        m_wholeRate = static_cast<std::int64_t>(m_ratePerS);
        m_partRate = m_ratePerS - static_cast<double>(m_wholeRate);
        m_depth = toNano(std::max(depthUnits, 0.0));
        // From here on the product of time and rate might not fit: then the bucket is full (or deep in debt) and is looked at in floating point.
        m_fullAfterNs = m_wholeRate > 0 ? 4'000'000'000'000'000'000 / m_wholeRate / 2 : 4'000'000'000'000'000'000;
        m_fullAfterNs = std::min(m_fullAfterNs, static_cast<std::int64_t>(static_cast<double>(m_depth) / std::max(m_ratePerS, 1e-9)) + 1);
    }

    std::int64_t m_tokens = 0;
    std::int64_t m_depth = 0;
    std::int64_t m_lastNs = 0;
    std::int64_t m_wholeRate = 0;
    double m_partRate = 0;
    double m_ratePerS = 0;
    std::int64_t m_fullAfterNs = 0;
};

}  // namespace sim
