// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/dynamodb/assumptions.h"
#include "model/services/dynamodb/kinds.h"
#include "model/services/dynamodb/store.h"

#include <QCoreApplication>

#include <algorithm>

namespace model::dynamodb {

namespace {

const QString kAll = QStringLiteral("ALL");
const QString kInclude = QStringLiteral("INCLUDE");

bool isNarrow(const NodeView& v) { return v.text(kProjection) != kAll; }
bool namesAttributes(const NodeView& v) { return v.text(kProjection) == kInclude; }

std::vector<PropertySpec> lagRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Assumptions");
    const plan::IndexLink defaults;
    return {
        {.key = kLagP50, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Behind the table, median"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "From the table's write to the index's; AWS says a fraction of a second."), .source = "[A] AWS publishes no percentiles", .unit = Unit::Milliseconds, .fallback = defaults.lag.p50Ms, .minimum = 0, .maximum = 600000},
        {.key = kLagP99, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Behind the table, 99 %"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "From the table's write to the index's; AWS says a fraction of a second."), .source = "[A] AWS publishes no percentiles", .unit = Unit::Milliseconds, .fallback = defaults.lag.p99Ms, .minimum = 0, .maximum = 600000},
        {.key = kQueue, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Waiting writes"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Seconds of the index's write capacity that may wait before writes of the table are rejected."), .source = "[A] AWS documents the back-pressure, not its depth", .unit = Unit::Seconds, .fallback = defaults.queueS, .minimum = 0, .maximum = 3600},
    };
}

std::vector<PropertySpec> properties() {
    std::vector<PropertySpec> rows = keyRows();
    rows.front().fallback = QStringLiteral("gsi1pk");
    for (auto more : {projectionRows(), capacityRows(), scalingRows(), lagRows()}) rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

NetSpec net(const NodeView&) { return ServiceNet{QStringLiteral("dynamodb"), 443}; }

DataSpec data(const NodeView& v) {
    DataSpec spec;
    spec.operations = {QStringLiteral("Query"), QStringLiteral("Scan")};
    spec.partitionKey = keyNames(v.text(kPartitionKey));
    spec.sortKey = keyNames(v.text(kSortKey));
    if (const auto table = v.parent()) {
        spec.base = table->uid();
        spec.expiresBy = table->data().expiresBy;
    }
    spec.itemBytes = entryBytes(v);
    return spec;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.secondLine = projectionLine(v, QStringLiteral("GSI"));
    spec.gauges = {QStringLiteral("ConsumedReadCapacityUnits"), QStringLiteral("ConsumedWriteCapacityUnits")};
    return spec;
}

plan::StationSpec station(const NodeView& v) {
    const auto table = v.parent();
    plan::UnitStoreStation store = table ? assumptionsOf(*table) : plan::UnitStoreStation();
    readThroughput(v, store);
    store.partitions.initialCount = 0;
    plan::IndexLink link;
    link.keyCount = static_cast<std::uint64_t>(v.settledNumber(kKeyValues));
    link.lag = {v.settledNumber(kLagP50), v.settledNumber(kLagP99)};
    link.queueS = v.settledNumber(kQueue);
    const double itemBytes = table ? table->data().itemBytes : 0;
    link.projectionShare = itemBytes > 0 ? entryBytes(v) / itemBytes : 1;
    store.index = link;
    plan::StationSpec spec;
    if (table) {
        spec.itemCount = static_cast<std::uint64_t>(table->settledNumber(kItemCount));
        store.storedBytes = table->settledNumber(kItemCount) * entryBytes(v);
    }
    spec.parameters = store;
    spec.entryBytes = v.settledText(kProjection) == kAll ? 0 : static_cast<std::int64_t>(v.settledNumber(kEntryBytes));
    const QString onUpdate = v.settledText(kOnUpdate);
    spec.onUpdate = onUpdate == u"none" ? plan::IndexChange::None : onUpdate == u"move" ? plan::IndexChange::Move : plan::IndexChange::Update;
    return spec;
}

}  // namespace

std::vector<PropertySpec> projectionRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Projection");
    constexpr auto kSource = "DynamoDB Developer Guide, global secondary indexes";
    return {
        {.key = kProjection, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Projection"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "What of an item is copied into the index; a Query of it returns nothing else."), .source = kSource, .fallback = kAll, .choices = {{kAll, QT_TRANSLATE_NOOP("model", "all attributes")}, {QStringLiteral("KEYS_ONLY"), QT_TRANSLATE_NOOP("model", "keys only")}, {kInclude, QT_TRANSLATE_NOOP("model", "keys and named attributes")}}},
        {.key = kProjected, .type = ValueType::TextList, .title = QT_TRANSLATE_NOOP("model", "Attributes"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Names of the projected attributes besides the keys; none at first, at most 100 in all indexes of a table."), .source = kSource, .fallback = QStringList(), .visibleWhen = namesAttributes},
        {.key = kEntryBytes, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Size of an entry"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Average size of an index entry; with all attributes projected it is the item's."), .source = "[A] keys and a few attributes", .unit = Unit::Bytes, .fallback = 128.0, .minimum = 1, .maximum = 409600, .visibleWhen = isNarrow},
        {.key = kOnUpdate, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "An update of an item"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "What an UpdateItem does to the entry: 0, 1 or 2 writes of the index."), .source = "[A] an update usually changes a projected attribute", .fallback = QStringLiteral("update"), .choices = {{QStringLiteral("none"), QT_TRANSLATE_NOOP("model", "changes nothing projected (0 writes)")}, {QStringLiteral("update"), QT_TRANSLATE_NOOP("model", "changes a projected attribute (1 write)")}, {QStringLiteral("move"), QT_TRANSLATE_NOOP("model", "changes the index's key (2 writes)")}}},
        {.key = kKeyValues, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Distinct keys"), .group = QT_TRANSLATE_NOOP("model", "Keys"), .help = QT_TRANSLATE_NOOP("model", "Distinct values of the index's partition key; 0: as many as the table has."), .unit = Unit::Items, .fallback = 0.0, .minimum = 0, .maximum = 1e12, .specials = {{0, QT_TRANSLATE_NOOP("model", "as many as the table has")}}},
    };
}

QString projectionLine(const NodeView& v, const QString& sort) {
    const QString projection = v.text(kProjection);
    const char* line = projection == kAll ? QT_TRANSLATE_NOOP("model", "%1, all attributes") : projection == kInclude ? QT_TRANSLATE_NOOP("model", "%1, some attributes") : QT_TRANSLATE_NOOP("model", "%1, keys only");
    return QCoreApplication::translate("model", line).arg(sort);
}

double entryBytes(const NodeView& v) {
    const auto table = tableOf(v);
    const double itemBytes = table ? table->data().itemBytes : 1024;
    return v.settledText(kProjection) == kAll ? itemBytes : std::min(itemBytes, v.settledNumber(kEntryBytes));
}

KindSpec indexKind() {
    return {
        .id = QStringLiteral("dynamodb.gsi"),
        .title = QT_TRANSLATE_NOOP("model", "Index"),
        .help = QT_TRANSLATE_NOOP("model", "A global secondary index: the table's items under another key, with capacity of its own, a little behind."),
        .category = Category::Data,
        .systems = {QStringLiteral("S021")},
        .offers = {QStringLiteral("index"), QStringLiteral("store")},
        .livesIn = {QStringLiteral("table")},
        .isOwned = true,
        .properties = properties(),
        .rules = indexRules(),
        .cloudFormation = {indexTemplate(kTableType), indexTemplate(kGlobalTableType)},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Own partitions and capacity, asynchronous updates with a lag, back-pressure on the table when it cannot keep up."), QT_TRANSLATE_NOOP("model", "0, 1 or 2 index writes for each write of the table.")},
                     {QT_TRANSLATE_NOOP("model", "Backfill of an index that is added later; sparse indexes.")}},
        .net = net,
        .data = data,
        .view = view,
        .station = station,
    };
}

}  // namespace model::dynamodb
