// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

namespace model::vpc {

namespace {

std::vector<PropertySpec> properties() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Network");
    constexpr auto kSource = "AWS PrivateLink Guide, interface endpoints";
    return {
        {.key = kService, .title = QT_TRANSLATE_NOOP("model", "Service"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Last part of the service's name, such as dynamodb, dynamodb-streams, dax, s3, kinesis or lambda."), .source = kSource, .fallback = QStringLiteral("dynamodb"), .required = true},
        {.key = kSubnets, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Subnets"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "It has a network interface in each, at most one in a zone; each is billed by the hour. None at first, and it needs at least one."), .source = kSource, .fallback = Refs{}, .role = QStringLiteral("subnet")},
        {.key = kSecurityGroups, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Security groups"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Packet filters of its interfaces: clients come in on 443. None: the VPC's default group."), .source = kSource, .fallback = Refs{}, .role = QStringLiteral("securityGroup")},
        {.key = kPrivateDns, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Private DNS name"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The service's ordinary name leads to it inside the VPC. Off: only its own names do, which clients must be told."), .source = kSource, .fallback = false},
        {.key = kIpType, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Addresses"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Addresses that its interfaces have; IPv4 by default."), .source = kSource, .fallback = QStringLiteral("ipv4"), .choices = {{QStringLiteral("ipv4"), "IPv4"}, {QStringLiteral("ipv6"), "IPv6"}, {QStringLiteral("dualstack"), QT_TRANSLATE_NOOP("model", "both")}}},
        {.key = kPolicy, .type = ValueType::LongText, .title = QT_TRANSLATE_NOOP("model", "Policy"), .group = QT_TRANSLATE_NOOP("model", "Security"), .help = QT_TRANSLATE_NOOP("model", "JSON that says who may do what through it; empty: full access. Up to 20,480 characters."), .source = kSource},
    };
}

std::vector<PropertySpec> assumptionRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Assumptions");
    return {
        {.key = kEndpointPass, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Takes"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Time that it adds to every packet, one way."), .source = "[A] AWS gives no figure", .unit = Unit::Milliseconds, .fallback = 0.2, .minimum = 0, .maximum = 1000},
        {.key = kEndpointLimit, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Requests"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The most that it takes in a second; 0: no limit."), .source = "DynamoDB Developer Guide, AWS PrivateLink: up to 50,000 requests a second", .unit = Unit::PerSecond, .fallback = 50000.0, .minimum = 0, .maximum = 1e9, .specials = {{0, QT_TRANSLATE_NOOP("model", "no limit")}}},
        {.key = kEndpointBurst, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Puts up with more for"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Requests of so many seconds may come at once after a pause; what comes faster than the limit for longer is refused."), .source = "[A] AWS gives no figure", .unit = Unit::Seconds, .fallback = 0.1, .minimum = 0.001, .maximum = 60},
        {.key = kEndpointRefusal, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Refuses after"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "A request beyond the limit fails after this long."), .source = "[A] AWS gives no figure", .unit = Unit::Milliseconds, .fallback = 1000.0, .minimum = 0, .maximum = 600000},
        {.key = kNameRemoval, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Lost zone leaves the name after"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Clients go round the interfaces that the Regional name answers with; when a zone is lost, its share of the requests fails until the name leaves its interface out."), .source = "[A] AWS gives no figure; the records live 60 seconds", .unit = Unit::Seconds, .fallback = 60.0, .minimum = 0, .maximum = 86400},
    };
}

plan::StationSpec station(const NodeView& v) {
    plan::HopStation hop;
    hop.requestLimitPerS = v.settledNumber(kEndpointLimit);
    hop.limitBurstS = v.settledNumber(kEndpointBurst);
    hop.refusalAfterMs = v.settledNumber(kEndpointRefusal);
    hop.nameRemovalS = v.settledNumber(kNameRemoval);
    plan::StationSpec spec;
    spec.parameters = hop;
    spec.passMs = v.settledNumber(kEndpointPass);
    return spec;
}

NetSpec net(const NodeView& v) {
    DoorNet spec;
    spec.kind = DoorNet::Kind::Interface;
    spec.service = v.text(kService);
    for (const Ref& ref : v.refs(kSubnets)) spec.subnets.push_back(ref.target);
    for (const Ref& ref : v.refs(kSecurityGroups)) spec.securityGroups.push_back(ref.target);
    spec.privateDns = v.settledFlag(kPrivateDns);
    spec.policy = v.text(kPolicy);
    return spec;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.secondLine = v.text(kService);
    return spec;
}

// ---------------------------------------------------------------- CloudFormation
void read(CfnReading& reading) {
    const QString name = reading.text(QStringLiteral("ServiceName"));
    if (!name.isEmpty()) reading.set(kService, name.section(u'.', -1));
    (void)reading.text(QStringLiteral("VpcEndpointType"));  // it has decided the kind
}

bool accepts(const CfnReading& reading) { return reading.text(QStringLiteral("VpcEndpointType")) == u"Interface"; }

}  // namespace

KindSpec interfaceEndpointKind() {
    KindSpec kind{
        .id = QStringLiteral("vpc.interface_endpoint"),
        .title = QT_TRANSLATE_NOOP("model", "Interface endpoint"),
        .help = QT_TRANSLATE_NOOP("model", "A door to a service with private addresses in your subnets (PrivateLink). It is billed by the hour and zone and takes up to 50,000 DynamoDB requests a second."),
        .category = Category::Network,
        .systems = {QStringLiteral("S012"), QStringLiteral("S013"), QStringLiteral("S038")},
        .offers = {QStringLiteral("interfaceEndpoint"), QStringLiteral("way")},
        .livesIn = {QStringLiteral("vpc")},
        .placement = kSubnets,
        .properties = properties(),
        .rules = interfaceEndpointRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::EC2::VPCEndpoint"),
                            .rows = {{QStringLiteral("SubnetIds"), kSubnets}, {QStringLiteral("SecurityGroupIds"), kSecurityGroups}, {QStringLiteral("PrivateDnsEnabled"), kPrivateDns}, {QStringLiteral("IpAddressType"), kIpType}, {QStringLiteral("PolicyDocument"), kPolicy}},
                            .parentPath = QStringLiteral("VpcId"),
                            .read = read,
                            .accepts = accepts}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Its interfaces in subnets and zones, security groups, private names, its policy, its limit of requests; a lost zone fails its share of the calls until the Regional name leaves it out.")},
                     {QT_TRANSLATE_NOOP("model", "Bandwidth of an endpoint and zone, names that answer one zone only, IPv6.")}},
        .net = net,
        .view = view,
        .station = station,
    };
    for (PropertySpec& row : assumptionRows()) kind.properties.push_back(std::move(row));
    return kind;
}

}  // namespace model::vpc
