// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/doorfixes.h"

#include "model/core/kindspec.h"
#include "model/core/network.h"
#include "model/reachability/fixes.h"
#include "model/reachability/flatnet.h"
#include "model/rules/patternfix.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

const QString kPrivateName = QStringLiteral("privateDns");  // of endpoints: frozen
const QString kRoutes = QStringLiteral("routes");           // of route tables
const QString kTarget = QStringLiteral("target");

/// The route tables of the subnets from which the call goes through the door.
void addTables(const NodeView& view, const Call& call, Uid door, std::vector<Uid>& tables) {
    for (const ReachPath& path : call.reach->paths) {
        const auto subnet = path.doorNode == door ? view.find(path.presence) : std::nullopt;
        const auto table = subnet ? effectiveRouteTable(*subnet) : std::nullopt;
        if (table && std::ranges::find(tables, table->uid()) == tables.end()) tables.push_back(table->uid());
    }
}

void append(ChangeSet& fix, const std::optional<ChangeSet>& more) {
    if (more) fix.changes.insert(fix.changes.end(), more->changes.begin(), more->changes.end());
}

}  // namespace

// ---------------------------------------------------------------- calls
std::vector<Call> callsOf(const NodeView& v) {
    std::vector<Call> calls;
    for (const LinkView& link : v.linksOut())
        for (const LinkWay& way : link.type() == kCalls ? waysOf(link) : std::vector<LinkWay>())
            if (const auto to = v.find(way.to)) calls.push_back({link, way, *to, reachOf(v, *to, way.via)});
    return calls;
}

std::vector<std::pair<NodeView, Call>> callsIn(const NodeView& vpc) {
    std::vector<std::pair<NodeView, Call>> all;
    for (const NodeView& workload : interfacesIn(vpc))
        for (const Call& call : callsOf(workload)) all.emplace_back(workload, call);
    return all;
}

bool goesThrough(const Call& call, Uid door) { return std::ranges::find(call.reach->paths, door, &ReachPath::doorNode) != call.reach->paths.end(); }

std::vector<AccessPattern> patternsOf(const Call& call) {
    std::vector<AccessPattern> own;
    for (const AccessPattern& p : patternsOf(call.link)) {
        const LinkWay way{p.via == p.target ? p.resource : p.target, p.via == p.resource ? Uid() : p.via};
        if (way == call.way) own.push_back(p);
    }
    return own;
}

// ---------------------------------------------------------------- edits
namespace {

/// The interface endpoint for the service in the VPC of the client's first subnet.
std::optional<NodeView> doorBeside(const NodeView& client, const QString& service) {
    const auto net = client.netFacet<InterfaceNet>();
    const auto home = net && !net->subnets.empty() ? client.find(net->subnets.front()) : std::nullopt;
    const auto vpc = home ? vpcOf(*home) : std::nullopt;
    for (const NodeView& door : vpc ? vpc->children(QStringLiteral("interfaceEndpoint")) : std::vector<NodeView>())
        if (const auto own = door.netFacet<DoorNet>(); own && own->service == service) return door;
    return std::nullopt;
}

}  // namespace

std::optional<ChangeSet> privateNameFix(const NodeView& client, const QString& service) {
    if (const auto door = doorBeside(client, service)) {
        if (door->netFacet<DoorNet>()->privateDns) return std::nullopt;  // it is there, and something else is wrong
        return ChangeSet{tr("Give %1 the private name").arg(door->quoted()), {SetProperty{door->uid(), kPrivateName, Value(true)}}};
    }
    auto door = flat::interfaceDoor(client, service, true);
    return door ? std::optional(std::move(door->changes)) : std::nullopt;
}

std::optional<ChangeSet> privateWayFix(const NodeView& client, const Call& call, const QString& service) {
    if (service != u"dynamodb") return privateNameFix(client, service);
    const auto patterns = patternsOf(call);
    if (patterns.empty()) return std::nullopt;
    const auto through = [&](Uid door) { return patternsFix(client, patterns, {}, pattern::kVia, Value(Ref{door, {}})); };
    if (const auto door = doorBeside(client, service)) {
        auto fix = through(door->uid());
        if (fix) fix->title = tr("Call %1 by its own name").arg(door->quoted());
        return fix;
    }
    auto door = flat::interfaceDoor(client, service, false);
    if (!door) return std::nullopt;
    append(door->changes, through(door->endpoint));
    return std::move(door->changes);
}

std::optional<ChangeSet> gatewayInsteadFix(const NodeView& door) {
    const auto net = door.netFacet<DoorNet>();
    const auto vpc = vpcOf(door);
    if (!net || !vpc || !hasGatewayEndpoint(net->service)) return std::nullopt;
    std::vector<Uid> tables;
    std::vector<AccessPattern> named;
    for (const auto& [workload, call] : callsIn(*vpc)) {
        if (!goesThrough(call, door.uid())) continue;
        addTables(door, call, door.uid(), tables);
        for (const AccessPattern& p : patternsOf(call))
            if (p.via == door.uid()) named.push_back(p);
    }
    auto fix = tables.empty() ? flat::mainTableFix(*vpc, net->service) : flat::endpointFix(*vpc, tables, net->service);
    if (!fix) return std::nullopt;
    append(*fix, patternsFix(door, named, {}, pattern::kVia, std::nullopt));
    if (net->privateDns) fix->changes.emplace_back(SetProperty{door.uid(), kPrivateName, std::nullopt});
    return fix;
}

std::optional<ChangeSet> ordinaryNameFix(const NodeView& client, const Call& call) {
    // A call that is drawn to a cache has no other way.
    if (call.link.to().uid() == call.way.via || !reachOf(client, call.to)->reachable()) return std::nullopt;
    return patternsFix(client, patternsOf(call), tr("Call %1 by its ordinary name").arg(call.to.quoted()), pattern::kVia, std::nullopt);
}

std::optional<ChangeSet> namedFix(const NodeView& door) {
    const auto net = door.netFacet<DoorNet>();
    const auto vpc = vpcOf(door);
    if (!net || !vpc) return std::nullopt;
    std::vector<AccessPattern> patterns;
    for (const auto& [workload, call] : callsIn(*vpc))
        if (flat::calleeOf(call.to)->service == net->service && call.way.via.isNull())
            for (const AccessPattern& p : patternsOf(call)) patterns.push_back(p);
    return patternsFix(door, patterns, tr("Call %1 by its own name").arg(door.quoted()), pattern::kVia, Value(Ref{door.uid(), {}}));
}

std::optional<ChangeSet> zonesFix(const NodeView& door, const QStringList& zones) {
    const auto vpc = vpcOf(door);
    const QString key = door.kind()->placement;
    if (!vpc || key.isEmpty()) return std::nullopt;
    Refs subnets{door.refs(key)};
    QStringList missing = zones;
    for (const auto& [workload, call] : callsIn(*vpc))
        for (const ReachPath& path : call.reach->paths)
            if (path.doorNode == door.uid() && missing.removeAll(path.zone) > 0) subnets.items.push_back({path.presence, {}});
    return ChangeSet{tr("Place it in %1 as well").arg(zones.join(QStringLiteral(", "))), {SetProperty{door.uid(), key, std::move(subnets)}}};
}

std::optional<ChangeSet> endpointsInsteadFix(const NodeView& nat) {
    const auto vpc = vpcOf(nat);
    if (!vpc || !nat.children().empty() || !nat.linksIn().empty()) return std::nullopt;
    std::map<QString, std::vector<Uid>> tablesOf;
    for (const auto& [workload, call] : callsIn(*vpc))
        if (goesThrough(call, nat.uid())) addTables(nat, call, nat.uid(), tablesOf[flat::calleeOf(call.to)->service]);
    ChangeSet fix{tr("Use gateway endpoints instead of %1").arg(nat.quoted()), {}};
    for (const auto& [service, tables] : tablesOf) {
        const auto endpoint = flat::endpointFix(*vpc, tables, service);
        if (!endpoint) return std::nullopt;
        append(fix, endpoint);
    }
    for (const NodeView& table : nat.referrers(kRoutes)) {
        Rows rows = table.rows(kRoutes);
        std::erase_if(rows.items, [&](const Row& row) {
            const auto* ref = std::get_if<Ref>(&table.cell(kRoutes, row, kTarget));
            return ref && ref->target == nat.uid();
        });
        fix.changes.emplace_back(SetProperty{table.uid(), kRoutes, rows.items.empty() ? std::nullopt : std::optional<Value>(std::move(rows))});
    }
    fix.changes.emplace_back(RemoveNode{nat.uid()});
    return fix;
}

std::optional<ChangeSet> moveFix(const NodeView& client, const NodeView& target) {
    const auto vpc = vpcOf(target), home = vpcOf(client);
    if (!vpc || !home || *home == *vpc || !client.linksIn().empty() || client.linksOut().size() != 1) return std::nullopt;
    auto fix = flat::joinFix(client, target);
    if (!fix) return std::nullopt;
    fix->title = tr("Move it into the subnets of %1").arg(target.quoted());
    // Its own groups stay behind with the VPC.
    const QString groups = flat::refsKey(*client.kind(), QStringLiteral("securityGroup"));
    const auto sets = [&](const QString& key) { return std::ranges::any_of(fix->changes, [&](const Change& change) { const auto* set = std::get_if<SetProperty>(&change); return set && set->subject == client.uid() && set->key == key; }); };
    if (!groups.isEmpty() && client.has(groups) && !sets(groups)) fix->changes.emplace_back(SetProperty{client.uid(), groups, std::nullopt});
    fix->changes.emplace_back(SetParent{client.uid(), vpc->uid()});
    return fix;
}

std::optional<ChangeSet> takeOutFix(const NodeView& function) {
    const QString subnets = flat::refsKey(*function.kind(), QStringLiteral("subnet")), groups = flat::refsKey(*function.kind(), QStringLiteral("securityGroup"));
    if (subnets.isEmpty()) return std::nullopt;
    ChangeSet fix{tr("Take it out of its subnets"), {SetProperty{function.uid(), subnets, std::nullopt}}};
    if (!groups.isEmpty() && function.has(groups)) fix.changes.emplace_back(SetProperty{function.uid(), groups, std::nullopt});
    return fix;
}

}  // namespace model
