// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"

#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace app {

class Look;
class Workspace;

/// How many findings there are about the subjects, notes that only explain left out; no subject: of the design.
[[nodiscard]] int findingsAbout(Workspace& workspace, const std::vector<model::Uid>& subjects);

/// What the panel of findings asks of the inspector.
struct FindingsHost {
    std::function<bool(const QString& key)> showsField;
    std::function<void(const QString& rule)> openRule;
    std::function<void()> openAll;
};
/// The errors and warnings about a node or link that no field of the form shows: the first few. Null: there are none.
[[nodiscard]] QWidget* makeFindingsPanel(Workspace& workspace, Look& look, model::Uid subject, const FindingsHost& host, QWidget* parent);

/// The findings about the subjects, each with its sentence, its source and its quick fix; the source opens the rule's page.
[[nodiscard]] QWidget* makeRulesPage(Workspace& workspace, Look& look, const std::vector<model::Uid>& subjects, std::function<void(const QString&)> openRule, QWidget* parent);

}  // namespace app
