// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/run.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace sim {

// What the view shows of a station between two charts' points: rates over the last second, levels of this instant.
// A shard of a stream: what its readers have still to take, the slowest of them counting.
struct ShardGauge {
    double waiting = 0;           // records
    double ageS = 0;              // of the oldest of them
};

struct StationGauge {
    std::uint64_t uid = 0;
    double requestsPerS = 0;      // hops and services: passages; stores: consumed operations are in the units below
    double readUnitsPerS = 0, writeUnitsPerS = 0;
    double allowedRead = 0, allowedWrite = 0;   // provisioned, or what on-demand admits now
    double readTokens = 0, writeTokens = 0;     // in the store's buckets
    double readDepth = 0, writeDepth = 0;
    double throttlesPerS = 0;
    plan::Refusal lastRefusal = plan::Refusal::None;  // the newest reason, while there are throttles
    std::uint64_t items = 0, expiredVisible = 0, ttlDeleted = 0;
    std::int64_t ttlFromNs = 0;   // time to live was turned on and takes effect then; 0: it has, or is off
    std::uint32_t partitions = 0;
    double hottestShare = 0;      // use of the busiest partition, as a share of its limit
    bool down = false;            // all its zones are lost
    double concurrency = 0;       // functions: environments at work
    double concurrencyLimit = 0;
    double hitShare = 0;          // caches: of the reads in this window
    double ageS = 0;              // consumers: how old what they read is; replication: what waits longest, or its mean lag
    double held = 0;              // replication: changes that are due and cannot be applied
    std::uint64_t lostUpdates = 0;  // replication: writes that a later one of the other Region undid
    double waiting = 0;           // consumers: records; replication: changes that are not applied yet
    std::vector<ShardGauge> shards;  // streams: those that are open
};

struct PatternGauge {
    std::uint64_t uid = 0;
    std::uint64_t requests = 0, succeeded = 0, throttled = 0, failed = 0, inFlight = 0;
    double requestsPerS = 0, throttledPerS = 0;
};

struct PartitionGauge {
    std::uint32_t number = 0;
    double keyShare = 0;          // of the key space, 0..1
    plan::ZoneIndex leader = plan::kNoZone;
    double readUnitsPerS = 0, writeUnitsPerS = 0;
    double readLimit = 0, writeLimit = 0;    // units a second that one partition bears
    double readTokens = 0, writeTokens = 0;
    std::uint64_t throttles = 0;
};

// A fault that is in force.
struct FaultGauge {
    std::uint32_t place = 0;      // in State::faults
    plan::FaultKind kind;
    plan::PlanPtr plan;           // that its station, zone or Region is counted in
};

// Express: as fast as the engine can, with the display beside it and nothing recorded for dots.
enum class LiveState : std::uint8_t { Paused, Running, Seeking, Express, Finished };

struct Gauges {
    LiveState state = LiveState::Paused;
    std::int64_t nowNs = 0;
    std::int64_t endNs = 0;
    std::uint64_t events = 0;
    std::uint64_t pending = 0;    // events that are planned
    std::uint32_t generation = 0;
    double eventsPerS = 0;        // of wall time
    double speedReached = 0;      // simulated seconds a second of wall time
    double loadFactor = 1;
    std::uint64_t lostZones = 0;
    std::uint64_t throttleEvents = 0;
    Totals totals;
    std::vector<StationGauge> stations;
    std::vector<PatternGauge> patterns;
    std::vector<PartitionGauge> partitions;  // of the watched store
    std::uint64_t watched = 0;
    std::vector<FaultGauge> faults;  // without those that are over as soon as they have happened
};

// Turns a run's counters into rates over the last second of simulated time, or what there is of it.
class GaugeReader {
public:
    static constexpr std::int64_t kWindowNs = 1'000'000'000;

    struct Counters {
        double a = 0, b = 0, throttles = 0;
        plan::Refusal refusal = plan::Refusal::None;  // the newest
    };
    void read(const Run& run, std::uint64_t watchedUid, Gauges& gauges);
    // Rates count from here: for a jump, which passes over the window before its end without being read.
    void mark(const Run& run);

private:
    using Look = Counters (*)(const Run&, std::uint32_t slot, StationGauge&);
    struct Place {
        Look look = nullptr;
        std::uint32_t slot = 0;
    };
    struct Snapshot {
        std::int64_t atNs = 0;
        std::vector<Counters> stations;  // in the plan's order
        std::vector<Counters> patterns;
    };
    void follow(const Run& run);
    [[nodiscard]] Snapshot look(const Run& run);
    [[nodiscard]] const Snapshot* baseFor(std::int64_t nowNs);
    void readRates(const Snapshot& now, const Snapshot* base);
    void readPatterns(const Run& run);
    static void readPartitions(const Run& run, std::uint64_t watchedUid, Gauges& gauges);

    CompiledPlanPtr m_plan;
    std::vector<Place> m_places;
    std::deque<Snapshot> m_past;
    std::vector<StationGauge> m_stations;
    std::vector<PatternGauge> m_patterns;
};

}  // namespace sim
