// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/io/design.h"

#include <QByteArray>

namespace model {

class Document;

/// The version of both file formats. Older files are migrated as they are read (model/io/migrations), newer ones refused.
inline constexpr int kFormatVersion = 2;

/// The canonical text of a design, for version control: equal designs give equal bytes. Identities are Uids, every node,
/// link and place of the drawing is a line of its own in the order of Uids, keys are sorted, the layout stands apart,
/// defaults are not written.
[[nodiscard]] QByteArray toSkerryJson(const Design& design);
[[nodiscard]] QByteArray toSkerryJson(const Document& document);

/// Reads it, in whatever order the keys stand. What this version does not know - kinds, keys, forms of values, fields of
/// nodes, links and the document - is kept for writing. The error is the rest of a sentence: "line 3: ...".
[[nodiscard]] Result<Design> fromSkerryJson(QByteArrayView text);

/// Whether the text claims to be such a design, however broken it may be.
[[nodiscard]] bool looksLikeSkerryJson(QByteArrayView text);

/// The sentence about a file of a later version.
[[nodiscard]] QString newerVersionSentence(qint64 version);

}  // namespace model
