// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/compiledplan.h"

#include <algorithm>
#include <array>

namespace sim {
namespace {

void compileLog(CompiledPlan& compiled, const plan::LogStation& row, std::uint64_t uid, std::uint32_t slot, const StationSlots& placed) {
    CompiledLog& log = compiled.logs[slot];
    log.row = &row;
    log.uid = uid;
    log.visibleAfter = LatencySampler(row.visibleAfter);
    log.store = placed.of(row.store);
    if (log.store != kNoSlot)
        compiled.stores[log.store].logs.push_back(slot);
}

void compileConsumer(CompiledPlan& compiled, const plan::ConsumerStation& row, std::uint64_t uid, std::uint32_t slot, const StationSlots& placed) {
    const std::vector<plan::Station>& stations = compiled.plan->stations;
    CompiledConsumer& consumer = compiled.consumers[slot];
    consumer.row = &row;
    consumer.uid = uid;
    consumer.log = placed.of(row.log);
    consumer.server = placed.of(row.server);
    if (row.onFailure < stations.size()) {
        consumer.failureUid = stations[row.onFailure].uid;
        if (std::holds_alternative<plan::SinkStation>(stations[row.onFailure].parameters))
            consumer.sink = placed.of(row.onFailure);
        else if (std::holds_alternative<plan::ServiceStation>(stations[row.onFailure].parameters))
            consumer.service = placed.of(row.onFailure);
    }
    if (consumer.log == kNoSlot)
        return;
    consumer.logUid = stations[row.log].uid;
    consumer.serverUid = row.server < stations.size() ? stations[row.server].uid : 0;
    consumer.retentionNs = static_cast<std::int64_t>(std::get<plan::LogStation>(stations[row.log].parameters).retentionS * 1e9);
    compiled.logs[consumer.log].consumers.push_back(slot);
}

void compileReplicator(CompiledPlan& compiled, const plan::ReplicatorStation& row, std::uint64_t uid, std::uint32_t slot,
                       const StationSlots& placed) {
    const std::vector<plan::Station>& stations = compiled.plan->stations;
    CompiledReplicator& channel = compiled.replicators[slot];
    channel.row = &row;
    channel.uid = uid;
    channel.from = placed.of(row.from);
    channel.to = placed.of(row.to);
    channel.lag = LatencySampler(row.lag);
    channel.oneWay = LatencySampler(row.oneWay);
    if (channel.from == kNoSlot || channel.to == kNoSlot)
        return;
    channel.fromUid = stations[row.from].uid;
    channel.toUid = stations[row.to].uid;
    channel.regions = regionBit(stations[row.from].region) | regionBit(stations[row.to].region);
    compiled.stores[channel.from].channels.push_back(slot);
    compiled.stores[channel.to].channelsIn.push_back(slot);
}

}  // namespace

void compileFlowStation(CompiledPlan& compiled, const plan::Station& station, std::uint32_t slot, const StationSlots& placed) {
    if (const auto* log = std::get_if<plan::LogStation>(&station.parameters)) {
        compileLog(compiled, *log, station.uid, slot, placed);
    } else if (const auto* consumer = std::get_if<plan::ConsumerStation>(&station.parameters)) {
        compileConsumer(compiled, *consumer, station.uid, slot, placed);
    } else if (const auto* row = std::get_if<plan::ServerStation>(&station.parameters)) {
        CompiledServer& server = compiled.servers[slot];
        server.row = row;
        server.uid = station.uid;
        server.duration = LatencySampler(row->duration);
        server.coldStart = LatencySampler(row->coldStart);
        server.pool = station.region;
    } else if (const auto* cacheRow = std::get_if<plan::CacheStation>(&station.parameters)) {
        CompiledCache& cache = compiled.caches[slot];
        cache.row = cacheRow;
        cache.uid = station.uid;
        cache.hit = LatencySampler(cacheRow->hit);
    } else if (const auto* channel = std::get_if<plan::ReplicatorStation>(&station.parameters)) {
        compileReplicator(compiled, *channel, station.uid, slot, placed);
    } else if (const auto* sinkRow = std::get_if<plan::SinkStation>(&station.parameters)) {
        CompiledSink& sink = compiled.sinks[slot];
        sink.row = sinkRow;
        sink.uid = station.uid;
        sink.put = LatencySampler(sinkRow->put);
        sink.get = LatencySampler(sinkRow->get);
    }
}

void compileConcurrency(CompiledPlan& compiled) {
    std::array<double, 256> account{};
    std::array<double, 256> reserved{};
    std::array<double, 256> kept{};
    for (const CompiledServer& server : compiled.servers) {
        if (server.row == nullptr)
            continue;
        account[server.pool] = std::max(account[server.pool], server.row->accountConcurrency);
        kept[server.pool] = std::max(kept[server.pool], server.row->keptUnreserved);
        reserved[server.pool] += std::max(server.row->reserved, 0.0);
    }
    for (CompiledServer& server : compiled.servers)
        server.poolLimit = std::max(account[server.pool] - reserved[server.pool], std::min(kept[server.pool], account[server.pool]));
}

void compileConnections(CompiledPlan& compiled, SlotTable& slots) {
    for (CompiledPattern& pattern : compiled.patterns) {
        if (pattern.row == nullptr || !pattern.row->connections)
            continue;
        for (CompiledPath& path : pattern.paths) {
            if (path.row->blocked != plan::Refusal::None)
                continue;
            std::uint64_t way = mix(mix(pattern.sourceUid, path.row->presenceUid), pattern.entryUid);
            for (const CompiledLeg& leg : path.legs)
                way = mix(way, compiled.hops[leg.hop].uid);
            path.pool = slotOf(slots.pools, way);
            compiled.pools.resize(slots.pools.size());
            CompiledPool& pool = compiled.pools[path.pool];
            pool.row = &*pattern.row->connections;
            pool.onlyConstant = pool.onlyConstant && pattern.row->arrivals == plan::Arrivals::Constant && pattern.sourceServer == kNoSlot;
        }
    }
    compiled.pools.resize(slots.pools.size());
}

}  // namespace sim
