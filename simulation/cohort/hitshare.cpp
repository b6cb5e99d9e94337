// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/hitshare.h"

#include "model/plan/fixedmath.h"

#include <algorithm>

namespace sim::cohort {
namespace {

constexpr std::uint64_t kSingly = 200;
constexpr double kWider = 1.08;

double all(const KeyGroup& group, double requestsPerS) { return requestsPerS * group.share + group.readsPerS + group.writesPerS; }

double present(const std::vector<KeyGroup>& groups, double requestsPerS, double seconds) {
    double sum = 0;
    for (const KeyGroup& group : groups)
        sum += group.keys * (1 - plan::exponential(-std::min(all(group, requestsPerS) * seconds, 700.0)));
    return sum;
}

// An entry lives for its time from the read or the write that put it there. Writes put it anew, so it lives until a gap between two of them is as
// long: (e^(wT) - 1) / w on average. Then it is away until somebody asks for it or writes it.
double presentWithin(double allPerS, double writesPerS, double ttlS) {
    const double renewals = std::min(writesPerS * ttlS, 500.0);
    const double livesS = renewals > 1e-6 ? (plan::exponential(renewals) - 1) / writesPerS : ttlS;
    return allPerS * livesS / (1 + allPerS * livesS);
}

// Of each key of a group, by Simpson's rule: the sum itself would be added up key by key.
double meanShare(const plan::KeyShares& shares, std::uint64_t first, std::uint64_t count) {
    const std::uint64_t last = first + count - 1;
    return (shares.probability(first) + 4 * shares.probability(first + (count - 1) / 2) + shares.probability(last)) / 6;
}

void add(std::vector<KeyGroup>& groups, const plan::KeyDistribution& keys, double perS, double KeyGroup::*rate) {
    if (keys.shape == plan::KeyDistribution::Shape::Sequential || perS <= 0)
        return;
    const plan::KeyShares shares(keys);
    for (KeyGroup& group : groups) {
        const double within = group.first >= keys.keyCount ? 0 : std::min(group.keys, static_cast<double>(keys.keyCount - group.first));
        if (within > 0)
            group.*rate += perS * meanShare(shares, group.first, static_cast<std::uint64_t>(within)) * within / group.keys;
    }
}

// The time after which as many keys have been asked for as fit.
double stayS(const std::vector<KeyGroup>& groups, const CacheUse& use) {
    double keys = 0;
    for (const KeyGroup& group : groups)
        keys += group.keys;
    constexpr double kForEver = 1e9;
    if (keys <= use.entries || use.requestsPerS <= 0)
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

std::vector<KeyGroup> keyGroups(const plan::KeyDistribution& keys, Grouping grouping) {
    const auto count = static_cast<double>(keys.keyCount);
    if (keys.shape == plan::KeyDistribution::Shape::Sequential)
        return {{.keys = 1e18, .share = 1e-18, .first = ~0ULL}};  // nothing is asked for twice
    if (grouping == Grouping::AsAsked && keys.shape == plan::KeyDistribution::Shape::Uniform)
        return {{.keys = count, .share = 1 / count}};
    if (grouping == Grouping::AsAsked && keys.shape == plan::KeyDistribution::Shape::HotKey && keys.keyCount > 1)
        return {{.keys = 1, .share = keys.hotShare}, {.keys = count - 1, .share = (1 - keys.hotShare) / (count - 1), .first = 1}};
    const plan::KeyShares shares(keys);
    std::vector<KeyGroup> groups;
    std::uint64_t first = 0;
    double sum = 0;
    while (first < keys.keyCount) {
        const std::uint64_t wide = first < kSingly ? 1 : static_cast<std::uint64_t>(static_cast<double>(first) * (kWider - 1)) + 1;
        const std::uint64_t end = std::min(first + wide, keys.keyCount);
        const double each = meanShare(shares, first, end - first);
        groups.push_back({.keys = static_cast<double>(end - first), .share = each, .first = first});
        sum += groups.back().keys * each;
        first = end;
    }
    for (KeyGroup& group : groups)
        group.share /= sum;
    return groups;
}

void addReads(std::vector<KeyGroup>& groups, const plan::KeyDistribution& keys, double perS) { add(groups, keys, perS, &KeyGroup::readsPerS); }

void addWrites(std::vector<KeyGroup>& groups, const plan::KeyDistribution& keys, double perS) { add(groups, keys, perS, &KeyGroup::writesPerS); }

namespace {

double inFreshNode(const KeyGroup& group, const CacheUse& use, double freshS, double there) {
    const double perS = all(group, use.requestsPerS);
    const double ownPerS = (perS - group.writesPerS) / std::max(use.nodes, 1.0) + group.writesPerS;
    const double renewedS = use.ttlS > 0 && perS > 0 ? use.ttlS + 1 / perS : 1e18;
    const double missing = plan::exponential(-std::min(ownPerS * freshS, 700.0)) * std::max(1 - freshS / renewedS, 0.0);
    return std::min(there, 1 - missing);
}

}  // namespace

double hitShare(const std::vector<KeyGroup>& groups, const CacheUse& use) {
    if (use.requestsPerS <= 0)
        return 0;
    const double seconds = std::min(stayS(groups, use), use.warmS);
    double hits = 0;
    for (const KeyGroup& group : groups) {
        const double perS = all(group, use.requestsPerS);
        double there = 1 - plan::exponential(-std::min(perS * seconds, 700.0));
        if (use.ttlS > 0 && use.warmS >= use.ttlS)
            there = std::min(there, presentWithin(perS, group.writesPerS, use.ttlS));
        double onAll = there * std::max(use.nodes - static_cast<double>(use.freshS.size()), 0.0);
        for (const double freshS : use.freshS)
            onAll += inFreshNode(group, use, freshS, there);
        hits += group.keys * group.share * onAll / use.nodes;
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
