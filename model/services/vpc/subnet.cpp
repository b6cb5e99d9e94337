// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/cidr.h"
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QHash>

#include <algorithm>

namespace model::vpc {

namespace {

std::vector<PropertySpec> properties() {
    return {
        {.key = kCidr, .type = ValueType::Text, .title = QT_TRANSLATE_NOOP("model", "CIDR block"), .group = QT_TRANSLATE_NOOP("model", "Addresses"), .help = QT_TRANSLATE_NOOP("model", "Part of the VPC's block; between /16 and /28, five addresses are reserved."), .source = "Amazon VPC User Guide, subnet sizing", .fallback = QStringLiteral("10.0.0.0/24"), .required = true},
        {.key = kIpv6Cidr, .type = ValueType::Text, .title = QT_TRANSLATE_NOOP("model", "IPv6 block"), .group = QT_TRANSLATE_NOOP("model", "Addresses"), .help = QT_TRANSLATE_NOOP("model", "A /64 of the VPC's IPv6 block; empty: IPv4 only."), .source = "Amazon VPC User Guide, subnet sizing", .fallback = QString()},
        {.key = kZone, .type = ValueType::Text, .title = QT_TRANSLATE_NOOP("model", "Availability Zone"), .group = QT_TRANSLATE_NOOP("model", "Placement"), .help = QT_TRANSLATE_NOOP("model", "The one zone that the subnet lies in, such as us-east-1a; a new one takes that of its band, or the one with the fewest subnets."), .source = "Amazon VPC User Guide, subnets"},
        {.key = kTier, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Meant to be"), .group = QT_TRANSLATE_NOOP("model", "Placement"), .help = QT_TRANSLATE_NOOP("model", "What the designer wants; the route table decides what it is."), .fallback = QStringLiteral("private"), .choices = {{QStringLiteral("public"), QT_TRANSLATE_NOOP("model", "public")}, {QStringLiteral("private"), QT_TRANSLATE_NOOP("model", "private")}, {QStringLiteral("data"), QT_TRANSLATE_NOOP("model", "data")}}},
        {.key = kAutoPublicIp, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Auto-assign public IPv4"), .group = QT_TRANSLATE_NOOP("model", "Addresses"), .help = QT_TRANSLATE_NOOP("model", "New interfaces get a public address; off in subnets that you create."), .source = "Amazon VPC User Guide, IP addressing", .fallback = false},
        {.key = kRouteTable, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Route table"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "The table that decides where its traffic goes; empty: the VPC's main table."), .fallback = Ref{}, .emptyWords = QT_TRANSLATE_NOOP("model", "the VPC's main table"), .role = QStringLiteral("routeTable")},
        {.key = kAcl, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Network ACL"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "The packet filter at its edge; empty: the default one, which allows everything."), .fallback = Ref{}, .emptyWords = QT_TRANSLATE_NOOP("model", "the default, allows all"), .role = QStringLiteral("networkAcl")},
    };
}

Uid firstRef(const NodeView& v, const QString& key) {
    const auto refs = v.refs(key);
    return refs.empty() ? Uid() : refs.front().target;
}

NetSpec net(const NodeView& v) {
    return SubnetNet{v.text(kCidr), v.text(kIpv6Cidr), v.text(kZone), firstRef(v, kRouteTable), firstRef(v, kAcl), v.flag(kAutoPublicIp)};
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.shape = ViewSpec::Shape::Container;
    // What its routes make it, whatever it was meant to be.
    const bool isPublic = isPublicSubnet(v);
    spec.token = isPublic ? QStringLiteral("publicSubnet") : QStringLiteral("privateSubnet");
    spec.secondLine = v.text(kCidr);
    spec.band = v.text(kZone);
    spec.rank = isPublic ? 0 : 1;
    return spec;
}

// A template does not say what a subnet is meant to be, so it is meant to be what its routes make it.
void deriveTier(const NodeView& node, CfnReading& reading) {
    if (isPublicSubnet(node)) reading.set(kTier, QStringLiteral("public"));
}

// The next free block of the VPC, and a zone: that of the band it is drawn into, else the one with the fewest subnets.
Properties drawn(const NodeView& vpc, const QString& band) {
    Properties start;
    const std::vector<Cidr> within = vpcBlocks(vpc);
    std::vector<Cidr> taken;
    QHash<QString, int> subnetsIn;
    for (const NodeView& sibling : vpc.children(QStringLiteral("subnet"))) {
        if (const auto cidr = Cidr::parse(sibling.text(kCidr))) taken.push_back(*cidr);
        ++subnetsIn[sibling.text(kZone)];
    }
    const auto prefix = static_cast<quint8>(within.empty() ? 24 : std::clamp(within.front().prefix + 4, 24, 28));
    if (const auto free = nextFreeBlock(within, taken, prefix)) storeProperty(start, kCidr, free->text());
    QString zone = band;
    if (const auto region = vpc.ancestor(QStringLiteral("region")); zone.isEmpty() && region)
        if (const auto net = region->netAs<RegionNet>(); net && !net->zones.isEmpty())
            zone = *std::ranges::min_element(net->zones, {}, [&](const QString& name) { return subnetsIn.value(name); });
    if (!zone.isEmpty()) storeProperty(start, kZone, zone);
    return start;
}

}  // namespace

KindSpec subnetKind() {
    return {
        .id = QStringLiteral("vpc.subnet"),
        .title = QT_TRANSLATE_NOOP("model", "Subnet"),
        .help = QT_TRANSLATE_NOOP("model", "A slice of the VPC's addresses in one Availability Zone."),
        .category = Category::Network,
        .systems = {QStringLiteral("S004")},
        .offers = {QStringLiteral("subnet")},
        .livesIn = {QStringLiteral("vpc")},
        .properties = properties(),
        .drawn = drawn,
        .rules = subnetRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::EC2::Subnet"),
                            .rows = {{QStringLiteral("CidrBlock"), kCidr}, {QStringLiteral("AvailabilityZone"), kZone}, {QStringLiteral("MapPublicIpOnLaunch"), kAutoPublicIp}, {QStringLiteral("Ipv6CidrBlock"), kIpv6Cidr}},
                            .parentPath = QStringLiteral("VpcId"),
                            .derive = deriveTier,
                            .parts = {{.type = QStringLiteral("AWS::EC2::SubnetRouteTableAssociation"), .ownerPath = QStringLiteral("SubnetId"), .why = QT_TRANSLATE_NOOP("model", "its association with a route table"), .rows = {{QStringLiteral("RouteTableId"), kRouteTable}}},
                                      {.type = QStringLiteral("AWS::EC2::SubnetNetworkAclAssociation"), .ownerPath = QStringLiteral("SubnetId"), .why = QT_TRANSLATE_NOOP("model", "its association with a network ACL"), .rows = {{QStringLiteral("NetworkAclId"), kAcl}}}}}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Addresses, zone, routes and network ACL.")}, {QT_TRANSLATE_NOOP("model", "Local gateways, prefix reservations.")}},
        .net = net,
        .view = view,
    };
}

}  // namespace model::vpc
