// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/summary.h"

#include <QString>

#include <vector>

namespace app {

/// What lists call the ends of a pattern.
struct PatternEnds {
    QString caller, resource;
};

/// The ends of each pattern of a run, by their names; by their paths where names alone do not tell two patterns apart.
[[nodiscard]] std::vector<PatternEnds> patternEnds(const std::vector<sim::PatternSummary>& patterns);

}  // namespace app
