// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/flow.h"

#include "simulation/cohort/newconnections.h"
#include "simulation/cohort/shares.h"
#include "simulation/stations/partitions.h"
#include "simulation/stations/stations.h"

#include <algorithm>
#include <cmath>

namespace sim::cohort {
namespace {

constexpr std::int64_t kClassifyNs = 60'000'000'000;
// A partition that is asked for less than this share of its limit, with a second of bucket, cannot run dry (its probability is below e^-40).
constexpr double kColdShare = 0.5;
constexpr std::size_t kLatencySamples = 24;

double rateWithin(const Kernel& kernel, const CompiledPattern& pattern, double seconds) {
    const double nowS = kernel.nowS();
    const plan::RateCurve& curve = pattern.row->rate;
    const double mean = (curve.integral(nowS + seconds) - curve.integral(nowS)) / seconds;
    const double perS = kernel.state.loadFactor * std::max({mean, curve.rateAt(nowS), curve.rateAt(nowS + seconds)});
    const auto slot = static_cast<std::size_t>(&pattern - kernel.compiled().patterns.data());
    const CohortFlow& flow = kernel.state.patterns[slot].cohort;
    if (pattern.sourceServer != kNoSlot)
        return flow.carry / (static_cast<double>(kernel.state.cohort.sliceNs) * 1e-9);
    return pattern.cache != kNoSlot && !pattern.writes ? perS * (1 - flow.hitShare) : perS;
}

std::vector<double> sharesNow(const Kernel& kernel, const CompiledPattern& pattern, std::uint32_t store) {
    const StoreState& state = kernel.state.stores[store];
    if (pattern.cache != kNoSlot && !pattern.writes)  // the popular keys are in the cache, and what is left spreads
        return widthShares(state);
    std::vector<double> shares = partitionShares(pattern.keys, kernel.compiled().stores[store].uid, state);
    if (state.hotShare <= 0)
        return shares;
    for (double& share : shares)
        share *= 1 - state.hotShare;
    shares[partitions::find(state, plan::keyHash(kernel.compiled().stores[store].uid, 0))] += state.hotShare;
    return shares;
}

// Gives a pattern its classes: the hot partitions one by one, then all others. Waiting requests stay with their partition, or join the others.
void makeClasses(CohortFlow& flow, const StoreState& store, const std::vector<double>& shares) {
    std::vector<CohortClass> classes;
    double rest = 1;
    for (std::size_t i = 0; i < store.cohort.hot.size(); ++i) {
        CohortClass keys;
        keys.partition = store.cohort.hot[i];
        keys.share = shares[store.cohort.hotPlaces[i]];
        rest -= keys.share;
        classes.push_back(keys);
    }
    CohortClass cold;
    cold.share = std::max(rest, 0.0);
    classes.push_back(cold);
    for (CohortClass& old : flow.classes) {
        if (old.waitingCount == 0)
            continue;
        auto same = std::find_if(classes.begin(), classes.end(), [&](const CohortClass& c) { return c.partition == old.partition; });
        CohortClass& heir = same != classes.end() ? *same : classes.back();
        if (heir.waiting.empty()) {
            heir.waiting = std::move(old.waiting);
        } else {
            for (std::size_t i = 0; i < heir.waiting.size(); ++i)
                heir.waiting[i].add(old.waiting[i]);
        }
        heir.waitingCount += old.waitingCount;
    }
    flow.classes = std::move(classes);
}

void findHot(const Kernel& kernel, std::uint32_t slot, const std::vector<std::vector<double>>& shares, CohortStore& found) {
    const plan::Partitioning& limits = kernel.compiled().stores[slot].row->partitions;
    const StoreState& store = kernel.state.stores[slot];
    std::vector<double> use(store.partitions.size(), 0);
    for (std::size_t p = 0; p < kernel.compiled().patterns.size(); ++p) {
        const CompiledPattern& pattern = kernel.compiled().patterns[p];
        if (shares[p].empty())
            continue;
        const double units = rateWithin(kernel, pattern, 60) * unitsPerAttempt(pattern);
        const double limit = pattern.writes ? limits.maxWriteUnits : limits.maxReadUnits;
        for (std::size_t i = 0; i < use.size(); ++i)
            use[i] += units * shares[p][i] / std::min(limit, std::max(pattern.writes ? store.partitions[i].write.ratePerS()
                                                                                      : store.partitions[i].read.ratePerS(), 1e-9));
    }
    for (std::size_t i = 0; i < use.size(); ++i)
        if (use[i] > kColdShare || store.partitions[i].leaderReadyNs > kernel.nowNs())
            found.hotPlaces.push_back(static_cast<std::uint32_t>(i));
    for (const std::uint32_t place : found.hotPlaces)
        found.hot.push_back(store.partitions[place].number);
}

std::int64_t timeAtTarget(Kernel& kernel, const CompiledPattern& pattern, PatternState& state, AnsweredBy by) {
    std::int64_t ns = 0;
    if (pattern.cache != kNoSlot && kernel.compiled().caches[pattern.cache].row != nullptr) {
        const CompiledCache& cache = kernel.compiled().caches[pattern.cache];
        RandomStream& times = kernel.state.caches[pattern.cache].times;
        ns += pattern.writes ? 0 : cache.hit.draw(times);
        if (by == AnsweredBy::Cache)
            return ns;
        ns += static_cast<std::int64_t>((pattern.writes ? cache.row->writeMs : cache.row->missMs) * 1e6) + 2 * pattern.fromCache.draw(times);
    }
    if (pattern.service != kNoSlot)
        return ns + kernel.compiled().services[pattern.service].time.draw(kernel.state.services[pattern.service].service);
    if (pattern.server != kNoSlot)
        return ns + kernel.compiled().servers[pattern.server].duration.draw(kernel.state.servers[pattern.server].duration);
    if (pattern.sink != kNoSlot) {
        const CompiledSink& bucket = kernel.compiled().sinks[pattern.sink];
        return ns + (pattern.row->operation == plan::Operation::GetObject ? bucket.get : bucket.put).draw(kernel.state.sinks[pattern.sink].times);
    }
    return pattern.store != kNoSlot ? ns + pattern.serviceTime.draw(state.service) + pattern.sizeNs : ns;
}

// What is done about the connection before the request is sent.
enum class Opens : std::uint8_t { Nothing, Connection, LookedUp };

std::int64_t latencyOf(Kernel& kernel, std::uint32_t slot, AnsweredBy by, Opens opens) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    PatternState& state = kernel.state.patterns[slot];
    std::int64_t ns = timeAtTarget(kernel, pattern, state, by);
    if (pattern.paths.empty())
        return ns;
    std::int64_t wayNs = 0;
    const double u = state.paths.uniform();
    std::size_t chosen = 0;
    while (chosen + 1 < pattern.paths.size() && u >= pattern.paths[chosen].cumulativeWeight)
        ++chosen;
    const CompiledPath& path = pattern.paths[chosen];
    for (int way = 0; way < 2; ++way) {
        for (const CompiledLeg& leg : path.legs)
            wayNs += leg.time.draw(state.network);
        wayNs += path.lastLeg.draw(state.network);
        ns += network::lossNs(*path.row, state.network);
    }
    ns += wayNs;
    if (opens == Opens::Nothing)
        return ns;
    const plan::Connections& row = *pattern.row->connections;
    const double extraMs = row.setupMs + (opens == Opens::LookedUp ? row.lookupMs : 0);
    return ns + static_cast<std::int64_t>(row.roundTrips * static_cast<double>(wayNs) + extraMs * 1e6);
}

// A few drawn latencies stand for all of them. Returns how many were longer than the client waits for one attempt.
std::uint64_t addLatencies(Kernel& kernel, std::uint32_t slot, std::uint64_t count, double elapsedNs, AnsweredBy by, Opens opens) {
    const std::int64_t timeoutNs = kernel.compiled().patterns[slot].timeoutNs;
    std::uint64_t late = 0;
    std::uint64_t left = count;
    for (std::size_t i = std::min<std::uint64_t>(count, kLatencySamples); i > 0; --i) {
        const std::uint64_t part = left / i;
        const std::int64_t ns = latencyOf(kernel, slot, by, opens);
        left -= part;
        if (timeoutNs > 0 && ns > timeoutNs)
            late += part;
        else
            kernel.state.patterns[slot].periodLatency.add(ns + static_cast<std::int64_t>(elapsedNs), part);
    }
    return late;
}

}  // namespace

double unitsPerAttempt(const CompiledPattern& pattern) {
    return static_cast<double>(pattern.newKeys ? pattern.missingHalves : pattern.unitsHalves) / 2 * pattern.itemsPerCall;
}

double itemsPerS(const Kernel& kernel, std::uint32_t slot) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const double perS = pattern.sourceServer == kNoSlot ? pattern.row->rate.rateAt(kernel.nowS()) * kernel.state.loadFactor
                                                        : static_cast<double>(kernel.state.patterns[slot].made) / std::max(kernel.nowS(), 1.0);
    return perS * pattern.itemsPerCall;
}

double meanAtTargetS(const Kernel& kernel, std::uint32_t slot) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    double ns = 0;
    double goesOn = 1;
    if (pattern.cache != kNoSlot && kernel.compiled().caches[pattern.cache].row != nullptr) {
        const CompiledCache& cache = kernel.compiled().caches[pattern.cache];
        ns += pattern.writes ? 0 : cache.hit.meanNs();
        goesOn = pattern.writes ? 1 : 1 - kernel.state.patterns[slot].cohort.hitShare;
        ns += goesOn * ((pattern.writes ? cache.row->writeMs : cache.row->missMs) * 1e6 + 2 * pattern.fromCache.meanNs());
    }
    if (pattern.service != kNoSlot)
        return (ns + kernel.compiled().services[pattern.service].time.meanNs()) * 1e-9;
    if (pattern.server != kNoSlot)
        return (ns + kernel.compiled().servers[pattern.server].duration.meanNs()) * 1e-9;
    if (pattern.sink != kNoSlot) {
        const CompiledSink& bucket = kernel.compiled().sinks[pattern.sink];
        return (ns + (pattern.row->operation == plan::Operation::GetObject ? bucket.get : bucket.put).meanNs()) * 1e-9;
    }
    return pattern.store != kNoSlot ? (ns + goesOn * (pattern.serviceTime.meanNs() + static_cast<double>(pattern.sizeNs))) * 1e-9 : ns * 1e-9;
}

double meanRoundTripS(const CompiledPath& path) {
    double ns = path.lastLeg.meanNs();
    for (const CompiledLeg& leg : path.legs)
        ns += leg.time.meanNs();
    return 2 * ns * 1e-9;
}

double meanRoundTripS(const CompiledPattern& pattern) {
    double seconds = 0;
    double weightBefore = 0;
    for (const CompiledPath& path : pattern.paths) {
        seconds += (path.cumulativeWeight - weightBefore) * meanRoundTripS(path);
        weightBefore = path.cumulativeWeight;
    }
    return seconds;
}

void classify(Kernel& kernel, std::uint32_t slot) {
    StoreState& store = kernel.state.stores[slot];
    if (store.cohort.classifiedNs >= 0 && kernel.nowNs() - store.cohort.classifiedNs < kClassifyNs)
        return;
    store.cohort.classifiedNs = kernel.nowNs();
    std::vector<std::vector<double>> shares(kernel.compiled().patterns.size());
    for (std::size_t p = 0; p < shares.size(); ++p)
        if (kernel.compiled().patterns[p].row != nullptr && kernel.compiled().patterns[p].store == slot)
            shares[p] = sharesNow(kernel, kernel.compiled().patterns[p], slot);
    store.cohort.hot.clear();
    store.cohort.hotPlaces.clear();
    findHot(kernel, slot, shares, store.cohort);
    for (std::size_t p = 0; p < shares.size(); ++p)
        if (!shares[p].empty())
            makeClasses(kernel.state.patterns[p].cohort, store, shares[p]);
}

bool mayThrottle(const Kernel& kernel, std::int64_t withinNs) {
    const double seconds = static_cast<double>(withinNs) * 1e-9;
    std::vector<double> units(kernel.state.stores.size() * 2, 0);
    for (std::size_t p = 0; p < kernel.compiled().patterns.size(); ++p) {
        const CompiledPattern& pattern = kernel.compiled().patterns[p];
        if (pattern.row == nullptr || pattern.store == kNoSlot)
            continue;
        const double rate = rateWithin(kernel, pattern, seconds);
        units[pattern.store * 2 + (pattern.writes ? 1 : 0)] += rate * unitsPerAttempt(pattern);
        for (const CompiledIndexWrite& write : pattern.indexWrites)
            if (write.store != kNoSlot)
                units[write.store * 2 + 1] += rate * write.unitsHalves / 2;
    }
    for (std::size_t slot = 0; slot < kernel.state.stores.size(); ++slot) {
        const StoreState& store = kernel.state.stores[slot];
        if (kernel.compiled().stores[slot].row == nullptr)
            continue;
        // Some slack for chance: nine tenths of what is there or flows in.
        const auto dry = [&](const TokenBucket& bucket, double perS) { return perS > 0.9 * (bucket.tokenUnits() / seconds + bucket.ratePerS()); };
        if (!store.cohort.hot.empty() || dry(store.read, units[slot * 2]) || dry(store.write, units[slot * 2 + 1]))
            return true;
    }
    return false;
}

std::uint64_t drawFresh(Kernel& kernel, std::uint32_t slot, std::int64_t sliceNs) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    PatternState& state = kernel.state.patterns[slot];
    const double fromS = kernel.nowS();
    const double toS = fromS + static_cast<double>(sliceNs) * 1e-9;
    const double expected = (pattern.row->rate.integral(toS) - pattern.row->rate.integral(fromS)) * kernel.state.loadFactor;
    std::uint64_t count = 0;
    if (pattern.row->arrivals == plan::Arrivals::Constant || pattern.sourceServer != kNoSlot) {
        state.cohort.carry += expected;  // what invocations have asked for is in there too
        count = static_cast<std::uint64_t>(state.cohort.carry + 1e-9);
        state.cohort.carry = std::max(state.cohort.carry - static_cast<double>(count), 0.0);
    } else {
        count = drawPoisson(state.arrivals, expected);
    }
    state.made += count;
    state.inFlight += count;
    kernel.state.totals.requests += count;
    kernel.count(pattern.metrics + patternSlot::Requests, static_cast<double>(count));
    return count;
}

std::uint64_t passHops(Kernel& kernel, std::uint32_t slot, std::uint64_t requests) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    PatternState& state = kernel.state.patterns[slot];
    if ((pattern.regionsBetween & kernel.state.isolatedRegions) != 0) {
        state.attempts += requests;
        kernel.state.totals.attempts += requests;
        kernel.count(pattern.metrics + patternSlot::Attempts, static_cast<double>(requests));
        finishFailed(kernel, slot, requests);
        return 0;
    }
    if (pattern.paths.empty() || requests == 0)
        return requests;
    std::vector<double> weights(pattern.paths.size());
    double alive = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double weight = pattern.paths[i].cumulativeWeight - (i > 0 ? pattern.paths[i - 1].cumulativeWeight : 0);
        weights[i] = kernel.zoneLost(pattern.paths[i].row->sourceZone) ? 0 : weight;
        alive += weights[i];
    }
    for (double& weight : weights)
        weight = alive > 0 ? weight / alive : 0;
    std::vector<std::uint64_t> counts(weights.size(), 0);
    if (alive > 0)
        drawMultinomial(state.paths, requests, weights, counts);
    std::uint64_t passed = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        std::uint64_t left = pattern.paths[i].row->blocked == plan::Refusal::None ? counts[i] : 0;
        for (const CompiledLeg& leg : pattern.paths[i].legs) {
            const CompiledHopStation& hop = kernel.compiled().hops[leg.hop];
            HopState& hopState = kernel.state.hops[leg.hop];
            const double dead = hop.row != nullptr ? network::deadShare(kernel, hop) : 1;
            if (dead > 0) {
                const std::uint64_t dropped = dead >= 1 ? left : drawBinomial(state.network, left, dead);
                kernel.count(hop.metrics + hopSlot::Dropped, static_cast<double>(dropped));
                left -= dropped;
            }
            kernel.count(hop.metrics + hopSlot::Requests, static_cast<double>(left));
            if (hop.row != nullptr && hop.row->requestLimitPerS > 0) {
                hopState.bucket.refill(kernel.nowNs());
                const double inflow = hop.row->requestLimitPerS * static_cast<double>(kernel.state.cohort.sliceNs) * 1e-9;
                const auto supply = static_cast<std::uint64_t>(std::max(hopState.bucket.tokenUnits() + inflow, 0.0));
                const std::uint64_t through = std::min(left, supply);
                hopState.bucket.pay(static_cast<std::int64_t>(through) * TokenBucket::kUnit);
                hopState.refused += left - through;
                kernel.count(hop.metrics + hopSlot::Refused, static_cast<double>(left - through));
                left = through;
            }
            hopState.passed += left;
        }
        passed += left;
        openConnections(kernel, slot, i, left);
    }
    state.attempts += requests - passed;
    kernel.state.totals.attempts += requests - passed;
    kernel.count(pattern.metrics + patternSlot::Attempts, static_cast<double>(requests - passed));
    finishFailed(kernel, slot, requests - passed);
    return passed;
}

std::uint64_t finishServed(Kernel& kernel, std::uint32_t slot, std::uint64_t count, double elapsedNs, AnsweredBy by) {
    if (count == 0)
        return 0;
    PatternState& state = kernel.state.patterns[slot];
    const std::uint64_t opening = std::min(state.cohort.opening, count);
    const std::uint64_t lookingUp = std::min(state.cohort.lookingUp, opening);
    state.cohort.opening -= opening;
    state.cohort.lookingUp -= lookingUp;
    std::uint64_t late = addLatencies(kernel, slot, lookingUp, elapsedNs, by, Opens::LookedUp);
    late += addLatencies(kernel, slot, opening - lookingUp, elapsedNs, by, Opens::Connection);
    late += addLatencies(kernel, slot, count - opening, elapsedNs, by, Opens::Nothing);
    const std::uint64_t answered = count - late;
    state.succeeded += answered;
    state.inFlight -= answered;
    kernel.state.totals.succeeded += answered;
    kernel.count(kernel.compiled().patterns[slot].metrics + patternSlot::Succeeded, static_cast<double>(answered));
    return late;
}

std::uint64_t madeAgain(Kernel& kernel, std::uint32_t slot, std::uint64_t failed, std::uint32_t attempt, plan::RetryCause cause) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const plan::RetrySettings& retry = pattern.row->retry;
    if (attempt >= retry.maxAttempts || failed == 0)
        return 0;
    const double cost = plan::retryQuotaCost(retry, cause);
    if (cost <= 0)
        return failed;
    double& tokens = kernel.state.patterns[slot].quotaTokens;
    const std::uint64_t again = std::min(failed, static_cast<std::uint64_t>(std::max(tokens, 0.0) / cost));
    tokens -= cost * static_cast<double>(again);
    return again;
}

void finishFailed(Kernel& kernel, std::uint32_t slot, std::uint64_t count) {
    PatternState& state = kernel.state.patterns[slot];
    state.failed += count;
    state.inFlight -= count;
    kernel.state.totals.failed += count;
    kernel.count(kernel.compiled().patterns[slot].metrics + patternSlot::Failed, static_cast<double>(count));
}

void finishThrottled(Kernel& kernel, std::uint32_t slot, std::uint64_t count) {
    PatternState& state = kernel.state.patterns[slot];
    state.throttled += count;
    state.inFlight -= count;
    kernel.state.totals.throttled += count;
    kernel.count(kernel.compiled().patterns[slot].metrics + patternSlot::Throttled, static_cast<double>(count));
}

}  // namespace sim::cohort
