// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/vpc/filterrows.h"

#include "model/services/vpc/keys.h"

namespace model::vpc {

namespace {

QString cellText(const Row& row, const QString& key) {
    const Value* cell = row.find(key);
    const auto* text = cell ? std::get_if<QString>(cell) : nullptr;
    return text ? *text : QString();
}

bool hasPorts(const Row& row) {
    const QString protocol = cellText(row, kProtocol);
    return protocol.isEmpty() || protocol == u"tcp" || protocol == u"udp";
}

bool namesPeer(const Row& row) {
    const Value* cell = row.find(kPeer);
    const auto* ref = cell ? std::get_if<Ref>(cell) : nullptr;
    return ref && !ref->target.isNull();
}
bool namesPrefixList(const Row& row) { return !cellText(row, kPrefixList).isEmpty() && cellText(row, kPrefixList) != u"none"; }
bool mayNameCidr(const Row& row) { return !namesPeer(row) && !namesPrefixList(row); }
bool mayNamePrefixList(const Row& row) { return !namesPeer(row); }

std::vector<Choice> protocols() {
    return {{QStringLiteral("tcp"), "TCP"}, {QStringLiteral("udp"), "UDP"}, {QStringLiteral("icmp"), "ICMP"}, {QStringLiteral("-1"), QT_TRANSLATE_NOOP("model", "all")}};
}

PropertySpec portColumn(const QString& key, const char* title, const char* help, bool inSummary) {
    return {.key = key, .type = ValueType::Integer, .title = title, .help = help, .fallback = qint64(443), .minimum = 0, .maximum = 65535, .columnVisibleWhen = hasPorts, .inSummary = inSummary};
}

std::vector<PropertySpec> matchColumns() {
    return {
        {.key = kProtocol, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Protocol"), .help = QT_TRANSLATE_NOOP("model", "What it matches; AWS's APIs are called over TCP."), .fallback = QStringLiteral("tcp"), .choices = protocols(), .inSummary = true},
        portColumn(kFromPort, QT_TRANSLATE_NOOP("model", "From port"), QT_TRANSLATE_NOOP("model", "First port; HTTPS, and so every AWS API, is 443."), true),
        portColumn(kToPort, QT_TRANSLATE_NOOP("model", "To port"), QT_TRANSLATE_NOOP("model", "Last port; replies go to ports 1024-65535."), false),
    };
}

FilterRule ruleOf(const NodeView& v, const QString& key, const Row& row) {
    const auto text = [&](const QString& column) {
        const auto* t = std::get_if<QString>(&v.cell(key, row, column));
        return t ? *t : QString();
    };
    FilterRule rule;
    rule.protocol = text(kProtocol);
    if (hasPorts(row)) {
        rule.fromPort = static_cast<int>(toNumber(v.cell(key, row, kFromPort)));
        rule.toPort = static_cast<int>(toNumber(v.cell(key, row, kToPort)));
    }
    rule.number = static_cast<int>(toNumber(v.cell(key, row, kNumber)));
    if (text(kAction) == u"deny") rule.action = FilterRule::Action::Deny;
    if (const auto* peer = std::get_if<Ref>(&v.cell(key, row, kPeer))) rule.peer = peer->target;
    if (const QString list = text(kPrefixList); list != u"none") rule.prefixList = list;
    if (rule.peer.isNull() && rule.prefixList.isEmpty()) rule.cidr = text(kCidr);
    return rule;
}

}  // namespace

std::vector<PropertySpec> groupColumns() {
    auto columns = matchColumns();
    columns.push_back({.key = kCidr, .title = QT_TRANSLATE_NOOP("model", "Addresses"), .help = QT_TRANSLATE_NOOP("model", "CIDR block of the other side; 0.0.0.0/0 is everyone."), .fallback = QStringLiteral("0.0.0.0/0"), .required = true, .columnVisibleWhen = mayNameCidr, .inSummary = true});
    columns.push_back({.key = kPeer, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Security group"), .help = QT_TRANSLATE_NOOP("model", "Interfaces with this group are the other side, whatever their addresses. Empty: the addresses decide."), .fallback = Ref{}, .role = QStringLiteral("securityGroup"), .inSummary = true});
    columns.push_back({.key = kPrefixList, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Prefix list"), .help = QT_TRANSLATE_NOOP("model", "AWS's list of a service's public ranges, which a gateway endpoint serves."), .fallback = QStringLiteral("none"), .choices = {{QStringLiteral("none"), QT_TRANSLATE_NOOP("model", "none")}, {QStringLiteral("dynamodb"), "DynamoDB"}, {QStringLiteral("s3"), "S3"}}, .columnVisibleWhen = mayNamePrefixList, .inSummary = true});
    columns.push_back({.key = kAction, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Action"), .help = QT_TRANSLATE_NOOP("model", "Security groups only allow; a wish to deny belongs in a network ACL."), .fallback = QStringLiteral("allow"), .choices = {{QStringLiteral("allow"), QT_TRANSLATE_NOOP("model", "allow")}, {QStringLiteral("deny"), QT_TRANSLATE_NOOP("model", "deny")}}});
    columns.push_back({.key = kDescription, .title = QT_TRANSLATE_NOOP("model", "Description"), .help = QT_TRANSLATE_NOOP("model", "For readers.")});
    return columns;
}

std::vector<PropertySpec> aclColumns() {
    std::vector<PropertySpec> columns = {
        {.key = kNumber, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Number"), .help = QT_TRANSLATE_NOOP("model", "Rules are read from the lowest number up, the first match decides; leave gaps for later ones."), .fallback = qint64(100), .inSummary = true},
        {.key = kAction, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Action"), .help = QT_TRANSLATE_NOOP("model", "What happens to a packet that it matches."), .fallback = QStringLiteral("allow"), .choices = {{QStringLiteral("allow"), QT_TRANSLATE_NOOP("model", "allow")}, {QStringLiteral("deny"), QT_TRANSLATE_NOOP("model", "deny")}}, .inSummary = true}};
    for (PropertySpec& column : matchColumns()) columns.push_back(std::move(column));
    columns.push_back({.key = kCidr, .title = QT_TRANSLATE_NOOP("model", "Addresses"), .help = QT_TRANSLATE_NOOP("model", "CIDR block of the other side; network ACLs know neither groups nor prefix lists."), .fallback = QStringLiteral("0.0.0.0/0"), .required = true, .inSummary = true});
    return columns;
}

std::vector<FilterRule> filterRules(const NodeView& v, const QString& key) {
    std::vector<FilterRule> rules;
    const Rows rows = v.rows(key);
    for (const Row& row : rows.items) rules.push_back(ruleOf(v, key, row));
    return rules;
}

Rows allowEverything() {
    Row row;
    row.set(kProtocol, QStringLiteral("-1"));
    return Rows{{row}};
}

void readRule(CfnReading& reading, const QString& path, const QString& rowsKey, Row& row) {
    // Protocol numbers stand for names: 6 TCP, 17 UDP, 1 ICMP (IANA).
    QString protocol = reading.text(path + QStringLiteral("IpProtocol"));
    if (protocol.isEmpty()) protocol = reading.text(path + QStringLiteral("Protocol"));
    if (protocol == u"6") protocol = QStringLiteral("tcp");
    if (protocol == u"17") protocol = QStringLiteral("udp");
    if (protocol == u"1") protocol = QStringLiteral("icmp");
    if (!protocol.isEmpty()) row.set(kProtocol, protocol);
    if (hasPorts(row)) {
        reading.take(path + QStringLiteral("FromPort"), row, rowsKey, kFromPort);
        reading.take(path + QStringLiteral("ToPort"), row, rowsKey, kToPort);
        reading.take(path + QStringLiteral("PortRange.From"), row, rowsKey, kFromPort);
        reading.take(path + QStringLiteral("PortRange.To"), row, rowsKey, kToPort);
    }
    reading.take(path + QStringLiteral("CidrIpv6"), row, rowsKey, kCidr);
    reading.take(path + QStringLiteral("Ipv6CidrBlock"), row, rowsKey, kCidr);
    reading.take(path + QStringLiteral("CidrIp"), row, rowsKey, kCidr);
    reading.take(path + QStringLiteral("CidrBlock"), row, rowsKey, kCidr);
}

}  // namespace model::vpc
