// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/dynamodb/keyfixes.h"

#include "model/rules/patternfix.h"
#include "model/services/dynamodb/kinds.h"
#include "model/services/dynamodb/store.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace model::dynamodb {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

double mostKeys(const std::vector<AccessPattern>& patterns) {
    double most = 0;
    for (const AccessPattern& p : patterns) most = std::max(most, p.keyCount);
    return most;
}

}  // namespace

double suffixesFor(double hottest, double limit) { return std::floor(hottest / limit) + 1; }

std::optional<ChangeSet> suffixFix(const NodeView& v, double count) {
    std::optional<ChangeSet> fix;
    for (const AccessPattern& p : patternsInto(v)) {
        if (!p.isWrite()) continue;
        if (p.keyDistribution != u"hot" || fix) return std::nullopt;  // of several, a person has to say which
        fix = patternFix(v, p, tr("Spread the hot key over %1 suffixes").arg(count, 0, 'f', 0), pattern::kHotShare, Value(p.hotSharePercent / count));
    }
    return fix;
}

std::optional<ChangeSet> moreKeysFix(const NodeView& table, double keys, double wanted) {
    const double suffixes = std::ceil(wanted / keys);
    return patternsFix(table, patternsInto(table), tr("Give each key %1 suffixes").arg(suffixes, 0, 'f', 0), [suffixes](Row& row, const AccessPattern& p) { row.set(pattern::kKeyCount, p.keyCount * suffixes); });
}

std::optional<ChangeSet> widerKeyFix(const NodeView& index, double wanted) {
    constexpr qsizetype kMostAttributes = 4;  // DynamoDB Developer Guide, multi-attribute keys
    const auto table = index.parent();
    if (!table || index.settledNumber(kKeyValues) <= 0 || table->isUnresolved(kPartitionKey)) return std::nullopt;
    QStringList names = keyNames(index.text(kPartitionKey));
    for (const QString& name : keyNames(table->text(kPartitionKey)))
        if (!names.contains(name)) names += name;
    const double keys = std::max(mostKeys(patternsInto(*table)), mostKeys(patternsInto(index)));
    if (names.size() > kMostAttributes || names == keyNames(index.text(kPartitionKey)) || keys < wanted) return std::nullopt;
    return ChangeSet{tr("Put \"%1\" into its key as well").arg(table->text(kPartitionKey)), {SetProperty{index.uid(), kPartitionKey, Value(names.join(QStringLiteral(", ")))}, SetProperty{index.uid(), kKeyValues, std::nullopt}}};
}

}  // namespace model::dynamodb
