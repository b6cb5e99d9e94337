// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inspector/editors/propertyeditor.h"

#include <QStringList>

// What the rows of a call say only of the link that they stand in.
namespace app {

/// The choices that make sense there: the operations that the target accepts. Empty: all of them.
[[nodiscard]] QStringList offeredChoices(const model::PropertySpec& spec, const EditorContext& context);

/// What an empty reference comes to there: the way that the call takes by itself. Empty: see the row's own words.
[[nodiscard]] QString emptyMeaning(const model::PropertySpec& spec, const EditorContext& context);

/// Whether a reference to the node makes sense there: a pattern addresses what its link leads to, or an index of that.
[[nodiscard]] bool suits(const model::PropertySpec& spec, const EditorContext& context, model::NodeId node);

/// Of a row whose text people have in a file: what the file dialog shows. Empty: it is typed.
[[nodiscard]] QString fileFilterOf(const model::PropertySpec& spec);
/// Why that text cannot stand in the row, as a sentence. Empty: it can.
[[nodiscard]] QString objectionTo(const model::PropertySpec& spec, const QString& text);

}  // namespace app
