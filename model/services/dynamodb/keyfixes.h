// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/core/nodeview.h"

#include <optional>

// Edits that spread requests over more keys, which the rules about hot and few keys share.
namespace model::dynamodb {

/// Suffixes with which each key stays below what one partition gives.
[[nodiscard]] double suffixesFor(double hottest, double limit);
/// Writes to the one hot key go to so many keys, each with its part of the share; nullopt where a person has to say which.
[[nodiscard]] std::optional<ChangeSet> suffixFix(const NodeView& store, double count);
/// Every key of the table gets a suffix, so that requests spread over at least `wanted` of them.
[[nodiscard]] std::optional<ChangeSet> moreKeysFix(const NodeView& table, double keys, double wanted);
/// The index's key takes the table's key in as well, so that it has as many values; nullopt where those are too few, too.
[[nodiscard]] std::optional<ChangeSet> widerKeyFix(const NodeView& index, double wanted);

}  // namespace model::dynamodb
