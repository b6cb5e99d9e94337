// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/services/dynamodb/keyfixes.h"
#include "model/services/dynamodb/kinds.h"
#include "model/traffic/load.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

// Rules of auto scaling, which tables, indexes and replicas share.
namespace model::dynamodb {

namespace {

constexpr double kUsualTarget = 70, kLeastTarget = 20, kMostTarget = 90;  // percent (DynamoDB Developer Guide, auto scaling)

QString tr(const char* text) { return QCoreApplication::translate("model", text); }
QString count(double units) { return QString::number(units, 'f', units == std::floor(units) ? 0 : 1); }

struct Dimension {
    const char* word;
    UnitLoad StoreLoad::*load;
    const QString &units, &on, &min, &max, &target;
};

const std::array<Dimension, 2>& dimensions() {
    static const std::array<Dimension, 2> both = {
        Dimension{QT_TRANSLATE_NOOP("model", "read"), &StoreLoad::read, kReadUnits, kReadScaling, kReadScalingMin, kReadScalingMax, kReadScalingTarget},
        Dimension{QT_TRANSLATE_NOOP("model", "write"), &StoreLoad::write, kWriteUnits, kWriteScaling, kWriteScalingMin, kWriteScalingMax, kWriteScalingTarget}};
    return both;
}

/// Each dimension that is scaled, with its values known.
void eachScaled(const NodeView& v, auto&& visit) {
    if (isOnDemand(v)) return;
    for (const Dimension& d : dimensions())
        if (v.settledFlag(d.on) && !v.isUnresolved(d.min) && !v.isUnresolved(d.max) && !v.isUnresolved(d.target)) visit(d);
}

std::optional<Value> stored(const NodeView& v, const QString& key, double number) {
    return v.kind()->property(key)->fallback == Value(number) ? std::nullopt : std::optional(Value(number));
}

void checkBounds(const NodeView& v, IssueSink& sink) {
    eachScaled(v, [&](const Dimension& d) {
        const double least = v.number(d.min), most = v.number(d.max);
        if (least <= most) return;
        Issue& issue = sink.add(tr("Auto scaling of %1 has a minimum of %2 %3 units above its maximum of %4. Swap them.").arg(v.quoted(), count(least), tr(d.word), count(most)), {v.uid()});
        issue.key = d.min;
        issue.fix = ChangeSet{tr("Swap them"), {SetProperty{v.uid(), d.min, stored(v, d.min, most)}, SetProperty{v.uid(), d.max, stored(v, d.max, least)}}};
    });
}

void checkTarget(const NodeView& v, IssueSink& sink) {
    eachScaled(v, [&](const Dimension& d) {
        const double target = v.number(d.target);
        if (target >= kLeastTarget && target <= kMostTarget) return;
        Issue& issue = sink.add(tr("The %1 target of %2 is %3 %; 20 to 90 % are possible. Take 70 %.").arg(tr(d.word), v.quoted(), count(target)), {v.uid()});
        issue.key = d.target;
        issue.fix = ChangeSet{tr("Take 70 %"), {SetProperty{v.uid(), d.target, std::nullopt}}};
    });
}

void adviseTarget(const NodeView& v, IssueSink& sink) {
    eachScaled(v, [&](const Dimension& d) {
        const double target = v.number(d.target);
        if (target == kUsualTarget || target < kLeastTarget || target > kMostTarget) return;
        Issue& issue = sink.add(tr("The %1 target of %2 is %3 %; 70 % leaves room for spikes without paying for too much. Keep it if you know why.").arg(tr(d.word), v.quoted(), count(target)), {v.uid()});
        issue.key = d.target;
        issue.fix = ChangeSet{tr("Take 70 %"), {SetProperty{v.uid(), d.target, std::nullopt}}};
    });
}

void checkMaximum(const NodeView& v, IssueSink& sink) {
    const auto load = loadOn(v);
    eachScaled(v, [&](const Dimension& d) {
        const double needed = std::ceil(((*load).*d.load).sustained / (v.number(d.target) / 100)), most = v.number(d.max);
        if (needed <= most || v.number(d.target) <= 0) return;
        Issue& issue = sink.add(tr("Auto scaling of %1 may provision %2, and its load needs %3 at the target of %4 %. Raise the maximum.").arg(v.quoted(), (count(most) == u"1" ? tr("%1 %2 unit") : tr("%1 %2 units")).arg(count(most), tr(d.word)), count(needed), count(v.number(d.target))), {v.uid()});
        issue.key = d.max;
        issue.fix = ChangeSet{tr("Allow %1 units").arg(count(needed)), {SetProperty{v.uid(), d.max, stored(v, d.max, needed)}}};
    });
}

void checkSpike(const NodeView& v, IssueSink& sink) {
    const auto load = loadOn(v);
    if (!load->hasSpikes) return;
    eachScaled(v, [&](const Dimension& d) {
        const UnitLoad& need = (*load).*d.load;
        const double has = std::max(v.settledNumber(d.units), v.number(d.min));
        if (need.peak <= has) return;
        Issue& issue = sink.add(tr("The load on %1 jumps to %2 %3 units a second, above the %4 that are provisioned then; auto scaling answers after minutes, and what the burst does not cover throttles first. Raise the minimum, warm the table, or use on-demand.").arg(v.quoted(), count(need.peak), tr(d.word), count(has)), {v.uid()});
        const double least = std::ceil(need.peak);
        issue.fix = ChangeSet{tr("Never provision less than %1 %2 units").arg(count(least), tr(d.word)), {SetProperty{v.uid(), d.min, stored(v, d.min, least)}}};
        if (v.number(d.max) < least) issue.fix->changes.emplace_back(SetProperty{v.uid(), d.max, stored(v, d.max, least)});
    });
}

void checkOnDemand(const NodeView& v, IssueSink& sink) {
    if (!isOnDemand(v) || (!v.settledFlag(kReadScaling) && !v.settledFlag(kWriteScaling))) return;
    Issue& issue = sink.add(tr("%1 is on-demand, so that auto scaling has nothing to scale. Take it away.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Turn auto scaling off"), {}};
    for (const QString& key : {kReadScaling, kWriteScaling})
        if (v.has(key)) issue.fix->changes.emplace_back(SetProperty{v.uid(), key, std::nullopt});
}

void checkBoth(const NodeView& v, IssueSink& sink) {
    const bool reads = v.settledFlag(kReadScaling), writes = v.settledFlag(kWriteScaling);
    if (isOnDemand(v) || reads == writes || v.isUnresolved(kReadScaling) || v.isUnresolved(kWriteScaling)) return;
    const QString missing = reads ? kWriteScaling : kReadScaling;
    Issue& issue = sink.add(reads ? tr("Auto scaling of %1 follows its reads only. Scale its writes as well.").arg(v.quoted()) : tr("Auto scaling of %1 follows its writes only. Scale its reads as well.").arg(v.quoted()), {v.uid()});
    issue.key = missing;
    issue.fix = ChangeSet{reads ? tr("Scale writes") : tr("Scale reads"), {SetProperty{v.uid(), missing, Value(true)}}};
}

void sayHotPartition(const NodeView& v, IssueSink& sink) {
    constexpr double kReadsOfAPartition = 3000, kWritesOfAPartition = 1000;  // DynamoDB Developer Guide, partitions
    const auto load = loadOn(v);
    eachScaled(v, [&](const Dimension& d) {
        const bool isRead = &d == dimensions().data();
        const double hottest = ((*load).*d.load).hottestKey, limit = isRead ? kReadsOfAPartition : kWritesOfAPartition;
        if (hottest <= limit) return;
        Issue& issue = sink.add(tr("Auto scaling gives %1 more %2 units, but its hottest key lies on one partition, whose limit stays. Spread the key.").arg(v.quoted(), tr(d.word)), {v.uid()});
        if (!isRead) issue.fix = suffixFix(v, suffixesFor(hottest, limit));
    });
}

bool isScaled(const NodeView& v) { return v.settledFlag(kReadScaling) || v.settledFlag(kWriteScaling); }

void checkIndexes(const NodeView& v, IssueSink& sink) {
    if (isOnDemand(v) || !isScaled(v)) return;
    for (const NodeView& index : v.children(QStringLiteral("index"))) {
        if (isScaled(index) || index.isUnresolved(kReadScaling) || index.isUnresolved(kWriteScaling)) continue;
        Issue& issue = sink.add(tr("Table %1 is scaled, its index %2 is not: each is scaled by itself, and an index that falls behind throttles the table. Scale it.").arg(v.quoted(), index.quoted()), {index.uid(), v.uid()});
        issue.fix = ChangeSet{tr("Scale the index"), {}};
        for (const Dimension& d : dimensions()) {
            issue.fix->changes.emplace_back(SetProperty{index.uid(), d.on, Value(true)});
            for (const QString& key : {d.min, d.max, d.target}) issue.fix->changes.emplace_back(SetProperty{index.uid(), key, v.has(key) ? std::optional(v.value(key)) : std::nullopt});
        }
    }
}

constexpr auto kGuide = "DynamoDB Developer Guide, auto scaling";

}  // namespace

std::vector<RuleSpec> scalingRules() {
    return {
        {.id = "AS-001", .title = QT_TRANSLATE_NOOP("model", "The minimum is below the maximum"), .help = QT_TRANSLATE_NOOP("model", "Fires when auto scaling has a minimum above its maximum."), .source = kGuide, .offersFix = true, .check = checkBounds},
        {.id = "AS-002", .title = QT_TRANSLATE_NOOP("model", "Targets lie between 20 and 90 %"), .help = QT_TRANSLATE_NOOP("model", "Fires when a target utilisation is outside of that."), .source = kGuide, .offersFix = true, .check = checkTarget},
        {.id = "AS-003", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "70 % is the usual target"), .help = QT_TRANSLATE_NOOP("model", "Fires when a target is another one."), .source = kGuide, .offersFix = true, .check = adviseTarget},
        {.id = "AS-004", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "The maximum carries the load"), .help = QT_TRANSLATE_NOOP("model", "Fires when the load of the access patterns, over the target, is above the maximum."), .source = kGuide, .offersFix = true, .check = checkMaximum},
        {.id = "AS-005", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Auto scaling follows in minutes"), .help = QT_TRANSLATE_NOOP("model", "Fires when a load jumps above what is provisioned at that moment."), .source = kGuide, .offersFix = true, .check = checkSpike},
        {.id = "AS-006", .title = QT_TRANSLATE_NOOP("model", "On-demand is not scaled"), .help = QT_TRANSLATE_NOOP("model", "Fires when auto scaling is on and the mode is on-demand."), .source = kGuide, .offersFix = true, .check = checkOnDemand},
        {.id = "AS-007", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Reads and writes are both scaled"), .help = QT_TRANSLATE_NOOP("model", "Fires when only one of them is."), .source = kGuide, .offersFix = true, .check = checkBoth},
        {.id = "AS-008", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "A hot partition stays hot"), .help = QT_TRANSLATE_NOOP("model", "Says of a scaled store with a hot key that its partition's limit does not grow."), .source = "DynamoDB Developer Guide, designing partition keys", .offersFix = true, .check = sayHotPartition},
    };
}

std::vector<RuleSpec> tableScalingRules() {
    return {{.id = "IDX-013", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Indexes are scaled with their table"), .help = QT_TRANSLATE_NOOP("model", "Fires when a table is scaled and one of its indexes is not."), .source = kGuide, .offersFix = true, .check = checkIndexes}};
}

}  // namespace model::dynamodb
