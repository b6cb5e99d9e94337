// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/services/dynamodb/kinds.h"
#include "model/services/dynamodb/store.h"

#include <QCoreApplication>

namespace model::dynamodb {

namespace {

std::vector<PropertySpec> properties() {
    std::vector<PropertySpec> rows = keyRows();
    rows[0].fallback = QString();
    rows[0].help = QT_TRANSLATE_NOOP("model", "It is the table's; empty: the same. Another one is refused by AWS.");
    rows[2].fallback = QStringLiteral("lsi1sk");
    rows[2].help = QT_TRANSLATE_NOOP("model", "Attribute that orders entries of one partition key; another one than the table's.");
    // Its values are those of the table's partition key.
    for (PropertySpec& row : projectionRows())
        if (row.key != kKeyValues) rows.push_back(std::move(row));
    return rows;
}

NetSpec net(const NodeView&) { return ServiceNet{QStringLiteral("dynamodb"), 443}; }

DataSpec data(const NodeView& v) {
    DataSpec spec;
    spec.operations = {QStringLiteral("Query"), QStringLiteral("Scan")};
    spec.strongReads = true;
    spec.isLocal = true;
    spec.sortKey = keyNames(v.text(kSortKey));
    if (const auto table = tableOf(v)) {
        spec.base = table->uid();
        spec.partitionKey = keyNames(table->text(kPartitionKey));
        spec.expiresBy = table->data().expiresBy;
    }
    spec.itemBytes = entryBytes(v);
    return spec;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.secondLine = projectionLine(v, QStringLiteral("LSI"));
    return spec;
}

}  // namespace

KindSpec localIndexKind() {
    return {
        .id = QStringLiteral("dynamodb.lsi"),
        .title = QT_TRANSLATE_NOOP("model", "Local secondary index"),
        .help = QT_TRANSLATE_NOOP("model", "Another order of the items of each partition key. It is made with the table, spends the table's units and can be read strongly."),
        .category = Category::Data,
        .systems = {QStringLiteral("S020")},
        .offers = {QStringLiteral("localIndex"), QStringLiteral("store")},
        .livesIn = {QStringLiteral("table")},
        .isOwned = true,
        .properties = properties(),
        .rules = localIndexRules(),
        .cloudFormation = {localIndexTemplate(kTableType), localIndexTemplate(kGlobalTableType)},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Its keys and projection, strong and eventual reads; the units of its reads and writes are the table's."), QT_TRANSLATE_NOOP("model", "Reads of attributes that it does not hold, which fetch each item from the table.")},
                     {QT_TRANSLATE_NOOP("model", "The size of single item collections: the limit of 10 GB is checked on the average.")}},
        .net = net,
        .data = data,
        .view = view,
    };
}

}  // namespace model::dynamodb
