// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/summary.h"

#include <algorithm>

namespace sim {
namespace {

LatencySummary latencyOf(const Histogram& histogram) {
    return {histogram.meanNs() * 1e-6, histogram.percentileNs(0.50) * 1e-6, histogram.percentileNs(0.99) * 1e-6,
            static_cast<double>(histogram.maxNs()) * 1e-6};
}

std::string nameOf(const Run& run, plan::StationIndex station) {
    return station < run.plan().stations.size() ? run.plan().stations[station].name : std::string();
}

MetricSummary metricOf(const Run& run, std::uint32_t slot) {
    const MetricLog& log = run.metrics();
    const MetricId& id = log.series()[slot];
    const bool sums = id.statistic == Statistic::Sum;
    MetricSummary summary{id.metric, id.dimension, id.statistic, 0, 0};
    for (std::size_t row = 0; row < log.rowCount(); ++row) {
        const double value = log.value(row, slot);
        summary.sum = sums ? summary.sum + value : value;
        summary.maxPerS = std::max(summary.maxPerS, sums ? value / log.periodS() : value);
    }
    if (sums && slot < run.state().metrics.size())  // the period that has begun
        summary.sum += run.state().metrics[slot];
    return summary;
}

std::vector<NodeSummary> nodesOf(const Run& run) {
    std::vector<NodeSummary> nodes;
    for (const plan::Station& station : run.plan().stations) {
        NodeSummary node{station.uid, station.name, {}};
        for (std::uint32_t slot = 0; slot < run.metrics().series().size(); ++slot) {
            const MetricId& id = run.metrics().series()[slot];
            if (id.stationUid != station.uid || id.patternUid != 0)
                continue;
            const MetricSummary metric = metricOf(run, slot);
            if (metric.sum != 0 || metric.maxPerS != 0)
                node.metrics.push_back(metric);
        }
        nodes.push_back(std::move(node));
    }
    return nodes;
}

}  // namespace

RunSummary summarize(const Run& run) {
    const State& state = run.state();
    RunSummary summary;
    summary.fingerprint = run.fingerprint();
    summary.seed = run.plan().scenario.seed;
    summary.run = run.plan().scenario.run;
    summary.simulatedS = static_cast<double>(run.nowNs()) * 1e-9;
    summary.events = run.eventCount();
    summary.fidelity = run.isCohort() ? plan::Fidelity::Cohort : plan::Fidelity::Exact;
    summary.sliceS = run.sliceS();
    const Totals& totals = state.totals;
    summary.requests = {totals.requests, totals.succeeded, totals.throttled, totals.failed, totals.inFlight()};
    summary.attempts = totals.attempts;
    summary.throttledAttempts = totals.throttledAttempts;
    Histogram all;
    for (std::size_t slot = 0; slot < state.patterns.size(); ++slot) {
        const PatternState& pattern = state.patterns[slot];
        Histogram latency = pattern.runLatency;
        latency.add(pattern.periodLatency);
        all.add(latency);
        const CompiledPattern& compiled = state.plan->patterns[slot];
        if (compiled.row == nullptr)
            continue;
        summary.patterns.push_back({compiled.row->uid, compiled.row->name, nameOf(run, compiled.row->source), nameOf(run, compiled.row->target),
                                    {pattern.made, pattern.succeeded, pattern.throttled, pattern.failed, pattern.inFlight},
                                    pattern.attempts, pattern.throttledAttempts, pattern.staleReads, latencyOf(latency)});
    }
    summary.latency = latencyOf(all);
    summary.nodes = nodesOf(run);
    for (std::size_t i = 0; i < state.faults.size(); ++i)
        if (state.faults[i].startS <= summary.simulatedS)
            summary.faults.push_back({state.faults[i], state.faultPlans[i]});
    return summary;
}

std::string fingerprintText(std::uint64_t fingerprint) {
    std::string text(16, '0');
    for (std::size_t i = 16; i-- > 0; fingerprint >>= 4)
        text[i] = "0123456789abcdef"[fingerprint & 15];
    return text;
}

}  // namespace sim
