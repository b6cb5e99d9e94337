// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"
#include "model/plan/plan.h"

#include <vector>

namespace model::dynamodb {

/// Rows of what AWS does not publish or what is an account's quota: burst, partitions, service times, replicas, TTL. Their
/// defaults are those of the plan, so that there is one truth.
[[nodiscard]] std::vector<PropertySpec> assumptionRows();

/// A store with the assumptions of the table and nothing else yet.
[[nodiscard]] plan::UnitStoreStation assumptionsOf(const NodeView& table);

}  // namespace model::dynamodb
