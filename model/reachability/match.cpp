// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/reachability/match.h"

#include <QCoreApplication>

#include <algorithm>

namespace model::flat {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool portFits(const Rule& rule, int port) {
    if (rule.protocol == Protocol::All) return true;
    return rule.protocol == Protocol::Tcp && port >= rule.fromPort && port <= rule.toPort;
}

Match blockFits(const Rule& rule, const Address& other) {
    if (!rule.hasBlock || rule.block.isIpv6) return Match::No;
    if (rule.block.isEverything()) return Match::Yes;
    if (other.kind == Address::Kind::Block) {
        if (rule.block.contains(other.block)) return Match::Yes;
        return rule.block.overlaps(other.block) ? Match::Perhaps : Match::No;
    }
    return rule.block.isPrivate() ? Match::No : Match::Perhaps;
}

}  // namespace

Match matches(const Rule& rule, const Address& other, int port) {
    if (!portFits(rule, port)) return Match::No;
    if (!rule.peer.isNull()) {
        const bool isMember = other.groups && std::ranges::any_of(*other.groups, [&](const FilterPtr& g) { return g->node == rule.peer; });
        return isMember ? Match::Yes : Match::No;
    }
    if (!rule.service.isEmpty()) return other.kind == Address::Kind::Service && other.service == rule.service ? Match::Yes : Match::No;
    return blockFits(rule, other);
}

Verdict judgeGroups(std::span<const FilterPtr> groups, bool inbound, const Address& other, int port) {
    Verdict perhaps;
    for (const FilterPtr& group : groups)
        for (const Rule& rule : inbound ? group->inbound : group->outbound) {
            const Match match = matches(rule, other, port);
            if (match == Match::Yes) return {true, &rule, false};
            if (match == Match::Perhaps && !perhaps.rule) perhaps = {true, &rule, true};
        }
    return perhaps;
}

Verdict judgeAcl(const std::vector<Rule>& rules, const Address& other, int port) {
    for (const Rule& rule : rules) {
        const Match match = matches(rule, other, port);
        if (match == Match::Yes || (match == Match::Perhaps && rule.allow)) return {rule.allow, &rule, match == Match::Perhaps};
    }
    return {};
}

Verdict judgeAcl(const std::vector<Rule>& rules, const Address& other, int fromPort, int toPort) {
    // Between two bounds of rules every port meets the same rules: one of each stretch tells all.
    std::vector<int> starts{fromPort};
    for (const Rule& rule : rules)
        for (const int start : {rule.fromPort, rule.toPort + 1})
            if (start > fromPort && start <= toPort) starts.push_back(start);
    std::ranges::sort(starts);
    Verdict verdict;
    for (const int start : starts) {
        verdict = judgeAcl(rules, other, start);
        if (!verdict.allowed) break;
    }
    return verdict;
}

QString describe(const Rule& rule, bool inbound) {
    QString what = rule.protocol == Protocol::All ? tr("everything") : rule.protocol == Protocol::Udp ? QStringLiteral("UDP") : rule.protocol == Protocol::Icmp ? QStringLiteral("ICMP") : QStringLiteral("TCP");
    if (rule.protocol == Protocol::Tcp || rule.protocol == Protocol::Udp)
        what += rule.fromPort == rule.toPort ? QStringLiteral(" %1").arg(rule.fromPort) : QStringLiteral(" %1-%2").arg(rule.fromPort).arg(rule.toPort);
    QString who = rule.hasBlock ? rule.block.text() : tr("nobody");
    if (!rule.peer.isNull()) who = tr("members of a security group");
    if (!rule.service.isEmpty()) who = tr("the prefix list of %1").arg(rule.service);
    return inbound ? tr("%1 from %2").arg(what, who) : tr("%1 to %2").arg(what, who);
}

}  // namespace model::flat
