// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/quantity.h"
#include "model/plan/stationspec.h"
#include "model/planbuilder/build.h"

#include <QCoreApplication>

#include <algorithm>

namespace model::build {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

constexpr std::size_t kMaxZones = 254;  // ZoneIndex is a byte, and one value means "none"

// Three copies lie in three zones of the Region; where a Region has fewer, in those.
std::vector<plan::ZoneIndex> copies(Build& build, const NodeView& node) {
    std::vector<plan::ZoneIndex> zones;
    for (auto above = node.parent(); above; above = above->parent()) {
        const auto region = above->netAs<RegionNet>();
        if (!region) continue;
        for (const QString& name : region->zones)
            if (zones.size() < 3) zones.push_back(build.zone(name));
        break;
    }
    return zones;
}

void addStore(Build& build, const NodeView& node, plan::StationSpec spec, std::vector<Replica>& replicas) {
    const Replica replica{plan::kNoStation, node.uid(), spec.globalTable, spec.replication};
    auto& store = std::get<plan::UnitStoreStation>(spec.parameters);
    if (auto zones = copies(build, node); !zones.empty()) store.replication.zones = std::move(zones);
    if (!store.index) {
        replicas.push_back(replica);
        replicas.back().station = build.addStation(node, std::move(spec.parameters));
        return;
    }
    const auto owner = node.parent();
    const auto table = owner ? build.stations.constFind(owner->uid()) : build.stations.constEnd();
    if (table == build.stations.constEnd()) return;  // an index without its table answers nothing
    store.index->table = *table;
    const plan::StationIndex station = build.addStation(node, std::move(spec.parameters));
    build.indexes[owner->uid()].push_back({station, spec.onUpdate, spec.entryBytes});
}

// Whoever names a neighbour comes after it: tables, their indexes, what stands alone, streams, their consumers; within each by Uid.
int rankOf(const plan::StationSpec& spec) {
    if (const auto* store = std::get_if<plan::UnitStoreStation>(&spec.parameters)) return store->index ? 1 : 0;
    if (std::holds_alternative<plan::LogStation>(spec.parameters)) return 3;
    return std::holds_alternative<plan::ConsumerStation>(spec.parameters) ? 4 : 2;
}

plan::StationIndex named(const Build& build, const NodeView& node, std::uint64_t uid) {
    const auto owner = node.parent();
    return build.station(uid != 0 ? Uid{uid} : owner ? owner->uid() : Uid());
}

void addLog(Build& build, const NodeView& node, plan::StationSpec spec) {
    auto& log = std::get<plan::LogStation>(spec.parameters);
    log.store = named(build, node, spec.of);
    if (!build.parameters<plan::UnitStoreStation>(log.store)) {
        build.assume(tr("%1 is left out: no simulated table writes into it.").arg(node.name()));
        return;
    }
    build.addStation(node, std::move(spec.parameters));
}

void addConsumer(Build& build, const NodeView& node, plan::StationSpec spec) {
    auto& consumer = std::get<plan::ConsumerStation>(spec.parameters);
    consumer.log = build.station(Uid{spec.of});
    consumer.server = named(build, node, spec.server);
    if (!build.parameters<plan::LogStation>(consumer.log) || !build.parameters<plan::ServerStation>(consumer.server)) {
        build.assume(tr("%1 is left out: it joins no simulated stream with a function.").arg(node.name()));
        return;
    }
    if (spec.onFailure != 0) consumer.onFailure = build.station(Uid{spec.onFailure});
    build.addStation(node, std::move(spec.parameters));
}

// The nodes of a cache stand in the zones that it states, else in its subnets by turns.
void addCache(Build& build, const NodeView& node, plan::StationSpec spec) {
    auto& cache = std::get<plan::CacheStation>(spec.parameters);
    for (std::size_t i = 0; i < cache.nodeZones.size(); ++i) {
        if (i < spec.nodeZones.size()) {
            cache.nodeZones[i] = build.zone(QString::fromStdString(spec.nodeZones[i]));
            continue;
        }
        const auto subnet = spec.subnets.empty() ? std::nullopt : build.view(Uid{spec.subnets[i % spec.subnets.size()]});
        const auto net = subnet ? subnet->netAs<SubnetNet>() : std::nullopt;
        cache.nodeZones[i] = net ? build.zone(net->zone) : plan::kNoZone;
    }
    build.addStation(node, std::move(spec.parameters));
}

QString unresolvedText(const Value& value) {
    if (const auto* text = std::get_if<Unresolved>(&value)) return text->text;
    const auto* rows = std::get_if<Rows>(&value);
    for (const Row& row : rows ? rows->items : std::vector<Row>())
        for (const Cell& cell : row.cells)
            if (hasUnresolved(cell.value)) return unresolvedText(cell.value);
    return {};
}

QString sentence(const QString& who, const PropertySpec& row, const Value& value) {
    const bool wholeRow = std::holds_alternative<Unresolved>(value);
    const QString instead = wholeRow && row.type != ValueType::Rows ? formatValue(row, row.fallback) : QString();
    const QString text = unresolvedText(value).simplified().left(60);
    if (instead.isEmpty()) return tr("%1: %2 holds \"%3\", which no one can evaluate here; its default is taken.").arg(who, tr(row.title), text);
    return tr("%1: %2 is \"%3\", which no one can evaluate here; %4 is taken.").arg(who, tr(row.title), text, instead);
}

}  // namespace

std::optional<NodeView> Build::view(Uid uid) {
    const auto id = document.findNode(uid);
    return id ? std::optional(facts.view(*id)) : std::nullopt;
}

plan::ZoneIndex Build::zone(const QString& name) {
    if (name.isEmpty()) return plan::kNoZone;
    const std::string wanted = name.toStdString();
    const auto it = std::ranges::find(plan.zones, wanted);
    if (it == plan.zones.end() && plan.zones.size() >= kMaxZones) return plan::kNoZone;
    const auto index = static_cast<plan::ZoneIndex>(it - plan.zones.begin());
    if (it == plan.zones.end()) plan.zones.push_back(wanted);
    return index;
}

plan::RegionIndex Build::region(const NodeView& node) {
    constexpr std::size_t kMostRegions = 63;  // each has a bit in a run's masks
    const std::string wanted = regionOf(node).toStdString();
    if (wanted.empty()) return plan::kNoRegion;
    const auto it = std::ranges::find(plan.regions, wanted);
    if (it == plan.regions.end() && plan.regions.size() >= kMostRegions) return plan::kNoRegion;
    const auto index = static_cast<plan::RegionIndex>(it - plan.regions.begin());
    if (it == plan.regions.end()) plan.regions.push_back(wanted);
    return index;
}

plan::StationIndex Build::addStation(const NodeView& node, plan::StationParameters parameters) {
    const auto index = static_cast<plan::StationIndex>(plan.stations.size());
    plan.stations.push_back({node.uid().value, document.path(node.id()).toStdString(), std::move(parameters), region(node)});
    stations.insert(node.uid(), index);
    return index;
}

void Build::assume(const QString& sentence) {
    if (!assumptions.contains(sentence)) assumptions += sentence;
}

void addStations(Build& build) {
    struct Found {
        NodeView node;
        plan::StationSpec spec;
        int rank;
    };
    std::vector<Found> found;
    for (const NodeId id : build.document.nodes()) {
        const NodeView node = build.facts.view(id);
        if (!node.kind() || !node.kind()->station) continue;
        plan::StationSpec spec = node.kind()->station(node);
        const int rank = rankOf(spec);
        found.push_back({node, std::move(spec), rank});
    }
    std::ranges::stable_sort(found, {}, &Found::rank);
    std::vector<Replica> replicas;
    for (Found& each : found) {
        const plan::StationParameters& parameters = each.spec.parameters;
        const bool calls = std::holds_alternative<plan::SourceStation>(parameters) || std::holds_alternative<plan::ServerStation>(parameters);
        if (calls) build.sources.insert(each.node.uid(), {each.spec.access, each.spec.timeoutMs, each.spec.lossShare, each.spec.resendMs, each.spec.connections});
        if (std::holds_alternative<plan::HopStation>(parameters)) {  // stands on the ways that lead through it
            build.passed.insert(each.node.uid(), each.spec);
            continue;
        }
        if (std::holds_alternative<plan::UnitStoreStation>(parameters)) addStore(build, each.node, std::move(each.spec), replicas);
        else if (std::holds_alternative<plan::LogStation>(parameters)) addLog(build, each.node, std::move(each.spec));
        else if (std::holds_alternative<plan::ConsumerStation>(parameters)) addConsumer(build, each.node, std::move(each.spec));
        else if (std::holds_alternative<plan::CacheStation>(parameters)) addCache(build, each.node, std::move(each.spec));
        else build.addStation(each.node, std::move(each.spec.parameters));
    }
    joinReplicas(build, replicas);
}

void noteUnresolved(Build& build) {
    for (const NodeId id : build.document.nodes()) {
        const Node& node = build.document.node(id);
        for (const Property& property : node.data.properties) {
            const PropertySpec* row = node.kind ? node.kind->property(property.key) : nullptr;
            if (row && hasUnresolved(property.value)) build.assume(sentence(build.document.name(id), *row, property.value));
        }
    }
    for (const LinkId id : build.document.links()) {
        const Link& link = build.document.link(id);
        const QString who = tr("%1 calls %2").arg(build.document.name(link.from), build.document.name(link.to));
        for (const Property& property : link.data.properties) {
            const PropertySpec* row = link.spec ? link.spec->property(property.key) : nullptr;
            if (row && hasUnresolved(property.value)) build.assume(sentence(who, *row, property.value));
        }
    }
}

}  // namespace model::build
