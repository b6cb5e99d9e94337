// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"

#include <vector>

namespace model {

/// Rules over logs, what writes them and what reads them.
[[nodiscard]] std::vector<RuleSpec> streamRules();

}  // namespace model
