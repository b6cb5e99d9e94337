// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/dax/clusterfixes.h"

#include "model/core/network.h"
#include "model/reachability/reach.h"
#include "model/rules/patternfix.h"
#include "model/services/dax/kinds.h"

#include <QCoreApplication>

#include <algorithm>

namespace model::dax {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

QString zoneOf(const NodeView& subnet) {
    const auto net = subnet.netFacet<SubnetNet>();
    return net ? net->zone : QString();
}

// Private subnets first: caches belong there.
std::vector<NodeView> subnetsOfVpc(const NodeView& cluster) {
    const auto vpc = vpcOf(cluster);
    std::vector<NodeView> subnets = vpc ? vpc->children(QStringLiteral("subnet")) : std::vector<NodeView>();
    std::ranges::stable_partition(subnets, [](const NodeView& subnet) { return !isPublicSubnet(subnet); });
    return subnets;
}

ChangeSet withSubnets(const NodeView& cluster, const std::vector<NodeView>& more) {
    Refs refs{cluster.refs(kSubnets)};
    QStringList names;
    for (const NodeView& subnet : more) {
        refs.items.push_back({subnet.uid(), {}});
        names += subnet.quoted();
    }
    return {tr("Add %1").arg(names.join(QStringLiteral(", "))), {SetProperty{cluster.uid(), kSubnets, std::move(refs)}}};
}

/// Rows of links as an edit leaves them, and the links that it adds.
struct Rewritten {
    std::vector<std::pair<Uid, Rows>> rows;
    std::vector<LinkData> added;

    Rows& of(const LinkView& link) {
        const auto it = std::ranges::find(rows, link.uid(), &std::pair<Uid, Rows>::first);
        return it != rows.end() ? it->second : rows.emplace_back(link.uid(), link.rows(pattern::kRows)).second;
    }
    Rows& between(const NodeView& caller, const NodeView& table) {
        for (const LinkView& link : caller.linksOut())
            if (link.type() == kCalls && link.to() == table) return of(link);
        Uid uid = Uid::derived(QStringLiteral("call ") + table.uid().text(), caller.uid().text());
        while (caller.document().findLink(uid)) uid.value += 1;
        const auto it = std::ranges::find(added, uid, &LinkData::uid);
        if (it == added.end()) added.push_back({uid, kCalls, caller.uid(), table.uid(), {}});
        const auto own = std::ranges::find(rows, uid, &std::pair<Uid, Rows>::first);
        return own != rows.end() ? own->second : rows.emplace_back(uid, Rows()).second;
    }
};

std::optional<LinkView> linkOf(const NodeView& cluster, const AccessPattern& p) {
    const auto caller = cluster.find(p.caller);
    for (const LinkView& link : caller ? caller->linksOut() : std::vector<LinkView>())
        if (link.uid() == p.link) return link;
    return std::nullopt;
}

// A call that is drawn to the cluster moves to a link to the table; of an index, to that of its table.
void moveRow(const NodeView& cluster, const LinkView& link, const AccessPattern& p, Rewritten& all) {
    const auto resource = cluster.find(p.resource);
    const auto base = resource ? resource->find(resource->sharedData()->base) : std::nullopt;
    if (!resource || *resource == cluster) return;
    Row row = all.of(link).items[static_cast<size_t>(p.row)];
    if (!base) row.clear(pattern::kResource);
    all.between(link.from(), base ? *base : *resource).items.push_back(std::move(row));
}

ChangeSet changesOf(Rewritten all, const QString& title) {
    ChangeSet fix{title, {}};
    for (LinkData& link : all.added) fix.changes.emplace_back(AddLink{std::move(link)});
    for (auto& [link, rows] : all.rows)
        fix.changes.emplace_back(rows.items.empty() ? Change(RemoveLink{link}) : Change(SetProperty{link, pattern::kRows, Value(std::move(rows))}));
    return fix;
}

}  // namespace

QStringList subnetZones(const NodeView& cluster) {
    QStringList zones;
    for (const NodeView& subnet : cluster.targets(kSubnets))
        if (const QString zone = zoneOf(subnet); !zone.isEmpty() && !zones.contains(zone)) zones += zone;
    return zones;
}

std::optional<ChangeSet> subnetsFix(const NodeView& cluster, const QStringList& zones) {
    const auto subnets = subnetsOfVpc(cluster);
    std::vector<NodeView> more;
    for (const QString& zone : zones) {
        const auto it = std::ranges::find_if(subnets, [&](const NodeView& subnet) { return zoneOf(subnet) == zone; });
        if (it == subnets.end()) return std::nullopt;
        more.push_back(*it);
    }
    return withSubnets(cluster, more);
}

std::optional<ChangeSet> spreadFix(const NodeView& cluster, qsizetype zones) {
    QStringList used = subnetZones(cluster);
    std::vector<NodeView> more;
    for (const NodeView& subnet : subnetsOfVpc(cluster)) {
        const QString zone = zoneOf(subnet);
        if (used.size() >= zones || zone.isEmpty() || used.contains(zone)) continue;
        used += zone;
        more.push_back(subnet);
    }
    if (used.size() < zones) return std::nullopt;
    ChangeSet fix = more.empty() ? ChangeSet{tr("Spread the nodes over the subnets"), {}} : withSubnets(cluster, more);
    if (cluster.has(kZones)) fix.changes.emplace_back(SetProperty{cluster.uid(), kZones, std::nullopt});
    return fix;
}

std::optional<ChangeSet> pastFix(const NodeView& cluster, std::span<const AccessPattern> patterns, const QString& title) {
    Rewritten all;
    std::vector<AccessPattern> moved;
    for (const AccessPattern& p : patterns) {
        const auto link = linkOf(cluster, p);
        const auto resource = cluster.find(p.resource);
        if (!link || !resource || *resource == cluster) return std::nullopt;  // SIM-003 asks for the table
        if (!reachOf(link->from(), *resource)->reachable()) return std::nullopt;
        if (p.target == cluster.uid()) {
            moveRow(cluster, *link, p, all);
            moved.push_back(p);
        } else {
            all.of(*link).items[static_cast<size_t>(p.row)].clear(pattern::kVia);
        }
    }
    // From the last row on, so that the places of the others stay what they were.
    std::ranges::sort(moved, std::greater(), &AccessPattern::row);
    for (const AccessPattern& p : moved) {
        Rows& rows = std::ranges::find(all.rows, p.link, &std::pair<Uid, Rows>::first)->second;
        rows.items.erase(rows.items.begin() + p.row);
    }
    if (all.rows.empty()) return std::nullopt;
    return changesOf(std::move(all), title);
}

std::optional<ChangeSet> throughFix(const NodeView& cluster, const NodeView& table) {
    std::vector<AccessPattern> past;
    for (const AccessPattern& p : patternsInto(table)) {
        if (!p.isWrite() || p.via == cluster.uid()) continue;
        const auto caller = cluster.find(p.caller);
        if (!caller || p.target == p.via || !reachOf(*caller, table, cluster.uid())->reachable()) return std::nullopt;
        past.push_back(p);
    }
    return patternsFix(cluster, past, tr("Write through %1").arg(cluster.quoted()), pattern::kVia, Value(Ref{cluster.uid(), {}}));
}

}  // namespace model::dax
