// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/hitshare.h"

#include "model/plan/fixedmath.h"

#include <algorithm>

namespace sim::cohort {
namespace {

constexpr std::uint64_t kSingly = 200;
constexpr double kWider = 1.08;

double present(const std::vector<KeyGroup>& groups, double requestsPerS, double seconds) {
    double sum = 0;
    for (const KeyGroup& group : groups)
        sum += group.keys * (1 - plan::exponential(-requestsPerS * group.share * seconds));
    return sum;
}

// The time after which as many keys have been asked for as fit.
double stayS(const std::vector<KeyGroup>& groups, const CacheUse& use) {
    double all = 0;
    for (const KeyGroup& group : groups)
        all += group.keys;
    constexpr double kForEver = 1e9;
    if (all <= use.entries || use.requestsPerS <= 0)
        return kForEver;
    double low = 0;
    double high = 1;
    while (high < kForEver && present(groups, use.requestsPerS, high) < use.entries)
        high *= 4;
    for (int i = 0; i < 24; ++i) {
        const double middle = (low + high) / 2;
        (present(groups, use.requestsPerS, middle) < use.entries ? low : high) = middle;
    }
    return high;
}

}  // namespace

std::vector<KeyGroup> keyGroups(const plan::KeyDistribution& keys) {
    const auto count = static_cast<double>(keys.keyCount);
    if (keys.shape == plan::KeyDistribution::Shape::Uniform)
        return {{count, 1 / count}};
    if (keys.shape == plan::KeyDistribution::Shape::Sequential)
        return {{1e18, 1e-18}};  // nothing is asked for twice
    if (keys.shape == plan::KeyDistribution::Shape::HotKey && keys.keyCount > 1)
        return {{1, keys.hotShare}, {count - 1, (1 - keys.hotShare) / (count - 1)}};
    const plan::KeyShares shares(keys);
    std::vector<KeyGroup> groups;
    std::uint64_t first = 0;
    double sum = 0;
    while (first < keys.keyCount) {
        const std::uint64_t wide = first < kSingly ? 1 : static_cast<std::uint64_t>(static_cast<double>(first) * (kWider - 1)) + 1;
        const std::uint64_t end = std::min(first + wide, keys.keyCount);
        // Simpson's rule over the group: the sum itself would be added up key by key.
        const double each = (shares.probability(first) + 4 * shares.probability((first + end - 1) / 2) + shares.probability(end - 1)) / 6;
        groups.push_back({static_cast<double>(end - first), each});
        sum += groups.back().keys * each;
        first = end;
    }
    for (KeyGroup& group : groups)
        group.share /= sum;
    return groups;
}

double hitShare(const std::vector<KeyGroup>& groups, const CacheUse& use) {
    if (use.requestsPerS <= 0)
        return 0;
    const double seconds = std::min(stayS(groups, use), use.warmS);
    double hits = 0;
    for (const KeyGroup& group : groups) {
        const double perS = use.requestsPerS * group.share;
        double there = 1 - plan::exponential(-perS * seconds);
        if (use.ttlS > 0 && use.warmS >= use.ttlS)
            there = std::min(there, perS * use.ttlS / (1 + perS * use.ttlS));
        hits += group.keys * group.share * there;
    }
    return std::clamp(hits, 0.0, 1.0);
}

double unmergedShare(const std::vector<KeyGroup>& groups, double writesPerS, double withinS) {
    double share = 0;
    for (const KeyGroup& group : groups)
        share += group.keys * group.share / (1 + writesPerS * group.share * withinS);
    return std::clamp(share, 0.0, 1.0);
}

}  // namespace sim::cohort
