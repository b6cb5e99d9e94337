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

/// The logical id or a tag then serves as the name, and neither has to be a legal one.
void readName(CfnReading& reading, const QString& path) {
    if (reading.text(path).isEmpty()) reading.set(kNamedLater, true);
}

void readTable(CfnReading& reading) {
    readName(reading, QStringLiteral("TableName"));
    readKeys(reading);
}

// ---------------------------------------------------------------- auto scaling
/// What one dimension of auto scaling is called, here and there.
struct ScalingKeys {
    const QString &on, &min, &max, &target;
};
const ScalingKeys kReads{kReadScaling, kReadScalingMin, kReadScalingMax, kReadScalingTarget};
const ScalingKeys kWrites{kWriteScaling, kWriteScalingMin, kWriteScalingMax, kWriteScalingTarget};

/// Sets a value of the table, or of its index of that name.
void give(CfnReading& reading, const QString& index, const QString& key, std::optional<Value> value) {
    if (!value) return;
    if (index.isEmpty())
        reading.set(key, std::move(*value));
    else if (!reading.setOfEntry(index, key, std::move(*value)))
        reading.leaveOut({}, tr("auto scaling of index '%1', which the table does not have").arg(index));
}

void giveFrom(CfnReading& reading, const QString& index, const QString& path, const QString& key) {
    give(reading, index, key, reading.value(path, reading.row(key)));
}

/// A scalable target names "table/Orders" or "table/Orders/index/by-day", and one dimension of it.
void readScalableTarget(CfnReading& reading) {
    const QString index = reading.literal(QStringLiteral("ResourceId")).section(QStringLiteral("/index/"), 1);
    const bool reads = reading.text(QStringLiteral("ScalableDimension")).contains(u"Read");
    const ScalingKeys& keys = reads ? kReads : kWrites;
    give(reading, index, keys.on, Value(true));
    giveFrom(reading, index, QStringLiteral("MinCapacity"), keys.min);
    giveFrom(reading, index, QStringLiteral("MaxCapacity"), keys.max);
    if (reading.count(QStringLiteral("ScheduledActions")) > 0)
        reading.leaveOut(QStringLiteral("ScheduledActions"), tr("scheduled scaling; its minimum and maximum are those outside of the schedule"));
}

void readScalingPolicy(CfnReading& reading) {
    const QString target = QStringLiteral("ScalingTargetId>");
    const auto said = [&](const QString& path) {
        const QString own = reading.literal(path);
        return own.isEmpty() ? reading.literal(target + path) : own;
    };
    const QString index = said(QStringLiteral("ResourceId")).section(QStringLiteral("/index/"), 1);
    const QString rule = QStringLiteral("TargetTrackingScalingPolicyConfiguration.");
    const QString dimension = said(QStringLiteral("ScalableDimension")) + reading.text(rule + QStringLiteral("PredefinedMetricSpecification.PredefinedMetricType"));
    if (!reading.has(rule + QStringLiteral("TargetValue"))) return reading.leaveOut({}, tr("a scaling policy without target tracking, which tables do not take"));
    giveFrom(reading, index, rule + QStringLiteral("TargetValue"), dimension.contains(u"Read") ? kReadScalingTarget : kWriteScalingTarget);
    giveFrom(reading, index, rule + QStringLiteral("ScaleOutCooldown"), kScaleOutCooldown);
    giveFrom(reading, index, rule + QStringLiteral("ScaleInCooldown"), kScaleInCooldown);
}

std::vector<CfnPart> scalingParts() {
    const QString target = QStringLiteral("AWS::ApplicationAutoScaling::ScalableTarget");
    const QString policy = QStringLiteral("AWS::ApplicationAutoScaling::ScalingPolicy");
    const char* why = QT_TRANSLATE_NOOP("model", "its auto scaling");
    return {{target, QStringLiteral("ResourceId"), why, {}, readScalableTarget},
            {policy, QStringLiteral("ScalingTargetId"), why, {}, readScalingPolicy},
            {policy, QStringLiteral("ResourceId"), why, {}, readScalingPolicy}};
}

// ---------------------------------------------------------------- global tables
/// Capacity as a global table writes it: a number, or the bounds between which it is scaled.
void readSettings(CfnReading& reading, const QString& at, const QString& word, const QString& units, const ScalingKeys& keys) {
    const QString fixed = at + u'.' + word + QStringLiteral("CapacityUnits");
    if (reading.has(fixed)) reading.take(fixed, units);
    const QString scaling = at + u'.' + word + QStringLiteral("CapacityAutoScalingSettings");
    if (!reading.has(scaling)) return;
    const QString rule = scaling + QStringLiteral(".TargetTrackingScalingPolicyConfiguration.");
    reading.set(keys.on, true);
    reading.take(scaling + QStringLiteral(".MinCapacity"), keys.min);
    reading.take(scaling + QStringLiteral(".MaxCapacity"), keys.max);
    reading.take(rule + QStringLiteral("TargetValue"), keys.target);
    reading.take(rule + QStringLiteral("ScaleOutCooldown"), kScaleOutCooldown);
    reading.take(rule + QStringLiteral("ScaleInCooldown"), kScaleInCooldown);
    // It starts with its seed, or with the least.
    const QString seed = scaling + QStringLiteral(".SeedCapacity");
    reading.take(reading.has(seed) ? seed : scaling + QStringLiteral(".MinCapacity"), units);
}

void readReads(CfnReading& reading, const QString& replica) {
    readSettings(reading, replica + QStringLiteral("ReadProvisionedThroughputSettings"), QStringLiteral("Read"), kReadUnits, kReads);
    reading.take(replica + QStringLiteral("ReadOnDemandThroughputSettings.MaxReadRequestUnits"), kMaxReadUnits);
}

void readWrites(CfnReading& reading, const QString& table) {
    readSettings(reading, table + QStringLiteral("WriteProvisionedThroughputSettings"), QStringLiteral("Write"), kWriteUnits, kWrites);
    reading.take(table + QStringLiteral("WriteOnDemandThroughputSettings.MaxWriteRequestUnits"), kMaxWriteUnits);
}

void readProtection(CfnReading& reading, const QString& replica) {
    reading.take(replica + QStringLiteral("TableClass"), kTableClass);
    reading.take(replica + QStringLiteral("DeletionProtectionEnabled"), kDeletionProtection);
    reading.take(replica + QStringLiteral("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"), kPointInTimeRecovery);
}

/// Path of the entry of Replicas that stands for the template's own Region: "/Replicas[0]."; empty where there is none.
QString ownReplica(const CfnReading& reading) {
    const QString list = QStringLiteral("/Replicas");
    for (int i = 0; i < reading.count(list); ++i) {
        const QString entry = QStringLiteral("%1[%2].").arg(list).arg(i);
        if (reading.text(entry + QStringLiteral("Region")) == reading.region()) return entry;
    }
    return {};
}

void readGlobalTable(CfnReading& reading) {
    readTable(reading);
    readWrites(reading, {});
    if (const QString own = ownReplica(reading); !own.isEmpty()) {
        readReads(reading, own);
        readProtection(reading, own);
    }
    const QString witness = QStringLiteral("GlobalTableWitnesses[0].Region");
    if (reading.has(witness)) reading.take(witness, kWitness);
}

void readReplica(CfnReading& reading) {
    readReads(reading, {});
    readProtection(reading, {});
    readWrites(reading, QStringLiteral("/"));
}

void readTableIndex(CfnReading& reading) {
    readName(reading, QStringLiteral("IndexName"));
    readKeys(reading);
}

void readGlobalIndex(CfnReading& reading) {
    readTableIndex(reading);
    readWrites(reading, {});
    const QString own = ownReplica(reading);
    const QString list = own + QStringLiteral("GlobalSecondaryIndexes");
    for (int i = 0; !own.isEmpty() && i < reading.count(list); ++i) {
        const QString entry = QStringLiteral("%1[%2].").arg(list).arg(i);
        if (reading.text(entry + QStringLiteral("IndexName")) == reading.text(QStringLiteral("IndexName"))) readReads(reading, entry);
    }
}

void readLocalIndex(CfnReading& reading) {
    readTableIndex(reading);
    // The key that it shares with its table is the table's to tell.
    const QString hash = QStringLiteral("/KeySchema[0].AttributeName");
    if (reading.text(hash) == reading.text(QStringLiteral("KeySchema[0].AttributeName"))) reading.set(kPartitionKey, QString());
}

std::vector<CfnRow> projectionPaths() {
    return {{QStringLiteral("Projection.ProjectionType"), kProjection}, {QStringLiteral("Projection.NonKeyAttributes"), kProjected}};
}

}  // namespace

CfnSpec tableTemplate() {
    CfnSpec spec;
    spec.type = kTableType;
    spec.rows = capacityPaths();
    const std::vector<CfnRow> more = {
        {QStringLiteral("BillingMode"), kBilling},
        {QStringLiteral("TimeToLiveSpecification.Enabled"), kTtlEnabled},
        {QStringLiteral("TimeToLiveSpecification.AttributeName"), kTtlAttribute},
        {QStringLiteral("KinesisStreamSpecification.StreamArn"), kChangesTo},
        {QStringLiteral("TableClass"), kTableClass},
        {QStringLiteral("DeletionProtectionEnabled"), kDeletionProtection},
        {QStringLiteral("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"), kPointInTimeRecovery}};
    spec.rows.insert(spec.rows.end(), more.begin(), more.end());
    spec.namePath = QStringLiteral("TableName");
    spec.read = readTable;
    spec.parts = scalingParts();
    return spec;
}

CfnSpec globalTableTemplate() {
    CfnSpec spec;
    spec.type = kGlobalTableType;
    spec.rows = {{QStringLiteral("BillingMode"), kBilling},
                 {QStringLiteral("TimeToLiveSpecification.Enabled"), kTtlEnabled},
                 {QStringLiteral("TimeToLiveSpecification.AttributeName"), kTtlAttribute},
                 {QStringLiteral("WarmThroughput.ReadUnitsPerSecond"), kWarmReadUnits},
                 {QStringLiteral("WarmThroughput.WriteUnitsPerSecond"), kWarmWriteUnits},
                 {QStringLiteral("MultiRegionConsistency"), kGlobalMode}};
    spec.namePath = QStringLiteral("TableName");
    spec.read = readGlobalTable;
    return spec;
}

CfnSpec indexTemplate(const QString& tableType) {
    CfnSpec spec;
    spec.type = tableType;
    spec.rows = capacityPaths();
    for (CfnRow& row : projectionPaths()) spec.rows.push_back(std::move(row));
    spec.namePath = QStringLiteral("IndexName");
    spec.read = tableType == kGlobalTableType ? readGlobalIndex : readTableIndex;
    spec.listPath = QStringLiteral("GlobalSecondaryIndexes");
    return spec;
}

CfnSpec localIndexTemplate(const QString& tableType) {
    CfnSpec spec;
    spec.type = tableType;
    spec.rows = projectionPaths();
    spec.namePath = QStringLiteral("IndexName");
    spec.read = readLocalIndex;
    spec.listPath = QStringLiteral("LocalSecondaryIndexes");
    return spec;
}

CfnSpec streamTemplate(const QString& tableType) {
    CfnSpec spec;
    spec.type = tableType;
    spec.rows = {{QStringLiteral("StreamViewType"), kViewType}};
    spec.listPath = QStringLiteral("StreamSpecification");
    return spec;
}

CfnSpec replicaTemplate() {
    CfnSpec spec;
    spec.type = kGlobalTableType;
    spec.namePath = QStringLiteral("/TableName");
    spec.read = readReplica;
    spec.listPath = QStringLiteral("Replicas");
    spec.regionPath = QStringLiteral("Region");
    spec.ownerKey = kTable;
    return spec;
}

}  // namespace model::dynamodb
