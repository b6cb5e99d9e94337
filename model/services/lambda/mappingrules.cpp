// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/core/quantity.h"
#include "model/services/lambda/filter.h"
#include "model/services/lambda/kinds.h"

#include <QCoreApplication>

namespace model::lambda {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

ChangeSet setTo(const NodeView& v, const QString& key, const QString& title, Value value) {
    const PropertySpec* row = v.kind()->property(key);
    const bool isDefault = row->fallback == value;
    return {title, {SetProperty{v.uid(), key, isDefault ? std::nullopt : std::optional(std::move(value))}}};
}

void checkBatch(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kBatchSize) || v.number(kBatchSize) <= 10000) return;
    Issue& issue = sink.add(tr("%1 asks for batches of %2 records; a stream gives at most 10,000. Lower the batch size.").arg(v.quoted()).arg(v.number(kBatchSize), 0, 'f', 0), {v.uid()});
    issue.key = kBatchSize;
    issue.fix = setTo(v, kBatchSize, tr("Take 10,000 records a batch"), Value(qint64(10000)));
}

void checkWindow(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kWindow) || v.number(kWindow) <= 300) return;
    Issue& issue = sink.add(tr("%1 gathers records for %2; the batching window is 0 to 300 seconds. Shorten it.").arg(v.quoted(), formatQuantity(v.number(kWindow), Unit::Seconds)), {v.uid()});
    issue.key = kWindow;
    issue.fix = setTo(v, kWindow, tr("Gather for 300 seconds"), Value(300.0));
}

void checkParallel(const NodeView& v, IssueSink& sink) {
    const double factor = v.number(kParallel);
    if (v.isUnresolved(kParallel) || (factor >= 1 && factor <= 10)) return;
    Issue& issue = sink.add(tr("%1 has a parallelization factor of %2; 1 to 10 are possible. Choose one of these.").arg(v.quoted()).arg(factor, 0, 'f', 0), {v.uid()});
    issue.key = kParallel;
    issue.fix = setTo(v, kParallel, tr("Take 10 batches at once"), Value(qint64(10)));
}

void checkRanges(const NodeView& v, IssueSink& sink) {
    const auto outside = [&](const QString& key, bool legal, const QString& sentence, const QString& title, Value nearest) {
        if (v.isUnresolved(key) || legal) return;
        Issue& issue = sink.add(sentence, {v.uid()});
        issue.key = key;
        issue.fix = setTo(v, key, title, std::move(nearest));
    };
    const double age = v.number(kMaxAge), retries = v.number(kRetries), tumbling = v.number(kTumbling);
    outside(kMaxAge, age == -1 || (age >= 60 && age <= 604800), tr("%1 gives records up at the age of %2; 60 seconds to 7 days are possible, or -1 for never.").arg(v.quoted(), formatQuantity(age, Unit::Seconds)), age < 60 ? tr("Give them up after a minute") : tr("Give them up after 7 days"), Value(age < 60 ? 60.0 : 604800.0));
    outside(kRetries, retries >= -1 && retries <= 10000, tr("%1 retries %2 times; -1 to 10,000 are possible.").arg(v.quoted()).arg(retries, 0, 'f', 0), tr("Retry 10,000 times"), Value(qint64(10000)));
    outside(kTumbling, tumbling <= 900, tr("%1 has a tumbling window of %2; 0 to 900 seconds are possible.").arg(v.quoted(), formatQuantity(tumbling, Unit::Seconds)), tr("Take windows of 900 seconds"), Value(900.0));
}

/// Whether it reads the stream of a table, rather than a data stream.
bool readsTable(const NodeView& v) {
    const auto source = v.target(kSource);
    const auto log = source ? source->flowFacet<LogFlow>() : nullptr;
    return log && !log->from.isNull();
}

void reportPoison(const NodeView& v, IssueSink& sink) {
    const bool bounded = v.settledNumber(kRetries) >= 0 || v.settledNumber(kMaxAge) >= 0;
    if (v.isUnresolved(kRetries) || v.isUnresolved(kMaxAge) || bounded || v.has(kDestination)) return;
    Issue& issue = sink.add(tr("%1 tries a failed batch again until its records expire: one bad record blocks its shard for up to a day. Limit the retries, split failed batches, and name where they go.").arg(v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Retry three times and split failed batches"), {SetProperty{v.uid(), kRetries, Value(qint64(3))}, SetProperty{v.uid(), kBisect, Value(true)}}};
}

void checkPoison(const NodeView& v, IssueSink& sink) {
    if (!readsTable(v)) reportPoison(v, sink);
}

void checkPoisonOfTable(const NodeView& v, IssueSink& sink) {
    if (readsTable(v)) reportPoison(v, sink);
}

void checkStart(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kStart) || v.text(kStart) != u"LATEST") return;
    Issue& issue = sink.add(tr("%1 starts at the newest record and may miss those that come while it is being made. Start at the oldest one if none may be missed.").arg(v.quoted()), {v.uid()});
    issue.fix = setTo(v, kStart, tr("Start at the oldest record"), Value(QStringLiteral("TRIM_HORIZON")));
}

void checkFilterCount(const NodeView& v, IssueSink& sink) {
    constexpr qsizetype kMost = 10;
    const auto countOf = [](const QString& patterns) { return patterns.split(u'\n', Qt::SkipEmptyParts).size(); };
    const auto count = countOf(v.text(kFilter));
    if (count <= kMost) return;
    Issue& issue = sink.add(tr("%1 has %2 filter patterns; five are possible, ten after a request. Merge some.").arg(v.quoted()).arg(count), {v.uid()});
    issue.key = kFilter;
    if (const auto merged = mergedPatterns(v.text(kFilter)); merged && countOf(*merged) <= kMost) issue.fix = ChangeSet{tr("Merge patterns that differ in one value"), {SetProperty{v.uid(), kFilter, Value(*merged)}}};
}

/// What the function needs tells the events that it has a use for; empty: it does not.
QString usefulPattern(const NodeView& v) {
    if (v.settledFlag(kArchivesExpired)) return QStringLiteral(R"({"userIdentity":{"type":["Service"],"principalId":["dynamodb.amazonaws.com"]}})");
    const QString needs = v.settledText(kNeeds);
    if (!readsTable(v)) return {};
    if (needs == u"new") return QStringLiteral(R"({"eventName":["INSERT","MODIFY"]})");  // a removal has no new values
    if (needs == u"old") return QStringLiteral(R"({"eventName":["MODIFY","REMOVE"]})");
    return {};
}

void checkUse(const NodeView& v, IssueSink& sink) {
    if (v.isUnresolved(kFilter) || !v.text(kFilter).isEmpty() || v.settledNumber(kUsedShare) >= 50) return;
    Issue& issue = sink.add(tr("Of the records that %1 takes to its function, %2 are of use; the others are paid for, too. Filter them.").arg(v.quoted(), formatQuantity(v.settledNumber(kUsedShare), Unit::Percent)), {v.uid()});
    issue.key = kFilter;
    if (const QString pattern = usefulPattern(v); !pattern.isEmpty()) issue.fix = ChangeSet{tr("Filter for the events that it needs"), {SetProperty{v.uid(), kFilter, Value(pattern)}}};
}

}  // namespace

std::vector<RuleSpec> mappingRules() {
    constexpr auto kGuide = "AWS Lambda Developer Guide, event source mappings";
    return {
        {.id = "ESM-001", .title = QT_TRANSLATE_NOOP("model", "A batch has up to 10,000 records"), .help = QT_TRANSLATE_NOOP("model", "Fires when a mapping of a stream asks for more."), .source = kGuide, .offersFix = true, .check = checkBatch},
        {.id = "ESM-003", .title = QT_TRANSLATE_NOOP("model", "Records gather for 300 seconds at most"), .help = QT_TRANSLATE_NOOP("model", "Fires when the batching window is longer."), .source = kGuide, .offersFix = true, .check = checkWindow},
        {.id = "ESM-004", .title = QT_TRANSLATE_NOOP("model", "One to ten batches of a shard at once"), .help = QT_TRANSLATE_NOOP("model", "Fires when the parallelization factor is outside of 1 to 10."), .source = kGuide, .offersFix = true, .check = checkParallel},
        {.id = "ESM-005", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "A bad record does not block its shard"), .help = QT_TRANSLATE_NOOP("model", "Fires when a mapping of a data stream retries without limit and has no destination for what fails."), .source = kGuide, .offersFix = true, .check = checkPoison},
        {.id = "ESM-014", .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Retries, ages and windows are in range"), .help = QT_TRANSLATE_NOOP("model", "Fires when the record age, the retries or the tumbling window are outside of what Lambda takes."), .source = kGuide, .offersFix = true, .check = checkRanges},
        {.id = "ESM-015", .severity = Severity::Warning, .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Nothing is missed at the start"), .help = QT_TRANSLATE_NOOP("model", "Fires when a mapping starts at the newest record."), .source = "AWS Lambda Developer Guide, DynamoDB", .offersFix = true, .check = checkStart},
        {.id = "ESM-016", .priority = 2, .title = QT_TRANSLATE_NOOP("model", "Up to ten filter patterns"), .help = QT_TRANSLATE_NOOP("model", "Fires when a mapping has more than ten filter patterns."), .source = "AWS Lambda Developer Guide, event filtering", .offersFix = true, .check = checkFilterCount},
        {.id = "STR-013", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "A bad change does not block the stream"), .help = QT_TRANSLATE_NOOP("model", "Fires when a mapping of a table's stream retries without limit and has no destination for what fails."), .source = "AWS Lambda Developer Guide, DynamoDB", .offersFix = true, .check = checkPoisonOfTable},
        {.id = "STR-012", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "What is of no use is filtered"), .help = QT_TRANSLATE_NOOP("model", "Fires when less than half of the records are of use and there is no filter."), .source = "AWS Lambda Developer Guide, event filtering", .offersFix = true, .check = checkUse},
    };
}

}  // namespace model::lambda
