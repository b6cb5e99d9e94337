// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/core/nodeview.h"

#include <optional>

// Edits that make items smaller, with the calls that follow from it.
namespace model::dynamodb {

/// Each item becomes two of half the size under one partition key; nullopt where a call could not ask for twice as many.
[[nodiscard]] std::optional<ChangeSet> splitFix(const NodeView& table);
/// The large part of each item lies in a new bucket, its address in the item: whoever reads or writes it calls the bucket as
/// well. nullopt where a caller would have no way to that.
[[nodiscard]] std::optional<ChangeSet> pointerFix(const NodeView& table, double limitBytes);

}  // namespace model::dynamodb
