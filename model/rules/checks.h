// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/ruleengine.h"

#include <QObject>

namespace model {

/// Keeps the findings of an open document up to date, edit by edit, and tells when they became others.
class Checks final : public QObject {
    Q_OBJECT
public:
    explicit Checks(const Document& document, QObject* parent = nullptr);

    [[nodiscard]] RuleEngine& engine() { return m_engine; }
    [[nodiscard]] const RuleEngine& engine() const { return m_engine; }
    [[nodiscard]] const std::vector<IssuePtr>& issues() const { return m_engine.issues(); }

Q_SIGNALS:
    void issuesChanged();

private:
    RuleEngine m_engine;
};

}  // namespace model
