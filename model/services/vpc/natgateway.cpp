// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>

namespace model::vpc {

namespace {

const QString kPass = QStringLiteral("passMs");  // frozen

bool isPublic(const NodeView& v) { return v.text(kConnectivity) != u"private"; }

std::vector<PropertySpec> properties() {
    constexpr auto kSource = "Amazon VPC User Guide, NAT gateways";
    return {
        {.key = kConnectivity, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Connectivity"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "Public: to the internet, through an Elastic IP. Private: to other networks only."), .source = kSource, .fallback = QStringLiteral("public"), .choices = {{QStringLiteral("public"), QT_TRANSLATE_NOOP("model", "public")}, {QStringLiteral("private"), QT_TRANSLATE_NOOP("model", "private")}}},
        {.key = kElasticIps, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Elastic IPs"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "Each carries up to 55,000 connections to one destination; at most eight."), .source = kSource, .unit = Unit::Items, .fallback = qint64(1), .minimum = 0, .maximum = 8, .visibleWhen = isPublic},
        {.key = kPass, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Takes"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "Time that it adds to every packet, one way."), .source = "[A] AWS gives no figure", .unit = Unit::Milliseconds, .fallback = 0.4, .minimum = 0, .maximum = 1000},
    };
}

// In a subnet it is zonal; in the VPC itself it is a Regional one, which finds zones and addresses by itself.
NetSpec net(const NodeView& v) {
    GatewayNet spec;
    spec.kind = GatewayNet::Kind::Nat;
    const auto parent = v.parent();
    if (const auto vpc = vpcOf(v)) spec.vpc = vpc->uid();
    const bool regional = parent && parent->offers(QStringLiteral("vpc"));
    if (parent && parent->offers(QStringLiteral("subnet"))) spec.subnet = parent->uid();
    spec.publicAddress = isPublic(v) && (regional || v.number(kElasticIps) > 0);
    return spec;
}

plan::StationSpec station(const NodeView& v) {
    plan::StationSpec spec;
    spec.parameters = plan::HopStation{};
    spec.passMs = v.settledNumber(kPass);
    return spec;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    const auto parent = v.parent();
    const bool regional = parent && parent->offers(QStringLiteral("vpc"));
    if (regional) spec.border = ViewSpec::Border::Left;
    if (!isPublic(v)) spec.secondLine = QCoreApplication::translate("model", "private");
    if (regional) spec.secondLine = QCoreApplication::translate("model", "Regional");
    return spec;
}

// Without an allocation a NAT gateway has no address of its own.
void read(CfnReading& reading) {
    if (!reading.has(QStringLiteral("AllocationId"))) reading.set(kElasticIps, qint64(0));
}

}  // namespace

KindSpec natGatewayKind() {
    return {
        .id = QStringLiteral("vpc.nat_gateway"),
        .title = QT_TRANSLATE_NOOP("model", "NAT gateway"),
        .help = QT_TRANSLATE_NOOP("model", "Lets private subnets start connections to the outside. It stands in a public subnet, or as a Regional one in the VPC."),
        .category = Category::Network,
        .systems = {QStringLiteral("S007")},
        .offers = {QStringLiteral("natGateway"), QStringLiteral("routeTarget")},
        .livesIn = {QStringLiteral("subnet"), QStringLiteral("vpc")},
        .properties = properties(),
        .rules = natGatewayRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::EC2::NatGateway"),
                            .rows = {{QStringLiteral("ConnectivityType"), kConnectivity}},
                            .parentPath = QStringLiteral("SubnetId"),
                            .read = read,
                            .parts = {{.type = QStringLiteral("AWS::EC2::EIP"), .why = QT_TRANSLATE_NOOP("model", "its Elastic IP")}}}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Its own subnet's routes and network ACL; public and private ones.")},
                     {QT_TRANSLATE_NOOP("model", "Exhaustion of ports, idle time-outs, NAT64.")}},
        .net = net,
        .view = view,
        .station = station,
    };
}

}  // namespace model::vpc
