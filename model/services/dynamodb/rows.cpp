// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/plan.h"
#include "model/services/dynamodb/kinds.h"

#include <QCoreApplication>

#include <utility>

namespace model::dynamodb {

namespace {

bool hasSortKey(const NodeView& v) { return !v.text(kSortKey).isEmpty(); }
bool isProvisioned(const NodeView& v) { return !isOnDemand(v); }
bool isNamedLater(const NodeView& v) { return v.flag(kNamedLater); }
bool hasTtl(const NodeView& v) { return v.flag(kTtlEnabled); }

// Only S, N and B may be keys; the others can be chosen so that the checks can tell why not.
std::vector<Choice> attributeTypes() {
    return {{QStringLiteral("S"), QT_TRANSLATE_NOOP("model", "String")},   {QStringLiteral("N"), QT_TRANSLATE_NOOP("model", "Number")},
            {QStringLiteral("B"), QT_TRANSLATE_NOOP("model", "Binary")},   {QStringLiteral("BOOL"), QT_TRANSLATE_NOOP("model", "Boolean")},
            {QStringLiteral("L"), QT_TRANSLATE_NOOP("model", "List")},     {QStringLiteral("M"), QT_TRANSLATE_NOOP("model", "Map")},
            {QStringLiteral("SS"), QT_TRANSLATE_NOOP("model", "String set")}};
}

// What 0 stands for, where it is the preset, is said in words.
PropertySpec units(const QString& key, const char* title, const char* help, const char* source, Unit unit, double fallback, const char* zero = "") {
    PropertySpec row = {.key = key, .type = ValueType::Number, .title = title, .group = QT_TRANSLATE_NOOP("model", "Capacity"), .help = help, .source = source, .unit = unit, .fallback = fallback, .minimum = 0, .maximum = 1e9};
    if (*zero) row.specials = {{0, zero}};
    return row;
}

std::vector<PropertySpec> itemRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Items");
    return {
        {.key = kItemBytes, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Average item"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Average size of an item, names and values together; the limit is 400 KiB. Access patterns state sizes of their own."), .source = "DynamoDB Developer Guide, quotas", .unit = Unit::Bytes, .fallback = 1024.0, .minimum = 1, .maximum = 1e9},
        {.key = kItemCount, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Items stored"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Items that lie in the table besides those of the access patterns; they decide its size and partitions."), .unit = Unit::Items, .fallback = 0.0, .minimum = 0, .maximum = 1e15},
    };
}

std::vector<PropertySpec> ttlRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Time to live");
    constexpr auto kSource = "DynamoDB Developer Guide, time to live";
    return {
        {.key = kTtlEnabled, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Items expire"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "A background process deletes items whose time has come, without write units."), .source = kSource, .fallback = false},
        {.key = kTtlAttribute, .title = QT_TRANSLATE_NOOP("model", "Attribute"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The one attribute that holds the time of expiry."), .source = kSource, .fallback = QStringLiteral("expiresAt"), .visibleWhen = hasTtl},
        {.key = kTtlType, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Attribute type"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Values that are not numbers are passed over."), .source = kSource, .fallback = QStringLiteral("N"), .choices = attributeTypes(), .visibleWhen = hasTtl},
        {.key = kTtlFormat, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Format"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Seconds since 1970-01-01 UTC is what the process understands."), .source = kSource, .fallback = QStringLiteral("seconds"), .choices = {{QStringLiteral("seconds"), QT_TRANSLATE_NOOP("model", "seconds since 1970")}, {QStringLiteral("milliseconds"), QT_TRANSLATE_NOOP("model", "milliseconds since 1970")}, {QStringLiteral("iso8601"), QT_TRANSLATE_NOOP("model", "date and time as text")}}, .visibleWhen = hasTtl},
        {.key = kTtlExact, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Must go on time"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The application relies on items being gone at the moment they expire."), .fallback = false, .visibleWhen = hasTtl},
        {.key = kTtlArchive, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Must be archived"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "What expires is to be kept elsewhere: a function that reads the table's stream puts it there."), .fallback = false, .visibleWhen = hasTtl},
    };
}

bool hasReplicas(const NodeView& v) { return !replicasOf(v).empty(); }
bool isStrong(const NodeView& v) { return v.text(kGlobalMode) == u"STRONG"; }
bool scalesReads(const NodeView& v) { return isProvisioned(v) && v.flag(kReadScaling); }
bool scalesWrites(const NodeView& v) { return isProvisioned(v) && v.flag(kWriteScaling); }
bool scales(const NodeView& v) { return scalesReads(v) || scalesWrites(v); }

constexpr auto kScalingGroup = QT_TRANSLATE_NOOP("model", "Auto scaling");
constexpr auto kScalingSource = "DynamoDB Developer Guide, auto scaling";

PropertySpec scalingUnits(const QString& key, const char* title, const char* help, Unit unit, double fallback, bool (*shown)(const NodeView&)) {
    return {.key = key, .type = ValueType::Number, .title = title, .group = kScalingGroup, .help = help, .source = kScalingSource, .unit = unit, .fallback = fallback, .minimum = 1, .maximum = 1e9, .visibleWhen = shown};
}

PropertySpec scalingTarget(const QString& key, const char* title, bool (*shown)(const NodeView&)) {
    return {.key = key, .type = ValueType::Number, .title = title, .group = kScalingGroup, .help = QT_TRANSLATE_NOOP("model", "Share of the provisioned units that it keeps in use; 20 to 90 %, usually 70 %."), .source = kScalingSource, .unit = Unit::Percent, .fallback = 70.0, .minimum = 1, .maximum = 100, .visibleWhen = shown};
}

std::vector<PropertySpec> globalRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Replicas and changes");
    constexpr auto kSource = "DynamoDB Developer Guide, global tables";
    return {
        {.key = kGlobalMode, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Consistency of replicas"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Eventual (MREC): each Region takes writes, the last writer wins. Strong (MRSC): three Regions, writes wait for a second one. It is chosen once."), .source = kSource, .fallback = QStringLiteral("EVENTUAL"), .choices = {{QStringLiteral("EVENTUAL"), QT_TRANSLATE_NOOP("model", "eventual (MREC)")}, {QStringLiteral("STRONG"), QT_TRANSLATE_NOOP("model", "strong (MRSC)")}}, .visibleWhen = hasReplicas},
        {.key = kWitness, .title = QT_TRANSLATE_NOOP("model", "Witness Region"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Code of the Region that holds the witness in place of a third replica; it answers no requests. Empty: none."), .source = kSource, .visibleWhen = isStrong},
        {.key = kReplicasMust, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Replicas must"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "What the application asks of them: that the loss of a Region loses no write (RPO 0), and that reads anywhere see every write."), .source = kSource, .fallback = QStringLiteral("nothing"), .choices = {{QStringLiteral("nothing"), QT_TRANSLATE_NOOP("model", "nothing special")}, {QStringLiteral("loseNothing"), QT_TRANSLATE_NOOP("model", "lose no write")}, {QStringLiteral("readLatest"), QT_TRANSLATE_NOOP("model", "lose no write, read the latest")}}, .visibleWhen = hasReplicas},
        {.key = kFastWrites, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Writes in milliseconds"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The application needs writes in less than ten milliseconds."), .source = kSource, .fallback = false, .visibleWhen = hasReplicas},
        {.key = kChangesTo, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Changes to Kinesis"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "A data stream of the same account and Region that gets each change, for up to a year; at most one. Empty: none."), .source = "DynamoDB Developer Guide, Kinesis Data Streams for DynamoDB", .fallback = Ref{}, .role = QStringLiteral("dataStream")},
    };
}

}  // namespace

std::vector<PropertySpec> scalingRows() {
    constexpr auto kMinHelp = QT_TRANSLATE_NOOP("model", "It never provisions less than this.");
    constexpr auto kMaxHelp = QT_TRANSLATE_NOOP("model", "It never provisions more than this, which bounds the cost.");
    std::vector<PropertySpec> rows = {
        {.key = kReadScaling, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Scale reads"), .group = kScalingGroup, .help = QT_TRANSLATE_NOOP("model", "Application Auto Scaling follows the consumed read units; off by default in templates."), .source = kScalingSource, .fallback = false, .visibleWhen = isProvisioned},
        scalingUnits(kReadScalingMin, QT_TRANSLATE_NOOP("model", "Read, at least"), kMinHelp, Unit::ReadUnits, plan::ScalingTarget().minUnits, scalesReads),
        scalingUnits(kReadScalingMax, QT_TRANSLATE_NOOP("model", "Read, at most"), kMaxHelp, Unit::ReadUnits, plan::ScalingTarget().maxUnits, scalesReads),
        scalingTarget(kReadScalingTarget, QT_TRANSLATE_NOOP("model", "Read target"), scalesReads),
        {.key = kWriteScaling, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Scale writes"), .group = kScalingGroup, .help = QT_TRANSLATE_NOOP("model", "Application Auto Scaling follows the consumed write units; off by default in templates."), .source = kScalingSource, .fallback = false, .visibleWhen = isProvisioned},
        scalingUnits(kWriteScalingMin, QT_TRANSLATE_NOOP("model", "Write, at least"), kMinHelp, Unit::WriteUnits, plan::ScalingTarget().minUnits, scalesWrites),
        scalingUnits(kWriteScalingMax, QT_TRANSLATE_NOOP("model", "Write, at most"), kMaxHelp, Unit::WriteUnits, plan::ScalingTarget().maxUnits, scalesWrites),
        scalingTarget(kWriteScalingTarget, QT_TRANSLATE_NOOP("model", "Write target"), scalesWrites),
    };
    for (const auto& [key, title] : {std::pair{kScaleOutCooldown, QT_TRANSLATE_NOOP("model", "Pause after raising")}, std::pair{kScaleInCooldown, QT_TRANSLATE_NOOP("model", "Pause after lowering")}})
        rows.push_back({.key = key, .type = ValueType::Number, .title = title, .group = kScalingGroup, .help = QT_TRANSLATE_NOOP("model", "Seconds that it waits after a change before the next one in the same direction; 0 is DynamoDB's default."), .source = "Application Auto Scaling API reference, target tracking", .unit = Unit::Seconds, .fallback = 0.0, .minimum = 0, .maximum = 86400, .specials = {{0, QT_TRANSLATE_NOOP("model", "DynamoDB's default")}}, .visibleWhen = scales});
    return rows;
}

std::vector<PropertySpec> protectionRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Storage and protection");
    return {
        {.key = kTableClass, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Table class"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Infrequent access stores cheaper and reads and writes dearer."), .source = "DynamoDB Developer Guide, table classes", .fallback = QStringLiteral("STANDARD"), .choices = {{QStringLiteral("STANDARD"), QT_TRANSLATE_NOOP("model", "standard")}, {QStringLiteral("STANDARD_INFREQUENT_ACCESS"), QT_TRANSLATE_NOOP("model", "infrequent access")}}},
        {.key = kDeletionProtection, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Deletion protection"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The table cannot be deleted until this is turned off."), .source = "DynamoDB Developer Guide, deletion protection", .fallback = false},
        {.key = kPointInTimeRecovery, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Point-in-time recovery"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Continuous backups of up to 35 days."), .source = "DynamoDB Developer Guide, point-in-time recovery", .fallback = false},
    };
}

std::vector<PropertySpec> keyRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Keys");
    constexpr auto kSource = "DynamoDB Developer Guide, core components";
    return {
        {.key = kPartitionKey, .title = QT_TRANSLATE_NOOP("model", "Partition key"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Attribute whose value decides in which partition an item lies."), .source = kSource, .fallback = QStringLiteral("pk")},
        {.key = kPartitionKeyType, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Its type"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Keys are strings, numbers or binary."), .source = kSource, .fallback = QStringLiteral("S"), .choices = attributeTypes()},
        {.key = kSortKey, .title = QT_TRANSLATE_NOOP("model", "Sort key"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Attribute that orders items of one partition key; empty: none."), .source = kSource},
        {.key = kSortKeyType, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Its type"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Keys are strings, numbers or binary."), .source = kSource, .fallback = QStringLiteral("S"), .choices = attributeTypes(), .visibleWhen = hasSortKey},
        {.key = kNamedLater, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Named at deployment"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The template leaves the name to CloudFormation or to a value that is not known yet: what it is called here is not checked as a name."), .source = "AWS CloudFormation User Guide, name type", .fallback = false, .visibleWhen = isNamedLater},
    };
}

std::vector<PropertySpec> capacityRows() {
    constexpr auto kSource = "DynamoDB Developer Guide, capacity modes";
    std::vector<PropertySpec> rows = {
        units(kReadUnits, QT_TRANSLATE_NOOP("model", "Read"), QT_TRANSLATE_NOOP("model", "Provisioned: one unit is one strong read of up to 4 KiB a second, or two eventual ones."), kSource, Unit::ReadUnits, 5),
        units(kWriteUnits, QT_TRANSLATE_NOOP("model", "Write"), QT_TRANSLATE_NOOP("model", "Provisioned: one unit is one write of up to 1 KiB a second."), kSource, Unit::WriteUnits, 5),
        units(kMaxReadUnits, QT_TRANSLATE_NOOP("model", "At most, read"), QT_TRANSLATE_NOOP("model", "On-demand: requests beyond it are throttled, to bound the cost; 0: no maximum."), kSource, Unit::ReadUnits, 0, QT_TRANSLATE_NOOP("model", "no maximum")),
        units(kMaxWriteUnits, QT_TRANSLATE_NOOP("model", "At most, write"), QT_TRANSLATE_NOOP("model", "On-demand: requests beyond it are throttled, to bound the cost; 0: no maximum."), kSource, Unit::WriteUnits, 0, QT_TRANSLATE_NOOP("model", "no maximum")),
        units(kWarmReadUnits, QT_TRANSLATE_NOOP("model", "Warm, read"), QT_TRANSLATE_NOOP("model", "Warm throughput: what is ready at once; 0: the default, 12,000 on demand. It can only be raised."), "DynamoDB Developer Guide, warm throughput", Unit::ReadUnits, 0, QT_TRANSLATE_NOOP("model", "the default")),
        units(kWarmWriteUnits, QT_TRANSLATE_NOOP("model", "Warm, write"), QT_TRANSLATE_NOOP("model", "Warm throughput: what is ready at once; 0: the default, 4,000 on demand. It can only be raised."), "DynamoDB Developer Guide, warm throughput", Unit::WriteUnits, 0, QT_TRANSLATE_NOOP("model", "the default")),
    };
    rows[0].visibleWhen = rows[1].visibleWhen = isProvisioned;
    rows[2].visibleWhen = rows[3].visibleWhen = isOnDemand;
    return rows;
}

std::vector<PropertySpec> tableRows() {
    std::vector<PropertySpec> rows = keyRows();
    const auto append = [&rows](std::vector<PropertySpec> more) { rows.insert(rows.end(), more.begin(), more.end()); };
    append(itemRows());
    rows.push_back({.key = kBilling, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Mode"), .group = QT_TRANSLATE_NOOP("model", "Capacity"), .help = QT_TRANSLATE_NOOP("model", "Provisioned: you buy units a second. On-demand: you pay for each request. Indexes have the mode of their table."), .source = "DynamoDB Developer Guide, capacity modes", .fallback = kProvisioned, .choices = {{kProvisioned, QT_TRANSLATE_NOOP("model", "provisioned")}, {kOnDemand, QT_TRANSLATE_NOOP("model", "on-demand")}}});
    append(capacityRows());
    append(scalingRows());
    rows.push_back(units(kStatedReadUnits, QT_TRANSLATE_NOOP("model", "You computed, read"), QT_TRANSLATE_NOOP("model", "The read units that you worked out as needed; the checks compare it with the access patterns. 0: not stated."), "", Unit::ReadUnits, 0, QT_TRANSLATE_NOOP("model", "not stated")));
    rows.push_back(units(kStatedWriteUnits, QT_TRANSLATE_NOOP("model", "You computed, write"), QT_TRANSLATE_NOOP("model", "The write units that you worked out as needed; the checks compare it with the access patterns. 0: not stated."), "", Unit::WriteUnits, 0, QT_TRANSLATE_NOOP("model", "not stated")));
    append(ttlRows());
    append(globalRows());
    append(protectionRows());
    return rows;
}

std::optional<NodeView> tableOf(const NodeView& v) {
    if (v.kind() && v.kind()->property(kBilling)) return v;
    const auto table = v.kind() && v.kind()->property(kTable) ? v.target(kTable) : v.parent();
    return table && table->kind() && table->kind()->property(kBilling) ? table : std::nullopt;
}

std::vector<NodeView> replicasOf(const NodeView& table) {
    std::vector<NodeView> replicas;
    for (const NodeView& node : table.referrers(kTable))
        if (node.offers(QStringLiteral("replica"))) replicas.push_back(node);
    return replicas;
}

bool isOnDemand(const NodeView& v) {
    const auto table = tableOf(v);
    return table && table->settledText(kBilling) == kOnDemand;
}

QString capacityLine(const NodeView& v) {
    if (isOnDemand(v)) return QCoreApplication::translate("model", "on-demand");
    return QCoreApplication::translate("model", "provisioned %1 / %2").arg(v.settledNumber(kReadUnits), 0, 'f', 0).arg(v.settledNumber(kWriteUnits), 0, 'f', 0);
}

}  // namespace model::dynamodb
