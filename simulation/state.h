// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/cohort/cohortstate.h"
#include "simulation/compiledplan.h"
#include "simulation/core/eventqueue.h"
#include "simulation/core/itemmap.h"
#include "simulation/core/randomstream.h"
#include "simulation/core/tokenbucket.h"
#include "simulation/flowstate.h"
#include "simulation/metrics/histogram.h"
#include "simulation/metrics/metriclog.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

// Everything that a run needs to go on, as plain values in flat arrays: a copy is a checkpoint, and there is nothing besides.
namespace sim {

// Some of the items of a batch or transaction, by their places in it.
struct ItemSet {
    std::array<std::uint64_t, 2> bits{};
    static constexpr std::uint32_t kMost = 128;  // AWS takes a hundred (plan::mostItems)
    [[nodiscard]] static ItemSet first(std::uint32_t count) {
        ItemSet set;
        for (std::uint32_t i = 0; i < std::min(count, kMost); ++i)
            set.add(i);
        return set;
    }
    [[nodiscard]] bool has(std::uint32_t i) const { return (bits[i / 64] >> i % 64 & 1) != 0; }
    void add(std::uint32_t i) { bits[i / 64] |= 1ULL << i % 64; }
    void remove(std::uint32_t i) { bits[i / 64] &= ~(1ULL << i % 64); }
    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(__builtin_popcountll(bits[0]) + __builtin_popcountll(bits[1])); }
};

// What a client wants, with the attempt in progress.
struct Request {
    std::uint64_t number = 0;    // 1, 2, 3 ... over the run
    std::int64_t madeNs = 0;
    std::int64_t attemptNs = 0;  // when this attempt was sent
    std::uint64_t key = 0;
    std::uint32_t pattern = kNoSlot;
    std::uint16_t path = 0;
    std::uint16_t attempt = 0;   // from 1
    ItemSet open;                // items of a batch that are still to be asked for ...
    ItemSet answered;            // ... and those that the store has served in this attempt
    float quotaTaken = 0;        // retry quota that a success gives back
    std::uint32_t invocation = kNoSlot;  // that made it ...
    std::uint32_t invocationToken = 0;   // ... unless it is over
    bool throughCache = false;   // a cache has passed this attempt on
    std::uint8_t cacheNode = 0;  // which of its nodes
    bool connectionBroke = false;  // its answer will not come
    std::uint32_t pool = kNoSlot;  // of the connection that this attempt has
    std::uint32_t nextFree = 0;
};

// The adaptive mode's client-side rate limiter (SDK reference guide, "Adaptive retry mode"; cubic growth as in RFC 8312).
struct AdaptiveLimiter {
    bool enabled = false;
    double fillPerS = 0.5;
    double tokens = 0;
    double capacity = 1;
    std::int64_t lastNs = 0;
    double measuredPerS = 0;
    std::int64_t bucketHalfS = 0;
    double bucketCount = 0;
    double lastMaxPerS = 0;
    double windowS = 0;
    std::int64_t lastThrottleNs = 0;
};

struct PatternState {
    RandomStream arrivals, keys, paths, network, service, retries, conditions, staleness, faults, items;
    std::uint64_t generation = 0;  // of the scheduled arrival; an arrival of another generation is void
    double anchorCount = 0;        // expected requests of the curve up to the time from which the factor holds
    double drawnCount = 0;         // expected requests from there to the next arrival, times the factor
    std::uint64_t made = 0, succeeded = 0, throttled = 0, failed = 0;
    std::uint64_t inFlight = 0;
    std::uint64_t attempts = 0, throttledAttempts = 0, staleReads = 0;
    double quotaTokens = 0;
    AdaptiveLimiter limiter;
    Histogram periodLatency;
    Histogram runLatency;  // without the current period
    CohortFlow cohort;
};

struct HopState {
    TokenBucket bucket;
    std::uint64_t passed = 0, refused = 0;
};

struct ServiceState {
    TokenBucket bucket;
    RandomStream service;
    std::uint64_t passed = 0;
};

struct PartitionState {
    static constexpr std::size_t kSamples = 32;
    std::uint64_t hashStart = 0;
    std::uint32_t number = 0;        // stable over splits
    plan::ZoneIndex leader = 0;
    bool splitting = false;
    std::uint8_t hotMinutes = 0;
    std::int64_t leaderReadyNs = 0;  // without a leader until then
    TokenBucket read, write;
    double periodRead = 0, periodWrite = 0;    // units in the metric period
    double lastRead = 0, lastWrite = 0;        // units/s in the period before
    double minuteRead = 0, minuteWrite = 0;    // units since the last minute tick
    std::uint64_t throttles = 0;
    std::uint32_t sampleCount = 0;
    std::array<std::uint64_t, kSamples> samples{};  // hashes of the latest requests, for the split point
};

// Growth of one dimension (read or write) of an on-demand store (B-030, B-270).
struct OnDemandGrowth {
    double peak = 0;
    double rampStart = 0;
    bool ramping = false;
    double allowed = 0;
    double windowUnits = 0;  // asked for since the window began, throttled ones included
    int windowMinutes = 0;   // how long the window has been open
    double warm = 0;         // warm throughput that is there; it never falls
    double faultMaximum = -1;  // a fault's maximum on-demand throughput; negative: none
    plan::Refusal limitedBy = plan::Refusal::None;  // the code for a refusal at this limit
};

struct StoreState {
    std::vector<std::uint64_t> starts;  // hashStart of each partition, for the search
    std::vector<PartitionState> partitions;
    TokenBucket read, write;
    OnDemandGrowth readGrowth, writeGrowth;
    double readUnits = 0, writeUnits = 0;  // provisioned now
    double baseRead = 0, baseWrite = 0;    // without faults: as planned, or as auto scaling has set it
    double plannedRead = 0, plannedWrite = 0;
    ScalingState readScaling, writeScaling;
    std::int64_t clockSkewNs = 0;          // fault
    RandomStream staleness, indexLag, ttlDelay, splits;
    ItemMap items;
    std::uint64_t itemCount = 0;
    double storedBytes = 0;
    std::uint64_t expiredVisible = 0;
    double indexBacklogUnits = 0;
    std::uint32_t nextPartition = 0;
    double hotShare = 0;  // fault: this share of the traffic goes to key 0
    bool sweeperStalled = false;
    bool ttlEnabled = false;      // as the plan had it last
    std::int64_t ttlActiveNs = 0; // nothing is deleted before: it was turned on during the run
    Histogram periodLatency;
    Histogram periodTtlDelay;
    std::uint64_t ttlDeleted = 0;
    double consumedRead = 0, consumedWrite = 0;  // since the beginning
    std::uint64_t throttles = 0;
    plan::Refusal lastRefusal = plan::Refusal::None;
    CohortStore cohort;
    bool initialized = false;
};

struct Totals {
    std::uint64_t requests = 0, succeeded = 0, throttled = 0, failed = 0;
    std::uint64_t attempts = 0, throttledAttempts = 0;
    [[nodiscard]] std::uint64_t inFlight() const { return requests - succeeded - throttled - failed; }
};

struct State {
    std::int64_t nowNs = 0;
    std::uint64_t eventCount = 0;
    std::uint64_t fingerprint = 0x243F6A8885A308D3ULL;
    EventQueue queue;
    CompiledPlanPtr plan;
    SlotTable slots;
    std::vector<PatternState> patterns;
    std::vector<HopState> hops;
    std::vector<ServiceState> services;
    std::vector<StoreState> stores;
    std::vector<LogState> logs;
    std::vector<ConsumerState> consumers;
    std::vector<ServerState> servers;
    std::vector<CacheState> caches;
    std::vector<ReplicatorState> replicators;
    std::vector<SinkState> sinks;
    std::vector<ConnectionPool> pools;
    std::vector<std::uint32_t> poolBusy;  // by Region: environments at work without a reservation
    std::vector<Request> requests;
    std::uint32_t freeRequest = kNoSlot;
    std::vector<Invocation> invocations;
    std::uint32_t freeInvocation = kNoSlot;
    std::uint64_t itemsTracked = 0;
    std::uint32_t ttlTokens = 0;
    std::uint64_t generations = 0;
    double loadFactor = 1;       // the scenario's and the faults', multiplied
    std::uint64_t lostZones = 0;
    std::array<std::int64_t, 64> zoneLostNs{};  // since when, of those
    std::uint64_t isolatedRegions = 0;
    std::vector<plan::Fault> faults;   // in the order in which they were added
    std::vector<bool> faultPlanned;    // stands on the scenario's time line
    std::vector<bool> faultDropped;    // taken off the time line before it began, or ended by hand: the event of its start is void
    std::vector<bool> faultActive;
    std::vector<plan::PlanPtr> faultPlans;  // in which each of them was added
    Totals totals;
    std::uint64_t staleReads = 0;
    std::uint64_t lostUpdates = 0;
    std::vector<double> metrics;      // one number a slot, of the current period
    std::vector<Statistic> statistics;
    std::uint64_t metricRows = 0;
    std::uint64_t visibleEvents = 0;   // what a person can see: no ticks, no void arrivals
    std::uint64_t throttleEvents = 0;  // refusals by a store
    std::size_t inputsApplied = 0;
    CohortState cohort;
};

}  // namespace sim
