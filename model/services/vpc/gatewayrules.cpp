// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/reachability/fixes.h"
#include "model/rules/removalfix.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace model::vpc {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

const QString kTableRole = QStringLiteral("routeTable");

// ---------------------------------------------------------------- internet gateway
void checkAttached(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<GatewayNet>();
    const auto region = v.parent();
    if (!net || !net->vpc.isNull() || !region) return;
    Issue& issue = sink.add(tr("Internet gateway %1 is attached to no VPC and does nothing. Move it into one.").arg(v.quoted()), {v.uid()});
    for (const NodeView& vpc : region->children(QStringLiteral("vpc")))
        if (vpc.children(QStringLiteral("internetGateway")).empty()) {
            issue.fix = ChangeSet{tr("Attach it to %1").arg(vpc.quoted()), {SetParent{v.uid(), vpc.uid()}}};
            return;
        }
}

// ---------------------------------------------------------------- NAT gateway
void checkNatSubnet(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<GatewayNet>();
    const auto home = net ? v.find(net->subnet) : std::nullopt;
    if (!home || v.text(kConnectivity) == u"private" || isPublicSubnet(*home)) return;
    Issue& issue = sink.add(tr("NAT gateway %1 stands in subnet %2, which is not public: it has no way to the internet itself. Move it to a public subnet.").arg(v.quoted(), home->quoted()), {v.uid(), home->uid()});
    const auto vpc = vpcOf(v);
    if (!vpc) return;
    for (const NodeView& subnet : vpc->children(QStringLiteral("subnet")))
        if (isPublicSubnet(subnet)) {
            issue.fix = ChangeSet{tr("Move it to %1").arg(subnet.quoted()), {SetParent{v.uid(), subnet.uid()}}};
            return;
        }
}

void checkNatAddress(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<GatewayNet>();
    if (!net || net->subnet.isNull() || v.text(kConnectivity) == u"private" || net->publicAddress) return;
    Issue& issue = sink.add(tr("Public NAT gateway %1 has no Elastic IP; it needs one from its creation on. Allocate one.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Give it one Elastic IP"), {SetProperty{v.uid(), kElasticIps, std::nullopt}}};
}

/// The tables that send their default route to this gateway.
std::vector<NodeView> tablesTo(const NodeView& v) {
    std::vector<NodeView> tables;
    for (const NodeView& table : v.referrers(kRoutes)) tables.push_back(table);
    return tables;
}

void checkNatUsed(const NodeView& v, IssueSink& sink) {
    if (!tablesTo(v).empty()) return;
    Issue& issue = sink.add(tr("No route table leads to NAT gateway %1: it serves nobody, and costs by the hour. Add a default route to it.").arg(v.quoted()), {v.uid()});
    const auto vpc = vpcOf(v);
    if (!vpc) return;
    for (const NodeView& table : vpc->children(kTableRole)) {
        const auto routes = table.netFacet<RoutesNet>();
        if (!routes || std::ranges::any_of(routes->routes, [](const RouteEntry& r) { return r.destination == u"0.0.0.0/0"; })) continue;
        Rows rows = table.rows(kRoutes);
        Row row;
        row.set(kTarget, Ref{v.uid(), {}});
        rows.items.push_back(std::move(row));
        issue.fix = ChangeSet{tr("Route 0.0.0.0/0 of %1 to it").arg(table.quoted()), {SetProperty{table.uid(), kRoutes, std::move(rows)}}};
        return;
    }
}

// Zones that are known at deployment only are taken for different ones: the finding waits for them.
QString zoneText(const NodeView& subnet) { return subnet.isUnresolved(kZone) ? subnet.uid().text() : subnet.text(kZone); }

void checkNatZones(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<GatewayNet>();
    const auto home = net ? v.find(net->subnet) : std::nullopt;
    if (!home) return;
    QSet<QString> others;
    for (const NodeView& table : tablesTo(v))
        for (const NodeView& subnet : subnetsOf(table))
            if (const QString zone = zoneText(subnet); zone != zoneText(*home) && !zone.isEmpty()) others += zone;
    if (others.isEmpty() || zoneText(*home).isEmpty()) return;
    QStringList zones(others.cbegin(), others.cend());
    zones.sort();
    Issue& issue = sink.add(tr("NAT gateway %1 in %2 also serves subnets in %3: the loss of its zone cuts them off, and data between zones is charged. Use one in each zone, or a Regional one.").arg(v.quoted(), zoneText(*home), zones.join(QStringLiteral(", "))), {v.uid()});
    if (const auto vpc = vpcOf(v)) issue.fix = ChangeSet{tr("Make it a Regional one"), {SetParent{v.uid(), vpc->uid()}}};
}

// ---------------------------------------------------------------- gateway endpoint
void checkAssociated(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<DoorNet>();
    const auto vpc = vpcOf(v);
    if (!net || !net->routeTables.empty()) return;
    Issue& issue = sink.add(tr("Gateway endpoint %1 is associated with no route table and does nothing. Associate the tables of the subnets that call %2.").arg(v.quoted(), net->service), {v.uid()});
    Refs tables;
    if (vpc)
        for (const NodeView& table : vpc->children(kTableRole)) tables.items.push_back({table.uid(), {}});
    if (!tables.items.empty()) issue.fix = ChangeSet{tr("Associate every route table of the VPC"), {SetProperty{v.uid(), kRouteTables, std::move(tables)}}};
    else if (vpc) issue.fix = flat::mainTableFix(*vpc, net->service);
}

// The other kind of endpoint in its place: in one subnet of each zone that its tables serve.
std::optional<ChangeSet> interfaceInstead(const NodeView& v, const QString& service) {
    const auto vpc = vpcOf(v);
    auto fix = vpc ? removalFix(v, tr("Make it an interface endpoint")) : std::nullopt;
    if (!fix) return std::nullopt;
    NodeData door{flat::freeUid(*vpc, QStringLiteral("instead of ") + v.uid().text()), QStringLiteral("vpc.interface_endpoint"), vpc->uid(), {}, std::nullopt, {}};
    Refs subnets;
    QStringList zones;
    for (const NodeView& table : v.targets(kRouteTables))
        for (const NodeView& subnet : subnetsOf(table)) {
            if (zones.contains(subnet.text(kZone))) continue;
            zones += subnet.text(kZone);
            subnets.items.push_back({subnet.uid(), {}});
        }
    storeProperty(door.properties, QStringLiteral("name"), v.name());
    storeProperty(door.properties, kService, service);
    storeProperty(door.properties, kPrivateDns, true);
    if (!subnets.items.empty()) storeProperty(door.properties, kSubnets, std::move(subnets));
    fix->changes.emplace_back(AddNode{std::move(door)});
    return fix;
}

void checkService(const NodeView& v, IssueSink& sink) {
    const QString service = v.text(kService);
    if (v.isUnresolved(kService) || service == u"dynamodb" || service == u"s3") return;
    Issue& issue = sink.add(tr("Gateway endpoint %1 is for %2; only S3 and DynamoDB have gateway endpoints. Use an interface endpoint.").arg(v.quoted(), service), {v.uid()});
    issue.key = kService;
    issue.fix = interfaceInstead(v, service);
}

void checkEndpointDns(const NodeView& v, IssueSink& sink) {
    const auto vpc = vpcOf(v);
    const auto net = vpc ? vpc->netFacet<VpcNet>() : nullptr;
    if (!net || (net->dnsSupport && net->dnsHostnames)) return;
    Issue& issue = sink.add(tr("Gateway endpoint %1 needs DNS resolution and DNS hostnames of VPC %2, and one of them is off. Turn both on.").arg(v.quoted(), vpc->quoted()), {v.uid(), vpc->uid()});
    issue.fix = ChangeSet{tr("Turn both on"), {SetProperty{vpc->uid(), kDnsSupport, std::nullopt}, SetProperty{vpc->uid(), kDnsHostnames, std::nullopt}}};
}

void checkPolicyLength(const NodeView& v, IssueSink& sink) {
    constexpr qsizetype kLimit = 20480;  // AWS PrivateLink quotas
    if (v.text(kPolicy).size() <= kLimit) return;
    Issue& issue = sink.add(tr("The policy of endpoint %1 has %2 characters, and at most 20,480 are possible. Shorten it.").arg(v.quoted()).arg(v.text(kPolicy).size()), {v.uid()});
    issue.key = kPolicy;
    const QString compact = QString::fromUtf8(QJsonDocument::fromJson(v.text(kPolicy).toUtf8()).toJson(QJsonDocument::Compact));
    if (!compact.isEmpty() && compact.size() <= kLimit) issue.fix = ChangeSet{tr("Leave out its white space, which counts"), {SetProperty{v.uid(), kPolicy, Value(compact)}}};
}

// An endpoint without a table does nothing: it goes with its last one.
std::optional<ChangeSet> withoutTable(const NodeView& endpoint, Uid table) {
    Refs tables{endpoint.refs(kRouteTables)};
    std::erase_if(tables.items, [&](const Ref& ref) { return ref.target == table; });
    if (tables.items.empty()) return removalFix(endpoint, tr("Remove %1").arg(endpoint.quoted()));
    return ChangeSet{tr("Take %1 out of the table").arg(endpoint.quoted()), {SetProperty{endpoint.uid(), kRouteTables, std::move(tables)}}};
}

void checkTwoForOneTable(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<DoorNet>();
    const auto vpc = vpcOf(v);
    if (!net || !vpc) return;
    for (const NodeView& other : vpc->children(QStringLiteral("gatewayEndpoint"))) {
        const auto theirs = other.netFacet<DoorNet>();
        if (!theirs || !(other.uid() < v.uid()) || theirs->service != net->service) continue;
        for (const Uid table : net->routeTables) {
            if (std::ranges::find(theirs->routeTables, table) == theirs->routeTables.end()) continue;
            Issue& issue = sink.add(tr("Endpoints %1 and %2 for %3 are associated with the same route table, which can hold only one of them. Keep one.").arg(other.quoted(), v.quoted(), net->service), {v.uid(), other.uid(), table});
            issue.fix = withoutTable(v, table);
        }
    }
}

}  // namespace

std::vector<RuleSpec> internetGatewayRules() {
    return {{.id = "IGW-003", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Detached internet gateway"), .help = QT_TRANSLATE_NOOP("model", "A new internet gateway starts detached and does nothing until it is attached."), .source = "Amazon VPC User Guide, internet gateways", .offersFix = true, .check = checkAttached}};
}

std::vector<RuleSpec> natGatewayRules() {
    constexpr auto kNat = "Amazon VPC User Guide, NAT gateways";
    return {
        {.id = "NAT-001", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "NAT gateway in a private subnet"), .help = QT_TRANSLATE_NOOP("model", "A public NAT gateway stands in a public subnet; a Regional one in none."), .source = kNat, .offersFix = true, .check = checkNatSubnet},
        {.id = "NAT-002", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "NAT gateway without Elastic IP"), .help = QT_TRANSLATE_NOOP("model", "A public zonal NAT gateway needs an Elastic IP at creation."), .source = kNat, .offersFix = true, .check = checkNatAddress},
        {.id = "NAT-004", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Nothing leads to the NAT gateway"), .help = QT_TRANSLATE_NOOP("model", "Route tables are updated after the gateway was made."), .source = kNat, .offersFix = true, .check = checkNatUsed},
        {.id = "NAT-005", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "One NAT gateway for several zones"), .help = QT_TRANSLATE_NOOP("model", "Subnets keep their way out through the loss of another zone with a gateway in each."), .source = kNat, .offersFix = true, .check = checkNatZones},
    };
}

std::vector<RuleSpec> gatewayEndpointRules() {
    constexpr auto kEndpoints = "AWS PrivateLink Guide, gateway endpoints";
    return {
        {.id = "EP-001", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Gateway endpoint for another service"), .help = QT_TRANSLATE_NOOP("model", "Only S3 and DynamoDB have gateway endpoints; the others have interface endpoints."), .source = kEndpoints, .offersFix = true, .check = checkService},
        {.id = "EP-002", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Endpoint without route table"), .help = QT_TRANSLATE_NOOP("model", "A gateway endpoint works through the route tables that it is associated with."), .source = kEndpoints, .offersFix = true, .check = checkAssociated},
        {.id = "EP-023", .severity = Severity::Error, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Endpoint policy too long"), .help = QT_TRANSLATE_NOOP("model", "A policy has at most 20,480 characters."), .source = "AWS PrivateLink quotas", .offersFix = true, .check = checkPolicyLength},
        {.id = "EP-038", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Two endpoints for one table"), .help = QT_TRANSLATE_NOOP("model", "A route table holds one endpoint route for a service."), .source = kEndpoints, .offersFix = true, .check = checkTwoForOneTable},
        {.id = "EP-043", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Endpoint in a VPC without DNS"), .help = QT_TRANSLATE_NOOP("model", "The service's name leads to the endpoint's prefix list only with DNS resolution and hostnames on."), .source = kEndpoints, .offersFix = true, .check = checkEndpointDns},
    };
}

}  // namespace model::vpc
