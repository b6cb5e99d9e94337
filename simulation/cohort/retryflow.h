// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/refusal.h"
#include "model/plan/retry.h"
#include "simulation/cohort/cohortstate.h"

#include <cstdint>
#include <vector>

// How attempts follow each other within one slice and beyond it: the arithmetic of retries, without randomness.
namespace sim::cohort {

inline constexpr std::int64_t kSlotNs = 100'000'000;  // waiting requests are kept by tenths of a second

// The delay of a retry as an interval from which it is drawn evenly (from the answer on).
struct DelayRange {
    double fromNs = 0;
    double toNs = 0;
};
[[nodiscard]] DelayRange delayRange(const plan::RetrySettings& settings, std::uint32_t retry);
// Share of the attempts of a slice whose next attempt falls into the same slice; answerNs is what the refusal takes.
[[nodiscard]] double sameSliceShare(const DelayRange& delay, double answerNs, double sliceNs);
// What answer and delay take on average for those.
[[nodiscard]] double sameSliceMeanNs(const DelayRange& delay, double answerNs, double sliceNs);

// One class's attempts in a slice: what is new, and what was waiting, by attempt (from 1).
struct Demand {
    std::uint32_t pattern = 0;
    std::uint32_t keyClass = 0;        // place among the flow's classes
    std::uint32_t partition = 0;       // place among the store's partitions; kNoSlot: cold
    double units = 0;                  // of one attempt that asks for all of its items
    double items = 1;                  // of a call that pass one by one: batches
    std::vector<std::uint64_t> due;    // by attempt - 1
    std::vector<double> dueWhole;      // the same in calls with all of their items; others ask for those that are left
    std::vector<double> dueElapsedNs;  // all together
    std::vector<double> sameSlice;     // by retry (from 0)
    double admitted = 1;               // share of the attempts (of a batch, of its items) that pass, as solved
    double complete = 1;               // share of the attempts that need no other one
    double retried = 1;                // share of the wanted retries that the retry quota pays for
    plan::Refusal refusal = plan::Refusal::None;  // why the others do not
    // All attempts of the slice when this share passes; of batches in calls with all of their items.
    [[nodiscard]] double attemptsAt(double share) const;
    // What the slice leaves of the quota's tokens when this share of the wanted retries is made: successes give back,
    // the first attempt's one token, a retry's what it took.
    [[nodiscard]] double quotaBalance(double retryShare, double costTokens) const;
    [[nodiscard]] double unitsAt(double share) const { return units * share * attemptsAt(share); }
};

// Bounds what of each passes such that the units of all together stay within the supply of these seconds; small ones pass more
// often than large ones (admitshare.h). Shares by demand, 1 where the supply is enough.
[[nodiscard]] std::vector<double> solveShares(const std::vector<const Demand*>& demands, double supplyUnits, double seconds);

// The largest share of the wanted retries that these demands, all of one pattern, can pay for with the tokens that are left.
[[nodiscard]] double solveRetryShare(const std::vector<const Demand*>& demands, double tokens, double costTokens);

}  // namespace sim::cohort
