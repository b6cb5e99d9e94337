// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"

#include <optional>
#include <vector>

// Edits of streams and their readers.
namespace model {

/// The table sends its changes to a Kinesis data stream as well, kept for so long, and these mappings read them there.
[[nodiscard]] std::optional<ChangeSet> dataStreamFix(const NodeView& table, const std::vector<NodeView>& mappings, double keptS);
/// What the function writes into the table goes into a new one with the same keys and capacity, so that its writes do not call it.
/// nullopt where an endpoint on its way says what it may write.
[[nodiscard]] std::optional<ChangeSet> otherTableFix(const NodeView& function, const NodeView& table);

}  // namespace model
