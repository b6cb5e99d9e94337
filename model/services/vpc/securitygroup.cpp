// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/services/vpc/filterrows.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>

namespace model::vpc {

namespace {

std::vector<PropertySpec> properties() {
    constexpr auto kSource = "Amazon VPC User Guide, security groups";
    return {
        {.key = kInbound, .type = ValueType::Rows, .title = QT_TRANSLATE_NOOP("model", "Inbound rules"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "What may start a connection to its members, up to 60 rules by default; a new group lets nothing in. Replies pass by themselves."), .source = kSource, .fallback = Rows{}, .columns = groupColumns()},
        {.key = kOutbound, .type = ValueType::Rows, .title = QT_TRANSLATE_NOOP("model", "Outbound rules"), .group = QT_TRANSLATE_NOOP("model", "Network"), .help = QT_TRANSLATE_NOOP("model", "Where its members may start connections to; a new group allows everything."), .source = kSource, .fallback = allowEverything(), .columns = groupColumns()},
    };
}

NetSpec net(const NodeView& v) { return FilterNet{FilterNet::Kind::SecurityGroup, filterRules(v, kInbound), filterRules(v, kOutbound)}; }

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.shape = ViewSpec::Shape::Strip;
    spec.secondLine = QCoreApplication::translate("model", "%1 in, %2 out").arg(v.rows(kInbound).items.size()).arg(v.rows(kOutbound).items.size());
    return spec;
}

void readEntry(CfnReading& reading, const QString& path, const QString& rowsKey) {
    Row row;
    readRule(reading, path, rowsKey, row);
    for (const auto* peer : {"SourceSecurityGroupId", "DestinationSecurityGroupId"}) reading.take(path + QString::fromLatin1(peer), row, rowsKey, kPeer);
    // Of a group that is not known, the addresses are not known either: not everyone.
    if (const Value* peer = row.find(kPeer); peer != nullptr && std::holds_alternative<Unresolved>(*peer)) row.set(kCidr, *peer);
    if (reading.has(path + QStringLiteral("SourcePrefixListId")) || reading.has(path + QStringLiteral("DestinationPrefixListId")))
        reading.leaveOut(path + QStringLiteral("DestinationPrefixListId"), QCoreApplication::translate("model", "prefix lists are known by the name of their service only; choose it in the rule"));
    reading.take(path + QStringLiteral("Description"), row, rowsKey, kDescription);
    reading.addRow(rowsKey, std::move(row));
}

void read(CfnReading& reading) {
    const auto list = [&](const QString& path, const QString& key) {
        for (int i = 0; i < reading.count(path); ++i) readEntry(reading, QStringLiteral("%1[%2].").arg(path).arg(i), key);
    };
    list(QStringLiteral("SecurityGroupIngress"), kInbound);
    list(QStringLiteral("SecurityGroupEgress"), kOutbound);
}

void readIngress(CfnReading& reading) { readEntry(reading, {}, kInbound); }
void readEgress(CfnReading& reading) { readEntry(reading, {}, kOutbound); }

}  // namespace

KindSpec securityGroupKind() {
    return {
        .id = QStringLiteral("vpc.security_group"),
        .title = QT_TRANSLATE_NOOP("model", "Security group"),
        .help = QT_TRANSLATE_NOOP("model", "A packet filter at network interfaces: stateful, allow rules only. Drop it on a workload to make that a member."),
        .category = Category::Security,
        .systems = {QStringLiteral("S008")},
        .offers = {QStringLiteral("securityGroup")},
        .livesIn = {QStringLiteral("vpc")},
        .properties = properties(),
        .rules = securityGroupRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::EC2::SecurityGroup"),
                            .parentPath = QStringLiteral("VpcId"),
                            .namePath = QStringLiteral("GroupName"),
                            .read = read,
                            .parts = {{.type = QStringLiteral("AWS::EC2::SecurityGroupIngress"), .ownerPath = QStringLiteral("GroupId"), .why = QT_TRANSLATE_NOOP("model", "an inbound rule of it"), .read = readIngress},
                                      {.type = QStringLiteral("AWS::EC2::SecurityGroupEgress"), .ownerPath = QStringLiteral("GroupId"), .why = QT_TRANSLATE_NOOP("model", "an outbound rule of it"), .read = readEgress}}}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Rules by address, group and prefix list; replies pass without a rule.")},
                     {QT_TRANSLATE_NOOP("model", "Connection tracking limits; groups shared between VPCs.")}},
        .net = net,
        .view = view,
    };
}

}  // namespace model::vpc
