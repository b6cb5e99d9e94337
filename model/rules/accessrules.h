// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"

#include <vector>

namespace model {

/// Rules about what access patterns ask of a table or index: operations, batches, consistency, expiry, retries, replays.
[[nodiscard]] std::vector<RuleSpec> accessRules();
/// The part about consistency, expiry and retries.
[[nodiscard]] std::vector<RuleSpec> readerRules();

}  // namespace model
