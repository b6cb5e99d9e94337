// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/ruleengine.h"

#include <QObject>

#include <functional>
#include <thread>

namespace model {

/// Keeps the findings of an open document up to date, edit by edit, and tells when they became others. A document that was
/// loaded is checked when somebody asks for its findings, or beside other work: that takes as long as drawing it.
class Checks final : public QObject {
    Q_OBJECT
public:
    explicit Checks(const Document& document, QObject* parent = nullptr);

    [[nodiscard]] RuleEngine& engine() { return settled(); }
    [[nodiscard]] const RuleEngine& engine() const { return settled(); }
    [[nodiscard]] const std::vector<IssuePtr>& issues() const { return settled().issues(); }

    /// Whether the document was loaded and is not checked yet; issuesChanged() tells when it is.
    [[nodiscard]] bool isBehind() const { return m_isBehind; }
    /// Checks the whole document on a thread of its own while `meanwhile`, which must leave the document alone, runs here;
    /// if it asks for findings, it waits for them. `first` runs there with the engine's facts, before the checks: `meanwhile`
    /// may wait for what it finds.
    void settleBeside(const std::function<void(Facts&)>& first, const std::function<void()>& meanwhile);

Q_SIGNALS:
    void issuesChanged();

private:
    [[nodiscard]] RuleEngine& settled() const;

    mutable RuleEngine m_engine;
    mutable bool m_isBehind = false;
    mutable std::thread m_beside;  // the one of settleBeside()
};

}  // namespace model
