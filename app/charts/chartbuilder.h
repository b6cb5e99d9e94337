// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/nodecharts.h"

#include <algorithm>

namespace app {

/// Makes the lines of one station's charts.
class ChartBuilder {
public:
    ChartBuilder(const SeriesReader& read, std::uint64_t station) : m_read(read), m_station(station) {}

    [[nodiscard]] std::vector<QPointF> points(std::string_view metric, sim::Statistic statistic = sim::Statistic::Sum, std::string_view dimension = {}) const {
        return m_read({m_station, 0, metric, dimension, statistic});
    }
    [[nodiscard]] ChartSeries line(const QString& name, Token ink, std::string_view metric, sim::Statistic statistic = sim::Statistic::Sum,
                                   LineStyle style = LineStyle::Solid, std::string_view dimension = {}) const {
        return {name, ink, style, points(metric, statistic, dimension)};
    }
    /// Series that stay at nothing only fill the legend.
    static void addIfAny(ChartSpec& chart, ChartSeries series) {
        if (std::ranges::any_of(series.points, [](const QPointF& p) { return p.y() != 0; })) chart.series.push_back(std::move(series));
    }

private:
    const SeriesReader& m_read;
    std::uint64_t m_station;
};

/// A time in seconds that was recorded in milliseconds.
[[nodiscard]] inline std::vector<QPointF> scaled(std::vector<QPointF> points, double factor) {
    for (QPointF& p : points) p.ry() *= factor;
    return points;
}

// Charts by what a station is (flowcharts.cpp).
[[nodiscard]] std::vector<ChartSpec> replicationCharts(const plan::Plan& plan, const SeriesReader& read, const QString& name, plan::StationIndex store);
[[nodiscard]] std::vector<ChartSpec> scalingCharts(const ChartBuilder& b, const QString& name, const plan::UnitStoreStation& store);
/// Streams, mappings, functions, caches, buckets, endpoints and the other hops of a way.
[[nodiscard]] std::vector<ChartSpec> flowCharts(const plan::Plan& plan, const SeriesReader& read, const QString& name, plan::StationIndex index);

/// "us-east-1 → eu-west-1"
[[nodiscard]] QString channelName(const plan::Plan& plan, const plan::ReplicatorStation& channel);

}  // namespace app
