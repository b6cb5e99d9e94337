// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"

#include <vector>

namespace model {

/// Rules about what is asked of calls beside that they arrive: by which way, and in which protocol.
[[nodiscard]] std::vector<RuleSpec> requirementRules();

}  // namespace model
