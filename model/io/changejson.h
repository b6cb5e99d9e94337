// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/core/result.h"
#include "model/io/jsonreader.h"
#include "model/io/jsonwriter.h"

#include <QByteArray>

#include <vector>

namespace model {

struct Design;

/// One line of JSON: {"changes":[...],"title":"..."}. A change is an object with one key that names it: addNode,
/// removeNode, addLink, removeLink, setProperty, setParent, setGeometry, setDocument.
void writeChangeSet(JsonWriter& writer, const ChangeSet& changeSet);
[[nodiscard]] ChangeSet readChangeSet(JsonReader& reader);  ///< see JsonReader::failed()

[[nodiscard]] QByteArray toJson(const ChangeSet& changeSet);
[[nodiscard]] Result<ChangeSet> changeSetFromJson(QByteArrayView json);

/// The undo history as it is saved with a document: what each step did and what takes it back.
struct History {
    struct Step {
        ChangeSet forward, backward;
        friend bool operator==(const Step&, const Step&) = default;
    };
    std::vector<Step> steps;
    int position = 0;  ///< so many steps are done, the rest was taken back and can be redone
    QByteArray design = {};  ///< designDigest() of the design that it leads to; what another program changed has another one
    friend bool operator==(const History&, const History&) = default;
};

/// Compressed: a history repeats itself a lot.
[[nodiscard]] QByteArray packHistory(const History& history);
[[nodiscard]] Result<History> unpackHistory(const QByteArray& packed);

/// The same for equal designs, whatever file they lie in.
[[nodiscard]] QByteArray designDigest(const Design& design);

/// The change set that makes the design out of an empty document; parents come before what lies in them.
[[nodiscard]] ChangeSet addingAll(const Design& design, const QString& title);

}  // namespace model
