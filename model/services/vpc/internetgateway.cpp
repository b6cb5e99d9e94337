// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>

namespace model::vpc {

namespace {

const QString kPass = QStringLiteral("passMs");  // frozen

std::vector<PropertySpec> properties() {
    return {{.key = kPass, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Takes"), .group = QT_TRANSLATE_NOOP("model", "Assumptions"), .help = QT_TRANSLATE_NOOP("model", "Time that the way through it to a public endpoint of the Region adds to every packet, one way."), .source = "[A] AWS gives no figure", .unit = Unit::Milliseconds, .fallback = 0.3, .minimum = 0, .maximum = 1000}};
}

plan::StationSpec station(const NodeView& v) {
    plan::StationSpec spec;
    spec.parameters = plan::HopStation{};
    spec.passMs = v.settledNumber(kPass);
    return spec;
}

// It is attached to the VPC that it lies in; in the Region it is detached.
NetSpec net(const NodeView& v) {
    GatewayNet spec;
    spec.kind = GatewayNet::Kind::Internet;
    const auto parent = v.parent();
    if (parent && parent->offers(QStringLiteral("vpc"))) spec.vpc = parent->uid();
    spec.publicAddress = true;
    return spec;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.border = ViewSpec::Border::Left;
    const auto parent = v.parent();
    if (!parent || !parent->offers(QStringLiteral("vpc"))) spec.secondLine = QCoreApplication::translate("model", "detached");
    return spec;
}

}  // namespace

KindSpec internetGatewayKind() {
    return {
        .id = QStringLiteral("vpc.internet_gateway"),
        .title = QT_TRANSLATE_NOOP("model", "Internet gateway"),
        .help = QT_TRANSLATE_NOOP("model", "The VPC's door to the internet, for interfaces with public addresses. In a VPC it is attached to it."),
        .category = Category::Network,
        .systems = {QStringLiteral("S006")},
        .offers = {QStringLiteral("internetGateway"), QStringLiteral("routeTarget")},
        .livesIn = {QStringLiteral("vpc"), QStringLiteral("region")},
        .properties = properties(),
        .rules = internetGatewayRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::EC2::InternetGateway"),
                            .parts = {{.type = QStringLiteral("AWS::EC2::VPCGatewayAttachment"), .ownerPath = QStringLiteral("InternetGatewayId"), .why = QT_TRANSLATE_NOOP("model", "its attachment to the VPC"), .homePath = QStringLiteral("VpcId")}}}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Attachment, translation of public addresses, no limit of its own.")},
                     {QT_TRANSLATE_NOOP("model", "IPv6 paths are checked by their routes only.")}},
        .net = net,
        .view = view,
        .station = station,
    };
}

}  // namespace model::vpc
