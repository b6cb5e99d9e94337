// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

#include <QString>

namespace model::dynamodb {

// Keys of the rows: frozen, files carry them.
inline const QString kPartitionKey = QStringLiteral("partitionKey");
inline const QString kPartitionKeyType = QStringLiteral("partitionKeyType");
inline const QString kSortKey = QStringLiteral("sortKey");
inline const QString kSortKeyType = QStringLiteral("sortKeyType");
inline const QString kBilling = QStringLiteral("billingMode");  // PROVISIONED, PAY_PER_REQUEST
inline const QString kReadUnits = QStringLiteral("readUnits");
inline const QString kWriteUnits = QStringLiteral("writeUnits");
inline const QString kMaxReadUnits = QStringLiteral("maxOnDemandReadUnits");
inline const QString kMaxWriteUnits = QStringLiteral("maxOnDemandWriteUnits");
inline const QString kWarmReadUnits = QStringLiteral("warmReadUnits");
inline const QString kWarmWriteUnits = QStringLiteral("warmWriteUnits");
inline const QString kStatedReadUnits = QStringLiteral("statedReadUnits");
inline const QString kStatedWriteUnits = QStringLiteral("statedWriteUnits");
inline const QString kItemBytes = QStringLiteral("itemBytes");
inline const QString kItemCount = QStringLiteral("itemCount");
inline const QString kTtlEnabled = QStringLiteral("ttlEnabled");
inline const QString kTtlAttribute = QStringLiteral("ttlAttribute");
inline const QString kTtlType = QStringLiteral("ttlType");      // N, S, B
inline const QString kTtlFormat = QStringLiteral("ttlFormat");  // seconds, milliseconds, iso8601
inline const QString kTtlExact = QStringLiteral("ttlExact");
inline const QString kTableClass = QStringLiteral("tableClass");
inline const QString kDeletionProtection = QStringLiteral("deletionProtection");
inline const QString kPointInTimeRecovery = QStringLiteral("pointInTimeRecovery");
// Of an index.
inline const QString kProjection = QStringLiteral("projection");  // ALL, KEYS_ONLY, INCLUDE
inline const QString kProjected = QStringLiteral("projectedAttributes");
inline const QString kEntryBytes = QStringLiteral("entryBytes");
inline const QString kKeyValues = QStringLiteral("keyValues");
inline const QString kOnUpdate = QStringLiteral("onUpdate");  // none, update, move
inline const QString kLagP50 = QStringLiteral("lagP50Ms");
inline const QString kLagP99 = QStringLiteral("lagP99Ms");
inline const QString kQueue = QStringLiteral("queueS");

inline const QString kProvisioned = QStringLiteral("PROVISIONED");
inline const QString kOnDemand = QStringLiteral("PAY_PER_REQUEST");

[[nodiscard]] KindSpec tableKind();
[[nodiscard]] KindSpec indexKind();

// Parts of the kinds, in files of their own.
[[nodiscard]] std::vector<PropertySpec> keyRows();
[[nodiscard]] std::vector<PropertySpec> capacityRows();
[[nodiscard]] std::vector<PropertySpec> tableRows();
/// Rules that tables and indexes share.
[[nodiscard]] std::vector<RuleSpec> storeRules();
[[nodiscard]] std::vector<RuleSpec> loadRules();
[[nodiscard]] std::vector<RuleSpec> tableRules();
[[nodiscard]] std::vector<RuleSpec> tableLoadRules();
[[nodiscard]] std::vector<RuleSpec> timeToLiveRules();
[[nodiscard]] std::vector<RuleSpec> indexRules();
[[nodiscard]] std::vector<RuleSpec> indexLoadRules();

/// How tables and their indexes are written in CloudFormation.
[[nodiscard]] CfnSpec tableTemplate();
[[nodiscard]] CfnSpec indexTemplate();

/// On-demand or provisioned: an index has the mode of its table (DynamoDB Developer Guide, "Capacity modes").
[[nodiscard]] bool isOnDemand(const NodeView& tableOrIndex);
/// "provisioned 400 / 200", "on-demand".
[[nodiscard]] QString capacityLine(const NodeView& tableOrIndex);

}  // namespace model::dynamodb
