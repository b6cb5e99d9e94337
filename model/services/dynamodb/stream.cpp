// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/dynamodb/kinds.h"

#include <QCoreApplication>

namespace model::dynamodb {

namespace {

const QString kBoth = QStringLiteral("NEW_AND_OLD_IMAGES");

std::vector<PropertySpec> properties() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Stream");
    constexpr auto kAssumptions = QT_TRANSLATE_NOOP("model", "Assumptions");
    constexpr auto kSource = "DynamoDB Developer Guide, DynamoDB Streams";
    constexpr auto kVisibleHelp = QT_TRANSLATE_NOOP("model", "From the write of an item to the moment when readers find its record; AWS says near real time.");
    return {
        {.key = kStreamOn, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Enabled"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "While it is off no records are written; turning it on again makes a new stream."), .source = kSource, .fallback = true},
        {.key = kViewType, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Records hold"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "What a record tells of the changed item; it is fixed once the stream exists."), .source = kSource, .fallback = kBoth, .choices = {{kBoth, QT_TRANSLATE_NOOP("model", "new and old image")}, {QStringLiteral("NEW_IMAGE"), QT_TRANSLATE_NOOP("model", "new image")}, {QStringLiteral("OLD_IMAGE"), QT_TRANSLATE_NOOP("model", "old image")}, {QStringLiteral("KEYS_ONLY"), QT_TRANSLATE_NOOP("model", "keys only")}}},
        {.key = kNeededFor, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Needed for"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "How long the application must be able to read a change again; a stream keeps it for 24 hours, a Kinesis data stream for up to a year."), .source = kSource, .unit = Unit::Seconds, .fallback = 86400.0, .minimum = 1, .maximum = 31536000},
        {.key = kRetention, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Kept for"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "Records vanish after 24 hours, read or not."), .source = kSource, .unit = Unit::Seconds, .fallback = 86400.0, .minimum = 1, .maximum = 31536000},
        {.key = kReaders, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Readers of a shard"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "More than two at once are throttled; beside a global table one is left."), .source = "AWS Lambda Developer Guide, DynamoDB", .fallback = qint64(2), .minimum = 1, .maximum = 100},
        {.key = kRecordsPerRead, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "One look finds"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "Records of a shard that one look gets, at most: with four looks a second, no reader is faster than four times that."), .source = "DynamoDB API Reference, GetRecords: 1,000 records or 1 MB", .fallback = 1000.0, .minimum = 1, .maximum = 1e6},
        {.key = kBytesPerRead, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "One look carries"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "Bytes of a shard's records that one look gets, at most."), .source = "DynamoDB API Reference, GetRecords: 1,000 records or 1 MB", .unit = Unit::Bytes, .fallback = 1048576.0, .minimum = 1024, .maximum = 1e9},
        {.key = kKeyBytes, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Record besides images"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "Size of what every record holds besides the images of its item: keys, number, times."), .source = "[A] your own keys", .unit = Unit::Bytes, .fallback = 100.0, .minimum = 1, .maximum = 10000},
        {.key = kVisibleP50, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Visible after, median"), .group = kAssumptions, .help = kVisibleHelp, .source = "[A] AWS publishes no percentiles", .unit = Unit::Milliseconds, .fallback = 100.0, .minimum = 0, .maximum = 600000},
        {.key = kVisibleP99, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Visible after, 99 %"), .group = kAssumptions, .help = kVisibleHelp, .source = "[A] AWS publishes no percentiles", .unit = Unit::Milliseconds, .fallback = 1000.0, .minimum = 0, .maximum = 600000},
        {.key = kVisibleHeld, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "That delay holds for"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "Records of a shard become visible in order, so what delays one delays those beside it: each shard draws its delay anew after this long. 0: for every record, and then each waits for the slowest before it."), .source = "[A] AWS gives no figure", .unit = Unit::Seconds, .fallback = 1.0, .minimum = 0, .maximum = 3600},
    };
}

NetSpec net(const NodeView&) { return ServiceNet{QStringLiteral("dynamodb-streams"), 443}; }

DataSpec data(const NodeView& v) {
    DataSpec spec;
    spec.operations = {QStringLiteral("GetRecords")};
    if (const auto table = tableOf(v)) spec.itemBytes = table->data().itemBytes;
    return spec;
}

FlowSpec flow(const NodeView& v) {
    LogFlow log;
    if (const auto table = tableOf(v)) log.from = table->uid();
    const QString type = v.settledText(kViewType);
    log.newImages = type == kBoth || type == u"NEW_IMAGE";
    log.oldImages = type == kBoth || type == u"OLD_IMAGE";
    log.retentionS = v.settledNumber(kRetention);
    log.readers = static_cast<int>(v.settledNumber(kReaders));
    log.isOn = v.settledFlag(kStreamOn);
    return log;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    const QString type = v.settledText(kViewType);
    const auto tr = [](const char* text) { return QCoreApplication::translate("model", text); };
    spec.secondLine = !v.settledFlag(kStreamOn) ? tr("off") : type == kBoth ? tr("new and old") : type == u"NEW_IMAGE" ? tr("new image") : type == u"OLD_IMAGE" ? tr("old image") : tr("keys only");
    return spec;
}

plan::StationSpec station(const NodeView& v) {
    plan::LogStation log;
    log.retentionS = v.settledNumber(kRetention);
    log.visibleAfter = {v.settledNumber(kVisibleP50), v.settledNumber(kVisibleP99)};
    log.visibleHeldS = v.settledNumber(kVisibleHeld);
    log.recordsPerRead = v.settledNumber(kRecordsPerRead);
    log.bytesPerRead = v.settledNumber(kBytesPerRead);
    log.keyBytes = v.settledNumber(kKeyBytes);
    log.readersPerShard = static_cast<std::uint32_t>(v.settledNumber(kReaders));
    const QString type = v.settledText(kViewType);
    log.view = type == kBoth ? plan::StreamView::NewAndOldImages : type == u"NEW_IMAGE" ? plan::StreamView::NewImage : type == u"OLD_IMAGE" ? plan::StreamView::OldImage : plan::StreamView::KeysOnly;
    plan::StationSpec spec;
    spec.parameters = log;
    if (const auto table = tableOf(v)) spec.of = table->uid().value;
    return spec;
}

}  // namespace

KindSpec streamKind() {
    return {
        .id = QStringLiteral("dynamodb.stream"),
        .title = QT_TRANSLATE_NOOP("model", "DynamoDB stream"),
        .help = QT_TRANSLATE_NOOP("model", "The log of changes of a table: a record for each changed item, in order for each item, kept for 24 hours. Drag from it to a function to have that called with its records."),
        .category = Category::Streams,
        .systems = {QStringLiteral("S027")},
        .offers = {QStringLiteral("stream"), QStringLiteral("eventSource")},
        .livesIn = {QStringLiteral("table")},
        .isOwned = true,
        .properties = properties(),
        .cloudFormation = {streamTemplate(kTableType), streamTemplate(kGlobalTableType)},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "A shard for each partition of the table, order for each item, the delay until records are visible (of a shard, for a second at a time), their loss after 24 hours."), QT_TRANSLATE_NOOP("model", "What records hold, records of deletions by time to live; more than two readers of a shard miss some of their looks by turns, and beside replicas more than one; what one look finds at most.")},
                     {QT_TRANSLATE_NOOP("model", "Calls of applications that read shards by themselves (KCL): they are checked, not simulated."), QT_TRANSLATE_NOOP("model", "Shards that are closed every few hours although nothing splits.")}},
        .net = net,
        .data = data,
        .flow = flow,
        .view = view,
        .station = station,
    };
}

}  // namespace model::dynamodb
