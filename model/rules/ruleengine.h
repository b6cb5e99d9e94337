// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"
#include "model/rules/facts.h"
#include "model/rules/waivers.h"

#include <QHash>

#include <functional>
#include <memory>
#include <vector>

namespace model {

using IssuePtr = std::shared_ptr<const Issue>;

/// A check whose findings are held back, because it read a value that nobody can evaluate yet.
struct Silenced {
    QString rule;
    Uid node;
    friend bool operator==(const Silenced&, const Silenced&) = default;
};

/// Checks a document, and after each edit again exactly those nodes and links whose checks read what the edit touched. All checks
/// of one node are run as one: they read the same things, and what is read is remembered once instead of some thirty times. The
/// findings after any number of updates are those of a full run. A finding keeps its pointer while it stays the same.
class RuleEngine {
public:
    explicit RuleEngine(const Document& document);

    /// Checks everything anew, as after opening a file. `first` runs when all that was remembered is forgotten: queries that
    /// it makes through facts() are remembered for the checks. Reads the document only, so that it may run on any thread while
    /// nobody changes the document or asks the engine.
    void checkAll(const std::function<void()>& first = {});
    /// Takes note of an applied change set and its inverse (the two arguments of Document::changed). Tells whether
    /// the findings are others now.
    bool update(const ChangeSet& applied, const ChangeSet& inverse);

    /// All findings that are not waived: errors first, then by rule, node and sentence.
    [[nodiscard]] const std::vector<IssuePtr>& issues() const { return m_issues; }
    /// Those that the user accepted, in the same order.
    [[nodiscard]] const std::vector<IssuePtr>& waived() const { return m_waived; }
    /// Checks that an Unresolved value silences, ordered by rule and node. An assumption of the report each.
    [[nodiscard]] std::vector<Silenced> silenced() const;
    [[nodiscard]] int count(Severity severity) const;

    /// A view whose queries are remembered between edits: for the canvas, the plan and explanations.
    [[nodiscard]] NodeView view(NodeId id) { return m_facts.view(id); }
    [[nodiscard]] Facts& facts() { return m_facts; }

    /// How many times a node, a link or the document was checked since the start; for tests and benchmarks.
    [[nodiscard]] quint64 runCount() const { return m_runs; }

private:
    static constexpr quint32 kNone = 0xFFFFFFFF;
    /// A node, a link or (null) the document, with all of its checks.
    struct Subject {
        Uid uid;
        Facts::Reader reader{};
        std::vector<IssuePtr> findings;
        std::vector<const RuleSpec*> silenced;
    };

    void forget();
    void add(Uid uid);
    void remove(Uid uid);
    void run(quint32 index);
    void check(Subject& subject, std::vector<Issue>& found);
    void checkNode(NodeId id, Subject& subject, std::vector<Issue>& found);
    void runRule(const RuleSpec& rule, const NodeView& view, Subject& subject, std::vector<Issue>& found);
    void replaceFindings(Subject& subject, std::vector<Issue> found);
    void publish();
    void sortOut();
    [[nodiscard]] bool isWaived(const Issue& issue) const;
    [[nodiscard]] Severity severityOf(const QString& rule) const;

    const Document& m_document;
    Facts m_facts;
    QHash<QString, Severity> m_genericSeverity;
    std::vector<Subject> m_subjects;
    std::vector<quint32> m_freeSubjects;
    QHash<Uid, quint32> m_subjectOf;
    std::vector<quint32> m_subjectOfReader;  // by the reader's number; kNone where it is none of ours
    std::vector<Waiver> m_waivers;
    std::vector<IssuePtr> m_issues, m_waived;
    std::vector<IssuePtr> m_gone, m_come;  // of the update that runs
    quint64 m_runs = 0;
};

}  // namespace model
