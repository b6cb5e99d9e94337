// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"

#include <algorithm>

namespace model {

namespace {

const QString kRegionRole = QStringLiteral("region");
const QString kVpcRole = QStringLiteral("vpc");
const QString kSubnetRole = QStringLiteral("subnet");
const QString kRouteTableRole = QStringLiteral("routeTable");

std::vector<NodeView> found(const NodeView& from, const std::vector<Uid>& uids) {
    std::vector<NodeView> nodes;
    for (const Uid uid : uids)
        if (const auto node = from.find(uid)) nodes.push_back(*node);
    return nodes;
}

std::vector<Uid> computeMainTables(const NodeView& vpc) {
    std::vector<Uid> tables;
    for (const NodeView& table : vpc.children(kRouteTableRole))
        if (const auto routes = table.netFacet<RoutesNet>(); routes && routes->main) tables.push_back(table.uid());
    return tables;
}

Uid computeEffectiveTable(const NodeView& subnet) {
    const auto net = subnet.netFacet<SubnetNet>();
    if (!net) return {};
    if (!net->routeTable.isNull()) {
        const auto own = subnet.find(net->routeTable);
        return own && own->netFacet<RoutesNet>() ? own->uid() : Uid();
    }
    const auto vpc = subnet.parent();
    const auto mains = vpc ? mainRouteTables(*vpc) : std::vector<NodeView>();
    return mains.empty() ? Uid() : mains.front().uid();
}

bool computeIsPublic(const NodeView& subnet) {
    const auto table = effectiveRouteTable(subnet);
    const auto routes = table ? table->netFacet<RoutesNet>() : nullptr;
    const auto vpc = subnet.parent();
    if (!routes || !vpc) return false;
    return std::ranges::any_of(routes->routes, [&](const RouteEntry& route) {
        if (route.destination != u"0.0.0.0/0" && route.destination != u"::/0") return false;
        const auto target = subnet.find(route.target);
        const auto gateway = target ? target->netFacet<GatewayNet>() : nullptr;
        return gateway && gateway->kind == GatewayNet::Kind::Internet && gateway->vpc == vpc->uid();
    });
}

std::vector<PlacedBlock> computeSubnetBlocks(const NodeView& vpc) {
    std::vector<PlacedBlock> blocks;
    for (const NodeView& subnet : vpc.children(kSubnetRole))
        if (const auto net = subnet.netFacet<SubnetNet>())
            if (const auto block = Cidr::parse(net->cidr)) blocks.push_back({subnet.uid(), block->canonical()});
    return blocks;
}

std::vector<Uid> computeInterfaces(const NodeView& vpc) {
    std::vector<Uid> nodes;
    // Who is at home in the VPC stands in its subnets as well: each once.
    const auto add = [&nodes](const NodeView& node) {
        if (std::ranges::find(nodes, node.uid()) == nodes.end()) nodes.push_back(node.uid());
    };
    for (const NodeView& child : vpc.children()) {
        if (child.kind() && child.kind()->net && child.netFacet<InterfaceNet>()) add(child);
        if (!child.offers(kSubnetRole)) continue;
        for (const NodeView& occupant : occupantsOf(child)) add(occupant);
    }
    return nodes;
}

std::vector<Uid> computeOccupants(const NodeView& subnet) {
    std::vector<Uid> nodes;
    for (const NodeView& node : subnet.referrers()) {
        const auto net = node.kind() && node.kind()->net ? node.netFacet<InterfaceNet>() : nullptr;
        if (net && std::ranges::find(net->subnets, subnet.uid()) != net->subnets.end()) nodes.push_back(node.uid());
    }
    return nodes;
}

}  // namespace

std::optional<NodeView> regionOf(const NodeView& node) {
    return node.offers(kRegionRole) ? std::optional(node) : node.ancestor(kRegionRole);
}

QString regionCodeOf(const NodeView& node) {
    const auto region = regionOf(node);
    const auto net = region ? region->netFacet<RegionNet>() : nullptr;
    return net ? net->code : QString();
}

std::optional<NodeView> vpcOf(const NodeView& node) { return node.offers(kVpcRole) ? std::optional(node) : node.ancestor(kVpcRole); }

std::vector<NodeView> mainRouteTables(const NodeView& vpc) {
    return found(vpc, *vpc.query(Query<std::vector<Uid>>{computeMainTables}));
}

std::optional<NodeView> effectiveRouteTable(const NodeView& subnet) {
    const Uid table = *subnet.query(Query<Uid>{computeEffectiveTable});
    return table.isNull() ? std::nullopt : subnet.find(table);
}

bool isPublicSubnet(const NodeView& subnet) { return *subnet.query(Query<bool>{computeIsPublic}); }

std::vector<NodeView> subnetsOf(const NodeView& routeTable) {
    std::vector<NodeView> subnets;
    for (const NodeView& node : routeTable.referrers())
        if (node.offers(kSubnetRole))
            if (const auto table = effectiveRouteTable(node); table && *table == routeTable) subnets.push_back(node);
    const auto routes = routeTable.netFacet<RoutesNet>();
    const auto vpc = routeTable.parent();
    if (!routes || !routes->main || !vpc) return subnets;
    for (const NodeView& subnet : vpc->children(kSubnetRole))
        if (const auto net = subnet.netFacet<SubnetNet>(); net && net->routeTable.isNull())
            if (const auto table = effectiveRouteTable(subnet); table && *table == routeTable) subnets.push_back(subnet);
    return subnets;
}

std::vector<PlacedBlock> subnetBlocks(const NodeView& vpc) { return *vpc.query(Query<std::vector<PlacedBlock>>{computeSubnetBlocks}); }

std::vector<Cidr> vpcBlocks(const NodeView& vpc) {
    std::vector<Cidr> blocks;
    if (const auto net = vpc.netFacet<VpcNet>())
        for (const QString& text : net->cidrs)
            if (const auto block = Cidr::parse(text)) blocks.push_back(block->canonical());
    return blocks;
}

std::vector<NodeView> interfacesIn(const NodeView& vpc) { return found(vpc, *vpc.query(Query<std::vector<Uid>>{computeInterfaces})); }

std::vector<NodeView> occupantsOf(const NodeView& subnet) { return found(subnet, *subnet.query(Query<std::vector<Uid>>{computeOccupants})); }

}  // namespace model
