// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace sim {

// Times in nanoseconds by classes that grow with the value: 32 to each doubling, so a percentile is at most 1.6 % off.
class Histogram {
public:
    static constexpr int kSubBits = 5;
    static constexpr std::size_t kClasses = (50 - kSubBits + 1) << kSubBits;  // up to 2^50 ns, 13 days

    void add(std::int64_t valueNs, std::uint64_t count = 1) {
        if (m_counts.empty())
            m_counts.resize(kClasses);
        const std::size_t i = classOf(valueNs);
        m_counts[i] += count;
        m_lowest = std::min(m_lowest, i);
        m_highest = std::max(m_highest, i + 1);
        m_count += count;
        m_sumNs += static_cast<double>(valueNs) * static_cast<double>(count);
        m_maxNs = std::max(m_maxNs, valueNs);
    }
    void add(const Histogram& other);
    void clear();
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] double meanNs() const { return m_count > 0 ? m_sumNs / static_cast<double>(m_count) : 0; }
    [[nodiscard]] std::int64_t maxNs() const { return m_maxNs; }
    // The value below which this share of the records lies (0..1); 0 when there are none.
    [[nodiscard]] double percentileNs(double share) const;

    [[nodiscard]] static std::size_t classOf(std::int64_t valueNs) {
        const auto value = static_cast<std::uint64_t>(std::clamp<std::int64_t>(valueNs, 0, (1LL << 50) - 1));
        if (value < (1U << kSubBits))
            return value;
        const int exponent = 63 - std::countl_zero(value);
        return (static_cast<std::size_t>(exponent - kSubBits + 1) << kSubBits) + ((value >> (exponent - kSubBits)) & ((1U << kSubBits) - 1));
    }
    [[nodiscard]] static double classMiddle(std::size_t index);

private:
    std::vector<std::uint64_t> m_counts;
    std::size_t m_lowest = kClasses;
    std::size_t m_highest = 0;
    std::uint64_t m_count = 0;
    double m_sumNs = 0;
    std::int64_t m_maxNs = 0;
};

}  // namespace sim
