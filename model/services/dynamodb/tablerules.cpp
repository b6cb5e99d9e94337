// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/services/dynamodb/itemfixes.h"
#include "model/services/dynamodb/kinds.h"

#include <QCoreApplication>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace model::dynamodb {

namespace {

constexpr double kItemLimitBytes = 400.0 * 1024;  // DynamoDB Developer Guide, quotas
constexpr double kTableQuotaUnits = 40'000;       // the same page; an account may have it raised
constexpr double kAccountQuotaUnits = 80'000;     // the same page: all tables of a Region

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

ChangeSet fixOf(const QString& title, Uid node, const QString& key, std::optional<Value> value) {
    return {title, {SetProperty{node, key, std::move(value)}}};
}

// ---------------------------------------------------------------- keys and names
void checkKey(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kPartitionKey) || !v.text(kPartitionKey).trimmed().isEmpty()) return;
    Issue& issue = sink.add(tr("Table %1 has no partition key. Every table needs one; name the attribute that its items are found by.").arg(v.quoted()), {v.uid()});
    issue.fix = fixOf(tr("Name the partition key \"pk\""), v.uid(), kPartitionKey, std::nullopt);
}

void checkKeyType(const NodeView& v, IssueSink& sink) {
    const auto check = [&](const QString& key, const QString& typeKey) {
        if (v.isUnresolved(key) || v.isUnresolved(typeKey) || v.text(key).isEmpty()) return;
        const QString type = v.text(typeKey);
        if (type == u"S" || type == u"N" || type == u"B") return;
        Issue& issue = sink.add(tr("Key attribute \"%1\" of %2 has the type %3; keys are strings (S), numbers (N) or binary (B). Choose one of them.").arg(v.text(key), v.quoted(), type), {v.uid()});
        issue.fix = fixOf(tr("Make \"%1\" a string").arg(v.text(key)), v.uid(), typeKey, std::nullopt);
    };
    check(kPartitionKey, kPartitionKeyType);
    check(kSortKey, kSortKeyType);
}

QString legalName(QString name) {
    static const QRegularExpression illegal(QStringLiteral("[^A-Za-z0-9_.-]"));
    name.replace(illegal, QStringLiteral("-"));
    while (name.size() < 3) name += u'-';
    return name.left(255);
}

void checkName(const NodeView& v, IssueSink& sink) {
    const QString key = QStringLiteral("name");
    if (v.isUnresolved(key) || v.flag(kNamedLater) || v.name() == legalName(v.name())) return;
    Issue& issue = sink.add(tr("%1 is no legal name of a table or index: 3 to 255 of the characters a-z, A-Z, 0-9, underscore, hyphen and dot. Rename it.").arg(v.quoted()), {v.uid()});
    issue.fix = fixOf(tr("Rename it to \"%1\"").arg(legalName(v.name())), v.uid(), key, Value(legalName(v.name())));
}

using TablesByName = QMap<QString, QList<Uid>>;

TablesByName tablesOfRegion(const NodeView& region) {
    TablesByName found;
    for (const NodeView& table : region.children(QStringLiteral("table")))
        if (!table.isUnresolved(QStringLiteral("name")) && !table.flag(kNamedLater)) found[table.name()] += table.uid();
    return found;
}

void checkUniqueName(const NodeView& v, IssueSink& sink) {
    const auto region = v.ancestor(QStringLiteral("region"));
    if (!region) return;
    const auto tables = region->query(Query<TablesByName>{tablesOfRegion});
    const QList<Uid> same = tables->value(v.name());
    // One finding for the whole group, at its first table.
    if (same.size() < 2 || same.front() != v.uid()) return;
    Issue& issue = sink.add(tr("%n tables of %1 are called %2; a name is unique within an account and Region. Rename all but one.").replace(QStringLiteral("%n"), QString::number(same.size())).arg(region->quoted(), v.quoted()), std::vector<Uid>(same.begin(), same.end()));
    ChangeSet fix{tr("Number the others"), {}};
    int number = 2;
    for (const Uid table : same.mid(1)) {
        while (tables->contains(v.name() + u'-' + QString::number(number))) ++number;
        fix.changes.emplace_back(SetProperty{table, QStringLiteral("name"), Value(QString(v.name() + u'-' + QString::number(number++)))});
    }
    issue.fix = std::move(fix);
}

// ---------------------------------------------------------------- items
void checkItemLimit(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kItemBytes) || v.number(kItemBytes) <= kItemLimitBytes) return;
    Issue& issue = sink.add(tr("Items of %1 average %2; an item has at most 400 KiB, names and values together. Keep the large part in an S3 bucket and its address in the item.").arg(v.quoted(), formatQuantity(v.number(kItemBytes), Unit::Bytes)), {v.uid()});
    issue.key = kItemBytes;
    issue.fix = pointerFix(v, kItemLimitBytes);
}

void checkLargeItem(const NodeView& v, IssueSink& sink) {
    const double bytes = v.number(kItemBytes);
    if (v.isUnresolved(kItemBytes) || bytes < 300.0 * 1024 || bytes > kItemLimitBytes) return;
    Issue& issue = sink.add(tr("Items of %1 average %2, close to the limit of 400 KiB, and every write of one costs %3 write units. Split them into smaller items.").arg(v.quoted(), formatQuantity(bytes, Unit::Bytes)).arg((static_cast<qint64>(bytes) + 1023) / 1024), {v.uid()});
    issue.key = kItemBytes;
    issue.fix = splitFix(v);
}

// ---------------------------------------------------------------- capacity
void checkMinimumUnits(const NodeView& v, IssueSink& sink) {
    if (isOnDemand(v)) return;
    const auto check = [&](const QString& key, const QString& what) {
        if (v.isUnresolved(key) || v.number(key) >= 1) return;
        Issue& issue = sink.add(tr("%1 has %2 provisioned %3 units; the least is 1.").arg(v.quoted()).arg(v.number(key)).arg(what), {v.uid()});
        issue.fix = fixOf(tr("Provision 1 %1 unit").arg(what), v.uid(), key, Value(1.0));
    };
    check(kReadUnits, tr("read"));
    check(kWriteUnits, tr("write"));
}

/// What is provisioned for all tables, replicas and indexes of the Region.
double provisionedIn(const NodeView& region, const QString& key) {
    double sum = 0;
    const auto add = [&](const NodeView& store) {
        if (store.kind() && store.kind()->property(key) && !isOnDemand(store)) sum += store.number(key);
    };
    for (const NodeView& store : region.children(QStringLiteral("store"))) {
        add(store);
        for (const NodeView& index : store.children(QStringLiteral("index"))) add(index);
    }
    return sum;
}

// Told once, at the first table.
void checkAccountQuota(const NodeView& v, IssueSink& sink) {
    const auto region = v.ancestor(QStringLiteral("region"));
    const auto stores = region ? region->children(QStringLiteral("store")) : std::vector<NodeView>();
    if (stores.empty() || !(stores.front() == v)) return;
    for (const QString& key : {kReadUnits, kWriteUnits}) {
        const double units = provisionedIn(*region, key);
        if (units > kAccountQuotaUnits) sink.add(tr("What lies in %1 has %2 provisioned %3 units together; the default quota of an account is 80,000 in a Region. Have the quota raised before you deploy it.").arg(region->quoted()).arg(units, 0, 'f', 0).arg(key == kReadUnits ? tr("read") : tr("write")), {v.uid(), region->uid()});
    }
}

void checkQuota(const NodeView& v, IssueSink& sink) {
    checkAccountQuota(v, sink);
    if (isOnDemand(v)) return;
    for (const QString& key : {kReadUnits, kWriteUnits}) {
        const double units = v.number(key);
        if (v.isUnresolved(key) || units <= kTableQuotaUnits) continue;
        sink.add(tr("%1 has %2 provisioned %3 units; the default quota of a table is 40,000. Have the quota raised before you deploy it.").arg(v.quoted()).arg(units, 0, 'f', 0).arg(key == kReadUnits ? tr("read") : tr("write")), {v.uid()});
    }
}

void checkWarmButLow(const NodeView& v, IssueSink& sink) {
    if (isOnDemand(v)) return;
    const auto check = [&](const QString& warmKey, const QString& key, const QString& what) {
        if (v.isUnresolved(warmKey) || v.isUnresolved(key) || v.number(warmKey) <= v.number(key)) return;
        Issue& issue = sink.add(tr("%1 is warmed to %2 %3 units but has only %4 provisioned; warm throughput does not raise what you provisioned. Raise the provisioned units.").arg(v.quoted()).arg(v.number(warmKey), 0, 'f', 0).arg(what).arg(v.number(key), 0, 'f', 0), {v.uid()});
        issue.fix = fixOf(tr("Provision %1 %2 units").arg(v.number(warmKey), 0, 'f', 0).arg(what), v.uid(), key, v.value(warmKey));
    };
    check(kWarmReadUnits, kReadUnits, tr("read"));
    check(kWarmWriteUnits, kWriteUnits, tr("write"));
}

constexpr auto kGuideNames = "DynamoDB Developer Guide, naming rules";
constexpr auto kGuideKeys = "DynamoDB Developer Guide, core components";
constexpr auto kGuideQuotas = "DynamoDB Developer Guide, quotas";

}  // namespace

std::vector<RuleSpec> storeRules() {
    std::vector<RuleSpec> rules = {
        {.id = "DDB-003", .title = QT_TRANSLATE_NOOP("model", "Names of tables and indexes are legal"), .help = QT_TRANSLATE_NOOP("model", "Fires when a name is shorter than 3, longer than 255 or has other characters than a-z, A-Z, 0-9, underscore, hyphen and dot. Names that are chosen at deployment are not looked at."), .source = kGuideNames, .offersFix = true, .check = checkName},
        {.id = "DDB-002", .title = QT_TRANSLATE_NOOP("model", "Keys are strings, numbers or binary"), .help = QT_TRANSLATE_NOOP("model", "Fires when a key attribute has another type."), .source = kGuideKeys, .offersFix = true, .check = checkKeyType},
    };
    for (const RuleSpec& rule : capacityRules()) rules.push_back(rule);
    return rules;
}

std::vector<RuleSpec> capacityRules() {
    return {
        {.id = "CAP-001", .title = QT_TRANSLATE_NOOP("model", "At least one unit is provisioned"), .help = QT_TRANSLATE_NOOP("model", "Fires when provisioned read or write units are below 1."), .source = kGuideQuotas, .offersFix = true, .check = checkMinimumUnits},
        {.id = "CAP-005", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Provisioned units stay within the default quota"), .help = QT_TRANSLATE_NOOP("model", "Fires when a table or index has more than 40,000 read or write units, or what lies in a Region more than 80,000."), .source = kGuideQuotas, .check = checkQuota},
        {.id = "WT-009", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Warm throughput is no provisioned capacity"), .help = QT_TRANSLATE_NOOP("model", "Fires when a provisioned table is warmed above its provisioned units."), .source = "DynamoDB Developer Guide, warm throughput", .offersFix = true, .check = checkWarmButLow},
    };
}

std::vector<RuleSpec> tableRules() {
    std::vector<RuleSpec> rules = {
        {.id = "DDB-001", .title = QT_TRANSLATE_NOOP("model", "A table has a partition key"), .help = QT_TRANSLATE_NOOP("model", "Fires when the partition key has no name."), .source = kGuideKeys, .offersFix = true, .check = checkKey},
        {.id = "DDB-004", .title = QT_TRANSLATE_NOOP("model", "Names of tables are unique in a Region"), .help = QT_TRANSLATE_NOOP("model", "Fires when two tables of one Region share a name."), .source = kGuideNames, .offersFix = true, .check = checkUniqueName},
        {.id = "DDB-005", .title = QT_TRANSLATE_NOOP("model", "Items have at most 400 KiB"), .help = QT_TRANSLATE_NOOP("model", "Fires when the average item of a table is larger."), .source = kGuideQuotas, .offersFix = true, .check = checkItemLimit},
        {.id = "DDB-006", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Items keep away from the limit of 400 KiB"), .help = QT_TRANSLATE_NOOP("model", "Fires when the average item has 300 to 400 KiB."), .source = kGuideQuotas, .offersFix = true, .check = checkLargeItem},
    };
    for (const RuleSpec& rule : storeRules()) rules.push_back(rule);
    return rules;
}

}  // namespace model::dynamodb
