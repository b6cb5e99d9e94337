// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/dynamodb/assumptions.h"
#include "model/services/dynamodb/kinds.h"
#include "model/services/dynamodb/store.h"

#include <QCoreApplication>

namespace model::dynamodb {

namespace {

NetSpec net(const NodeView&) { return ServiceNet{QStringLiteral("dynamodb"), 443}; }

DataSpec data(const NodeView& v) {
    DataSpec spec;
    spec.operations = {QStringLiteral("GetItem"),          QStringLiteral("Query"),      QStringLiteral("Scan"),
                       QStringLiteral("BatchGetItem"),     QStringLiteral("TransactGetItems"), QStringLiteral("PutItem"),
                       QStringLiteral("UpdateItem"),       QStringLiteral("DeleteItem"), QStringLiteral("BatchWriteItem"),
                       QStringLiteral("TransactWriteItems")};
    spec.strongReads = true;
    spec.partitionKey = keyNames(v.text(kPartitionKey));
    spec.sortKey = keyNames(v.text(kSortKey));
    spec.itemBytes = v.settledNumber(kItemBytes);
    if (v.settledFlag(kTtlEnabled)) spec.expiresBy = v.text(kTtlAttribute);
    return spec;
}

FlowSpec flow(const NodeView& v) {
    const auto to = v.target(kChangesTo);
    return to ? FlowSpec(ChangesFlow{to->uid()}) : FlowSpec();
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.secondLine = capacityLine(v);
    spec.gauges = {QStringLiteral("ConsumedReadCapacityUnits"), QStringLiteral("ConsumedWriteCapacityUnits")};
    return spec;
}

plan::StationSpec station(const NodeView& v) {
    plan::UnitStoreStation store = assumptionsOf(v);
    readThroughput(v, store);
    store.storedBytes = v.settledNumber(kItemCount) * v.settledNumber(kItemBytes);
    // What the deletion process passes over never expires: other types, other units, a time that is text.
    const bool understood = v.settledText(kTtlType) == u"N" && v.settledText(kTtlFormat) == u"seconds" && !v.text(kTtlAttribute).isEmpty();
    store.ttl.enabled = v.settledFlag(kTtlEnabled) && understood ? plan::Switch::On : plan::Switch::Off;
    plan::StationSpec spec;
    spec.parameters = store;
    spec.itemCount = static_cast<std::uint64_t>(v.settledNumber(kItemCount));
    if (!replicasOf(v).empty()) spec.globalTable = v.uid().value;
    return spec;
}

FidelityCard fidelity() {
    return {{QT_TRANSLATE_NOOP("model", "Capacity units of every operation, exactly as the Developer Guide computes them."),
             QT_TRANSLATE_NOOP("model", "Provisioned and on-demand admission, burst, warm throughput, partitions with their limits and splits, throttle reasons in AWS's words."),
             QT_TRANSLATE_NOOP("model", "Three copies in three zones, strong and eventual reads, loss of a zone; an eventual read asks each copy alike."),
             QT_TRANSLATE_NOOP("model", "Time to live: items stay readable until the background process deletes them, without write units.")},
            {QT_TRANSLATE_NOOP("model", "Content of items beyond size, key and expiry; filters; PartiQL; splits within the items of one key."),
             QT_TRANSLATE_NOOP("model", "In runs by cohorts conditions are reckoned, not looked up: from the share of the keys that is there, and from the rates at which an item is written; patterns with other key counts and writes from other Regions are left out of it."),
             QT_TRANSLATE_NOOP("model", "Request routers of their own; strongly consistent global tables (MRSC) are checked, not simulated.")}};
}

}  // namespace

KindSpec tableKind() {
    KindSpec kind{
        .id = QStringLiteral("dynamodb.table"),
        .title = QT_TRANSLATE_NOOP("model", "Table"),
        .help = QT_TRANSLATE_NOOP("model", "A DynamoDB table: items found by their key, three copies in three zones, capacity bought or paid for by request."),
        .category = Category::Data,
        .systems = {QStringLiteral("S017"), QStringLiteral("S018"), QStringLiteral("S019"), QStringLiteral("S022"), QStringLiteral("S023"), QStringLiteral("S024"), QStringLiteral("S025"), QStringLiteral("S026"), QStringLiteral("S028"), QStringLiteral("S029"), QStringLiteral("S030")},
        .offers = {QStringLiteral("table"), QStringLiteral("store")},
        .livesIn = {QStringLiteral("region")},
        .properties = tableRows(),
        .rules = tableRules(),
        .cloudFormation = {tableTemplate(), globalTableTemplate()},
        .fidelity = fidelity(),
        .net = net,
        .data = data,
        .flow = flow,
        .view = view,
        .station = station,
    };
    for (PropertySpec& row : assumptionRows()) kind.properties.push_back(std::move(row));
    for (const auto& more : {timeToLiveRules(), loadRules(), tableLoadRules(), scalingRules(), tableScalingRules(), globalTableRules(), globalNeedRules()}) kind.rules.insert(kind.rules.end(), more.begin(), more.end());
    return kind;
}

}  // namespace model::dynamodb
