// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/nodecharts.h"

#include "simulation/metrics/slots.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app::ChartsDock", text); }

const plan::Station* stationOf(const plan::Plan& plan, model::Uid node) {
    const plan::StationIndex index = plan::findStation(plan, node.value);
    return index == plan::kNoStation ? nullptr : &plan.stations[index];
}

bool hasFigures(const std::vector<QPointF>& points) {
    return std::ranges::any_of(points, [](const QPointF& p) { return p.y() != 0; });
}

class Builder {
public:
    Builder(const SeriesReader& read, std::uint64_t station) : m_read(read), m_station(station) {}

    ChartSeries line(const QString& name, Token ink, std::string_view metric, sim::Statistic statistic = sim::Statistic::Sum,
                     LineStyle style = LineStyle::Solid, std::string_view dimension = {}) const {
        return {name, ink, style, m_read({m_station, 0, metric, dimension, statistic}), {}};
    }
    // Series that stay at nothing only fill the legend.
    void addIfAny(ChartSpec& chart, ChartSeries series) const {
        if (hasFigures(series.points)) chart.series.push_back(std::move(series));
    }

private:
    const SeriesReader& m_read;
    std::uint64_t m_station;
};

ChartSpec unitsChart(const Builder& b, const QString& name, const plan::UnitStoreStation& store) {
    const bool provisioned = store.throughput.billing == plan::BillingMode::Provisioned;
    const std::string_view read = provisioned ? "ProvisionedReadCapacityUnits" : "AllowedReadCapacityUnits";
    const std::string_view write = provisioned ? "ProvisionedWriteCapacityUnits" : "AllowedWriteCapacityUnits";
    ChartSpec chart{tr("%1, units").arg(name), tr("per second"), {}};
    chart.series.push_back(b.line(tr("read"), Token::Read, "ConsumedReadCapacityUnits"));
    chart.series.push_back(b.line(tr("write"), Token::Write, "ConsumedWriteCapacityUnits"));
    chart.series.push_back(b.line(tr("read limit"), Token::Read, read, sim::Statistic::Value, LineStyle::Dashed));
    chart.series.push_back(b.line(tr("write limit"), Token::Write, write, sim::Statistic::Value, LineStyle::Dashed));
    for (ChartSeries& series : chart.series)
        if (series.style == LineStyle::Dashed) series.legend = provisioned ? tr("provisioned") : tr("allowed");
    return chart;
}

QString reasonName(std::string_view dimension) {
    const QString code = QString::fromUtf8(dimension.data(), static_cast<qsizetype>(dimension.size()));
    const QString side = code.contains(QLatin1String("Write")) ? tr("write") : tr("read");
    if (code.contains(QLatin1String("KeyRange"))) return tr("%1, key range").arg(side);
    if (code.contains(QLatin1String("Account"))) return tr("%1, account quota").arg(side);
    if (code.contains(QLatin1String("MaxOnDemand"))) return tr("%1, maximum set").arg(side);
    if (code.contains(QLatin1String("OnDemandGrowth"))) return tr("%1, growth").arg(side);
    return tr("%1, capacity").arg(side);
}

ChartSpec throttleChart(const Builder& b, const QString& name, bool isIndex) {
    constexpr std::array kInks = {Token::Refused, Token::Warning, Token::Replication, Token::TtlDeletion, Token::Link};
    ChartSpec chart{tr("%1, throttles").arg(name), tr("per second"), {}};
    const auto specs = sim::slotSpecs(isIndex ? sim::SlotOwner::Index : sim::SlotOwner::Table);
    for (size_t i = sim::storeSlot::ReadReasonFirst; i < sim::storeSlot::Count; ++i) {
        const size_t reason = (i - sim::storeSlot::ReadReasonFirst) % kInks.size();
        const bool isWrite = i >= sim::storeSlot::WriteReasonFirst;
        b.addIfAny(chart, b.line(reasonName(specs[i].dimension), kInks[reason], specs[i].metric, specs[i].statistic, isWrite ? LineStyle::Solid : LineStyle::Dashed, specs[i].dimension));
    }
    if (chart.series.empty()) chart.series.push_back(b.line(tr("none so far"), Token::Refused, "WriteThrottleEvents"));
    return chart;
}

std::vector<ChartSpec> storeCharts(const SeriesReader& read, const plan::Station& station, const plan::UnitStoreStation& store) {
    const Builder b(read, station.uid);
    const QString name = QString::fromStdString(station.name).section(u'/', -1);
    std::vector<ChartSpec> charts{unitsChart(b, name, store), throttleChart(b, name, store.index.has_value())};
    ChartSpec latency{tr("%1, latency").arg(name), tr("milliseconds"), {}};
    latency.series.push_back(b.line(QStringLiteral("p50"), Token::Read, "SuccessfulRequestLatency", sim::Statistic::P50));
    latency.series.push_back(b.line(QStringLiteral("p99"), Token::Write, "SuccessfulRequestLatency", sim::Statistic::P99));
    charts.push_back(std::move(latency));
    if (store.ttl.enabled == plan::Switch::On) {
        ChartSpec ttl{tr("%1, time to live").arg(name), tr("items"), {}};
        ttl.series.push_back(b.line(tr("expired, visible"), Token::Warning, "ExpiredVisibleItems", sim::Statistic::Value));
        ttl.series.push_back(b.line(tr("deleted/s"), Token::TtlDeletion, "TimeToLiveDeletedItemCount"));
        charts.push_back(std::move(ttl));
    }
    return charts;
}

std::vector<ChartSpec> sourceCharts(const model::PlanBuild& build, const plan::Station& station, const SeriesReader& read) {
    constexpr std::array kInks = {Token::Read, Token::Write, Token::Replication, Token::Ok, Token::Warning, Token::TtlDeletion};
    const QString name = QString::fromStdString(station.name).section(u'/', -1);
    ChartSpec requests{tr("%1, requests").arg(name), tr("per second"), {}};
    ChartSpec latency{tr("%1, latency p99").arg(name), tr("milliseconds"), {}};
    ChartSpec refused{tr("%1, refused attempts").arg(name), tr("per second"), {}};
    for (const plan::AccessPattern& pattern : build.plan->patterns) {
        if (build.plan->stations[pattern.source].uid != station.uid) continue;
        const Token ink = kInks[requests.series.size() % kInks.size()];
        const QString label = QString::fromStdString(pattern.name);
        const auto series = [&](std::string_view metric, sim::Statistic statistic) {
            return ChartSeries{label, ink, LineStyle::Solid, read({station.uid, pattern.uid, metric, {}, statistic}), {}};
        };
        requests.series.push_back(series("Requests", sim::Statistic::Sum));
        latency.series.push_back(series("RequestLatency", sim::Statistic::P99));
        refused.series.push_back(series("ThrottledAttempts", sim::Statistic::Sum));
    }
    return {std::move(requests), std::move(latency), std::move(refused)};
}

}  // namespace

std::vector<QPointF> pointsOf(const sim::MetricLog& log, const sim::MetricId& id) {
    std::vector<QPointF> points;
    const int slot = log.find(id);
    if (slot < 0) return points;
    const double scale = id.statistic == sim::Statistic::Sum ? 1 / log.periodS() : 1;
    points.reserve(log.rowCount());
    for (size_t row = 0; row < log.rowCount(); ++row)
        points.emplace_back(static_cast<double>(row + 1) * log.periodS(), log.value(row, static_cast<std::uint32_t>(slot)) * scale);
    return points;
}

std::vector<ChartSpec> nodeCharts(const model::PlanBuild& build, model::Uid node, const SeriesReader& read) {
    const plan::Station* station = build.plan ? stationOf(*build.plan, node) : nullptr;
    if (!station) return {};
    if (const auto* store = std::get_if<plan::UnitStoreStation>(&station->parameters)) return storeCharts(read, *station, *store);
    return sourceCharts(build, *station, read);
}

model::Uid defaultChartNode(const model::PlanBuild& build) {
    if (!build.plan) return {};
    for (const plan::Station& station : build.plan->stations)
        if (const auto* store = std::get_if<plan::UnitStoreStation>(&station.parameters); store && !store->index) return {station.uid};
    return build.plan->stations.empty() ? model::Uid() : model::Uid{build.plan->stations.front().uid};
}

}  // namespace app
