// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/dynamodb/kinds.h"

#include <QCoreApplication>
#include <QStringList>

#include <utility>

namespace model::dynamodb {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

std::vector<CfnRow> capacityPaths() {
    return {{QStringLiteral("ProvisionedThroughput.ReadCapacityUnits"), kReadUnits},
            {QStringLiteral("ProvisionedThroughput.WriteCapacityUnits"), kWriteUnits},
            {QStringLiteral("OnDemandThroughput.MaxReadRequestUnits"), kMaxReadUnits},
            {QStringLiteral("OnDemandThroughput.MaxWriteRequestUnits"), kMaxWriteUnits},
            {QStringLiteral("WarmThroughput.ReadUnitsPerSecond"), kWarmReadUnits},
            {QStringLiteral("WarmThroughput.WriteUnitsPerSecond"), kWarmWriteUnits}};
}

QString typePath(const CfnReading& reading, const QString& attribute) {
    const QString list = QStringLiteral("/AttributeDefinitions");
    for (int i = 0; i < reading.count(list); ++i) {
        const QString entry = QStringLiteral("%1[%2].").arg(list).arg(i);
        if (reading.text(entry + QStringLiteral("AttributeName")) == attribute) return entry + QStringLiteral("AttributeType");
    }
    return {};
}

/// A key of the schema is one attribute, or up to four in an index (multi-attribute keys).
void readKey(CfnReading& reading, const QString& role, const QString& key, const QString& typeKey) {
    QStringList names;
    for (int i = 0; i < reading.count(QStringLiteral("KeySchema")); ++i) {
        const QString entry = QStringLiteral("KeySchema[%1].").arg(i);
        if (reading.text(entry + QStringLiteral("KeyType")).compare(role, Qt::CaseInsensitive) != 0) continue;
        const QString path = entry + QStringLiteral("AttributeName");
        const QString name = reading.text(path);
        if (name.isEmpty()) return reading.take(path, key);  // not known before deployment
        if (names.isEmpty()) reading.take(typePath(reading, name), typeKey);
        names.append(name);
    }
    if (!names.isEmpty()) reading.set(key, names.join(QStringLiteral(", ")));
}

void readKeys(CfnReading& reading) {
    readKey(reading, QStringLiteral("HASH"), kPartitionKey, kPartitionKeyType);
    readKey(reading, QStringLiteral("RANGE"), kSortKey, kSortKeyType);
}

void readTable(CfnReading& reading) {
    readKeys(reading);
    const QString locals = QStringLiteral("LocalSecondaryIndexes");
    for (int i = 0; i < reading.count(locals); ++i) {
        const QString entry = QStringLiteral("%1[%2]").arg(locals).arg(i);
        reading.leaveOut(entry, tr("the local secondary index '%1': there is no kind for it yet")
                                    .arg(reading.text(entry + QStringLiteral(".IndexName"))));
    }
}

void leaveScalingOut(CfnReading& reading) { reading.leaveOut({}, tr("auto scaling is not part of the table yet")); }

std::vector<CfnPart> scalingParts() {
    const QString target = QStringLiteral("AWS::ApplicationAutoScaling::ScalableTarget");
    const QString policy = QStringLiteral("AWS::ApplicationAutoScaling::ScalingPolicy");
    const char* why = QT_TRANSLATE_NOOP("model", "its auto scaling");
    return {{target, QStringLiteral("ResourceId"), why, {}, leaveScalingOut},
            {policy, QStringLiteral("ScalingTargetId"), why, {}, leaveScalingOut},
            {policy, QStringLiteral("ResourceId"), why, {}, leaveScalingOut}};
}

}  // namespace

CfnSpec tableTemplate() {
    CfnSpec spec;
    spec.type = QStringLiteral("AWS::DynamoDB::Table");
    spec.rows = capacityPaths();
    const std::vector<CfnRow> more = {
        {QStringLiteral("BillingMode"), kBilling},
        {QStringLiteral("TimeToLiveSpecification.Enabled"), kTtlEnabled},
        {QStringLiteral("TimeToLiveSpecification.AttributeName"), kTtlAttribute},
        {QStringLiteral("TableClass"), kTableClass},
        {QStringLiteral("DeletionProtectionEnabled"), kDeletionProtection},
        {QStringLiteral("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"), kPointInTimeRecovery}};
    spec.rows.insert(spec.rows.end(), more.begin(), more.end());
    spec.namePath = QStringLiteral("TableName");
    spec.read = readTable;
    spec.parts = scalingParts();
    return spec;
}

CfnSpec indexTemplate() {
    CfnSpec spec;
    spec.type = QStringLiteral("AWS::DynamoDB::Table");
    spec.rows = capacityPaths();
    spec.rows.push_back({QStringLiteral("Projection.ProjectionType"), kProjection});
    spec.rows.push_back({QStringLiteral("Projection.NonKeyAttributes"), kProjected});
    spec.namePath = QStringLiteral("IndexName");
    spec.read = readKeys;
    spec.listPath = QStringLiteral("GlobalSecondaryIndexes");
    return spec;
}

}  // namespace model::dynamodb
