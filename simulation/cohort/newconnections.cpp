// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/newconnections.h"

#include "model/plan/fixedmath.h"
#include "simulation/cohort/flow.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sim::cohort {
namespace {

constexpr double kNegligible = 1e-12;
constexpr double kSameRate = 0.1;        // a rate within a tenth of the one before is the same rate
constexpr double kReckonAnewS = 60;
constexpr double kSmoothS = 5;

double seconds(std::int64_t ns) { return static_cast<double>(ns) * 1e-9; }

// Poisson's probabilities from `first` on.
struct Levels {
    std::size_t first = 0;
    std::vector<double> shares;
    [[nodiscard]] double of(std::size_t level) const { return level >= first && level - first < shares.size() ? shares[level - first] : 0; }
    [[nodiscard]] std::size_t end() const { return first + shares.size(); }
};

// Out from the mode on both sides: no factorials.
Levels levelsOf(double busy) {
    const auto mode = static_cast<std::size_t>(std::max(busy, 0.0));
    std::vector<double> below;
    double term = 1;
    for (std::size_t k = mode; k > 0 && term > kNegligible; --k)
        below.push_back(term *= static_cast<double>(k) / busy);
    Levels levels;
    levels.first = mode - below.size();
    levels.shares.assign(below.rbegin(), below.rend());
    term = 1;
    for (std::size_t k = mode; term > kNegligible; term *= busy / static_cast<double>(++k))
        levels.shares.push_back(term);
    double sum = 0;
    for (const double share : levels.shares)
        sum += share;
    for (double& share : levels.shares)
        share /= sum;
    return levels;
}

// In use until the new ones are there: those that were open take their part of the requests meanwhile.
double busyAtFirst(const PoolUse& use) {
    const double open = use.beforeS > 0 ? use.busyBefore + 3 * plan::squareRoot(use.busyBefore) : 0;
    const double fresh = use.busy > 0 ? std::max(1 - open / use.busy, 0.0) : 1;
    return use.busy + use.perS * use.openingS * fresh;
}

// At even intervals as many are in use as fit into the time of one request.
double newOfConstant(const PoolUse& use) {
    const auto inUse = [](double busy) { return busy > 0 ? std::max(std::ceil(busy - 1e-9), 1.0) : 0; };
    const bool allClosed = (1 - use.busy) / use.perS > use.keptS;
    if (allClosed)
        return 1;
    const double opened = use.fromS <= 0 ? std::max(inUse(busyAtFirst(use)) - (use.beforeS > 0 ? inUse(use.busyBefore) : 0), 0.0) : 0;
    return std::min(opened / std::max(use.perS * (use.toS - use.fromS), 1e-9), 1.0);
}

// What has been in use before, as an exponent: e^-x is the probability that the level was not.
double usedBefore(const PoolUse& use, const Levels& before, std::size_t level) {
    if (use.beforeS <= 0)
        return 0;
    if (static_cast<double>(level + 1) <= use.busyBefore)
        return 1e3;
    return use.perSBefore * before.of(level) * std::min(use.beforeS, std::max(use.keptS - use.fromS, 0.0));
}

}  // namespace

double newShare(const PoolUse& use) {
    if (use.perS <= 0)
        return 0;
    if (use.onlyConstant)
        return newOfConstant(use);
    const Levels levels = levelsOf(use.busy);
    double share = 0;
    if (use.fromS >= use.keptS) {
        for (const double p : levels.shares)
            share += p * plan::exponential(-std::min(use.perS * p * use.keptS, 700.0));
        return std::min(share, 1.0);
    }
    const Levels before = use.beforeS > 0 ? levelsOf(use.busyBefore) : Levels{};
    const auto filled = static_cast<std::size_t>(busyAtFirst(use));  // they are all opened as soon as the rate is there
    double opened = 0;
    if (use.fromS <= 0)
        for (std::size_t level = use.beforeS > 0 ? static_cast<std::size_t>(use.busyBefore) : 0; level < filled; ++level)
            opened += plan::exponential(-std::min(usedBefore(use, before, level), 700.0));
    for (std::size_t level = std::max(filled, levels.first); level < levels.end(); ++level) {
        const double perS = use.perS * levels.of(level);
        const double begin = usedBefore(use, before, level) + perS * use.fromS;
        const double end = begin + perS * (use.toS - use.fromS);
        opened += plan::exponential(-std::min(begin, 700.0)) - plan::exponential(-std::min(end, 700.0));
    }
    return std::min(opened / (use.perS * (use.toS - use.fromS)), 1.0);
}

namespace {

// Requests that the pattern makes in the slice, a second.
double expectedPerS(Kernel& kernel, std::uint32_t slot, double sliceS) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    CohortFlow& flow = kernel.state.patterns[slot].cohort;
    if (pattern.sourceServer != kNoSlot) {  // they come by batches
        flow.callsPerS += (flow.carry / sliceS - flow.callsPerS) * std::min(sliceS / kSmoothS, 1.0);
        return flow.callsPerS;
    }
    const double nowS = kernel.nowS();
    return (pattern.row->rate.integral(nowS + sliceS) - pattern.row->rate.integral(nowS)) / sliceS * kernel.state.loadFactor;
}

double openingTimeS(const plan::Connections& row, const CompiledPath& path, bool nameKnown) {
    return (row.setupMs + (nameKnown ? 0 : row.lookupMs)) * 1e-3 + row.roundTrips * meanRoundTripS(path);
}

bool isSame(double a, double b) { return std::abs(a - b) <= kSameRate * std::max(a, b); }

// Another rate than until now: what was in use until now is still open for a while.
void noteRate(CohortPool& pool, double perS, double busy, double keptS, std::int64_t nowNs) {
    if (pool.sinceNs >= 0 && isSame(pool.perS, perS) && isSame(pool.busy, busy))
        return;
    if (pool.sinceNs >= 0) {
        const double lastedS = seconds(nowNs - pool.sinceNs);
        const bool earlierCounts = lastedS < keptS && pool.busyBefore > pool.busy;
        pool.perSBefore = earlierCounts ? pool.perSBefore : pool.perS;
        pool.busyBefore = earlierCounts ? pool.busyBefore : pool.busy;
        pool.beforeS = earlierCounts ? pool.beforeS + lastedS : lastedS;
    } else if (perS <= 0) {
        return;
    }
    pool.perS = perS;
    pool.busy = busy;
    pool.sinceNs = nowNs;
    pool.reckonedNs = -1;
}

void reckon(CohortPool& pool, const CompiledPool& compiled, std::int64_t nowNs, double sliceS, double openingS) {
    if (pool.sinceNs < 0)
        return;
    const double fromS = seconds(nowNs - pool.sinceNs);
    const double keptS = compiled.row->idleKeptS;
    if (pool.reckonedNs >= 0 && fromS > keptS + kReckonAnewS && seconds(nowNs - pool.reckonedNs) < kReckonAnewS)
        return;
    pool.newShare = newShare({pool.perS, pool.busy, fromS, fromS + sliceS, keptS, pool.perSBefore, pool.busyBefore, pool.beforeS, openingS, compiled.onlyConstant});
    pool.reckonedNs = nowNs;
}

}  // namespace

void usePools(Kernel& kernel, std::int64_t sliceNs) {
    const CompiledPlan& compiled = kernel.compiled();
    if (kernel.state.pools.empty())
        return;
    const double sliceS = seconds(sliceNs);
    std::vector<double> perS(kernel.state.pools.size(), 0), busy(kernel.state.pools.size(), 0), openingS(kernel.state.pools.size(), 0);
    for (std::uint32_t slot = 0; slot < compiled.patterns.size(); ++slot) {
        const CompiledPattern& pattern = compiled.patterns[slot];
        if (pattern.row == nullptr || !pattern.row->connections)
            continue;
        CohortFlow& flow = kernel.state.patterns[slot].cohort;
        flow.opening = flow.lookingUp = 0;
        const double all = expectedPerS(kernel, slot, sliceS);
        const double targetS = meanAtTargetS(kernel, slot);
        double weightBefore = 0;
        for (const CompiledPath& path : pattern.paths) {
            const double rate = all * (path.cumulativeWeight - weightBefore);
            weightBefore = path.cumulativeWeight;
            if (path.pool == kNoSlot || kernel.zoneLost(path.row->sourceZone))
                continue;
            perS[path.pool] += rate;
            busy[path.pool] += rate * (meanRoundTripS(path) + targetS);
            openingS[path.pool] = openingTimeS(*compiled.pools[path.pool].row, path, kernel.state.pools[path.pool].nameKnownUntilNs > kernel.nowNs());
        }
    }
    for (std::size_t i = 0; i < perS.size(); ++i) {
        if (compiled.pools[i].row == nullptr)
            continue;
        CohortPool& pool = kernel.state.pools[i].cohort;
        noteRate(pool, perS[i], busy[i], compiled.pools[i].row->idleKeptS, kernel.nowNs());
        reckon(pool, compiled.pools[i], kernel.nowNs(), sliceS, openingS[i]);
    }
}

void openConnections(Kernel& kernel, std::uint32_t slot, std::size_t path, std::uint64_t requests) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const std::uint32_t place = pattern.paths[path].pool;
    if (place == kNoSlot || requests == 0)
        return;
    ConnectionPool& pool = kernel.state.pools[place];
    const plan::Connections& row = *kernel.compiled().pools[place].row;
    pool.cohort.carry += pool.cohort.newShare * static_cast<double>(requests);
    const auto opening = std::min(static_cast<std::uint64_t>(pool.cohort.carry + 1e-9), requests);
    pool.cohort.carry = std::max(pool.cohort.carry - static_cast<double>(opening), 0.0);
    if (opening == 0)
        return;
    CohortFlow& flow = kernel.state.patterns[slot].cohort;
    pool.opened += opening;
    flow.opening += opening;
    kernel.count(pattern.metrics + patternSlot::NewConnections, static_cast<double>(opening));
    if (kernel.nowNs() < pool.nameKnownUntilNs)
        return;
    const double sliceS = seconds(kernel.state.cohort.sliceNs);
    // Those that come while the answer is on its way wait for half of it on average.
    const double waiting = std::floor(pool.cohort.perS * row.lookupMs * 1e-3 / 2);
    const double most = row.lookupKeptS > 0 ? 1 + std::floor(sliceS / row.lookupKeptS) + waiting : static_cast<double>(opening);
    flow.lookingUp += std::min(opening, static_cast<std::uint64_t>(most));
    pool.nameKnownUntilNs = kernel.nowNs() + static_cast<std::int64_t>(row.lookupKeptS * 1e9);
}

}  // namespace sim::cohort
