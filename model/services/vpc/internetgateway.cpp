// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>

namespace model::vpc {

namespace {

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
        .rules = internetGatewayRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::EC2::InternetGateway"),
                            .parts = {{.type = QStringLiteral("AWS::EC2::VPCGatewayAttachment"), .ownerPath = QStringLiteral("InternetGatewayId"), .why = QT_TRANSLATE_NOOP("model", "its attachment to the VPC"), .homePath = QStringLiteral("VpcId")}}}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Attachment, translation of public addresses, no limit of its own.")},
                     {QT_TRANSLATE_NOOP("model", "IPv6 paths are checked by their routes only.")}},
        .net = net,
        .view = view,
    };
}

}  // namespace model::vpc
