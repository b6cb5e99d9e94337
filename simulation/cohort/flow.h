// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/cohort/retryflow.h"
#include "simulation/kernel.h"

#include <vector>

// The steps of a slice, in order: who asks, what the hops let through, which classes of keys meet which partitions, what the store admits.
namespace sim::cohort {

// Looks anew, once a minute, which partitions could throttle; the others are taken together.
void classify(Kernel& kernel, std::uint32_t store);
// Whether some bucket might run dry within this long.
[[nodiscard]] bool mayThrottle(const Kernel& kernel, std::int64_t withinNs);
// Of writes that always make a new item the units of those, of all others what an item that is there costs.
[[nodiscard]] double unitsPerAttempt(const CompiledPattern& pattern);
// Items that the pattern asks for or writes, a second.
[[nodiscard]] double itemsPerS(const Kernel& kernel, std::uint32_t pattern);
// How long an attempt is at its target, on average.
[[nodiscard]] double meanAtTargetS(const Kernel& kernel, std::uint32_t pattern);
// There and back; of a pattern over all of its paths.
[[nodiscard]] double meanRoundTripS(const CompiledPath& path);
[[nodiscard]] double meanRoundTripS(const CompiledPattern& pattern);
// New requests of the slice; they are counted as made.
[[nodiscard]] std::uint64_t drawFresh(Kernel& kernel, std::uint32_t pattern, std::int64_t sliceNs);
// Those that get over their paths; the others have failed.
[[nodiscard]] std::uint64_t passHops(Kernel& kernel, std::uint32_t pattern, std::uint64_t requests);
// New and waiting attempts by class, appended to the store's demands.
void collect(Kernel& kernel, std::uint32_t pattern, std::uint64_t fresh, std::int64_t sliceNs, std::vector<Demand>& demands);
// Solves what passes, draws what does, and sends the rest to wait or away. All demands are of one direction.
void serveStore(Kernel& kernel, std::uint32_t store, std::vector<Demand>& demands, std::int64_t sliceNs);

// Requests end. elapsedNs: how long each had been under way before its last attempt.
enum class AnsweredBy : std::uint8_t { Target, Cache };
// How many of them came too late: the client had given up waiting. They have not ended yet.
[[nodiscard]] std::uint64_t finishServed(Kernel& kernel, std::uint32_t pattern, std::uint64_t count, double elapsedNs, AnsweredBy by);
void finishFailed(Kernel& kernel, std::uint32_t pattern, std::uint64_t count);
void finishThrottled(Kernel& kernel, std::uint32_t pattern, std::uint64_t count);
// Of attempts (the first is 1) that failed so those that are made again, as far as the quota goes.
[[nodiscard]] std::uint64_t madeAgain(Kernel& kernel, std::uint32_t pattern, std::uint64_t failed, std::uint32_t attempt, plan::RetryCause cause);

}  // namespace sim::cohort
