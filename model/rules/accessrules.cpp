// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/accessrules.h"

#include "model/core/network.h"
#include "model/core/plural.h"
#include "model/core/quantity.h"
#include "model/plan/stationspec.h"
#include "model/rules/patternfix.h"
#include "model/traffic/patternchoices.h"
#include "model/traffic/planvalues.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <variant>

namespace model {

namespace {

using plan::Operation;

constexpr double kBatchBytes = 16.0 * 1024 * 1024;        // a batch, both ways
constexpr double kTransactionBytes = 4.0 * 1024 * 1024;
constexpr double kPageBytes = 1024.0 * 1024;              // of a Query or Scan

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

QString items(double n) { return counted("model", "%n item(s)", static_cast<qint64>(n)); }

bool isPaged(const AccessPattern& p) { return p.operation == u"Query" || p.operation == u"Scan"; }

// Operations that the resource does not offer; scans of an index and the like stay possible.
void checkOperation(const NodeView& v, IssueSink& sink) {
    const DataSpec data = v.data();
    if (data.base.isNull()) return;
    for (const AccessPattern& p : patternsInto(v)) {
        if (data.operations.contains(p.operation) || operationOf(p.operation) == Operation::TransactGetItems || operationOf(p.operation) == Operation::TransactWriteItems) continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 sends %2 to index %3; an index answers Query and Scan only. Send it to the table, or make it a Query.").arg(patternName(v, p), p.operation, v.quoted()));
        issue.fix = patternFix(v, p, tr("Make it a Query"), pattern::kOperation, Value(QStringLiteral("Query")));
    }
}

bool emitsCalls(const KindSpec& kind) { return kind.emitsCalls; }

// The way to it is drawn to the target; what another link leads to is out of this one's reach.
void checkResource(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsFrom(v)) {
        const auto target = v.find(p.target), resource = v.find(p.resource);
        if (!target || !resource || target->flowFacet<CacheFlow>() || canAddress(*target, *resource)) continue;
        // A replica usually has its table's name.
        const QString addressed = resource->name() == target->name() ? tr("%1 in %2").arg(resource->quoted(), regionCodeOf(*resource)) : resource->quoted();
        Issue& issue = sink.add(tr("%1 is drawn to %2 and addresses %3, which is neither that nor an index of it: its requests find no way. Draw the call to %3, or let it address %2.").arg(patternName(v, p), target->quoted(), addressed), {v.uid(), resource->uid()}, {p.link});
        issue.fix = patternFix(v, p, tr("Address %1").arg(target->quoted()), pattern::kResource, std::nullopt);
    }
}

void checkTransactionOfIndex(const NodeView& v, IssueSink& sink) {
    if (v.data().base.isNull()) return;
    for (const AccessPattern& p : patternsInto(v)) {
        if (!plan::isTransaction(operationOf(p.operation))) continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 is a transaction on index %2; transactions address tables only.").arg(patternName(v, p), v.quoted()));
        if (p.target != v.uid()) issue.fix = patternFix(v, p, tr("Address the table"), pattern::kResource, std::nullopt);
    }
}

void checkItemSize(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        const double bytes = p.itemBytes * p.itemsPerCall;
        if (!isPaged(p) || bytes <= kPageBytes) continue;
        addPatternIssue(sink, v, p, tr("%1 reads %2 from %3; a call returns at most 1 MB and the key to go on from, so it takes %4 calls.").arg(patternName(v, p), formatQuantity(bytes, Unit::Bytes), v.quoted()).arg(std::ceil(bytes / kPageBytes), 0, 'f', 0));
    }
}

void sayFilter(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v))
        if (isPaged(p) && p.filtersExpired) addPatternIssue(sink, v, p, tr("%1 leaves items of %2 out by a filter, which acts after reading: it costs the units of all that was read.").arg(patternName(v, p), v.quoted()));
}

void checkScan(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        if (p.operation != u"Scan" || p.itemBytes * p.itemsPerCall <= kPageBytes || p.highestRate() <= 0) continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 scans %2 again and again: a Scan reads everything, then filters, and can eat the whole throughput. Use a Query, or an index made for the question.").arg(patternName(v, p), v.quoted()));
        issue.fix = patternFix(v, p, tr("Make it a Query"), pattern::kOperation, Value(QStringLiteral("Query")));
    }
}

// ---------------------------------------------------------------- batches and transactions
void checkBatchGet(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        if (p.operation != u"BatchGetItem" || p.itemsPerCall <= 100) continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 asks for %2 items in one BatchGetItem; 100 are possible. Divide it.").arg(patternName(v, p)).arg(p.itemsPerCall, 0, 'f', 0));
        issue.fix = patternFix(v, p, tr("Ask for 100 items a call"), pattern::kItemsPerCall, Value(100.0));
    }
}

void checkBatchBytes(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        const double bytes = p.itemBytes * p.itemsPerCall;
        if (p.operation != u"BatchGetItem" || p.itemsPerCall > 100 || bytes <= kBatchBytes) continue;
        const double fit = std::max(1.0, std::floor(kBatchBytes / p.itemBytes));
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 asks for %2 in one BatchGetItem; a call returns at most 16 MB and hands the other keys back unprocessed. Ask for %3 a call.").arg(patternName(v, p), formatQuantity(bytes, Unit::Bytes), items(fit)));
        issue.fix = patternFix(v, p, tr("Ask for %1 a call").arg(items(fit)), pattern::kItemsPerCall, Value(fit));
    }
}

void checkBatchWrite(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        const double bytes = p.itemBytes * p.itemsPerCall;
        if (p.operation != u"BatchWriteItem" || (p.itemsPerCall <= 25 && bytes <= kBatchBytes)) continue;
        const double fit = std::clamp(std::floor(kBatchBytes / p.itemBytes), 1.0, 25.0);
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 writes %2 (%3) in one BatchWriteItem; 25 items and 16 MB are possible. Divide it.").arg(patternName(v, p), items(p.itemsPerCall), formatQuantity(bytes, Unit::Bytes)));
        issue.fix = patternFix(v, p, tr("Write %1 a call").arg(items(fit)), pattern::kItemsPerCall, Value(fit));
    }
}

void checkBatchRetry(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        if (!plan::isBatch(operationOf(p.operation)) || p.retryMode != u"immediate") continue;
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 sends the unprocessed part of a batch again at once, which meets the same throttle. Wait, longer each time, with jitter.").arg(patternName(v, p)));
        issue.fix = patternFix(v, p, tr("Use the SDK's standard retries"), pattern::kRetryMode, std::nullopt);
    }
}

void checkTransaction(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        const double bytes = p.itemBytes * p.itemsPerCall;
        if (!plan::isTransaction(operationOf(p.operation)) || (p.itemsPerCall <= 100 && bytes <= kTransactionBytes)) continue;
        const double fit = std::clamp(std::floor(kTransactionBytes / p.itemBytes), 1.0, 100.0);
        Issue& issue = addPatternIssue(sink, v, p, tr("%1 puts %2 (%3) into one transaction; 100 items and 4 MB are possible. Divide it.").arg(patternName(v, p), items(p.itemsPerCall), formatQuantity(bytes, Unit::Bytes)));
        issue.fix = patternFix(v, p, tr("Take %1 a call").arg(items(fit)), pattern::kItemsPerCall, Value(fit));
    }
}

// ---------------------------------------------------------------- what is not simulated
bool isCallable(const KindSpec& kind) { return kind.data != nullptr; }

// What a run has no station for, or only one that calls others. A cache is asked for tables behind it: SIM-003.
void checkCalled(const NodeView& v, IssueSink& sink) {
    auto* const station = v.kind()->station;
    const bool answers = station && !v.flowFacet<LogFlow>() && !std::holds_alternative<plan::SourceStation>(station(v).parameters);
    if (answers || v.flowFacet<CacheFlow>() || v.sharedData()->isLocal) return;
    for (const AccessPattern& p : patternsInto(v))
        addPatternIssue(sink, v, p, tr("%1 calls %2, whose work is not simulated: a run leaves these requests out.").arg(patternName(v, p), v.quoted()));
}

void checkReplay(const NodeView& v, IssueSink& sink) {
    for (const AccessPattern& p : patternsInto(v)) {
        if (p.rateShape != u"replay") continue;
        if (const auto points = replayPoints(p.replayCsv); !points)
            addPatternIssue(sink, v, p, tr("The recorded load of %1 cannot be read. %2").arg(patternName(v, p), points.error()));
    }
}

}  // namespace

std::vector<RuleSpec> accessRules() {
    constexpr auto kQuotas = "DynamoDB Developer Guide, quotas";
    constexpr auto kBatches = "DynamoDB Developer Guide, batch operations";
    return {
        {.id = "IDX-011", .title = QT_TRANSLATE_NOOP("model", "Indexes answer Query and Scan only"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern sends another operation to an index."), .source = "DynamoDB Developer Guide, secondary indexes", .offersFix = true, .check = checkOperation, .appliesTo = isStore},
        {.id = "TXN-009", .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Transactions address tables"), .help = QT_TRANSLATE_NOOP("model", "Fires when a transaction names an index."), .source = "DynamoDB Developer Guide, transactions", .offersFix = true, .check = checkTransactionOfIndex, .appliesTo = isStore},
        {.id = "DDB-016", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Filters act after reading"), .help = QT_TRANSLATE_NOOP("model", "Says of a Query or Scan that leaves out what has expired that it pays for what it reads."), .source = "DynamoDB Developer Guide, filter expressions", .check = sayFilter, .appliesTo = isStore},
        {.id = "DDB-018", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Query and Scan return pages of 1 MB"), .help = QT_TRANSLATE_NOOP("model", "Says of a Query or Scan with a larger result how many calls it takes."), .source = kQuotas, .check = checkItemSize, .appliesTo = isStore},
        {.id = "DDB-015", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Requests do not scan"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern scans more than 1 MB at a steady rate."), .source = "DynamoDB Developer Guide, best practices for Query and Scan", .offersFix = true, .check = checkScan, .appliesTo = isStore},
        {.id = "BAT-001", .title = QT_TRANSLATE_NOOP("model", "BatchGetItem takes 100 keys"), .help = QT_TRANSLATE_NOOP("model", "Fires when a BatchGetItem asks for more items."), .source = kBatches, .offersFix = true, .check = checkBatchGet, .appliesTo = isStore},
        {.id = "BAT-002", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "BatchGetItem returns 16 MB"), .help = QT_TRANSLATE_NOOP("model", "Fires when the items of a BatchGetItem are larger together."), .source = kBatches, .offersFix = true, .check = checkBatchBytes, .appliesTo = isStore},
        {.id = "BAT-003", .title = QT_TRANSLATE_NOOP("model", "BatchWriteItem takes 25 items"), .help = QT_TRANSLATE_NOOP("model", "Fires when a BatchWriteItem has more items or more than 16 MB."), .source = kBatches, .offersFix = true, .check = checkBatchWrite, .appliesTo = isStore},
        {.id = "BAT-005", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Unprocessed items are sent again with backoff"), .help = QT_TRANSLATE_NOOP("model", "Fires when a batch is repeated at once."), .source = kBatches, .offersFix = true, .check = checkBatchRetry, .appliesTo = isStore},
        {.id = "TXN-001", .title = QT_TRANSLATE_NOOP("model", "A transaction has up to 100 items and 4 MB"), .help = QT_TRANSLATE_NOOP("model", "Fires when a transaction is larger."), .source = "DynamoDB Developer Guide, transactions", .offersFix = true, .check = checkTransaction, .appliesTo = isStore},
        {.id = "SIM-001", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "What is called is simulated"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern calls a node that a run leaves out."), .source = "Skerry's own limit", .check = checkCalled, .appliesTo = isCallable},
        {.id = "SIM-005", .title = QT_TRANSLATE_NOOP("model", "A pattern addresses what its call is drawn to"), .help = QT_TRANSLATE_NOOP("model", "Fires when a pattern names a table or index that is neither its link's target nor an index of it."), .source = "Skerry's own rule", .offersFix = true, .check = checkResource, .appliesTo = emitsCalls},
        {.id = "SIM-002", .title = QT_TRANSLATE_NOOP("model", "Recorded loads can be read"), .help = QT_TRANSLATE_NOOP("model", "Fires when the CSV of a replay is not lines of seconds and requests per second in order of time."), .source = "Skerry's own format", .check = checkReplay, .appliesTo = isStore},
    };
}

}  // namespace model
