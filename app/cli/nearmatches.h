// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace app::cli {

/// Of the known words those that somebody may have meant who wrote `word`, the nearest first; three at most. Case does not
/// matter, and a part between dots or hyphens stands for the whole: "table" for "dynamodb.table".
[[nodiscard]] QStringList nearMatches(const QString& word, const QStringList& known);

/// "; did you mean "a", "b" or "c"?", to follow what was not found; "." where nothing is near.
[[nodiscard]] QString didYouMean(const QString& word, const QStringList& known);

}  // namespace app::cli
