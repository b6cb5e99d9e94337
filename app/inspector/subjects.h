// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inspector/propertyform.h"
#include "model/core/document.h"

#include <QIcon>
#include <QString>

#include <vector>

namespace app {

class Look;
class Workspace;

// What the inspector asks of its subjects: nodes or links of the document, or - the empty list - the document itself.

/// Those that still exist.
[[nodiscard]] std::vector<model::Uid> existing(const model::Document& document, const std::vector<model::Uid>& subjects);
/// The rows that all subjects have. Copies, so that editors may keep references to them.
[[nodiscard]] std::vector<model::PropertySpec> sharedSpecs(const model::Document& document, const std::vector<model::Uid>& subjects);
/// The value that all subjects have, or null.
[[nodiscard]] const model::Value* sharedValue(const model::Document& document, const std::vector<model::Uid>& subjects, const QString& key);
[[nodiscard]] bool isStoredAnywhere(const model::Document& document, const std::vector<model::Uid>& subjects, const QString& key);
[[nodiscard]] bool isVisibleFor(const model::Document& document, const std::vector<model::Uid>& subjects, const model::PropertySpec& spec);
/// What stands below the field: the range of the row, and the findings that name it.
/// Whether it is the first that the finding names; a finding about a call names the node that answers and the link.
[[nodiscard]] bool isAbout(const model::Issue& issue, model::Uid subject);
[[nodiscard]] std::vector<FieldNote> notesFor(Workspace& workspace, const std::vector<model::Uid>& subjects, const model::PropertySpec& spec);
/// "Write units of Orders".
[[nodiscard]] QString titleOf(const model::Document& document, const std::vector<model::Uid>& subjects, const std::vector<model::PropertySpec>& specs, const QString& key);

struct Heading {
    QIcon icon;
    QString title;
    QString subtitle;
};
[[nodiscard]] Heading headingOf(const model::Document& document, const std::vector<model::Uid>& subjects, Look& look, int iconPx);

}  // namespace app
