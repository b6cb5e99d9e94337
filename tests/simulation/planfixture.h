// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"

#include <memory>
#include <string>

// Small plans for tests: one source, one table, in the shape that the acceptance numbers ask for.
namespace fixture {

inline constexpr std::uint64_t kSourceUid = 101;
inline constexpr std::uint64_t kTableUid = 202;
inline constexpr std::uint64_t kIndexUid = 303;
inline constexpr std::uint64_t kHopUid = 404;

inline plan::Latency constantMs(double ms) { return {ms, ms}; }

// Latencies without spread, as the acceptance numbers want.
inline plan::ServiceTimes steadyTimes() {
    plan::ServiceTimes times;
    for (plan::Latency* latency : {&times.getEventual, &times.getStrong, &times.query, &times.scan, &times.write, &times.batch,
                                   &times.transactWrite, &times.transactGet})
        latency->p99Ms = latency->p50Ms;
    return times;
}

inline plan::UnitStoreStation provisionedTable(double readUnits, double writeUnits) {
    plan::UnitStoreStation table;
    table.throughput.billing = plan::BillingMode::Provisioned;
    table.throughput.readUnits = readUnits;
    table.throughput.writeUnits = writeUnits;
    table.burst.enabled = plan::Switch::Off;
    table.times = steadyTimes();
    return table;
}

inline plan::UnitStoreStation onDemandTable() {
    plan::UnitStoreStation table = provisionedTable(0, 0);
    table.throughput.billing = plan::BillingMode::OnDemand;
    return table;
}

// Stations: 0 source, 1 table. One pattern, constant arrivals, no retries.
inline plan::Plan plan(const plan::UnitStoreStation& table, plan::Operation operation, double ratePerS, const plan::KeyDistribution& keys) {
    plan::Plan result;
    result.zones = {"a", "b", "c"};
    result.stations.push_back({kSourceUid, "clients", plan::SourceStation{}});
    result.stations.push_back({kTableUid, "Orders", table});
    plan::AccessPattern pattern;
    pattern.uid = 1;
    pattern.name = "pattern";
    pattern.source = 0;
    pattern.target = 1;
    pattern.operation = operation;
    pattern.rate = plan::RateCurve::constant(ratePerS);
    pattern.arrivals = plan::Arrivals::Constant;
    pattern.keys = keys;
    pattern.retry = plan::RetrySettings::of(plan::RetryMode::None);
    result.patterns.push_back(pattern);
    result.scenario.name = "test";
    result.scenario.lengthS = 60;
    return result;
}

inline plan::PlanPtr share(plan::Plan plan) { return std::make_shared<const plan::Plan>(std::move(plan)); }

}  // namespace fixture
