// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

// Small programs on ns-3 that do the same work as ours, in the same process and run. Empty results where ns-3 is not installed.
// (The header is C++17: ns-3 3.37's own headers need it.)
namespace bench {

struct PeerRate {
    std::string scheduler;
    double perS = 0;
};

// Hold model on each of ns-3's schedulers; the increments are given, so that both queues sort the same times. The first is the default.
std::vector<PeerRate> ns3Hold(const std::vector<std::int64_t>& incrementsNs, std::int64_t pending, std::int64_t operations);

struct PipelineWork {
    double ratePerS = 6000;
    int keys = 10'000;
    double exponent = 0.99;
    int partitions = 8;
    double partitionUnitsPerS = 1000;
    double tableUnitsPerS = 7000;
    double tableBurstS = 300;
    int maxAttempts = 11;
    double baseMs = 50;
    double capMs = 20'000;
    double oneWayMs = 0.2;
    double serviceMs = 3.5;
    std::int64_t requests = 2'000'000;
    // Where each key lies. Both programs are given the same places: which of the popular keys share a partition decides how far the fullest
    // one is over its limit, and by dice of its own the peer throttled 53 % where this engine throttled 51 %.
    std::vector<int> partitionOfKey;
};
struct PeerPipeline {
    std::string scheduler;
    double requestsPerS = 0;
    double throttledShare = 0;  // of all attempts
    double meanLatencyMs = 0;
};
std::vector<PeerPipeline> ns3Pipeline(const PipelineWork& work);

}  // namespace bench
