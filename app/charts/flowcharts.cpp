// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartbuilder.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace app {

namespace {

constexpr double kMsToS = 1e-3;
constexpr double kMinuteS = 60;
constexpr double kLimitInSight = 0.2;  // a limit is drawn when the load comes to this share of it, or it would flatten the load

QString tr(const char* text) { return QCoreApplication::translate("app::ChartsDock", text); }

QString nameOf(const plan::Plan& plan, plan::StationIndex index) {
    return index < plan.stations.size() ? QString::fromStdString(plan.stations[index].name).section(u'/', -1) : QString();
}

double highest(const std::vector<QPointF>& points) {
    double most = 0;
    for (const QPointF& p : points) most = std::max(most, p.y());
    return most;
}

// A level over the time of other points.
std::vector<QPointF> level(const std::vector<QPointF>& over, double y) {
    std::vector<QPointF> points;
    if (over.empty()) return points;
    return {{over.front().x(), y}, {over.back().x(), y}};
}

ChartSpec ageChart(const plan::Plan& plan, const SeriesReader& read, const QString& name, const auto& concerns) {
    constexpr std::array kInks = {Token::Replication, Token::Write, Token::Read, Token::Ok};
    ChartSpec chart{tr("%1, iterator age").arg(name), tr("seconds"), {}};
    for (const plan::Station& station : plan.stations) {
        const auto* consumer = std::get_if<plan::ConsumerStation>(&station.parameters);
        if (!consumer || !concerns(station, *consumer)) continue;
        const ChartBuilder b(read, station.uid);
        const QString function = nameOf(plan, consumer->server);
        chart.series.push_back({tr("read by %1").arg(function), kInks[chart.series.size() % kInks.size()], LineStyle::Solid, scaled(b.points("IteratorAge", sim::Statistic::Max), kMsToS)});
    }
    return chart;
}

// Hits as a share of what was asked; where nothing was asked the share stays as it was.
std::vector<QPointF> hitRate(const std::vector<QPointF>& hits, const std::vector<QPointF>& misses) {
    std::vector<QPointF> rate;
    double last = 0;
    bool asked = false;
    for (size_t i = 0; i < hits.size() && i < misses.size(); ++i) {
        const double all = hits[i].y() + misses[i].y();
        if (all > 0) last = hits[i].y() / all * 100;
        asked = asked || all > 0;
        if (asked) rate.emplace_back(hits[i].x(), last);
    }
    return rate;
}

std::vector<ChartSpec> cacheCharts(const ChartBuilder& b, const QString& name) {
    ChartSpec hits{tr("%1, hit rate").arg(name), tr("percent"), {}};
    hits.series.push_back({tr("items"), Token::Read, LineStyle::Solid, hitRate(b.points("ItemCacheHits"), b.points("ItemCacheMisses"))});
    if (auto queries = hitRate(b.points("QueryCacheHits"), b.points("QueryCacheMisses")); !queries.empty()) hits.series.push_back({tr("queries"), Token::Replication, LineStyle::Solid, std::move(queries)});
    ChartSpec requests{tr("%1, requests").arg(name), tr("per second"), {}};
    requests.series.push_back(b.line(tr("all"), Token::Read, "TotalRequestCount"));
    ChartBuilder::addIfAny(requests, b.line(tr("throttled"), Token::Refused, "ThrottledRequestCount"));
    ChartBuilder::addIfAny(requests, b.line(tr("faults"), Token::Error, "FaultRequestCount"));
    ChartSpec load{tr("%1, load").arg(name), tr("percent"), {}};
    load.series.push_back(b.line(tr("busiest node"), Token::Write, "CPUUtilization", sim::Statistic::Value));
    load.series.push_back(b.line(tr("memory"), Token::Ok, "CacheMemoryUtilization", sim::Statistic::Value));
    return {std::move(hits), std::move(requests), std::move(load)};
}

/// Whether anything calls the function; one that only calls others has nothing to show of its own work.
bool isInvoked(const plan::Plan& plan, plan::StationIndex function) {
    const auto feeds = [function](const plan::Station& station) {
        const auto* consumer = std::get_if<plan::ConsumerStation>(&station.parameters);
        return consumer && consumer->server == function;
    };
    return std::ranges::any_of(plan.patterns, [function](const plan::AccessPattern& p) { return p.target == function; }) || std::ranges::any_of(plan.stations, feeds);
}

std::vector<ChartSpec> functionCharts(const plan::Plan& plan, const SeriesReader& read, const ChartBuilder& b, const QString& name, plan::StationIndex index) {
    if (!isInvoked(plan, index)) return {};
    ChartSpec calls{tr("%1, invocations").arg(name), tr("per second"), {}};
    calls.series.push_back(b.line(tr("invocations"), Token::Read, "Invocations"));
    for (const auto& [label, ink, metric] : {std::tuple{tr("errors"), Token::Error, "Errors"}, {tr("throttles"), Token::Refused, "Throttles"}, {tr("cold starts"), Token::Warning, "ColdStarts"}})
        ChartBuilder::addIfAny(calls, b.line(label, ink, metric));
    ChartSpec busy{tr("%1, concurrency").arg(name), tr("environments"), {}};
    busy.series.push_back(b.line(tr("at work"), Token::Read, "ConcurrentExecutions", sim::Statistic::Max));
    busy.series.push_back(b.line(tr("warm"), Token::Read, "Environments", sim::Statistic::Value, LineStyle::Dashed));
    ChartSpec duration{tr("%1, duration").arg(name), tr("milliseconds"), {}};
    duration.series.push_back(b.line(QStringLiteral("p50"), Token::Read, "Duration", sim::Statistic::P50));
    duration.series.push_back(b.line(QStringLiteral("p99"), Token::Write, "Duration", sim::Statistic::P99));
    return {std::move(calls), ageChart(plan, read, name, [index](const plan::Station&, const plan::ConsumerStation& c) { return c.server == index; }), std::move(busy), std::move(duration)};
}

std::vector<ChartSpec> consumerCharts(const plan::Plan& plan, const SeriesReader& read, const ChartBuilder& b, const QString& name, std::uint64_t uid) {
    ChartSpec records{tr("%1, records").arg(name), tr("per second"), {}};
    records.series.push_back(b.line(tr("polled"), Token::Read, "PolledEventCount"));
    records.series.push_back(b.line(tr("invoked"), Token::Ok, "InvokedEventCount"));
    for (const auto& [label, ink, metric] : {std::tuple{tr("filtered out"), Token::Link, "FilteredOutEventCount"}, {tr("failed"), Token::Error, "FailedInvokeEventCount"}, {tr("dropped"), Token::Refused, "DroppedEventCount"}})
        ChartBuilder::addIfAny(records, b.line(label, ink, metric));
    ChartSpec waiting{tr("%1, waiting").arg(name), tr("records"), {}};
    waiting.series.push_back(b.line(tr("in the stream"), Token::Warning, "WaitingRecords", sim::Statistic::Value));
    return {ageChart(plan, read, name, [uid](const plan::Station& station, const plan::ConsumerStation&) { return station.uid == uid; }), std::move(records), std::move(waiting)};
}

std::vector<ChartSpec> streamCharts(const plan::Plan& plan, const SeriesReader& read, const ChartBuilder& b, const QString& name, plan::StationIndex index) {
    ChartSpec records{tr("%1, records").arg(name), tr("per second"), {}};
    records.series.push_back(b.line(tr("all"), Token::Write, "IncomingRecords"));
    ChartBuilder::addIfAny(records, b.line(tr("by the service"), Token::TtlDeletion, "ServiceRecords"));
    ChartSpec shards{tr("%1, shards").arg(name), tr("open"), {}};
    shards.series.push_back(b.line(tr("shards"), Token::Read, "OpenShards", sim::Statistic::Value));
    return {ageChart(plan, read, name, [index](const plan::Station&, const plan::ConsumerStation& c) { return c.log == index; }), std::move(records), std::move(shards)};
}

std::vector<ChartSpec> hopCharts(const ChartBuilder& b, const QString& name, double limitPerS) {
    ChartSpec load{limitPerS > 0 ? tr("%1, load").arg(name) : tr("%1, requests").arg(name), tr("per second"), {}};
    load.series.push_back(b.line(tr("requests"), Token::Read, "Requests"));
    ChartBuilder::addIfAny(load, b.line(tr("refused"), Token::Refused, "RefusedRequests"));
    ChartBuilder::addIfAny(load, b.line(tr("dropped"), Token::Error, "DroppedRequests"));
    if (limitPerS <= 0) return {std::move(load)};
    const auto& requests = load.series.front().points;
    if (highest(requests) >= limitPerS * kLimitInSight) load.series.push_back({tr("limit"), Token::Read, LineStyle::Dashed, level(requests, limitPerS)});
    ChartSpec share{tr("%1, share of its limit").arg(name), tr("percent of %1/s").arg(limitPerS, 0, 'f', 0), {}};
    share.series.push_back({tr("load"), Token::Write, LineStyle::Solid, scaled(requests, 100 / limitPerS)});
    return {std::move(load), std::move(share)};
}

std::vector<ChartSpec> sinkCharts(const ChartBuilder& b, const QString& name) {
    ChartSpec chart{tr("%1, requests").arg(name), tr("per second"), {}};
    chart.series.push_back(b.line(tr("put"), Token::Write, "PutRequests"));
    chart.series.push_back(b.line(tr("get"), Token::Read, "GetRequests"));
    ChartBuilder::addIfAny(chart, b.line(tr("slow down"), Token::Refused, "5xxErrors"));
    return {std::move(chart)};
}

std::vector<ChartSpec> serviceCharts(const ChartBuilder& b, const QString& name) {
    ChartSpec chart{tr("%1, requests").arg(name), tr("per second"), {}};
    chart.series.push_back(b.line(tr("requests"), Token::Read, "Requests"));
    ChartBuilder::addIfAny(chart, b.line(tr("errors"), Token::Error, "SystemErrors"));
    return {std::move(chart)};
}

// What auto scaling goes by: the mean of each whole minute.
std::vector<QPointF> minuteMeans(const std::vector<QPointF>& perSecond) {
    std::vector<QPointF> means;
    double sum = 0, fromS = 0;
    int count = 0;
    for (const QPointF& p : perSecond) {
        sum += p.y();
        ++count;
        if (p.x() < fromS + kMinuteS - 1e-6) continue;
        means.emplace_back(fromS, sum / count);
        means.emplace_back(p.x(), sum / count);
        fromS = p.x();
        sum = count = 0;
    }
    return means;
}

void addScaling(ChartSpec& chart, const ChartBuilder& b, const plan::ScalingTarget& target, const QString& side, Token ink, std::string_view consumed, std::string_view provisioned) {
    if (target.enabled != plan::Switch::On) return;
    chart.series.push_back({tr("%1, minute's mean").arg(side), ink, LineStyle::Solid, minuteMeans(b.points(consumed))});
    auto capacity = b.points(provisioned, sim::Statistic::Value);
    chart.series.push_back({tr("%1, scales out above").arg(side), Token::Warning, LineStyle::Dashed, scaled(capacity, target.targetShare)});
    chart.series.push_back({tr("%1, provisioned").arg(side), ink, LineStyle::Dashed, std::move(capacity)});
}

}  // namespace

namespace {

QString regionName(const plan::Plan& plan, plan::StationIndex index) {
    const plan::RegionIndex at = index < plan.stations.size() ? plan.stations[index].region : plan::kNoRegion;
    return at < plan.regions.size() ? QString::fromStdString(plan.regions[at]) : nameOf(plan, index);
}

}  // namespace

QString channelName(const plan::Plan& plan, const plan::ReplicatorStation& channel) {
    return QStringLiteral("%1 → %2").arg(regionName(plan, channel.from), regionName(plan, channel.to));
}

// A line for each channel that begins or ends at this replica.
std::vector<ChartSpec> replicationCharts(const plan::Plan& plan, const SeriesReader& read, const QString& name, plan::StationIndex store) {
    constexpr std::array kInks = {Token::Replication, Token::Read, Token::Write, Token::Ok};
    ChartSpec lag{tr("%1, replication lag").arg(name), tr("seconds"), {}};
    ChartSpec pending{tr("%1, pending replication").arg(name), tr("changes"), {}};
    ChartSpec conflicts{tr("%1, conflicts").arg(name), tr("per second"), {}};
    std::array<size_t, 2> made{};
    for (const plan::Station& station : plan.stations) {
        const auto* channel = std::get_if<plan::ReplicatorStation>(&station.parameters);
        if (!channel || (channel->from != store && channel->to != store)) continue;
        const ChartBuilder b(read, station.uid);
        const bool arrives = channel->to == store;
        const LineStyle style = arrives ? LineStyle::Dashed : LineStyle::Solid;
        const Token ink = kInks[made[arrives ? 1 : 0]++ % kInks.size()];
        const QString other = regionName(plan, arrives ? channel->from : channel->to);
        const QString way = arrives ? tr("from %1").arg(other) : tr("to %1").arg(other);
        lag.series.push_back({way, ink, style, scaled(b.points("ReplicationLatency", sim::Statistic::Mean), kMsToS)});
        pending.series.push_back(b.line(way, ink, "PendingReplicationCount", sim::Statistic::Value, style));
        if (arrives) ChartBuilder::addIfAny(conflicts, b.line(tr("lost updates, %1").arg(way), ink, "LostUpdates", sim::Statistic::Sum, style));
    }
    if (lag.series.empty()) return {};
    conflicts.series.insert(conflicts.series.begin(), ChartBuilder(read, plan.stations[store].uid).line(tr("stale reads"), Token::Warning, "StaleReplicaReads"));
    return {std::move(lag), std::move(conflicts), std::move(pending)};
}

std::vector<ChartSpec> scalingCharts(const ChartBuilder& b, const QString& name, const plan::UnitStoreStation& store) {
    if (store.throughput.billing != plan::BillingMode::Provisioned) return {};
    std::vector<ChartSpec> charts;
    for (const bool writes : {true, false}) {
        ChartSpec chart{writes ? tr("%1, write scaling").arg(name) : tr("%1, read scaling").arg(name), tr("units per second"), {}};
        if (writes)
            addScaling(chart, b, store.scaling.write, tr("write"), Token::Write, "ConsumedWriteCapacityUnits", "ProvisionedWriteCapacityUnits");
        else
            addScaling(chart, b, store.scaling.read, tr("read"), Token::Read, "ConsumedReadCapacityUnits", "ProvisionedReadCapacityUnits");
        if (!chart.series.empty()) charts.push_back(std::move(chart));
    }
    return charts;
}

std::vector<ChartSpec> flowCharts(const plan::Plan& plan, const SeriesReader& read, const QString& name, plan::StationIndex index) {
    const plan::Station& station = plan.stations[index];
    const ChartBuilder b(read, station.uid);
    const auto& parameters = station.parameters;
    if (std::holds_alternative<plan::CacheStation>(parameters)) return cacheCharts(b, name);
    if (std::holds_alternative<plan::ServerStation>(parameters)) return functionCharts(plan, read, b, name, index);
    if (std::holds_alternative<plan::ConsumerStation>(parameters)) return consumerCharts(plan, read, b, name, station.uid);
    if (std::holds_alternative<plan::LogStation>(parameters)) return streamCharts(plan, read, b, name, index);
    if (std::holds_alternative<plan::SinkStation>(parameters)) return sinkCharts(b, name);
    if (std::holds_alternative<plan::ServiceStation>(parameters)) return serviceCharts(b, name);
    if (const auto* hop = std::get_if<plan::HopStation>(&parameters)) return hopCharts(b, name, hop->requestLimitPerS);
    return {};
}

}  // namespace app
