// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/valuejson.h"

namespace model {

enum class WithLayout { No, Yes };  ///< whether the geometry stands in the node's own object

/// {"id","kind","parent","properties"} and with its layout "geometry" and "presences"; what is empty is left out.
void writeNode(JsonWriter& writer, const NodeData& node, WithLayout layout);
[[nodiscard]] NodeData readNode(JsonReader& reader);

/// {"from","id","properties","to","type"}
void writeLink(JsonWriter& writer, const LinkData& link);
[[nodiscard]] LinkData readLink(JsonReader& reader);

/// The fields of a geometry inside an object that is open already: "pinned":false where the layout placed it, "position":[x,y] and, unless null, "size":[w,h].
void writePosition(JsonWriter& writer, const Geometry& geometry);
void writeSize(JsonWriter& writer, const Geometry& geometry);
/// Reads the value of such a field; false: the field is another one and its value is still to be read.
[[nodiscard]] bool readGeometryField(JsonReader& reader, const QString& field, Geometry& geometry);

/// An identity that must be there.
[[nodiscard]] Uid readUid(JsonReader& reader);

}  // namespace model
