// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/core/distributions.h"

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

using plan::exponential;
using plan::logarithm;
using plan::power;
using plan::squareRoot;

// log(k!) by Stirling's series with a table for the first few.
double logFactorial(double k) {
    if (k < 10) {
        double product = 1;
        for (double i = 2; i <= k; ++i)
            product *= i;
        return logarithm(product);
    }
    const double n = k + 1;
    return (n - 0.5) * logarithm(n) - n + 0.91893853320467274178 + 1 / (12 * n) - 1 / (360 * n * n * n);
}

// Hoermann's transformed rejection with squeeze (PTRS, 1993).
std::uint64_t poissonRejection(RandomStream& random, double mean) {
    const double logMean = logarithm(mean);
    const double b = 0.931 + 2.53 * squareRoot(mean);
    const double a = -0.059 + 0.02483 * b;
    const double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    const double vr = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        const double u = random.uniform() - 0.5;
        const double v = random.uniform();
        const double us = 0.5 - std::fabs(u);
        const double k = plan::floorOf((2 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= vr)
            return static_cast<std::uint64_t>(k);
        if (k < 0 || (us < 0.013 && v > us))
            continue;
        const double left = logarithm(v * inverseAlpha / (a / (us * us) + b));
        if (left <= -mean + k * logMean - logFactorial(k))
            return static_cast<std::uint64_t>(k);
    }
}

// Hoermann's BTRS (1993) for trials * probability >= 10, probability <= 1/2.
std::uint64_t binomialRejection(RandomStream& random, double n, double p) {
    const double spq = squareRoot(n * p * (1 - p));
    const double b = 1.15 + 2.53 * spq;
    const double a = -0.0873 + 0.0248 * b + 0.01 * p;
    const double c = n * p + 0.5;
    const double vr = 0.92 - 4.2 / b;
    const double alpha = (2.83 + 5.1 / b) * spq;
    const double logOdds = logarithm(p / (1 - p));
    const double mode = plan::floorOf((n + 1) * p);
    const double h = logFactorial(mode) + logFactorial(n - mode);
    for (;;) {
        const double u = random.uniform() - 0.5;
        const double v = random.uniform();
        const double us = 0.5 - std::fabs(u);
        const double k = plan::floorOf((2 * a / us + b) * u + c);
        if (k < 0 || k > n)
            continue;
        if (us >= 0.07 && v <= vr)
            return static_cast<std::uint64_t>(k);
        const double left = logarithm(v * alpha / (a / (us * us) + b));
        if (left <= h - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds)
            return static_cast<std::uint64_t>(k);
    }
}

std::uint64_t binomialInversion(RandomStream& random, double n, double p) {
    // By geometric gaps between successes: few successes, few draws.
    const double logFail = logarithm(1 - p);
    if (logFail >= 0)  // too small a chance to tell 1 - p from 1: the first success is further off than any number of trials
        return 0;
    std::uint64_t successes = 0;
    double position = 0;
    for (;;) {
        position += plan::floorOf(logarithm(1 - random.uniform()) / logFail) + 1;
        if (position > n)
            return successes;
        ++successes;
    }
}

}  // namespace

double drawNormal(RandomStream& random) {
    const double u = random.uniform();
    return plan::normalQuantile(std::max(u, 0x1.0p-54));
}

std::uint64_t drawPoisson(RandomStream& random, double mean) {
    if (!(mean > 0))
        return 0;
    if (mean >= 10)
        return poissonRejection(random, mean);
    const double limit = exponential(-mean);
    std::uint64_t count = 0;
    for (double product = random.uniform(); product > limit; ++count) {
        const double u = random.uniform();
        product *= u;
    }
    return count;
}

std::uint64_t drawBinomial(RandomStream& random, std::uint64_t trials, double probability) {
    if (trials == 0 || !(probability > 0))
        return 0;
    if (probability >= 1)
        return trials;
    const auto n = static_cast<double>(trials);
    const bool flipped = probability > 0.5;
    const double p = flipped ? 1 - probability : probability;
    const std::uint64_t drawn = n * p >= 10 ? binomialRejection(random, n, p) : binomialInversion(random, n, p);
    return flipped ? trials - drawn : drawn;
}

void drawMultinomial(RandomStream& random, std::uint64_t trials, std::span<const double> shares, std::span<std::uint64_t> counts) {
    double left = 1;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const bool last = i + 1 == shares.size();
        const double part = last ? 1.0 : left > 0 ? std::min(shares[i] / left, 1.0) : 0.0;
        counts[i] = last ? trials : drawBinomial(random, trials, part);
        trials -= counts[i];
        left -= shares[i];
    }
}

LatencySampler::LatencySampler(const plan::Latency& latency)
    : m_medianNs(static_cast<std::int64_t>(std::max(latency.p50Ms, 0.0) * 1e6 + 0.5)) {
    if (latency.p50Ms <= 0 || latency.p99Ms <= latency.p50Ms)
        return;
    m_mu = logarithm(latency.p50Ms * 1e6);
    m_sigma = logarithm(latency.p99Ms / latency.p50Ms) / 2.3263478740408408;  // the 99th percentile of a standard normal
    m_quantiles.resize(kCells + 1);
    for (std::size_t i = 1; i < kCells; ++i)
        m_quantiles[i] = exponential(m_mu + m_sigma * plan::normalQuantile(static_cast<double>(i) / kCells));
}

std::int64_t LatencySampler::exact(double probability) const {
    return static_cast<std::int64_t>(exponential(m_mu + m_sigma * plan::normalQuantile(std::max(probability, 0x1.0p-54))));
}

double LatencySampler::meanNs() const {
    return isConstant() ? static_cast<double>(m_medianNs) : exponential(m_mu + m_sigma * m_sigma / 2);
}

KeySampler::KeySampler(const plan::KeyDistribution& keys) : m_keys(keys) {
    if (keys.shape != plan::KeyDistribution::Shape::Zipf || keys.keyCount < 2)
        return;
    if (keys.keyCount <= 65'536) {
        buildAlias();
        return;
    }
    m_areaFirst = zipfArea(1.5) - 1;
    m_areaLast = zipfArea(static_cast<double>(keys.keyCount) + 0.5);
    m_squeeze = 2 - zipfAreaInverse(zipfArea(2.5) - power(2, -keys.exponent));
}

void KeySampler::buildAlias() {
    const std::size_t count = m_keys.keyCount;
    const plan::KeyShares shares(m_keys);
    std::vector<double> scaled(count);
    std::vector<std::uint32_t> small;
    std::vector<std::uint32_t> large;
    for (std::size_t i = 0; i < count; ++i) {
        scaled[i] = shares.probability(i) * static_cast<double>(count);
        (scaled[i] < 1 ? small : large).push_back(static_cast<std::uint32_t>(i));
    }
    m_alias.assign(count, AliasCell{0xFFFFFFFFU, 0});
    for (std::size_t i = 0; i < count; ++i)
        m_alias[i].alias = static_cast<std::uint32_t>(i);
    while (!small.empty() && !large.empty()) {
        const std::uint32_t low = small.back();
        const std::uint32_t high = large.back();
        small.pop_back();
        m_alias[low] = {static_cast<std::uint32_t>(scaled[low] * 4294967295.0), high};
        scaled[high] -= 1 - scaled[low];
        if (scaled[high] < 1) {
            large.pop_back();
            small.push_back(high);
        }
    }
}

double KeySampler::zipfArea(double x) const {
    const double s = m_keys.exponent;
    return s == 1 ? logarithm(x) : (power(x, 1 - s) - 1) / (1 - s);
}

double KeySampler::zipfAreaInverse(double area) const {
    const double s = m_keys.exponent;
    return s == 1 ? exponential(area) : power(std::max(1 + area * (1 - s), 1e-300), 1 / (1 - s));
}

std::uint64_t KeySampler::drawZipf(RandomStream& random) const {
    for (;;) {
        const double area = m_areaLast + random.uniform() * (m_areaFirst - m_areaLast);
        const double x = zipfAreaInverse(area);
        const double rank = std::clamp(plan::floorOf(x + 0.5), 1.0, static_cast<double>(m_keys.keyCount));
        if (rank - x <= m_squeeze || area >= zipfArea(rank + 0.5) - power(rank, -m_keys.exponent))
            return static_cast<std::uint64_t>(rank) - 1;
    }
}

std::uint64_t KeySampler::draw(RandomStream& random, std::uint64_t made) const {
    switch (m_keys.shape) {
    case plan::KeyDistribution::Shape::Sequential:
        return made % m_keys.keyCount;
    case plan::KeyDistribution::Shape::HotKey: {
        const std::uint64_t bits = random.bits();
        const double u = static_cast<double>(bits >> 11) * 0x1.0p-53;
        if (m_keys.keyCount < 2 || u < m_keys.hotShare)
            return 0;
        const double rest = (u - m_keys.hotShare) / (1 - m_keys.hotShare);
        return 1 + std::min(static_cast<std::uint64_t>(rest * static_cast<double>(m_keys.keyCount - 1)), m_keys.keyCount - 2);
    }
    case plan::KeyDistribution::Shape::Zipf: {
        if (m_keys.keyCount < 2)
            return 0;
        if (m_alias.empty())
            return drawZipf(random);
        const std::uint64_t bits = random.bits();
        const std::uint64_t cell = ((bits >> 32) * m_alias.size()) >> 32;
        const AliasCell& choice = m_alias[cell];
        return static_cast<std::uint32_t>(bits) <= choice.threshold ? cell : choice.alias;
    }
    case plan::KeyDistribution::Shape::Uniform:
        break;
    }
    return random.below(m_keys.keyCount);
}

}  // namespace sim
