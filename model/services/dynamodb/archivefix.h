// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/core/nodeview.h"

#include <optional>

namespace model::dynamodb {

/// A function reads what expires from the table's stream, which is added where there is none, and puts it into a new bucket.
[[nodiscard]] std::optional<ChangeSet> archiveFix(const NodeView& table);

}  // namespace model::dynamodb
