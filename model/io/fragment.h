// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"
#include "model/core/result.h"

#include <QByteArray>
#include <QHash>
#include <QPointF>

#include <optional>
#include <span>
#include <vector>

namespace model {

/// The type of the clipboard's content; frozen.
inline const QString kFragmentMimeType = QStringLiteral("application/x-skerry-fragment+json");

/// The nodes with all that lies in them and the links between them as JSON. References to nodes outside keep their
/// names, so that they tell something wherever they are pasted.
[[nodiscard]] QByteArray copyFragment(const Document& document, std::span<const Uid> nodes);
[[nodiscard]] bool looksLikeFragment(QByteArrayView json);

/// Where a fragment goes.
struct PasteTarget {
    /// What its outermost nodes lie in (null: the top of the document); nothing: where they were copied from, as far as that
    /// exists, as duplicating does.
    std::optional<Uid> parent;
    QPointF offset;  ///< added to the places of the outermost nodes
};

struct Pasted {
    ChangeSet changes;
    std::vector<Uid> nodes;  ///< the outermost ones, to be selected
};

/// The change set that adds a copy of everything: with fresh identities, names that are unique among siblings, references
/// within the fragment led to the copies. Refused with a sentence where a node cannot lie in its new parent.
[[nodiscard]] Result<Pasted> pasteFragment(const Document& document, QByteArrayView json, const PasteTarget& target,
                                           const QString& title);

/// Leads every reference that the map knows - in properties and presences - to the node's new identity. For paste, merge
/// and import.
void remapReferences(NodeData& node, const QHash<Uid, Uid>& identities);
void remapReferences(Properties& properties, const QHash<Uid, Uid>& identities);

}  // namespace model
