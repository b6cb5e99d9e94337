// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/services/dynamodb/assumptions.h"

#include "model/core/nodeview.h"

#include <QCoreApplication>

#include <array>

namespace model::dynamodb {

namespace {

using plan::UnitStoreStation;

constexpr auto kGroup = QT_TRANSLATE_NOOP("model", "Assumptions");
constexpr auto kTimesGroup = QT_TRANSLATE_NOOP("model", "Service times");

// One number of the store: where it stands in the plan, how it is shown. Percent rows are shares there.
struct NumberRow {
    const char* key;  // frozen
    const char* title;
    const char* help;
    const char* source;
    Unit unit;
    double minimum, maximum;
    double& (*in)(UnitStoreStation&);
};

const std::array kNumbers = {
    NumberRow{"burstWindowS", QT_TRANSLATE_NOOP("model", "Burst kept for"), QT_TRANSLATE_NOOP("model", "Unused provisioned capacity of this long is kept for bursts."), "DynamoDB Developer Guide, burst capacity", Unit::Seconds, 0, 3600, [](UnitStoreStation& s) -> double& { return s.burst.windowS; }},
    NumberRow{"burstAvailability", QT_TRANSLATE_NOOP("model", "Burst available"), QT_TRANSLATE_NOOP("model", "Share of the burst that is really there; AWS may use it for background work."), "[A] AWS gives no figure", Unit::Percent, 0, 100, [](UnitStoreStation& s) -> double& { return s.burst.availability; }},
    NumberRow{"burstStartShare", QT_TRANSLATE_NOOP("model", "Burst at the start"), QT_TRANSLATE_NOOP("model", "How full the burst capacity is when a run begins; a table that was idle has all of it."), "[A] an idle table", Unit::Percent, 0, 100, [](UnitStoreStation& s) -> double& { return s.burst.startShare; }},
    NumberRow{"partitionReadUnits", QT_TRANSLATE_NOOP("model", "Read units a partition"), QT_TRANSLATE_NOOP("model", "The most that one partition reads."), "DynamoDB Developer Guide, partitions", Unit::ReadUnits, 1, 1e6, [](UnitStoreStation& s) -> double& { return s.partitions.maxReadUnits; }},
    NumberRow{"partitionWriteUnits", QT_TRANSLATE_NOOP("model", "Write units a partition"), QT_TRANSLATE_NOOP("model", "The most that one partition writes."), "DynamoDB Developer Guide, partitions", Unit::WriteUnits, 1, 1e6, [](UnitStoreStation& s) -> double& { return s.partitions.maxWriteUnits; }},
    NumberRow{"partitionBytes", QT_TRANSLATE_NOOP("model", "Size of a partition"), QT_TRANSLATE_NOOP("model", "A partition that grows beyond it splits."), "DynamoDB Developer Guide, partitions", Unit::Bytes, 1048576, 1e13, [](UnitStoreStation& s) -> double& { return s.partitions.maxBytes; }},
    NumberRow{"heatShare", QT_TRANSLATE_NOOP("model", "Splits for heat above"), QT_TRANSLATE_NOOP("model", "Sustained share of a partition's limit that makes it split."), "[A] observed in AWS's database blog", Unit::Percent, 1, 100, [](UnitStoreStation& s) -> double& { return s.partitions.heatShare; }},
    NumberRow{"heatS", QT_TRANSLATE_NOOP("model", "Heat must last"), QT_TRANSLATE_NOOP("model", "How long the heat lasts before a split begins."), "[A] observed in AWS's database blog", Unit::Seconds, 1, 86400, [](UnitStoreStation& s) -> double& { return s.partitions.heatS; }},
    NumberRow{"splitMinS", QT_TRANSLATE_NOOP("model", "Split lasts at least"), QT_TRANSLATE_NOOP("model", "Shortest time that a split takes."), "[A] no published figure", Unit::Seconds, 0, 86400, [](UnitStoreStation& s) -> double& { return s.partitions.splitDurationMinS; }},
    NumberRow{"splitMaxS", QT_TRANSLATE_NOOP("model", "Split lasts at most"), QT_TRANSLATE_NOOP("model", "Longest time that a split takes."), "[A] no published figure", Unit::Seconds, 0, 86400, [](UnitStoreStation& s) -> double& { return s.partitions.splitDurationMaxS; }},
    NumberRow{"replicaLagMs", QT_TRANSLATE_NOOP("model", "Third copy is behind"), QT_TRANSLATE_NOOP("model", "Mean delay of the copy that was not among the two that acknowledged a write."), "[A] \"usually within one second\"", Unit::Milliseconds, 0, 60000, [](UnitStoreStation& s) -> double& { return s.replication.lagMeanMs; }},
    NumberRow{"leaderChangeS", QT_TRANSLATE_NOOP("model", "New leader after"), QT_TRANSLATE_NOOP("model", "How long a partition is without a leader when its zone is lost."), "[A] lease 1.5 s, failover 1 to 10 s", Unit::Seconds, 0, 600, [](UnitStoreStation& s) -> double& { return s.replication.leaderChangeS; }},
    NumberRow{"ttlFastShare", QT_TRANSLATE_NOOP("model", "Deleted soon"), QT_TRANSLATE_NOOP("model", "Share of the expired items that are deleted soon after expiry."), "[A] no published figure", Unit::Percent, 0, 100, [](UnitStoreStation& s) -> double& { return s.ttl.fastShare; }},
    NumberRow{"ttlFastMeanS", QT_TRANSLATE_NOOP("model", "Soon means"), QT_TRANSLATE_NOOP("model", "Mean time from expiry to deletion of those."), "[A] no published figure", Unit::Seconds, 0, 172800, [](UnitStoreStation& s) -> double& { return s.ttl.fastMeanS; }},
    NumberRow{"ttlSlowMaxS", QT_TRANSLATE_NOOP("model", "Others within"), QT_TRANSLATE_NOOP("model", "The rest is deleted evenly within this time; AWS says typically within 48 hours."), "DynamoDB Developer Guide, time to live; [A] the even spread", Unit::Seconds, 0, 1209600, [](UnitStoreStation& s) -> double& { return s.ttl.slowMaxS; }},
    NumberRow{"scalingMarginIn", QT_TRANSLATE_NOOP("model", "Scales in below"), QT_TRANSLATE_NOOP("model", "So far below the target utilisation, in points, before auto scaling lowers the units."), "Application Auto Scaling User Guide; [A] read as percentage points", Unit::Percent, 0, 100, [](UnitStoreStation& s) -> double& { return s.scaling.loop.marginIn; }},
    NumberRow{"scalingMinutesOut", QT_TRANSLATE_NOOP("model", "Scales out after"), QT_TRANSLATE_NOOP("model", "Minutes in a row above the target before auto scaling raises the units."), "DynamoDB Developer Guide, auto scaling", Unit::None, 1, 60, [](UnitStoreStation& s) -> double& { return s.scaling.loop.minutesOut; }},
    NumberRow{"scalingMinutesIn", QT_TRANSLATE_NOOP("model", "Scales in after"), QT_TRANSLATE_NOOP("model", "Minutes in a row below the target, less the margin, before auto scaling lowers the units."), "DynamoDB Developer Guide, auto scaling", Unit::None, 1, 60, [](UnitStoreStation& s) -> double& { return s.scaling.loop.minutesIn; }},
    NumberRow{"scalingDecreases", QT_TRANSLATE_NOOP("model", "Decreases in store"), QT_TRANSLATE_NOOP("model", "How often the units may be lowered at any time of a day."), "DynamoDB Developer Guide, quotas", Unit::None, 0, 1000, [](UnitStoreStation& s) -> double& { return s.scaling.loop.decreases; }},
    NumberRow{"scalingDecreasesPerHour", QT_TRANSLATE_NOOP("model", "Decreases an hour"), QT_TRANSLATE_NOOP("model", "How many more come back each hour."), "DynamoDB Developer Guide, quotas", Unit::None, 0, 1000, [](UnitStoreStation& s) -> double& { return s.scaling.loop.decreasesPerHour; }},
    NumberRow{"scalingDecreasesPerDay", QT_TRANSLATE_NOOP("model", "Decreases a day"), QT_TRANSLATE_NOOP("model", "The most in one UTC day."), "DynamoDB Developer Guide, quotas", Unit::None, 0, 1000, [](UnitStoreStation& s) -> double& { return s.scaling.loop.decreasesPerDay; }},
    NumberRow{"scalingPublishS", QT_TRANSLATE_NOOP("model", "Metric comes after"), QT_TRANSLATE_NOOP("model", "Delay of a minute's metric, which auto scaling decides on."), "[A] AWS gives no figure", Unit::Seconds, 0, 3600, [](UnitStoreStation& s) -> double& { return s.scaling.loop.publishDelayS; }},
    NumberRow{"scalingAlarmS", QT_TRANSLATE_NOOP("model", "Alarm acts after"), QT_TRANSLATE_NOOP("model", "From the alarm to the change of the table: 10 to 60 seconds."), "[A] AWS gives no figure", Unit::Seconds, 0, 3600, [](UnitStoreStation& s) -> double& { return s.scaling.loop.alarmDelayS; }},
    NumberRow{"scalingUpdateS", QT_TRANSLATE_NOOP("model", "New units after"), QT_TRANSLATE_NOOP("model", "From the change of the table until it is in force: 30 to 120 seconds."), "[A] AWS gives no figure", Unit::Seconds, 0, 3600, [](UnitStoreStation& s) -> double& { return s.scaling.loop.updateDelayS; }},
    NumberRow{"quotaReadUnits", QT_TRANSLATE_NOOP("model", "Quota, read"), QT_TRANSLATE_NOOP("model", "The account's quota of read units for one table; it can be raised."), "DynamoDB Developer Guide, quotas", Unit::ReadUnits, 1, 1e9, [](UnitStoreStation& s) -> double& { return s.throughput.quotaReadUnits; }},
    NumberRow{"quotaWriteUnits", QT_TRANSLATE_NOOP("model", "Quota, write"), QT_TRANSLATE_NOOP("model", "The account's quota of write units for one table; it can be raised."), "DynamoDB Developer Guide, quotas", Unit::WriteUnits, 1, 1e9, [](UnitStoreStation& s) -> double& { return s.throughput.quotaWriteUnits; }},
    NumberRow{"onDemandInitialReadUnits", QT_TRANSLATE_NOOP("model", "On-demand starts at, read"), QT_TRANSLATE_NOOP("model", "What a new on-demand table serves at once."), "DynamoDB Developer Guide, on-demand capacity", Unit::ReadUnits, 1, 1e9, [](UnitStoreStation& s) -> double& { return s.throughput.onDemandInitialReadUnits; }},
    NumberRow{"onDemandInitialWriteUnits", QT_TRANSLATE_NOOP("model", "On-demand starts at, write"), QT_TRANSLATE_NOOP("model", "What a new on-demand table serves at once."), "DynamoDB Developer Guide, on-demand capacity", Unit::WriteUnits, 1, 1e9, [](UnitStoreStation& s) -> double& { return s.throughput.onDemandInitialWriteUnits; }},
    NumberRow{"onDemandDoublingS", QT_TRANSLATE_NOOP("model", "On-demand doubles in"), QT_TRANSLATE_NOOP("model", "Time in which the previous peak may double without throttling."), "DynamoDB Developer Guide, on-demand capacity; [A] the shape of the growth", Unit::Seconds, 1, 86400, [](UnitStoreStation& s) -> double& { return s.throughput.onDemandDoublingS; }},
    NumberRow{"onDemandPeakWindowS", QT_TRANSLATE_NOOP("model", "Peak measured over"), QT_TRANSLATE_NOOP("model", "The previous peak is the highest mean over this long, in whole minutes."), "[A] AWS gives no figure", Unit::Seconds, 60, 3600, [](UnitStoreStation& s) -> double& { return s.throughput.onDemandPeakWindowS; }},
    NumberRow{"warmUpS", QT_TRANSLATE_NOOP("model", "Warming up takes"), QT_TRANSLATE_NOOP("model", "Time until warm throughput that is raised during a run is there."), "[A] minutes; AWS gives no figure", Unit::Seconds, 0, 86400, [](UnitStoreStation& s) -> double& { return s.throughput.warmUpS; }},
    NumberRow{"ttlActivationS", QT_TRANSLATE_NOOP("model", "Expiry turned on after"), QT_TRANSLATE_NOOP("model", "Time until expiry that is turned on during a run begins to work; AWS says up to an hour."), "DynamoDB Developer Guide, time to live", Unit::Seconds, 0, 86400, [](UnitStoreStation& s) -> double& { return s.ttl.activationS; }},
};

struct TimeRow {
    const char* key;  // frozen; "P50Ms" and "P99Ms" follow
    const char* title50;
    const char* title99;
    plan::Latency plan::ServiceTimes::*in;
};

constexpr std::array kTimes = {
    TimeRow{"getEventual", QT_TRANSLATE_NOOP("model", "GetItem, eventual, median"), QT_TRANSLATE_NOOP("model", "GetItem, eventual, 99 %"), &plan::ServiceTimes::getEventual},
    TimeRow{"getStrong", QT_TRANSLATE_NOOP("model", "GetItem, strong, median"), QT_TRANSLATE_NOOP("model", "GetItem, strong, 99 %"), &plan::ServiceTimes::getStrong},
    TimeRow{"query", QT_TRANSLATE_NOOP("model", "Query, one page, median"), QT_TRANSLATE_NOOP("model", "Query, one page, 99 %"), &plan::ServiceTimes::query},
    TimeRow{"scan", QT_TRANSLATE_NOOP("model", "Scan, 1 MB, median"), QT_TRANSLATE_NOOP("model", "Scan, 1 MB, 99 %"), &plan::ServiceTimes::scan},
    TimeRow{"write", QT_TRANSLATE_NOOP("model", "Write, median"), QT_TRANSLATE_NOOP("model", "Write, 99 %"), &plan::ServiceTimes::write},
    TimeRow{"batch", QT_TRANSLATE_NOOP("model", "Batch, median"), QT_TRANSLATE_NOOP("model", "Batch, 99 %"), &plan::ServiceTimes::batch},
    TimeRow{"transactWrite", QT_TRANSLATE_NOOP("model", "TransactWriteItems, median"), QT_TRANSLATE_NOOP("model", "TransactWriteItems, 99 %"), &plan::ServiceTimes::transactWrite},
    TimeRow{"transactGet", QT_TRANSLATE_NOOP("model", "TransactGetItems, median"), QT_TRANSLATE_NOOP("model", "TransactGetItems, 99 %"), &plan::ServiceTimes::transactGet},
};

constexpr auto kTimeHelp = QT_TRANSLATE_NOOP("model", "Time that the service takes, without the network; AWS promises single-digit milliseconds and no more.");
constexpr auto kTimeSource = "[A] AWS publishes no percentiles";

const QString kBurst = QStringLiteral("burst");
const QString kBurstOnDemand = QStringLiteral("burstOnDemand");
const QString kAdaptive = QStringLiteral("adaptiveCapacity");
const QString kThreeReplicas = QStringLiteral("threeReplicaReads");
const QString kSplitForHeat = QStringLiteral("splitForHeat");
const QString kIdleScaling = QStringLiteral("idleScalesIn");
const QString kMarginOfTarget = QStringLiteral("scalingMarginOfTarget");
const QString kPartitions = QStringLiteral("partitions");
const QString kEqualSplit = QStringLiteral("equalSplit");

std::vector<PropertySpec> switchRows() {
    return {
        {.key = kBurst, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Burst capacity"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Unused provisioned capacity is kept for a while. Turn it off for arithmetic by hand."), .source = "DynamoDB Developer Guide, burst capacity", .fallback = true},
        {.key = kBurstOnDemand, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Burst on demand"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "An on-demand table keeps unused throughput for bursts too. AWS describes that for bought capacity."), .source = "[A] AWS gives no figure for on-demand tables", .fallback = false},
        {.key = kAdaptive, .type = ValueType::Choice, .title = QT_TRANSLATE_NOOP("model", "Adaptive capacity"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Today a hot partition may use the whole table's capacity up to its own limit; once each had an equal share."), .source = "DynamoDB Developer Guide, adaptive capacity", .fallback = QStringLiteral("instant"), .choices = {{QStringLiteral("instant"), QT_TRANSLATE_NOOP("model", "instant")}, {kEqualSplit, QT_TRANSLATE_NOOP("model", "equal shares, as before 2018")}}},
        {.key = kPartitions, .type = ValueType::Integer, .title = QT_TRANSLATE_NOOP("model", "Partitions at start"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "0: from capacity and size; an on-demand table begins with what its first throughput needs, four."), .source = "[A] an older edition of the DynamoDB Developer Guide", .fallback = qint64(0), .minimum = 0, .maximum = 100000, .specials = {{0, QT_TRANSLATE_NOOP("model", "from capacity and size")}}},
        {.key = kThreeReplicas, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "All copies answer"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Eventual reads of one partition reach up to 4,500 units because three copies answer; AWS documents 3,000."), .source = "[A] measured in AWS's database blog", .fallback = false},
        {.key = kIdleScaling, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Scales in when idle"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "A minute without any traffic counts as one below the target. Off: it has no metric, and the units stay until there is some traffic."), .source = "[A] missing data does not trigger the alarm", .fallback = false},
        {.key = kMarginOfTarget, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Margin is a share of the target"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "Auto scaling lowers the units below 80 % of the target utilisation, where the margin is 20 %. Off: below the target less 20 points."), .source = "[A] AWS's text can be read both ways", .fallback = false},
        {.key = kSplitForHeat, .type = ValueType::Bool, .title = QT_TRANSLATE_NOOP("model", "Split for heat"), .group = kGroup, .help = QT_TRANSLATE_NOOP("model", "A partition that stays hot is split."), .source = "DynamoDB Developer Guide, adaptive capacity", .fallback = true},
    };
}

double shown(const NumberRow& row, double inPlan) { return row.unit == Unit::Percent ? inPlan * 100 : inPlan; }

QString timeKey(const TimeRow& row, const char* end) { return QLatin1String(row.key) + QLatin1String(end); }

PropertySpec timeRow(const TimeRow& row, const char* end, const char* title, double fallback) {
    return {.key = timeKey(row, end), .type = ValueType::Number, .title = title, .group = kTimesGroup, .help = kTimeHelp, .source = kTimeSource, .unit = Unit::Milliseconds, .fallback = fallback, .minimum = 0, .maximum = 60000};
}

}  // namespace

std::vector<PropertySpec> assumptionRows() {
    std::vector<PropertySpec> rows = switchRows();
    UnitStoreStation defaults;
    for (const NumberRow& row : kNumbers)
        rows.push_back({.key = QLatin1String(row.key), .type = ValueType::Number, .title = row.title, .group = kGroup, .help = row.help, .source = row.source, .unit = row.unit, .fallback = shown(row, row.in(defaults)), .minimum = row.minimum, .maximum = row.maximum});
    for (const TimeRow& row : kTimes) {
        const plan::Latency& latency = defaults.times.*row.in;
        rows.push_back(timeRow(row, "P50Ms", row.title50, latency.p50Ms));
        rows.push_back(timeRow(row, "P99Ms", row.title99, latency.p99Ms));
    }
    rows.push_back({.key = QStringLiteral("timePerKbMs"), .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "More for each KiB"), .group = kTimesGroup, .help = kTimeHelp, .source = kTimeSource, .unit = Unit::Milliseconds, .fallback = defaults.times.perKbMs, .minimum = 0, .maximum = 1000});
    rows.push_back({.key = QStringLiteral("throttledMs"), .type = ValueType::Number, .title = QT_TRANSLATE_NOOP("model", "Throttled answer"), .group = kTimesGroup, .help = QT_TRANSLATE_NOOP("model", "Time after which a throttled request is answered."), .source = kTimeSource, .unit = Unit::Milliseconds, .fallback = defaults.times.throttledMs, .minimum = 0, .maximum = 60000});
    return rows;
}

namespace {

// The keys of the rows above as texts, made once: every table and every index of one reads all of them.
struct Keys {
    std::vector<QString> numbers, medians, tails;
    Keys() {
        for (const NumberRow& row : kNumbers) numbers.push_back(QLatin1String(row.key));
        for (const TimeRow& row : kTimes) {
            medians.push_back(timeKey(row, "P50Ms"));
            tails.push_back(timeKey(row, "P99Ms"));
        }
    }
};

struct Assumptions {
    UnitStoreStation store;
    friend bool operator==(const Assumptions&, const Assumptions&) = default;
};

// A row that is not stored has the default, and that is what the plan begins with: some eighty rows a table, of which hardly any
// is stored. Only those that are become reads of their own.
Assumptions computeAssumptions(const NodeView& table) {
    static const Keys keys;
    Assumptions read;
    UnitStoreStation& store = read.store;
    const auto isStored = [&stored = table.properties()](const QString& key) { return findProperty(stored, key) != nullptr; };
    const auto number = [&](const QString& key, double& inPlan, double scale = 1) {
        if (isStored(key)) inPlan = table.settledNumber(key) / scale;
    };
    for (size_t i = 0; i < kNumbers.size(); ++i) number(keys.numbers[i], kNumbers[i].in(store), kNumbers[i].unit == Unit::Percent ? 100 : 1);
    for (size_t i = 0; i < kTimes.size(); ++i) {
        number(keys.medians[i], (store.times.*kTimes[i].in).p50Ms);
        number(keys.tails[i], (store.times.*kTimes[i].in).p99Ms);
    }
    number(QStringLiteral("timePerKbMs"), store.times.perKbMs);
    number(QStringLiteral("throttledMs"), store.times.throttledMs);
    const auto asSwitch = [&table](const QString& key) { return table.settledFlag(key) ? plan::Switch::On : plan::Switch::Off; };
    store.burst.enabled = asSwitch(kBurst);
    store.burst.onDemand = asSwitch(kBurstOnDemand);
    store.scaling.loop.idleScalesIn = asSwitch(kIdleScaling);
    store.scaling.loop.marginOfTarget = asSwitch(kMarginOfTarget);
    store.partitions.threeReplicaReads = asSwitch(kThreeReplicas);
    store.partitions.splitForHeat = asSwitch(kSplitForHeat);
    store.partitions.adaptive = table.settledText(kAdaptive) == kEqualSplit ? plan::AdaptiveCapacity::EqualSplit : plan::AdaptiveCapacity::Instant;
    store.partitions.initialCount = static_cast<std::uint32_t>(table.settledNumber(kPartitions));
    return read;
}

}  // namespace

plan::UnitStoreStation assumptionsOf(const NodeView& table) { return table.query(Query<Assumptions>{computeAssumptions})->store; }

}  // namespace model::dynamodb
