// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"
#include "model/traffic/accesspattern.h"

#include <optional>
#include <span>
#include <vector>

namespace model {

/// Those of the patterns that a DAX cluster answers or passes on: eventual reads and single writes that take no way of their own.
[[nodiscard]] std::vector<AccessPattern> cacheable(const Patterns& patterns);
/// The patterns, whose callers stand in the VPC, go through its DAX cluster, or through a new one in these subnets with a group
/// that lets the callers in. nullopt where something on their way would have to be opened as well.
[[nodiscard]] std::optional<ChangeSet> cacheFix(const NodeView& vpc, const Refs& subnets, std::span<const AccessPattern> patterns);

}  // namespace model
