// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"

#include <QString>

#include <optional>

namespace model {

/// Removes the node with its links, and all references to it: unlike a removal by hand it leaves none behind that lead nowhere.
/// nullopt where something lies in it.
[[nodiscard]] std::optional<ChangeSet> removalFix(const NodeView& node, const QString& title);

}  // namespace model
