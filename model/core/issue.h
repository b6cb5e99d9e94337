// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace model {

class NodeView;
struct KindSpec;

/// error: AWS would refuse it or traffic cannot flow; warning: works but breaks under load, failure or audit;
/// advice: better practice; info: explains.
enum class Severity { Error, Warning, Advice, Info };

[[nodiscard]] QString severityName(Severity severity);  ///< "error", "warning", "advice", "info"

/// A finding of the checks.
struct Issue {
    QString rule;  ///< the catalogue's id, such as "NET-001"
    Severity severity = Severity::Error;
    QString message;
    std::vector<Uid> nodes;  ///< the first is the one that the finding is about
    std::vector<Uid> links;
    QString key;  ///< the property that it is about, shown beside its field; empty: none in particular
    std::optional<ChangeSet> fix;
    friend bool operator==(const Issue&, const Issue&) = default;
};

/// Where a rule puts its findings; fills in the rule's id and severity.
class IssueSink {
public:
    explicit IssueSink(std::vector<Issue>& issues) : m_issues(issues) {}
    Issue& add(QString message, std::vector<Uid> nodes, std::vector<Uid> links = {});

private:
    std::vector<Issue>& m_issues;
};

/// What decides a rule: the design alone, the design against the baseline marked as deployed, or a run.
enum class DecidedBy { Design, Baseline, Run };

/// One check. It sees the document only through the NodeView, which records what it reads: an edit runs again
/// exactly the checks whose reads it touched.
struct RuleSpec {
    const char* id = "";  ///< the catalogue's id: frozen
    Severity severity = Severity::Error;
    int priority = 1;
    const char* title = "";
    const char* help = "";
    const char* source = "";
    DecidedBy decidedBy = DecidedBy::Design;
    bool offersFix = false;
    void (*check)(const NodeView&, IssueSink&) = nullptr;
    /// For rules across services: which kinds it looks at; null: the kind that it stands beside, or all.
    bool (*appliesTo)(const KindSpec&) = nullptr;
};

}  // namespace model
