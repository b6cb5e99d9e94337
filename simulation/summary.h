// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/run.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What a run came to, for people and scripts (the JSON of `skerry simulate`).
namespace sim {

struct RequestCounts {
    std::uint64_t total = 0, succeeded = 0, throttled = 0, failed = 0, inFlight = 0;
};
struct LatencySummary {
    double meanMs = 0, p50Ms = 0, p99Ms = 0, maxMs = 0;
};
struct PatternSummary {
    std::uint64_t uid = 0;
    std::string name;
    std::string caller, resource;  // paths of the nodes at its ends
    RequestCounts requests;
    std::uint64_t attempts = 0, throttledAttempts = 0, staleReads = 0;
    LatencySummary latency;
};
struct MetricSummary {
    std::string_view metric;
    std::string_view dimension;
    Statistic statistic = Statistic::Sum;
    double sum = 0;      // of a Sum; the last value of the others
    double maxPerS = 0;  // highest rate of a period of a Sum; highest value of the others
};
struct NodeSummary {
    std::uint64_t uid = 0;
    std::string name;
    std::vector<MetricSummary> metrics;  // those that were ever other than zero
};
struct FaultSummary {
    plan::Fault fault;
    plan::PlanPtr plan;  // that its station, zone or Region is counted in
};
struct RunSummary {
    std::uint64_t fingerprint = 0;
    std::uint64_t seed = 0;
    std::uint32_t run = 1;
    double simulatedS = 0;
    std::uint64_t events = 0;
    plan::Fidelity fidelity = plan::Fidelity::Exact;  // as the run was made: Exact or Cohort
    double sliceS = 0;                                // of a cohort run, the latest
    RequestCounts requests;
    std::uint64_t attempts = 0, throttledAttempts = 0;
    LatencySummary latency;
    std::vector<PatternSummary> patterns;
    std::vector<NodeSummary> nodes;
    std::vector<FaultSummary> faults;  // that have begun, those that were injected by hand too
};

[[nodiscard]] RunSummary summarize(const Run& run);
[[nodiscard]] std::string fingerprintText(std::uint64_t fingerprint);  // 16 hexadecimal digits

}  // namespace sim
