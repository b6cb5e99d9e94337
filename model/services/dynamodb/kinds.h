// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

#include <QString>

#include <optional>
#include <vector>

namespace model::dynamodb {

// Keys of the rows: frozen, files carry them.
inline const QString kPartitionKey = QStringLiteral("partitionKey");
inline const QString kPartitionKeyType = QStringLiteral("partitionKeyType");
inline const QString kSortKey = QStringLiteral("sortKey");
inline const QString kSortKeyType = QStringLiteral("sortKeyType");
inline const QString kNamedLater = QStringLiteral("namedAtDeployment");
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
inline const QString kTtlArchive = QStringLiteral("ttlArchive");
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

// Auto scaling of a table, index or replica; "read" and "write" rows alike.
inline const QString kReadScaling = QStringLiteral("readScaling");
inline const QString kReadScalingMin = QStringLiteral("readScalingMin");
inline const QString kReadScalingMax = QStringLiteral("readScalingMax");
inline const QString kReadScalingTarget = QStringLiteral("readScalingTarget");  // percent
inline const QString kWriteScaling = QStringLiteral("writeScaling");
inline const QString kWriteScalingMin = QStringLiteral("writeScalingMin");
inline const QString kWriteScalingMax = QStringLiteral("writeScalingMax");
inline const QString kWriteScalingTarget = QStringLiteral("writeScalingTarget");
inline const QString kScaleOutCooldown = QStringLiteral("scaleOutCooldownS");
inline const QString kScaleInCooldown = QStringLiteral("scaleInCooldownS");
// Of a table with replicas.
inline const QString kGlobalMode = QStringLiteral("globalMode");  // EVENTUAL (MREC), STRONG (MRSC)
inline const QString kWitness = QStringLiteral("witnessRegion");
inline const QString kReplicasMust = QStringLiteral("replicasMust");  // nothing, loseNothing, readLatest
inline const QString kFastWrites = QStringLiteral("writesInMilliseconds");
inline const QString kChangesTo = QStringLiteral("changesTo");    // a Kinesis data stream
// Of a replica.
inline const QString kTable = QStringLiteral("table");
inline const QString kReplicationP50 = QStringLiteral("replicationP50Ms");
inline const QString kReplicationP99 = QStringLiteral("replicationP99Ms");
inline const QString kDrain = QStringLiteral("drainPerS");
inline const QString kWaitsFor = QStringLiteral("changesWaitS");
inline const QString kMerges = QStringLiteral("mergesChanges");
// Of a stream.
inline const QString kStreamOn = QStringLiteral("enabled");
inline const QString kViewType = QStringLiteral("viewType");  // KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES
inline const QString kNeededFor = QStringLiteral("neededForS");
inline const QString kRetention = QStringLiteral("retentionS");
inline const QString kKeyBytes = QStringLiteral("recordKeyBytes");
inline const QString kRecordsPerRead = QStringLiteral("recordsPerRead");
inline const QString kBytesPerRead = QStringLiteral("bytesPerRead");
inline const QString kReaders = QStringLiteral("readersPerShard");
inline const QString kVisibleP50 = QStringLiteral("visibleP50Ms");
inline const QString kVisibleP99 = QStringLiteral("visibleP99Ms");
inline const QString kVisibleHeld = QStringLiteral("visibleHeldS");

inline const QString kProvisioned = QStringLiteral("PROVISIONED");
inline const QString kOnDemand = QStringLiteral("PAY_PER_REQUEST");

[[nodiscard]] KindSpec tableKind();
[[nodiscard]] KindSpec indexKind();
[[nodiscard]] KindSpec localIndexKind();
[[nodiscard]] KindSpec streamKind();
[[nodiscard]] KindSpec replicaKind();

// Parts of the kinds, in files of their own.
[[nodiscard]] std::vector<PropertySpec> keyRows();
[[nodiscard]] std::vector<PropertySpec> capacityRows();
[[nodiscard]] std::vector<PropertySpec> scalingRows();
[[nodiscard]] std::vector<PropertySpec> protectionRows();
[[nodiscard]] std::vector<PropertySpec> projectionRows();
[[nodiscard]] std::vector<PropertySpec> tableRows();
/// Rules that tables and indexes share.
[[nodiscard]] std::vector<RuleSpec> storeRules();
[[nodiscard]] std::vector<RuleSpec> capacityRules();
[[nodiscard]] std::vector<RuleSpec> loadRules();
[[nodiscard]] std::vector<RuleSpec> tableRules();
[[nodiscard]] std::vector<RuleSpec> tableLoadRules();
[[nodiscard]] std::vector<RuleSpec> timeToLiveRules();
[[nodiscard]] std::vector<RuleSpec> indexRules();
[[nodiscard]] std::vector<RuleSpec> indexLoadRules();
[[nodiscard]] std::vector<RuleSpec> scalingRules();
[[nodiscard]] std::vector<RuleSpec> tableScalingRules();
[[nodiscard]] std::vector<RuleSpec> localIndexRules();
[[nodiscard]] std::vector<RuleSpec> replicaRules();
[[nodiscard]] std::vector<RuleSpec> globalTableRules();
[[nodiscard]] std::vector<RuleSpec> globalNeedRules();

/// How tables and their indexes are written in CloudFormation.
[[nodiscard]] CfnSpec tableTemplate();
[[nodiscard]] CfnSpec globalTableTemplate();
[[nodiscard]] CfnSpec indexTemplate(const QString& tableType);
[[nodiscard]] CfnSpec localIndexTemplate(const QString& tableType);
[[nodiscard]] CfnSpec streamTemplate(const QString& tableType);
[[nodiscard]] CfnSpec replicaTemplate();
inline const QString kTableType = QStringLiteral("AWS::DynamoDB::Table");
inline const QString kGlobalTableType = QStringLiteral("AWS::DynamoDB::GlobalTable");

/// The table that an index, stream or replica belongs to; the table itself.
[[nodiscard]] std::optional<NodeView> tableOf(const NodeView& part);
/// The replicas that refer to the table, in the order of their Uids.
[[nodiscard]] std::vector<NodeView> replicasOf(const NodeView& table);
/// On-demand or provisioned: an index has the mode of its table (DynamoDB Developer Guide, "Capacity modes").
[[nodiscard]] bool isOnDemand(const NodeView& tableOrIndex);
/// Average size of an entry of an index, in bytes.
[[nodiscard]] double entryBytes(const NodeView& index);
/// What an index says below its name: its sort ("GSI") and what it projects.
[[nodiscard]] QString projectionLine(const NodeView& index, const QString& sort);
/// "provisioned 400 / 200", "on-demand".
[[nodiscard]] QString capacityLine(const NodeView& tableOrIndex);

}  // namespace model::dynamodb
