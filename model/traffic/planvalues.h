// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/plan/keydistribution.h"
#include "model/plan/plan.h"
#include "model/traffic/accesspattern.h"

#include <QString>

#include <vector>

// An access pattern's cells as the plan's values: pure, shared by the plan and by the rules that reckon with rates and keys.
namespace model {

/// Reads lines "seconds,requests per second", in order of time; a first line of words, empty lines and lines that begin with
/// "#" are passed over. The error names the line: "Line 3: ...".
[[nodiscard]] Result<std::vector<plan::RateCurve::Point>> replayPoints(const QString& csv);

/// A replay that cannot be read gives no requests.
[[nodiscard]] plan::RateCurve rateCurveOf(const AccessPattern& pattern);
[[nodiscard]] plan::KeyDistribution keysOf(const AccessPattern& pattern);
[[nodiscard]] plan::RetrySettings retryOf(const AccessPattern& pattern);
[[nodiscard]] plan::Operation operationOf(const QString& name);

/// Units that one request of the pattern takes of the table or index that answers it.
[[nodiscard]] plan::CapacityUnits unitsOf(const AccessPattern& pattern);

}  // namespace model
