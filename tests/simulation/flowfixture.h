// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/run.h"
#include "tests/simulation/planfixture.h"

#include <algorithm>
#include <string_view>
#include <utility>

// Plans with streams, functions, caches and replicas, and what their runs recorded.
namespace fixture {

inline constexpr std::int64_t kSecondNs = 1'000'000'000;
inline constexpr std::uint64_t kLogUid = 505;
inline constexpr std::uint64_t kServerUid = 606;
inline constexpr std::uint64_t kConsumerUid = 707;
inline constexpr std::uint64_t kCacheUid = 808;
inline constexpr std::uint64_t kSinkUid = 909;

inline sim::Run runWhole(plan::Plan plan, double seconds) {
    plan.scenario.lengthS = seconds;
    sim::Run run(share(std::move(plan)));
    run.runUntil(run.endNs());
    return run;
}

inline std::uint32_t slotOf(const sim::Run& run, std::uint64_t uid, std::string_view metric, sim::Statistic statistic, std::uint64_t pattern = 0) {
    return static_cast<std::uint32_t>(run.metrics().find({uid, pattern, metric, "", statistic}));
}
inline double valueAt(const sim::Run& run, std::uint64_t uid, std::string_view metric, sim::Statistic statistic, std::size_t row, std::uint64_t pattern = 0) {
    return run.metrics().value(row, slotOf(run, uid, metric, statistic, pattern));
}
inline double sumOf(const sim::Run& run, std::uint64_t uid, std::string_view metric, std::size_t from = 0) {
    double sum = run.state().metrics[slotOf(run, uid, metric, sim::Statistic::Sum)];  // of the period that has just begun
    for (std::size_t row = from; row < run.metrics().rowCount(); ++row)
        sum += valueAt(run, uid, metric, sim::Statistic::Sum, row);
    return sum;
}
inline double mostOf(const sim::Run& run, std::uint64_t uid, std::string_view metric, sim::Statistic statistic) {
    double most = 0;
    for (std::size_t row = 0; row < run.metrics().rowCount(); ++row)
        most = std::max(most, valueAt(run, uid, metric, statistic, row));
    return most;
}

// Writes at a constant rate -> table -> stream (station 2) -> consumer (4) -> function (3) of a fixed duration. Steady times all over.
inline plan::Plan streamPlan(double writesPerS, std::uint32_t shards, std::uint32_t batch, double durationMs) {
    plan::Plan plan = fixture::plan(provisionedTable(100, 40'000), plan::Operation::PutItem, writesPerS, plan::KeyDistribution::sequential());
    plan::LogStation log;
    log.store = 1;
    log.shards = shards;
    log.visibleAfter = constantMs(0);
    plan.stations.push_back({kLogUid, "Orders/stream", log});
    plan::ServerStation server;
    server.duration = constantMs(durationMs);
    server.coldStart = constantMs(0);
    plan.stations.push_back({kServerUid, "worker", server});
    plan::ConsumerStation consumer;
    consumer.log = 2;
    consumer.server = 3;
    consumer.batchSize = batch;
    plan.stations.push_back({kConsumerUid, "worker/Orders", consumer});
    return plan;
}

// One table in several Regions, each with a source of its own; every pair is joined both ways. Stations: source and table by turns, then channels.
inline plan::Plan globalPlan(const std::vector<double>& writesPerS, const plan::KeyDistribution& keys) {
    plan::Plan plan = fixture::plan(provisionedTable(1'000, 1'000), plan::Operation::PutItem, writesPerS.front(), keys);
    plan.regions = {"us-east-1", "us-east-2", "eu-west-1"};
    plan.stations[0].region = plan.stations[1].region = 0;
    for (std::size_t i = 1; i < writesPerS.size(); ++i) {
        const auto region = static_cast<plan::RegionIndex>(i);
        plan.stations.push_back({kSourceUid + i * 1'000, "clients", plan::SourceStation{}, region});
        plan.stations.push_back({kTableUid + i * 1'000, "Orders", provisionedTable(1'000, 1'000), region});
        plan::AccessPattern pattern = plan.patterns[0];
        pattern.uid = 1 + i;
        pattern.source = static_cast<plan::StationIndex>(2 * i);
        pattern.target = pattern.source + 1;
        pattern.rate = plan::RateCurve::constant(writesPerS[i]);
        plan.patterns.push_back(pattern);
    }
    const auto replicas = static_cast<plan::StationIndex>(writesPerS.size());
    for (plan::StationIndex a = 0; a < replicas; ++a)
        for (plan::StationIndex b = 0; b < replicas; ++b) {
            if (a == b)
                continue;
            plan::ReplicatorStation channel;
            channel.from = 2 * a + 1;
            channel.to = 2 * b + 1;
            channel.lag = constantMs(350);
            plan.stations.push_back({50'000 + 100ULL * a + b, "channel", channel});
        }
    return plan;
}
inline std::uint64_t channelUid(std::uint64_t from, std::uint64_t to) { return 50'000 + 100 * from + to; }
inline std::uint64_t replicaUid(std::uint64_t i) { return kTableUid + i * 1'000; }

// Reads through a cache of so many bytes a node. Stations: source, table, cache.
inline plan::Plan cachePlan(double readsPerS, const plan::KeyDistribution& keys, double nodeBytes, std::size_t nodes) {
    plan::Plan plan = fixture::plan(provisionedTable(40'000, 1'000), plan::Operation::GetItem, readsPerS, keys);
    plan::CacheStation cache;
    cache.nodeZones.assign(nodes, 0);
    for (std::size_t i = 0; i < nodes; ++i)
        cache.nodeZones[i] = static_cast<plan::ZoneIndex>(i);
    cache.nodeBytes = nodeBytes;
    cache.hit = constantMs(0.4);
    plan.stations.push_back({kCacheUid, "dax", cache});
    plan.patterns[0].via = 2;
    return plan;
}

template <typename Station>
Station& stationOf(plan::Plan& plan, std::size_t index) {
    return std::get<Station>(plan.stations[index].parameters);
}

}  // namespace fixture
