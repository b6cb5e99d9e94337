// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"
#include "model/core/propertyspec.h"
#include "model/plan/plan.h"

#include <vector>

namespace model {

/// What a caller's new connections cost: the same rows for everything that calls.
[[nodiscard]] std::vector<PropertySpec> connectionRows();
/// What a node says in them.
[[nodiscard]] plan::Connections connectionsOf(const NodeView& caller);

}  // namespace model
