// SPDX-License-Identifier: GPL-3.0-or-later
// P1: Poisson source of 6,000 requests/s, Zipf 0.99 over 10,000 keys, a hop, a table of 8 partitions, up to 10 retries with full jitter, 2 M
// requests; through the real stations, exact, metrics on. Beside it the same pipeline as a program for ns-3.
#include "simulation/run.h"
#include "tests/bench/benchline.h"
#include "tests/bench/ns3peer.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

constexpr std::uint64_t kTableUid = 3;

// Equal ranges of the hash, as the table divides its keys.
std::vector<int> placesOf(const bench::PipelineWork& work) {
    std::vector<int> places;
    for (int key = 0; key < work.keys; ++key)
        places.push_back(static_cast<int>(plan::keyHash(kTableUid, static_cast<std::uint64_t>(key)) / (~0ULL / static_cast<std::uint64_t>(work.partitions) + 1)));
    return places;
}

plan::PlanPtr planOf(const bench::PipelineWork& work) {
    auto plan = std::make_shared<plan::Plan>();
    plan->zones = {"a", "b", "c"};
    plan::UnitStoreStation table;
    table.throughput.billing = plan::BillingMode::Provisioned;
    table.throughput.readUnits = 100;
    table.throughput.writeUnits = work.tableUnitsPerS;
    table.partitions.initialCount = static_cast<std::uint32_t>(work.partitions);
    table.partitions.splitForHeat = plan::Switch::Off;
    table.times.write = {work.serviceMs, work.serviceMs};
    table.times.perKbMs = 0;
    plan->stations.push_back({1, "clients", plan::SourceStation{}});
    plan->stations.push_back({2, "hop", plan::HopStation{}});
    plan->stations.push_back({kTableUid, "table", table});
    plan::AccessPattern pattern;
    pattern.uid = 4;
    pattern.name = "writes";
    pattern.source = 0;
    pattern.target = 2;
    pattern.operation = plan::Operation::PutItem;
    pattern.rate = plan::RateCurve::constant(work.ratePerS);
    pattern.keys = plan::KeyDistribution::zipf(static_cast<std::uint64_t>(work.keys), work.exponent);
    pattern.retry = plan::RetrySettings::formula(static_cast<std::uint32_t>(work.maxAttempts), work.baseMs, work.capMs, plan::Jitter::Full);
    plan::Path path;
    path.hops.push_back({1, {work.oneWayMs / 2, work.oneWayMs / 2}});
    path.lastLeg = {work.oneWayMs / 2, work.oneWayMs / 2};
    pattern.paths.push_back(path);
    plan->patterns.push_back(pattern);
    plan->scenario.lengthS = static_cast<double>(work.requests) / work.ratePerS;
    return plan;
}

struct Result {
    double requestsPerS = 0, eventsPerS = 0, throttledShare = 0, meanMs = 0;
};

constexpr int kPairs = 7;
constexpr std::size_t kCheckpointBytes = 256ULL << 20;

Result runOnce(const bench::PipelineWork& work, std::size_t checkpointBytes) {
    sim::RunOptions options;
    options.checkpointBytes = checkpointBytes;
    sim::Run run(planOf(work), options);
    const double seconds = bench::processorSecondsOf([&] { run.runUntil(run.endNs()); });
    const sim::State& state = run.state();
    sim::Histogram latency = state.patterns[0].runLatency;
    latency.add(state.patterns[0].periodLatency);
    return {static_cast<double>(state.totals.requests) / seconds, static_cast<double>(run.eventCount()) / seconds,
            static_cast<double>(state.totals.throttledAttempts) / static_cast<double>(state.totals.attempts), latency.meanNs() * 1e-6};
}

Result medianOf(std::vector<Result> results) {
    std::ranges::sort(results, {}, &Result::requestsPerS);
    return results[results.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    bench::PipelineWork work;
    if (argc > 1)
        work.requests = std::atoll(argv[1]);
    work.partitionOfKey = placesOf(work);
    // With and without checkpoints in turn: whatever else the machine does meets both alike.
    std::vector<Result> plain, kept;
    for (int i = 0; i < kPairs; ++i) {
        plain.push_back(runOnce(work, 0));
        kept.push_back(runOnce(work, kCheckpointBytes));
    }
    const Result ours = medianOf(plain);
    const std::vector<bench::PeerPipeline> peers = bench::ns3Pipeline(work);
    double best = 0;
    for (const bench::PeerPipeline& peer : peers)
        best = std::max(best, peer.requestsPerS);
    const double ratio = peers.empty() ? 0 : ours.requestsPerS / peers.front().requestsPerS;
    bench::print({"pipeline", "P1, 2 M requests through the stations", ours.requestsPerS / 1e6, "M requests/s", "2x ns-3's default", ratio, "ns-3's default"});
    if (best > 0)
        bench::print({"pipeline", "P1, against ns-3's best scheduler", ours.requestsPerS / 1e6, "M requests/s", "2.8x ns-3's best (aim)", ours.requestsPerS / best, "ns-3's best"});
    bench::print({"pipeline", "P1, events", ours.eventsPerS / 1e6, "M events/s", "", 0});
    bench::print({"pipeline", "P1, share of throttled attempts", 100 * ours.throttledShare, "%", "", 0});
    bench::print({"pipeline", "P1, mean latency", ours.meanMs, "ms", "", 0});
    for (const bench::PeerPipeline& peer : peers) {
        bench::print({"peer", "P1, " + peer.scheduler, peer.requestsPerS / 1e6, "M requests/s", "", 0});
        bench::print({"peer", "P1, " + peer.scheduler + ", throttled attempts", 100 * peer.throttledShare, "%", "", 0});
    }
    bench::print({"pipeline", "P1, cost of checkpoints", 100 * (ours.requestsPerS / medianOf(kept).requestsPerS - 1), "%", "under 15 %", 0});
    return 0;
}
