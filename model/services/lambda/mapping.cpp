// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/services/lambda/filter.h"
#include "model/services/lambda/kinds.h"

#include <QCoreApplication>

namespace model::lambda {

namespace {

constexpr auto kGuide = "AWS Lambda Developer Guide, event source mappings";

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

std::vector<PropertySpec> readingRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Reading");
    return {
        {.key = kSource, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Reads"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The stream whose records it takes to its function; it has no default and takes exactly one."), .source = kGuide, .fallback = Ref{}, .required = true, .role = QStringLiteral("eventSource")},
        {.key = kEnabled, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Enabled"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "While it is off it reads nothing, and records expire unread."), .source = kGuide, .fallback = true},
        {.key = kBatchSize, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Batch size"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Records of one invocation at most, 1 to 10,000; 100 by default."), .source = kGuide, .fallback = qint64(100), .minimum = 1, .maximum = 1000000},
        {.key = kWindow, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Batching window"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Gathers records up to this long before it calls, 0 to 300 seconds."), .source = kGuide, .unit = Unit::Seconds, .fallback = 0.0, .minimum = 0, .maximum = 100000},
        {.key = kParallel, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Parallelization factor"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Batches of one shard at once, 1 to 10; order holds for each key."), .source = kGuide, .fallback = qint64(1), .minimum = 1, .maximum = 1000},
        {.key = kStart, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Starts at"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The oldest record that is there, or those that come after the mapping was made."), .source = kGuide, .fallback = QStringLiteral("TRIM_HORIZON"), .choices = {{QStringLiteral("TRIM_HORIZON"), QT_TRANSLATE_NOOP("model", "oldest record")}, {QStringLiteral("LATEST"), QT_TRANSLATE_NOOP("model", "newest record")}}},
        {.key = kFilter, .type = ValueType::LongText, .title = QT_TRANSLATE_NOOP("model", "Filter patterns"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "JSON patterns, one a line; records that fit none are passed over at no cost. Empty: every record is taken."), .source = "AWS Lambda Developer Guide, event filtering"},
        {.key = kUsedShare, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Records of use"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Share of the records that the function has a use for; with a filter that asks for contents, the share that passes it besides the event\'s name."), .source = "[A] your own records", .unit = Unit::Percent, .fallback = 100.0, .minimum = 0, .maximum = 100},
    };
}

std::vector<PropertySpec> failureRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Failures");
    return {
        {.key = kRetries, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Retries"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "How often a batch that failed is tried again; -1: until its records expire."), .source = kGuide, .fallback = qint64(-1), .minimum = -1, .maximum = 1000000, .specials = {{-1, QT_TRANSLATE_NOOP("model", "until they expire")}}},
        {.key = kMaxAge, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Oldest record"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Older records are given up, 60 seconds to 7 days; -1: none is."), .source = kGuide, .unit = Unit::Seconds, .fallback = -1.0, .minimum = -1, .maximum = 1e7, .specials = {{-1, QT_TRANSLATE_NOOP("model", "no limit")}}},
        {.key = kBisect, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Split failed batches"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "A batch that fails is cut in two, so that one bad record does not hold up the others."), .source = kGuide, .fallback = false},
        {.key = kDestination, .type = ValueType::Ref, .title = QT_TRANSLATE_NOOP("model", "Given up goes to"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Where batches go that were tried often enough; none: they are dropped."), .source = kGuide, .fallback = Ref{}, .role = QStringLiteral("failureDestination")},
        {.key = kTumbling, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Tumbling window"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Length of the windows over which the function adds things up, 0 to 900 seconds; 0: none."), .source = kGuide, .unit = Unit::Seconds, .fallback = 0.0, .minimum = 0, .maximum = 100000, .specials = {{0, QT_TRANSLATE_NOOP("model", "none")}}},
    };
}

std::vector<PropertySpec> meaningRows() {
    constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "What the function needs");
    constexpr auto kAssumptions = QT_TRANSLATE_NOOP("model", "Assumptions");
    return {
        {.key = kNeeds, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Images"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "What of a changed item the function reads, besides its keys."), .fallback = QStringLiteral("none"), .choices = {{QStringLiteral("none"), QT_TRANSLATE_NOOP("model", "keys only")}, {QStringLiteral("new"), QT_TRANSLATE_NOOP("model", "new values")}, {QStringLiteral("old"), QT_TRANSLATE_NOOP("model", "old values")}, {QStringLiteral("both"), QT_TRANSLATE_NOOP("model", "new and old values")}}},
        {.key = kArchivesExpired, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Archives expired items"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The function keeps what time to live deletes; it needs old values and a filter for deletions by the service."), .fallback = false},
        {.key = kIdempotent, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Idempotent"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Doing a record twice does no harm; a batch may be delivered more than once."), .fallback = true},
        {.key = kNeedsOrder, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Needs one order of all"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "The function relies on the order of changes of different items."), .fallback = false},
        {.key = kPoll, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Looks every"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "Time between two looks at an idle shard; four a second on DynamoDB streams."), .source = kGuide, .unit = Unit::Milliseconds, .fallback = 250.0, .minimum = 1, .maximum = 60000},
        {.key = kBackoff, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Waits after a failure"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "Pause before a failed batch is tried again; it doubles each time."), .source = "[A] AWS gives no figure", .unit = Unit::Milliseconds, .fallback = 1000.0, .minimum = 1, .maximum = 600000},
        {.key = kBackoffCap, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Waits at most"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "The longest pause between two tries of a batch."), .source = "[A] AWS gives no figure", .unit = Unit::Seconds, .fallback = 60.0, .minimum = 0.001, .maximum = 86400},
        {.key = kPayload, .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Bytes of a batch"), .group = kAssumptions, .help = QT_TRANSLATE_NOOP("model", "The most that one invocation is handed; a batch ends before it."), .source = "AWS Lambda Developer Guide, quotas: 6 MB", .unit = Unit::Bytes, .fallback = 6291456.0, .minimum = 1024, .maximum = 1e9},
    };
}

FlowSpec flow(const NodeView& v) {
    ConsumerFlow c;
    if (const auto source = v.target(kSource)) c.from = source->uid();
    if (const auto function = v.parent()) c.to = function->uid();
    c.batchSize = static_cast<qint64>(v.settledNumber(kBatchSize));
    c.parallel = static_cast<qint64>(v.settledNumber(kParallel));
    c.windowS = v.settledNumber(kWindow);
    c.retries = static_cast<qint64>(v.settledNumber(kRetries));
    c.maxAgeS = v.settledNumber(kMaxAge);
    c.bisects = v.settledFlag(kBisect);
    c.hasDestination = v.has(kDestination);  // one that is not part of the design counts
    c.filter = v.text(kFilter);
    const QString needs = v.settledText(kNeeds);
    c.archivesExpired = v.settledFlag(kArchivesExpired);
    c.needsNewImages = needs == u"new" || needs == u"both";
    c.needsOldImages = needs == u"old" || needs == u"both";
    c.isIdempotent = v.settledFlag(kIdempotent);
    c.needsTotalOrder = v.settledFlag(kNeedsOrder);
    c.enabled = v.settledFlag(kEnabled);
    return c;
}

ViewSpec view(const NodeView& v) {
    ViewSpec spec;
    spec.secondLine = v.settledFlag(kEnabled) ? tr("%1 a batch").arg(v.settledNumber(kBatchSize), 0, 'f', 0) : tr("off");
    return spec;
}

plan::StationSpec station(const NodeView& v) {
    plan::ConsumerStation consumer;
    consumer.batchSize = static_cast<std::uint32_t>(v.settledNumber(kBatchSize));
    consumer.windowS = v.settledNumber(kWindow);
    consumer.parallelFactor = static_cast<std::uint32_t>(v.settledNumber(kParallel));
    const RecordFilter filter = recordFilter(v.text(kFilter));
    consumer.takes = filter.takes;
    consumer.filterShare = filter.asksContents ? v.settledNumber(kUsedShare) / 100 : 1;
    consumer.maxRetries = static_cast<std::int32_t>(v.settledNumber(kRetries));
    consumer.maxAgeS = v.settledNumber(kMaxAge);
    consumer.bisect = v.settledFlag(kBisect) ? plan::Switch::On : plan::Switch::Off;
    consumer.pollS = v.settledNumber(kPoll) / 1000;
    consumer.backoffMs = v.settledNumber(kBackoff);
    consumer.backoffCapS = v.settledNumber(kBackoffCap);
    consumer.payloadBytes = v.settledNumber(kPayload);
    plan::StationSpec spec;
    spec.parameters = consumer;
    if (const auto source = v.target(kSource)) spec.of = source->uid().value;
    if (const auto function = v.parent()) spec.server = function->uid().value;
    if (const auto sink = v.target(kDestination)) spec.onFailure = sink->uid().value;
    return spec;
}

// ---------------------------------------------------------------- CloudFormation
void read(CfnReading& reading) {
    const QString list = QStringLiteral("FilterCriteria.Filters");
    QStringList patterns;
    for (int i = 0; i < reading.count(list); ++i) patterns += reading.text(QStringLiteral("%1[%2].Pattern").arg(list).arg(i)).simplified();
    if (!patterns.isEmpty()) reading.set(kFilter, patterns.join(u'\n'));
}

CfnSpec mappingTemplate() {
    CfnSpec spec;
    spec.type = QStringLiteral("AWS::Lambda::EventSourceMapping");
    spec.rows = {{QStringLiteral("EventSourceArn"), kSource},
                 {QStringLiteral("Enabled"), kEnabled},
                 {QStringLiteral("BatchSize"), kBatchSize},
                 {QStringLiteral("MaximumBatchingWindowInSeconds"), kWindow},
                 {QStringLiteral("ParallelizationFactor"), kParallel},
                 {QStringLiteral("StartingPosition"), kStart},
                 {QStringLiteral("MaximumRetryAttempts"), kRetries},
                 {QStringLiteral("MaximumRecordAgeInSeconds"), kMaxAge},
                 {QStringLiteral("BisectBatchOnFunctionError"), kBisect},
                 {QStringLiteral("DestinationConfig.OnFailure.Destination"), kDestination},
                 {QStringLiteral("TumblingWindowInSeconds"), kTumbling}};
    spec.parentPath = QStringLiteral("FunctionName");
    spec.read = read;
    return spec;
}

}  // namespace

KindSpec mappingKind() {
    KindSpec kind{
        .id = QStringLiteral("lambda.event_source_mapping"),
        .title = QT_TRANSLATE_NOOP("model", "Event source mapping"),
        .help = QT_TRANSLATE_NOOP("model", "Reads a stream and calls its function with batches of records. Drag from a stream to a function to add one."),
        .category = Category::Streams,
        .systems = {QStringLiteral("S060")},
        .offers = {QStringLiteral("eventSourceMapping")},
        .livesIn = {QStringLiteral("function")},
        .joins = kSource,
        .isOwned = true,
        .properties = readingRows(),
        .rules = mappingRules(),
        .cloudFormation = {mappingTemplate()},
        .fidelity = {{QT_TRANSLATE_NOOP("model", "Batches by size, window and 6 MB, shards in parallel, retries with backoff, splitting, the oldest age, what is given up; iterator age."), QT_TRANSLATE_NOOP("model", "Filters by eventName and userIdentity; of what they ask of a record\'s contents the share that you state.")},
                     {QT_TRANSLATE_NOOP("model", "Tumbling windows, partial batch responses."), QT_TRANSLATE_NOOP("model", "In summed runs, how many small batches the records come in: records, ages and failures are those of single runs, invocations may be fewer.")}},
        .flow = flow,
        .view = view,
        .station = station,
    };
    for (auto more : {failureRows(), meaningRows()}) kind.properties.insert(kind.properties.end(), more.begin(), more.end());
    return kind;
}

}  // namespace model::lambda
