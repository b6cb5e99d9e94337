// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <utility>

namespace model::vpc {

namespace {

std::vector<PropertySpec> properties() {
    return {
        {.key = kCidrs, .type = ValueType::TextList, .title = QT_TRANSLATE_NOOP("model", "CIDR blocks"), .group = QT_TRANSLATE_NOOP("model", "Addresses"), .help = QT_TRANSLATE_NOOP("model", "IPv4 blocks, the first is the primary; each between /16 and /28."), .source = "Amazon VPC User Guide, VPC CIDR blocks", .fallback = QStringList{QStringLiteral("10.0.0.0/16")}},
        {.key = kIpv6Cidrs, .type = ValueType::TextList, .title = QT_TRANSLATE_NOOP("model", "IPv6 blocks"), .group = QT_TRANSLATE_NOOP("model", "Addresses"), .help = QT_TRANSLATE_NOOP("model", "IPv6 blocks, a /56 each where Amazon provides them; none by default."), .source = "Amazon VPC User Guide, VPC CIDR blocks", .fallback = QStringList()},
        {.key = kDnsSupport, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "DNS resolution"), .group = QT_TRANSLATE_NOOP("model", "DNS"), .help = QT_TRANSLATE_NOOP("model", "The VPC's resolver answers; endpoints need it. On by default."), .source = "Amazon VPC User Guide, DNS attributes", .fallback = true},
        {.key = kDnsHostnames, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "DNS hostnames"), .group = QT_TRANSLATE_NOOP("model", "DNS"), .help = QT_TRANSLATE_NOOP("model", "Instances with public addresses get names. The console's wizard turns it on."), .source = "Amazon VPC User Guide, DNS attributes", .fallback = true},
        {.key = kServiceCalls, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Calls to AWS services"), .group = QT_TRANSLATE_NOOP("model", "Requirements"), .help = QT_TRANSLATE_NOOP("model", "What your rules ask of calls that start in the VPC: any way, none over the internet, or private addresses only. Gateway endpoints lead to public addresses inside of AWS."), .source = "DynamoDB Developer Guide, AWS PrivateLink", .fallback = QStringLiteral("any"), .choices = {{QStringLiteral("any"), QT_TRANSLATE_NOOP("model", "any way")}, {QStringLiteral("noInternet"), QT_TRANSLATE_NOOP("model", "not over the internet")}, {QStringLiteral("private"), QT_TRANSLATE_NOOP("model", "private addresses only")}}},
        {.key = kTenancy, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Tenancy"), .group = QT_TRANSLATE_NOOP("model", "Hardware"), .help = QT_TRANSLATE_NOOP("model", "Dedicated runs all instances on hardware of one customer, which costs more; functions cannot attach to it."), .source = "Amazon EC2 User Guide, dedicated instances", .fallback = QStringLiteral("default"), .choices = {{QStringLiteral("default"), QT_TRANSLATE_NOOP("model", "shared")}, {QStringLiteral("dedicated"), QT_TRANSLATE_NOOP("model", "dedicated")}}},
    };
}

NetSpec net(const NodeView& v) { return VpcNet{v.texts(kCidrs), v.texts(kIpv6Cidrs), v.flag(kDnsSupport), v.flag(kDnsHostnames)}; }

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.shape = ViewSpec::Shape::Container;
    spec.token = QStringLiteral("vpc");
    spec.secondLine = v.texts(kCidrs).join(QStringLiteral(", "));
    return spec;
}

// An IPv6 block of Amazon's is known once it is given.
void readBlock(CfnReading& reading) {
    for (const auto& [path, key] : {std::pair{QStringLiteral("CidrBlock"), kCidrs}, std::pair{QStringLiteral("Ipv6CidrBlock"), kIpv6Cidrs}})
        if (const QString block = reading.text(path); !block.isEmpty()) reading.addText(key, block);
    if (reading.text(QStringLiteral("AmazonProvidedIpv6CidrBlock")) == u"true") reading.set(kIpv6Cidrs, Unresolved{QStringLiteral("AmazonProvidedIpv6CidrBlock")});
}

}  // namespace

KindSpec vpcKind() {
    return {
        .id = QStringLiteral("vpc.vpc"),
        .title = QT_TRANSLATE_NOOP("model", "VPC"),
        .help = QT_TRANSLATE_NOOP("model", "An isolated virtual network with its own address range; it spans all Availability Zones of its Region."),
        .category = Category::Network,
        .systems = {QStringLiteral("S003")},
        .offers = {QStringLiteral("vpc")},
        .livesIn = {QStringLiteral("region")},
        .properties = properties(),
        .rules = vpcRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::EC2::VPC"),
                            .rows = {{QStringLiteral("CidrBlock"), kCidrs}, {QStringLiteral("EnableDnsSupport"), kDnsSupport}, {QStringLiteral("EnableDnsHostnames"), kDnsHostnames, QStringLiteral("false")}, {QStringLiteral("InstanceTenancy"), kTenancy}},
                            .parts = {{.type = QStringLiteral("AWS::EC2::VPCCidrBlock"), .ownerPath = QStringLiteral("VpcId"), .why = QT_TRANSLATE_NOOP("model", "an address block of it"), .read = readBlock}}}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Routes, filters and doors, hop by hop.")}, {QT_TRANSLATE_NOOP("model", "IPAM, flow logs, traffic mirroring.")}},
        .net = net,
        .view = view,
    };
}

}  // namespace model::vpc
