// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/compiledplan.h"

#include <algorithm>

namespace sim {
namespace {

std::uint64_t zoneMask(const std::vector<plan::ZoneIndex>& zones) {
    std::uint64_t mask = 0;
    for (const plan::ZoneIndex zone : zones)
        mask |= zoneBit(zone);
    return mask;
}

StationSlots placeStations(const plan::Plan& plan, SlotTable& slots) {
    StationSlots placed;
    for (const plan::Station& station : plan.stations) {
        std::uint32_t slot = kNoSlot;
        if (std::holds_alternative<plan::HopStation>(station.parameters))
            slot = slotOf(slots.hops, station.uid);
        else if (std::holds_alternative<plan::ServiceStation>(station.parameters))
            slot = slotOf(slots.services, station.uid);
        else if (std::holds_alternative<plan::UnitStoreStation>(station.parameters))
            slot = slotOf(slots.stores, station.uid);
        else if (std::holds_alternative<plan::LogStation>(station.parameters))
            slot = slotOf(slots.logs, station.uid);
        else if (std::holds_alternative<plan::ConsumerStation>(station.parameters))
            slot = slotOf(slots.consumers, station.uid);
        else if (std::holds_alternative<plan::ServerStation>(station.parameters))
            slot = slotOf(slots.servers, station.uid);
        else if (std::holds_alternative<plan::CacheStation>(station.parameters))
            slot = slotOf(slots.caches, station.uid);
        else if (std::holds_alternative<plan::ReplicatorStation>(station.parameters))
            slot = slotOf(slots.replicators, station.uid);
        else if (std::holds_alternative<plan::SinkStation>(station.parameters))
            slot = slotOf(slots.sinks, station.uid);
        placed.slot.push_back(slot);
    }
    return placed;
}

void compileStore(CompiledPlan& compiled, const plan::Station& station, std::uint32_t slot, const StationSlots& placed) {
    CompiledStore& store = compiled.stores[slot];
    store.row = std::get_if<plan::UnitStoreStation>(&station.parameters);
    store.uid = station.uid;
    store.zones = zoneMask(store.row->replication.zones);
    store.region = regionBit(station.region);
    store.regionIndex = station.region;
    store.transactGet = LatencySampler(store.row->times.transactGet);
    if (!store.row->index)
        return;
    store.table = placed.slot[store.row->index->table];
    store.indexLag = LatencySampler(store.row->index->lag);
    if (store.table != kNoSlot)
        compiled.stores[store.table].indexes.push_back(slot);
}

void compileStations(CompiledPlan& compiled, const StationSlots& placed) {
    const plan::Plan& plan = *compiled.plan;
    for (std::size_t i = 0; i < plan.stations.size(); ++i) {
        const plan::Station& station = plan.stations[i];
        const std::uint32_t slot = placed.slot[i];
        if (const auto* hop = std::get_if<plan::HopStation>(&station.parameters)) {
            compiled.hops[slot].row = hop;
            compiled.hops[slot].uid = station.uid;
            compiled.hops[slot].zones = zoneMask(hop->zones);
        } else if (const auto* service = std::get_if<plan::ServiceStation>(&station.parameters)) {
            compiled.services[slot].row = service;
            compiled.services[slot].uid = station.uid;
            compiled.services[slot].time = LatencySampler(service->service);
        } else if (std::holds_alternative<plan::UnitStoreStation>(station.parameters)) {
            compileStore(compiled, station, slot, placed);
        } else if (slot != kNoSlot) {
            compileFlowStation(compiled, station, slot, placed);
        }
    }
}

// The leader answers strong reads, a quarter slower by default (B-060); what GetItem takes more, the other reads take more too.
plan::Latency readLatency(const plan::ServiceTimes& times, const plan::Latency& eventual, const plan::AccessPattern& row) {
    if (row.consistency != plan::Consistency::Strong)
        return eventual;
    const auto factor = [](double strong, double weak) { return weak > 0 ? strong / weak : 1.0; };
    return {eventual.p50Ms * factor(times.getStrong.p50Ms, times.getEventual.p50Ms),
            eventual.p99Ms * factor(times.getStrong.p99Ms, times.getEventual.p99Ms)};
}

plan::Latency serviceLatency(const plan::ServiceTimes& times, const plan::AccessPattern& row) {
    switch (row.operation) {
    case plan::Operation::Query:
        return readLatency(times, times.query, row);
    case plan::Operation::Scan:
        return readLatency(times, times.scan, row);
    case plan::Operation::PutItem:
    case plan::Operation::UpdateItem:
    case plan::Operation::DeleteItem:
        return times.write;
    case plan::Operation::BatchGetItem:
        return readLatency(times, times.batch, row);
    case plan::Operation::BatchWriteItem:
        return times.batch;
    case plan::Operation::TransactGetItems:
        return times.transactGet;
    case plan::Operation::TransactWriteItems:
        return times.transactWrite;
    case plan::Operation::GetItem:
    case plan::Operation::Call:
    case plan::Operation::PutObject:
    case plan::Operation::GetObject:
        break;
    }
    return row.consistency == plan::Consistency::Strong ? times.getStrong : times.getEventual;
}

void compileUnits(CompiledPattern& pattern) {
    const plan::AccessPattern& row = *pattern.row;
    const bool paged = row.operation == plan::Operation::Query || row.operation == plan::Operation::Scan;
    const std::int64_t items = std::max<std::int64_t>(row.itemsPerCall, 1);
    pattern.itemsPerCall = plan::isBatch(row.operation) || plan::isTransaction(row.operation) ? static_cast<std::uint32_t>(items) : 1;
    pattern.tooMany = pattern.itemsPerCall > 1 && pattern.itemsPerCall > plan::mostItems(row.operation);
    if (row.operation == plan::Operation::TransactWriteItems)
        pattern.refreshHalves = static_cast<std::int32_t>(plan::readUnits(row.itemBytes, plan::ReadMode::Transactional).halves);
    if (pattern.writes) {
        const auto mode = plan::isTransaction(row.operation) ? plan::WriteMode::Transactional : plan::WriteMode::Standard;
        const bool deletes = row.operation == plan::Operation::DeleteItem;
        const std::int64_t oldBytes = row.oldItemBytes >= 0 ? row.oldItemBytes : row.itemBytes;
        const std::int64_t newBytes = deletes ? 0 : row.itemBytes;
        pattern.unitsHalves = static_cast<std::int32_t>(plan::writeUnits(oldBytes, newBytes, mode).halves);
        pattern.missingHalves = static_cast<std::int32_t>(plan::writeUnits(0, newBytes, mode).halves);
        // An entry of a local index is inserted, deleted or updated with the item, in writes of its own; a deletion that meets no item touches none.
        for (const std::int64_t entryBytes : row.localEntryBytes) {
            const auto halves = static_cast<std::int32_t>(plan::writeUnits(0, entryBytes, mode).halves);
            pattern.unitsHalves += halves;
            pattern.missingHalves += deletes ? 0 : halves;
        }
        return;
    }
    auto mode = pattern.strong ? plan::ReadMode::Strong : plan::ReadMode::Eventual;
    if (plan::isTransaction(row.operation))
        mode = plan::ReadMode::Transactional;
    const std::int64_t bytes = paged ? std::min(row.itemBytes * items, plan::kPageBytes) : row.itemBytes;
    pattern.unitsHalves = static_cast<std::int32_t>(plan::readUnits(bytes, mode).halves);
    if (paged && row.fetchedBytes > 0)
        pattern.unitsHalves += static_cast<std::int32_t>(plan::readUnits(row.fetchedBytes, mode).halves * items);
    pattern.missingHalves = paged ? pattern.unitsHalves : static_cast<std::int32_t>(plan::readUnits(0, mode).halves);
}

void compileIndexWrites(CompiledPattern& pattern, const plan::Plan& plan, const StationSlots& placed) {
    const plan::AccessPattern& row = *pattern.row;
    for (const plan::IndexWrite& write : row.indexWrites) {
        const auto* index = std::get_if<plan::UnitStoreStation>(&plan.stations[write.index].parameters);
        const double share = index != nullptr && index->index ? index->index->projectionShare : 1;
        const auto entryBytes = write.entryBytes > 0 ? write.entryBytes
                                                     : static_cast<std::int64_t>(static_cast<double>(row.itemBytes) * share + 0.5);
        const plan::CapacityUnits units = plan::indexWriteUnits(write.change, entryBytes, entryBytes);
        if (units.halves > 0)
            pattern.indexWrites.push_back(
                {placed.slot[write.index], static_cast<std::int32_t>(units.halves), entryBytes, write.change});
    }
}

void compilePaths(CompiledPattern& pattern, const StationSlots& placed) {
    double total = 0;
    for (const plan::Path& path : pattern.row->paths)
        total += std::max(path.weight, 0.0);
    double sum = 0;
    for (const plan::Path& path : pattern.row->paths) {
        CompiledPath compiled;
        compiled.row = &path;
        compiled.lastLeg = LatencySampler(path.lastLeg);
        for (const plan::PathHop& hop : path.hops)
            compiled.legs.push_back({placed.slot[hop.station], LatencySampler(hop.oneWay)});
        sum += total > 0 ? std::max(path.weight, 0.0) / total : 1.0 / static_cast<double>(pattern.row->paths.size());
        compiled.cumulativeWeight = sum;
        pattern.paths.push_back(std::move(compiled));
    }
}

constexpr unsigned kSequenceBits = 44;  // items that one sequence may make: more than any run does

// The first sequence of a store shares the numbers of its other keys, each further one has its own.
std::uint64_t sequenceOf(SlotTable& slots, std::uint64_t store, std::uint64_t pattern) {
    std::uint64_t place = 0;
    for (const SlotTable::Sequence& sequence : slots.sequences) {
        if (sequence.store != store)
            continue;
        if (sequence.pattern == pattern)
            return place;
        ++place;
    }
    slots.sequences.push_back({store, pattern});
    return place;
}

// Replicas share their keys: what is new in one Region is another item than what is new in the next.
std::uint64_t keySpaceOwner(const CompiledPlan& compiled, const CompiledPattern& pattern) {
    std::uint64_t owner = pattern.targetUid;
    for (const std::uint32_t channel : compiled.stores[pattern.store].channels)
        owner = std::min(owner, compiled.replicators[channel].toUid);
    return owner;
}

void compilePattern(CompiledPlan& compiled, SlotTable& slots, const plan::AccessPattern& row, std::uint32_t slot, const StationSlots& placed) {
    const plan::Plan& plan = *compiled.plan;
    CompiledPattern& pattern = compiled.patterns[slot];
    pattern.row = &row;
    pattern.sourceUid = plan.stations[row.source].uid;
    pattern.targetUid = pattern.entryUid = plan.stations[row.target].uid;
    pattern.keys = KeySampler(row.keys);
    pattern.writes = plan::isWrite(row.operation);
    pattern.strong = row.consistency == plan::Consistency::Strong || plan::isTransaction(row.operation);
    pattern.timeoutNs = static_cast<std::int64_t>(row.timeoutMs * 1e6);
    compilePaths(pattern, placed);
    const plan::StationParameters& target = plan.stations[row.target].parameters;
    if (std::holds_alternative<plan::ServiceStation>(target))
        pattern.service = placed.slot[row.target];
    else if (std::holds_alternative<plan::ServerStation>(target))
        pattern.server = placed.slot[row.target];
    else if (std::holds_alternative<plan::SinkStation>(target))
        pattern.sink = placed.slot[row.target];
    const std::uint64_t from = regionBit(plan.stations[row.source].region);
    const std::uint64_t to = regionBit(plan.stations[row.target].region);
    pattern.regionsBetween = from != 0 && to != 0 && from != to ? from | to : 0;
    if (row.trigger != plan::Trigger::Rate && std::holds_alternative<plan::ServerStation>(plan.stations[row.source].parameters)) {
        pattern.sourceServer = placed.slot[row.source];
        compiled.servers[pattern.sourceServer].calls.push_back(slot);
    }
    const auto* store = std::get_if<plan::UnitStoreStation>(&target);
    if (store == nullptr)
        return;
    pattern.store = placed.slot[row.target];
    if (row.via != plan::kNoStation && std::holds_alternative<plan::CacheStation>(plan.stations[row.via].parameters)) {
        pattern.cache = placed.slot[row.via];
        pattern.entryUid = plan.stations[row.via].uid;
        pattern.fromCache = LatencySampler(row.fromCache);
        std::vector<std::uint32_t>& caches = compiled.stores[pattern.store].caches;
        if (std::find(caches.begin(), caches.end(), pattern.cache) == caches.end())
            caches.push_back(pattern.cache);
    }
    compileUnits(pattern);
    compileIndexWrites(pattern, plan, placed);
    pattern.serviceTime = LatencySampler(serviceLatency(store->times, row));
    const double kb = static_cast<double>(row.itemBytes) * std::max(1U, row.itemsPerCall) / 1024;
    pattern.sizeNs = static_cast<std::int64_t>(store->times.perKbMs * kb * 1e6);
    const bool sequential = row.keys.shape == plan::KeyDistribution::Shape::Sequential;
    pattern.newKeys = sequential && pattern.writes && row.operation != plan::Operation::DeleteItem;
    if (pattern.newKeys)
        pattern.firstItem = sequenceOf(slots, keySpaceOwner(compiled, pattern), row.uid) << kSequenceBits;
    if (pattern.firstItem == 0 && !sequential)
        compiled.stores[pattern.store].keySpace = std::max(compiled.stores[pattern.store].keySpace, row.keys.keyCount);
}

void placeItems(CompiledPlan& compiled) {
    for (std::uint32_t slot = 0; slot < compiled.stores.size(); ++slot)
        for (const CompiledPattern& pattern : compiled.patterns) {
            if (pattern.row == nullptr || pattern.row->itemsAtStart == 0 || !holdsItemsOf(compiled, slot, pattern))
                continue;
            CompiledStore& store = compiled.stores[slot];
            if (pattern.firstItem != 0) {
                store.moreAtStart.push_back({pattern.firstItem, pattern.row->itemsAtStart});
                continue;
            }
            store.itemsAtStart = std::max(store.itemsAtStart, pattern.row->itemsAtStart);
            store.keySpace = std::max(store.keySpace, pattern.row->itemsAtStart);
        }
}

// New keys go on behind the items that are there: of the table, or of a sequence with numbers of its own.
void placeSequences(CompiledPlan& compiled) {
    for (CompiledPattern& pattern : compiled.patterns)
        if (pattern.newKeys)
            pattern.firstKey = pattern.firstItem + (pattern.firstItem == 0 ? compiled.stores[pattern.store].itemsAtStart : pattern.row->itemsAtStart);
}

}  // namespace

std::uint32_t slotOf(std::vector<std::uint64_t>& uids, std::uint64_t uid) {
    const auto place = std::find(uids.begin(), uids.end(), uid);
    const auto slot = static_cast<std::uint32_t>(place - uids.begin());
    if (place == uids.end())
        uids.push_back(uid);
    return slot;
}

bool holdsItemsOf(const CompiledPlan& compiled, std::uint32_t store, const CompiledPattern& pattern) {
    if (pattern.store == kNoSlot || pattern.store == store)
        return pattern.store != kNoSlot;
    const std::vector<std::uint32_t>& channels = compiled.stores[pattern.store].channels;
    return std::any_of(channels.begin(), channels.end(), [&](std::uint32_t channel) { return compiled.replicators[channel].to == store; });
}

std::shared_ptr<CompiledPlan> compilePlan(const plan::PlanPtr& plan, SlotTable& slots) {
    auto compiled = std::make_shared<CompiledPlan>();
    compiled->plan = plan;
    const StationSlots placed = placeStations(*plan, slots);
    std::vector<std::uint32_t> patternSlots;
    for (const plan::AccessPattern& row : plan->patterns)
        patternSlots.push_back(slotOf(slots.patterns, row.uid));
    compiled->patterns.resize(slots.patterns.size());
    compiled->hops.resize(slots.hops.size());
    compiled->services.resize(slots.services.size());
    compiled->stores.resize(slots.stores.size());
    compiled->logs.resize(slots.logs.size());
    compiled->consumers.resize(slots.consumers.size());
    compiled->servers.resize(slots.servers.size());
    compiled->caches.resize(slots.caches.size());
    compiled->replicators.resize(slots.replicators.size());
    compiled->sinks.resize(slots.sinks.size());
    compileStations(*compiled, placed);
    compileConcurrency(*compiled);
    for (std::size_t i = 0; i < plan->patterns.size(); ++i)
        compilePattern(*compiled, slots, plan->patterns[i], patternSlots[i], placed);
    placeItems(*compiled);
    placeSequences(*compiled);
    compileConnections(*compiled, slots);
    return compiled;
}

}  // namespace sim
