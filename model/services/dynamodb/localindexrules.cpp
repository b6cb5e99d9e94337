// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/rules/removalfix.h"
#include "model/services/dynamodb/kinds.h"
#include "model/services/dynamodb/store.h"
#include "model/traffic/load.h"

#include <QCoreApplication>

namespace model::dynamodb {

namespace {

constexpr double kCollectionBytes = 10.0 * 1024 * 1024 * 1024;  // DynamoDB Developer Guide, quotas

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool isFirst(const NodeView& v, const std::vector<NodeView>& all) { return !all.empty() && all.front() == v; }

// A global index with the same keys in the place of a local one. Its reads are eventual only, and it has units of its own.
std::optional<ChangeSet> globalInstead(const NodeView& index, const NodeView& table) {
    for (const AccessPattern& p : patternsInto(index))
        if (p.consistency == u"strong") return std::nullopt;
    auto fix = removalFix(index, tr("Make %1 a global index").arg(index.quoted()));
    if (!fix) return std::nullopt;
    NodeData global{Uid::derived(QStringLiteral("global index"), index.uid().text()), QStringLiteral("dynamodb.gsi"), table.uid(), {}, std::nullopt, {}};
    while (table.find(global.uid)) global.uid.value += 1;
    storeProperty(global.properties, QStringLiteral("name"), index.name());
    const KindSpec* kind = table.document().registry().find(global.kind);
    const auto store = [&](const NodeView& from, const QStringList& keys) {
        for (const QString& key : keys)
            if (const PropertySpec* row = kind ? kind->property(key) : nullptr; row && row->fallback != from.value(key)) storeProperty(global.properties, key, from.value(key));
    };
    store(table, {kPartitionKey, kPartitionKeyType});
    store(index, {kSortKey, kSortKeyType, kProjection, kProjected, kEntryBytes});
    if (!isOnDemand(table)) store(table, {kReadUnits, kWriteUnits});
    for (Change& change : fix->changes) {
        auto* set = std::get_if<SetProperty>(&change);
        auto* rows = set && set->value ? std::get_if<Rows>(&*set->value) : nullptr;
        if (!rows || set->key != pattern::kRows) continue;
        for (const AccessPattern& p : patternsInto(index))
            if (p.link == set->subject) rows->items[static_cast<size_t>(p.row)].set(pattern::kResource, Ref{global.uid, {}});
    }
    fix->changes.insert(fix->changes.begin(), AddNode{std::move(global)});
    return fix;
}

std::optional<ChangeSet> allGlobal(const NodeView& table, const std::vector<NodeView>& indexes) {
    if (indexes.size() == 1) return globalInstead(indexes.front(), table);
    ChangeSet fix{tr("Make the local indexes of %1 global").arg(table.quoted()), {}};
    for (const NodeView& index : indexes) {
        const auto one = globalInstead(index, table);
        if (!one || !patternsInto(index).empty()) return std::nullopt;  // one link may speak of several
        fix.changes.insert(fix.changes.end(), one->changes.begin(), one->changes.end());
    }
    return fix;
}

void checkCount(const NodeView& v, IssueSink& sink) {
    const auto table = tableOf(v);
    const auto all = table ? table->children(QStringLiteral("localIndex")) : std::vector<NodeView>();
    if (all.size() <= 5 || !isFirst(v, all)) return;  // one finding a table
    Issue& issue = sink.add(tr("Table %1 has %2 local secondary indexes; five are possible. Use global ones instead.").arg(table->quoted()).arg(all.size()), {table->uid(), v.uid()});
    issue.fix = globalInstead(all.back(), *table);
}

void checkKeys(const NodeView& v, IssueSink& sink) {
    const auto table = tableOf(v);
    if (!table || v.isUnresolved(kPartitionKey) || v.isUnresolved(kSortKey) || table->isUnresolved(kPartitionKey) || table->isUnresolved(kSortKey)) return;
    const QString own = v.text(kPartitionKey), sort = v.text(kSortKey);
    if (!own.isEmpty() && keyNames(own) != keyNames(table->text(kPartitionKey))) {
        Issue& issue = sink.add(tr("Local index %1 has the partition key \"%2\", its table %3 has \"%4\"; they must be the same. Take the table's, or make it a global index.").arg(v.quoted(), own, table->quoted(), table->text(kPartitionKey)), {v.uid(), table->uid()});
        issue.fix = ChangeSet{tr("Take the table's"), {SetProperty{v.uid(), kPartitionKey, std::nullopt}}};
    }
    if (table->text(kSortKey).isEmpty())
        sink.add(tr("Table %1 has no sort key, so that it can have no local index such as %2. Give it one, or make the index global.").arg(table->quoted(), v.quoted()), {v.uid(), table->uid()});
    else if (sort.isEmpty() || sort == table->text(kSortKey))
        sink.add(tr("Local index %1 orders by \"%2\" as its table does; it needs another sort key. Name one.").arg(v.quoted(), table->text(kSortKey)), {v.uid(), table->uid()});
}

void checkCollection(const NodeView& v, IssueSink& sink) {
    const auto table = tableOf(v);
    const auto all = table ? table->children(QStringLiteral("localIndex")) : std::vector<NodeView>();
    if (!isFirst(v, all)) return;
    const double keys = loadOn(*table)->distinctKeys;
    double entry = table->data().itemBytes;
    for (const NodeView& index : all) entry += index.data().itemBytes;
    const double bytes = keys > 0 ? table->settledNumber(kItemCount) * entry / keys : 0;
    if (bytes <= kCollectionBytes) return;
    Issue& issue = sink.add(tr("The items of one partition key of %1 and their entries in local indexes take %2 on average; with a local index 10 GB are possible. Make the index global, or choose a key with more values.").arg(table->quoted(), formatQuantity(bytes, Unit::Bytes)), {table->uid(), v.uid()});
    issue.fix = allGlobal(*table, all);
}

}  // namespace

std::vector<RuleSpec> localIndexRules() {
    constexpr auto kSource = "DynamoDB Developer Guide, local secondary indexes";
    return {
        {.id = "IDX-001", .title = QT_TRANSLATE_NOOP("model", "A table has up to five local indexes"), .help = QT_TRANSLATE_NOOP("model", "Fires when a table has more."), .source = kSource, .offersFix = true, .check = checkCount},
        {.id = "IDX-003", .title = QT_TRANSLATE_NOOP("model", "A local index has the table's partition key"), .help = QT_TRANSLATE_NOOP("model", "Fires when its partition key is another one, its sort key is the table's, or the table has no sort key."), .source = kSource, .offersFix = true, .check = checkKeys},
        {.id = "IDX-006", .title = QT_TRANSLATE_NOOP("model", "With local indexes a key holds up to 10 GB"), .help = QT_TRANSLATE_NOOP("model", "Fires when items and entries of a partition key take more, on average over the keys of the access patterns."), .source = kSource, .offersFix = true, .check = checkCollection},
    };
}

}  // namespace model::dynamodb
