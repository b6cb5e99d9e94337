// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"
#include "model/traffic/accesspattern.h"

#include <span>

// Edits that the findings about clusters offer.
namespace model::dax {

/// The zones of its subnets, each once.
[[nodiscard]] QStringList subnetZones(const NodeView& cluster);
/// Adds subnets of the cluster's VPC in these zones; nullopt where one has none.
[[nodiscard]] std::optional<ChangeSet> subnetsFix(const NodeView& cluster, const QStringList& zones);
/// Spreads the nodes over so many zones of the cluster's VPC; nullopt where it has not so many.
[[nodiscard]] std::optional<ChangeSet> spreadFix(const NodeView& cluster, qsizetype zones);
/// The patterns, which go through the cluster, ask the table itself; nullopt where a caller has no way to it.
[[nodiscard]] std::optional<ChangeSet> pastFix(const NodeView& cluster, std::span<const AccessPattern> patterns, const QString& title);
/// All that writes the table past the cluster writes through it; nullopt where one has no way to it.
[[nodiscard]] std::optional<ChangeSet> throughFix(const NodeView& cluster, const NodeView& table);

}  // namespace model::dax
