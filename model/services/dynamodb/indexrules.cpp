// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/rules/patternfix.h"
#include "model/services/dynamodb/kinds.h"
#include "model/services/dynamodb/store.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace model::dynamodb {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

/// The first of the indexes that has the keys of this one.
NodeView twinOf(const NodeView& index, const std::vector<NodeView>& indexes) {
    const auto isTwin = [&](const NodeView& other) { return keyNames(other.text(kPartitionKey)) == keyNames(index.text(kPartitionKey)) && keyNames(other.text(kSortKey)) == keyNames(index.text(kSortKey)); };
    const auto it = std::ranges::find_if(indexes, isTwin);
    return it == indexes.end() ? index : *it;
}

/// What the one that stays projects and has, so that it answers for the other as well.
void takeOver(const NodeView& kept, const NodeView& gone, Properties& rows) {
    const auto text = [&](const QString& key) { const Value* own = findProperty(rows, key); return own ? std::get<QString>(*own) : kept.text(key); };
    const QString all = QStringLiteral("ALL"), keys = QStringLiteral("KEYS_ONLY");
    const QString wider = text(kProjection) == all || gone.text(kProjection) == all ? all : text(kProjection) == keys ? gone.text(kProjection) : text(kProjection);
    const Value* listed = findProperty(rows, kProjected);
    QStringList names = (listed ? std::get<QStringList>(*listed) : kept.texts(kProjected)) + gone.texts(kProjected);
    names.removeDuplicates();
    storeProperty(rows, kProjection, wider);
    storeProperty(rows, kProjected, names);
    if (isOnDemand(kept)) return;
    const Value* units = findProperty(rows, kReadUnits);
    storeProperty(rows, kReadUnits, (units ? toNumber(*units) : kept.number(kReadUnits)) + gone.number(kReadUnits));
    const Value* writes = findProperty(rows, kWriteUnits);
    storeProperty(rows, kWriteUnits, std::max(writes ? toNumber(*writes) : kept.number(kWriteUnits), gone.number(kWriteUnits)));
}

// Indexes with the same keys become one; nullopt where that does not suffice.
std::optional<ChangeSet> mergedFix(const NodeView& table, const std::vector<NodeView>& indexes, size_t most) {
    std::vector<AccessPattern> patterns;
    std::vector<NodeView> gone;
    std::map<Uid, Properties> rows;
    for (const NodeView& index : indexes) {
        const NodeView kept = twinOf(index, indexes);
        if (kept == index) continue;
        for (const AccessPattern& p : patternsInto(index)) patterns.push_back(p);
        if (!index.linksIn().empty() || !index.referrers().empty() || !index.children().empty()) return std::nullopt;
        takeOver(kept, index, rows[kept.uid()]);
        gone.push_back(index);
    }
    if (indexes.size() - gone.size() > most) return std::nullopt;
    const QString title = tr("Merge the indexes with the same keys");
    ChangeSet fix = patternsFix(table, patterns, title, [&](Row& row, const AccessPattern& p) { row.set(pattern::kResource, Ref{twinOf(*table.find(p.resource), indexes).uid(), {}}); }).value_or(ChangeSet{title, {}});
    for (auto& [uid, properties] : rows) {
        const KindSpec* kind = table.find(uid)->kind();
        for (const Property& property : properties) {
            SetProperty set{uid, property.key, property.value};
            if (kind->property(property.key)->fallback == property.value) set.value.reset();
            fix.changes.emplace_back(std::move(set));
        }
    }
    for (const NodeView& index : gone) fix.changes.emplace_back(RemoveNode{index.uid()});
    return fix;
}

void checkCount(const NodeView& v, IssueSink& sink) {
    constexpr size_t kQuota = 20;  // DynamoDB Developer Guide, quotas
    const auto table = v.parent();
    if (!table) return;
    const auto indexes = table->children(QStringLiteral("index"));
    if (indexes.size() <= kQuota || !(indexes.front() == v)) return;  // one finding a table, at its first index
    Issue& issue = sink.add(tr("Table %1 has %2 global secondary indexes; the default quota is 20. Merge some, or have the quota raised.").arg(table->quoted()).arg(indexes.size()), {table->uid(), v.uid()});
    issue.fix = mergedFix(*table, indexes, kQuota);
}

void checkKeyNames(const NodeView& v, IssueSink& sink) {
    for (const QString& key : {kPartitionKey, kSortKey}) {
        if (v.isUnresolved(key)) continue;
        const auto count = keyNames(v.text(key)).size();
        if (count > 4) {
            Issue& issue = sink.add(tr("The %1 of index %2 has %3 attributes; up to four are possible. Leave some out.").arg(key == kPartitionKey ? tr("partition key") : tr("sort key"), v.quoted()).arg(count), {v.uid()});
            issue.fix = ChangeSet{tr("Keep the first four"), {SetProperty{v.uid(), key, Value(keyNames(v.text(key)).mid(0, 4).join(QStringLiteral(", ")))}}};
        }
        if (count == 0 && key == kPartitionKey)
            sink.add(tr("Index %1 has no partition key. Name the attribute that its entries are found by.").arg(v.quoted()), {v.uid()});
    }
}

// The rule of thumb; where the access patterns tell what really arrives, IDX-008 says it exactly.
void checkWriteUnits(const NodeView& v, IssueSink& sink) {
    const auto table = v.parent();
    if (!table || isOnDemand(v) || v.isUnresolved(kWriteUnits) || table->isUnresolved(kWriteUnits)) return;
    const double own = v.number(kWriteUnits), base = table->number(kWriteUnits);
    if (own >= base) return;
    Issue& issue = sink.add(tr("Index %1 has %2, its table %3 has %4: when the index cannot keep up, writes of the table are throttled. Give it at least as many.").arg(v.quoted(), own == 1 ? tr("1 write unit") : tr("%1 write units").arg(formatQuantity(own, Unit::None)), table->quoted(), formatQuantity(base, Unit::None)), {v.uid(), table->uid()});
    issue.fix = ChangeSet{tr("Provision %1 write units").arg(base), {SetProperty{v.uid(), kWriteUnits, Value(base)}}};
}

void checkOnDemandUnits(const NodeView& v, IssueSink& sink) {
    if (!isOnDemand(v) || (!v.has(kReadUnits) && !v.has(kWriteUnits))) return;
    Issue& issue = sink.add(tr("Index %1 states provisioned units, but its table is on-demand, and an index has its table's mode. Take them away.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Take the provisioned units away"), {}};
    for (const QString& key : {kReadUnits, kWriteUnits})
        if (v.has(key)) issue.fix->changes.emplace_back(SetProperty{v.uid(), key, std::nullopt});
}

void checkProjected(const NodeView& v, IssueSink& sink) {
    const auto table = v.parent();
    if (!table) return;
    const auto indexes = table->children(QStringLiteral("index"));
    if (indexes.empty() || !(indexes.front() == v)) return;
    qsizetype count = 0;
    for (const NodeView& index : indexes)
        if (index.text(kProjection) == u"INCLUDE") count += index.texts(kProjected).size();
    if (count <= 100) return;
    Issue& issue = sink.add(tr("The indexes of %1 name %2 projected attributes; all of them together may name 100. Project everything, or keys only.").arg(table->quoted()).arg(count), {table->uid()});
    ChangeSet fix{tr("Project everything"), {}};
    for (const NodeView& index : indexes)
        if (index.text(kProjection) == u"INCLUDE") fix.changes.emplace_back(SetProperty{index.uid(), kProjection, index.kind()->property(kProjection)->fallback == Value(QStringLiteral("ALL")) ? std::nullopt : std::optional<Value>(QStringLiteral("ALL"))});
    issue.fix = std::move(fix);
}

}  // namespace

std::vector<RuleSpec> indexRules() {
    constexpr auto kSource = "DynamoDB Developer Guide, global secondary indexes";
    constexpr auto kQuotas = "DynamoDB Developer Guide, quotas";
    std::vector<RuleSpec> rules = {
        {.id = "IDX-004", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "A table has up to 20 global secondary indexes"), .help = QT_TRANSLATE_NOOP("model", "Fires when a table has more than the default quota."), .source = kQuotas, .offersFix = true, .check = checkCount},
        {.id = "IDX-005", .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Indexes name up to 100 projected attributes"), .help = QT_TRANSLATE_NOOP("model", "Fires when the indexes of a table name more."), .source = kQuotas, .offersFix = true, .check = checkProjected},
        {.id = "IDX-009", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "An index has the table's write units"), .help = QT_TRANSLATE_NOOP("model", "Fires when a provisioned index has fewer write units than its table."), .source = kSource, .offersFix = true, .check = checkWriteUnits},
        {.id = "IDX-021", .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Keys of an index have one to four attributes"), .help = QT_TRANSLATE_NOOP("model", "Fires when the partition or sort key of an index names more, or no partition key at all."), .source = kSource, .offersFix = true, .check = checkKeyNames},
        {.id = "CAP-020", .priority = 2, .title = QT_TRANSLATE_NOOP("model", "An index has its table's capacity mode"), .help = QT_TRANSLATE_NOOP("model", "Fires when an index of an on-demand table states provisioned units."), .source = "DynamoDB Developer Guide, capacity modes", .offersFix = true, .check = checkOnDemandUnits},
    };
    for (const auto& more : {storeRules(), loadRules(), indexLoadRules(), scalingRules()}) rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

}  // namespace model::dynamodb
