// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

namespace model::vpc {

namespace {

std::vector<PropertySpec> properties() {
    constexpr auto kSource = "AWS PrivateLink Guide, gateway endpoints";
    return {
        {.key = kService, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Service"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "Only S3 and DynamoDB have gateway endpoints."), .source = kSource, .fallback = QStringLiteral("dynamodb"), .choices = {{QStringLiteral("dynamodb"), "DynamoDB"}, {QStringLiteral("s3"), "S3"}}},
        {.key = kRouteTables, .type = ValueType::Refs, .title = QT_TRANSLATE_NOOP("model", "Route tables"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "Each gets a route for the service's prefix list; without one the endpoint does nothing."), .source = kSource, .fallback = Refs{}, .role = QStringLiteral("routeTable")},
        {.key = kPolicy, .type = ValueType::LongText, .title = QT_TRANSLATE_NOOP("model", "Policy"), .group = QT_TRANSLATE_NOOP("model", "Security"), .help = QT_TRANSLATE_NOOP("model", "JSON that says who may do what through it; empty: full access. Up to 20,480 characters."), .source = kSource},
    };
}

NetSpec net(const NodeView& v) {
    DoorNet spec;
    spec.kind = DoorNet::Kind::Gateway;
    spec.service = v.text(kService);
    for (const Ref& ref : v.refs(kRouteTables)) spec.routeTables.push_back(ref.target);
    spec.policy = v.text(kPolicy);
    return spec;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.border = ViewSpec::Border::Right;
    spec.secondLine = v.text(kService) == u"s3" ? QStringLiteral("S3") : QStringLiteral("DynamoDB");
    return spec;
}

// Connections that are open when it comes or goes break (AWS PrivateLink Guide, gateway endpoints, considerations).
plan::StationSpec station(const NodeView&) {
    plan::HopStation hop;
    hop.breaksOpen = plan::Switch::On;
    plan::StationSpec spec;
    spec.parameters = hop;
    return spec;
}

// "com.amazonaws.us-east-1.dynamodb": the last part is the service, whatever the Region is.
void read(CfnReading& reading) {
    const QString name = reading.text(QStringLiteral("ServiceName"));
    if (!name.isEmpty()) reading.set(kService, name.section(u'.', -1));
    (void)reading.text(QStringLiteral("VpcEndpointType"));  // it has decided the kind
}

bool accepts(const CfnReading& reading) {
    const QString type = reading.text(QStringLiteral("VpcEndpointType"));
    return type.isEmpty() || type == u"Gateway";
}

// Without a route table it does nothing: a new one serves all tables of its VPC.
Properties drawn(const NodeView& vpc, const QString&) {
    Properties start;
    Refs tables;
    for (const NodeView& table : vpc.children(QStringLiteral("routeTable"))) tables.items.push_back(Ref{table.uid(), {}});
    if (!tables.items.empty()) storeProperty(start, kRouteTables, tables);
    return start;
}

}  // namespace

KindSpec gatewayEndpointKind() {
    return {
        .id = QStringLiteral("vpc.gateway_endpoint"),
        .title = QT_TRANSLATE_NOOP("model", "Gateway endpoint"),
        .help = QT_TRANSLATE_NOOP("model", "A free door from the VPC to DynamoDB or S3, without internet or NAT. It works through the route tables that it is associated with."),
        .category = Category::Network,
        .systems = {QStringLiteral("S011"), QStringLiteral("S013")},
        .offers = {QStringLiteral("gatewayEndpoint")},
        .livesIn = {QStringLiteral("vpc")},
        .properties = properties(),
        .drawn = drawn,
        .rules = gatewayEndpointRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::EC2::VPCEndpoint"),
                            .rows = {{QStringLiteral("RouteTableIds"), kRouteTables}, {QStringLiteral("PolicyDocument"), kPolicy}},
                            .parentPath = QStringLiteral("VpcId"),
                            .read = read,
                            .accepts = accepts}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Association with route tables, the service's prefix list, its policy, its own Region and VPC only."), QT_TRANSLATE_NOOP("model", "Open connections that break when it is added or removed during a run.")},
                     {QT_TRANSLATE_NOOP("model", "The addresses behind the prefix list: they are one symbol here.")}},
        .net = net,
        .view = view,
        .station = station,
    };
}

}  // namespace model::vpc
