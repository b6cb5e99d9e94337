// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"

#include <optional>
#include <span>

namespace model {

/// The calls, which lead to a table, go to its replica in that Region instead: the one that is there, or a new one.
/// nullopt where AWS would not take such a replica, or where a call names an index of the table.
[[nodiscard]] std::optional<ChangeSet> replicaFix(const NodeView& table, const NodeView& region, std::span<const LinkView> calls);

}  // namespace model
