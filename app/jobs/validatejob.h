// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"
#include "model/core/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace model {
class Document;
}

namespace app {

/// A check that would find something, were it not for values that are known at deployment only.
struct WaitingCheck {
    QString rule;
    model::Uid node;
    QStringList values;  ///< those of the node: "readUnits: !Ref Units"; the others stand elsewhere
};

/// The findings of a design, for the command line and reports.
struct ValidateResult {
    std::vector<model::Issue> findings;  ///< errors first
    std::vector<model::Issue> waived;
    std::vector<WaitingCheck> waiting;   ///< by rule and node
    int errors = 0, warnings = 0, advice = 0, infos = 0;

    /// Whether any finding is at least as grave.
    [[nodiscard]] bool reaches(model::Severity severity) const;
};

[[nodiscard]] ValidateResult validate(const model::Document& document);

/// The document of `skerry validate --json`; its keys are stable.
[[nodiscard]] QJsonObject validateJson(const model::Document& document, const ValidateResult& result);
/// One finding a line, for people.
[[nodiscard]] QString validateText(const model::Document& document, const ValidateResult& result);

/// Applies the fixes of one rule ("all": of every rule) until none is left, and tells how many.
[[nodiscard]] model::Result<int> applyFixes(model::Document& document, const QString& rule);

}  // namespace app
