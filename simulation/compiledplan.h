// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"
#include "simulation/core/distributions.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace sim {

// Every pattern and station keeps one slot over all versions of the plan, found by its uid; what a plan no longer has stays as a dead slot.
// The state's arrays and the events speak of slots.
struct SlotTable {
    std::vector<std::uint64_t> patterns;
    std::vector<std::uint64_t> hops;
    std::vector<std::uint64_t> services;
    std::vector<std::uint64_t> stores;
    // Patterns that write ever new keys, in the order of their appearance: each numbers its items apart from the others of its store.
    struct Sequence {
        std::uint64_t store = 0;
        std::uint64_t pattern = 0;
    };
    std::vector<Sequence> sequences;
    std::vector<std::uint64_t> logs;
    std::vector<std::uint64_t> consumers;
    std::vector<std::uint64_t> servers;
    std::vector<std::uint64_t> caches;
    std::vector<std::uint64_t> replicators;
    std::vector<std::uint64_t> sinks;
    std::vector<std::uint64_t> pools;
};
[[nodiscard]] std::uint32_t slotOf(std::vector<std::uint64_t>& uids, std::uint64_t uid);  // appended when new

inline constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

struct CompiledLeg {
    std::uint32_t hop = kNoSlot;
    LatencySampler time;
};

struct CompiledPath {
    const plan::Path* row = nullptr;
    std::vector<CompiledLeg> legs;   // to each hop
    LatencySampler lastLeg;          // to the target
    double cumulativeWeight = 0;     // of this path and those before it, 0..1
    std::uint32_t pool = kNoSlot;    // of its connections
};

struct CompiledIndexWrite {
    std::uint32_t store = kNoSlot;
    std::int32_t unitsHalves = 0;
    std::int64_t entryBytes = 0;
    plan::IndexChange change = plan::IndexChange::None;
};

struct CompiledPattern {
    const plan::AccessPattern* row = nullptr;  // null: dead
    std::uint64_t sourceUid = 0;
    std::uint64_t targetUid = 0;
    std::uint64_t entryUid = 0;        // where its paths end: the target, or the cache in between
    std::uint32_t store = kNoSlot;
    std::uint32_t service = kNoSlot;
    std::uint32_t server = kNoSlot;
    std::uint32_t sink = kNoSlot;
    std::uint32_t cache = kNoSlot;     // that its requests go through
    std::uint32_t sourceServer = kNoSlot;  // set: invocations of that function make its requests
    LatencySampler fromCache;
    std::uint64_t regionsBetween = 0;  // a bit for each of the two Regions that it goes between; 0: within one
    KeySampler keys;
    std::vector<CompiledPath> paths;
    LatencySampler serviceTime;
    std::int64_t sizeNs = 0;           // what the size adds to the service time
    std::int64_t timeoutNs = 0;
    std::int32_t unitsHalves = 0;      // of one item (of the page, for query and scan) that exists
    std::int32_t missingHalves = 0;    // of one that does not
    std::uint32_t itemsPerCall = 1;    // that are admitted one by one: batches and transactions
    bool tooMany = false;              // more of them than one call may have
    std::int32_t refreshHalves = 0;    // what a cache's read of one item costs after a transaction
    std::uint64_t firstItem = 0;       // keys of its items at start: from here on
    std::uint64_t firstKey = 0;        // added to every key that is drawn; where a sequence of new keys begins
    bool newKeys = false;              // every write makes a new item
    bool writes = false;
    bool strong = false;
    std::vector<CompiledIndexWrite> indexWrites;
    std::uint32_t metrics = 0;
};

struct CompiledHopStation {
    const plan::HopStation* row = nullptr;
    std::uint64_t uid = 0;
    std::uint64_t zones = 0;  // a bit for each zone; 0: in no zone in particular
    std::uint32_t metrics = 0;
};

struct CompiledService {
    const plan::ServiceStation* row = nullptr;
    std::uint64_t uid = 0;
    LatencySampler time;
    std::uint32_t metrics = 0;
};

struct CompiledStore {
    const plan::UnitStoreStation* row = nullptr;
    std::uint64_t uid = 0;
    std::uint32_t table = kNoSlot;           // set: this is an index of that store
    std::vector<std::uint32_t> indexes;      // of this table
    std::uint64_t zones = 0;
    LatencySampler indexLag;
    LatencySampler transactGet;
    std::uint64_t keySpace = 0;              // keys from here on are met once only (sequential writes)
    std::uint64_t itemsAtStart = 0;          // keys before it ...
    struct ItemRange {
        std::uint64_t first = 0, count = 0;
    };
    std::vector<ItemRange> moreAtStart;      // ... and those of sequences with numbers of their own are there at start, in every replica
    std::vector<std::uint32_t> logs;         // streams of its changes
    std::vector<std::uint32_t> caches;       // that have its items
    std::vector<std::uint32_t> channels;     // replication from here
    std::vector<std::uint32_t> channelsIn;   // and to here
    std::uint64_t region = 0;                // bit
    plan::RegionIndex regionIndex = plan::kNoRegion;
    std::uint32_t metrics = 0;
    [[nodiscard]] bool passesOn() const { return !logs.empty() || !channels.empty(); }
    [[nodiscard]] bool isReplica() const { return !channels.empty() || !channelsIn.empty(); }
    [[nodiscard]] bool isIndex() const { return table != kNoSlot; }
    [[nodiscard]] bool hasAtStart(std::uint64_t key) const {
        const auto isWithin = [key](const ItemRange& range) { return key >= range.first && key - range.first < range.count; };
        return key < itemsAtStart || std::any_of(moreAtStart.begin(), moreAtStart.end(), isWithin);
    }
    // A global index has no strong reads (B-050), a batch has its largest size: such calls are not valid.
    [[nodiscard]] bool refuses(const CompiledPattern& pattern) const {
        return pattern.tooMany || (isIndex() && pattern.row->consistency == plan::Consistency::Strong);
    }
    [[nodiscard]] bool onDemand() const { return row->throughput.billing == plan::BillingMode::OnDemand; }
};

struct CompiledLog {
    const plan::LogStation* row = nullptr;
    std::uint64_t uid = 0;
    std::uint32_t store = kNoSlot;
    LatencySampler visibleAfter;
    std::vector<std::uint32_t> consumers;
    std::uint32_t metrics = 0;
};

struct CompiledConsumer {
    const plan::ConsumerStation* row = nullptr;
    std::uint64_t uid = 0;
    std::uint64_t logUid = 0;
    std::uint64_t serverUid = 0;
    std::uint32_t log = kNoSlot;
    std::uint32_t server = kNoSlot;
    std::uint32_t sink = kNoSlot;     // where it puts what it gives up
    std::uint32_t service = kNoSlot;
    std::uint64_t failureUid = 0;
    std::int64_t retentionNs = 0;
    std::uint32_t metrics = 0;
};

struct CompiledServer {
    const plan::ServerStation* row = nullptr;
    std::uint64_t uid = 0;
    LatencySampler duration, coldStart;
    std::uint32_t pool = 0;                     // functions of one Region share its concurrency
    double poolLimit = 0;                       // what reservations leave of it
    std::vector<std::uint32_t> calls;           // patterns that its invocations make
    std::uint32_t metrics = 0;
};

struct CompiledCache {
    const plan::CacheStation* row = nullptr;
    std::uint64_t uid = 0;
    LatencySampler hit;
    std::uint32_t metrics = 0;
};

struct CompiledReplicator {
    const plan::ReplicatorStation* row = nullptr;
    std::uint64_t uid = 0;
    std::uint32_t from = kNoSlot;
    std::uint32_t to = kNoSlot;
    std::uint64_t fromUid = 0;
    std::uint64_t toUid = 0;
    std::uint64_t regions = 0;  // bits of both
    LatencySampler lag, oneWay;
    std::uint32_t metrics = 0;
};

struct CompiledSink {
    const plan::SinkStation* row = nullptr;
    std::uint64_t uid = 0;
    LatencySampler put, get;
    std::uint32_t metrics = 0;
};

// The connections of one presence of a source to one target by one way. Another way has others.
struct CompiledPool {
    const plan::Connections* row = nullptr;  // null: dead
    bool onlyConstant = true;                // all who use it ask at even intervals
};

struct CompiledPlan {
    plan::PlanPtr plan;
    std::vector<CompiledPattern> patterns;
    std::vector<CompiledHopStation> hops;
    std::vector<CompiledService> services;
    std::vector<CompiledStore> stores;
    std::vector<CompiledLog> logs;
    std::vector<CompiledConsumer> consumers;
    std::vector<CompiledServer> servers;
    std::vector<CompiledCache> caches;
    std::vector<CompiledReplicator> replicators;
    std::vector<CompiledSink> sinks;
    std::vector<CompiledPool> pools;
};
using CompiledPlanPtr = std::shared_ptr<const CompiledPlan>;

// Metric slots are filled in by the caller.
[[nodiscard]] std::shared_ptr<CompiledPlan> compilePlan(const plan::PlanPtr& plan, SlotTable& slots);
// Whether a store holds what the pattern says is there at start: its own target does, and every replica of that.
[[nodiscard]] bool holdsItemsOf(const CompiledPlan& compiled, std::uint32_t store, const CompiledPattern& pattern);
[[nodiscard]] constexpr std::uint64_t zoneBit(plan::ZoneIndex zone) { return zone < 64 ? 1ULL << zone : 0; }
[[nodiscard]] constexpr std::uint64_t regionBit(plan::RegionIndex region) { return region < 64 ? 1ULL << region : 0; }

// The slot of each station of a plan among those of its kind.
struct StationSlots {
    std::vector<std::uint32_t> slot;
    [[nodiscard]] std::uint32_t of(plan::StationIndex station) const { return station < slot.size() ? slot[station] : kNoSlot; }
};
// The stations that pass on what tables and callers give them; compiledflow.cpp.
void compileFlowStation(CompiledPlan& compiled, const plan::Station& station, std::uint32_t slot, const StationSlots& placed);
void compileConcurrency(CompiledPlan& compiled);
// Of all patterns: their paths' connections.
void compileConnections(CompiledPlan& compiled, SlotTable& slots);

}  // namespace sim
