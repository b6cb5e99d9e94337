// SPDX-License-Identifier: GPL-3.0-or-later
// What a store admits of a slice's attempts, and where the rest goes.
#include "simulation/cohort/calls.h"
#include "simulation/cohort/cohort.h"
#include "simulation/cohort/conditions.h"
#include "simulation/cohort/flow.h"
#include "simulation/cohort/passon.h"
#include "simulation/cohort/shares.h"
#include "simulation/stations/admission.h"
#include "simulation/stations/partitions.h"
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::cohort {
namespace {

using admission::Direction;

double refusedAnswerNs(const Kernel& kernel, const CompiledPattern& pattern) {
    return kernel.compiled().stores[pattern.store].row->times.throttledMs * 1e6 + meanRoundTripS(pattern) * 1e9;
}

std::uint32_t slotsFor(const CompiledPattern& pattern) {
    const plan::RetrySettings& settings = pattern.row->retry;
    double longest = 0;
    for (std::uint32_t retry = 0; retry + 1 < settings.maxAttempts; ++retry)
        longest = std::max(longest, delayRange(settings, retry).toNs);
    const double slots = (longest + static_cast<double>(pattern.timeoutNs)) / static_cast<double>(kSlotNs) + 32;  // answers and the slice itself on top
    return static_cast<std::uint32_t>(std::min(slots, 8192.0));
}

// Takes what has been waiting for this slice.
void takeDue(CohortClass& keys, const CohortFlow& flow, std::int64_t nowNs, std::int64_t sliceNs, Demand& demand) {
    if (keys.waitingCount == 0)
        return;
    for (std::size_t retry = 0; retry + 1 < demand.due.size(); ++retry) {
        for (std::int64_t slot = nowNs / kSlotNs; slot < (nowNs + sliceNs) / kSlotNs; ++slot) {
            CohortGroup& group = keys.waiting[retry * flow.slots + static_cast<std::size_t>(slot) % flow.slots];
            demand.due[retry + 1] += group.count;
            demand.dueWhole[retry + 1] += group.whole;
            demand.dueElapsedNs[retry + 1] += group.elapsedNs;
            keys.waitingCount -= group.count;
            group = CohortGroup{};
        }
    }
}

void putWaiting(CohortClass& keys, const CohortFlow& flow, std::size_t attempts, std::size_t retry, std::int64_t slot, const CohortGroup& more) {
    if (more.count == 0)
        return;
    if (keys.waiting.empty())
        keys.waiting.resize((attempts - 1) * flow.slots);
    keys.waiting[retry * flow.slots + static_cast<std::size_t>(slot) % flow.slots].add(more);
    keys.waitingCount += more.count;
}

// Those whose next attempt lies beyond the slice, by the tenth of a second in which it comes.
void spreadWaiting(Kernel& kernel, Demand& demand, std::size_t retry, const CohortGroup& all, double answerNs, std::int64_t sliceNs) {
    const CompiledPattern& pattern = kernel.compiled().patterns[demand.pattern];
    PatternState& state = kernel.state.patterns[demand.pattern];
    CohortFlow& flow = state.cohort;
    const DelayRange delay = delayRange(pattern.row->retry, static_cast<std::uint32_t>(retry));
    const std::int64_t firstSlot = (kernel.nowNs() + sliceNs) / kSlotNs;
    const auto waitOf = [&](double attemptAtNs, double delayNs) {
        const double dueNs = attemptAtNs + answerNs + delayNs;
        return std::clamp<std::int64_t>((kernel.nowNs() + static_cast<std::int64_t>(dueNs)) / kSlotNs, firstSlot,
                                        firstSlot + flow.slots - 16);
    };
    // Up to 64 drawn examples stand for all: even over the delay, even over the slice.
    const std::uint64_t examples = std::min<std::uint64_t>(all.count, 64);
    std::uint64_t left = all.count;
    const auto count = static_cast<double>(all.count);
    for (std::uint64_t i = examples; i > 0; --i) {
        const std::uint64_t part = left / i;
        double attemptAtNs = 0;
        double delayNs = 0;
        for (int tries = 0; tries < 64; ++tries) {  // only delays that lead out of the slice
            const double u = state.retries.uniform();
            const double v = state.retries.uniform();
            attemptAtNs = u * static_cast<double>(sliceNs);
            delayNs = delay.fromNs + v * (delay.toNs - delay.fromNs);
            if (attemptAtNs + answerNs + delayNs >= static_cast<double>(sliceNs))
                break;
        }
        const auto parts = static_cast<double>(part);
        const double elapsedNs = parts * (all.elapsedNs / count + answerNs + delayNs);
        putWaiting(flow.classes[demand.keyClass], flow, demand.due.size(), retry, waitOf(attemptAtNs, delayNs), {part, elapsedNs, parts * all.whole / count});
        left -= part;
    }
}

// The index's buckets and queues bound what the table may admit: the largest share of these attempts.
double indexShare(Kernel& kernel, const CompiledIndexWrite& write, const std::vector<const Demand*>& demands, std::int64_t sliceNs,
                  plan::Refusal& refusal) {
    const CompiledStore& index = kernel.compiled().stores[write.store];
    StoreState& state = kernel.state.stores[write.store];
    const double seconds = static_cast<double>(sliceNs) * 1e-9 + index.row->index->queueS;
    const double perAttempt = static_cast<double>(write.unitsHalves) / 2;
    double asked = 0;
    for (const Demand* demand : demands)
        asked += demand->admitted * demand->attemptsAt(demand->admitted) * perAttempt;
    state.writeGrowth.windowUnits += asked;
    if (asked <= 0)
        return 1;
    const auto supplyOf = [&](TokenBucket& bucket) {
        bucket.refill(kernel.nowNs());
        return std::max(bucket.tokenUnits() + bucket.ratePerS() * seconds, 0.0);
    };
    const std::vector<double> shares = indexShares(index, state);
    double byPartition = 0;
    for (std::size_t i = 0; i < shares.size(); ++i)
        byPartition += std::min(asked * shares[i], supplyOf(state.partitions[i].write));
    const double byStore = supplyOf(state.write);
    refusal = byStore < byPartition ? admission::storeRefusal(kernel, write.store, Direction::Write)
                                    : admission::keyRangeRefusal(index, Direction::Write);
    return std::min({byPartition, byStore, asked}) / asked;
}

void feedIndex(Kernel& kernel, const CompiledIndexWrite& write, const ChangeCounts& changes) {
    const CompiledStore& fed = kernel.compiled().stores[write.store];
    StoreState& state = kernel.state.stores[write.store];
    const auto inserts = static_cast<double>(changes[plan::RecordKind::Insert]);
    const auto others = static_cast<double>(changes.total()) - inserts;
    const double units = (inserts * index::asMade(write, index::Entry::New).unitsHalves + others * write.unitsHalves) / 2;
    const std::vector<double> shares = indexShares(fed, state);
    state.write.pay(TokenBucket::toNano(units));
    for (std::size_t i = 0; i < shares.size(); ++i) {
        state.partitions[i].write.pay(TokenBucket::toNano(units * shares[i]));
        state.partitions[i].periodWrite += units * shares[i];
        state.partitions[i].minuteWrite += units * shares[i];
    }
    state.consumedWrite += units;
    kernel.count(fed.metrics + storeSlot::ConsumedWrite, units);
}

void consume(Kernel& kernel, std::uint32_t slot, const Demand& demand, double units, Direction direction) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    const bool writes = direction == Direction::Write;
    (writes ? state.write : state.read).pay(TokenBucket::toNano(units));
    (writes ? state.consumedWrite : state.consumedRead) += units;
    kernel.count(store.metrics + (writes ? storeSlot::ConsumedWrite : storeSlot::ConsumedRead), units);
    if (demand.partition == kNoSlot) {
        (writes ? state.cohort.coldWrite : state.cohort.coldRead) += units;
        return;
    }
    PartitionState& partition = state.partitions[demand.partition];
    (writes ? partition.write : partition.read).pay(TokenBucket::toNano(units));
    (writes ? partition.periodWrite : partition.periodRead) += units;
    (writes ? partition.minuteWrite : partition.minuteRead) += units;
}

// Attempts that the store answers with an exception.
void countRefused(Kernel& kernel, std::uint32_t slot, std::uint32_t pattern, std::uint64_t attempts) {
    kernel.state.patterns[pattern].throttledAttempts += attempts;
    kernel.state.totals.throttledAttempts += attempts;
    kernel.count(kernel.compiled().patterns[pattern].metrics + patternSlot::ThrottledAttempts, static_cast<double>(attempts));
    kernel.count(kernel.compiled().stores[slot].metrics + storeSlot::ThrottledRequests, static_cast<double>(attempts));
}

// An event for each item that was refused; of a transaction one.
void countThrottles(Kernel& kernel, std::uint32_t slot, const Demand& demand, std::uint64_t count, Direction direction) {
    if (count == 0)
        return;
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    const auto n = static_cast<double>(count);
    kernel.state.throttleEvents += count;
    kernel.count(store.metrics + (direction == Direction::Write ? storeSlot::WriteThrottles : storeSlot::ReadThrottles), n);
    state.throttles += count;
    state.lastRefusal = demand.refusal;
    if (demand.partition != kNoSlot)
        state.partitions[demand.partition].throttles += count;
    const auto code = static_cast<int>(demand.refusal);
    const bool indexReason = (code >= 9 && code <= 16) || code >= 33;
    if (indexReason == store.isIndex()) {
        kernel.count(store.metrics + reasonSlot(demand.refusal), n);
        return;
    }
    const CompiledPattern& compiled = kernel.compiled().patterns[demand.pattern];
    if (compiled.indexWrites.empty())
        return;
    const CompiledStore& index = kernel.compiled().stores[compiled.indexWrites.front().store];
    kernel.count(index.metrics + storeSlot::WriteThrottles, n);
    kernel.count(index.metrics + reasonSlot(demand.refusal), n);
}

// What of them is tried again, and with what is left; the rest ends.
CohortGroup endOrRetry(Kernel& kernel, const Demand& demand, const Ended& ended, std::uint64_t attempts, double elapsedEachNs, bool last) {
    PatternState& state = kernel.state.patterns[demand.pattern];
    const std::uint64_t open = attempts - ended.complete;
    const std::uint64_t partly = open - ended.refused;
    if (open == 0)
        return {};
    CohortGroup again;
    const std::uint64_t refusedAgain = last ? 0 : drawBinomial(state.retries, ended.refused, demand.retried);
    const std::uint64_t partlyAgain = last || partly == 0 ? 0 : drawBinomial(state.retries, partly, demand.retried);
    again.count = refusedAgain + partlyAgain;
    again.elapsedNs = static_cast<double>(again.count) * elapsedEachNs;
    const double asked = static_cast<double>(ended.items + ended.left) / static_cast<double>(attempts);
    const double leftEach = partly > 0 ? std::max(static_cast<double>(ended.left) - asked * static_cast<double>(ended.refused), 0.0) / static_cast<double>(partly) : 0;
    again.whole = (asked * static_cast<double>(refusedAgain) + leftEach * static_cast<double>(partlyAgain)) / demand.items;
    finishThrottled(kernel, demand.pattern, ended.refused - refusedAgain);
    const std::uint64_t answered = partly - partlyAgain;  // without what is left
    finishFailed(kernel, demand.pattern, finishServed(kernel, demand.pattern, answered, elapsedEachNs, AnsweredBy::Target));
    kernel.count(kernel.compiled().patterns[demand.pattern].metrics + patternSlot::Unprocessed, leftEach * static_cast<double>(answered));
    return again;
}

// Answers that come after the client's timeout: it asks again, or has failed.
void waitOrFail(Kernel& kernel, Demand& demand, std::size_t a, std::uint64_t late, double elapsedEachNs, std::int64_t sliceNs) {
    const CompiledPattern& pattern = kernel.compiled().patterns[demand.pattern];
    const bool last = a + 1 >= demand.due.size();
    const std::uint64_t again = last ? 0 : madeAgain(kernel, demand.pattern, late, static_cast<std::uint32_t>(a + 1), plan::RetryCause::Timeout);
    finishFailed(kernel, demand.pattern, late - again);
    if (again > 0)
        spreadWaiting(kernel, demand, a, {again, static_cast<double>(again) * elapsedEachNs, static_cast<double>(again)},
                      static_cast<double>(pattern.timeoutNs), sliceNs);
}

// What the store does for the items that passed.
void serveItems(Kernel& kernel, std::uint32_t slot, const Demand& demand, std::uint64_t served, Direction direction) {
    const CompiledPattern& pattern = kernel.compiled().patterns[demand.pattern];
    if (served == 0)
        return;
    consume(kernel, slot, demand, static_cast<double>(served) * demand.units / demand.items, direction);
    const std::uint64_t items = demand.items > 1 ? served : served * pattern.itemsPerCall;
    if (!pattern.writes) {
        const double returned = demand.items > 1 ? static_cast<double>(served) : static_cast<double>(served) * std::max(pattern.row->itemsPerCall, 1U);
        kernel.count(kernel.compiled().stores[slot].metrics + storeSlot::ReturnedItems, returned);
        return;
    }
    const ChangeCounts changes = changesOf(kernel, demand.pattern, items);
    if (kernel.compiled().stores[slot].passesOn())
        passChanges(kernel, slot, demand.pattern, changes);
    if (pattern.cache != kNoSlot && pattern.refreshHalves > 0)
        refreshCache(kernel, demand.pattern, items);
    for (const CompiledIndexWrite& write : pattern.indexWrites)
        if (write.store != kNoSlot && kernel.compiled().stores[write.store].row != nullptr)
            feedIndex(kernel, write, changes);
}

// Each attempt number in turn: some pass, some wait, some give up.
void drawOutcomes(Kernel& kernel, std::uint32_t slot, Demand& demand, Direction direction, std::int64_t sliceNs) {
    const CompiledPattern& pattern = kernel.compiled().patterns[demand.pattern];
    PatternState& state = kernel.state.patterns[demand.pattern];
    const double answerNs = refusedAnswerNs(kernel, pattern);
    const double cost = plan::retryQuotaCost(pattern.row->retry, plan::RetryCause::Throttle);
    std::uint64_t servedAll = 0;
    CohortGroup again;
    for (std::size_t a = 0; a < demand.due.size(); ++a) {
        const std::uint64_t attempts = demand.due[a] + again.count;
        const double elapsedEachNs = attempts > 0 ? (demand.dueElapsedNs[a] + again.elapsedNs) / static_cast<double>(attempts) : 0;
        const double whole = demand.dueWhole[a] + again.whole;
        again = {};
        if (attempts == 0)
            continue;
        state.attempts += attempts;
        kernel.state.totals.attempts += attempts;
        kernel.count(pattern.metrics + patternSlot::Attempts, static_cast<double>(attempts));
        const Ended ended = drawCalls(kernel, demand, attempts, whole);
        servedAll += ended.items;
        const std::uint64_t late = finishServed(kernel, demand.pattern, ended.complete, elapsedEachNs, AnsweredBy::Target);
        waitOrFail(kernel, demand, a, late, elapsedEachNs, sliceNs);
        if (pattern.row->retry.quotaTokens > 0)
            state.quotaTokens = std::min(pattern.row->retry.quotaTokens, state.quotaTokens + static_cast<double>(ended.complete) * std::max(a > 0 ? cost : 1.0, 1.0));
        countRefused(kernel, slot, demand.pattern, ended.refused);
        countThrottles(kernel, slot, demand, ended.left, direction);
        CohortGroup retried = endOrRetry(kernel, demand, ended, attempts, elapsedEachNs, a + 1 >= demand.due.size());
        state.quotaTokens -= cost * static_cast<double>(retried.count);
        if (retried.count == 0)
            continue;
        const double part = 1 / static_cast<double>(retried.count);
        again.count = drawBinomial(state.retries, retried.count, demand.sameSlice[a]);
        const auto now = static_cast<double>(again.count);
        again.whole = retried.whole * now * part;
        const DelayRange delay = delayRange(pattern.row->retry, static_cast<std::uint32_t>(a));
        again.elapsedNs = now * (elapsedEachNs + sameSliceMeanNs(delay, answerNs, static_cast<double>(sliceNs)));
        const auto later = static_cast<double>(retried.count) - now;
        spreadWaiting(kernel, demand, a, {retried.count - again.count, later * elapsedEachNs, retried.whole * later * part}, answerNs, sliceNs);
    }
    serveItems(kernel, slot, demand, servedAll, direction);
}

// The retry quota of a pattern, shared by all that want to try again within the slice: not the first ones first, as their order
// within the slice is by time, not by attempt. A draw may overdraw it by a little; the next slice pays for that.
void shareQuota(Kernel& kernel, std::vector<Demand>& demands) {
    std::vector<const Demand*> together;
    for (std::size_t from = 0; from < demands.size(); from += together.size()) {
        together.clear();
        for (std::size_t i = from; i < demands.size() && demands[i].pattern == demands[from].pattern; ++i)
            together.push_back(&demands[i]);
        const CompiledPattern& pattern = kernel.compiled().patterns[demands[from].pattern];
        PatternState& state = kernel.state.patterns[demands[from].pattern];
        const double cost = plan::retryQuotaCost(pattern.row->retry, plan::RetryCause::Throttle);
        if (cost <= 0)
            continue;
        state.cohort.retried = solveRetryShare(together, state.quotaTokens, cost);
        for (std::size_t i = from; i < from + together.size(); ++i)
            demands[i].retried = state.cohort.retried;
    }
}

// Attempts at partitions without a leader fail; what retries would do within those seconds is left out.
void failLeaderless(Kernel& kernel, std::uint32_t slot, std::vector<Demand>& demands) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    for (Demand& demand : demands) {
        const CompiledPattern& pattern = kernel.compiled().patterns[demand.pattern];
        const bool anyCopy = partitions::hasCopy(kernel, store);
        if (anyCopy && !pattern.writes && !pattern.strong)
            continue;
        const StoreState& state = kernel.state.stores[slot];
        const std::size_t place = demand.partition == kNoSlot ? 0 : demand.partition;
        if (!anyCopy) {
            // nobody answers: all of them fail
        } else if (demand.partition == kNoSlot ? (store.zones == 0 || __builtin_popcountll(store.zones & kernel.state.lostZones) < 2)
                                        : partitions::hasLeader(kernel, store, state.partitions[place]))
            continue;
        for (std::uint64_t& count : demand.due) {
            kernel.count(store.metrics + storeSlot::SystemErrors, static_cast<double>(count));
            kernel.state.patterns[demand.pattern].attempts += count;
            kernel.state.totals.attempts += count;
            finishFailed(kernel, demand.pattern, count);
            count = 0;
        }
        demand.dueWhole.assign(demand.due.size(), 0);
    }
}

void solve(Kernel& kernel, std::uint32_t slot, std::vector<Demand>& demands, Direction direction, std::int64_t sliceNs) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    const bool writes = direction == Direction::Write;
    const double seconds = static_cast<double>(sliceNs) * 1e-9;
    const auto supplyOf = [&](TokenBucket& bucket) {
        bucket.refill(kernel.nowNs());
        return std::max(bucket.tokenUnits() + bucket.ratePerS() * seconds, 0.0);
    };
    std::vector<const Demand*> all;
    for (Demand& demand : demands)
        all.push_back(&demand);
    const auto bound = [](Demand& demand, double share, plan::Refusal refusal) {
        if (share >= demand.admitted)
            return;
        demand.admitted = share;
        demand.refusal = refusal;
    };
    std::vector<std::vector<Demand*>> byClass(state.cohort.hot.size());
    for (Demand& demand : demands)
        if (demand.keyClass < byClass.size())
            byClass[demand.keyClass].push_back(&demand);
    for (const std::vector<Demand*>& together : byClass) {
        if (together.empty())
            continue;
        const std::vector<const Demand*> here(together.begin(), together.end());
        PartitionState& partition = state.partitions[here.front()->partition];
        double supply = supplyOf(writes ? partition.write : partition.read);
        const CompiledPattern& first = kernel.compiled().patterns[here.front()->pattern];
        if (!writes && !first.strong && store.row->partitions.threeReplicaReads == plan::Switch::On)
            supply *= 1.5;
        const std::vector<double> shares = solveShares(here, supply, seconds);
        for (std::size_t i = 0; i < together.size(); ++i)
            bound(*together[i], shares[i], admission::keyRangeRefusal(store, direction));
    }
    const std::vector<double> storeShares = solveShares(all, supplyOf(writes ? state.write : state.read), seconds);
    for (std::size_t i = 0; i < demands.size(); ++i)
        bound(demands[i], storeShares[i], admission::storeRefusal(kernel, slot, direction));
    for (Demand& demand : demands) {
        for (const CompiledIndexWrite& write : kernel.compiled().patterns[demand.pattern].indexWrites) {
            if (write.store == kNoSlot || kernel.compiled().stores[write.store].row == nullptr || demand.keyClass != 0)
                continue;
            std::vector<const Demand*> ofPattern;
            for (const Demand& other : demands)
                if (other.pattern == demand.pattern)
                    ofPattern.push_back(&other);
            plan::Refusal refusal = plan::Refusal::None;
            const double share = indexShare(kernel, write, ofPattern, sliceNs, refusal);
            for (Demand& other : demands)
                if (other.pattern == demand.pattern)
                    bound(other, other.admitted * share, refusal);
        }
    }
    for (Demand& demand : demands) {
        demand.complete = completeShare(kernel, demand);
    }
    for (const Demand& demand : demands)
        (writes ? state.writeGrowth : state.readGrowth).windowUnits += demand.units * demand.attemptsAt(demand.admitted);
}

}  // namespace

void collect(Kernel& kernel, std::uint32_t slot, std::uint64_t fresh, std::int64_t sliceNs, std::vector<Demand>& demands) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    PatternState& state = kernel.state.patterns[slot];
    CohortFlow& flow = state.cohort;
    const StoreState& store = kernel.state.stores[pattern.store];
    // A cancelled transaction is not tried again.
    const std::size_t attempts = plan::isTransaction(pattern.row->operation) ? 1 : std::max(pattern.row->retry.maxAttempts, 1U);
    if (flow.slots == 0)
        flow.slots = slotsFor(pattern);
    std::vector<double> shares;
    for (const CohortClass& keys : flow.classes)
        shares.push_back(keys.share);
    std::vector<std::uint64_t> counts(shares.size(), 0);
    drawMultinomial(state.keys, fresh, shares, counts);
    for (std::size_t c = 0; c < flow.classes.size(); ++c) {
        CohortClass& keys = flow.classes[c];
        if (counts[c] == 0 && keys.waitingCount == 0)
            continue;
        Demand demand;
        demand.pattern = slot;
        demand.keyClass = static_cast<std::uint32_t>(c);
        demand.partition = c < store.cohort.hotPlaces.size() ? store.cohort.hotPlaces[c] : kNoSlot;
        demand.units = unitsPerAttempt(pattern);
        demand.items = plan::isTransaction(pattern.row->operation) ? 1 : pattern.itemsPerCall;
        demand.retried = flow.retried;
        demand.due.assign(attempts, 0);
        demand.dueWhole.assign(attempts, 0);
        demand.dueElapsedNs.assign(attempts, 0);
        demand.due[0] = counts[c];
        demand.dueWhole[0] = static_cast<double>(counts[c]);
        takeDue(keys, flow, kernel.nowNs(), sliceNs, demand);
        const double answerNs = refusedAnswerNs(kernel, pattern);
        for (std::uint32_t retry = 0; retry + 1 < attempts; ++retry)
            demand.sameSlice.push_back(sameSliceShare(delayRange(pattern.row->retry, retry), answerNs, static_cast<double>(sliceNs)));
        demands.push_back(std::move(demand));
    }
}

void serveStore(Kernel& kernel, std::uint32_t slot, std::vector<Demand>& demands, std::int64_t sliceNs) {
    if (demands.empty())
        return;
    const Direction direction = kernel.compiled().patterns[demands.front().pattern].writes ? Direction::Write : Direction::Read;
    const std::uint64_t throttlesBefore = kernel.state.throttleEvents;
    failLeaderless(kernel, slot, demands);
    solve(kernel, slot, demands, direction, sliceNs);
    shareQuota(kernel, demands);
    for (Demand& demand : demands)
        drawOutcomes(kernel, slot, demand, direction, sliceNs);
    constexpr std::int64_t kStayFineNs = 10'000'000'000;
    if (kernel.state.throttleEvents != throttlesBefore)
        kernel.state.cohort.busyUntilNs = kernel.nowNs() + kStayFineNs;
}

void spreadCold(Kernel& kernel, std::uint32_t slot) {
    StoreState& store = kernel.state.stores[slot];
    if (store.cohort.coldRead == 0 && store.cohort.coldWrite == 0)
        return;
    std::vector<double> widths = widthShares(store);
    double cold = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const bool hot = std::find(store.cohort.hot.begin(), store.cohort.hot.end(), store.partitions[i].number) != store.cohort.hot.end();
        widths[i] = hot ? 0 : widths[i];
        cold += widths[i];
    }
    for (std::size_t i = 0; i < widths.size() && cold > 0; ++i) {
        const double part = widths[i] / cold;
        store.partitions[i].periodRead += part * store.cohort.coldRead;
        store.partitions[i].periodWrite += part * store.cohort.coldWrite;
        store.partitions[i].minuteRead += part * store.cohort.coldRead;
        store.partitions[i].minuteWrite += part * store.cohort.coldWrite;
    }
    store.cohort.coldRead = store.cohort.coldWrite = 0;
}

}  // namespace sim::cohort
