// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/accessrules.h"

#include "model/rules/patternfix.h"
#include "model/traffic/planvalues.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

// Transactional reads have a mode of their own.
bool isPlainRead(const AccessPattern& p) { return !p.isWrite() && operationOf(p.operation) != plan::Operation::Call && operationOf(p.operation) != plan::Operation::GetObject && operationOf(p.operation) != plan::Operation::PutObject && !plan::isTransaction(operationOf(p.operation)); }
bool isStrong(const AccessPattern& p) { return isPlainRead(p) && p.consistency == u"strong"; }

void checkStrongOnIndex(const NodeView& v, IssueSink& sink) {
    const DataSpec data = v.data();
    if (data.base.isNull() || data.strongReads) return;
    for (const AccessPattern& p : patternsInto(v)) {
        if (!isStrong(p)) continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 asks index %2 for strongly consistent reads; a global secondary index is always a little behind and refuses them. Read eventually, or read the table.").arg(patternName(v, p), v.quoted()));
        issue.fix = patternFix(v, p, tr("Read eventually"), pattern::kConsistency, std::nullopt);
    }
}

void sayDefault(const NodeView& v, IssueSink& sink) {
    const auto patterns = patternsInto(v);
    const auto reads = std::ranges::count_if(patterns, [](const AccessPattern& p) { return isPlainRead(p) && !isStrong(p); });
    if (reads == 0 || !v.data().strongReads) return;
    sink.add(tr("%1 is read eventually: an answer may be the one before the latest write, usually for less than a second, and costs half.").arg(v.quoted()), {v.uid()});
}

void checkAllStrong(const NodeView& v, IssueSink& sink) {
    const auto patterns = patternsInto(v);
    if (!v.data().strongReads || !std::ranges::any_of(patterns, isStrong)) return;
    if (std::ranges::any_of(patterns, [](const AccessPattern& p) { return isPlainRead(p) && (!isStrong(p) || p.readsOwnWrites); })) return;
    Issue& issue = sink.add(tr("Every read of %1 is strongly consistent, which costs twice the units and fails more easily when the network does. Read eventually where an answer that is a moment old will do.").arg(v.quoted()), {v.uid()});
    std::vector<AccessPattern> strong;
    std::ranges::copy_if(patterns, std::back_inserter(strong), isStrong);
    issue.fix = patternsFix(v, strong, tr("Read eventually"), pattern::kConsistency, std::nullopt);
}

void checkReadAfterWrite(const NodeView& v, IssueSink& sink) {
    if (!v.data().strongReads) return;
    for (const AccessPattern& p : patternsInto(v)) {
        if (!isPlainRead(p) || isStrong(p) || !p.readsOwnWrites) continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 reads %2 eventually but expects to see what it has just written; it may get the old item. Read strongly.").arg(patternName(v, p), v.quoted()));
        issue.fix = patternFix(v, p, tr("Read strongly"), pattern::kConsistency, Value(QStringLiteral("strong")));
    }
}

void checkStrongThroughCache(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        const auto via = p.via.isNull() || !isStrong(p) ? std::nullopt : v.find(p.via);
        if (!via || !via->flowFacet<CacheFlow>()) continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 reads %2 strongly through %3, which passes such reads on and keeps nothing: they cost the table's units and a hop more. Read eventually, or past the cluster.").arg(patternName(v, p), v.quoted(), via->quoted()));
        issue.fix = patternFix(v, p, tr("Read eventually"), pattern::kConsistency, std::nullopt);
    }
}

void checkReadAfterWriteOnIndex(const NodeView& v, IssueSink& sink) {
    const DataSpec data = v.data();
    if (data.base.isNull() || data.strongReads) return;
    for (const AccessPattern& p : patternsInto(v)) {
        if (!isPlainRead(p) || !p.readsOwnWrites) continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 expects index %2 to show what was just written; an index lags its table, normally by a fraction of a second. Read the table.").arg(patternName(v, p), v.quoted()));
        if (p.target != data.base) continue;
        issue.fix = patternsFix(v, {&p, 1}, tr("Read the table strongly"), [](Row& row, const AccessPattern&) {
            row.clear(pattern::kResource);
            row.set(pattern::kConsistency, QStringLiteral("strong"));
        });
    }
}

void checkStrongRetry(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        if (!isStrong(p) || p.retryMode != u"none") continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 reads %2 strongly and never tries again; a strong read may answer HTTP 500 while a partition changes its leader. Retry it.").arg(patternName(v, p), v.quoted()));
        issue.fix = patternFix(v, p, tr("Use the SDK's standard retries"), pattern::kRetryMode, std::nullopt);
    }
}

void checkExpiredFilter(const NodeView& v, IssueSink& sink) {
    if (v.data().expiresBy.isEmpty()) return;
    for (const AccessPattern& p : patternsInto(v)) {
        if (!isPlainRead(p) || p.filtersExpired) continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 reads %2, whose expired items stay readable until they are deleted, typically within 48 hours. Pass over items whose \"%3\" has come.").arg(patternName(v, p), v.quoted(), v.data().expiresBy));
        issue.fix = patternFix(v, p, tr("Leave out expired items"), pattern::kFiltersExpired, Value(true));
    }
}

// A job that reads everything and deletes what is old does by hand what time to live does for nothing.
void checkScanAndDelete(const NodeView& v, IssueSink& sink) {
    if (!v.data().expiresBy.isEmpty() || !v.data().base.isNull()) return;
    const auto patterns = patternsInto(v);
    for (const AccessPattern& scan : patterns) {
        if (scan.operation != u"Scan") continue;
        const bool deletes = std::ranges::any_of(patterns, [&](const AccessPattern& p) { return p.caller == scan.caller && (p.operation == u"DeleteItem" || p.operation == u"BatchWriteItem"); });
        if (!deletes) continue;
        Issue& issue = addPatternIssue(sink, v, scan, tr("%1 scans %2 and deletes from it; time to live deletes old items without using any units. Turn it on and give the items a time of expiry.").arg(patternName(v, scan), v.quoted()));
        const QString key = QStringLiteral("ttlEnabled");
        if (v.kind()->property(key)) issue.fix = ChangeSet{tr("Let the items of %1 expire").arg(v.quoted()), {SetProperty{v.uid(), key, Value(true)}}};
        return;
    }
}

void checkBackoff(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        if (p.retryMode != u"immediate" && p.retryMode != u"legacy") continue;
        if (p.retryMode == u"immediate" && plan::isBatch(operationOf(p.operation))) continue;  // BAT-005
        const QString how = p.retryMode == u"immediate" ? tr("at once") : tr("after fixed delays");
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 repeats failed attempts %2, so that all callers come back together. Wait a random share of a growing, capped time.").arg(patternName(v, p), how));
        issue.fix = patternFix(v, p, tr("Use the SDK's standard retries"), pattern::kRetryMode, std::nullopt);
    }
}

}  // namespace

std::vector<RuleSpec> readerRules() {
    constexpr auto kConsistencyPage = "DynamoDB Developer Guide, read consistency";
    constexpr auto kTtl = "DynamoDB Developer Guide, time to live";
    return {
        {.id = "IDX-010", .title = QT_TRANSLATE_NOOP("model", "A global secondary index is read eventually"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern asks such an index for strongly consistent reads."), .source = kConsistencyPage, .offersFix = true, .check = checkStrongOnIndex, .appliesTo = isStore},
        {.id = "IDX-019", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "An index lags its table"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern expects an index to show what it has just written."), .source = "DynamoDB Developer Guide, global secondary indexes", .offersFix = true, .check = checkReadAfterWriteOnIndex, .appliesTo = isStore},
        {.id = "CON-001", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Reads are eventually consistent unless asked"), .help = QT_TRANSLATE_NOOP("model", "Says of each table that is read eventually what that means."), .source = kConsistencyPage, .check = sayDefault, .appliesTo = isStore},
        {.id = "CON-002", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Not every read needs to be strong"), .help = QT_TRANSLATE_NOOP("model", "Fires when all reads of a table are strong and none must see its own writes."), .source = kConsistencyPage, .offersFix = true, .check = checkAllStrong, .appliesTo = isStore},
        {.id = "CON-003", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Who must see its own writes reads strongly"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern reads its own writes eventually."), .source = kConsistencyPage, .offersFix = true, .check = checkReadAfterWrite, .appliesTo = isStore},
        {.id = "CON-005", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Strong reads pass a cache by"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern reads strongly through a DAX cluster."), .source = "DynamoDB Developer Guide, DAX", .offersFix = true, .check = checkStrongThroughCache, .appliesTo = isStore},
        {.id = "CON-007", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Strong reads are retried"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern reads strongly and never tries again."), .source = kConsistencyPage, .offersFix = true, .check = checkStrongRetry, .appliesTo = isStore},
        {.id = "TTL-007", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Readers pass over expired items"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern reads a table with time to live and does not leave out what has expired."), .source = kTtl, .offersFix = true, .check = checkExpiredFilter, .appliesTo = isStore},
        {.id = "TTL-016", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Old items are deleted by time to live"), .help = QT_TRANSLATE_NOOP("model", "Fires when a caller scans a table without time to live and deletes from it."), .source = kTtl, .offersFix = true, .check = checkScanAndDelete, .appliesTo = isStore},
        {.id = "RET-001", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Retries wait with jitter"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern repeats failed attempts at once or after fixed delays."), .source = "AWS SDKs and Tools Reference Guide, retry behavior", .offersFix = true, .check = checkBackoff, .appliesTo = isStore},
    };
}

}  // namespace model
