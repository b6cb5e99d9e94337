// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/live/gauges.h"

#include <algorithm>
#include <utility>

namespace sim {
namespace {

constexpr std::int64_t kStepNs = 100'000'000;     // between two snapshots
constexpr std::int64_t kKeptNs = 4'000'000'000;   // so much history for steps back

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

double number(auto value) { return static_cast<double>(value); }

bool isDown(const State& state, std::uint64_t zones) { return zones != 0 && (zones & ~state.lostZones) == 0; }

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
    gauge.ttlFromNs = store.ttlEnabled && store.ttlActiveNs > run.nowNs() ? store.ttlActiveNs : 0;
    gauge.partitions = static_cast<std::uint32_t>(store.partitions.size());
    gauge.hottestShare = 0;
    for (const PartitionState& partition : store.partitions)
        gauge.hottestShare = std::max({gauge.hottestShare, partition.lastRead / limits.maxReadUnits, partition.lastWrite / limits.maxWriteUnits});
    gauge.down = isDown(state, state.plan->stores[slot].zones);
}

std::int64_t oldestNs(const ConsumerState& consumer, std::int64_t nowNs) {
    std::int64_t oldest = nowNs;
    for (const Lane& lane : consumer.lanes)
        if (!lane.records.empty())
            oldest = std::min(oldest, lane.records.front().commitNs);
    return oldest;
}

// Each fills the levels of a station and returns what its rates are made of.
GaugeReader::Counters lookAtStore(const Run& run, std::uint32_t slot, StationGauge& gauge) {
    readStore(run, slot, gauge);
    const StoreState& store = run.state().stores[slot];
    return {store.consumedRead, store.consumedWrite, number(store.throttles), store.lastRefusal};
}

GaugeReader::Counters lookAtHop(const Run& run, std::uint32_t slot, StationGauge& gauge) {
    const State& state = run.state();
    gauge.down = isDown(state, state.plan->hops[slot].zones);
    return {number(state.hops[slot].passed), 0, number(state.hops[slot].refused), plan::Refusal::ConnectionRefused};
}

GaugeReader::Counters lookAtService(const Run& run, std::uint32_t slot, StationGauge&) { return {number(run.state().services[slot].passed)}; }

GaugeReader::Counters lookAtServer(const Run& run, std::uint32_t slot, StationGauge& gauge) {
    const ServerState& server = run.state().servers[slot];
    const CompiledServer& compiled = run.state().plan->servers[slot];
    gauge.concurrency = server.busy;
    gauge.concurrencyLimit = compiled.row->reserved >= 0 ? compiled.row->reserved : compiled.poolLimit;
    return {number(server.invocations), 0, number(server.throttles)};
}

GaugeReader::Counters lookAtCache(const Run& run, std::uint32_t slot, StationGauge& gauge) {
    const CacheState& cache = run.state().caches[slot];
    const std::uint64_t hits = cache.hits + cache.queryHits;
    gauge.down = !cache.nodes.empty() && std::all_of(cache.nodes.begin(), cache.nodes.end(), [](const CacheNode& node) { return node.down; });
    return {number(hits + cache.misses + cache.queryMisses), number(hits), number(cache.throttles)};
}

GaugeReader::Counters lookAtConsumer(const Run& run, std::uint32_t slot, StationGauge& gauge) {
    const ConsumerState& consumer = run.state().consumers[slot];
    gauge.waiting = number(consumer.waiting);
    gauge.ageS = number(run.nowNs() - oldestNs(consumer, run.nowNs())) * 1e-9;
    return {number(consumer.invoked)};
}

GaugeReader::Counters lookAtReplicator(const Run& run, std::uint32_t slot, StationGauge& gauge) {
    const ReplicatorState& channel = run.state().replicators[slot];
    gauge.waiting = number(channel.pending);
    if (channel.heldFirst != kNoSlot)
        gauge.ageS = number(run.nowNs() - channel.changes[channel.heldFirst].commitNs) * 1e-9;
    else if (channel.periodLag.count() > 0)
        gauge.ageS = channel.periodLag.meanNs() * 1e-9;
    gauge.held = number(channel.held);
    gauge.lostUpdates = channel.conflicts;
    gauge.down = channel.paused;
    return {number(channel.applied), 0, number(channel.throttles)};
}

void addLanes(const ConsumerState& consumer, std::uint32_t perShard, std::int64_t nowNs, std::vector<ShardGauge>& shards) {
    std::vector<double> waiting(shards.size(), 0);
    for (std::size_t i = 0; i < consumer.lanes.size() && i / perShard < shards.size(); ++i) {
        const Lane& lane = consumer.lanes[i];
        if (lane.records.empty())
            continue;
        const std::size_t shard = i / perShard;
        waiting[shard] += number(lane.records.count());
        shards[shard].waiting = std::max(shards[shard].waiting, waiting[shard]);
        shards[shard].ageS = std::max(shards[shard].ageS, number(nowNs - lane.records.front().commitNs) * 1e-9);
    }
}

GaugeReader::Counters lookAtLog(const Run& run, std::uint32_t slot, StationGauge& gauge) {
    const State& state = run.state();
    const CompiledLog& log = state.plan->logs[slot];
    if (log.row == nullptr || log.store == kNoSlot)
        return {number(state.logs[slot].records)};
    const std::size_t open = log.row->shards > 0 ? log.row->shards : state.stores[log.store].partitions.size();
    gauge.shards.assign(open, {});
    for (const std::uint32_t reader : log.consumers)
        addLanes(state.consumers[reader], std::max(state.plan->consumers[reader].row->parallelFactor, 1U), run.nowNs(), gauge.shards);
    return {number(state.logs[slot].records)};
}

GaugeReader::Counters lookAtSink(const Run& run, std::uint32_t slot, StationGauge&) {
    const SinkState& sink = run.state().sinks[slot];
    return {number(sink.putCount + sink.getCount), 0, number(sink.refused)};
}

// Where each of these was before; past the end: nowhere.
std::vector<std::size_t> origins(const auto& before, const auto& now) {
    std::vector<std::size_t> places;
    for (const auto& gauge : now)
        places.push_back(static_cast<std::size_t>(std::find_if(before.begin(), before.end(), [&](const auto& old) { return old.uid == gauge.uid; }) - before.begin()));
    return places;
}

// What is new has counted nothing.
std::vector<GaugeReader::Counters> carried(const std::vector<GaugeReader::Counters>& counters, const std::vector<std::size_t>& origins) {
    std::vector<GaugeReader::Counters> now;
    for (const std::size_t origin : origins)
        now.push_back(origin < counters.size() ? counters[origin] : GaugeReader::Counters());
    return now;
}

}  // namespace

// Which counters belong to which station changes with the plan alone.
void GaugeReader::follow(const Run& run) {
    const State& state = run.state();
    if (m_plan == state.plan)
        return;
    const std::vector<plan::Station>& stations = run.plan().stations;
    const std::vector<StationGauge> before = std::exchange(m_stations, std::vector<StationGauge>(stations.size()));
    m_places.assign(stations.size(), {});
    const std::pair<const std::vector<std::uint64_t>*, Look> roles[] = {
        {&state.slots.stores, lookAtStore},       {&state.slots.hops, lookAtHop},           {&state.slots.services, lookAtService},
        {&state.slots.servers, lookAtServer},     {&state.slots.caches, lookAtCache},       {&state.slots.consumers, lookAtConsumer},
        {&state.slots.replicators, lookAtReplicator}, {&state.slots.logs, lookAtLog},       {&state.slots.sinks, lookAtSink}};
    for (std::size_t i = 0; i < stations.size(); ++i) {
        m_stations[i].uid = stations[i].uid;
        for (const auto& [uids, look] : roles)
            if (const std::uint32_t slot = slotIn(*uids, stations[i].uid); slot != kNoSlot && m_places[i].look == nullptr)
                m_places[i] = {look, slot};
    }
    const std::vector<std::size_t> stationsWere = origins(before, m_stations);
    for (std::size_t i = 0; i < stations.size(); ++i)
        if (stationsWere[i] < before.size())
            m_stations[i] = before[stationsWere[i]];
    const std::vector<PatternGauge> patternsBefore = m_patterns;
    readPatterns(run);
    const std::vector<std::size_t> patternsWere = origins(patternsBefore, m_patterns);
    for (Snapshot& snapshot : m_past) {
        snapshot.stations = carried(snapshot.stations, stationsWere);
        snapshot.patterns = carried(snapshot.patterns, patternsWere);
    }
    m_plan = state.plan;
}

GaugeReader::Snapshot GaugeReader::look(const Run& run) {
    Snapshot now{run.nowNs(), {}, {}};
    for (std::size_t i = 0; i < m_stations.size(); ++i)
        now.stations.push_back(m_places[i].look == nullptr ? Counters{} : m_places[i].look(run, m_places[i].slot, m_stations[i]));
    for (const PatternGauge& gauge : m_patterns)
        now.patterns.push_back({number(gauge.requests), number(gauge.throttled)});
    return now;
}

// The snapshot that rates are counted from: a window ago, or the oldest that there is. Those of a future that a step back has
// left are gone.
const GaugeReader::Snapshot* GaugeReader::baseFor(std::int64_t nowNs) {
    while (!m_past.empty() && m_past.back().atNs > nowNs)
        m_past.pop_back();
    while (m_past.size() > 1 && m_past[1].atNs <= nowNs - kKeptNs)
        m_past.pop_front();
    const Snapshot* base = nullptr;
    for (const Snapshot& snapshot : m_past)
        if (base == nullptr || snapshot.atNs <= nowNs - kWindowNs)
            base = &snapshot;
    return base;
}

void GaugeReader::mark(const Run& run) {
    follow(run);
    readPatterns(run);
    m_past.clear();
    m_past.push_back(look(run));
}

void GaugeReader::readRates(const Snapshot& now, const Snapshot* base) {
    const Snapshot start{0, std::vector<Counters>(m_stations.size()), std::vector<Counters>(m_patterns.size())};
    const Snapshot& from = base != nullptr ? *base : now.atNs <= kWindowNs ? start : now;
    const double seconds = number(now.atNs - from.atNs) * 1e-9;
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        StationGauge& gauge = m_stations[i];
        const Counters& counted = now.stations[i];
        const Counters& was = from.stations[i];
        const bool isStore = m_places[i].look == lookAtStore;
        const double a = rate(counted.a, was.a, seconds);
        const double b = rate(counted.b, was.b, seconds);
        (isStore ? gauge.readUnitsPerS : gauge.requestsPerS) = a;
        if (isStore)
            gauge.writeUnitsPerS = b;
        gauge.throttlesPerS = rate(counted.throttles, was.throttles, seconds);
        gauge.lastRefusal = gauge.throttlesPerS > 0 ? counted.refusal : plan::Refusal::None;
        if (m_places[i].look == lookAtCache && a > 0)
            gauge.hitShare = b / a;
        if (m_places[i].look == lookAtReplicator && a == 0 && gauge.waiting == 0)
            gauge.ageS = 0;  // nothing was late within the window
    }
    for (std::size_t i = 0; i < m_patterns.size(); ++i) {
        const Counters& was = from.patterns[i];
        m_patterns[i].requestsPerS = rate(now.patterns[i].a, was.a, seconds);
        m_patterns[i].throttledPerS = rate(now.patterns[i].b, was.b, seconds);
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

namespace {

void readFaults(const State& state, std::vector<FaultGauge>& faults) {
    faults.clear();
    for (std::uint32_t i = 0; i < state.faults.size(); ++i) {
        const plan::FaultKind& kind = state.faults[i].kind;
        const bool isMoment = std::holds_alternative<plan::CacheFlush>(kind) || std::holds_alternative<plan::PoisonRecord>(kind);
        if (state.faultActive[i] && !isMoment)
            faults.push_back({i, kind, state.faultPlans[i]});
    }
}

}  // namespace

void GaugeReader::read(const Run& run, std::uint64_t watchedUid, Gauges& gauges) {
    follow(run);
    readPatterns(run);
    Snapshot now = look(run);
    readRates(now, baseFor(run.nowNs()));
    if (m_past.empty() || now.atNs - m_past.back().atNs >= kStepNs)
        m_past.push_back(std::move(now));
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
    readFaults(run.state(), gauges.faults);
}

}  // namespace sim
