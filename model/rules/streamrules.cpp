// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/streamrules.h"

#include "model/core/kindspec.h"
#include "model/core/network.h"
#include "model/core/nodeview.h"
#include "model/core/plural.h"
#include "model/core/quantity.h"
#include "model/rules/streamfixes.h"
#include "model/traffic/load.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace model {

namespace {

constexpr auto kStreams = "DynamoDB Developer Guide, DynamoDB Streams";
constexpr auto kLambda = "AWS Lambda Developer Guide, DynamoDB";

QString tr(const char* text) { return QCoreApplication::translate("model", text); }
bool flows(const KindSpec& kind) { return kind.flow != nullptr; }

/// The consumer with its log, where both are there.
struct Reading {
    std::shared_ptr<const ConsumerFlow> consumer;
    std::optional<NodeView> source;
    std::shared_ptr<const LogFlow> log;
};
std::optional<Reading> readingOf(const NodeView& v) {
    Reading r{v.flowFacet<ConsumerFlow>(), std::nullopt, nullptr};
    if (!r.consumer) return std::nullopt;
    r.source = v.find(r.consumer->from);
    r.log = r.source ? r.source->flowFacet<LogFlow>() : nullptr;
    return r.log ? std::optional(r) : std::nullopt;
}

/// Who reads the log: mappings that refer to it, and callers that ask it for records.
struct Reader {
    Uid node;
    std::vector<Uid> links;
};
std::vector<Reader> readersOf(const NodeView& log) {
    std::vector<Reader> readers;
    for (const NodeView& node : log.referrers())
        if (const auto consumer = node.flowFacet<ConsumerFlow>(); consumer && consumer->from == log.uid() && consumer->enabled) readers.push_back({node.uid(), {}});
    for (const LinkView& link : log.linksIn()) readers.push_back({link.from().uid(), {link.uid()}});
    return readers;
}

bool isGlobal(const NodeView& table) {
    return std::ranges::any_of(table.referrers(), [](const NodeView& r) { return r.flowFacet<ReplicaFlow>() != nullptr; });
}

// ---------------------------------------------------------------- what the log holds
void checkOn(const NodeView& v, IssueSink& sink) {
    const auto log = v.flowFacet<LogFlow>();
    if (!log || log->isOn || v.isUnresolved(QStringLiteral("enabled"))) return;
    for (const Reader& reader : readersOf(v)) {
        Issue& issue = sink.add(tr("Stream %1 is off, and %2 waits for its records. Turn it on.").arg(v.quoted(), v.find(reader.node)->quoted()), {v.uid(), reader.node}, reader.links);
        issue.fix = ChangeSet{tr("Turn the stream on"), {SetProperty{v.uid(), QStringLiteral("enabled"), std::nullopt}}};
        return;
    }
}

void checkImages(const NodeView& v, IssueSink& sink) {
    const auto r = readingOf(v);
    if (!r || r->source->isUnresolved(QStringLiteral("viewType")) || r->consumer->archivesExpired) return;
    const bool lacksOld = r->consumer->needsOldImages && !r->log->oldImages, lacksNew = r->consumer->needsNewImages && !r->log->newImages;
    if (!lacksOld && !lacksNew) return;
    const QString what = lacksOld && lacksNew ? tr("neither old nor new values") : lacksOld ? tr("no old values") : tr("no new values");
    Issue& issue = sink.add(tr("%1 needs values that stream %2 does not hold: it has %3. Choose new and old image.").arg(v.quoted(), r->source->quoted(), what), {v.uid(), r->source->uid()});
    issue.fix = ChangeSet{tr("Hold both images"), {SetProperty{r->source->uid(), QStringLiteral("viewType"), std::nullopt}}};
}

void checkArchiveView(const NodeView& v, IssueSink& sink) {
    const auto r = readingOf(v);
    if (!r || !r->consumer->archivesExpired || r->log->oldImages || r->source->isUnresolved(QStringLiteral("viewType"))) return;
    Issue& issue = sink.add(tr("%1 archives expired items, but the records of stream %2 do not hold what was deleted. Choose old image, or both.").arg(v.quoted(), r->source->quoted()), {v.uid(), r->source->uid()});
    issue.fix = ChangeSet{tr("Hold both images"), {SetProperty{r->source->uid(), QStringLiteral("viewType"), std::nullopt}}};
}

void checkArchiveFilter(const NodeView& v, IssueSink& sink) {
    const auto r = readingOf(v);
    if (!r || !r->consumer->archivesExpired || v.isUnresolved(QStringLiteral("filterPatterns"))) return;
    if (r->consumer->filter.contains(u"dynamodb.amazonaws.com")) return;
    Issue& issue = sink.add(tr("%1 archives expired items and would archive ordinary deletions as well. Filter for records whose userIdentity is the service.").arg(v.quoted()), {v.uid()});
    issue.key = QStringLiteral("filterPatterns");
    issue.fix = ChangeSet{tr("Filter for deletions by time to live"), {SetProperty{v.uid(), QStringLiteral("filterPatterns"), Value(QStringLiteral("{\"userIdentity\":{\"type\":[\"Service\"],\"principalId\":[\"dynamodb.amazonaws.com\"]}}"))}}};
}

// Records of a stream are gone after a day, whether its reader is switched off or not.
void checkStopped(const NodeView& v, IssueSink& sink) {
    const auto r = readingOf(v);
    if (!r || r->consumer->enabled || r->log->from.isNull() || !r->log->isOn || v.isUnresolved(QStringLiteral("enabled"))) return;
    Issue& issue = sink.add(tr("%1 is switched off: records of stream %2 vanish after %3, and what its function did not get by then is lost to it. Turn it on, or remove it.").arg(v.quoted(), r->source->quoted(), formatQuantity(r->log->retentionS, Unit::Seconds)), {v.uid(), r->source->uid()});
    issue.key = QStringLiteral("enabled");
    issue.fix = ChangeSet{tr("Turn it on"), {SetProperty{v.uid(), issue.key, std::nullopt}}};
}

void checkNeededFor(const NodeView& v, IssueSink& sink) {
    const auto log = v.flowFacet<LogFlow>();
    const auto table = log ? v.find(log->from) : std::nullopt;
    const QString key = QStringLiteral("neededForS");
    if (!table || !v.kind()->property(key)) return;
    const double needed = v.settledNumber(key);
    const auto changes = table->flowFacet<ChangesFlow>();
    const auto copy = changes ? v.find(changes->to) : std::nullopt;
    const auto copyLog = copy ? copy->flowFacet<LogFlow>() : nullptr;
    if (needed <= log->retentionS || (copyLog && copyLog->retentionS >= needed)) return;
    Issue& issue = sink.add(tr("Changes of %1 are needed for %2, and stream %3 keeps them for %4. Send them to a Kinesis data stream as well, which keeps them for up to a year.").arg(table->quoted(), formatQuantity(needed, Unit::Seconds), v.quoted(), formatQuantity(log->retentionS, Unit::Seconds)), {v.uid(), table->uid()});
    issue.key = key;
    issue.fix = dataStreamFix(*table, {}, needed);
}

// ---------------------------------------------------------------- readers
/// Those of the readers that can move to another stream, from the last one on, as many as are too many; nullopt: not so many can.
std::optional<std::vector<NodeView>> tooMany(const NodeView& v, const std::vector<Reader>& readers, size_t places) {
    std::vector<NodeView> moved;
    for (auto it = readers.rbegin(); it != readers.rend() && readers.size() - moved.size() > places; ++it)
        if (const auto node = v.find(it->node); node && it->links.empty() && node->flowFacet<ConsumerFlow>()) moved.push_back(*node);
    return readers.size() - moved.size() > places ? std::nullopt : std::optional(std::move(moved));
}

void checkReaders(const NodeView& v, IssueSink& sink) {
    const auto log = v.flowFacet<LogFlow>();
    const auto table = log ? v.find(log->from) : std::nullopt;
    const auto readers = log ? readersOf(v) : std::vector<Reader>();
    if (!table || isGlobal(*table) || static_cast<int>(readers.size()) <= log->readers) return;
    std::vector<Uid> nodes{v.uid()};
    for (const Reader& reader : readers) nodes.push_back(reader.node);
    Issue& issue = sink.add(tr("Stream %1 has %2 readers; a shard serves %3 at once and throttles the others. Send the changes to a Kinesis data stream, or let one reader pass them on.").arg(v.quoted()).arg(readers.size()).arg(log->readers), nodes);
    if (const auto moved = tooMany(v, readers, static_cast<size_t>(log->readers))) issue.fix = dataStreamFix(*table, *moved, log->retentionS);
}

void checkReadersBesideReplicas(const NodeView& v, IssueSink& sink) {
    const auto log = v.flowFacet<LogFlow>();
    const auto table = log ? v.find(log->from) : std::nullopt;
    const auto readers = log ? readersOf(v) : std::vector<Reader>();
    if (!table || !isGlobal(*table) || readers.size() < 2) return;
    std::vector<Uid> nodes{v.uid()};
    for (const Reader& reader : readers) nodes.push_back(reader.node);
    Issue& issue = sink.add(tr("Stream %1 of a global table has %2 readers; replication is one already, and one more is left. Send the changes to a Kinesis data stream.").arg(v.quoted()).arg(readers.size()), nodes);
    if (const auto moved = tooMany(v, readers, 1)) issue.fix = dataStreamFix(*table, *moved, log->retentionS);
}

void checkOrder(const NodeView& v, IssueSink& sink) {
    const auto r = readingOf(v);
    if (!r || !r->consumer->needsTotalOrder) return;
    Issue& issue = sink.add(tr("%1 relies on the order of changes of different items; stream %2 keeps it for each item only. Put what must stay in order under one key, or do without.").arg(v.quoted(), r->source->quoted()), {v.uid(), r->source->uid()});
    issue.key = QStringLiteral("needsTotalOrder");
    issue.fix = ChangeSet{tr("Put what must stay in order under one key"), {SetProperty{v.uid(), issue.key, std::nullopt}}};
}

void checkIdempotent(const NodeView& v, IssueSink& sink) {
    const auto consumer = v.flowFacet<ConsumerFlow>();
    if (!consumer || consumer->isIdempotent) return;
    Issue& issue = sink.add(tr("%1 may hand a record to its function more than once, and doing it twice does harm. Remember what was done, by the record's sequence number.").arg(v.quoted()), {v.uid()});
    issue.key = QStringLiteral("idempotent");
    issue.fix = ChangeSet{tr("Remember what was done"), {SetProperty{v.uid(), issue.key, std::nullopt}}};
}

void sayFree(const NodeView& v, IssueSink& sink) {
    if (const auto log = v.flowFacet<LogFlow>(); log && !log->from.isNull() && log->isOn) sink.add(tr("Stream %1 takes nothing from the table's capacity; it can be read at up to twice the table's write rate.").arg(v.quoted()), {v.uid()});
}

// A function that writes the table whose changes it reads calls itself for ever, unless a filter ends that.
void checkRecursion(const NodeView& v, IssueSink& sink) {
    const auto r = readingOf(v);
    const auto function = r && r->consumer->filter.isEmpty() ? v.find(r->consumer->to) : std::nullopt;
    if (!function || r->log->from.isNull()) return;
    for (const AccessPattern& p : patternsFrom(*function))
        if (p.isWrite() && p.resource == r->log->from) {
            Issue& issue = sink.add(tr("%1 calls %2 for each change of a table that %2 writes itself: every write leads to another. Filter, or write another table.").arg(v.quoted(), function->quoted()), {v.uid(), function->uid(), p.resource}, {p.link});
            if (const auto table = v.find(p.resource)) issue.fix = otherTableFix(*function, *table);
            return;
        }
}

// ---------------------------------------------------------------- whether consumers keep up
double medianS(const NodeView& function) {
    const PropertySpec* row = function.kind() ? function.kind()->property(QStringLiteral("durationP50Ms")) : nullptr;
    return row ? function.settledNumber(row->key) / 1000 : 0;
}

double shardsOf(const NodeView& v, const LogFlow& log) {
    if (log.shards > 0) return log.shards;
    const auto table = v.find(log.from);
    return table ? std::max(1.0, std::ceil(loadOn(*table)->write.peak / 1000)) : 1;  // one for each partition of the table
}

double recordsPerS(const NodeView& v, const NodeView& source, const LogFlow& log) {
    double rate = 0;
    const auto into = log.from.isNull() ? std::optional(source) : v.find(log.from);
    for (const AccessPattern& p : into ? patternsInto(*into) : Patterns())
        if (p.isWrite() || p.operation.startsWith(u"Put")) rate += p.highestRate() * (p.operation.startsWith(u"Batch") || p.operation.startsWith(u"Transact") || p.operation == u"PutRecords" ? std::max(p.itemsPerCall, 1.0) : 1);
    return rate;
}

// More batches of a shard at once first, larger ones only where ten do not suffice: records wait less so.
std::optional<ChangeSet> keepUpFix(const NodeView& v, const ConsumerFlow& consumer, double recordsOfAShard) {
    constexpr double kMostAtOnce = 10, kLargestBatch = 10'000;  // AWS Lambda Developer Guide, event source mappings
    const double atOnce = std::max(static_cast<double>(consumer.parallel), std::min(kMostAtOnce, std::ceil(recordsOfAShard / static_cast<double>(consumer.batchSize))));
    const double batch = std::max(static_cast<double>(consumer.batchSize), std::ceil(recordsOfAShard / atOnce));
    if (batch > kLargestBatch || atOnce > kMostAtOnce) return std::nullopt;
    return ChangeSet{tr("Take %1 batches of up to %2 at once").arg(atOnce, 0, 'f', 0).arg(batch, 0, 'f', 0), {SetProperty{v.uid(), QStringLiteral("parallelizationFactor"), Value(static_cast<qint64>(atOnce))}, SetProperty{v.uid(), QStringLiteral("batchSize"), Value(static_cast<qint64>(batch))}}};
}

void checkKeepsUp(const NodeView& v, IssueSink& sink) {
    const auto r = readingOf(v);
    const auto function = r ? v.find(r->consumer->to) : std::nullopt;
    const double seconds = function ? medianS(*function) : 0;
    if (seconds <= 0 || !r->consumer->enabled) return;
    const double share = v.settledNumber(QStringLiteral("matchingPercent")) / 100;
    const double filtered = r->consumer->filter.isEmpty() ? 1 : share;
    const double arrives = recordsPerS(v, *r->source, *r->log) * filtered;
    const double can = shardsOf(v, *r->log) * static_cast<double>(r->consumer->parallel * r->consumer->batchSize) / seconds;
    if (arrives <= can) return;
    Issue& issue = sink.add(tr("%1 gets %2 records a second and can hand on %3: %4, %5 of %6 at once, %7 for each. Its iterator age grows without end. Take larger batches, more at once, or a faster function.").arg(v.quoted()).arg(arrives, 0, 'f', 0).arg(can, 0, 'f', 0).arg(counted("model", "%n shard(s)", static_cast<qint64>(shardsOf(v, *r->log)))).arg(r->consumer->parallel == 1 ? tr("1 batch") : tr("%1 batches").arg(r->consumer->parallel)).arg(r->consumer->batchSize).arg(formatQuantity(seconds, Unit::Seconds)), {v.uid(), function->uid()});
    issue.fix = keepUpFix(v, *r->consumer, arrives * seconds / shardsOf(v, *r->log));
}

void checkConcurrency(const NodeView& v, IssueSink& sink) {
    const auto r = readingOf(v);
    const auto function = r ? v.find(r->consumer->to) : std::nullopt;
    const PropertySpec* row = function && function->kind() ? function->kind()->property(QStringLiteral("reservedConcurrency")) : nullptr;
    const double reserved = row ? function->settledNumber(row->key) : -1;
    if (reserved <= 0) return;
    const double wanted = shardsOf(v, *r->log) * static_cast<double>(r->consumer->parallel);
    if (wanted <= reserved) return;
    Issue& issue = sink.add(tr("%1 would call %2 up to %3 times at once (shards by parallelization factor), and the function reserves %4. Reserve more.").arg(v.quoted(), function->quoted()).arg(wanted, 0, 'f', 0).arg(reserved, 0, 'f', 0), {v.uid(), function->uid()});
    issue.fix = ChangeSet{tr("Reserve %1").arg(std::ceil(wanted), 0, 'f', 0), {SetProperty{function->uid(), row->key, Value(static_cast<qint64>(std::ceil(wanted)))}}};
}

/// Calls of a function: by callers, at their rates, and by its mappings, as fast as their records come.
void checkPool(const NodeView& v, IssueSink& sink) {
    const double seconds = medianS(v);
    if (seconds <= 0) return;
    double rate = 0;
    for (const AccessPattern& p : patternsInto(v)) rate += p.highestRate();
    const double reserved = v.settledNumber(QStringLiteral("reservedConcurrency"));
    const double pool = reserved >= 0 ? reserved : v.settledNumber(QStringLiteral("accountConcurrency"));
    const double needed = rate * seconds;
    if (reserved == 0 || needed <= pool) return;  // 0: LAM-005
    Issue& issue = sink.add(tr("Calls at %1 a second, of %2 each, take a concurrency of %3; function %4 has %5, and the rest is throttled with HTTP 429. Reserve more, or make it faster.").arg(rate, 0, 'f', 0).arg(formatQuantity(seconds, Unit::Seconds)).arg(needed, 0, 'f', 0).arg(v.quoted()).arg(pool, 0, 'f', 0), {v.uid()});
    const double enough = std::ceil(needed);
    issue.fix = reserved > 0 ? ChangeSet{tr("Reserve %1").arg(enough, 0, 'f', 0), {SetProperty{v.uid(), QStringLiteral("reservedConcurrency"), Value(static_cast<qint64>(enough))}}}
                             : ChangeSet{tr("Have the account's concurrency raised to %1").arg(enough, 0, 'f', 0), {SetProperty{v.uid(), QStringLiteral("accountConcurrency"), Value(enough)}}};
}
bool isFunction(const KindSpec& kind) { return kind.offers.contains(QStringLiteral("function")); }

}  // namespace

std::vector<RuleSpec> streamRules() {
    return {
        {.id = "STR-001", .title = QT_TRANSLATE_NOOP("model", "A stream that is read is on"), .help = QT_TRANSLATE_NOOP("model", "Fires when a stream with readers is off."), .source = kStreams, .offersFix = true, .check = checkOn, .appliesTo = flows},
        {.id = "STR-002", .title = QT_TRANSLATE_NOOP("model", "Records hold what the function needs"), .help = QT_TRANSLATE_NOOP("model", "Fires when a mapping needs old or new values and the stream's view type leaves them out."), .source = kStreams, .offersFix = true, .check = checkImages, .appliesTo = flows},
        {.id = "STR-005", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "A stream has two readers at most"), .help = QT_TRANSLATE_NOOP("model", "Fires when more mappings or callers read a stream."), .source = kLambda, .offersFix = true, .check = checkReaders, .appliesTo = flows},
        {.id = "STR-006", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "The stream of a global table has one more reader"), .help = QT_TRANSLATE_NOOP("model", "Fires when the stream of a table with replicas has two readers or more."), .source = kLambda, .offersFix = true, .check = checkReadersBesideReplicas, .appliesTo = flows},
        {.id = "STR-007", .title = QT_TRANSLATE_NOOP("model", "Order holds for each item"), .help = QT_TRANSLATE_NOOP("model", "Fires when a mapping relies on the order of changes of different items."), .source = kStreams, .offersFix = true, .check = checkOrder, .appliesTo = flows},
        {.id = "STR-004", .title = QT_TRANSLATE_NOOP("model", "A reader that stops loses records after a day"), .help = QT_TRANSLATE_NOOP("model", "Fires when the mapping of a table's stream is switched off."), .source = kStreams, .offersFix = true, .check = checkStopped, .appliesTo = flows},
        {.id = "STR-010", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Changes are kept as long as they are needed"), .help = QT_TRANSLATE_NOOP("model", "Fires when a stream's records are needed for longer than it keeps them and the table sends them to no Kinesis data stream that does."), .source = "DynamoDB Developer Guide, Kinesis Data Streams for DynamoDB", .offersFix = true, .check = checkNeededFor, .appliesTo = flows},
        {.id = "STR-014", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "Consumers are idempotent"), .help = QT_TRANSLATE_NOOP("model", "Fires when a mapping's function is not."), .source = kLambda, .offersFix = true, .check = checkIdempotent, .appliesTo = flows},
        {.id = "STR-019", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "A stream costs the table nothing"), .help = QT_TRANSLATE_NOOP("model", "Says of a stream how it may be read."), .source = kStreams, .check = sayFree, .appliesTo = flows},
        {.id = "STR-020", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "A consumer does not feed itself"), .help = QT_TRANSLATE_NOOP("model", "Fires when a function writes the table whose changes call it, without a filter."), .source = "AWS Lambda Developer Guide, recursive loops", .offersFix = true, .check = checkRecursion, .appliesTo = flows},
        {.id = "TTL-013", .title = QT_TRANSLATE_NOOP("model", "An archive gets what was deleted"), .help = QT_TRANSLATE_NOOP("model", "Fires when a mapping archives expired items and the stream does not hold old images."), .source = "DynamoDB Developer Guide, time to live and streams", .offersFix = true, .check = checkArchiveView, .appliesTo = flows},
        {.id = "TTL-014", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "An archive gets expired items only"), .help = QT_TRANSLATE_NOOP("model", "Fires when a mapping archives expired items without a filter for deletions by the service."), .source = "DynamoDB Developer Guide, time to live and streams", .offersFix = true, .check = checkArchiveFilter, .appliesTo = flows},
        {.id = "ESM-006", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "The function keeps up with its stream"), .help = QT_TRANSLATE_NOOP("model", "Fires when more records come than shards, batches and the function's duration let through."), .source = kLambda, .offersFix = true, .check = checkKeepsUp, .appliesTo = flows},
        {.id = "ESM-007", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "The reservation covers the shards"), .help = QT_TRANSLATE_NOOP("model", "Fires when shards by parallelization factor are more than the function reserves."), .source = "AWS Lambda Developer Guide, scaling", .offersFix = true, .check = checkConcurrency, .appliesTo = flows},
        {.id = "LAM-003", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Concurrency covers the calls"), .help = QT_TRANSLATE_NOOP("model", "Fires when rate by duration is more than the function, or the account, may run at once."), .source = "AWS Lambda Developer Guide, scaling", .offersFix = true, .check = checkPool, .appliesTo = isFunction},
    };
}

}  // namespace model
