// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/nodecharts.h"

namespace app {

/// A metric as a person chooses it: the same for every node that has it.
struct MetricKey {
    std::string_view metric;
    std::string_view dimension;
    sim::Statistic statistic = sim::Statistic::Sum;
    friend bool operator==(const MetricKey&, const MetricKey&) = default;
};

/// CloudWatch's name, where it has one: "ConsumedWriteCapacityUnits", "ThrottleEvents, TableWriteKeyRangeThroughputExceeded".
[[nodiscard]] QString metricTitle(const MetricKey& key);
/// "p99, milliseconds", "per second"
[[nodiscard]] QString metricUnit(const MetricKey& key);

/// The metrics that the run records of any of the nodes (a link's are those of its access patterns), each once.
[[nodiscard]] std::vector<MetricKey> metricsOf(const model::PlanBuild& build, const std::vector<model::Uid>& nodes);
/// One chart with a line for each of the nodes, and for each access pattern or Region pair that it has.
[[nodiscard]] ChartSpec metricChart(const model::PlanBuild& build, const std::vector<model::Uid>& nodes, const MetricKey& key, const SeriesReader& read);

}  // namespace app
