// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/rules/patternfix.h"
#include "model/services/dynamodb/archivefix.h"
#include "model/services/dynamodb/kinds.h"
#include "model/services/dynamodb/store.h"

#include <QCoreApplication>

namespace model::dynamodb {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

bool expires(const NodeView& v) { return !v.isUnresolved(kTtlEnabled) && v.flag(kTtlEnabled); }

void checkType(const NodeView& v, IssueSink& sink) {
    if (!expires(v) || v.isUnresolved(kTtlType) || v.text(kTtlType) == u"N") return;
    // Dates as text have a rule of their own, which says the same with more reason.
    if (v.text(kTtlFormat) == u"iso8601") return;
    Issue& issue = sink.add(tr("The expiry attribute \"%1\" of %2 is no number; the process that deletes expired items passes it over, and nothing ever expires. Store a number of seconds.").arg(v.text(kTtlAttribute), v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Make the expiry attribute a number"), {SetProperty{v.uid(), kTtlType, std::nullopt}}};
}

void checkMilliseconds(const NodeView& v, IssueSink& sink) {
    if (!expires(v) || v.isUnresolved(kTtlFormat) || v.text(kTtlFormat) != u"milliseconds") return;
    Issue& issue = sink.add(tr("The expiry attribute \"%1\" of %2 holds milliseconds; read as seconds they lie tens of thousands of years ahead, and nothing ever expires. Divide by 1,000.").arg(v.text(kTtlAttribute), v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Store seconds"), {SetProperty{v.uid(), kTtlFormat, std::nullopt}}};
}

void checkTextDate(const NodeView& v, IssueSink& sink) {
    if (!expires(v) || v.isUnresolved(kTtlFormat) || v.text(kTtlFormat) != u"iso8601") return;
    Issue& issue = sink.add(tr("The expiry attribute \"%1\" of %2 holds dates as text; only a number of seconds since 1970-01-01 UTC works. Convert it.").arg(v.text(kTtlAttribute), v.quoted()), {v.uid()});
    issue.fix = ChangeSet{tr("Store seconds as a number"), {SetProperty{v.uid(), kTtlFormat, std::nullopt}, SetProperty{v.uid(), kTtlType, std::nullopt}}};
}

void checkOneAttribute(const NodeView& v, IssueSink& sink) {
    if (!expires(v) || v.isUnresolved(kTtlAttribute)) return;
    const QStringList names = keyNames(v.text(kTtlAttribute));
    if (names.size() < 2) return;
    Issue& issue = sink.add(tr("%1 names %2 expiry attributes; a table has one. Keep one of them.").arg(v.quoted()).arg(names.size()), {v.uid()});
    issue.fix = ChangeSet{tr("Keep \"%1\"").arg(names.front()), {SetProperty{v.uid(), kTtlAttribute, Value(names.front())}}};
}

// Who reads only what has not expired does not need it gone.
ChangeSet filterExpiredFix(const NodeView& v) {
    std::vector<NodeView> stores = v.children(QStringLiteral("store"));
    stores.push_back(v);
    for (const NodeView& replica : replicasOf(v)) stores.push_back(replica);
    std::vector<AccessPattern> reads;
    for (const NodeView& store : stores)
        for (const AccessPattern& p : patternsInto(store))
            if (!p.isWrite() && !p.filtersExpired) reads.push_back(p);
    const QString title = tr("Let readers leave out expired items");
    ChangeSet fix = patternsFix(v, reads, title, pattern::kFiltersExpired, Value(true)).value_or(ChangeSet{title, {}});
    fix.changes.emplace_back(SetProperty{v.uid(), kTtlExact, std::nullopt});
    return fix;
}

void checkExactTime(const NodeView& v, IssueSink& sink) {
    if (!expires(v) || v.isUnresolved(kTtlExact) || !v.flag(kTtlExact)) return;
    Issue& issue = sink.add(tr("%1 needs items to go at an exact time, but time to live deletes them in the background, typically within 48 hours. Filter expired items when reading, or delete them yourself on a schedule.").arg(v.quoted()), {v.uid()});
    issue.key = kTtlExact;
    issue.fix = filterExpiredFix(v);
}

/// Whether a function archives what expires; one that is switched off is told of by STR-004.
bool isArchived(const NodeView& v) {
    for (const NodeView& stream : v.children(QStringLiteral("stream")))
        for (const NodeView& node : stream.referrers())
            if (const auto consumer = node.flowFacet<ConsumerFlow>(); consumer && consumer->from == stream.uid() && consumer->archivesExpired) return true;
    return false;
}

void checkArchive(const NodeView& v, IssueSink& sink) {
    if (!expires(v) || !v.settledFlag(kTtlArchive) || isArchived(v)) return;
    Issue& issue = sink.add(tr("What expires in %1 is to be archived, and nothing reads it from a stream: it is gone once it is deleted. Let a function read the deletions by time to live and put them into a bucket.").arg(v.quoted()), {v.uid()});
    issue.key = kTtlArchive;
    issue.fix = archiveFix(v);
}

void checkFreeDeletes(const NodeView& v, IssueSink& sink) {
    if (!expires(v)) return;
    sink.add(tr("Expired items of %1 are deleted without using write units, and their index entries with them.").arg(v.quoted()), {v.uid()});
}

}  // namespace

std::vector<RuleSpec> timeToLiveRules() {
    constexpr auto kSource = "DynamoDB Developer Guide, time to live";
    return {
        {.id = "TTL-001", .title = QT_TRANSLATE_NOOP("model", "The expiry attribute is a number"), .help = QT_TRANSLATE_NOOP("model", "Fires when time to live is on and its attribute has another type."), .source = kSource, .offersFix = true, .check = checkType},
        {.id = "TTL-002", .title = QT_TRANSLATE_NOOP("model", "The expiry time is in seconds"), .help = QT_TRANSLATE_NOOP("model", "Fires when the attribute holds milliseconds."), .source = kSource, .offersFix = true, .check = checkMilliseconds},
        {.id = "TTL-003", .title = QT_TRANSLATE_NOOP("model", "The expiry time is no text"), .help = QT_TRANSLATE_NOOP("model", "Fires when the attribute holds a date as text."), .source = kSource, .offersFix = true, .check = checkTextDate},
        {.id = "TTL-005", .title = QT_TRANSLATE_NOOP("model", "A table has one expiry attribute"), .help = QT_TRANSLATE_NOOP("model", "Fires when several attributes are named."), .source = kSource, .offersFix = true, .check = checkOneAttribute},
        {.id = "TTL-008", .severity = Severity::Warning, .title = QT_TRANSLATE_NOOP("model", "Time to live is not exact"), .help = QT_TRANSLATE_NOOP("model", "Fires when the application relies on items being gone on time."), .source = kSource, .offersFix = true, .check = checkExactTime},
        {.id = "TTL-009", .severity = Severity::Info, .title = QT_TRANSLATE_NOOP("model", "Expiry uses no write units"), .help = QT_TRANSLATE_NOOP("model", "Says of each table with time to live that its deletions are free in its Region."), .source = kSource, .check = checkFreeDeletes},
        {.id = "TTL-012", .severity = Severity::Advice, .title = QT_TRANSLATE_NOOP("model", "What must be archived is read from the stream"), .help = QT_TRANSLATE_NOOP("model", "Fires when what expires must be archived and no function that does so reads the table's stream."), .source = "DynamoDB Developer Guide, time to live and streams", .offersFix = true, .check = checkArchive},
    };
}

}  // namespace model::dynamodb
