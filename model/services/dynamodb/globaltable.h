// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"
#include "model/core/nodeview.h"

#include <QStringList>

#include <optional>
#include <vector>

// What the rules of tables with replicas share, and the edits that they offer.
namespace model::dynamodb {

/// Strongly consistent over Regions (MRSC).
[[nodiscard]] bool isStrong(const NodeView& table);
/// The table and its replicas; empty where it has none.
[[nodiscard]] std::vector<NodeView> membersOf(const NodeView& table);
/// Codes of the Regions that they lie in, in their order.
[[nodiscard]] QStringList regionsOf(const std::vector<NodeView>& members);
/// The set of Regions near to each other that holds all of these; empty: they lie far apart.
[[nodiscard]] QStringList nearSetOf(const QStringList& codes);
[[nodiscard]] bool usesTransactions(const NodeView& table);

/// Makes the Regions of a strongly consistent table three near ones by its witness alone; nullopt where that does not do.
[[nodiscard]] std::optional<ChangeSet> witnessFix(const NodeView& table);
/// The replicas become eventually consistent.
[[nodiscard]] ChangeSet eventualFix(const NodeView& table);
/// Chooses strong consistency, with a witness where there are two copies; nullopt where AWS would refuse it.
[[nodiscard]] std::optional<ChangeSet> strongFix(const NodeView& table);

}  // namespace model::dynamodb
