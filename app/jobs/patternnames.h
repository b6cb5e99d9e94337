// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"
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

/// What legends and lists call these patterns of a plan: their names; where two have the same name, with the caller or what they call,
/// by name or, where that does not tell them apart either, by path.
[[nodiscard]] std::vector<QString> patternLabels(const plan::Plan& plan, const std::vector<size_t>& places);
/// What they call these stations: their names; where two have the same, with the Region, else the whole path.
[[nodiscard]] std::vector<QString> stationLabels(const plan::Plan& plan, const std::vector<plan::StationIndex>& stations);

}  // namespace app
