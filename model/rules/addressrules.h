// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"

#include <vector>

namespace model {

/// Rules on addresses and on what stands in which VPC, for every kind with such a facet.
[[nodiscard]] std::vector<RuleSpec> addressRules();

}  // namespace model
