// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>

namespace model::vpc {

namespace {

std::vector<PropertySpec> properties() {
    constexpr auto kSource = "Amazon VPC User Guide, route tables";
    return {
        {.key = kMain, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Main table"), .group = QT_TRANSLATE_NOOP("model", "General"), .help = QT_TRANSLATE_NOOP("model", "Subnets without a table of their own follow it; a VPC has exactly one."), .source = kSource, .fallback = false},
        {.key = kRoutes, .type = ValueType::Rows, .title = QT_TRANSLATE_NOOP("model", "Routes"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "Where traffic goes; the longest prefix wins. None at first but the local route of the VPC, which is always there; an endpoint adds its own. Up to 500 by default."), .source = kSource, .fallback = Rows{},
         .columns = {{.key = kDestination, .title = QT_TRANSLATE_NOOP("model", "Destination"), .help = QT_TRANSLATE_NOOP("model", "CIDR block; 0.0.0.0/0 is everything else."), .fallback = QStringLiteral("0.0.0.0/0"), .required = true},
                     {.key = kTarget, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Target"), .help = QT_TRANSLATE_NOOP("model", "The gateway that the traffic goes to; empty: packets vanish."), .fallback = Ref{}, .required = true, .role = QStringLiteral("routeTarget")}}},
    };
}

NetSpec net(const NodeView& v) {
    RoutesNet spec;
    spec.main = v.flag(kMain);
    const Rows rows = v.rows(kRoutes);
    for (const Row& row : rows.items) {
        RouteEntry entry;
        if (const auto* text = std::get_if<QString>(&v.cell(kRoutes, row, kDestination))) entry.destination = *text;
        if (const auto* target = std::get_if<Ref>(&v.cell(kRoutes, row, kTarget))) {
            entry.target = target->target;
            entry.targetLabel = target->label;
        }
        spec.routes.push_back(std::move(entry));
    }
    return spec;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.shape = ViewSpec::Shape::Strip;
    const auto count = static_cast<int>(v.rows(kRoutes).items.size());
    const QString routes = count == 1 ? QCoreApplication::translate("model", "1 route") : QCoreApplication::translate("model", "%1 routes").arg(count);
    spec.secondLine = v.flag(kMain) ? QCoreApplication::translate("model", "main, %1").arg(routes) : routes;
    return spec;
}

// A route names its target by the kind of it; whichever is there counts.
void readRoute(CfnReading& reading) {
    Row row;
    for (const auto* path : {"DestinationIpv6CidrBlock", "DestinationPrefixListId", "DestinationCidrBlock"})
        reading.take(QString::fromLatin1(path), row, kRoutes, kDestination);
    for (const auto* path : {"TransitGatewayId", "VpcPeeringConnectionId", "VpcEndpointId", "InstanceId", "NetworkInterfaceId",
                             "EgressOnlyInternetGatewayId", "CarrierGatewayId", "LocalGatewayId", "NatGatewayId", "GatewayId"})
        reading.take(QString::fromLatin1(path), row, kRoutes, kTarget);
    reading.addRow(kRoutes, std::move(row));
}

// The first one drawn is the one that every VPC has and that subnets without a table of their own follow.
Properties drawn(const NodeView& vpc, const QString&) {
    Properties start;
    if (mainRouteTables(vpc).empty()) storeProperty(start, kMain, true);
    return start;
}

}  // namespace

KindSpec routeTableKind() {
    return {
        .id = QStringLiteral("vpc.route_table"),
        .title = QT_TRANSLATE_NOOP("model", "Route table"),
        .help = QT_TRANSLATE_NOOP("model", "Tells where the traffic of its subnets goes. Drop it on a subnet to associate the two."),
        .category = Category::Network,
        .systems = {QStringLiteral("S005")},
        .offers = {QStringLiteral("routeTable")},
        .livesIn = {QStringLiteral("vpc")},
        .properties = properties(),
        .drawn = drawn,
        .rules = routeTableRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::EC2::RouteTable"),
                            .parentPath = QStringLiteral("VpcId"),
                            .parts = {{.type = QStringLiteral("AWS::EC2::Route"), .ownerPath = QStringLiteral("RouteTableId"), .why = QT_TRANSLATE_NOOP("model", "a route of it"), .read = readRoute}}}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Longest prefix, local routes, prefix lists of gateway endpoints, targets that are gone.")},
                     {QT_TRANSLATE_NOOP("model", "Routes that VPN and Direct Connect announce; edge associations.")}},
        .net = net,
        .view = view,
    };
}

}  // namespace model::vpc
