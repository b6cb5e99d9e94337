// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/keydistribution.h"

#include "model/plan/fixedmath.h"

#include <algorithm>

namespace plan {

KeyDistribution KeyDistribution::uniform(std::uint64_t keyCount) {
    KeyDistribution keys;
    keys.shape = Shape::Uniform;
    keys.keyCount = std::max<std::uint64_t>(keyCount, 1);
    return keys;
}

KeyDistribution KeyDistribution::zipf(std::uint64_t keyCount, double exponent) {
    KeyDistribution keys = uniform(keyCount);
    keys.shape = Shape::Zipf;
    keys.exponent = std::max(exponent, 0.0);
    return keys;
}

KeyDistribution KeyDistribution::hotKey(std::uint64_t keyCount, double hotShare) {
    KeyDistribution keys = uniform(keyCount);
    keys.shape = Shape::HotKey;
    keys.hotShare = std::clamp(hotShare, 0.0, 1.0);
    return keys;
}

KeyDistribution KeyDistribution::sequential(std::uint64_t keyCount) {
    KeyDistribution keys = uniform(keyCount);
    keys.shape = Shape::Sequential;
    return keys;
}

double harmonic(std::uint64_t count, double exponent) {
    constexpr std::uint64_t kAdded = 10'000;
    const std::uint64_t added = std::min(count, kAdded);
    double sum = 0;
    for (std::uint64_t r = added; r >= 1; --r)  // small terms first
        sum += power(static_cast<double>(r), -exponent);
    if (count <= kAdded)
        return sum;
    const auto a = static_cast<double>(kAdded);
    const auto b = static_cast<double>(count);
    const double fa = power(a, -exponent);
    const double fb = power(b, -exponent);
    const double area = exponent == 1 ? logarithm(b / a) : (b * fb - a * fa) / (1 - exponent);
    return sum + area + (fb - fa) / 2 + exponent * (fa / a - fb / b) / 12;
}

KeyShares::KeyShares(const KeyDistribution& distribution) : m_distribution(distribution) {
    if (distribution.shape == KeyDistribution::Shape::Zipf)
        m_normalizer = harmonic(distribution.keyCount, distribution.exponent);
}

double KeyShares::probability(std::uint64_t key) const {
    const std::uint64_t count = m_distribution.keyCount;
    if (key >= count)
        return 0;
    switch (m_distribution.shape) {
    case KeyDistribution::Shape::Zipf:
        return power(static_cast<double>(key + 1), -m_distribution.exponent) / m_normalizer;
    case KeyDistribution::Shape::HotKey:
        if (count == 1)
            return 1;
        return key == 0 ? m_distribution.hotShare : (1 - m_distribution.hotShare) / static_cast<double>(count - 1);
    case KeyDistribution::Shape::Uniform:
    case KeyDistribution::Shape::Sequential:
        break;
    }
    return 1 / static_cast<double>(count);
}

double KeyShares::cumulative(std::uint64_t key) const {
    const std::uint64_t count = m_distribution.keyCount;
    if (key + 1 >= count)
        return 1;
    const auto keys = static_cast<double>(key + 1);
    switch (m_distribution.shape) {
    case KeyDistribution::Shape::Zipf:
        return harmonic(key + 1, m_distribution.exponent) / m_normalizer;
    case KeyDistribution::Shape::HotKey:
        return m_distribution.hotShare + (keys - 1) * (1 - m_distribution.hotShare) / static_cast<double>(count - 1);
    case KeyDistribution::Shape::Uniform:
    case KeyDistribution::Shape::Sequential:
        break;
    }
    return keys / static_cast<double>(count);
}

}  // namespace plan
