// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/reachability/flatnet.h"

#include "model/core/network.h"

#include <algorithm>

namespace model::flat {

namespace {

Protocol protocolOf(const QString& text) {
    if (text == u"tcp") return Protocol::Tcp;
    if (text == u"udp") return Protocol::Udp;
    if (text == u"icmp") return Protocol::Icmp;
    return text == u"-1" ? Protocol::All : Protocol::Other;
}

std::vector<Rule> rulesOf(const std::vector<FilterRule>& facet, bool ordered) {
    std::vector<Rule> rules;
    int row = 0;
    for (const FilterRule& from : facet) {
        Rule rule;
        rule.row = ++row;
        rule.allow = from.action == FilterRule::Action::Allow;
        rule.protocol = protocolOf(from.protocol);
        rule.fromPort = from.fromPort;
        rule.toPort = from.toPort;
        rule.number = from.number;
        rule.peer = from.peer;
        rule.service = from.prefixList;
        if (const auto block = Cidr::parse(from.cidr)) {
            rule.block = block->canonical();
            rule.hasBlock = true;
        }
        if (ordered || rule.allow) rules.push_back(std::move(rule));
    }
    if (ordered) std::ranges::stable_sort(rules, {}, &Rule::number);
    return rules;
}

Filter computeFilter(const NodeView& node) {
    Filter filter;
    filter.node = node.uid();
    filter.name = node.quoted();
    if (const auto net = node.netFacet<FilterNet>()) {
        const bool ordered = net->kind == FilterNet::Kind::NetworkAcl;
        filter.inbound = rulesOf(net->inbound, ordered);
        filter.outbound = rulesOf(net->outbound, ordered);
    }
    return filter;
}

Route routeOf(const NodeView& table, const RouteEntry& entry, const std::optional<NodeView>& vpc) {
    Route route;
    route.block = Cidr::parse(entry.destination).value_or(Cidr()).canonical();
    route.name = entry.targetLabel.isEmpty() ? entry.destination : entry.targetLabel;
    route.node = entry.target;
    const auto target = table.find(entry.target);
    if (!target) return route;
    route.name = target->quoted();
    route.target = Route::Target::Other;
    if (const auto gateway = target->netFacet<GatewayNet>()) {
        if (gateway->kind == GatewayNet::Kind::Nat)
            route.target = Route::Target::Nat;
        else
            route.target = vpc && gateway->vpc == vpc->uid() ? Route::Target::Internet : Route::Target::Detached;
    }
    return route;
}

Table computeTable(const NodeView& node) {
    Table table;
    table.node = node.uid();
    table.name = node.quoted();
    const auto vpc = vpcOf(node);
    if (const auto net = node.netFacet<RoutesNet>())
        for (const RouteEntry& entry : net->routes)
            if (Cidr::parse(entry.destination)) table.routes.push_back(routeOf(node, entry, vpc));
    std::ranges::stable_sort(table.routes, std::greater(), [](const Route& r) { return r.block.prefix; });
    for (const NodeView& door : node.referrers()) {
        const auto net = door.kind() && door.kind()->net ? door.netFacet<DoorNet>() : nullptr;
        const auto home = net ? vpcOf(door) : std::nullopt;
        if (!net || net->kind != DoorNet::Kind::Gateway || !home || !vpc || !(*home == *vpc)) continue;
        if (std::ranges::find(net->routeTables, node.uid()) != net->routeTables.end())
            table.doors.push_back({door.uid(), door.quoted(), net->service, net->policy});
    }
    return table;
}

Subnet computeSubnet(const NodeView& node) {
    Subnet subnet;
    subnet.node = node.uid();
    subnet.name = node.quoted();
    if (const auto vpc = vpcOf(node)) subnet.vpc = vpc->uid();
    const auto net = node.netFacet<SubnetNet>();
    if (!net) return subnet;
    subnet.zone = net->zone;
    subnet.block = Cidr::parse(net->cidr).value_or(Cidr()).canonical();
    subnet.autoPublicIp = net->autoPublicIp;
    if (const auto acl = node.find(net->acl); acl && acl->netFacet<FilterNet>()) subnet.acl = filterOf(*acl);
    if (const auto table = effectiveRouteTable(node)) subnet.table = tableOf(*table);
    subnet.namesLostTable = !subnet.table && !net->routeTable.isNull();
    return subnet;
}

Nat computeNat(const NodeView& node) {
    Nat nat;
    nat.node = node.uid();
    nat.name = node.quoted();
    if (const auto net = node.netFacet<GatewayNet>()) {
        nat.vpc = net->vpc;
        nat.subnet = net->subnet;
        nat.isPublic = net->publicAddress;
    }
    return nat;
}

// Private names need both DNS attributes of the VPC (AWS PrivateLink Guide, private DNS).
std::vector<NamedDoor> computeNamedDoors(const NodeView& vpc) {
    std::vector<NamedDoor> doors;
    const auto net = vpc.netFacet<VpcNet>();
    if (!net || !net->dnsSupport || !net->dnsHostnames) return doors;
    for (const NodeView& child : vpc.children(QStringLiteral("interfaceEndpoint")))
        if (const auto door = child.netFacet<DoorNet>(); door && door->privateDns) doors.push_back({child.uid(), door->service});
    return doors;
}

void placeInterface(const NodeView& node, const InterfaceNet& net, End& end) {
    end.kind = End::Kind::Interface;
    end.publicAddress = net.publicAddress;
    end.takesPublicIp = net.takesPublicIp;
    for (const Uid uid : net.subnets)
        if (const auto subnet = node.find(uid); subnet && subnet->netFacet<SubnetNet>()) end.presences.push_back(subnetOf(*subnet));
    for (const Uid uid : net.securityGroups)
        if (const auto group = node.find(uid); group && group->netFacet<FilterNet>()) end.groups.push_back(filterOf(*group));
    if (!end.presences.empty()) end.vpc = end.presences.front()->vpc;
    if (const auto vpc = node.find(end.vpc))
        if (const auto vpcNet = vpc->netFacet<VpcNet>()) end.dnsSupport = vpcNet->dnsSupport;
    end.portIsAssumed = net.listensOn.empty();
    if (!net.listensOn.empty()) end.port = net.listensOn.front();
}

End endOf(const NodeView& node) {
    End end;
    end.node = node.uid();
    end.name = node.quoted();
    end.resource = node.name();
    if (const auto region = regionOf(node)) end.region = region->uid();
    if (node.kind() && node.kind()->data) {
        end.operations = node.sharedData()->operations;
        const auto table = node.find(node.sharedData()->base);
        if (table) end.resource = table->name() + QStringLiteral("/index/") + node.name();
        if (const auto log = node.flowFacet<LogFlow>())
            if (const auto changed = node.find(log->from)) end.resource = changed->name() + QStringLiteral("/stream/") + node.name();
    }
    if (!node.kind() || !node.kind()->net) return end;
    const auto net = node.sharedNet();
    if (const auto* interfaces = std::get_if<InterfaceNet>(net.get())) {
        placeInterface(node, *interfaces, end);
    } else if (const auto* door = std::get_if<DoorNet>(net.get()); door && door->kind == DoorNet::Kind::Interface) {
        placeInterface(node, {door->subnets, door->securityGroups, false, false, {443}}, end);
        end.service = door->service;
    } else if (const auto* service = std::get_if<ServiceNet>(net.get())) {
        end.kind = End::Kind::Service;
        end.service = service->service;
        end.port = service->port;
    } else if (const auto* outside = std::get_if<OutsideNet>(net.get())) {
        end.kind = outside->where == OutsideNet::Where::Internet ? End::Kind::Internet : End::Kind::AwsNetwork;
    }
    return end;
}

End computeCaller(const NodeView& node) { return endOf(node); }

End computeCallee(const NodeView& node) {
    // An index answers at its table's door.
    if (node.kind() && node.kind()->data && !node.kind()->net) {
        const auto base = node.find(node.sharedData()->base);
        if (base && !(*base == node)) {
            End end = *calleeOf(*base);
            end.node = node.uid();
            end.name = node.quoted();
            end.operations = node.sharedData()->operations;
            return end;
        }
    }
    End end = endOf(node);
    // Whoever accepts API operations is called at its service's public name, wherever its own interfaces are.
    if (!end.operations.isEmpty() && (end.kind == End::Kind::AwsNetwork || (end.kind == End::Kind::Interface && end.portIsAssumed))) {
        end.kind = End::Kind::Service;
        end.service = node.sharedData()->service;
        end.port = 443;
        end.presences.clear();
        end.groups.clear();
    }
    return end;
}

}  // namespace

FilterPtr filterOf(const NodeView& node) { return node.query(Query<Filter>{computeFilter}); }
TablePtr tableOf(const NodeView& routeTable) { return routeTable.query(Query<Table>{computeTable}); }
SubnetPtr subnetOf(const NodeView& subnet) { return subnet.query(Query<Subnet>{computeSubnet}); }
std::shared_ptr<const std::vector<NamedDoor>> namedDoorsOf(const NodeView& vpc) { return vpc.query(Query<std::vector<NamedDoor>>{computeNamedDoors}); }
std::shared_ptr<const Nat> natOf(const NodeView& gateway) { return gateway.query(Query<Nat>{computeNat}); }
std::shared_ptr<const End> callerOf(const NodeView& node) { return node.query(Query<End>{computeCaller}); }
std::shared_ptr<const End> calleeOf(const NodeView& node) { return node.query(Query<End>{computeCallee}); }

}  // namespace model::flat
