// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/rules/cachefix.h"
#include "model/rules/removalfix.h"
#include "model/services/elasticache/kinds.h"

#include <QCoreApplication>

namespace model::elasticache {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }
bool isMemcached(const NodeView& v) { return v.settledText(kEngine) == u"memcached"; }

void checkEngine(const NodeView& v, IssueSink& sink) {
    if (!isMemcached(v) || !v.settledFlag(kDurable)) return;
    Issue& issue = sink.add(tr("%1 must not lose what it holds, but Memcached neither replicates nor fails over. Use Valkey or Redis.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Use Redis"), {SetProperty{v.uid(), kEngine, std::nullopt}}};
}

void checkReplicas(const NodeView& v, IssueSink& sink) {
    if (isMemcached(v) || v.isUnresolved(kReplicas) || v.number(kReplicas) <= 5) return;
    Issue& issue = sink.add(tr("%1 has %2 replicas a shard; five are possible. Use more shards.").arg(v.quoted()).arg(v.number(kReplicas), 0, 'f', 0), {v.uid()});
    issue.fix = ChangeSet{tr("Take five replicas"), {SetProperty{v.uid(), kReplicas, Value(qint64(5))}}};
}

void checkFailover(const NodeView& v, IssueSink& sink) {
    if (isMemcached(v) || v.isUnresolved(kReplicas) || !v.settledFlag(kMultiZone) || v.number(kReplicas) > 0) return;
    Issue& issue = sink.add(tr("%1 is to fail over but has no replica that could take over. Add one in another zone.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Add a replica"), {SetProperty{v.uid(), kReplicas, std::nullopt}}};
}

void checkLazy(const NodeView& v, IssueSink& sink) {
    if (v.settledText(kStrategy) != u"lazy" || v.settledNumber(kTtl) > 0) return;
    Issue& issue = sink.add(tr("Entries of %1 are loaded on a miss and never expire: what changes in the database stays old here for ever. Give them a time to live.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Let entries live five minutes"), {SetProperty{v.uid(), kTtl, std::nullopt}}};
}

void checkWriteBehind(const NodeView& v, IssueSink& sink) {
    if (v.settledText(kStrategy) != u"write-behind" || !v.settledFlag(kDurable)) return;
    Issue& issue = sink.add(tr("Writes to %1 reach the database later: the loss of a node loses them, although nothing may be lost. Write through.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Write through"), {SetProperty{v.uid(), kStrategy, Value(QStringLiteral("write-through"))}}};
}

void checkWriteThrough(const NodeView& v, IssueSink& sink) {
    if (v.settledText(kStrategy) != u"write-through" || v.settledNumber(kTtl) > 0) return;
    Issue& issue = sink.add(tr("Every write goes into %1 and stays: it fills with what nobody reads. Give its entries a time to live.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Let entries live five minutes"), {SetProperty{v.uid(), kTtl, std::nullopt}}};
}

/// A DAX cluster in its subnets takes the requests of its callers for tables.
std::optional<ChangeSet> daxInstead(const NodeView& v) {
    const auto vpc = vpcOf(v);
    const auto region = regionOf(v);
    if (!vpc || !region || !v.referringLinks().empty()) return std::nullopt;
    std::vector<AccessPattern> patterns;
    for (const LinkView& link : v.linksIn())
        for (const AccessPattern& p : cacheable(patternsFrom(link.from())))
            if (const auto store = v.find(p.resource); store && store->offers(QStringLiteral("store")) && regionOf(*store) == region) patterns.push_back(p);
    auto fix = cacheFix(*vpc, Refs{v.refs(kSubnets)}, patterns);
    const auto removal = removalFix(v, {});
    if (!fix || !removal) return std::nullopt;
    fix->title = tr("Take a DAX cluster instead");
    fix->changes.insert(fix->changes.end(), removal->changes.begin(), removal->changes.end());
    return fix;
}

void checkPlain(const NodeView& v, IssueSink& sink) {
    if (!v.settledFlag(kPlainItems)) return;
    Issue& issue = sink.add(tr("%1 holds items of DynamoDB tables as they are; DAX does that without changes to the application's code. Consider it.").arg(v.quoted()), {v.uid()});
    issue.fix = daxInstead(v);
}

}  // namespace

std::vector<RuleSpec> cacheRules() {
    constexpr auto kGuide = "Amazon ElastiCache User Guide";
    constexpr auto kStrategies = "Amazon ElastiCache User Guide, caching strategies";
    return {
        {.id = "ECA-002", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "What must not be lost is replicated"), .help = QT_TRANSLATE_NOOP("model", "Fires when a Memcached cache holds what must not be lost."), .source = kGuide, .offersFix = true, .check = checkEngine},
        {.id = "ECA-003", .title = QT_TRANSLATE_NOOP("model", "A shard has up to five replicas"), .help = QT_TRANSLATE_NOOP("model", "Fires when a shard has more."), .source = kGuide, .offersFix = true, .check = checkReplicas},
        {.id = "ECA-004", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Failing over needs a replica"), .help = QT_TRANSLATE_NOOP("model", "Fires when a cache is to fail over and has no replica."), .source = kGuide, .offersFix = true, .check = checkFailover},
        {.id = "ECA-006", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "What is loaded lazily expires"), .help = QT_TRANSLATE_NOOP("model", "Fires when entries are loaded on a miss and have no time to live."), .source = kStrategies, .offersFix = true, .check = checkLazy},
        {.id = "ECA-007", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Write-behind may lose writes"), .help = QT_TRANSLATE_NOOP("model", "Fires when writes reach the database later although nothing may be lost."), .source = kStrategies, .offersFix = true, .check = checkWriteBehind},
        {.id = "ECA-008", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "What is written through expires"), .help = QT_TRANSLATE_NOOP("model", "Fires when every write is cached and entries have no time to live."), .source = kStrategies, .offersFix = true, .check = checkWriteThrough},
        {.id = "ECA-010", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Plain items suit DAX"), .help = QT_TRANSLATE_NOOP("model", "Fires when a cache holds items of tables as they are."), .source = "DynamoDB Developer Guide, DAX", .offersFix = true, .check = checkPlain},
    };
}

}  // namespace model::elasticache
