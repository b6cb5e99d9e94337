// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"

#include <vector>

namespace model {

/// Rules on the way of each call: they walk it (model/reachability) and tell what stops it, or what would be a better door.
[[nodiscard]] std::vector<RuleSpec> pathRules();

}  // namespace model
