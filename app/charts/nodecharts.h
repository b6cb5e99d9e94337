// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chartspec.h"
#include "model/core/uid.h"
#include "model/planbuilder/planbuilder.h"
#include "simulation/metrics/metriclog.h"

#include <functional>
#include <vector>

namespace app {

/// Points of a recorded series: simulated seconds, and a second's rate for sums.
using SeriesReader = std::function<std::vector<QPointF>(const sim::MetricId&)>;

/// Points of a log, as a SeriesReader gives them.
[[nodiscard]] std::vector<QPointF> pointsOf(const sim::MetricLog& log, const sim::MetricId& id);

/// The charts of a run about one node: a store's units, throttles, latency, time to live, scaling and replication; a workload's requests
/// and latency; iterator age, hit rate, an endpoint's load where the node has them. Window and report show the same.
[[nodiscard]] std::vector<ChartSpec> nodeCharts(const model::PlanBuild& build, model::Uid node, const SeriesReader& read);

/// The node that is worth showing when nothing is selected: a store that the scenario's faults hit, else the first table of the plan,
/// else its first source.
[[nodiscard]] model::Uid defaultChartNode(const model::PlanBuild& build);
/// What a run is about when nothing is selected: what the scenario's faults hit comes first, then the charts of that node.
[[nodiscard]] std::vector<ChartSpec> overviewCharts(const model::PlanBuild& build, const SeriesReader& read);

}  // namespace app
