// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace model::vpc {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

constexpr int kReserved = 5;  // the first four addresses and the last (Amazon VPC User Guide, subnet sizing)

std::optional<Cidr> blockOf(const NodeView& v) {
    const auto block = Cidr::parse(v.text(kCidr));
    return block && !block->isIpv6 ? block : std::nullopt;
}

// The next block of the VPC that is free besides this subnet.
std::optional<ChangeSet> moveToFreeBlock(const NodeView& v, quint8 prefix) {
    const auto vpc = vpcOf(v);
    if (!vpc) return std::nullopt;
    std::vector<Cidr> taken;
    for (const PlacedBlock& placed : subnetBlocks(*vpc))
        if (placed.node != v.uid()) taken.push_back(placed.block);
    const auto free = nextFreeBlock(vpcBlocks(*vpc), taken, prefix);
    if (!free) return std::nullopt;
    return ChangeSet{tr("Move it to %1").arg(free->text()), {SetProperty{v.uid(), kCidr, free->text()}}};
}

void checkSize(const NodeView& v, IssueSink& sink) {
    const auto block = blockOf(v);
    if (!block || (block->prefix >= 16 && block->prefix <= 28)) return;
    Cidr legal = *block;
    legal.prefix = std::clamp<quint8>(legal.prefix, 16, 28);
    Issue& issue = sink.add(tr("Subnet %1: %2 must be between /16 and /28. Choose another size.").arg(v.quoted(), block->text()), {v.uid()});
    issue.fix = ChangeSet{tr("Make it %1").arg(legal.canonical().text()), {SetProperty{v.uid(), kCidr, legal.canonical().text()}}};
}

void checkInsideVpc(const NodeView& v, IssueSink& sink) {
    const auto block = blockOf(v);
    const auto vpc = vpcOf(v);
    if (!block || !vpc) return;
    const auto blocks = vpcBlocks(*vpc);
    if (blocks.empty() || std::ranges::any_of(blocks, [&](const Cidr& b) { return b.contains(block->canonical()); })) return;
    Issue& issue = sink.add(tr("Subnet %1: %2 lies outside of the addresses of VPC %3. Choose a block inside.").arg(v.quoted(), block->text(), vpc->quoted()), {v.uid(), vpc->uid()});
    issue.fix = moveToFreeBlock(v, block->prefix);
}

// Overlaps of a VPC's subnets, found in one pass for all of them; each check takes its own from it.
std::vector<std::pair<Uid, Uid>> computeOverlaps(const NodeView& vpc) {
    const auto placed = subnetBlocks(vpc);
    std::vector<Cidr> blocks;
    for (const PlacedBlock& p : placed) blocks.push_back(p.block);
    std::vector<std::pair<Uid, Uid>> pairs;
    for (const auto& [a, b] : overlappingPairs(blocks)) pairs.emplace_back(placed[a].node, placed[b].node);
    return pairs;
}

void checkOverlap(const NodeView& v, IssueSink& sink) {
    const auto vpc = vpcOf(v);
    if (!vpc) return;
    // Held here: without a tracker nobody else keeps the result.
    const auto overlaps = vpc->query(Query<std::vector<std::pair<Uid, Uid>>>{computeOverlaps});
    for (const auto& [a, b] : *overlaps) {
        if (b != v.uid()) continue;  // told once, at the later of the two
        const auto other = v.find(a);
        const auto block = blockOf(v);
        if (!other || !block) continue;
        Issue& issue = sink.add(tr("Subnet %1 (%2) overlaps %3 (%4). Choose another block.").arg(v.quoted(), block->text(), other->quoted(), other->text(kCidr)), {v.uid(), a});
        issue.fix = moveToFreeBlock(v, block->prefix);
    }
}

void checkZone(const NodeView& v, IssueSink& sink) {
    const auto region = regionOf(v);
    const auto net = region ? region->netFacet<RegionNet>() : nullptr;
    const QString zone = v.text(kZone);
    if (!net || net->zones.isEmpty() || net->zones.contains(zone)) return;
    Issue& issue = sink.add(zone.isEmpty() ? tr("Subnet %1 has no Availability Zone; it lives in exactly one. Choose one of %2.").arg(v.quoted(), net->zones.join(QStringLiteral(", ")))
                                           : tr("Subnet %1: %2 is no zone of %3. Choose one of %4.").arg(v.quoted(), zone, net->code, net->zones.join(QStringLiteral(", "))), {v.uid()});
    issue.fix = ChangeSet{tr("Put it into %1").arg(net->zones.front()), {SetProperty{v.uid(), kZone, net->zones.front()}}};
}

void checkUsable(const NodeView& v, IssueSink& sink) {
    const auto block = blockOf(v);
    if (!block || block->prefix < 16 || block->prefix > 28) return;
    const auto total = static_cast<int>(block->addressCount());
    sink.add(tr("Subnet %1: %2 has %3 addresses, of which the first four and the last are reserved; %4 are usable.").arg(v.quoted(), block->text()).arg(total).arg(total - kReserved), {v.uid()});
}

/// How many network interfaces a node has, where it has more than one in each of its subnets.
double interfacesOf(const NodeView& node) {
    const auto has = [&](const QString& key) { return node.kind()->property(key) != nullptr; };
    const QString instances = QStringLiteral("instances"), nodes = QStringLiteral("nodes"), shards = QStringLiteral("shards");  // frozen
    const QString engine = QStringLiteral("engine"), replicas = QStringLiteral("replicasPerShard");
    if (has(instances)) return node.number(instances);
    if (has(nodes)) return node.number(nodes);
    if (!has(shards) || !has(replicas)) return 1;
    return node.number(shards) * (node.text(engine) == u"memcached" ? 1 : 1 + node.number(replicas));
}

/// Addresses that a node takes in each of its subnets, over which its interfaces spread evenly.
double addressesOf(const NodeView& node) {
    const auto net = node.netFacet<InterfaceNet>();
    return net && !net->subnets.empty() ? std::ceil(interfacesOf(node) / static_cast<double>(net->subnets.size())) : 1;
}

double addressesIn(const NodeView& v) {
    double used = static_cast<double>(v.children().size());  // NAT gateways
    for (const NodeView& node : occupantsOf(v)) used += addressesOf(node);
    for (const NodeView& node : v.referrers(kSubnets))
        if (node.kind() && node.kind()->net && node.netFacet<DoorNet>()) used += 1;
    return used;
}

// A larger block, with room for as many again, is the next free one of the VPC.
std::optional<ChangeSet> enlarge(const NodeView& v, const Cidr& block, double used) {
    for (auto prefix = static_cast<quint8>(block.prefix - 1); prefix >= 16; --prefix) {
        Cidr larger = block;
        larger.prefix = prefix;
        if (larger.addressCount() - kReserved < 2 * used) continue;
        auto fix = moveToFreeBlock(v, prefix);
        if (fix) return fix;
    }
    return std::nullopt;
}

void checkFull(const NodeView& v, IssueSink& sink) {
    const auto block = blockOf(v);
    if (!block || block->prefix < 16 || block->prefix > 28) return;
    const double used = addressesIn(v), usable = block->addressCount() - kReserved;
    if (used <= usable) return;
    Issue& issue = sink.add(tr("Subnet %1 is full: what stands in it needs %2 addresses, and of %3 only %4 are usable; the first four and the last are reserved. Take a larger block, or a second subnet.").arg(v.quoted(), formatQuantity(used, Unit::None), block->text(), formatQuantity(usable, Unit::None)), {v.uid()});
    issue.key = kCidr;
    issue.fix = enlarge(v, *block, used);
}

void checkWholeVpc(const NodeView& v, IssueSink& sink) {
    const auto vpc = vpcOf(v);
    const auto block = blockOf(v);
    if (!vpc || !block) return;
    const auto blocks = vpcBlocks(*vpc);
    if (blocks.size() != 1 || !(blocks.front() == block->canonical()) || vpc->children(QStringLiteral("subnet")).size() != 1) return;
    Issue& issue = sink.add(tr("Subnet %1 takes the whole block of VPC %2, which leaves no room for a second zone. Split it in two.").arg(v.quoted(), vpc->quoted()), {v.uid()});
    Cidr half = block->canonical();
    if (++half.prefix <= 28) issue.fix = ChangeSet{tr("Leave half of it free"), {SetProperty{v.uid(), kCidr, half.text()}}};
}

// ---------------------------------------------------------------- routes
std::optional<NodeView> attachedGateway(const NodeView& v) {
    const auto vpc = vpcOf(v);
    const auto gateways = vpc ? vpc->children(QStringLiteral("internetGateway")) : std::vector<NodeView>();
    return gateways.empty() ? std::nullopt : std::optional(gateways.front());
}

void checkPublicLabel(const NodeView& v, IssueSink& sink) {
    if (v.text(kTier) != u"public" || isPublicSubnet(v)) return;
    Issue& issue = sink.add(tr("Subnet %1 is meant to be public, but its routes say private: they lack 0.0.0.0/0 to an internet gateway. Add that route.").arg(v.quoted()), {v.uid()});
    const auto table = effectiveRouteTable(v);
    const auto gateway = attachedGateway(v);
    if (!table || !gateway) return;
    issue.nodes.push_back(table->uid());
    Rows rows = table->rows(kRoutes);
    std::erase_if(rows.items, [&](const Row& row) { return table->cell(kRoutes, row, kDestination) == Value(QStringLiteral("0.0.0.0/0")); });
    Row route;
    route.set(kTarget, Ref{gateway->uid(), {}});
    rows.items.push_back(std::move(route));
    issue.fix = ChangeSet{tr("Route 0.0.0.0/0 of %1 to %2").arg(table->quoted(), gateway->quoted()), {SetProperty{table->uid(), kRoutes, std::move(rows)}}};
}

bool leadsToInternet(const NodeView& table) {
    const auto net = table.netFacet<RoutesNet>();
    return net && std::ranges::any_of(net->routes, [&](const RouteEntry& route) {
        const auto target = route.target.isNull() ? std::nullopt : table.find(route.target);
        const auto gateway = target ? target->netFacet<GatewayNet>() : nullptr;
        return gateway && gateway->kind == GatewayNet::Kind::Internet;
    });
}

void checkPrivateLabel(const NodeView& v, IssueSink& sink) {
    if (v.text(kTier) == u"public" || !isPublicSubnet(v)) return;
    std::vector<Uid> nodes{v.uid()};
    if (const auto table = effectiveRouteTable(v)) nodes.push_back(table->uid());
    Issue& issue = sink.add(tr("Subnet %1 is meant to be %2, but its route to the internet gateway makes it public. Use a NAT gateway or endpoints instead.").arg(v.quoted(), v.text(kTier)), nodes);
    const auto vpc = vpcOf(v);
    for (const NodeView& table : vpc ? vpc->children(QStringLiteral("routeTable")) : std::vector<NodeView>()) {
        if (leadsToInternet(table)) continue;
        issue.fix = ChangeSet{tr("Let it follow %1").arg(table.quoted()), {SetProperty{v.uid(), kRouteTable, Value(Ref{table.uid(), {}})}}};
        return;
    }
}

// A private subnet in the place of this one, of the same zone if there is one.
std::optional<ChangeSet> privateFix(const NodeView& v, const NodeView& node) {
    const auto vpc = vpcOf(v);
    const QString key = node.kind()->placement;
    if (!vpc || key.isEmpty()) return std::nullopt;
    Refs refs{node.refs(key)};
    std::optional<NodeView> found;
    for (const NodeView& subnet : vpc->children(QStringLiteral("subnet"))) {
        const bool isTaken = std::ranges::any_of(refs.items, [&](const Ref& ref) { return ref.target == subnet.uid(); });
        if (isTaken || isPublicSubnet(subnet)) continue;
        const bool isNear = subnet.text(kZone) == v.text(kZone);
        if (!found || isNear) found = subnet;
        if (isNear) break;
    }
    if (!found) return std::nullopt;
    for (Ref& ref : refs.items)
        if (ref.target == v.uid()) ref = {found->uid(), {}};
    return ChangeSet{tr("Move it to %1").arg(found->quoted()), {SetProperty{node.uid(), key, std::move(refs)}}};
}

void checkDataInPublic(const NodeView& v, IssueSink& sink) {
    // MySQL, PostgreSQL, SQL Server, Oracle, MongoDB, Neptune, Redis, Memcached, DAX, Cassandra.
    static constexpr std::array kDataPorts = {3306, 5432, 1433, 1521, 27017, 8182, 6379, 11211, 8111, 9111, 9042};
    if (!isPublicSubnet(v)) return;
    for (const NodeView& node : occupantsOf(v))
        if (const auto net = node.netFacet<InterfaceNet>())
            for (const int port : net->listensOn)
                if (std::ranges::find(kDataPorts, port) != kDataPorts.end())
                    sink.add(tr("%1 listens on the data port %2 and stands in the public subnet %3. Move it to a private one.").arg(node.quoted()).arg(port).arg(v.quoted()), {node.uid(), v.uid()}).fix = privateFix(v, node);
}

void checkFollowsMain(const NodeView& v, IssueSink& sink) {
    if (v.has(kRouteTable)) return;
    const auto table = effectiveRouteTable(v);
    if (!table) {
        sink.add(tr("Subnet %1 follows the main route table that comes with its VPC; it knows the local route only.").arg(v.quoted()), {v.uid()});
        return;
    }
    Issue& issue = sink.add(tr("Subnet %1 follows the main route table %2 of its VPC.").arg(v.quoted(), table->quoted()), {v.uid(), table->uid()});
    issue.fix = ChangeSet{tr("Associate it with %1").arg(table->quoted()), {SetProperty{v.uid(), kRouteTable, Ref{table->uid(), {}}}}};
}

void checkDefaultAcl(const NodeView& v, IssueSink& sink) {
    if (!v.has(kAcl)) sink.add(tr("Subnet %1 has the default network ACL, which allows everything.").arg(v.quoted()), {v.uid()});
}

void checkOwnNat(const NodeView& v, IssueSink& sink) {
    const auto table = effectiveRouteTable(v);
    const auto routes = table ? table->netFacet<RoutesNet>() : nullptr;
    if (!routes) return;
    for (const RouteEntry& route : routes->routes) {
        const auto gateway = route.destination == u"0.0.0.0/0" ? v.find(route.target) : std::nullopt;
        const auto net = gateway ? gateway->netFacet<GatewayNet>() : nullptr;
        if (!net || net->kind != GatewayNet::Kind::Nat || net->subnet != v.uid()) continue;
        Issue& issue = sink.add(tr("Subnet %1 sends its traffic to NAT gateway %2, which stands in the subnet itself: packets go round in a circle. Move the gateway to a public subnet.").arg(v.quoted(), gateway->quoted()), {v.uid(), gateway->uid()});
        const auto vpc = vpcOf(v);
        for (const NodeView& subnet : vpc ? vpc->children(QStringLiteral("subnet")) : std::vector<NodeView>())
            if (!issue.fix && isPublicSubnet(subnet)) issue.fix = ChangeSet{tr("Move it to %1").arg(subnet.quoted()), {SetParent{gateway->uid(), subnet.uid()}}};
    }
}

}  // namespace

std::vector<RuleSpec> subnetRules() {
    constexpr auto kSizing = "Amazon VPC User Guide, subnet sizing";
    constexpr auto kTables = "Amazon VPC User Guide, route tables";
    return {
        {.id = "NET-002", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Subnet too large or too small"), .help = QT_TRANSLATE_NOOP("model", "A subnet is between /16 and /28."), .source = kSizing, .offersFix = true, .check = checkSize},
        {.id = "NET-004", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Subnet outside of its VPC"), .help = QT_TRANSLATE_NOOP("model", "A subnet's block is part of one of the VPC's blocks."), .source = kSizing, .offersFix = true, .check = checkInsideVpc},
        {.id = "NET-005", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Subnets overlap"), .help = QT_TRANSLATE_NOOP("model", "No two subnets of a VPC share an address."), .source = kSizing, .offersFix = true, .check = checkOverlap},
        {.id = "NET-007", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Zone of another Region, or none"), .help = QT_TRANSLATE_NOOP("model", "One subnet lies in exactly one Availability Zone of its VPC's Region."), .source = "Amazon VPC User Guide, subnets", .offersFix = true, .check = checkZone},
        {.id = "NET-008", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Subnet full"), .help = QT_TRANSLATE_NOOP("model", "Instances, nodes, functions, endpoints and NAT gateways take an address for each interface; instances and nodes spread evenly over their subnets."), .source = "Amazon VPC User Guide, subnet sizing", .offersFix = true, .check = checkFull},
        {.id = "NET-011", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Usable addresses"), .help = QT_TRANSLATE_NOOP("model", "Network, router, DNS, one for the future and the last address are AWS's."), .source = kSizing, .check = checkUsable},
        {.id = "NET-025", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Data port in a public subnet"), .help = QT_TRANSLATE_NOOP("model", "Databases and caches belong in private subnets."), .source = "Amazon VPC User Guide, VPC with public and private subnets", .offersFix = true, .check = checkDataInPublic},
        {.id = "NET-030", .severity = Severity::Info, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Subnet as large as the VPC"), .help = QT_TRANSLATE_NOOP("model", "Legal, but there is no room for another zone."), .source = kSizing, .offersFix = true, .check = checkWholeVpc},
        {.id = "IGW-005", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Public by name only"), .help = QT_TRANSLATE_NOOP("model", "What makes a subnet public is its default route to an internet gateway."), .source = "Amazon VPC User Guide, internet gateways", .offersFix = true, .check = checkPublicLabel},
        {.id = "IGW-008", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Private by name only"), .help = QT_TRANSLATE_NOOP("model", "A default route to an internet gateway makes a subnet public."), .source = "Amazon VPC User Guide, internet gateways", .offersFix = true, .check = checkPrivateLabel},
        {.id = "RT-002", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Follows the main table"), .help = QT_TRANSLATE_NOOP("model", "A subnet without a table of its own follows the main one."), .source = kTables, .offersFix = true, .check = checkFollowsMain},
        {.id = "ACL-015", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Default network ACL"), .help = QT_TRANSLATE_NOOP("model", "It allows everything in both directions."), .source = "Amazon VPC User Guide, network ACLs", .check = checkDefaultAcl},
        {.id = "NAT-003", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "NAT gateway inside the subnet that it serves"), .help = QT_TRANSLATE_NOOP("model", "The NAT gateway stands in another, public subnet."), .source = "Amazon VPC User Guide, NAT gateways", .offersFix = true, .check = checkOwnNat},
    };
}

}  // namespace model::vpc
