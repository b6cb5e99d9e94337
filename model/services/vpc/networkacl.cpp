// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/services/vpc/filterrows.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>

namespace model::vpc {

namespace {

std::vector<PropertySpec> properties() {
    constexpr auto kSource = "Amazon VPC User Guide, network ACLs";
    return {
        {.key = kInbound, .type = ValueType::Rows, .title = QT_TRANSLATE_NOOP("model", "Inbound rules"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "For packets that enter its subnets, replies included; what no rule matches is denied."), .source = kSource, .fallback = Rows{}, .columns = aclColumns()},
        {.key = kOutbound, .type = ValueType::Rows, .title = QT_TRANSLATE_NOOP("model", "Outbound rules"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "For packets that leave its subnets, replies included; what no rule matches is denied."), .source = kSource, .fallback = Rows{}, .columns = aclColumns()},
    };
}

NetSpec net(const NodeView& v) { return FilterNet{FilterNet::Kind::NetworkAcl, filterRules(v, kInbound), filterRules(v, kOutbound)}; }

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.shape = ViewSpec::Shape::Strip;
    spec.secondLine = QCoreApplication::translate("model", "%1 in, %2 out").arg(v.rows(kInbound).items.size()).arg(v.rows(kOutbound).items.size());
    return spec;
}

void readEntry(CfnReading& reading) {
    const QString rowsKey = reading.text(QStringLiteral("Egress")) == u"true" ? kOutbound : kInbound;
    Row row;
    readRule(reading, {}, rowsKey, row);
    reading.take(QStringLiteral("RuleNumber"), row, rowsKey, kNumber);
    reading.take(QStringLiteral("RuleAction"), row, rowsKey, kAction);
    reading.addRow(rowsKey, std::move(row));
}

}  // namespace

KindSpec networkAclKind() {
    return {
        .id = QStringLiteral("vpc.network_acl"),
        .title = QT_TRANSLATE_NOOP("model", "Network ACL"),
        .help = QT_TRANSLATE_NOOP("model", "A packet filter at the edge of subnets: stateless, ordered, allow and deny. Drop it on a subnet to associate the two."),
        .category = Category::Security,
        .systems = {QStringLiteral("S009")},
        .offers = {QStringLiteral("networkAcl")},
        .livesIn = {QStringLiteral("vpc")},
        .properties = properties(),
        .rules = networkAclRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::EC2::NetworkAcl"),
                            .parentPath = QStringLiteral("VpcId"),
                            .parts = {{.type = QStringLiteral("AWS::EC2::NetworkAclEntry"), .ownerPath = QStringLiteral("NetworkAclId"), .why = QT_TRANSLATE_NOOP("model", "a rule of it"), .read = readEntry}}}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Order, first match, replies by their own rules, the final deny.")},
                     {QT_TRANSLATE_NOOP("model", "ICMP types and codes.")}},
        .net = net,
        .view = view,
    };
}

}  // namespace model::vpc
