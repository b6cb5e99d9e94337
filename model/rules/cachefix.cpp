// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/cachefix.h"

#include "model/core/network.h"
#include "model/reachability/fixes.h"
#include "model/reachability/reach.h"
#include "model/rules/patternfix.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <set>

namespace model {

namespace {

// Keys of clusters and groups: frozen, files carry them.
const QString kName = QStringLiteral("name");
const QString kSubnets = QStringLiteral("subnets");
const QString kSecurityGroups = QStringLiteral("securityGroups");
const QString kInbound = QStringLiteral("inbound");
const QString kOutbound = QStringLiteral("outbound");
constexpr qint64 kPort = 8111;  // of a cluster that is not encrypted in transit, which is DAX's default

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

/// The VPC's only DAX cluster; of several a person has to choose.
std::vector<NodeView> clustersOf(const NodeView& vpc) {
    std::vector<NodeView> clusters = vpc.children(QStringLiteral("cache"));
    std::erase_if(clusters, [](const NodeView& node) { return !node.flowFacet<CacheFlow>(); });
    return clusters;
}

bool hasOwnAcl(const NodeView& any, Uid subnet) {
    const auto node = any.find(subnet);
    const auto net = node ? node->netFacet<SubnetNet>() : nullptr;
    return !net || !net->acl.isNull();
}

/// Whether packets from the caller to other subnets of the VPC meet nothing but the cluster's own group.
bool isFree(const NodeView& vpc, const NodeView& caller) {
    const auto net = caller.netFacet<InterfaceNet>();
    if (!net || net->subnets.empty()) return false;
    const bool isInside = std::ranges::all_of(net->subnets, [&](Uid uid) {
        const auto subnet = vpc.find(uid);
        const auto home = subnet ? vpcOf(*subnet) : std::nullopt;
        return home && *home == vpc && !hasOwnAcl(vpc, uid);
    });
    const bool isLetOut = std::ranges::all_of(net->securityGroups, [&](Uid uid) {
        const auto group = vpc.find(uid);
        return group && !group->has(kOutbound);
    });
    return isInside && isLetOut;
}

/// Lets the callers in: by their groups, or where one has none by the addresses of the VPC.
NodeData groupFor(const NodeView& vpc, const KindSpec& kind, const std::set<Uid>& callers) {
    NodeData group{flat::freeUid(vpc, QStringLiteral("group of a cluster")), kind.id, vpc.uid(), {}, std::nullopt, {}};
    storeProperty(group.properties, kName, QStringLiteral("dax-sg"));
    Rows inbound;
    const auto add = [&](const QString& key, Value value) {
        Row row;
        row.set(QStringLiteral("fromPort"), kPort);
        row.set(QStringLiteral("toPort"), kPort);
        row.set(key, std::move(value));
        if (std::ranges::find(inbound.items, row) == inbound.items.end()) inbound.items.push_back(std::move(row));
    };
    for (const Uid uid : callers) {
        const auto groups = vpc.find(uid)->netFacet<InterfaceNet>()->securityGroups;
        if (!groups.empty()) add(QStringLiteral("peer"), Ref{groups.front(), {}});
        for (const Cidr& block : groups.empty() ? vpcBlocks(vpc) : std::vector<Cidr>()) add(QStringLiteral("cidr"), block.text());
    }
    storeProperty(group.properties, kInbound, std::move(inbound));
    return group;
}

}  // namespace

std::vector<AccessPattern> cacheable(const Patterns& patterns) {
    constexpr std::array kOperations = {u"GetItem", u"BatchGetItem", u"Query", u"Scan", u"PutItem", u"UpdateItem", u"DeleteItem"};
    std::vector<AccessPattern> found;
    for (const AccessPattern& p : patterns) {
        const bool isOffered = std::ranges::any_of(kOperations, [&](const char16_t* name) { return p.operation == QStringView(name); });
        if (isOffered && p.via.isNull() && (p.isWrite() || p.consistency == u"eventual")) found.push_back(p);
    }
    return found;
}

std::optional<ChangeSet> cacheFix(const NodeView& vpc, const Refs& subnets, std::span<const AccessPattern> patterns) {
    std::set<Uid> callers;
    for (const AccessPattern& p : patterns) callers.insert(p.caller);
    const auto clusters = clustersOf(vpc);
    if (clusters.size() > 1) return std::nullopt;
    if (!clusters.empty()) {
        const NodeView& cluster = clusters.front();
        const bool isReached = std::ranges::all_of(patterns, [&](const AccessPattern& p) { return reachOf(*vpc.find(p.caller), *vpc.find(p.resource), cluster.uid())->reachable(); });
        return isReached ? patternsFix(vpc, patterns, tr("Go through %1").arg(cluster.quoted()), pattern::kVia, Value(Ref{cluster.uid(), {}})) : std::nullopt;
    }
    const KindSpec* kind = flat::kindOffering(vpc, QStringLiteral("cache"));
    const KindSpec* groupKind = flat::kindOffering(vpc, QStringLiteral("securityGroup"));
    const bool isClosed = std::ranges::any_of(subnets.items, [&](const Ref& ref) { return hasOwnAcl(vpc, ref.target); });
    if (!kind || !groupKind || subnets.items.empty() || isClosed || !std::ranges::all_of(callers, [&](Uid uid) { return isFree(vpc, *vpc.find(uid)); })) return std::nullopt;
    NodeData group = groupFor(vpc, *groupKind, callers);
    NodeData cluster{flat::freeUid(vpc, QStringLiteral("cluster")), kind->id, vpc.uid(), {}, std::nullopt, {}};
    storeProperty(cluster.properties, kName, QStringLiteral("dax"));
    storeProperty(cluster.properties, kSubnets, subnets);
    storeProperty(cluster.properties, kSecurityGroups, Refs{{Ref{group.uid, {}}}});
    ChangeSet fix{tr("Add a DAX cluster"), {AddNode{std::move(group)}, AddNode{cluster}}};
    if (const auto through = patternsFix(vpc, patterns, {}, pattern::kVia, Value(Ref{cluster.uid, {}}))) fix.changes.insert(fix.changes.end(), through->changes.begin(), through->changes.end());
    return fix;
}

}  // namespace model
