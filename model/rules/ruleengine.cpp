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

// ---------------------------------------------------------------- what is checked
void RuleEngine::add(Uid uid) {
    auto index = static_cast<quint32>(m_subjects.size());
    if (m_freeSubjects.empty()) {
        m_subjects.emplace_back();
    } else {
        index = m_freeSubjects.back();
        m_freeSubjects.pop_back();
    }
    const Facts::Reader reader = m_facts.addReader();
    m_subjects[index].uid = uid;
    m_subjects[index].reader = reader;
    m_subjectOf.insert(uid, index);
    const auto number = static_cast<size_t>(reader);
    if (m_subjectOfReader.size() <= number) m_subjectOfReader.resize(number + 1, kNone);
    m_subjectOfReader[number] = index;
    run(index);
}

void RuleEngine::remove(Uid uid) {
    const auto known = m_subjectOf.constFind(uid);
    if (known == m_subjectOf.constEnd()) return;
    const quint32 index = *known;
    m_subjectOf.erase(known);
    Subject& subject = m_subjects[index];
    replaceFindings(subject, {});
    m_subjectOfReader[static_cast<size_t>(subject.reader)] = kNone;
    m_facts.removeReader(subject.reader);
    subject = Subject();
    m_freeSubjects.push_back(index);
}

// ---------------------------------------------------------------- running
void RuleEngine::runRule(const RuleSpec& rule, const NodeView& view, Subject& subject, std::vector<Issue>& found) {
    const size_t before = found.size();
    IssueSink sink(found);
    const bool unresolved = m_facts.runPart([&] { rule.check(view, sink); });
    if (found.size() == before) return;
    // The generic pass looks at each value by itself and leaves out the unresolved ones; a rule may draw a conclusion
    // from several, so that one unresolved value makes all of it doubtful.
    if (unresolved) {
        found.resize(before);
        subject.silenced.push_back(&rule);
        return;
    }
    for (size_t i = before; i < found.size(); ++i) {
        found[i].rule = QString::fromLatin1(rule.id);
        found[i].severity = rule.severity;
    }
}

void RuleEngine::checkNode(NodeId id, Subject& subject, std::vector<Issue>& found) {
    const NodeView view = m_facts.view(id);
    IssueSink sink(found);
    checkNodeRows(view, sink);
    for (Issue& issue : found) issue.severity = severityOf(issue.rule);
    const KindSpec* kind = view.kind();
    if (!kind) return;
    for (const RuleSpec& rule : kind->rules)
        if (rule.check) runRule(rule, view, subject, found);
    for (const RuleSpec& rule : m_document.registry().crossRules())
        if (rule.check && (!rule.appliesTo || rule.appliesTo(*kind))) runRule(rule, view, subject, found);
}

void RuleEngine::check(Subject& subject, std::vector<Issue>& found) {
    if (const auto node = m_document.findNode(subject.uid)) return checkNode(*node, subject, found);
    IssueSink sink(found);
    if (subject.uid.isNull())
        checkDocumentRows(m_document, m_facts, sink);
    else if (const auto link = m_document.findLink(subject.uid))
        checkLinkRows(m_facts.view(*link), sink);
    for (Issue& issue : found) issue.severity = severityOf(issue.rule);
}

Severity RuleEngine::severityOf(const QString& rule) const { return m_genericSeverity.value(rule, Severity::Error); }

void RuleEngine::run(quint32 index) {
    ++m_runs;
    std::vector<Issue> found;
    Subject& subject = m_subjects[index];
    subject.silenced.clear();
    (void)m_facts.run(subject.reader, [&] { check(subject, found); });
    for (Issue& issue : found)
        if (issue.key.isEmpty()) issue.key = keyOfFix(issue);
    replaceFindings(subject, std::move(found));
}

// Those that are the same keep their pointers: who shows them, or has marked them, need not look again.
void RuleEngine::replaceFindings(Subject& subject, std::vector<Issue> found) {
    if (found.empty() && subject.findings.empty()) return;
    std::vector<IssuePtr> before = std::exchange(subject.findings, {});
    for (Issue& issue : found) {
        const auto same = std::ranges::find_if(before, [&](const IssuePtr& known) { return known && *known == issue; });
        if (same != before.end()) {
            subject.findings.push_back(std::move(*same));
            continue;
        }
        subject.findings.push_back(std::make_shared<const Issue>(std::move(issue)));
        m_come.push_back(subject.findings.back());
    }
    for (IssuePtr& known : before)
        if (known) m_gone.push_back(std::move(known));
}

void RuleEngine::forget() {
    m_facts.clear();
    m_subjects.clear();
    m_freeSubjects.clear();
    m_subjectOf.clear();
    m_subjectOfReader.clear();
    m_gone.clear();
    m_come.clear();
    const size_t subjects = static_cast<size_t>(m_document.nodeCount() + m_document.linkCount());
    m_facts.reserve(subjects);
    m_subjects.reserve(subjects + 1);
    m_subjectOf.reserve(static_cast<qsizetype>(subjects) + 1);
}

void RuleEngine::checkAll(const std::function<void()>& first) {
    forget();
    if (first) first();
    add(Uid());
    for (const NodeId id : m_document.nodes()) add(m_document.node(id).uid());
    for (const LinkId id : m_document.links()) add(m_document.link(id).uid());
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
    for (const Uid uid : uids) remove(uid);
    const auto readers = m_facts.touch(touched, uids);
    for (const Uid uid : uids)
        if (m_document.findNode(uid) || m_document.findLink(uid)) add(uid);
    for (const Facts::Reader reader : readers) {
        const quint32 index = m_subjectOfReader[static_cast<size_t>(reader)];
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
    for (const Subject& subject : m_subjects)
        for (const IssuePtr& issue : subject.findings) (isWaived(*issue) ? m_waived : m_issues).push_back(issue);
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
    for (const Subject& subject : m_subjects)
        for (const RuleSpec* rule : subject.silenced) all.push_back({QString::fromLatin1(rule->id), subject.uid});
    std::ranges::sort(all, [](const Silenced& a, const Silenced& b) { return std::tie(a.rule, a.node) < std::tie(b.rule, b.node); });
    return all;
}

int RuleEngine::count(Severity severity) const {
    return static_cast<int>(std::ranges::count_if(m_issues, [&](const IssuePtr& i) { return i->severity == severity; }));
}

}  // namespace model
