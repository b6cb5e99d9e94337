// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/plan.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace plan {
namespace {

double expectedOfFactor(const Plan& plan, double fromS, double toS, double factor) {
    double sum = 0;
    for (const AccessPattern& pattern : plan.patterns)
        sum += factor * (pattern.rate.integral(toS) - pattern.rate.integral(fromS));
    return sum;
}

// Requests that invocations make follow from what their functions are given, which other invocations may have made.
double expectedOfTriggers(const Plan& plan, double lengthS, double factor) {
    std::vector<double> made(plan.patterns.size(), 0);
    for (std::size_t p = 0; p < made.size(); ++p)
        made[p] = factor * plan.patterns[p].rate.integral(lengthS);
    double triggered = 0;
    constexpr int kDeepest = 4;
    for (int depth = 0; depth < kDeepest; ++depth) {
        std::vector<double> records(plan.stations.size(), 0);
        std::vector<double> invocations(plan.stations.size(), 0);
        std::vector<double> changes(plan.stations.size(), 0);
        for (std::size_t p = 0; p < made.size(); ++p) {
            const AccessPattern& pattern = plan.patterns[p];
            const double items = isBatch(pattern.operation) || isTransaction(pattern.operation) ? std::max(pattern.itemsPerCall, 1U) : 1;
            changes[pattern.target] += isWrite(pattern.operation) ? made[p] * items : 0;
            if (std::holds_alternative<ServerStation>(plan.stations[pattern.target].parameters)) {
                records[pattern.target] += made[p];
                invocations[pattern.target] += made[p];
            }
        }
        for (const Station& station : plan.stations) {
            const auto* consumer = std::get_if<ConsumerStation>(&station.parameters);
            const auto* log = consumer != nullptr && consumer->log < plan.stations.size() ? std::get_if<LogStation>(&plan.stations[consumer->log].parameters) : nullptr;
            if (log == nullptr || log->store >= plan.stations.size() || consumer->server >= plan.stations.size())
                continue;
            const double read = changes[log->store] * consumer->filterShare;
            records[consumer->server] += read;
            invocations[consumer->server] += std::min(read, std::max(read / std::max(consumer->batchSize, 1U), lengthS / std::max(consumer->pollS, 0.01)));
        }
        triggered = 0;
        for (std::size_t p = 0; p < made.size(); ++p) {
            const AccessPattern& pattern = plan.patterns[p];
            if (pattern.trigger == Trigger::Rate)
                continue;
            made[p] = pattern.perTrigger * (pattern.trigger == Trigger::PerRecord ? records : invocations)[pattern.source];
            triggered += made[p];
        }
    }
    return triggered;
}

std::string flowProblem(const Plan& plan, const Station& station) {
    const auto is = [&]<typename Parameters>(StationIndex index, std::type_identity<Parameters>) {
        return index < plan.stations.size() && std::holds_alternative<Parameters>(plan.stations[index].parameters);
    };
    using std::type_identity;
    if (const auto* log = std::get_if<LogStation>(&station.parameters); log != nullptr && !is(log->store, type_identity<UnitStoreStation>()))
        return "Stream '" + station.name + "' belongs to no table.";
    if (const auto* consumer = std::get_if<ConsumerStation>(&station.parameters))
        if (!is(consumer->log, type_identity<LogStation>()) || !is(consumer->server, type_identity<ServerStation>()))
            return "Event source mapping '" + station.name + "' joins no stream with a function.";
    if (const auto* channel = std::get_if<ReplicatorStation>(&station.parameters))
        if (!is(channel->from, type_identity<UnitStoreStation>()) || !is(channel->to, type_identity<UnitStoreStation>()))
            return "Replication '" + station.name + "' joins no two tables.";
    return {};
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
    double sum = expectedOfFactor(plan, 0, lengthS, base) + expectedOfTriggers(plan, lengthS, base);
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
        if (std::string problem = flowProblem(plan, station); !problem.empty())
            return problem;
    }
    if (!(plan.scenario.lengthS > 0) || plan.scenario.lengthS > 1e9)
        return "The scenario's length must be above zero and below 30 years.";
    return {};
}

}  // namespace plan
