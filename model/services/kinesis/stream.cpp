// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/services/kinesis/kinds.h"

#include <QCoreApplication>

namespace model::kinesis {

namespace {

constexpr auto kGuide = "Amazon Kinesis Data Streams Developer Guide, quotas";
constexpr double kHourS = 3600;

QString tr(const char* text) { return QCoreApplication::translate("model", text); }
bool isProvisioned(const NodeView& v) { return v.settledText(kMode) != u"ON_DEMAND"; }

std::vector<PropertySpec> properties() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Stream");
    return {
        {.key = kMode, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Mode"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Provisioned: you choose the shards. On-demand: it grows to twice its earlier peak."), .source = kGuide, .fallback = QStringLiteral("PROVISIONED"), .choices = {{QStringLiteral("PROVISIONED"), QT_TRANSLATE_NOOP("model", "provisioned")}, {QStringLiteral("ON_DEMAND"), QT_TRANSLATE_NOOP("model", "on-demand")}}},
        {.key = kShards, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Shards"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Each takes 1 MB or 1,000 records a second and gives 2 MB a second."), .source = kGuide, .fallback = qint64(1), .minimum = 1, .maximum = 100000, .visibleWhen = isProvisioned},
        {.key = kRetention, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Kept for"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "How long records can be read: 24 hours to 365 days."), .source = kGuide, .unit = Unit::Seconds, .fallback = 24 * kHourS, .minimum = 0, .maximum = 1e9},
        {.key = kFanOut, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Enhanced fan-out"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Consumers with 2 MB a second and shard of their own; up to 20."), .source = kGuide, .fallback = qint64(0), .minimum = 0, .maximum = 1000},
    };
}

NetSpec net(const NodeView&) { return ServiceNet{QStringLiteral("kinesis"), 443}; }

DataSpec data(const NodeView&) {
    DataSpec spec;
    spec.operations = {QStringLiteral("PutRecord"), QStringLiteral("PutRecords"), QStringLiteral("GetRecords")};
    return spec;
}

FlowSpec flow(const NodeView& v) {
    LogFlow log;
    log.retentionS = v.settledNumber(kRetention);
    log.oldImages = log.newImages = true;  // changes of a table come with both
    log.readers = 5;                       // GetRecords calls of a shard in a second
    log.shards = isProvisioned(v) ? v.settledNumber(kShards) : 4;  // where on-demand starts
    return log;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    const auto shards = static_cast<qint64>(v.settledNumber(kShards));
    spec.secondLine = !isProvisioned(v) ? tr("on-demand") : shards == 1 ? tr("one shard") : tr("%1 shards").arg(shards);
    return spec;
}

// ---------------------------------------------------------------- CloudFormation
void read(CfnReading& reading) {
    bool ok = false;
    if (const double hours = reading.text(QStringLiteral("RetentionPeriodHours")).toDouble(&ok); ok) reading.set(kRetention, hours * kHourS);
    // Without a number of shards a stream is on-demand.
    if (!reading.has(QStringLiteral("ShardCount")) && !reading.has(QStringLiteral("StreamModeDetails.StreamMode"))) reading.set(kMode, QStringLiteral("ON_DEMAND"));
}

}  // namespace

KindSpec streamKind() {
    return {
        .id = QStringLiteral("kinesis.stream"),
        .title = QT_TRANSLATE_NOOP("model", "Kinesis data stream"),
        .help = QT_TRANSLATE_NOOP("model", "A log of records in shards, kept for up to a year and read by any number of consumers. It is drawn and checked; requests to it are not simulated."),
        .category = Category::Streams,
        .systems = {QStringLiteral("S042"), QStringLiteral("S073")},
        .offers = {QStringLiteral("dataStream"), QStringLiteral("eventSource")},
        .livesIn = {QStringLiteral("region")},
        .properties = properties(),
        .rules = streamRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::Kinesis::Stream"),
                            .rows = {{QStringLiteral("ShardCount"), kShards}, {QStringLiteral("StreamModeDetails.StreamMode"), kMode}},
                            .namePath = QStringLiteral("Name"),
                            .read = read}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Shards, retention and readers, as the checks need them; the way of requests to it.")},
                     {QT_TRANSLATE_NOOP("model", "Records: a run leaves out what is written to it and read from it, and a finding says so.")}},
        .net = net,
        .data = data,
        .flow = flow,
        .view = view,
    };
}

}  // namespace model::kinesis
