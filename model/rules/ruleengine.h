// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"
#include "model/rules/facts.h"
#include "model/rules/waivers.h"

#include <QHash>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace model {

using IssuePtr = std::shared_ptr<const Issue>;

/// A check whose findings are held back, because it read a value that nobody can evaluate yet.
struct Silenced {
    QString rule;
    Uid node;
    friend bool operator==(const Silenced&, const Silenced&) = default;
};

/// Checks a document, and after each edit again exactly those checks whose reads the edit touched. The findings after
/// any number of updates are those of a full run. A finding keeps its pointer until its check comes to another result.
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

    /// How many checks ran since the start; for tests and benchmarks.
    [[nodiscard]] quint64 runCount() const { return m_runs; }

private:
    static constexpr quint32 kNone = 0xFFFFFFFF;
    // There are some thirty a node, most of them without findings: small, and findings apart.
    struct Check {
        const RuleSpec* rule = nullptr;  // null: the generic pass over the rows
        Uid subject;                     // null: the document
        Facts::Reader reader{};
        quint32 next = kNone;      // of the same subject
        quint32 findings = kNone;  // a place in m_findings
        bool silenced = false;
    };

    void forget();
    void addChecks(Uid subject);
    void removeChecks(Uid subject);
    void addCheck(const RuleSpec* rule, Uid subject);
    void run(quint32 index);
    void collect(const Check& check, std::vector<Issue>& found);
    [[nodiscard]] std::span<const IssuePtr> findingsOf(const Check& check) const;
    void replaceFindings(Check& check, std::vector<Issue> found);
    void publish();
    void sortOut();
    [[nodiscard]] bool isWaived(const Issue& issue) const;
    [[nodiscard]] Severity severityOf(const QString& rule) const;

    const Document& m_document;
    Facts m_facts;
    QHash<QString, Severity> m_genericSeverity;
    std::vector<Check> m_checks;
    std::vector<quint32> m_freeChecks;
    QHash<Uid, quint32> m_firstCheckOf;
    std::vector<quint32> m_checkOfReader;  // by the reader's number; kNone where it is none of ours
    std::vector<std::vector<IssuePtr>> m_findings;
    std::vector<quint32> m_freeFindings;
    std::vector<Waiver> m_waivers;
    std::vector<IssuePtr> m_issues, m_waived;
    std::vector<IssuePtr> m_gone, m_come;  // of the update that runs
    quint64 m_runs = 0;
};

}  // namespace model
