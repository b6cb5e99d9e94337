// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

#include <QString>

#include <vector>

namespace model::elasticache {

// Keys of the rows: frozen, files carry them.
inline const QString kEngine = QStringLiteral("engine");  // redis, valkey, memcached
inline const QString kNodeType = QStringLiteral("nodeType");
inline const QString kShards = QStringLiteral("shards");
inline const QString kReplicas = QStringLiteral("replicasPerShard");
inline const QString kMultiZone = QStringLiteral("automaticFailover");
inline const QString kSubnets = QStringLiteral("subnets");
inline const QString kSecurityGroups = QStringLiteral("securityGroups");
inline const QString kPort = QStringLiteral("port");
inline const QString kStrategy = QStringLiteral("strategy");  // lazy, write-through, write-behind
inline const QString kTtl = QStringLiteral("ttlS");
inline const QString kDurable = QStringLiteral("mustNotLose");
inline const QString kPlainItems = QStringLiteral("holdsPlainItems");

[[nodiscard]] KindSpec cacheKind();
[[nodiscard]] std::vector<RuleSpec> cacheRules();

}  // namespace model::elasticache
