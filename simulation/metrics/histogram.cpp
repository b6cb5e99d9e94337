// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/metrics/histogram.h"

namespace sim {

void Histogram::add(const Histogram& other) {
    if (other.m_count == 0)
        return;
    if (m_counts.empty())
        m_counts.resize(kClasses);
    for (std::size_t i = other.m_lowest; i < other.m_highest; ++i)
        m_counts[i] += other.m_counts[i];
    m_lowest = std::min(m_lowest, other.m_lowest);
    m_highest = std::max(m_highest, other.m_highest);
    m_count += other.m_count;
    m_sumNs += other.m_sumNs;
    m_maxNs = std::max(m_maxNs, other.m_maxNs);
}

void Histogram::clear() {
    for (std::size_t i = m_lowest; i < m_highest; ++i)
        m_counts[i] = 0;
    m_lowest = kClasses;
    m_highest = 0;
    m_count = 0;
    m_sumNs = 0;
    m_maxNs = 0;
}

double Histogram::classMiddle(std::size_t index) {
    if (index < (1U << kSubBits))
        return static_cast<double>(index);
    const int exponent = static_cast<int>(index >> kSubBits) + kSubBits - 1;
    const auto low = static_cast<double>((1ULL << kSubBits) + (index & ((1U << kSubBits) - 1)));
    return (low + 0.5) * static_cast<double>(1ULL << (exponent - kSubBits));
}

double Histogram::percentileNs(double share) const {
    if (m_count == 0)
        return 0;
    const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(m_count - 1)) + 1;
    std::uint64_t seen = 0;
    for (std::size_t i = m_lowest; i < m_highest; ++i) {
        seen += m_counts[i];
        if (seen >= wanted)
            return std::min(classMiddle(i), static_cast<double>(m_maxNs));
    }
    return static_cast<double>(m_maxNs);
}

}  // namespace sim
