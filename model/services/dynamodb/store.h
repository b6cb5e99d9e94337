// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"

#include <QString>
#include <QStringList>

namespace model {
class NodeView;
}

namespace model::dynamodb {

/// "customer, region" is a key of two attributes, as an index may have since multi-attribute keys.
[[nodiscard]] QStringList keyNames(const QString& text);
/// Auto scaling of the node's own units.
void readScaling(const NodeView& tableOrIndex, plan::UnitStoreStation& store);
/// Billing mode and the node's own units; quotas and the like come from the assumptions of the table.
void readThroughput(const NodeView& tableOrIndex, plan::UnitStoreStation& store);

}  // namespace model::dynamodb
