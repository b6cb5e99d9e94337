// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/run.h"
#include "simulation/summary.h"
#include "tests/simulation/planfixture.h"

#include <QTest>

#include <cmath>

using namespace sim;
using plan::KeyDistribution;
using plan::Operation;
using plan::RetryMode;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

class Recorder : public TraceSink {
public:
    void record(const HopRecord& hop) override { hops.push_back(hop); }
    std::vector<HopRecord> hops;
};

Run runWhole(plan::Plan plan, double seconds) {
    plan.scenario.lengthS = seconds;
    Run run(fixture::share(std::move(plan)));
    run.runUntil(run.endNs());
    return run;
}

double sumOf(const Run& run, std::uint64_t uid, std::string_view metric, std::string_view dimension = "") {
    const int slot = run.metrics().find({uid, 0, metric, dimension, Statistic::Sum});
    double sum = run.state().metrics[static_cast<std::size_t>(slot)];
    for (std::size_t row = 0; row < run.metrics().rowCount(); ++row)
        sum += run.metrics().value(row, static_cast<std::uint32_t>(slot));
    return sum;
}

plan::Plan ttlPlan(double fastShare) {
    plan::UnitStoreStation table = fixture::provisionedTable(1'000, 1'000);
    table.ttl.enabled = plan::Switch::On;
    table.ttl.fastShare = fastShare;
    table.ttl.fastMeanS = 10;
    plan::Plan plan = fixture::plan(table, Operation::PutItem, 10, KeyDistribution::sequential());
    plan.patterns[0].expiresAfterS = 30;
    return plan;
}

plan::Plan indexPlan(double indexUnits) {
    plan::Plan plan = fixture::plan(fixture::provisionedTable(100, 1'000), Operation::PutItem, 200, KeyDistribution::sequential());
    plan::UnitStoreStation index = fixture::provisionedTable(100, indexUnits);
    index.index = plan::IndexLink{};
    index.index->table = 1;
    index.index->lag = fixture::constantMs(20);
    plan.stations.push_back({fixture::kIndexUid, "Orders/byDate", index});
    plan.patterns[0].indexWrites.push_back({2, plan::IndexChange::Insert, 400});
    return plan;
}

}  // namespace

class TestStations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // --- retries -----------------------------------------------------------------------------------------------------------------
    void legacyRetriesWaitExactlyTheDoublingDelays() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(1, 1), Operation::PutItem, 0.02, KeyDistribution::singleKey());
        plan.patterns[0].itemBytes = 1024;
        plan.patterns[0].retry = plan::RetrySettings::of(RetryMode::Legacy);
        std::get<plan::UnitStoreStation>(plan.stations[1].parameters).throughput.writeUnits = 0;  // all is throttled
        plan.scenario.lengthS = 120;
        Recorder recorder;
        Run run(fixture::share(plan));
        run.setTrace(&recorder, 0);
        run.runUntil(run.endNs());
        std::vector<std::int64_t> waits;
        for (const HopRecord& hop : recorder.hops)
            if (hop.request == 1 && hop.kind == HopKind::RetryWait)
                waits.push_back(hop.arriveNs - hop.departNs);
        QCOMPARE(waits.size(), std::size_t(9));
        for (std::size_t i = 0; i < waits.size(); ++i)
            QCOMPARE(waits[i], 50'000'000LL << i);
        QCOMPARE(run.state().patterns[0].throttled, std::uint64_t(1));
        QCOMPARE(run.state().patterns[0].attempts >= 10, true);
    }

    void modesMakeTheirNumberOfAttempts_data() {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("attempts");
        QTest::newRow("none") << int(RetryMode::None) << 1;
        QTest::newRow("immediate") << int(RetryMode::Immediate) << 3;
        QTest::newRow("legacy") << int(RetryMode::Legacy) << 10;
        QTest::newRow("standard") << int(RetryMode::Standard) << 3;
        QTest::newRow("tuned") << int(RetryMode::StandardDynamoDb) << 4;
        QTest::newRow("adaptive") << int(RetryMode::Adaptive) << 3;
    }
    void modesMakeTheirNumberOfAttempts() {
        QFETCH(int, mode);
        QFETCH(int, attempts);
        plan::Plan plan = fixture::plan(fixture::provisionedTable(1, 0), Operation::PutItem, 0.01, KeyDistribution::singleKey());
        plan.patterns[0].retry = plan::RetrySettings::of(RetryMode(mode));
        const Run run = runWhole(plan, 190);  // one request at 100 s
        QCOMPARE(run.state().patterns[0].made, std::uint64_t(1));
        QCOMPARE(run.state().patterns[0].attempts, std::uint64_t(attempts));
        QCOMPARE(run.state().patterns[0].throttledAttempts, std::uint64_t(attempts));
        QCOMPARE(run.state().totals.throttled, std::uint64_t(1));
    }

    void theQuotaEndsRetriesWhenEverythingFails() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(1, 0), Operation::PutItem, 100, KeyDistribution::uniform(100));
        plan.patterns[0].retry = plan::RetrySettings::of(RetryMode::Standard);
        const Run run = runWhole(plan, 60);
        const PatternState& pattern = run.state().patterns[0];
        QCOMPARE(pattern.attempts - pattern.made, std::uint64_t(100));  // 500 tokens, 5 a retry, nothing comes back
        QCOMPARE(pattern.quotaTokens, 0.0);
    }

    void theAdaptiveModeHoldsItselfBack() {
        const auto attemptsOf = [](RetryMode mode) {
            plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 50), Operation::PutItem, 500, KeyDistribution::uniform(100));
            plan.patterns[0].retry = plan::RetrySettings::of(mode);
            plan.patterns[0].retry.quotaTokens = 0;
            return runWhole(plan, 60).state().patterns[0].attempts;
        };
        QVERIFY(attemptsOf(RetryMode::Adaptive) < attemptsOf(RetryMode::Standard) / 3);
    }

    void aConditionThatFailsIsNotTriedAgainButMetered() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 1'000), Operation::PutItem, 100, KeyDistribution::uniform(100));
        plan.patterns[0].conditionFailShare = 1;
        plan.patterns[0].retry = plan::RetrySettings::of(RetryMode::Legacy);
        const Run run = runWhole(plan, 10);
        QCOMPARE(run.state().patterns[0].attempts, run.state().patterns[0].made);
        QCOMPARE(sumOf(run, fixture::kTableUid, "ConditionalCheckFailedRequests"), double(run.state().patterns[0].made));
        QCOMPARE(sumOf(run, fixture::kTableUid, "ConsumedWriteCapacityUnits"), double(run.state().patterns[0].made));
        QCOMPARE(run.state().stores[0].itemCount, std::uint64_t(0));
    }

    // --- network -----------------------------------------------------------------------------------------------------------------
    void latencyIsTheSumOfItsParts() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(100, 100), Operation::GetItem, 10, KeyDistribution::uniform(10));
        plan.stations.push_back({fixture::kHopUid, "endpoint", plan::HopStation{}});
        plan::Path path;
        path.hops.push_back({2, fixture::constantMs(0.25)});
        path.lastLeg = fixture::constantMs(0.5);
        plan.patterns[0].paths = {path};
        const Run run = runWhole(plan, 10);
        // 0.25 + 0.5 there, 2 ms of service and 0.02 for the kilobyte, 0.75 back
        QCOMPARE(run.state().patterns[0].runLatency.maxNs(), std::int64_t(3'520'000));
        QVERIFY(std::abs(run.state().patterns[0].runLatency.meanNs() - 3'520'000) < 1);
    }

    void anInterfaceEndpointPassesFiftyThousandASecond_data() {
        QTest::addColumn<double>("sliceS");  // 0: exact
        QTest::newRow("exact") << 0.0;
        QTest::newRow("cohort") << 0.1;
        QTest::newRow("cohort, whole seconds") << 1.0;
    }
    void anInterfaceEndpointPassesFiftyThousandASecond() {
        QFETCH(double, sliceS);
        plan::Plan plan = fixture::plan(fixture::onDemandTable(), Operation::GetItem, 60'000, KeyDistribution::uniform(100'000));
        std::get<plan::UnitStoreStation>(plan.stations[1].parameters).throughput.warmReadUnits = 40'000;
        plan::HopStation endpoint;
        endpoint.requestLimitPerS = 50'000;
        plan.stations.push_back({fixture::kHopUid, "vpce", endpoint});
        plan::Path path;
        path.hops.push_back({2, fixture::constantMs(0.2)});
        plan.patterns[0].paths = {path};
        plan.scenario.fidelity = sliceS > 0 ? plan::Fidelity::Cohort : plan::Fidelity::Exact;
        plan.scenario.sliceS = sliceS;
        const Run run = runWhole(plan, 8);
        const int refused = run.metrics().find({fixture::kHopUid, 0, "RefusedRequests", "", Statistic::Sum});
        for (std::size_t row = 1; row < 8; ++row)  // after the first second, in which the bucket is full
            QVERIFY(std::abs(run.metrics().value(row, static_cast<std::uint32_t>(refused)) - 10'000) <= 1);
        QVERIFY(run.state().totals.failed > 50'000);
        QCOMPARE(run.state().totals.throttled, std::uint64_t(0));
    }

    void aBlockedPathIsSilenceUntilTheTimeout() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(100, 100), Operation::GetItem, 10, KeyDistribution::uniform(10));
        plan.stations.push_back({fixture::kHopUid, "security group", plan::HopStation{}});
        plan::Path path;
        path.hops.push_back({2, fixture::constantMs(0.25)});
        path.blocked = plan::Refusal::SecurityGroupDenied;
        plan.patterns[0].paths = {path};
        plan.scenario.lengthS = 10;
        Recorder recorder;
        Run run(fixture::share(plan));
        run.setTrace(&recorder, 0);
        run.runUntil(run.endNs());
        QCOMPARE(run.state().totals.succeeded, std::uint64_t(0));
        QVERIFY(run.state().totals.failed > 80);
        const HopRecord& dropped = recorder.hops[1];
        QVERIFY(dropped.kind == HopKind::Dropped && dropped.refusal == plan::Refusal::SecurityGroupDenied);
        QCOMPARE(dropped.toUid, fixture::kHopUid);  // where the way ends, not where it began
        const auto finished = std::find_if(recorder.hops.begin(), recorder.hops.end(), [](const HopRecord& hop) { return hop.kind == HopKind::Finished; });
        QCOMPARE(finished->arriveNs - finished->departNs, kSecond);
    }

    void aPolicyAnswersAtOnceAndIsNotRetried() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(100, 100), Operation::GetItem, 10, KeyDistribution::uniform(10));
        plan.stations.push_back({fixture::kHopUid, "endpoint", plan::HopStation{}});
        plan::Path path;
        path.hops.push_back({2, fixture::constantMs(2)});
        path.blocked = plan::Refusal::EndpointPolicyDenied;
        plan.patterns[0].paths = {path};
        plan.patterns[0].retry = plan::RetrySettings::of(RetryMode::Legacy);
        const Run run = runWhole(plan, 10);
        QCOMPARE(run.state().patterns[0].attempts, run.state().patterns[0].made);
        QVERIFY(run.state().totals.inFlight() <= 1);
    }

    // --- items and time to live --------------------------------------------------------------------------------------------------
    void writesMakeItemsOnceAndDeletesTakeThem() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 1'000), Operation::PutItem, 500, KeyDistribution::uniform(100));
        plan.patterns[0].itemBytes = 2'000;
        plan.patterns[0].rate = plan::RateCurve::spike(500, 0, 10, 1e9);
        Run run = runWhole(plan, 20);
        QCOMPARE(run.state().stores[0].itemCount, std::uint64_t(100));
        QCOMPARE(run.state().stores[0].storedBytes, 200'000.0);
        plan::AccessPattern deletes = plan.patterns[0];
        deletes.uid = 2;
        deletes.operation = Operation::DeleteItem;
        deletes.rate = plan::RateCurve::spike(0, 500, 10, 5);
        plan.patterns.push_back(deletes);
        const Run emptied = runWhole(plan, 20);
        QCOMPARE(emptied.state().stores[0].itemCount, std::uint64_t(0));
        QCOMPARE(emptied.state().stores[0].storedBytes, 0.0);
    }

    void everyExpiredItemGoesAndIsCounted() {
        plan::Plan plan = ttlPlan(1);
        plan.patterns[0].rate = plan::RateCurve::spike(10, 0, 50, 1e9);
        const Run run = runWhole(plan, 400);
        QVERIFY(run.state().patterns[0].made >= 499);
        QCOMPARE(run.state().stores[0].ttlDeleted, run.state().patterns[0].made);
        QCOMPARE(run.state().stores[0].itemCount, std::uint64_t(0));
        QCOMPARE(run.state().stores[0].expiredVisible, std::uint64_t(0));
        QCOMPARE(run.state().itemsTracked, std::uint64_t(0));
        QCOMPARE(sumOf(run, fixture::kTableUid, "TimeToLiveDeletedItemCount"), double(run.state().patterns[0].made));
        // Deletions cost nothing.
        QCOMPARE(sumOf(run, fixture::kTableUid, "ConsumedWriteCapacityUnits"), double(run.state().patterns[0].made));
    }

    void expiredItemsStayVisibleUntilTheSweeperComes() {
        Run run = runWhole(ttlPlan(0), 600);  // all of them wait up to 48 hours
        QVERIFY(run.state().stores[0].expiredVisible > 5'600);
        QVERIFY(run.state().stores[0].ttlDeleted < 50);
        QCOMPARE(run.state().stores[0].itemCount + run.state().stores[0].ttlDeleted, run.state().patterns[0].made);
    }

    void theDelayIsTheMixtureThatIsStated() {
        plan::Plan plan = ttlPlan(0.8);
        plan.patterns[0].rate = plan::RateCurve::spike(1'000, 0, 10, 1e9);
        const Run run = runWhole(plan, 45 + 10 * 5);  // five mean delays after the last expiry at 40 s
        const double share = double(run.state().stores[0].ttlDeleted) / double(run.state().patterns[0].made);
        QVERIFY2(std::abs(share - 0.8) < 0.02, qPrintable(QString::number(share)));
    }

    void aNewExpiryRescuesAnItem() {
        plan::Plan plan = ttlPlan(0);
        plan.patterns[0].keys = KeyDistribution::uniform(50);
        plan.patterns[0].rate = plan::RateCurve::constant(100);  // every key is written about twice a second
        const Run run = runWhole(plan, 300);
        QCOMPARE(run.state().stores[0].ttlDeleted, std::uint64_t(0));
        QCOMPARE(run.state().stores[0].expiredVisible, std::uint64_t(0));
        QCOMPARE(run.state().stores[0].itemCount, std::uint64_t(50));
    }

    void aRescuedItemExpiresAgainInItsTime() {
        plan::Plan plan = ttlPlan(0);  // the sweeper's first visit would be hours away
        plan.patterns[0].keys = KeyDistribution::singleKey();
        plan.patterns[0].rate = plan::RateCurve::table({{0, 0}, {9, 1}, {10, 0}, {99, 1}, {100, 0}}, plan::RateCurve::Interpolation::Step);
        plan.scenario.lengthS = 200;
        Run run(fixture::share(plan));
        run.runUntil(60 * kSecond);
        QCOMPARE(run.state().stores[0].expiredVisible, std::uint64_t(1));
        run.runUntil(101 * kSecond);
        QCOMPARE(run.state().stores[0].expiredVisible, std::uint64_t(0));
        run.runUntil(135 * kSecond);
        QCOMPARE(run.state().stores[0].expiredVisible, std::uint64_t(1));
    }

    void aStalledSweeperLeavesThem() {
        plan::Plan plan = ttlPlan(1);
        plan.scenario.faults.push_back({0, 0, plan::SweeperStall{1}});
        const Run run = runWhole(plan, 200);
        QCOMPARE(run.state().stores[0].ttlDeleted, std::uint64_t(0));
        QVERIFY(run.state().stores[0].expiredVisible > 1'600);
    }

    void itemsAtStartExpireSpreadOut() {
        plan::Plan plan = ttlPlan(1);
        plan.patterns[0].rate = plan::RateCurve::constant(0);
        plan.patterns[0].itemsAtStart = 3'000;
        plan.patterns[0].expiresAfterS = 300;
        const Run run = runWhole(plan, 150);
        const double gone = double(run.state().stores[0].ttlDeleted);
        QVERIFY2(gone > 1'250 && gone < 1'550, qPrintable(QString::number(gone)));  // half, less the mean delay of 10 s
    }

    // --- indexes -----------------------------------------------------------------------------------------------------------------
    void anIndexFollowsItsTable() {
        const Run run = runWhole(indexPlan(1'000), 10);
        QCOMPARE(run.state().totals.throttled, std::uint64_t(0));
        const double writes = sumOf(run, fixture::kTableUid, "ConsumedWriteCapacityUnits");
        QVERIFY(std::abs(sumOf(run, fixture::kIndexUid, "ConsumedWriteCapacityUnits") - writes) <= 5);  // 20 ms later
        QVERIFY(std::abs(double(run.state().stores[1].itemCount) - double(run.state().stores[0].itemCount)) <= 5);
    }

    void anIndexThatCannotKeepUpRejectsTheTablesWrites() {
        const Run run = runWhole(indexPlan(50), 60);
        // 50 units/s pass; the first second's tokens and a second of queue are the slack.
        const double served = double(run.state().patterns[0].succeeded);
        QVERIFY2(std::abs(served - (50 * 60 + 50 + 50)) <= 3, qPrintable(QString::number(served)));
        const double rejected = sumOf(run, fixture::kIndexUid, "ThrottleEvents", "IndexWriteProvisionedThroughputExceeded");
        QCOMPARE(rejected, sumOf(run, fixture::kTableUid, "WriteThrottleEvents"));
        QVERIFY(rejected > 8'800);
        QVERIFY(run.state().stores[1].indexBacklogUnits <= 51);
    }

    void oneValueOfAnIndexKeyIsOnePartition() {
        plan::Plan plan = indexPlan(4'000);
        std::get<plan::UnitStoreStation>(plan.stations[1].parameters).throughput.writeUnits = 4'000;
        std::get<plan::UnitStoreStation>(plan.stations[2].parameters).index->keyCount = 1;
        plan.patterns[0].rate = plan::RateCurve::constant(2'000);
        const Run run = runWhole(plan, 20);
        QVERIFY(sumOf(run, fixture::kIndexUid, "ThrottleEvents", "IndexWriteKeyRangeThroughputExceeded") > 15'000);
        QCOMPARE(sumOf(run, fixture::kIndexUid, "ThrottleEvents", "IndexWriteProvisionedThroughputExceeded"), 0.0);
    }

    // --- consistency and faults --------------------------------------------------------------------------------------------------
    void eventualReadsRightAfterAWriteMayBeStaleAndStrongOnesNever() {
        const auto stale = [](plan::Consistency consistency) {
            plan::Plan plan = fixture::plan(fixture::provisionedTable(10'000, 1'000), Operation::PutItem, 100, KeyDistribution::singleKey());
            plan::AccessPattern reads = plan.patterns[0];
            reads.uid = 2;
            reads.operation = Operation::GetItem;
            reads.rate = plan::RateCurve::constant(1'000);
            reads.consistency = consistency;
            plan.patterns.push_back(reads);
            return double(runWhole(plan, 60).state().staleReads) / 60'000;
        };
        // A write every 10 ms, lag of mean 10 ms on one of three copies: the mean of exp(-t/10)/3 over 0..10 ms, at t = 0, 1 ... 9 ms.
        double expected = 0;
        for (int t = 0; t < 10; ++t)
            expected += std::exp(-t / 10.0) / 30;
        const double measured = stale(plan::Consistency::Eventual);
        QVERIFY2(std::abs(measured - expected) < 0.025, qPrintable(QStringLiteral("%1 %2").arg(measured).arg(expected)));
        QCOMPARE(stale(plan::Consistency::Strong), 0.0);
    }

    void theLossOfAZoneStopsItsLeadersForAWhile() {
        plan::UnitStoreStation table = fixture::provisionedTable(3'000, 10);
        table.partitions.initialCount = 3;
        plan::Plan plan = fixture::plan(table, Operation::GetItem, 900, KeyDistribution::uniform(10'000));
        plan.patterns[0].consistency = plan::Consistency::Strong;
        plan.scenario.faults.push_back({10, 10, plan::ZoneLoss{1}});
        const Run run = runWhole(plan, 30);
        // A third of the partitions is led there and waits 3 s.
        QVERIFY2(std::abs(double(run.state().totals.failed) - 900) < 60, qPrintable(QString::number(run.state().totals.failed)));
        const int errors = run.metrics().find({fixture::kTableUid, 0, "SystemErrors", "", Statistic::Sum});
        QVERIFY(run.metrics().value(11, static_cast<std::uint32_t>(errors)) > 250);
        QCOMPARE(run.metrics().value(14, static_cast<std::uint32_t>(errors)), 0.0);
        plan.patterns[0].consistency = plan::Consistency::Eventual;
        QCOMPARE(runWhole(plan, 30).state().totals.failed, std::uint64_t(0));
    }

    void theLossOfTwoZonesStopsWrites() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(100, 1'000), Operation::PutItem, 100, KeyDistribution::uniform(100));
        plan.scenario.faults = {{10, 0, plan::ZoneLoss{0}}, {10, 0, plan::ZoneLoss{1}}};
        const Run run = runWhole(plan, 20);
        QVERIFY(std::abs(double(run.state().totals.failed) - 1'000) <= 2);
    }

    void presencesInALostZoneFallSilentAndOthersTakeTheLoad() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(100, 1'000), Operation::PutItem, 100, KeyDistribution::uniform(100));
        plan.stations.push_back({fixture::kHopUid, "a", plan::HopStation{0, 1, 1'000, {0}}});
        plan.stations.push_back({fixture::kHopUid + 1, "b", plan::HopStation{0, 1, 1'000, {1}}});
        plan::Path a, b;
        a.hops.push_back({2, {}});
        a.sourceZone = 0;
        b.hops.push_back({3, {}});
        b.sourceZone = 1;
        plan.patterns[0].paths = {a, b};
        plan.scenario.faults = {{10, 5, plan::ZoneLoss{0}}};
        const Run run = runWhole(plan, 20);
        const auto passed = [&](std::uint64_t uid, std::size_t row) {
            return run.metrics().value(row, static_cast<std::uint32_t>(run.metrics().find({uid, 0, "Requests", "", Statistic::Sum})));
        };
        QCOMPARE(passed(fixture::kHopUid, 12), 0.0);
        QCOMPARE(passed(fixture::kHopUid + 1, 12), 100.0);
        QVERIFY(passed(fixture::kHopUid, 17) > 25);
    }

    void capacityLoadAndHotKeyFaultsComeAndGo() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 1'000), Operation::PutItem, 100, KeyDistribution::uniform(100));
        plan.scenario.faults = {{10, 5, plan::LoadFault{3}}, {20, 5, plan::CapacityFault{1, -1, 40}}, {30, 5, plan::HotKeyFault{1, 1}}};
        plan.scenario.lengthS = 40;
        Run run(fixture::share(plan));
        const auto asked = [&](std::size_t row) {
            return run.metrics().value(row, static_cast<std::uint32_t>(run.metrics().find({fixture::kSourceUid, 1, "Requests", "", Statistic::Sum})));
        };
        run.runUntil(22 * kSecond);
        QCOMPARE(run.state().stores[0].writeUnits, 40.0);
        run.runUntil(33 * kSecond);
        QCOMPARE(run.state().stores[0].hotShare, 1.0);
        QCOMPARE(run.state().stores[0].writeUnits, 1'000.0);
        run.runUntil(run.endNs());
        QCOMPARE(run.state().stores[0].hotShare, 0.0);
        QVERIFY(std::abs(asked(5) - 100) <= 1);
        QVERIFY(std::abs(asked(12) - 300) <= 1);
        QVERIFY(std::abs(asked(17) - 100) <= 1);
    }

    // --- partitions and batches --------------------------------------------------------------------------------------------------
    void heatSplitsAPartitionUnlessOneKeyTakesItAll() {
        const auto partitionsAfter = [](const KeyDistribution& keys) {
            plan::UnitStoreStation table = fixture::provisionedTable(10, 990);
            table.partitions.initialCount = 1;
            return runWhole(fixture::plan(table, Operation::PutItem, 950, keys), 1'000).state().stores[0].partitions.size();
        };
        QCOMPARE(partitionsAfter(KeyDistribution::uniform(1'000)), std::size_t(2));
        QCOMPARE(partitionsAfter(KeyDistribution::singleKey()), std::size_t(1));
    }

    void initialPartitionsFollowCapacityAndBytes() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(7'500, 3'000), Operation::GetItem, 1, KeyDistribution::uniform(10));
        QCOMPARE(runWhole(plan, 1).state().stores[0].partitions.size(), std::size_t(6));  // 2.5 + 3
        plan.patterns[0].itemsAtStart = 100'000'000;
        plan.patterns[0].itemBytes = 1'024;
        QCOMPARE(runWhole(plan, 1).state().stores[0].partitions.size(), std::size_t(10));  // 95.4 GB
        QCOMPARE(runWhole(fixture::plan(fixture::onDemandTable(), Operation::GetItem, 1, KeyDistribution::uniform(10)), 1)
                     .state().stores[0].partitions.size(), std::size_t(4));
    }

    void anEqualSplitThrottlesTheHotPartitionEarly() {
        plan::UnitStoreStation table = fixture::provisionedTable(10, 400);
        table.partitions.initialCount = 4;
        const auto throttledShare = [&](plan::AdaptiveCapacity adaptive) {
            table.partitions.adaptive = adaptive;
            const Run run = runWhole(fixture::plan(table, Operation::PutItem, 350, KeyDistribution::singleKey()), 30);
            return double(run.state().totals.throttled) / double(run.state().totals.requests);
        };
        QCOMPARE(throttledShare(plan::AdaptiveCapacity::Instant), 0.0);
        QVERIFY(throttledShare(plan::AdaptiveCapacity::EqualSplit) > 0.65);
    }

    void aBatchIsMeteredItemByItemAndComesBackInPart() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 100), Operation::BatchWriteItem, 10, KeyDistribution::uniform(10'000));
        plan.patterns[0].itemsPerCall = 25;  // 250 units/s against 100
        plan.patterns[0].itemBytes = 700;
        const Run run = runWhole(plan, 30);
        const double consumed = sumOf(run, fixture::kTableUid, "ConsumedWriteCapacityUnits");
        QVERIFY2(std::abs(consumed - 3'100) <= 10, qPrintable(QString::number(consumed)));
        QCOMPARE(run.state().totals.throttled, std::uint64_t(0));  // some items of each pass: the call succeeds
        QCOMPARE(sumOf(run, fixture::kTableUid, "ThrottledRequests"), 0.0);
        QVERIFY(sumOf(run, fixture::kTableUid, "WriteThrottleEvents") > 4'000);
        const plan::UnitStoreStation plenty = fixture::provisionedTable(10, 1'000);
        plan.stations[1].parameters = plenty;
        QCOMPARE(runWhole(plan, 30).state().totals.throttled, std::uint64_t(0));
    }

    void aTransactionIsAllOrNothingAndCountsTwice() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 100), Operation::TransactWriteItems, 10, KeyDistribution::uniform(10'000));
        plan.patterns[0].itemsPerCall = 4;
        const Run run = runWhole(plan, 30);
        QCOMPARE(run.state().totals.throttled, std::uint64_t(0));
        QCOMPARE(sumOf(run, fixture::kTableUid, "ConsumedWriteCapacityUnits"), 8.0 * double(run.state().patterns[0].attempts));
        plan.stations[1].parameters = fixture::provisionedTable(10, 40);
        const Run scarce = runWhole(plan, 30);
        const double consumed = sumOf(scarce, fixture::kTableUid, "ConsumedWriteCapacityUnits");
        QVERIFY(std::abs(consumed / 8 - std::round(consumed / 8)) < 1e-9);
        QVERIFY(scarce.state().totals.throttled > 100);
    }
};

QTEST_APPLESS_MAIN(TestStations)
#include "tst_stations.moc"
