// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"
#include "simulation/cohort/cohortstate.h"
#include "simulation/core/keymap.h"
#include "simulation/core/lrucache.h"
#include "simulation/core/pagedarray.h"
#include "simulation/core/pagedqueue.h"
#include "simulation/core/randomstream.h"
#include "simulation/core/tokenbucket.h"
#include "simulation/metrics/histogram.h"

#include <array>
#include <cstdint>
#include <vector>

// What streams, consumers, functions, caches, replication and buckets keep, and auto scaling: plain values in flat arrays, as all state.
namespace sim {

// Things that wait to be used again: the one used last is taken first, those that wait too long are given up.
struct IdleList {
    std::vector<std::int64_t> sinceNs;  // the one used last at the end
    std::size_t first = 0;              // before it: given up
    [[nodiscard]] std::size_t count() const { return sinceNs.size() - first; }
    void forgetBefore(std::int64_t oldestNs);
    // False when there is none.
    [[nodiscard]] bool take();
    void put(std::int64_t nowNs) { sinceNs.push_back(nowNs); }
    void clear();
};

// --- connections (B-170) ---------------------------------------------------------------------------------------------------------

struct ConnectionPool {
    IdleList idle;
    std::int64_t nameReadyNs = 0;       // when the answer to the latest look-up of its name is there ...
    std::int64_t nameKnownUntilNs = -1; // ... and how long it holds
    std::uint64_t opened = 0;
    CohortPool cohort;
};

// --- auto scaling (B-040) ------------------------------------------------------------------------------------------------------

struct ScalingActivity {
    std::int64_t decidedNs = 0;  // end of the minute that decided it
    std::int64_t appliedNs = 0;
    double fromUnits = 0, toUnits = 0;
};

struct ScalingState {  // of one dimension of a store
    static constexpr std::size_t kMinutes = 64;
    std::uint32_t minutesAbove = 0, minutesBelow = 0;
    double consumedBefore = 0;  // units of the store until the last minute
    std::array<double, kMinutes> perS{};
    std::uint32_t minutes = 0;
    bool pending = false;
    bool changed = false;       // within this minute: its mean is of neither capacity
    bool everOut = false, everIn = false;
    std::int64_t lastOutNs = 0, lastInNs = 0;
    double decreaseTokens = 0;
    std::int64_t decreaseDay = 0;
    double decreasesToday = 0;
    std::vector<ScalingActivity> activities;
};

// --- change streams and their consumers (B-090, B-100) ---------------------------------------------------------------------------

// How long records of a shard take until they can be read.
struct ShardDelay {
    std::int64_t ns = 0;
    std::int64_t untilNs = -1;       // then it is drawn anew
    std::int64_t lastVisibleNs = 0;  // no record overtakes the one before
};

struct LogState {
    RandomStream visibility;
    std::vector<ShardDelay> delays;   // by shard
    std::int64_t meanDelayNs = 0, mostDelayNs = 0;  // cohort runs: of all shards, in this slice
    std::uint64_t records = 0;
    double bytes = 0;
    std::uint64_t serviceRecords = 0;
    std::uint32_t poisonNext = 0;  // so many of the next records are poison
    bool initialized = false;
};

struct StreamRecord {
    std::int64_t commitNs = 0;
    std::int64_t visibleNs = 0;
    std::uint64_t key = 0;
    std::uint64_t request = 0;  // that wrote it
    std::uint64_t count = 1;    // cohort runs: for how many records it stands
    std::uint32_t bytes = 0;    // of each
    bool poison = false;
    plan::RecordKind kind = plan::RecordKind::Insert;
    [[nodiscard]] bool service() const { return kind == plan::RecordKind::ServiceRemove; }
};

// The records of one shard, or of a part of it by key when several batches of a shard may be on their way.
struct Lane {
    enum class Phase : std::uint8_t { Idle, Waiting, Invoking, BackingOff };
    PagedQueue<StreamRecord> records;
    Phase phase = Phase::Idle;
    std::uint8_t depth = 0;            // of halves that are still to be tried
    bool poisoned = false;             // the batch on its way
    std::uint32_t token = 0;           // an event with another one is void
    std::uint32_t batch = 0;           // records on their way
    std::uint32_t brought = 0;         // the oldest ones: looks have brought them already
    std::uint32_t failures = 0;        // of the same batch
    std::uint32_t throttles = 0;       // in a row
    std::int64_t gatherSinceNs = -1;
    std::array<std::uint64_t, 16> ends{};  // where the halves of a batch that failed end
    std::uint32_t waitsFor = 0xFFFFFFFF;   // a shard that was split off: its parent's lane comes first ...
    std::uint64_t waitsUntil = 0;          // ... up to this record
};

// What looks at a shard have room for and batches have not taken: they run ahead of the batches by one look.
struct ShardLooks {
    std::int64_t counted = -1;         // looks until then are in there
    double records = 0, bytes = 0;
};

// A lane that a poison record holds up, or that is behind by one, in a cohort run.
struct HeldLine {
    std::uint32_t poison = 0;          // such records in it
    std::int64_t sinceNs = -1;         // commit of the one that is tried; -1: none is
    std::int64_t untilNs = 0;          // when it is given up
    std::int64_t nextNs = 0;           // when its next try fails ...
    std::uint32_t tries = 0;           // ... and how many have
};

struct ConsumerState {
    std::vector<Lane> lanes;           // shard x parallel factor
    std::vector<ShardLooks> looks;     // by shard
    RandomStream filter;
    std::uint64_t waiting = 0;         // records in all lanes
    std::uint64_t polled = 0, invoked = 0, filtered = 0, failedInvokes = 0, dropped = 0, delivered = 0, lost = 0, splits = 0;
    std::int64_t periodAgeNs = -1;     // oldest iterator age in this period; -1: nothing was read ...
    std::int64_t lastAgeNs = 0;        // ... and the metric stays where it was
    // Cohort runs: lines of records, the first that of all lanes which nothing holds up, then one for each held lane (cohort/consumeflow.h).
    std::vector<std::uint64_t> frontDone;  // of the oldest group of each
    std::vector<double> recordCarry;       // parts of a record
    std::vector<HeldLine> held;            // of the lines from the second on
    bool initialized = false;
};

// --- functions (B-110) -----------------------------------------------------------------------------------------------------------

struct Invocation {
    enum class Caller : std::uint8_t { None, Request, Lane };
    Caller caller = Caller::None;
    bool failed = false;
    bool handlerDone = false;
    bool provisioned = false;
    std::uint32_t server = 0;
    std::uint32_t a = 0;               // request, or consumer
    std::uint32_t b = 0;               // lane
    std::uint32_t records = 1;
    std::uint32_t callsOpen = 0;
    std::uint32_t token = 0;
    std::uint64_t request = 0;         // its number, for the trace
    std::int64_t invokedNs = 0;
    std::int64_t startNs = 0;
    std::uint32_t nextFree = 0;
};

struct ServerState {
    RandomStream duration, coldStart, errors, calls;
    TokenBucket newEnvironments, rate;
    IdleList idle;                     // warm environments
    std::uint32_t busy = 0;
    std::uint32_t provisionedBusy = 0;
    std::uint32_t periodMostBusy = 0;
    double cut = -1;                   // fault: no more than so many
    std::uint64_t invocations = 0, throttles = 0, errorCount = 0, coldStarts = 0;
    Histogram periodDuration;
    bool initialized = false;
};

// --- caches (B-150) --------------------------------------------------------------------------------------------------------------

struct CacheNode {
    LruCache items, queries;
    TokenBucket load;                  // normalised requests
    double periodLoad = 0;
    std::int64_t emptySinceNs = 0;     // came in a lost one's place then
    bool down = false;
};

struct CacheState {
    RandomStream nodeChoice, times;
    std::vector<CacheNode> nodes;
    std::uint32_t primary = 0;
    std::int64_t primaryReadyNs = 0;   // writes fail until then
    std::int64_t coldSinceNs = 0;      // when all of its nodes were empty
    std::int64_t changedNs = 0;        // when a node was lost or came back
    std::uint64_t hits = 0, misses = 0, queryHits = 0, queryMisses = 0, throttles = 0, staleReads = 0, failures = 0;
    std::int64_t periodStalestNs = 0;  // the longest that an answered value had been overwritten
    double evictedBefore = 0;
    bool initialized = false;
};

// --- replication (B-130) ---------------------------------------------------------------------------------------------------------

struct ReplicaChange {
    std::uint64_t keyPlusOne = 0;      // 0: free
    std::uint64_t request = 0;
    std::int64_t commitNs = 0;         // of the first change that it stands for
    std::int64_t versionNs = 0;        // time stamp of the newest
    std::int64_t dueNs = 0;            // when its lag is over
    std::uint32_t bytes = 0;
    bool removes = false;
    bool held = false;                 // in the line of those that could not be applied at their time
    std::uint32_t next = 0xFFFFFFFF;   // in that line; of a free place the next free one
};

// The waiting change of a key that came last.
struct PendingKey {
    std::uint64_t keyPlusOne = 0;
    std::uint32_t change = 0;
};
using PendingKeys = KeyMap<PendingKey, 0x9E9D>;

// Cohort runs: changes of a slice by what their records tell.
struct ChangeCounts {
    std::array<std::uint64_t, plan::kRecordKinds> of{};
    [[nodiscard]] std::uint64_t& operator[](plan::RecordKind kind) { return of[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] std::uint64_t operator[](plan::RecordKind kind) const { return of[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] std::uint64_t total() const { return of[0] + of[1] + of[2] + of[3]; }
    // So many of them, of each kind its part; they are taken away.
    [[nodiscard]] ChangeCounts take(std::uint64_t wanted);
};

struct WaitingChanges {
    std::int64_t commitNs = 0;
    ChangeCounts changes;
    std::int64_t itemBytes = 0;
};

struct ReplicatorState {
    RandomStream lag;
    std::vector<ReplicaChange> changes;
    std::uint32_t freeChange = 0xFFFFFFFF;
    PendingKeys newest;
    std::uint32_t heldFirst = 0xFFFFFFFF, heldLast = 0xFFFFFFFF;
    std::uint64_t held = 0;
    std::uint64_t pending = 0;
    bool paused = false;
    bool draining = false;
    std::uint32_t drainToken = 0;
    std::uint64_t applied = 0, merged = 0, lost = 0, throttles = 0, conflicts = 0;
    Histogram periodLag;
    std::vector<WaitingChanges> waitingBySlice;  // cohort runs: when committed, how many ...
    double pendingUnits = 0;           // ... and write units of all of them
    bool initialized = false;
};

// --- buckets of objects (B-228) --------------------------------------------------------------------------------------------------

struct SinkState {
    RandomStream times;
    std::vector<TokenBucket> puts, gets;  // by prefix
    std::uint64_t putCount = 0, getCount = 0, refused = 0;
    bool initialized = false;
};

}  // namespace sim
