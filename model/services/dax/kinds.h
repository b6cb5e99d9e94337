// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

#include <QString>

#include <vector>

namespace model::dax {

// Keys of the rows: frozen, files carry them.
inline const QString kNodeType = QStringLiteral("nodeType");
inline const QString kNodes = QStringLiteral("nodes");
inline const QString kZones = QStringLiteral("nodeZones");
inline const QString kSubnets = QStringLiteral("subnets");
inline const QString kSecurityGroups = QStringLiteral("securityGroups");
inline const QString kTls = QStringLiteral("endpointEncryption");  // NONE, TLS
inline const QString kEncrypted = QStringLiteral("encryptedAtRest");
inline const QString kCustomerKey = QStringLiteral("customerManagedKeys");
inline const QString kRole = QStringLiteral("role");
inline const QString kItemTtl = QStringLiteral("itemTtlS");
inline const QString kQueryTtl = QStringLiteral("queryTtlS");
inline const QString kNodeBytes = QStringLiteral("nodeBytes");      // 0: as the node type says
inline const QString kNodeCapacity = QStringLiteral("nodeCapacityPerS");
inline const QString kMissWeight = QStringLiteral("missWeight");
inline const QString kWriteWeight = QStringLiteral("writeWeight");
inline const QString kQueryShare = QStringLiteral("queryCachePercent");
inline const QString kHitP50 = QStringLiteral("hitP50Ms");
inline const QString kHitP99 = QStringLiteral("hitP99Ms");
inline const QString kMiss = QStringLiteral("missMs");
inline const QString kWrite = QStringLiteral("writeMs");
inline const QString kReplication = QStringLiteral("nodeReplicationMs");
inline const QString kFailover = QStringLiteral("failoverS");

[[nodiscard]] KindSpec clusterKind();
[[nodiscard]] std::vector<RuleSpec> clusterRules();

/// Memory in bytes and normalised requests a second of one node.
struct NodeSize {
    double bytes = 0, requestsPerS = 0;
};
[[nodiscard]] NodeSize sizeOf(const NodeView& cluster);
/// The smallest type of its family whose nodes do so many normalised requests a second; empty: none does.
[[nodiscard]] QString typeFor(const NodeView& cluster, double requestsPerS);
/// Burstable nodes (dax.t2, dax.t3) run on credits.
[[nodiscard]] bool isBurstable(const NodeView& cluster);

}  // namespace model::dax
