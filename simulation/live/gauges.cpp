// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/live/gauges.h"

#include <algorithm>

namespace sim {
namespace {

constexpr std::int64_t kWindowNs = 100'000'000;

std::uint32_t slotIn(const std::vector<std::uint64_t>& uids, std::uint64_t uid) {
    const auto place = std::find(uids.begin(), uids.end(), uid);
    return place == uids.end() ? kNoSlot : static_cast<std::uint32_t>(place - uids.begin());
}

double rate(double now, double before, double seconds) { return seconds > 0 ? std::max(now - before, 0.0) / seconds : 0; }

// A bucket as it is at this instant: states are only refilled when an event looks.
double tokensAt(TokenBucket bucket, std::int64_t nowNs) {
    bucket.refill(nowNs);
    return bucket.tokenUnits();
}

void readStore(const Run& run, std::uint32_t slot, StationGauge& gauge) {
    const State& state = run.state();
    const StoreState& store = state.stores[slot];
    const plan::Partitioning& limits = state.plan->stores[slot].row->partitions;
    gauge.allowedRead = store.read.ratePerS();
    gauge.allowedWrite = store.write.ratePerS();
    gauge.readTokens = tokensAt(store.read, run.nowNs());
    gauge.writeTokens = tokensAt(store.write, run.nowNs());
    gauge.readDepth = store.read.depthUnits();
    gauge.writeDepth = store.write.depthUnits();
    gauge.items = store.itemCount;
    gauge.expiredVisible = store.expiredVisible;
    gauge.ttlDeleted = store.ttlDeleted;
    gauge.partitions = static_cast<std::uint32_t>(store.partitions.size());
    gauge.hottestShare = 0;
    for (const PartitionState& partition : store.partitions)
        gauge.hottestShare = std::max({gauge.hottestShare, partition.lastRead / limits.maxReadUnits, partition.lastWrite / limits.maxWriteUnits});
    const std::uint64_t zones = state.plan->stores[slot].zones;
    gauge.down = zones != 0 && (zones & ~state.lostZones) == 0;
}

std::int64_t oldestNs(const ConsumerState& consumer, std::int64_t nowNs) {
    std::int64_t oldest = nowNs;
    for (const Lane& lane : consumer.lanes)
        if (!lane.records.empty())
            oldest = std::min(oldest, lane.records.front().commitNs);
    return oldest;
}

// Functions, caches, consumers, replication, streams and buckets: their levels, and what their rates are made of.
GaugeReader::Counters flowCounters(const State& state, StationGauge& gauge) {
    const auto number = [](auto value) { return static_cast<double>(value); };
    if (const std::uint32_t slot = slotIn(state.slots.servers, gauge.uid); slot != kNoSlot && state.plan->servers[slot].row != nullptr) {
        const ServerState& server = state.servers[slot];
        gauge.concurrency = server.busy;
        const plan::ServerStation& row = *state.plan->servers[slot].row;
        gauge.concurrencyLimit = row.reserved >= 0 ? row.reserved : state.plan->servers[slot].poolLimit;
        return {number(server.invocations), 0, number(server.throttles)};
    }
    if (const std::uint32_t slot = slotIn(state.slots.caches, gauge.uid); slot != kNoSlot) {
        const CacheState& cache = state.caches[slot];
        const std::uint64_t hits = cache.hits + cache.queryHits;
        gauge.down = !cache.nodes.empty() && std::all_of(cache.nodes.begin(), cache.nodes.end(), [](const CacheNode& node) { return node.down; });
        return {number(hits + cache.misses + cache.queryMisses), number(hits), number(cache.throttles)};
    }
    if (const std::uint32_t slot = slotIn(state.slots.consumers, gauge.uid); slot != kNoSlot) {
        const ConsumerState& consumer = state.consumers[slot];
        gauge.waiting = number(consumer.waiting);
        gauge.ageS = number(state.nowNs - oldestNs(consumer, state.nowNs)) * 1e-9;
        return {number(consumer.invoked), 0, 0};
    }
    if (const std::uint32_t slot = slotIn(state.slots.replicators, gauge.uid); slot != kNoSlot) {
        const ReplicatorState& channel = state.replicators[slot];
        gauge.waiting = number(channel.pending);
        if (channel.heldFirst != kNoSlot)
            gauge.ageS = number(state.nowNs - channel.changes[channel.heldFirst].commitNs) * 1e-9;
        else if (channel.periodLag.count() > 0)
            gauge.ageS = channel.periodLag.meanNs() * 1e-9;
        gauge.held = number(channel.held);
        gauge.down = channel.paused;
        return {number(channel.applied), 0, number(channel.throttles)};
    }
    if (const std::uint32_t slot = slotIn(state.slots.logs, gauge.uid); slot != kNoSlot)
        return {number(state.logs[slot].records), 0, 0};
    if (const std::uint32_t slot = slotIn(state.slots.sinks, gauge.uid); slot != kNoSlot)
        return {number(state.sinks[slot].putCount + state.sinks[slot].getCount), 0, number(state.sinks[slot].refused)};
    return {};
}

}  // namespace

void GaugeReader::readLevels(const Run& run) {
    const State& state = run.state();
    const std::vector<plan::Station>& stations = run.plan().stations;
    m_stations.resize(stations.size());
    for (std::size_t i = 0; i < stations.size(); ++i) {
        StationGauge& gauge = m_stations[i];
        if (gauge.uid != stations[i].uid)
            gauge = StationGauge{};
        gauge.uid = stations[i].uid;
        if (const std::uint32_t store = slotIn(state.slots.stores, gauge.uid); store != kNoSlot && state.plan->stores[store].row != nullptr)
            readStore(run, store, gauge);
        if (const std::uint32_t hop = slotIn(state.slots.hops, gauge.uid); hop != kNoSlot) {
            const std::uint64_t zones = state.plan->hops[hop].zones;
            gauge.down = zones != 0 && (zones & ~state.lostZones) == 0;
        }
    }
}

void GaugeReader::readRates(const Run& run) {
    const State& state = run.state();
    const double seconds = static_cast<double>(run.nowNs() - m_sinceNs) * 1e-9;
    m_before.resize(m_stations.size());
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        StationGauge& gauge = m_stations[i];
        Counters now;
        if (const std::uint32_t store = slotIn(state.slots.stores, gauge.uid); store != kNoSlot) {
            const StoreState& counted = state.stores[store];
            now = {counted.consumedRead, counted.consumedWrite, static_cast<double>(counted.throttles)};
            gauge.readUnitsPerS = rate(now.a, m_before[i].a, seconds);
            gauge.writeUnitsPerS = rate(now.b, m_before[i].b, seconds);
            gauge.throttlesPerS = rate(now.throttles, m_before[i].throttles, seconds);
            gauge.lastRefusal = gauge.throttlesPerS > 0 ? counted.lastRefusal : plan::Refusal::None;
        } else if (const std::uint32_t hop = slotIn(state.slots.hops, gauge.uid); hop != kNoSlot) {
            now = {static_cast<double>(state.hops[hop].passed), 0, static_cast<double>(state.hops[hop].refused)};
            gauge.requestsPerS = rate(now.a, m_before[i].a, seconds);
            gauge.throttlesPerS = rate(now.throttles, m_before[i].throttles, seconds);
            gauge.lastRefusal = gauge.throttlesPerS > 0 ? plan::Refusal::ConnectionRefused : plan::Refusal::None;
        } else if (const std::uint32_t service = slotIn(state.slots.services, gauge.uid); service != kNoSlot) {
            now.a = static_cast<double>(state.services[service].passed);
            gauge.requestsPerS = rate(now.a, m_before[i].a, seconds);
        } else {
            now = flowCounters(state, gauge);
            gauge.requestsPerS = rate(now.a, m_before[i].a, seconds);
            gauge.throttlesPerS = rate(now.throttles, m_before[i].throttles, seconds);
            gauge.hitShare = now.a > m_before[i].a ? rate(now.b, m_before[i].b, seconds) / gauge.requestsPerS : gauge.hitShare;
        }
        m_before[i] = now;
    }
    m_patternsBefore.resize(m_patterns.size());
    for (std::size_t i = 0; i < m_patterns.size(); ++i) {
        PatternGauge& gauge = m_patterns[i];
        const Counters now{static_cast<double>(gauge.requests), static_cast<double>(gauge.throttled), 0};
        gauge.requestsPerS = rate(now.a, m_patternsBefore[i].a, seconds);
        gauge.throttledPerS = rate(now.b, m_patternsBefore[i].b, seconds);
        m_patternsBefore[i] = now;
    }
}

void GaugeReader::readPatterns(const Run& run) {
    const State& state = run.state();
    const std::vector<plan::AccessPattern>& rows = run.plan().patterns;
    m_patterns.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t slot = slotIn(state.slots.patterns, rows[i].uid);
        PatternGauge& gauge = m_patterns[i];
        if (gauge.uid != rows[i].uid)
            gauge = PatternGauge{};
        gauge.uid = rows[i].uid;
        const PatternState& counted = state.patterns[slot];
        gauge.requests = counted.made;
        gauge.succeeded = counted.succeeded;
        gauge.throttled = counted.throttled;
        gauge.failed = counted.failed;
        gauge.inFlight = counted.inFlight;
    }
}

void GaugeReader::readPartitions(const Run& run, std::uint64_t watchedUid, Gauges& gauges) {
    gauges.partitions.clear();
    gauges.watched = watchedUid;
    const std::uint32_t slot = slotIn(run.state().slots.stores, watchedUid);
    if (slot == kNoSlot)
        return;
    const StoreState& store = run.state().stores[slot];
    for (std::size_t i = 0; i < store.partitions.size(); ++i) {
        const PartitionState& partition = store.partitions[i];
        const double end = i + 1 < store.starts.size() ? static_cast<double>(store.starts[i + 1]) : 0x1.0p64;
        PartitionGauge gauge;
        gauge.number = partition.number;
        gauge.keyShare = (end - static_cast<double>(store.starts[i])) * 0x1.0p-64;
        gauge.leader = partition.leader;
        gauge.readUnitsPerS = partition.lastRead;
        gauge.writeUnitsPerS = partition.lastWrite;
        gauge.readLimit = partition.read.ratePerS();
        gauge.writeLimit = partition.write.ratePerS();
        gauge.readTokens = tokensAt(partition.read, run.nowNs());
        gauge.writeTokens = tokensAt(partition.write, run.nowNs());
        gauge.throttles = partition.throttles;
        gauges.partitions.push_back(gauge);
    }
}

void GaugeReader::read(const Run& run, std::uint64_t watchedUid, Gauges& gauges) {
    const bool jumped = run.generation() != m_generation || run.nowNs() < m_sinceNs;
    readLevels(run);
    readPatterns(run);
    if (jumped || m_sinceNs < 0 || run.nowNs() - m_sinceNs >= kWindowNs) {
        if (jumped)
            m_sinceNs = run.nowNs();  // no rate across a jump
        readRates(run);
        m_sinceNs = run.nowNs();
        m_generation = run.generation();
    }
    gauges.nowNs = run.nowNs();
    gauges.endNs = run.endNs();
    gauges.events = run.eventCount();
    gauges.pending = run.state().queue.count();
    gauges.generation = run.generation();
    gauges.loadFactor = run.state().loadFactor;
    gauges.lostZones = run.state().lostZones;
    gauges.throttleEvents = run.state().throttleEvents;
    gauges.totals = run.state().totals;
    gauges.stations = m_stations;
    gauges.patterns = m_patterns;
    readPartitions(run, watchedUid, gauges);
}

}  // namespace sim
