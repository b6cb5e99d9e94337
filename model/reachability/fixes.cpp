// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/reachability/fixes.h"

#include "model/core/network.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>
#include <utility>

namespace model::flat {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

// Keys of the rows that filters and endpoints share: frozen, files carry them.
const QString kInbound = QStringLiteral("inbound");
const QString kOutbound = QStringLiteral("outbound");
const QString kRouteTables = QStringLiteral("routeTables");
const QString kService = QStringLiteral("service");
const QString kGroupRole = QStringLiteral("securityGroup");
const QString kTableRole = QStringLiteral("routeTable");
const QString kEndpointRole = QStringLiteral("gatewayEndpoint");

QString blockText(const Address& other) { return other.kind == Address::Kind::Block ? other.block.text() : QStringLiteral("0.0.0.0/0"); }

Row portRow(int fromPort, int toPort) {
    Row row;
    row.set(QStringLiteral("protocol"), QStringLiteral("tcp"));
    row.set(QStringLiteral("fromPort"), qint64(fromPort));
    row.set(QStringLiteral("toPort"), qint64(toPort));
    return row;
}

ChangeSet withRow(const NodeView& node, const QString& key, Row row, const QString& title) {
    Rows rows = node.rows(key);
    rows.items.push_back(std::move(row));
    return {title, {SetProperty{node.uid(), key, std::move(rows)}}};
}

}  // namespace

const KindSpec* kindOffering(const NodeView& view, const QString& role) {
    const auto& kinds = view.document().registry().kinds();
    const auto it = std::ranges::find_if(kinds, [&](const auto& kind) { return kind->offers.contains(role); });
    return it == kinds.end() ? nullptr : &**it;
}

QString refsKey(const KindSpec& kind, const QString& role) {
    const auto it = std::ranges::find_if(kind.properties, [&](const PropertySpec& row) { return row.type == ValueType::Refs && row.role == role; });
    return it == kind.properties.end() ? QString() : it->key;
}

Uid freeUid(const NodeView& parent, const QString& what) {
    Uid uid = Uid::derived(what, parent.uid().text());
    while (parent.find(uid)) uid.value += 1;
    return uid;
}

std::optional<ChangeSet> mainTableFix(const NodeView& vpc, const QString& service) {
    const auto kind = kindOffering(vpc, kTableRole);
    if (!kind || !mainRouteTables(vpc).empty()) return std::nullopt;  // a VPC has one
    NodeData table{freeUid(vpc, kTableRole), kind->id, vpc.uid(), {}, std::nullopt, {}};
    storeProperty(table.properties, QStringLiteral("name"), QStringLiteral("main-routes"));
    storeProperty(table.properties, QStringLiteral("main"), true);
    auto changes = endpointFix(vpc, table.uid, service);
    if (!changes) return std::nullopt;
    changes->title = tr("Draw the main route table of %1 and %2").arg(vpc.quoted(), changes->title.left(1).toLower() + changes->title.mid(1));
    changes->changes.insert(changes->changes.begin(), AddNode{std::move(table)});
    return changes;
}

std::optional<ChangeSet> endpointFix(const NodeView& vpc, Uid routeTable, const QString& service) { return endpointFix(vpc, std::vector{routeTable}, service); }

std::optional<ChangeSet> endpointFix(const NodeView& vpc, const std::vector<Uid>& routeTables, const QString& service) {
    if (!hasGatewayEndpoint(service) || routeTables.empty()) return std::nullopt;
    for (const NodeView& endpoint : vpc.children(kEndpointRole)) {
        const auto net = endpoint.netFacet<DoorNet>();
        if (!net || net->service != service) continue;
        Refs tables{endpoint.refs(kRouteTables)};  // with the names of those that are gone
        for (const Uid table : routeTables)
            if (std::ranges::find(net->routeTables, table) == net->routeTables.end()) tables.items.push_back({table, {}});
        const QString title = routeTables.size() == 1 ? tr("Associate the route table with %1") : tr("Associate the route tables with %1");
        return ChangeSet{title.arg(endpoint.quoted()), {SetProperty{endpoint.uid(), kRouteTables, std::move(tables)}}};
    }
    const auto kind = kindOffering(vpc, kEndpointRole);
    if (!kind) return std::nullopt;
    NodeData node{freeUid(vpc, QStringLiteral("endpoint ") + service), kind->id, vpc.uid(), {}, std::nullopt, {}};
    storeProperty(node.properties, QStringLiteral("name"), service + QStringLiteral("-endpoint"));
    if (service != u"dynamodb") storeProperty(node.properties, kService, service);
    Refs tables;
    for (const Uid table : routeTables) tables.items.push_back({table, {}});
    storeProperty(node.properties, kRouteTables, std::move(tables));
    return ChangeSet{tr("Add a gateway endpoint for %1").arg(service), {AddNode{std::move(node)}}};
}

namespace {

/// A group of the node's own in the VPC, and the key under which it becomes its member.
struct OwnGroup {
    NodeData group;
    QString key;
};
std::optional<OwnGroup> ownGroup(const NodeView& node, const NodeView& vpc) {
    const auto kind = kindOffering(vpc, kGroupRole);
    const QString key = node.kind() ? refsKey(*node.kind(), kGroupRole) : QString();
    if (!kind || key.isEmpty()) return std::nullopt;
    NodeData group{freeUid(vpc, QStringLiteral("group ") + node.uid().text()), kind->id, vpc.uid(), {}, std::nullopt, {}};
    storeProperty(group.properties, QStringLiteral("name"), QString(node.name() + QStringLiteral("-sg")));
    return OwnGroup{std::move(group), key};
}

}  // namespace

std::optional<ChangeSet> ownGroupFix(const NodeView& node) {
    const auto vpc = vpcOf(node);
    auto own = vpc ? ownGroup(node, *vpc) : std::nullopt;
    if (!own) return std::nullopt;
    const Uid uid = own->group.uid;
    return ChangeSet{tr("Add security group \"%1\"").arg(node.name() + QStringLiteral("-sg")), {AddNode{std::move(own->group)}, SetProperty{node.uid(), own->key, Refs{{Ref{uid, {}}}}}}};
}

std::optional<ChangeSet> joinFix(const NodeView& node, const NodeView& target) {
    const auto net = target.netFacet<InterfaceNet>();
    const QString key = refsKey(*node.kind(), QStringLiteral("subnet"));
    const auto vpc = vpcOf(target);
    if (!net || !vpc || net->subnets.empty() || key.isEmpty()) return std::nullopt;
    Refs subnets;
    for (const Uid uid : net->subnets) subnets.items.push_back({uid, {}});
    ChangeSet fix{tr("Place it in the subnets of %1").arg(target.quoted()), {SetProperty{node.uid(), key, std::move(subnets)}}};
    auto own = ownGroup(node, *vpc);
    const auto theirs = net->securityGroups.empty() ? std::nullopt : target.find(net->securityGroups.front());
    if (!own || !theirs || net->listensOn.empty()) return fix;  // the groups have rules of their own
    Row row = portRow(net->listensOn.front(), net->listensOn.front());
    row.set(QStringLiteral("peer"), Ref{own->group.uid, {}});
    Rows inbound = theirs->rows(kInbound);
    inbound.items.push_back(std::move(row));
    fix.changes.emplace_back(SetProperty{node.uid(), own->key, Refs{{Ref{own->group.uid, {}}}}});
    fix.changes.emplace_back(SetProperty{theirs->uid(), kInbound, std::move(inbound)});
    fix.changes.insert(fix.changes.begin(), AddNode{std::move(own->group)});
    return fix;
}

namespace {

/// One subnet of the client in each of its zones.
Refs subnetByZone(const NodeView& client, const InterfaceNet& net) {
    Refs subnets;
    QStringList zones;
    for (const Uid uid : net.subnets) {
        const auto subnet = client.find(uid);
        const auto placed = subnet ? subnet->netFacet<SubnetNet>() : nullptr;
        if (!placed || zones.contains(placed->zone)) continue;
        zones += placed->zone;
        subnets.items.push_back({uid, {}});
    }
    return subnets;
}

/// A group of that name that lets the client in on 443: by its group, or where it has none by the addresses of the VPC.
NodeData doorGroup(const NodeView& vpc, const KindSpec& kind, const InterfaceNet& client, const QString& name) {
    NodeData group{freeUid(vpc, QStringLiteral("group ") + name), kind.id, vpc.uid(), {}, std::nullopt, {}};
    storeProperty(group.properties, QStringLiteral("name"), name);
    Rows inbound;
    if (client.securityGroups.empty()) {
        for (const Cidr& block : vpcBlocks(vpc)) inbound.items.emplace_back(portRow(443, 443)).set(QStringLiteral("cidr"), block.text());
    } else {
        inbound.items.emplace_back(portRow(443, 443)).set(QStringLiteral("peer"), Ref{client.securityGroups.front(), {}});
    }
    storeProperty(group.properties, kInbound, std::move(inbound));
    return group;
}

}  // namespace

std::optional<NewDoor> interfaceDoor(const NodeView& client, const QString& service, bool hasPrivateName) {
    const auto net = client.netFacet<InterfaceNet>();
    const Refs subnets = net ? subnetByZone(client, *net) : Refs();
    const auto home = subnets.items.empty() ? std::nullopt : client.find(subnets.items.front().target);
    const auto vpc = home ? vpcOf(*home) : std::nullopt;
    const KindSpec* kind = vpc ? kindOffering(*vpc, QStringLiteral("interfaceEndpoint")) : nullptr;
    const KindSpec* groupKind = vpc ? kindOffering(*vpc, kGroupRole) : nullptr;
    if (!kind || !groupKind) return std::nullopt;
    const QString name = service + QStringLiteral("-endpoint");
    NodeData group = doorGroup(*vpc, *groupKind, *net, name + QStringLiteral("-sg"));
    NodeData door{freeUid(*vpc, QStringLiteral("interface endpoint ") + service), kind->id, vpc->uid(), {}, std::nullopt, {}};
    storeProperty(door.properties, QStringLiteral("name"), name);
    if (service != u"dynamodb") storeProperty(door.properties, kService, service);
    storeProperty(door.properties, QStringLiteral("subnets"), subnets);
    storeProperty(door.properties, QStringLiteral("securityGroups"), Refs{{Ref{group.uid, {}}}});
    if (hasPrivateName) storeProperty(door.properties, QStringLiteral("privateDns"), true);
    NewDoor added{door.uid, {tr("Add an interface endpoint for %1").arg(service), {AddNode{std::move(group)}, AddNode{std::move(door)}}}};
    if (const auto dns = vpc->netFacet<VpcNet>(); dns && hasPrivateName)
        for (const auto& [isOn, key] : {std::pair{dns->dnsSupport, QStringLiteral("dnsSupport")}, std::pair{dns->dnsHostnames, QStringLiteral("dnsHostnames")}})
            if (!isOn) added.changes.changes.emplace_back(SetProperty{vpc->uid(), key, std::nullopt});
    return added;
}

std::optional<ChangeSet> groupFix(const NodeView& group, bool inbound, const Address& other, int port) {
    Row row = portRow(port, port);
    const bool byService = other.kind == Address::Kind::Service && (other.service == u"dynamodb" || other.service == u"s3");
    if (other.groups && !other.groups->empty())
        row.set(QStringLiteral("peer"), Ref{other.groups->front()->node, {}});
    else if (byService)
        row.set(QStringLiteral("prefixList"), other.service);
    else
        row.set(QStringLiteral("cidr"), blockText(other));
    const QString title = inbound ? tr("Allow TCP %1 into %2").arg(port).arg(group.quoted()) : tr("Allow TCP %1 out of %2").arg(port).arg(group.quoted());
    return withRow(group, inbound ? kInbound : kOutbound, std::move(row), title);
}

std::optional<ChangeSet> aclFix(const NodeView& acl, bool inbound, const Address& other, int fromPort, int toPort, const Verdict& verdict) {
    const auto net = acl.netFacet<FilterNet>();
    if (!net) return std::nullopt;
    std::set<int> taken;
    for (const FilterRule& rule : inbound ? net->inbound : net->outbound) taken.insert(rule.number);
    int number = verdict.rule ? verdict.rule->number - 1 : (taken.empty() ? 100 : *taken.rbegin() + 100);
    while (number > 0 && taken.contains(number)) --number;
    constexpr int kHighestNumber = 32766;  // Amazon VPC User Guide, network ACL rules
    if (number < 1 || number > kHighestNumber) return std::nullopt;
    Row row = portRow(fromPort, toPort);
    row.set(QStringLiteral("number"), qint64(number));
    row.set(QStringLiteral("cidr"), blockText(other));
    const QString ports = fromPort == toPort ? QString::number(fromPort) : QStringLiteral("%1-%2").arg(fromPort).arg(toPort);
    const QString title = inbound ? tr("Allow TCP %1 in at %2").arg(ports, acl.quoted()) : tr("Allow TCP %1 out at %2").arg(ports, acl.quoted());
    return withRow(acl, inbound ? kInbound : kOutbound, std::move(row), title);
}

}  // namespace model::flat
