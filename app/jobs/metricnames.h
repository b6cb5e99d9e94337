// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/metrics/slots.h"

#include <QString>

#include <string_view>

namespace app {

/// CloudWatch's name, with its dimension: "SuccessfulRequestLatency, GetItem".
[[nodiscard]] QString metricTitle(std::string_view metric, std::string_view dimension);
/// What its numbers count, with the statistic where it is not the plain value: "per second", "p99, milliseconds".
[[nodiscard]] QString metricUnit(std::string_view metric, sim::Statistic statistic);

}  // namespace app
