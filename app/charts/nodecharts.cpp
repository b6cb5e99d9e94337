// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/nodecharts.h"

#include "app/charts/chartbuilder.h"
#include "app/jobs/faulttext.h"
#include "app/jobs/patternnames.h"
#include "model/plan/overloaded.h"
#include "simulation/metrics/slots.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <iterator>
#include <variant>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app::ChartsDock", text); }

ChartSpec unitsChart(const ChartBuilder& b, const QString& name, const plan::UnitStoreStation& store) {
    const bool provisioned = store.throughput.billing == plan::BillingMode::Provisioned;
    const std::string_view read = provisioned ? "ProvisionedReadCapacityUnits" : "AllowedReadCapacityUnits";
    const std::string_view write = provisioned ? "ProvisionedWriteCapacityUnits" : "AllowedWriteCapacityUnits";
    ChartSpec chart{tr("%1, units").arg(name), tr("per second"), {}};
    chart.series.push_back(b.line(tr("read"), Token::Read, "ConsumedReadCapacityUnits"));
    chart.series.push_back(b.line(tr("write"), Token::Write, "ConsumedWriteCapacityUnits"));
    const QString limit = provisioned ? tr("provisioned") : tr("allowed");  // one word for it, in the legend as in the readout
    chart.series.push_back(b.line(tr("read, %1").arg(limit), Token::Read, read, sim::Statistic::Value, LineStyle::Dashed));
    chart.series.push_back(b.line(tr("write, %1").arg(limit), Token::Write, write, sim::Statistic::Value, LineStyle::Dashed));
    for (ChartSeries& series : chart.series)
        if (series.style == LineStyle::Dashed) series.legend = limit;
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

ChartSpec throttleChart(const ChartBuilder& b, const QString& name, bool isIndex) {
    constexpr std::array kInks = {Token::Refused, Token::Warning, Token::Replication, Token::TtlDeletion, Token::Link};
    ChartSpec chart{tr("%1, throttles").arg(name), tr("per second"), {}};
    const auto specs = sim::slotSpecs(isIndex ? sim::SlotOwner::Index : sim::SlotOwner::Table);
    for (size_t i = sim::storeSlot::ReadReasonFirst; i < sim::storeSlot::Count; ++i) {
        const size_t reason = (i - sim::storeSlot::ReadReasonFirst) % kInks.size();
        const bool isWrite = i >= sim::storeSlot::WriteReasonFirst;
        ChartBuilder::addIfAny(chart, b.line(reasonName(specs[i].dimension), kInks[reason], specs[i].metric, specs[i].statistic, isWrite ? LineStyle::Solid : LineStyle::Dashed, specs[i].dimension));
    }
    // What is throttled for the sake of an index has its reason there.
    if (chart.series.empty()) ChartBuilder::addIfAny(chart, b.line(tr("write, for an index"), Token::Refused, "WriteThrottleEvents"));
    if (chart.series.empty()) chart.series.push_back(b.line(tr("none so far"), Token::Refused, "WriteThrottleEvents"));
    return chart;
}

ChartSpec ttlChart(const ChartBuilder& b, const QString& name) {
    ChartSpec ttl{tr("%1, time to live").arg(name), tr("items"), {}, tr("per second")};
    ttl.series.push_back(b.line(tr("expired, visible"), Token::Warning, "ExpiredVisibleItems", sim::Statistic::Value));
    ttl.series.push_back(b.line(tr("deleted/s"), Token::TtlDeletion, "TimeToLiveDeletedItemCount"));
    ttl.series.back().isRight = true;
    return ttl;
}

std::vector<ChartSpec> storeCharts(const plan::Plan& plan, const SeriesReader& read, const QString& name, plan::StationIndex index) {
    const auto& store = std::get<plan::UnitStoreStation>(plan.stations[index].parameters);
    const ChartBuilder b(read, plan.stations[index].uid);
    // First what a reader came for: how far replicas are behind, where there are any; then load, refusals, and what expires.
    std::vector<ChartSpec> charts = replicationCharts(plan, read, name, index);
    charts.insert(charts.begin() + std::min<std::ptrdiff_t>(std::ssize(charts), 2), unitsChart(b, name, store));
    charts.push_back(throttleChart(b, name, store.index.has_value()));
    if (store.ttl.enabled == plan::Switch::On) charts.push_back(ttlChart(b, name));
    ChartSpec latency{tr("%1, latency").arg(name), tr("milliseconds"), {}};
    latency.series.push_back(b.line(QStringLiteral("p50"), Token::Read, "SuccessfulRequestLatency", sim::Statistic::P50));
    latency.series.push_back(b.line(QStringLiteral("p99"), Token::Write, "SuccessfulRequestLatency", sim::Statistic::P99));
    charts.push_back(std::move(latency));
    std::ranges::move(scalingCharts(b, name, store), std::back_inserter(charts));
    return charts;
}

// A pattern has the colour of its dots; further ones of the same kind have cool colours if they read, warm ones if they write, and
// are dashed when those are used up.
struct Ink {
    Token token;
    LineStyle style;
};

Ink inkOf(const plan::AccessPattern& pattern, std::array<size_t, 2>& used) {
    constexpr std::array kReads = {Token::Read, Token::CategoryStreams};
    constexpr std::array kWrites = {Token::Write, Token::CategoryIntegration};
    const bool writes = plan::isWrite(pattern.operation);
    const size_t place = used[writes ? 1 : 0]++;
    const Token token = writes ? kWrites[place % kWrites.size()] : kReads[place % kReads.size()];
    return {token, place < kReads.size() ? LineStyle::Solid : LineStyle::Dashed};
}

std::vector<ChartSpec> sourceCharts(const model::PlanBuild& build, const plan::Station& station, const QString& name, const SeriesReader& read) {
    std::array<size_t, 2> used{};
    ChartSpec requests{tr("%1, requests").arg(name), tr("per second"), {}};
    ChartSpec latency{tr("%1, latency p99").arg(name), tr("milliseconds"), {}};
    ChartSpec refused{tr("%1, refused").arg(name), tr("per second"), {}};
    std::vector<size_t> places;
    for (size_t i = 0; i < build.plan->patterns.size(); ++i)
        if (build.plan->stations[build.plan->patterns[i].source].uid == station.uid) places.push_back(i);
    const std::vector<QString> labels = patternLabels(*build.plan, places);
    for (size_t i = 0; i < places.size(); ++i) {
        const plan::AccessPattern& pattern = build.plan->patterns[places[i]];
        const Ink ink = inkOf(pattern, used);
        const QString& label = labels[i];
        const auto series = [&](std::string_view metric, sim::Statistic statistic) {
            return ChartSeries{label, ink.token, ink.style, read({station.uid, pattern.uid, metric, {}, statistic}), {}};
        };
        requests.series.push_back(series("Requests", sim::Statistic::Sum));
        latency.series.push_back(series("RequestLatency", sim::Statistic::P99));
        refused.series.push_back(series("ThrottledAttempts", sim::Statistic::Sum));
        refused.series.back().name = tr("%1, throttled").arg(label);
        ChartSeries failed = series("Failed", sim::Statistic::Sum);
        failed.name = tr("%1, failed").arg(label);
        failed.ink = Token::Error;
        ChartBuilder::addIfAny(refused, std::move(failed));
    }
    if (requests.series.empty() && !std::holds_alternative<plan::SourceStation>(station.parameters)) return {};  // a function that calls nothing
    return {std::move(requests), std::move(latency), std::move(refused)};
}

// The station's name; with its Region, or by its path, where others have the same.
QString titleOf(const plan::Plan& plan, plan::StationIndex station) {
    const auto lastOf = [&](plan::StationIndex i) { return QString::fromStdString(plan.stations[i].name).section(u'/', -1); };
    const QString name = lastOf(station);
    std::vector<plan::StationIndex> alike{station};
    for (plan::StationIndex i = 0; i < plan.stations.size(); ++i)
        if (i != station && lastOf(i) == name) alike.push_back(i);
    return stationLabels(plan, alike).front();
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
    const plan::StationIndex index = build.plan ? plan::findStation(*build.plan, node.value) : plan::kNoStation;
    if (index == plan::kNoStation) return {};
    const plan::Station& station = build.plan->stations[index];
    const QString name = titleOf(*build.plan, index);
    if (std::holds_alternative<plan::UnitStoreStation>(station.parameters)) return storeCharts(*build.plan, read, name, index);
    std::vector<ChartSpec> charts = flowCharts(*build.plan, read, name, index);
    const bool asks = std::holds_alternative<plan::SourceStation>(station.parameters) || std::holds_alternative<plan::ServerStation>(station.parameters);
    // A function that nobody calls, but that calls others at a rate of its own, is a workload first.
    const bool atItsRate = std::ranges::any_of(build.plan->patterns, [index](const plan::AccessPattern& pattern) { return pattern.source == index && pattern.trigger == plan::Trigger::Rate; });
    if (asks) {
        std::vector<ChartSpec> calls = sourceCharts(build, station, name, read);
        charts.insert(atItsRate ? charts.begin() : charts.end(), std::make_move_iterator(calls.begin()), std::make_move_iterator(calls.end()));
    }
    std::erase_if(charts, [](const ChartSpec& chart) { return chart.series.empty(); });
    return charts;
}

namespace {

plan::StationIndex storeOf(const plan::FaultKind& kind) {
    return std::visit(plan::Overloaded{[](const plan::HotKeyFault& f) { return f.store; }, [](const plan::CapacityFault& f) { return f.store; }, [](const plan::SweeperStall& f) { return f.store; },
                                       [](const plan::ReplicationPause& f) { return f.store; }, [](const plan::ClockSkew& f) { return f.store; }, [](const auto&) { return plan::kNoStation; }},
                      kind);
}

// A cache speaks for itself; of a stream and of a function it is told first how far its readers are behind.
std::vector<plan::StationIndex> hitBy(const plan::Plan& plan, const plan::FaultKind& kind) {
    std::vector<plan::StationIndex> stations;
    const auto* poison = std::get_if<plan::PoisonRecord>(&kind);
    const auto* cut = std::get_if<plan::ConcurrencyCut>(&kind);
    for (plan::StationIndex i = 0; i < plan.stations.size(); ++i)
        if (const auto* reader = std::get_if<plan::ConsumerStation>(&plan.stations[i].parameters); reader && ((poison && reader->log == poison->log) || (cut && reader->server == cut->server))) stations.push_back(i);
    if (cut) stations.push_back(cut->server);
    if (const auto* loss = std::get_if<plan::CacheNodeLoss>(&kind)) stations.push_back(loss->cache);
    if (const auto* flush = std::get_if<plan::CacheFlush>(&kind)) stations.push_back(flush->cache);
    return stations;
}

}  // namespace

model::Uid defaultChartNode(const model::PlanBuild& build) {
    if (!build.plan) return {};
    for (const plan::Fault& fault : build.plan->scenario.faults)
        if (const plan::StationIndex store = storeOf(fault.kind); store != plan::kNoStation) return {build.plan->stations[store].uid};
    for (const plan::Station& station : build.plan->stations)
        if (const auto* store = std::get_if<plan::UnitStoreStation>(&station.parameters); store && !store->index) return {station.uid};
    return build.plan->stations.empty() ? model::Uid() : model::Uid{build.plan->stations.front().uid};
}

std::vector<ChartSpec> overviewCharts(const model::PlanBuild& build, const SeriesReader& read) {
    std::vector<ChartSpec> charts;
    if (!build.plan) return charts;
    const auto add = [&](ChartSpec&& chart) {
        if (std::ranges::find(charts, chart.title, &ChartSpec::title) == charts.end()) charts.push_back(std::move(chart));
    };
    for (const plan::Fault& fault : build.plan->scenario.faults)
        for (const plan::StationIndex station : hitBy(*build.plan, fault.kind))
            if (auto of = nodeCharts(build, {build.plan->stations[station].uid}, read); !of.empty()) add(std::move(of.front()));
    for (ChartSpec& chart : nodeCharts(build, defaultChartNode(build), read)) add(std::move(chart));
    return charts;
}

}  // namespace app
