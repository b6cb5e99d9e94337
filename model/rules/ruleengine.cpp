// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/ruleengine.h"

#include "model/rules/generic.h"

#include <QSet>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace model {

namespace {

auto orderOf(const Issue& issue) { return std::tie(issue.severity, issue.rule, issue.nodes, issue.links, issue.message); }

bool before(const IssuePtr& a, const IssuePtr& b) { return orderOf(*a) < orderOf(*b); }

// Every node and link that came or went.
struct Structural {
    QSet<Uid>& uids;
    void operator()(const AddNode& c) const { uids.insert(c.node.uid); }
    void operator()(const RemoveNode& c) const { uids.insert(c.node); }
    void operator()(const AddLink& c) const { uids.insert(c.link.uid); }
    void operator()(const RemoveLink& c) const { uids.insert(c.link); }
    void operator()(const auto&) const {}
};

/// What would mend a finding tells which property it is about.
QString keyOfFix(const Issue& issue) {
    const Uid subject = !issue.nodes.empty() ? issue.nodes.front() : issue.links.empty() ? Uid() : issue.links.front();
    if (!issue.fix || subject.isNull()) return {};
    for (const Change& change : issue.fix->changes)
        if (const auto* set = std::get_if<SetProperty>(&change); set && set->subject == subject) return set->key;
    return {};
}

}  // namespace

RuleEngine::RuleEngine(const Document& document) : m_document(document), m_facts(document) {
    for (const RuleSpec& rule : genericRules()) m_genericSeverity.insert(QString::fromLatin1(rule.id), rule.severity);
    checkAll();
}

// ---------------------------------------------------------------- which checks there are
void RuleEngine::addCheck(const RuleSpec* rule, Uid subject) {
    auto index = static_cast<quint32>(m_checks.size());
    if (m_freeChecks.empty()) {
        m_checks.emplace_back();
    } else {
        index = m_freeChecks.back();
        m_freeChecks.pop_back();
    }
    const Facts::Reader reader = m_facts.addReader();
    const auto first = m_firstCheckOf.constFind(subject);
    m_checks[index] = Check{rule, subject, reader, first == m_firstCheckOf.constEnd() ? kNone : *first, kNone, false};
    m_firstCheckOf.insert(subject, index);
    const auto number = static_cast<size_t>(reader);
    if (m_checkOfReader.size() <= number) m_checkOfReader.resize(number + 1, kNone);
    m_checkOfReader[number] = index;
    run(index);
}

void RuleEngine::addChecks(Uid subject) {
    addCheck(nullptr, subject);
    const auto id = m_document.findNode(subject);
    const KindSpec* kind = id ? m_document.node(*id).kind : nullptr;
    if (!kind) return;
    for (const RuleSpec& rule : kind->rules)
        if (rule.check) addCheck(&rule, subject);
    for (const RuleSpec& rule : m_document.registry().crossRules())
        if (rule.check && (!rule.appliesTo || rule.appliesTo(*kind))) addCheck(&rule, subject);
}

void RuleEngine::removeChecks(Uid subject) {
    if (!m_firstCheckOf.contains(subject)) return;
    for (quint32 index = m_firstCheckOf.take(subject); index != kNone;) {
        Check& check = m_checks[index];
        replaceFindings(check, {});
        m_checkOfReader[static_cast<size_t>(check.reader)] = kNone;
        m_facts.removeReader(check.reader);
        m_freeChecks.push_back(index);
        index = check.next;
        check = Check();
    }
}

// ---------------------------------------------------------------- running
void RuleEngine::collect(const Check& check, std::vector<Issue>& found) {
    IssueSink sink(found);
    if (check.subject.isNull()) return checkDocumentRows(m_document, m_facts, sink);
    if (const auto node = m_document.findNode(check.subject)) {
        const NodeView view = m_facts.view(*node);
        return check.rule ? check.rule->check(view, sink) : checkNodeRows(view, sink);
    }
    if (const auto link = m_document.findLink(check.subject)) checkLinkRows(m_facts.view(*link), sink);
}

Severity RuleEngine::severityOf(const QString& rule) const { return m_genericSeverity.value(rule, Severity::Error); }

void RuleEngine::run(quint32 index) {
    ++m_runs;
    std::vector<Issue> found;
    const bool unresolved = m_facts.run(m_checks[index].reader, [&] { collect(m_checks[index], found); });
    Check& check = m_checks[index];
    for (Issue& issue : found) {
        if (check.rule) {
            issue.rule = QString::fromLatin1(check.rule->id);
            issue.severity = check.rule->severity;
        } else {
            issue.severity = severityOf(issue.rule);
        }
        if (issue.key.isEmpty()) issue.key = keyOfFix(issue);
    }
    // The generic pass looks at each value by itself and leaves out the unresolved ones; a rule may draw a conclusion
    // from several, so that one unresolved value makes all of it doubtful.
    check.silenced = check.rule && unresolved && !found.empty();
    if (check.silenced) found.clear();
    const auto equal = [](const IssuePtr& a, const Issue& b) { return *a == b; };
    if (!std::ranges::equal(findingsOf(check), found, equal)) replaceFindings(check, std::move(found));
}

std::span<const IssuePtr> RuleEngine::findingsOf(const Check& check) const {
    return check.findings == kNone ? std::span<const IssuePtr>() : std::span(m_findings[check.findings]);
}

void RuleEngine::replaceFindings(Check& check, std::vector<Issue> found) {
    if (check.findings != kNone) {
        std::ranges::move(m_findings[check.findings], std::back_inserter(m_gone));
        m_findings[check.findings].clear();
        if (found.empty()) m_freeFindings.push_back(std::exchange(check.findings, kNone));
    }
    if (found.empty()) return;
    if (check.findings == kNone) {
        if (m_freeFindings.empty()) {
            m_freeFindings.push_back(static_cast<quint32>(m_findings.size()));
            m_findings.emplace_back();
        }
        check.findings = m_freeFindings.back();
        m_freeFindings.pop_back();
    }
    std::vector<IssuePtr>& list = m_findings[check.findings];
    for (Issue& issue : found) list.push_back(std::make_shared<const Issue>(std::move(issue)));
    m_come.insert(m_come.end(), list.begin(), list.end());
}

void RuleEngine::forget() {
    m_facts.clear();
    m_checks.clear();
    m_freeChecks.clear();
    m_firstCheckOf.clear();
    m_checkOfReader.clear();
    m_findings.clear();
    m_freeFindings.clear();
    m_gone.clear();
    m_come.clear();
    const size_t subjects = static_cast<size_t>(m_document.nodeCount() + m_document.linkCount());
    m_facts.reserve(subjects);
    m_checks.reserve(subjects * 24);
    m_firstCheckOf.reserve(static_cast<qsizetype>(subjects));
    m_checkOfReader.reserve(subjects * 32);
}

void RuleEngine::checkAll(const std::function<void()>& first) {
    forget();
    if (first) first();
    addChecks(Uid());
    for (const NodeId id : m_document.nodes()) addChecks(m_document.node(id).uid());
    for (const LinkId id : m_document.links()) addChecks(m_document.link(id).uid());
    m_come.clear();
    m_waivers = waiversOf(m_document);
    sortOut();
}

bool RuleEngine::update(const ChangeSet& applied, const ChangeSet& inverse) {
    QSet<Uid> structural;
    for (const Change& change : applied.changes) std::visit(Structural{structural}, change);
    const std::vector<ReadKey> touched = touchedBy(applied, inverse);
    std::vector<Uid> uids(structural.cbegin(), structural.cend());
    std::ranges::sort(uids);
    m_gone.clear();
    m_come.clear();
    for (const Uid uid : uids) removeChecks(uid);
    const auto readers = m_facts.touch(touched, uids);
    for (const Uid uid : uids)
        if (m_document.findNode(uid) || m_document.findLink(uid)) addChecks(uid);
    for (const Facts::Reader reader : readers) {
        const quint32 index = m_checkOfReader[static_cast<size_t>(reader)];
        if (index != kNone && m_facts.isOutdated(reader)) run(index);
    }
    if (auto waivers = waiversOf(m_document); waivers != m_waivers) {
        m_waivers = std::move(waivers);
        sortOut();
        return true;
    }
    publish();
    return !m_gone.empty() || !m_come.empty();
}

// ---------------------------------------------------------------- the lists
bool RuleEngine::isWaived(const Issue& issue) const {
    return std::ranges::any_of(m_waivers, [&](const Waiver& w) { return waives(w, issue); });
}

void RuleEngine::sortOut() {
    m_issues.clear();
    m_waived.clear();
    for (const Check& check : m_checks)
        for (const IssuePtr& issue : findingsOf(check)) (isWaived(*issue) ? m_waived : m_issues).push_back(issue);
    std::ranges::stable_sort(m_issues, before);
    std::ranges::stable_sort(m_waived, before);
}

void RuleEngine::publish() {
    constexpr size_t kMany = 256;
    if (m_gone.size() + m_come.size() > kMany) return sortOut();
    for (const IssuePtr& issue : m_gone)
        for (auto* list : {&m_issues, &m_waived}) {
            const auto [from, to] = std::equal_range(list->begin(), list->end(), issue, before);
            if (const auto it = std::find(from, to, issue); it != to) list->erase(it);
        }
    for (const IssuePtr& issue : m_come) {
        auto& list = isWaived(*issue) ? m_waived : m_issues;
        list.insert(std::upper_bound(list.begin(), list.end(), issue, before), issue);
    }
}

std::vector<Silenced> RuleEngine::silenced() const {
    std::vector<Silenced> all;
    for (const Check& check : m_checks)
        if (check.silenced) all.push_back({QString::fromLatin1(check.rule->id), check.subject});
    std::ranges::sort(all, [](const Silenced& a, const Silenced& b) { return std::tie(a.rule, a.node) < std::tie(b.rule, b.node); });
    return all;
}

int RuleEngine::count(Severity severity) const {
    return static_cast<int>(std::ranges::count_if(m_issues, [&](const IssuePtr& i) { return i->severity == severity; }));
}

}  // namespace model
