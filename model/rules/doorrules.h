// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"

#include <vector>

namespace model {

/// Rules over interface endpoints and caches, and over which door a name takes.
[[nodiscard]] std::vector<RuleSpec> doorRules();

}  // namespace model
