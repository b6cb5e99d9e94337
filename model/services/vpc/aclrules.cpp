// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/rules/mergefix.h"
#include "model/services/vpc/keys.h"
#include "model/services/vpc/kinds.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <numeric>

namespace model::vpc {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

constexpr int kHighestNumber = 32766;

// Each direction by its key, with a word for sentences.
void eachDirection(const NodeView& v, auto&& visit) {
    const auto net = v.netFacet<FilterNet>();
    if (!net) return;
    visit(net->inbound, kInbound, tr("inbound"));
    visit(net->outbound, kOutbound, tr("outbound"));
}

ChangeSet withNumbers(const NodeView& v, const QString& key, const std::vector<int>& numbers) {
    Rows rows = v.rows(key);
    for (size_t i = 0; i < rows.items.size() && i < numbers.size(); ++i) rows.items[i].set(kNumber, qint64(numbers[i]));
    return {tr("Number the rules in steps of 100"), {SetProperty{v.uid(), key, std::move(rows)}}};
}

// New numbers in the order that the old ones gave.
std::vector<int> renumbered(const std::vector<FilterRule>& rules) {
    std::vector<size_t> order(rules.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::stable_sort(order, {}, [&](size_t i) { return rules[i].number; });
    std::vector<int> numbers(rules.size());
    for (size_t place = 0; place < order.size(); ++place) numbers[order[place]] = static_cast<int>(place + 1) * 100;
    return numbers;
}

void checkNumbers(const NodeView& v, IssueSink& sink) {
    eachDirection(v, [&](const std::vector<FilterRule>& rules, const QString& key, const QString& word) {
        const auto odd = std::ranges::find_if(rules, [](const FilterRule& r) { return r.number < 1 || r.number > kHighestNumber; });
        if (odd != rules.end())
            sink.add(tr("Network ACL %1 has an %2 rule %3; numbers run from 1 to 32766. Renumber it.").arg(v.quoted(), word).arg(odd->number), {v.uid()}).fix = withNumbers(v, key, renumbered(rules));
    });
}

void checkUniqueNumbers(const NodeView& v, IssueSink& sink) {
    eachDirection(v, [&](const std::vector<FilterRule>& rules, const QString& key, const QString& word) {
        QSet<int> seen;
        for (const FilterRule& rule : rules) {
            if (!seen.contains(rule.number)) {
                seen += rule.number;
                continue;
            }
            sink.add(tr("Network ACL %1 has two %2 rules with the number %3. Renumber one.").arg(v.quoted(), word).arg(rule.number), {v.uid()}).fix = withNumbers(v, key, renumbered(rules));
            return;
        }
    });
}

/// The subnets that name this ACL.
std::vector<NodeView> members(const NodeView& v) {
    std::vector<NodeView> subnets;
    for (const NodeView& subnet : v.referrers(kAcl))
        if (const auto net = subnet.netFacet<SubnetNet>(); net && net->acl == v.uid()) subnets.push_back(subnet);
    return subnets;
}

void checkDeniesAll(const NodeView& v, IssueSink& sink) {
    const auto net = v.netFacet<FilterNet>();
    const auto allows = [](const FilterRule& r) { return r.action == FilterRule::Action::Allow; };
    if (!net || std::ranges::any_of(net->inbound, allows) || std::ranges::any_of(net->outbound, allows)) return;
    for (const NodeView& subnet : members(v)) {
        if (occupantsOf(subnet).empty()) continue;
        Issue& issue = sink.add(tr("Network ACL %1 has no rule that allows anything, and subnet %2 has traffic: all of it is denied. Add rules.").arg(v.quoted(), subnet.quoted()), {v.uid(), subnet.uid()});
        issue.fix = ChangeSet{tr("Give %1 the default network ACL").arg(subnet.quoted()), {SetProperty{subnet.uid(), kAcl, std::nullopt}}};
    }
}

bool covers(const FilterRule& a, const FilterRule& b) {
    if (a.protocol != u"-1" && a.protocol != b.protocol) return false;
    if (a.protocol != u"-1" && (a.fromPort > b.fromPort || a.toPort < b.toPort)) return false;
    const auto wide = Cidr::parse(a.cidr);
    const auto narrow = Cidr::parse(b.cidr);
    return wide && narrow && wide->contains(narrow->canonical());
}

void checkShadows(const NodeView& v, IssueSink& sink) {
    eachDirection(v, [&](const std::vector<FilterRule>& rules, const QString& key, const QString& word) {
        for (size_t i = 0; i < rules.size(); ++i) {
            const auto before = std::ranges::find_if(rules, [&](const FilterRule& other) { return other.number < rules[i].number && covers(other, rules[i]); });
            if (before == rules.end()) continue;
            Rows rows = v.rows(key);
            rows.items.erase(rows.items.begin() + static_cast<std::ptrdiff_t>(i));
            sink.add(tr("Network ACL %1: the %2 rule %3 never matches, because rule %4 decides first. Reorder or remove it.").arg(v.quoted(), word).arg(rules[i].number).arg(before->number), {v.uid()}).fix =
                ChangeSet{tr("Remove rule %1").arg(rules[i].number), {SetProperty{v.uid(), key, std::move(rows)}}};
        }
    });
}

constexpr qsizetype kRuleQuota = 20;  // Amazon VPC quotas, rules per network ACL and direction, each address family by itself

bool isTooMany(const QStringList& cidrs) {
    const auto ipv6 = std::ranges::count_if(cidrs, [](const QString& cidr) { return cidr.contains(u':'); });
    return ipv6 > kRuleQuota || cidrs.size() - ipv6 > kRuleQuota;
}

// Rules that follow each other and do the same: among them the order does not matter.
std::vector<int> runsOf(const std::vector<FilterRule>& rules) {
    std::vector<size_t> order(rules.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::stable_sort(order, {}, [&](size_t i) { return rules[i].number; });
    std::vector<int> runs(rules.size());
    for (size_t place = 1; place < order.size(); ++place) runs[order[place]] = runs[order[place - 1]] + (rules[order[place]].action == rules[order[place - 1]].action ? 0 : 1);
    return runs;
}

std::optional<ChangeSet> fewerRules(const NodeView& v, const std::vector<FilterRule>& rules, const QString& key) {
    Rows rows = mergedRows(v, key, {kCidr, kFromPort, kToPort, {kNumber}}, runsOf(rules));
    QStringList cidrs;
    for (const Row& row : rows.items)
        if (const auto* cidr = std::get_if<QString>(&v.cell(key, row, kCidr))) cidrs += *cidr;
    if (isTooMany(cidrs)) return std::nullopt;
    return ChangeSet{tr("Merge rules for neighbouring ports and addresses"), {SetProperty{v.uid(), key, std::move(rows)}}};
}

void checkCount(const NodeView& v, IssueSink& sink) {
    eachDirection(v, [&](const std::vector<FilterRule>& rules, const QString& key, const QString& word) {
        QStringList cidrs;
        for (const FilterRule& rule : rules) cidrs += rule.cidr;
        if (isTooMany(cidrs)) sink.add(tr("Network ACL %1 has more than 20 %2 rules, the default quota. Merge some.").arg(v.quoted(), word), {v.uid()}).fix = fewerRules(v, rules, key);
    });
}

void sayOrder(const NodeView& v, IssueSink& sink) {
    bool isTold = members(v).empty();
    eachDirection(v, [&](const std::vector<FilterRule>& rules, const QString&, const QString& word) {
        const auto denies = std::ranges::count(rules, FilterRule::Action::Deny, &FilterRule::action);
        if (isTold || denies == 0 || denies == static_cast<std::ptrdiff_t>(rules.size())) return;
        isTold = true;
        sink.add(tr("Network ACL %1: its %2 rules are read from the lowest number up, the first match decides, and what none matches is denied.").arg(v.quoted(), word), {v.uid()});
    });
}

void checkSpacing(const NodeView& v, IssueSink& sink) {
    eachDirection(v, [&](const std::vector<FilterRule>& rules, const QString& key, const QString& word) {
        std::vector<int> numbers;
        for (const FilterRule& rule : rules) numbers.push_back(rule.number);
        std::ranges::sort(numbers);
        for (size_t i = 1; i < numbers.size(); ++i) {
            if (numbers[i] - numbers[i - 1] >= 10 || numbers[i] == numbers[i - 1]) continue;
            sink.add(tr("Network ACL %1: %2 rules %3 and %4 leave no room between them. Number in steps of 100, so that rules can be inserted.").arg(v.quoted(), word).arg(numbers[i - 1]).arg(numbers[i]), {v.uid()}).fix = withNumbers(v, key, renumbered(rules));
            return;
        }
    });
}

}  // namespace

std::vector<RuleSpec> networkAclRules() {
    constexpr auto kAcls = "Amazon VPC User Guide, network ACLs";
    return {
        {.id = "ACL-002", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Rule number out of range"), .help = QT_TRANSLATE_NOOP("model", "Numbers run from 1 to 32766; the asterisk rule denies the rest."), .source = kAcls, .offersFix = true, .check = checkNumbers},
        {.id = "ACL-003", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Two rules with one number"), .help = QT_TRANSLATE_NOOP("model", "Numbers are unique in each direction: they are the order."), .source = kAcls, .offersFix = true, .check = checkUniqueNumbers},
        {.id = "ACL-004", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "The first match decides"), .help = QT_TRANSLATE_NOOP("model", "Says of a network ACL that allows and denies how its rules are read."), .source = kAcls, .check = sayOrder},
        {.id = "ACL-006", .severity = Severity::Error, .title = QT_TRANSLATE_NOOP("model", "Network ACL that denies everything"), .help = QT_TRANSLATE_NOOP("model", "A new custom network ACL denies everything until rules are added."), .source = kAcls, .offersFix = true, .check = checkDeniesAll},
        {.id = "ACL-007", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Rule that never matches"), .help = QT_TRANSLATE_NOOP("model", "The first match decides: a wider rule with a lower number hides later ones."), .source = kAcls, .offersFix = true, .check = checkShadows},
        {.id = "ACL-010", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Many rules"), .help = QT_TRANSLATE_NOOP("model", "The default quota is 20 rules for each direction and address family, up to 40 on request."), .source = "Amazon VPC quotas", .offersFix = true, .check = checkCount},
        {.id = "ACL-013", .severity = Severity::Advice, .priority = 3, .title = QT_TRANSLATE_NOOP("model", "Numbers without gaps"), .help = QT_TRANSLATE_NOOP("model", "Gaps between numbers leave room for later rules."), .source = kAcls, .offersFix = true, .check = checkSpacing},
    };
}

}  // namespace model::vpc
