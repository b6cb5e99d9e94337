// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/design.h"

#include <QStringList>

namespace model {

// Format 1 kept the geometry of a node beside its kind: fields x, y, width and height of the node. Format 2 keeps it
// apart, so that moving a box changes no line of the design itself and two people can merge their work.

/// On what was read of canonical JSON: its unknown fields stand among the properties as "@x".
void migrateJson1to2(Design& design);
/// On a database file.
[[nodiscard]] QStringList migrationSql1to2();

}  // namespace model
