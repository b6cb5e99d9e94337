// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/s3/kinds.h"

#include <QCoreApplication>

namespace model::s3 {

namespace {

std::vector<PropertySpec> properties() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Bucket");
    constexpr auto kAssumptions = QT_TRANSLATE_NOOP("model", "Assumptions");
    constexpr auto kRates = "Amazon S3 User Guide, optimizing performance";
    constexpr auto kTime = QT_TRANSLATE_NOOP("model", "Time that the service takes, without the network.");
    const auto ms = [](const QString& key, const char* title, double fallback) {
        return PropertySpec{.key = key, .type = ValueType::Number, .title = title, .group = kAssumptions, .help = kTime, .source = "[A] AWS publishes no percentiles", .unit = Unit::Milliseconds, .fallback = fallback, .minimum = 0, .maximum = 600000};
    };
    return {
        {.key = kPrefixes, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Prefixes"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Key prefixes over which requests spread evenly; each has its own rate."), .source = kRates, .fallback = qint64(1), .minimum = 1, .maximum = 1000000},
        {.key = kVersioned, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Versions"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Keeps what is overwritten or deleted."), .source = "Amazon S3 User Guide, versioning", .fallback = false},
        {.key = kPublic, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Public"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Public access is not blocked; new buckets block it."), .source = "Amazon S3 User Guide, blocking public access", .fallback = false},
        {.key = kPutsPerS, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Writes a prefix"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "PUT, COPY, POST and DELETE requests a second of one prefix; more are answered 503 SlowDown."), .source = kRates, .unit = Unit::PerSecond, .fallback = 3500.0, .minimum = 1, .maximum = 1e9},
        {.key = kGetsPerS, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Reads a prefix"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "GET and HEAD requests a second of one prefix; more are answered 503 SlowDown."), .source = kRates, .unit = Unit::PerSecond, .fallback = 5500.0, .minimum = 1, .maximum = 1e9},
        ms(kPutP50, QT_TRANSLATE_NOOP("model", "Write, median"), 30),
        ms(kPutP99, QT_TRANSLATE_NOOP("model", "Write, 99 %"), 100),
        ms(kGetP50, QT_TRANSLATE_NOOP("model", "Read, median"), 20),
        ms(kGetP99, QT_TRANSLATE_NOOP("model", "Read, 99 %"), 80),
    };
}

NetSpec net(const NodeView&) { return ServiceNet{QStringLiteral("s3"), 443}; }

DataSpec data(const NodeView&) {
    DataSpec spec;
    spec.operations = {QStringLiteral("PutObject"), QStringLiteral("GetObject")};
    return spec;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    const auto prefixes = static_cast<qint64>(v.settledNumber(kPrefixes));
    if (prefixes > 1) spec.secondLine = QCoreApplication::translate("model", "%1 prefixes").arg(prefixes);
    return spec;
}

plan::StationSpec station(const NodeView& v) {
    plan::SinkStation sink;
    sink.put = {v.settledNumber(kPutP50), v.settledNumber(kPutP99)};
    sink.get = {v.settledNumber(kGetP50), v.settledNumber(kGetP99)};
    sink.putsPerS = v.settledNumber(kPutsPerS);
    sink.getsPerS = v.settledNumber(kGetsPerS);
    sink.prefixes = static_cast<std::uint32_t>(v.settledNumber(kPrefixes));
    plan::StationSpec spec;
    spec.parameters = sink;
    return spec;
}

// ---------------------------------------------------------------- CloudFormation
void read(CfnReading& reading) {
    reading.set(kVersioned, reading.text(QStringLiteral("VersioningConfiguration.Status")) == u"Enabled");
    reading.set(kPublic, reading.text(QStringLiteral("PublicAccessBlockConfiguration.BlockPublicPolicy")) == u"false");
}

}  // namespace

KindSpec bucketKind() {
    return {
        .id = QStringLiteral("s3.bucket"),
        .title = QT_TRANSLATE_NOOP("model", "S3 bucket"),
        .help = QT_TRANSLATE_NOOP("model", "Object storage: where functions archive what tables delete, and where batches go that nobody could process."),
        .category = Category::Storage,
        .systems = {QStringLiteral("S083")},
        .offers = {QStringLiteral("bucket"), QStringLiteral("failureDestination")},
        .livesIn = {QStringLiteral("region")},
        .properties = properties(),
        .rules = bucketRules(),
        .cloudFormation = {{.type = QStringLiteral("AWS::S3::Bucket"), .namePath = QStringLiteral("BucketName"), .read = read}},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Request rates of each prefix with 503 SlowDown beyond them; the time of reads and writes.")},
                     {QT_TRANSLATE_NOOP("model", "Content and size of objects, storage classes, event notifications, multipart uploads.")}},
        .net = net,
        .data = data,
        .view = view,
        .station = station,
    };
}

}  // namespace model::s3
