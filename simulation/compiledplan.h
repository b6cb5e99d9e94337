// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"
#include "simulation/core/distributions.h"

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
    std::uint32_t store = kNoSlot;
    std::uint32_t service = kNoSlot;
    KeySampler keys;
    std::vector<CompiledPath> paths;
    LatencySampler serviceTime;
    std::int64_t sizeNs = 0;           // what the size adds to the service time
    std::int64_t timeoutNs = 0;
    std::int32_t unitsHalves = 0;      // of one item (of the page, for query and scan) that exists
    std::int32_t missingHalves = 0;    // of one that does not
    std::uint32_t itemsPerCall = 1;    // that are admitted one by one: batches and transactions
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
    std::uint64_t keySpace = 0;              // keys from here on are met once only (sequential writes)
    std::uint64_t itemsAtStart = 0;
    std::uint32_t metrics = 0;
    [[nodiscard]] bool isIndex() const { return table != kNoSlot; }
    // A global index has no strong reads: the call is not valid (B-050).
    [[nodiscard]] bool refuses(const CompiledPattern& pattern) const { return isIndex() && pattern.row->consistency == plan::Consistency::Strong; }
    [[nodiscard]] bool onDemand() const { return row->throughput.billing == plan::BillingMode::OnDemand; }
};

struct CompiledPlan {
    plan::PlanPtr plan;
    std::vector<CompiledPattern> patterns;
    std::vector<CompiledHopStation> hops;
    std::vector<CompiledService> services;
    std::vector<CompiledStore> stores;
};
using CompiledPlanPtr = std::shared_ptr<const CompiledPlan>;

// Metric slots are filled in by the caller.
[[nodiscard]] std::shared_ptr<CompiledPlan> compilePlan(const plan::PlanPtr& plan, SlotTable& slots);
[[nodiscard]] constexpr std::uint64_t zoneBit(plan::ZoneIndex zone) { return zone < 64 ? 1ULL << zone : 0; }

}  // namespace sim
