// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/core/uid.h"
#include "model/plan/plan.h"
#include "model/traffic/scenario.h"

#include <QStringList>

#include <vector>

namespace model {

class Document;
class RuleEngine;

/// Where a pattern of the plan comes from.
struct PatternOrigin {
    Uid link;
    int row = 0;
    Uid resource;  ///< the table or index that answers
    friend bool operator==(const PatternOrigin&, const PatternOrigin&) = default;
};

/// A design made ready for a run. The uid of a station is its node's Uid, the presence of a path the subnet's; so whoever holds
/// a record of the run finds the node by Uid{value}.
struct PlanBuild {
    plan::PlanPtr plan;
    std::vector<PatternOrigin> patterns;  ///< in the order of the plan's
    QStringList assumptions;              ///< what had to be assumed, one sentence each
    double expectedRequests = 0;

    /// Index in plan->patterns of a row of a link, or -1.
    [[nodiscard]] int patternOf(Uid link, int row) const;
};

/// Makes the plan of a scenario: the same document and scenario give the same plan, bit by bit. What no one can evaluate
/// becomes its row's default and an assumption. The error is a sentence about what cannot be run.
[[nodiscard]] Result<PlanBuild> buildPlan(const Document& document, const Scenario& scenario);

}  // namespace model
