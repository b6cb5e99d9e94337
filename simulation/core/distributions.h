// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/fixedmath.h"
#include "model/plan/keydistribution.h"
#include "model/plan/plan.h"
#include "simulation/core/randomstream.h"

#include <cstdint>
#include <span>
#include <vector>

// Distributions of our own: the standard library's differ between compilers.
namespace sim {

[[nodiscard]] inline double drawExponential(RandomStream& random) {  // mean 1
    return -plan::logarithm(1 - random.uniform());
}
[[nodiscard]] double drawNormal(RandomStream& random);
[[nodiscard]] std::uint64_t drawPoisson(RandomStream& random, double mean);
[[nodiscard]] std::uint64_t drawBinomial(RandomStream& random, std::uint64_t trials, double probability);
// Spreads `trials` over the shares (which add up to 1): counts[i] gets its binomial part of what is left.
void drawMultinomial(RandomStream& random, std::uint64_t trials, std::span<const double> shares, std::span<std::uint64_t> counts);

// A log-normal time in nanoseconds by its quantiles: a table read with straight lines for the middle, the formula for both ends.
class LatencySampler {
public:
    LatencySampler() = default;
    explicit LatencySampler(const plan::Latency& latency);
    [[nodiscard]] std::int64_t draw(RandomStream& random) const {
        if (m_quantiles.empty())
            return m_medianNs;
        const std::uint64_t bits = random.bits();
        const auto cell = static_cast<std::size_t>(bits >> (64 - kCellBits));
        if (cell == 0 || cell == kCells - 1)
            return exact(static_cast<double>(bits >> 11) * 0x1.0p-53);
        const double rest = static_cast<double>((bits << kCellBits) >> 11) * 0x1.0p-53;
        return static_cast<std::int64_t>(m_quantiles[cell] + rest * (m_quantiles[cell + 1] - m_quantiles[cell]));
    }
    [[nodiscard]] bool isConstant() const { return m_quantiles.empty(); }
    [[nodiscard]] std::int64_t medianNs() const { return m_medianNs; }
    [[nodiscard]] double meanNs() const;

private:
    static constexpr int kCellBits = 9;
    static constexpr std::size_t kCells = 1U << kCellBits;
    [[nodiscard]] std::int64_t exact(double probability) const;

    std::int64_t m_medianNs = 0;
    double m_mu = 0;
    double m_sigma = 0;
    std::vector<double> m_quantiles;
};

// Draws key numbers. Zipf: an alias table (Walker) up to 65,536 keys, rejection-inversion (Hoermann and Derflinger, 1996) beyond.
class KeySampler {
public:
    KeySampler() = default;
    explicit KeySampler(const plan::KeyDistribution& keys);
    // `made` is the number of requests before this one: sequential keys count on.
    [[nodiscard]] std::uint64_t draw(RandomStream& random, std::uint64_t made) const;
    [[nodiscard]] const plan::KeyDistribution& distribution() const { return m_keys; }

private:
    struct AliasCell {
        std::uint32_t threshold = 0;  // below it the cell itself, else its alias
        std::uint32_t alias = 0;
    };
    void buildAlias();
    [[nodiscard]] std::uint64_t drawZipf(RandomStream& random) const;
    [[nodiscard]] double zipfArea(double x) const;
    [[nodiscard]] double zipfAreaInverse(double area) const;

    plan::KeyDistribution m_keys;
    std::vector<AliasCell> m_alias;
    double m_areaFirst = 0;
    double m_areaLast = 0;
    double m_squeeze = 0;
};

}  // namespace sim
