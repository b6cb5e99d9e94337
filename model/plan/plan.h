// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/flowstations.h"
#include "model/plan/keydistribution.h"
#include "model/plan/plantypes.h"
#include "model/plan/ratecurve.h"
#include "model/plan/refusal.h"
#include "model/plan/retry.h"
#include "model/plan/units.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// What the simulation is given: an immutable picture of the design in plain values. Stations refer to each other by their index in
// Plan::stations; their uid (the node's) seeds their random streams and lets a run carry state over to a changed plan.
// Certainty marks beside the defaults: [S] required, [D] documented by AWS, [M] measured by others, [A] our assumption, editable.
namespace plan {

// --- stations ------------------------------------------------------------------------------------------------------------------

// A workload: a fleet, a client, a function called with patterns of its own. The patterns name it as their source.
struct SourceStation {
    friend bool operator==(const SourceStation&, const SourceStation&) = default;
};

// What a request passes on its way: subnet, route table, endpoint, gateway, the internet. The time of a passage is the path's, the
// request limit is shared by all that pass.
struct HopStation {
    double requestLimitPerS = 0;      // 0: none. Interface endpoint: 50,000 [S]
    double limitBurstS = 0.1;         // depth of the bucket in seconds of its rate [A]
    double refusalAfterMs = 1000;     // a request over the limit is refused after this long [A] (B-180)
    std::vector<ZoneIndex> zones;     // where it stands; empty: in no zone in particular. It is down when all of them are lost.
    double nameRemovalS = 60;         // an interface in a lost zone stays in the Regional name's answers so long [A] (B-180)
    Switch breaksOpen = Switch::Off;  // connections break when it comes into their way or leaves it: gateway endpoints [D] (B-180)
    friend bool operator==(const HopStation&, const HopStation&) = default;
};

// A target outside the model's detail (internet, another service): answers after a time, perhaps with a limit.
struct ServiceStation {
    Latency service{10, 50};          // [A]
    double requestLimitPerS = 0;      // 0: none
    double errorShare = 0;            // share of calls answered with 503, 0..1
    friend bool operator==(const ServiceStation&, const ServiceStation&) = default;
};

struct Throughput {
    BillingMode billing = BillingMode::OnDemand;
    double readUnits = 5;             // provisioned, units/s; 5 is the console's default [D]
    double writeUnits = 5;
    double maxOnDemandReadUnits = 0;  // 0: no maximum set
    double maxOnDemandWriteUnits = 0;
    double warmReadUnits = 0;         // warm throughput; 0: the default of the billing mode
    double warmWriteUnits = 0;
    double quotaReadUnits = 40'000;   // account's quota for one table [D]
    double quotaWriteUnits = 40'000;  // [D]
    double onDemandInitialReadUnits = 12'000;  // a new on-demand table serves this at once [D]
    double onDemandInitialWriteUnits = 4'000;  // [D]
    double onDemandDoublingS = 1800;  // time in which the peak of a ramp's start may double [A]
    double onDemandPeakWindowS = 60;  // the previous peak is the highest mean over this long, in whole minutes [A]
    double warmUpS = 300;             // raising the warm throughput of a table that exists takes this long [A]
    friend bool operator==(const Throughput&, const Throughput&) = default;
};

// Application Auto Scaling's target tracking for one dimension (B-040).
struct ScalingTarget {
    Switch enabled = Switch::Off;
    double targetShare = 0.7;         // consumed / provisioned, 0.2 to 0.9 [S] [D]
    double minUnits = 5;              // [D]
    double maxUnits = 40'000;         // [D] the account's quota
    double cooldownOutS = 0;          // [D]
    double cooldownInS = 0;           // [D]
    friend bool operator==(const ScalingTarget&, const ScalingTarget&) = default;
};

// How the loop itself works, for both dimensions.
struct ScalingLoop {
    double minutesOut = 2;            // above the target, before capacity grows [S]
    double minutesIn = 15;            // below the target less the margin, before it shrinks [S]
    double marginIn = 0.20;           // of the provisioned capacity, in percentage points [D], read so [A]
    Switch marginOfTarget = Switch::Off;  // the margin is a share of the target instead: "80 % of the target" [S], read so [A]
    double publishDelayS = 60;        // of the minute's metric [A]
    double alarmDelayS = 30;          // from the alarm to UpdateTable: 10 to 60 s [A]
    double updateDelayS = 60;         // until UpdateTable is in force: 30 to 120 s [A]
    double decreases = 4;             // bucket of decreases ... [D]
    double decreasesPerHour = 1;      // ... and what flows in [D]
    double decreasesPerDay = 27;      // most in one UTC day [D]
    Switch idleScalesIn = Switch::Off;  // a minute without any traffic has no metric and counts for nothing [A]
    friend bool operator==(const ScalingLoop&, const ScalingLoop&) = default;
};

struct AutoScaling {                  // of provisioned capacity
    ScalingTarget read;
    ScalingTarget write;
    ScalingLoop loop;
    friend bool operator==(const AutoScaling&, const AutoScaling&) = default;
};

struct Burst {
    Switch enabled = Switch::On;
    double windowS = 300;             // unused provisioned capacity is kept this long [D]
    double availability = 1.0;        // share of it really there (AWS may use it for background work) [A]
    double startShare = 1.0;          // of the bank that is full when the run starts [A]
    Switch onDemand = Switch::Off;    // an on-demand table keeps a bank too [A]; AWS describes it for bought capacity
    friend bool operator==(const Burst&, const Burst&) = default;
};

enum class AdaptiveCapacity : std::uint8_t { Instant, EqualSplit };  // today's, and the historic one for teaching [D]

struct Partitioning {
    double maxReadUnits = 3'000;      // of one partition, units/s [S] [D]
    double maxWriteUnits = 1'000;     // [S] [D]
    double maxBytes = 10.0 * 1024 * 1024 * 1024;  // 10 GB, then it splits [D]
    std::uint32_t initialCount = 0;   // 0: provisioned max(ceil(RCU/3000 + WCU/1000), ceil(GB/10)) [D], older guide; on-demand what its
                                      // initial throughput needs, four by default
    AdaptiveCapacity adaptive = AdaptiveCapacity::Instant;
    Switch threeReplicaReads = Switch::Off;  // eventual reads up to 4,500 units/s, as a blog of AWS measured [M]
    Switch splitForHeat = Switch::On;
    double heatShare = 0.8;           // of a partition's limit, sustained ... [M] [A]
    double heatS = 600;               // ... for this long [M]
    double splitDurationMinS = 60;    // [A]
    double splitDurationMaxS = 300;   // [A]
    friend bool operator==(const Partitioning&, const Partitioning&) = default;
};

[[nodiscard]] std::vector<ZoneIndex> firstThreeZones();  // 0, 1, 2

struct Replication {
    std::vector<ZoneIndex> zones = firstThreeZones();  // where the three copies of every partition are [S]
    double lagMeanMs = 10;            // of the copy that was not among the two that acknowledged; exponential [A]
    double leaderChangeS = 3;         // lease and election: without a leader that long [A] (lease 1.5 s, failover 1-10 s)
    friend bool operator==(const Replication&, const Replication&) = default;
};

struct ServiceTimes {                 // single-digit milliseconds [S]; the figures [A] (B-170)
    Latency getEventual{2, 8};
    Latency getStrong{2.5, 10};
    Latency query{4, 15};
    Latency scan{30, 90};
    Latency write{3.5, 12};
    Latency batch{9, 30};
    Latency transactWrite{12, 35};
    Latency transactGet{6, 20};
    double perKbMs = 0.02;            // [A]
    double throttledMs = 1.5;         // a throttled answer takes 1-2 ms [A]
    friend bool operator==(const ServiceTimes&, const ServiceTimes&) = default;
};

struct TimeToLive {
    Switch enabled = Switch::Off;
    double fastShare = 0.8;           // of the expired items go fast ... [A]
    double fastMeanS = 1200;          // ... after an exponential time of this mean [A]
    double slowMaxS = 172'800;        // the rest evenly within this ("typically within 48 hours") [S] bound, [A] shape
    double activationS = 3600;        // turning it on during a run takes up to an hour [D]; at the start it is behind
    Switch stalled = Switch::Off;     // fault F-16
    friend bool operator==(const TimeToLive&, const TimeToLive&) = default;
};

// Set on an index: what it belongs to and how it is fed.
struct IndexLink {
    StationIndex table = kNoStation;
    std::uint64_t keyCount = 0;       // distinct values of its partition key; 0: as many as the table has
    double projectionShare = 1;       // size of an entry as a share of the item; a pattern may state bytes instead
    Latency lag{20, 500};             // from the table's write to the index's ("a fraction of a second" [D]) [A]
    double queueS = 1;                // seconds of its write capacity that may wait before the table's writes are rejected [A]
    friend bool operator==(const IndexLink&, const IndexLink&) = default;
};

// A DynamoDB table (of one Region) or an index.
struct UnitStoreStation {
    Throughput throughput;
    AutoScaling scaling;
    Burst burst;
    Partitioning partitions;
    Replication replication;
    ServiceTimes times;
    TimeToLive ttl;
    double storedBytes = 0;           // besides the items that patterns state
    std::optional<IndexLink> index;   // set: a global secondary index
    friend bool operator==(const UnitStoreStation&, const UnitStoreStation&) = default;
};

using StationParameters = std::variant<SourceStation, HopStation, ServiceStation, UnitStoreStation, LogStation, ConsumerStation, ServerStation,
                                       CacheStation, ReplicatorStation, SinkStation>;

struct Station {
    std::uint64_t uid = 0;
    std::string name;                 // the node's path, for people and files
    StationParameters parameters;
    RegionIndex region = kNoRegion;
    friend bool operator==(const Station&, const Station&) = default;
};

// --- what asks for what --------------------------------------------------------------------------------------------------------

struct PathHop {
    StationIndex station = kNoStation;
    Latency oneWay;                   // from the hop before (or the source) to here; half of the round trip
    friend bool operator==(const PathHop&, const PathHop&) = default;
};

// The way from one presence of the source to the target, and back the same way.
struct Path {
    double weight = 1;                // share among the paths of a pattern (presences in several zones)
    ZoneIndex sourceZone = kNoZone;   // the zone of the presence
    std::uint64_t presenceUid = 0;    // the node in which the presence is drawn (its subnet); 0: none
    std::vector<PathHop> hops;        // in order; where the path is blocked, the last one is the component that blocks
    Latency lastLeg;                  // from the last hop to the target, one way
    Refusal blocked = Refusal::None;  // why no request gets through
    std::string blockedCode;          // reachability's own explanation code, for the journey's envelope
    double lossShare = 0;             // share of the crossings, there or back, that lose a packet (internet) [A]
    double resendMs = 200;            // TCP sends a lost packet again after this long [A]
    friend bool operator==(const Path&, const Path&) = default;
};

struct IndexWrite {
    StationIndex index = kNoStation;
    IndexChange change = IndexChange::Insert;
    std::int64_t entryBytes = 0;      // 0: item size x the index's projectionShare
    friend bool operator==(const IndexWrite&, const IndexWrite&) = default;
};

enum class Arrivals : std::uint8_t { Poisson, Constant };

// What makes requests: the clock (the rate), or the caller's own input.
enum class Trigger : std::uint8_t { Rate, PerInvocation, PerRecord };

// What a conditional write asks for, judged on the item as this Region knows it.
enum class Condition : std::uint8_t {
    None,
    ItemAbsent,   // attribute_not_exists(key): only the first write of an item passes
    ItemPresent,  // attribute_exists(key)
    Unchanged,    // optimistic locking: nobody else wrote the item since it was read
};

// A client keeps its connections open for its next requests; a new one takes time (B-170).
struct Connections {
    double lookupMs = 20;             // its target's name is looked up [A] ...
    double lookupKeptS = 5;           // ... unless an answer is known that is not older (what AWS's SDK guides advise) [D]
    double roundTrips = 2;            // handshakes of TCP and TLS [A]
    double setupMs = 1;               // what both ends need for them [A]
    double idleKeptS = 60;            // one that is idle for so long is closed [A]
    friend bool operator==(const Connections&, const Connections&) = default;
};

// One row of a calls link: the unit of everything.
struct AccessPattern {
    std::uint64_t uid = 0;            // unique within the plan and stable over edits (link uid mixed with the row's own id)
    std::string name;
    StationIndex source = kNoStation;
    StationIndex target = kNoStation; // table, index, service, server or sink
    Operation operation = Operation::GetItem;
    RateCurve rate;
    Arrivals arrivals = Arrivals::Poisson;
    KeyDistribution keys;
    std::int64_t itemBytes = 1024;    // of one item, after the write
    std::int64_t oldItemBytes = -1;   // size before an update, put or delete; -1: the same as itemBytes
    std::vector<std::int64_t> localEntryBytes;  // writes: sizes of the entries in local indexes, which spend the table's units
    std::int64_t fetchedBytes = 0;    // queries of a local index: of an item that is fetched for what the index does not hold; 0: none is
    std::uint32_t itemsPerCall = 1;   // items of a query page, a batch or a transaction
    std::uint64_t itemsAtStart = 0;   // keys 0..n-1 exist when the run starts
    double expiresAfterS = 0;         // 0: never. Items at start have their expiry spread evenly over this time [A]
    Consistency consistency = Consistency::Eventual;
    double conditionFailShare = 0;    // share of the writes whose condition does not hold, 0..1, besides what `condition` finds
    Condition condition = Condition::None;
    double readBeforeMs = 50;         // Unchanged: how long before its write the caller had read the item [A]
    Trigger trigger = Trigger::Rate;  // PerInvocation, PerRecord: the source is a server
    double perTrigger = 1;            // requests for each; a fraction is a chance
    StationIndex via = kNoStation;    // a cache that the requests go through; the paths lead to it
    Latency fromCache;                // one way from there to the target
    RetrySettings retry;
    double timeoutMs = 1000;          // the client gives up an attempt after this long [A]
    std::vector<Path> paths;          // empty: straight to the target, in no time
    std::optional<Connections> connections;  // none: they take no time
    std::vector<IndexWrite> indexWrites;
    friend bool operator==(const AccessPattern&, const AccessPattern&) = default;
};

// --- the scenario --------------------------------------------------------------------------------------------------------------

struct ZoneLoss {
    ZoneIndex zone = 0;
    friend bool operator==(const ZoneLoss&, const ZoneLoss&) = default;
};
struct HotKeyFault {                  // this share of the traffic to the store goes to one key
    StationIndex store = kNoStation;
    double share = 0.5;
    friend bool operator==(const HotKeyFault&, const HotKeyFault&) = default;
};
struct CapacityFault {                // negative: leave as it is
    StationIndex store = kNoStation;
    double readUnits = -1;
    double writeUnits = -1;
    friend bool operator==(const CapacityFault&, const CapacityFault&) = default;
};
struct LoadFault {                    // every rate times this
    double factor = 1;
    friend bool operator==(const LoadFault&, const LoadFault&) = default;
};
struct SweeperStall {                 // fault F-16
    StationIndex store = kNoStation;
    friend bool operator==(const SweeperStall&, const SweeperStall&) = default;
};
struct ReplicationPause {             // fault F-3: the channels to and from this replica stand still
    StationIndex store = kNoStation;
    friend bool operator==(const ReplicationPause&, const ReplicationPause&) = default;
};
struct RegionIsolation {              // fault F-2: nothing gets from this Region to another or back
    RegionIndex region = kNoRegion;
    friend bool operator==(const RegionIsolation&, const RegionIsolation&) = default;
};
struct CacheNodeLoss {                // fault F-5; node 0 is the primary at first
    StationIndex cache = kNoStation;
    std::uint32_t node = 0;
    friend bool operator==(const CacheNodeLoss&, const CacheNodeLoss&) = default;
};
struct CacheFlush {                   // fault F-6: every node is empty, once
    StationIndex cache = kNoStation;
    friend bool operator==(const CacheFlush&, const CacheFlush&) = default;
};
struct PoisonRecord {                 // fault F-13: the next record of the log makes every batch fail that holds it
    StationIndex log = kNoStation;
    friend bool operator==(const PoisonRecord&, const PoisonRecord&) = default;
};
struct ConcurrencyCut {               // fault F-15
    StationIndex server = kNoStation;
    double limit = 0;
    friend bool operator==(const ConcurrencyCut&, const ConcurrencyCut&) = default;
};
struct ClockSkew {                    // fault F-14: time stamps of this replica's writes are off by so much
    StationIndex store = kNoStation;
    double skewMs = 0;
    friend bool operator==(const ClockSkew&, const ClockSkew&) = default;
};
using FaultKind = std::variant<ZoneLoss, HotKeyFault, CapacityFault, LoadFault, SweeperStall, ReplicationPause, RegionIsolation, CacheNodeLoss,
                               CacheFlush, PoisonRecord, ConcurrencyCut, ClockSkew>;

struct Fault {
    double startS = 0;
    double durationS = 0;             // 0: to the end of the run
    FaultKind kind;
    friend bool operator==(const Fault&, const Fault&) = default;
};

enum class Fidelity : std::uint8_t { Automatic, Exact, Cohort };

struct Scenario {
    std::string name;
    double lengthS = 60;
    std::uint64_t seed = 1;
    std::uint32_t run = 1;            // another run of the same seed draws other numbers
    double loadFactor = 1;
    std::vector<Fault> faults;
    Fidelity fidelity = Fidelity::Automatic;
    double sliceS = 0;                // cohort: 0 chooses
    friend bool operator==(const Scenario&, const Scenario&) = default;
};

struct Plan {
    std::vector<std::string> zones;   // names by ZoneIndex, "us-east-1a"
    std::vector<std::string> regions; // names by RegionIndex, "us-east-1"
    std::vector<Station> stations;
    std::vector<AccessPattern> patterns;
    Scenario scenario;
    double exactLimitRequests = 20e6; // Automatic is exact while fewer requests are expected
    std::uint64_t itemCap = 2'000'000;  // items kept one by one over all stores; beyond it their expiry is not tracked
    friend bool operator==(const Plan&, const Plan&) = default;
};
using PlanPtr = std::shared_ptr<const Plan>;

[[nodiscard]] StationIndex findStation(const Plan& plan, std::uint64_t uid);
[[nodiscard]] double expectedRequests(const Plan& plan);  // within the scenario's length, its load factor and load faults included
// What makes a plan unusable (an index out of range, a rate that is not a number), as one sentence; empty: sound.
[[nodiscard]] std::string planProblem(const Plan& plan);

}  // namespace plan
