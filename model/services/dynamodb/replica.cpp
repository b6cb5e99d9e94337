// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/dynamodb/assumptions.h"
#include "model/services/dynamodb/kinds.h"
#include "model/services/dynamodb/store.h"

#include <QCoreApplication>

namespace model::dynamodb {

namespace {

std::vector<PropertySpec> properties() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Replica");
    constexpr auto kAssumptions = QT_TRANSLATE_NOOP("model", "Assumptions");
    constexpr auto kSource = "DynamoDB Developer Guide, global tables";
    constexpr auto kLagHelp = QT_TRANSLATE_NOOP("model", "From a write in one Region to its arrival in the other, besides half of the round trip between them; typically a second or less.");
    std::vector<PropertySpec> rows = {
        {.key = kTable, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Replica of"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The table that it is a copy of, chosen when the replica is drawn: keys, indexes, time to live, stream and capacity mode are that table's."), .source = kSource, .fallback = Ref{}, .required = true, .role = QStringLiteral("table")},
        {.key = kReplicationP50, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Behind, median"), .group = kAssumptions, .help = kLagHelp, .source = "[A] AWS publishes no percentiles", .unit = Unit::Milliseconds, .fallback = 350.0, .minimum = 0, .maximum = 3600000},
        {.key = kReplicationP99, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Behind, 99 %"), .group = kAssumptions, .help = kLagHelp, .source = "[A] AWS publishes no percentiles", .unit = Unit::Milliseconds, .fallback = 1200.0, .minimum = 0, .maximum = 3600000},
        {.key = kDrain, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Catches up with"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "Waiting changes that are applied in a second, for each partition of the origin; of a pair, the slower replica counts."), .source = "[A] AWS gives no figure", .unit = Unit::PerSecond, .fallback = 3000.0, .minimum = 1, .maximum = 1e9},
        {.key = kWaitsFor, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Changes wait for"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "A change that waits longer is lost, as it leaves the stream that replication reads."), .source = "[A] the 24 hours of the stream", .unit = Unit::Seconds, .fallback = 86400.0, .minimum = 1, .maximum = 31536000},
        {.key = kMerges, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Merges waiting changes"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "Several waiting changes of one item become one write."), .source = kSource, .fallback = true},
    };
    for (auto more : {capacityRows(), scalingRows(), protectionRows()}) rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

NetSpec net(const NodeView&) { return ServiceNet{QStringLiteral("dynamodb"), 443}; }

DataSpec data(const NodeView& v) {
    if (const auto table = tableOf(v)) return table->data();
    DataSpec spec;  // a copy of nothing yet
    spec.operations = {QStringLiteral("GetItem"), QStringLiteral("PutItem")};
    return spec;
}

FlowSpec flow(const NodeView& v) {
    const auto table = tableOf(v);
    return ReplicaFlow{table ? table->uid() : Uid()};
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    const auto table = tableOf(v);
    spec.secondLine = table ? QCoreApplication::translate("model", "replica, %1").arg(capacityLine(v)) : QCoreApplication::translate("model", "replica of nothing");
    spec.gauges = {QStringLiteral("ConsumedReadCapacityUnits"), QStringLiteral("ConsumedWriteCapacityUnits")};
    return spec;
}

plan::StationSpec station(const NodeView& v) {
    plan::StationSpec spec;
    const auto table = tableOf(v);
    if (table) spec = table->kind()->station(*table);
    plan::UnitStoreStation store;
    if (const auto* own = std::get_if<plan::UnitStoreStation>(&spec.parameters)) store = *own;
    readThroughput(v, store);
    spec.parameters = store;
    if (table) spec.globalTable = table->uid().value;
    spec.replication.lag = {v.settledNumber(kReplicationP50), v.settledNumber(kReplicationP99)};
    spec.replication.drainPerS = v.settledNumber(kDrain);
    spec.replication.retentionS = v.settledNumber(kWaitsFor);
    spec.replication.merges = v.settledFlag(kMerges) ? plan::Switch::On : plan::Switch::Off;
    return spec;
}

// A new replica copies the one table of another Region, if there is no doubt which, and bears its name.
Properties drawn(const NodeView& region, const QString&) {
    Properties start;
    std::vector<NodeView> tables;
    for (const NodeView& node : region.allNodes())
        if (node.kind() && node.kind()->property(kBilling) && !(regionOf(node) == regionOf(region))) tables.push_back(node);
    if (tables.size() != 1) return start;
    storeProperty(start, kTable, Ref{tables.front().uid(), {}});
    storeProperty(start, QStringLiteral("name"), tables.front().name());
    return start;
}

}  // namespace

KindSpec replicaKind() {
    return {
        .id = QStringLiteral("dynamodb.replica"),
        .title = QT_TRANSLATE_NOOP("model", "Global table replica"),
        .help = QT_TRANSLATE_NOOP("model", "A copy of a table in another Region, which reads and writes there. Both copies follow each other; with the table they are one global table."),
        .category = Category::Data,
        .systems = {QStringLiteral("S028")},
        .offers = {QStringLiteral("replica"), QStringLiteral("store")},
        .livesIn = {QStringLiteral("region")},
        .properties = properties(),
        .drawn = drawn,
        .rules = replicaRules(),
        .cloudFormation = {replicaTemplate()},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Its own capacity, partitions and traffic; keys, indexes and time to live of its table."), QT_TRANSLATE_NOOP("model", "Writes that arrive from the other Regions after a delay and spend write units here; the last writer wins.")},
                     {QT_TRANSLATE_NOOP("model", "The first copy of the data into a new replica."), QT_TRANSLATE_NOOP("model", "Strong consistency over Regions (MRSC), and replicas in other accounts.")}},
        .net = net,
        .data = data,
        .flow = flow,
        .view = view,
        .station = station,
    };
}

}  // namespace model::dynamodb
