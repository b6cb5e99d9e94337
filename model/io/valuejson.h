// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/io/jsonreader.h"
#include "model/io/jsonwriter.h"

namespace model {

// How values are written. A boolean, an integer, a number with a point, a text and a list of texts are what they are in
// JSON; a table is a list of objects; the rest is an object with one key that begins with "$":
//   {"$ref":"<uid>","label":"..."}      {"$ref":null} refers to nothing
//   {"$refs":[...]}                     of uids, or objects as above where there is a label
//   {"$rows":[...]}                     an empty table, or one whose keys begin with "$"
//   {"$unresolved":"..."}               text of an import
//   {"$number":"inf"}                   "inf", "-inf" or "nan"
// A value of any other form comes from a later version. It is kept as Unresolved - nobody here can evaluate it - whose
// text is the JSON behind kForeignForm, and is written back as it was.
inline const QString kForeignForm = QStringLiteral("json:");

void writeValue(JsonWriter& writer, const Value& value);
/// Never fails on a form that it does not know, only on what is no JSON: see JsonReader::failed().
[[nodiscard]] Value readValue(JsonReader& reader);

/// Keys that begin with "@" stand for fields of the surrounding object that this version does not know. Canonical JSON
/// keeps them apart (writeExtras); where there is no surrounding object, as in a database row, they stay within.
enum class Extras { Apart, Within };

/// An object of the properties in the order of their keys.
void writeProperties(JsonWriter& writer, const Properties& properties, Extras extras = Extras::Apart);
[[nodiscard]] Properties readProperties(JsonReader& reader, Extras extras = Extras::Apart);

/// The fields of an object of a file that this version does not know: kept as properties "@field".
void writeExtras(JsonWriter& writer, const Properties& properties);
void readExtra(JsonReader& reader, const QString& field, Properties& properties);
[[nodiscard]] bool isExtra(const QString& key);

}  // namespace model
