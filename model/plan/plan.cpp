// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/plan.h"

#include <algorithm>
#include <cmath>

namespace plan {
namespace {

double expectedOfFactor(const Plan& plan, double fromS, double toS, double factor) {
    double sum = 0;
    for (const AccessPattern& pattern : plan.patterns)
        sum += factor * (pattern.rate.integral(toS) - pattern.rate.integral(fromS));
    return sum;
}

std::string patternProblem(const Plan& plan, const AccessPattern& pattern) {
    const auto stations = static_cast<StationIndex>(plan.stations.size());
    const std::string who = "Access pattern '" + pattern.name + "' ";
    if (pattern.source >= stations || pattern.target >= stations)
        return who + "has no source or no target.";
    if (!std::isfinite(pattern.rate.maxRatePerS()))
        return who + "has a rate that is not a number.";
    if (pattern.itemBytes < 0 || pattern.keys.keyCount == 0)
        return who + "has a negative item size or no keys.";
    for (const Path& path : pattern.paths)
        for (const PathHop& hop : path.hops)
            if (hop.station >= stations || !std::holds_alternative<HopStation>(plan.stations[hop.station].parameters))
                return who + "passes a station that is no hop.";
    for (const IndexWrite& write : pattern.indexWrites)
        if (write.index >= stations || !std::holds_alternative<UnitStoreStation>(plan.stations[write.index].parameters))
            return who + "writes an index that is no store.";
    return {};
}

}  // namespace

std::vector<ZoneIndex> firstThreeZones() { return {0, 1, 2}; }

StationIndex findStation(const Plan& plan, std::uint64_t uid) {
    for (std::size_t i = 0; i < plan.stations.size(); ++i)
        if (plan.stations[i].uid == uid)
            return static_cast<StationIndex>(i);
    return kNoStation;
}

double expectedRequests(const Plan& plan) {
    const double lengthS = plan.scenario.lengthS;
    const double base = plan.scenario.loadFactor;
    double sum = expectedOfFactor(plan, 0, lengthS, base);
    for (const Fault& fault : plan.scenario.faults) {
        const auto* load = std::get_if<LoadFault>(&fault.kind);
        if (load == nullptr || fault.startS >= lengthS)
            continue;
        const double endS = fault.durationS > 0 ? std::min(fault.startS + fault.durationS, lengthS) : lengthS;
        sum += expectedOfFactor(plan, fault.startS, endS, base * (load->factor - 1));
    }
    return std::max(sum, 0.0);
}

std::string planProblem(const Plan& plan) {
    for (const AccessPattern& pattern : plan.patterns)
        if (std::string problem = patternProblem(plan, pattern); !problem.empty())
            return problem;
    for (const Station& station : plan.stations) {
        const auto* store = std::get_if<UnitStoreStation>(&station.parameters);
        if (store != nullptr && store->index && store->index->table >= plan.stations.size())
            return "Index '" + station.name + "' belongs to no table.";
    }
    if (!(plan.scenario.lengthS > 0) || plan.scenario.lengthS > 1e9)
        return "The scenario's length must be above zero and below 30 years.";
    return {};
}

}  // namespace plan
