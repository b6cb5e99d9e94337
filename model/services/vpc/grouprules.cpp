// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/rules/mergefix.h"
#include "model/services/vpc/blockfix.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace model::vpc {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

constexpr std::array kAdminPorts = {22, 3389};
// MySQL, PostgreSQL, SQL Server, Oracle, MongoDB, Neptune, Redis, Memcached, DAX, Cassandra.
constexpr std::array kDataPorts = {3306, 5432, 1433, 1521, 27017, 8182, 6379, 11211, 8111, 9111, 9042};

bool isWorld(const FilterRule& rule) { return rule.cidr == u"0.0.0.0/0" || rule.cidr == u"::/0"; }
bool isEverything(const FilterRule& rule) { return rule.protocol == u"-1" || (rule.fromPort <= 1 && rule.toPort >= 65535); }
bool opens(const FilterRule& rule, int port) { return (rule.protocol == u"-1" || rule.protocol == u"tcp") && rule.fromPort <= port && port <= rule.toPort; }

ChangeSet withoutRule(const NodeView& v, const QString& key, size_t index) {
    Rows rows = v.rows(key);
    if (index < rows.items.size()) rows.items.erase(rows.items.begin() + static_cast<std::ptrdiff_t>(index));
    return {tr("Remove the rule"), {SetProperty{v.uid(), key, std::move(rows)}}};
}

template <size_t N>
void checkWorld(const NodeView& v, IssueSink& sink, const std::array<int, N>& ports, const QString& sentence) {
    const auto net = v.netFacet<FilterNet>();
    if (!net) return;
    for (size_t i = 0; i < net->inbound.size(); ++i) {
        const FilterRule& rule = net->inbound[i];
        if (!isWorld(rule) || isEverything(rule)) continue;  // SG-020
        const auto port = std::ranges::find_if(ports, [&](int p) { return opens(rule, p); });
        if (port == ports.end()) continue;
        sink.add(sentence.arg(v.quoted()).arg(*port), {v.uid()}).fix = withoutRule(v, kInbound, i);
    }
}

void checkAdminPorts(const NodeView& v, IssueSink& sink) {
    checkWorld(v, sink, kAdminPorts, tr("Security group %1 opens the administrators' port %2 to the world. Limit it to the addresses of your administrators, or use Session Manager."));
}
void checkDataPorts(const NodeView& v, IssueSink& sink) {
    checkWorld(v, sink, kDataPorts, tr("Security group %1 opens the data port %2 to the world. Name the clients' security group instead."));
}

void checkDeny(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<FilterNet>();
    if (!net) return;
    const auto look = [&](const std::vector<FilterRule>& rules, const QString& key) {
        for (size_t i = 0; i < rules.size(); ++i)
            if (rules[i].action == FilterRule::Action::Deny)
                sink.add(tr("Security group %1 has a rule that denies; groups have allow rules only. Use a network ACL.").arg(v.quoted()), {v.uid()}).fix = withoutRule(v, key, i);
    };
    look(net->inbound, kInbound);
    look(net->outbound, kOutbound);
}

// SG-001 says that it cannot be; this one, how a single block of addresses is kept out.
void adviseAcl(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<FilterNet>();
    if (!net) return;
    const auto look = [&](const std::vector<FilterRule>& rules, const QString& key) {
        for (size_t i = 0; i < rules.size(); ++i) {
            const auto block = rules[i].action == FilterRule::Action::Deny ? Cidr::parse(rules[i].cidr) : std::nullopt;
            if (!block || block->isEverything()) continue;
            sink.add(tr("Security group %1 is to block %2. Blocking addresses is what network ACLs do: they deny at the edge of a subnet, before any group is asked. Move the rule there.").arg(v.quoted(), rules[i].cidr), {v.uid()}).fix = blockFix(v, key, i);
        }
    };
    look(net->inbound, kInbound);
    look(net->outbound, kOutbound);
}

void checkDefaultOutbound(const NodeView& v, IssueSink& sink) {
    if (!v.has(kOutbound)) sink.add(tr("Security group %1 has the outbound rule that new groups have: everything is allowed out.").arg(v.quoted()), {v.uid()});
}

void checkNoOutbound(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<FilterNet>();
    if (!net || !net->outbound.empty()) return;
    for (const NodeView& member : v.referrers()) {
        const auto interfaces = member.kind() && member.kind()->emitsCalls ? member.netFacet<InterfaceNet>() : nullptr;
        // Another group of the member may let it out.
        if (!interfaces || interfaces->securityGroups.size() != 1 || interfaces->securityGroups.front() != v.uid() || member.linksOut().empty()) continue;
        Issue& issue = sink.add(tr("Security group %1 has no outbound rule, and %2, which starts calls, has no other group: nothing leaves it. Allow TCP 443 out.").arg(v.quoted(), member.quoted()), {v.uid(), member.uid()});
        issue.fix = ChangeSet{tr("Allow everything out again"), {SetProperty{v.uid(), kOutbound, std::nullopt}}};
        return;
    }
}

// ---------------------------------------------------------------- what its members listen on
/// Filters of all groups of the member; empty where one of them is not known.
std::vector<std::shared_ptr<const FilterNet>> filtersOf(const NodeView& member, const InterfaceNet& net) {
    std::vector<std::shared_ptr<const FilterNet>> filters;
    for (const Uid uid : net.securityGroups) {
        const auto group = member.find(uid);
        const auto filter = group ? group->netFacet<FilterNet>() : nullptr;
        if (!filter) return {};
        filters.push_back(filter);
    }
    return filters;
}

Rows withPort(const NodeView& v, const NodeView& vpc, int port) {
    Rows rows = v.rows(kInbound);
    for (const Cidr& block : vpcBlocks(vpc)) {
        Row row;
        row.set(kFromPort, qint64(port));
        row.set(kToPort, qint64(port));
        row.set(kCidr, block.text());
        rows.items.push_back(std::move(row));
    }
    return rows;
}

// Clusters, caches and endpoints tell it of each client: SG-011, SG-012, SG-014.
void checkListeners(const NodeView& v, IssueSink& sink) {
    const auto vpc = vpcOf(v);
    for (const NodeView& member : v.referrers()) {
        const auto net = member.offers(QStringLiteral("workload")) ? member.netFacet<InterfaceNet>() : nullptr;
        if (!vpc || !net || net->securityGroups.empty() || net->securityGroups.front() != v.uid()) continue;  // told once, at its first group
        const auto filters = filtersOf(member, *net);
        for (const int port : filters.empty() ? std::vector<int>() : net->listensOn) {
            if (std::ranges::any_of(filters, [&](const auto& filter) { return std::ranges::any_of(filter->inbound, [&](const FilterRule& rule) { return opens(rule, port); }); })) continue;
            Issue& issue = sink.add(tr("%1 listens on TCP %2, and no inbound rule of its security groups lets that in: what no rule allows is refused. Add one to %3.").arg(member.quoted()).arg(port).arg(v.quoted()), {v.uid(), member.uid()});
            issue.key = kInbound;
            issue.fix = ChangeSet{tr("Allow TCP %1 in from the VPC").arg(port), {SetProperty{v.uid(), kInbound, Value(withPort(v, *vpc, port))}}};
        }
    }
}

// ---------------------------------------------------------------- stateful
void sayStateful(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<FilterNet>();
    if (!net || !net->inbound.empty()) return;
    for (const NodeView& member : v.referrers()) {
        if (!member.kind() || !member.kind()->emitsCalls || member.linksOut().empty()) continue;
        sink.add(tr("Security group %1 lets nothing in, and %2 gets the answers to its calls all the same: groups are stateful.").arg(v.quoted(), member.quoted()), {v.uid(), member.uid()});
        return;
    }
}

void checkCount(const NodeView& v, IssueSink& sink) {
    constexpr size_t kQuota = 60;  // Amazon VPC quotas, rules per security group and direction
    const auto net = v.netFacet<FilterNet>();
    if (!net || (net->inbound.size() <= kQuota && net->outbound.size() <= kQuota)) return;
    Issue& issue = sink.add(tr("Security group %1 has more than 60 rules in one direction, the default quota. Merge some.").arg(v.quoted()), {v.uid()});
    ChangeSet fix{tr("Merge rules for neighbouring ports and addresses"), {}};
    for (const auto& [rules, key] : {std::pair{&net->inbound, kInbound}, std::pair{&net->outbound, kOutbound}}) {
        if (rules->size() <= kQuota) continue;
        Rows rows = mergedRows(v, key, {kCidr, kFromPort, kToPort, {kDescription}});
        if (rows.items.size() > kQuota) return;
        fix.changes.emplace_back(SetProperty{v.uid(), key, std::move(rows)});
    }
    issue.fix = std::move(fix);
}

// One rule for each block of the peer's VPC in place of the one that names the group.
std::optional<ChangeSet> byAddress(const NodeView& v, const QString& key, size_t index, const NodeView& vpc) {
    Rows rows = v.rows(key);
    const auto blocks = vpcBlocks(vpc);
    if (index >= rows.items.size() || blocks.empty()) return std::nullopt;
    Row row = rows.items[index];
    row.clear(kPeer);
    auto place = rows.items.erase(rows.items.begin() + static_cast<std::ptrdiff_t>(index));
    for (const Cidr& block : blocks) {
        row.set(kCidr, block.text());
        place = rows.items.insert(place, row) + 1;
    }
    return ChangeSet{tr("Name the addresses of VPC %1").arg(vpc.quoted()), {SetProperty{v.uid(), key, std::move(rows)}}};
}

void checkForeignPeers(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<FilterNet>();
    const auto vpc = vpcOf(v);
    if (!net || !vpc) return;
    const auto look = [&](const std::vector<FilterRule>& rules, const QString& key) {
        for (size_t i = 0; i < rules.size(); ++i) {
            const auto peer = rules[i].peer.isNull() ? std::nullopt : v.find(rules[i].peer);
            const auto theirs = peer ? vpcOf(*peer) : std::nullopt;
            if (!theirs || *theirs == *vpc) continue;
            Issue& issue = sink.add(tr("Security group %1 names group %2 of another VPC, which it does not see. Use its addresses.").arg(v.quoted(), peer->quoted()), {v.uid(), peer->uid()});
            issue.fix = byAddress(v, key, i, *theirs);
        }
    };
    look(net->inbound, kInbound);
    look(net->outbound, kOutbound);
}

void checkWideOpen(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<FilterNet>();
    if (!net) return;
    const auto isOpen = [](const FilterRule& r) { return isWorld(r) && isEverything(r); };
    if (std::ranges::none_of(net->inbound, isOpen)) return;
    Issue& issue = sink.add(tr("Security group %1 lets the whole world in on every port. Narrow it.").arg(v.quoted()), {v.uid()});
    Rows rows = v.rows(kInbound);
    for (size_t i = net->inbound.size(); i-- > 0;)
        if (i < rows.items.size() && isOpen(net->inbound[i])) rows.items.erase(rows.items.begin() + static_cast<std::ptrdiff_t>(i));
    issue.fix = ChangeSet{tr("Remove the rule"), {SetProperty{v.uid(), kInbound, std::move(rows)}}};
}

}  // namespace

std::vector<RuleSpec> securityGroupRules() {
    constexpr auto kGroups = "Amazon VPC User Guide, security groups";
    return {
        {.id = "SG-001", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Deny rule in a security group"), .help = QT_TRANSLATE_NOOP("model", "Security groups only allow; what no rule allows is refused."), .source = kGroups, .offersFix = true, .check = checkDeny},
        {.id = "ACL-009", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Addresses are blocked at the subnet"), .help = QT_TRANSLATE_NOOP("model", "A network ACL can deny single blocks of addresses; a security group cannot."), .source = "Amazon VPC User Guide, network ACLs", .offersFix = true, .check = adviseAcl},
        {.id = "SG-002", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Nothing gets in where it listens"), .help = QT_TRANSLATE_NOOP("model", "A new group has no inbound rule: everything is refused until one allows it."), .source = kGroups, .offersFix = true, .check = checkListeners},
        {.id = "SG-003", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Everything is allowed out"), .help = QT_TRANSLATE_NOOP("model", "A new group allows all outbound traffic."), .source = kGroups, .check = checkDefaultOutbound},
        {.id = "SG-004", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Nothing is allowed out"), .help = QT_TRANSLATE_NOOP("model", "Without outbound rules a node starts no connection."), .source = kGroups, .offersFix = true, .check = checkNoOutbound},
        {.id = "SG-005", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Answers pass by themselves"), .help = QT_TRANSLATE_NOOP("model", "Groups are stateful: replies to what was let out, or in, need no rule."), .source = kGroups, .check = sayStateful},
        {.id = "SG-007", .severity = Severity::Error, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Too many rules"), .help = QT_TRANSLATE_NOOP("model", "The default quota is 60 rules for each direction."), .source = "Amazon VPC quotas", .offersFix = true, .check = checkCount},
        {.id = "SG-008", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Administrators' port open to the world"), .help = QT_TRANSLATE_NOOP("model", "SSH and RDP are the first ports that scanners try."), .source = "AWS Config managed rule restricted-ssh", .offersFix = true, .check = checkAdminPorts},
        {.id = "SG-009", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Data port open to the world"), .help = QT_TRANSLATE_NOOP("model", "Databases and caches accept their clients only."), .source = kGroups, .offersFix = true, .check = checkDataPorts},
        {.id = "SG-016", .severity = Severity::Error, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Group of another VPC"), .help = QT_TRANSLATE_NOOP("model", "A rule names groups of its own VPC, or of a peered one."), .source = kGroups, .offersFix = true, .check = checkForeignPeers},
        {.id = "SG-020", .severity = Severity::Warning, .priority = 3, .title = QT_TRANSLATE_NOOP("model", "Every port open to the world"), .help = QT_TRANSLATE_NOOP("model", "A rule for all ports from everywhere is no filter."), .source = kGroups, .offersFix = true, .check = checkWideOpen},
    };
}

}  // namespace model::vpc
