// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"
#include "model/core/kindregistry.h"

#include <QPixmap>
#include <QString>

namespace app {

class Look;

/// The sign of a severity in its colour: never the colour alone.
[[nodiscard]] QPixmap severityPixmap(Look& look, model::Severity severity, int sidePx, qreal pixelRatio);
/// Its colour, for the sign and for words.
[[nodiscard]] Token severityInk(model::Severity severity);
[[nodiscard]] QString severityTitle(model::Severity severity);
/// The rule of that id; null for the generic checks of the rows.
[[nodiscard]] const model::RuleSpec* findRule(const model::KindRegistry& kinds, const QString& id);
/// The rule's title, or what the generic checks are.
[[nodiscard]] QString ruleTitle(const model::KindRegistry& kinds, const QString& id);
/// "NET-001 - A VPC block must be ... (source)".
[[nodiscard]] QString ruleLine(const model::KindRegistry& kinds, const QString& id);
/// The rule's page: what it checks, why, where the fact comes from, what decides it.
[[nodiscard]] QString rulePage(const model::KindRegistry& kinds, const QString& id, const Look& look);

}  // namespace app
