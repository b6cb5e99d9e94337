// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"

#include <QSizeF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// What of a node or link concerns its drawing alone: stored with it, under keys that neither inspector nor rules know. Values
// of another type or out of range, which only a foreign hand can have written, count as absent.
namespace model {

/// A container shows no content, and the size that a person gave it in that state ("208 48").
inline const QString kCollapsedKey = QStringLiteral("@collapsed");
inline const QString kCollapsedSizeKey = QStringLiteral("@collapsedSize");
/// Gestures and commands leave its place, size and existence alone; its properties stay open.
inline const QString kLockedKey = QStringLiteral("@locked");
/// Nodes with the same text are selected and moved together. A group is no container: members keep their parents.
inline const QString kGroupKey = QStringLiteral("@group");
/// Painted before (below 0) or after (above 0) what lies at the same level; 0 is not stored.
inline const QString kOrderKey = QStringLiteral("@order");
/// A colour that a person gave it, one of highlightNames(). Links have it, too.
inline const QString kHighlightKey = QStringLiteral("@highlight");

[[nodiscard]] bool isCollapsed(const Properties& properties);
[[nodiscard]] std::optional<QSizeF> collapsedSize(const Properties& properties);
[[nodiscard]] bool isLocked(const Properties& properties);
[[nodiscard]] QString groupOf(const Properties& properties);
[[nodiscard]] int orderOf(const Properties& properties);
[[nodiscard]] QString highlightOf(const Properties& properties);

/// "blue", "green", "amber", "red", "violet", "grey".
[[nodiscard]] const QStringList& highlightNames();

/// The node with all of its group, ordered by Uid; the node alone (or a link) where it has none.
[[nodiscard]] std::vector<Uid> groupMembers(const Document& document, Uid node);
/// The nodes with all of their groups, each once, in the order given.
[[nodiscard]] std::vector<Uid> withGroups(const Document& document, const std::vector<Uid>& nodes);

/// Copies form groups of their own, those that come without the rest of their group form none, and none is locked.
void separateCopies(std::vector<NodeData>& copies);

}  // namespace model
