// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/metricchoice.h"

#include "app/charts/chartbuilder.h"
#include "app/jobs/metricnames.h"
#include "app/jobs/patternnames.h"
#include "simulation/metrics/slots.h"

#include <array>

namespace app {

namespace {

/// Something that series are recorded of.
struct Recorded {
    std::uint64_t station = 0;
    std::uint64_t pattern = 0;
    sim::SlotOwner owner = sim::SlotOwner::Hop;
    QString name = {};                                   // of a channel of replication; the others are named by their place
    plan::StationIndex index = plan::kNoStation;
    size_t place = 0;                                    // among the plan's patterns
};

std::optional<sim::SlotOwner> ownerOf(const plan::StationParameters& parameters) {
    using sim::SlotOwner;
    if (const auto* store = std::get_if<plan::UnitStoreStation>(&parameters)) return store->index ? SlotOwner::Index : SlotOwner::Table;
    if (std::holds_alternative<plan::HopStation>(parameters)) return SlotOwner::Hop;
    if (std::holds_alternative<plan::ServiceStation>(parameters)) return SlotOwner::Service;
    if (std::holds_alternative<plan::LogStation>(parameters)) return SlotOwner::Log;
    if (std::holds_alternative<plan::ConsumerStation>(parameters)) return SlotOwner::Consumer;
    if (std::holds_alternative<plan::ServerStation>(parameters)) return SlotOwner::Server;
    if (std::holds_alternative<plan::CacheStation>(parameters)) return SlotOwner::Cache;
    if (std::holds_alternative<plan::ReplicatorStation>(parameters)) return SlotOwner::Replicator;
    if (std::holds_alternative<plan::SinkStation>(parameters)) return SlotOwner::Sink;
    return std::nullopt;  // a source has only its patterns
}

// The node itself, the patterns that it asks or that are rows of the link, and the replication from and to it.
std::vector<Recorded> recordedOf(const model::PlanBuild& build, model::Uid node) {
    std::vector<Recorded> all;
    const plan::Plan& plan = *build.plan;
    const plan::StationIndex index = plan::findStation(plan, node.value);
    if (index != plan::kNoStation)
        if (const auto owner = ownerOf(plan.stations[index].parameters)) all.push_back({node.value, 0, *owner, {}, index});
    for (size_t i = 0; i < plan.patterns.size(); ++i) {
        const plan::AccessPattern& pattern = plan.patterns[i];
        const std::uint64_t source = plan.stations[pattern.source].uid;
        if (source == node.value || build.patterns[i].link == node) all.push_back({source, pattern.uid, sim::SlotOwner::Pattern, {}, plan::kNoStation, i});
    }
    for (const plan::Station& station : plan.stations) {
        const auto* channel = std::get_if<plan::ReplicatorStation>(&station.parameters);
        if (channel && index != plan::kNoStation && (channel->from == index || channel->to == index)) all.push_back({station.uid, 0, sim::SlotOwner::Replicator, channelName(plan, *channel)});
    }
    return all;
}

// Each by a name that tells it apart from the others: two replicas of a table have the same one.
void nameAll(const plan::Plan& plan, std::vector<Recorded>& drawn) {
    std::vector<plan::StationIndex> stations;
    std::vector<size_t> patterns;
    for (const Recorded& recorded : drawn) {
        if (recorded.pattern != 0) patterns.push_back(recorded.place);
        else if (recorded.name.isEmpty()) stations.push_back(recorded.index);
    }
    const std::vector<QString> ofStations = stationLabels(plan, stations), ofPatterns = patternLabels(plan, patterns);
    size_t nextStation = 0, nextPattern = 0;
    for (Recorded& recorded : drawn) {
        if (recorded.pattern != 0) recorded.name = ofPatterns[nextPattern++];
        else if (recorded.name.isEmpty()) recorded.name = ofStations[nextStation++];
    }
}

bool has(const Recorded& recorded, const MetricKey& key) {
    return std::ranges::any_of(sim::slotSpecs(recorded.owner), [&](const sim::SlotSpec& spec) { return MetricKey{spec.metric, spec.dimension, spec.statistic} == key; });
}

}  // namespace

QString metricTitle(const MetricKey& key) { return metricTitle(key.metric, key.dimension); }
QString metricUnit(const MetricKey& key) { return metricUnit(key.metric, key.statistic); }

std::vector<MetricKey> metricsOf(const model::PlanBuild& build, const std::vector<model::Uid>& nodes) {
    std::vector<MetricKey> keys;
    if (!build.plan) return keys;
    for (const model::Uid node : nodes)
        for (const Recorded& recorded : recordedOf(build, node))
            for (const sim::SlotSpec& spec : sim::slotSpecs(recorded.owner)) {
                const MetricKey key{spec.metric, spec.dimension, spec.statistic};
                if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
            }
    return keys;
}

ChartSpec metricChart(const model::PlanBuild& build, const std::vector<model::Uid>& nodes, const MetricKey& key, const SeriesReader& read) {
    constexpr std::array kInks = {Token::Read, Token::Write, Token::Replication, Token::Ok, Token::Warning, Token::TtlDeletion};
    ChartSpec chart{metricTitle(key), metricUnit(key), {}};
    if (!build.plan) return chart;
    std::vector<Recorded> drawn;
    for (const model::Uid node : nodes)
        for (Recorded& recorded : recordedOf(build, node)) {
            const auto isSame = [&](const Recorded& other) { return other.station == recorded.station && other.pattern == recorded.pattern; };
            if (has(recorded, key) && std::ranges::none_of(drawn, isSame)) drawn.push_back(std::move(recorded));
        }
    nameAll(*build.plan, drawn);
    for (size_t i = 0; i < drawn.size(); ++i) {
        const LineStyle style = i / kInks.size() % 2 == 0 ? LineStyle::Solid : LineStyle::Dashed;
        chart.series.push_back({drawn[i].name, kInks[i % kInks.size()], style, read({drawn[i].station, drawn[i].pattern, key.metric, key.dimension, key.statistic})});
    }
    return chart;
}

}  // namespace app
