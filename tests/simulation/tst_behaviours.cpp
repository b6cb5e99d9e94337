// SPDX-License-Identifier: GPL-3.0-or-later
// What the catalogue of behaviours states of tables and indexes, one sentence a test: partitions, on-demand growth, warm throughput, items,
// copies, time to live, transactions, batches.
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
constexpr double kMib = 1024 * 1024;

Run runWhole(plan::Plan plan, double seconds) {
    plan.scenario.lengthS = seconds;
    Run run(fixture::share(std::move(plan)));
    run.runUntil(run.endNs());
    return run;
}

double valueAt(const Run& run, std::string_view metric, std::size_t row, std::string_view dimension = "", Statistic statistic = Statistic::Value) {
    const int slot = run.metrics().find({fixture::kTableUid, 0, metric, dimension, statistic});
    return slot < 0 ? -1 : run.metrics().value(row, static_cast<std::uint32_t>(slot));
}

double sumOf(const Run& run, std::string_view metric, std::string_view dimension = "") {
    const int slot = run.metrics().find({fixture::kTableUid, 0, metric, dimension, Statistic::Sum});
    double sum = run.state().metrics[static_cast<std::size_t>(slot)];
    for (std::size_t row = 0; row < run.metrics().rowCount(); ++row)
        sum += run.metrics().value(row, static_cast<std::uint32_t>(slot));
    return sum;
}

plan::UnitStoreStation& tableOf(plan::Plan& plan) { return std::get<plan::UnitStoreStation>(plan.stations[1].parameters); }

plan::Plan writing(const plan::UnitStoreStation& table, double ratePerS) {
    return fixture::plan(table, Operation::PutItem, ratePerS, KeyDistribution::sequential());
}

plan::Plan loseZones(plan::Plan plan, int count) {
    for (int zone = 0; zone < count; ++zone)
        plan.scenario.faults.push_back({10, 0, plan::ZoneLoss{static_cast<plan::ZoneIndex>(zone)}});
    return plan;
}

// Orders that stay and baskets that expire, both always new, in one table.
plan::Plan ordersAndBaskets() {
    plan::UnitStoreStation table = fixture::provisionedTable(1'000, 1'000);
    table.ttl.enabled = plan::Switch::On;
    table.ttl.fastShare = 1;
    table.ttl.fastMeanS = 5;
    plan::Plan plan = writing(table, 100);
    plan.patterns[0].itemsAtStart = 500;
    plan::AccessPattern baskets = plan.patterns[0];
    baskets.uid = 2;
    baskets.rate = plan::RateCurve::spike(50, 0, 40, 1e9);
    baskets.itemsAtStart = 200;
    baskets.expiresAfterS = 20;
    plan.patterns.push_back(baskets);
    return plan;
}

}  // namespace

class TestBehaviours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // --- items ---------------------------------------------------------------------------------------------------------------------
    void newItemsOfOnePatternAreNotThoseOfAnother() {
        const Run run = runWhole(ordersAndBaskets(), 200);
        const StoreState& store = run.state().stores[0];
        const std::uint64_t orders = run.state().patterns[0].made, baskets = run.state().patterns[1].made;
        QVERIFY(baskets >= 1'999);
        // Every basket goes, also the 200 of the start; no order does, and none is written over.
        QCOMPARE(store.ttlDeleted, baskets + 200);
        QCOMPARE(store.expiredVisible, std::uint64_t(0));
        QCOMPARE(store.itemCount, orders + 500);
    }

    void newItemsComeBehindThoseOfTheStart() {
        plan::Plan plan = writing(fixture::provisionedTable(10, 1'000), 100);
        plan.patterns[0].itemsAtStart = 1'000;
        const Run run = runWhole(plan, 20);
        QCOMPARE(run.state().stores[0].itemCount, 1'000 + run.state().patterns[0].made);
    }

    void everyItemOfABatchIsNew() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 1'000), Operation::BatchWriteItem, 10, KeyDistribution::sequential());
        plan.patterns[0].itemsPerCall = 25;
        const Run run = runWhole(plan, 30);
        QCOMPARE(run.state().stores[0].itemCount, 25 * run.state().patterns[0].made);
    }

    void whatABatchLeavesIsWrittenByItsRetry() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 200), Operation::BatchWriteItem, 1, KeyDistribution::sequential());
        plan.patterns[0].itemsPerCall = 25;
        plan.patterns[0].itemBytes = 16'384;  // 400 units against 200: half of each batch comes back
        plan.patterns[0].rate = plan::RateCurve::spike(1, 0, 10.5, 1e9);
        plan.patterns[0].retry = plan::RetrySettings::formula(20, 500, 2'000, plan::Jitter::None);
        const Run run = runWhole(plan, 60);
        QVERIFY(run.state().patterns[0].attempts > run.state().patterns[0].made);
        QCOMPARE(run.state().patterns[0].succeeded, run.state().patterns[0].made);
        QCOMPARE(run.state().stores[0].itemCount, 25 * run.state().patterns[0].made);
    }

    void aLargerItemBeforeAnUpdateCountsForItsUnits() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 1'000), Operation::UpdateItem, 10, KeyDistribution::uniform(100));
        plan.patterns[0].itemsAtStart = 100;
        plan.patterns[0].itemBytes = 921;
        plan.patterns[0].oldItemBytes = 1'228;  // U28
        const Run run = runWhole(plan, 30);
        QCOMPARE(sumOf(run, "ConsumedWriteCapacityUnits"), 2.0 * double(run.state().patterns[0].made));
    }

    void entriesOfLocalIndexesSpendTheTablesUnits_data() {
        QTest::addColumn<int>("operation");
        QTest::addColumn<int>("itemsAtStart");
        QTest::addColumn<double>("unitsEach");
        // Items of 1,500 B are two units; entries of 1,500 B and 300 B are two and one more, twice that in a transaction.
        QTest::newRow("put") << int(Operation::PutItem) << 0 << 5.0;
        QTest::newRow("update") << int(Operation::UpdateItem) << 100 << 5.0;
        QTest::newRow("delete") << int(Operation::DeleteItem) << 100 << 5.0;
        QTest::newRow("transaction") << int(Operation::TransactWriteItems) << 0 << 10.0;
    }
    void entriesOfLocalIndexesSpendTheTablesUnits() {
        QFETCH(int, operation);
        QFETCH(int, itemsAtStart);
        QFETCH(double, unitsEach);
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 1'000), Operation(operation), 10, KeyDistribution::sequential());
        plan.patterns[0].itemsAtStart = static_cast<std::uint64_t>(itemsAtStart);
        plan.patterns[0].itemBytes = 1'500;
        plan.patterns[0].localEntryBytes = {1'500, 300};
        for (const plan::Fidelity fidelity : {plan::Fidelity::Exact, plan::Fidelity::Cohort}) {
            plan.scenario.fidelity = fidelity;
            const Run run = runWhole(plan, 5);
            QCOMPARE(sumOf(run, "ConsumedWriteCapacityUnits"), unitsEach * double(run.state().patterns[0].made));
        }
    }

    void aDeletionThatMeetsNoItemCostsOneUnitAndNoEntry() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 1'000), Operation::DeleteItem, 10, KeyDistribution::uniform(1'000));
        plan.patterns[0].itemBytes = 1'500;
        plan.patterns[0].localEntryBytes = {300};
        plan::UnitStoreStation index = fixture::provisionedTable(10, 100);
        index.index = plan::IndexLink{};
        index.index->table = 1;
        plan.stations.push_back({fixture::kIndexUid, "byDate", index});
        plan.patterns[0].indexWrites.push_back({2, plan::IndexChange::Remove, 300});
        const Run run = runWhole(plan, 10);
        QCOMPARE(run.state().stores[0].consumedWrite, double(run.state().patterns[0].made));
        QCOMPARE(run.state().stores[1].consumedWrite, 0.0);
    }

    void anUpdateThatMakesAnItemInsertsOneEntry() {
        // An update that moves the entry is two writes of the index, but where no item was there is none to delete.
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 1'000), Operation::UpdateItem, 10, KeyDistribution::sequential());
        plan::UnitStoreStation index = fixture::provisionedTable(10, 100);
        index.index = plan::IndexLink{};
        index.index->table = 1;
        index.index->lag = fixture::constantMs(1);
        plan.stations.push_back({fixture::kIndexUid, "byDate", index});
        plan.patterns[0].indexWrites.push_back({2, plan::IndexChange::Move, 300});
        const Run run = runWhole(plan, 10.05);
        QCOMPARE(run.state().stores[1].consumedWrite, double(run.state().patterns[0].made));
        QCOMPARE(run.state().stores[1].itemCount, run.state().patterns[0].made);
        plan.scenario.fidelity = plan::Fidelity::Cohort;
        const Run cohort = runWhole(plan, 10);
        QCOMPARE(cohort.state().stores[1].consumedWrite, double(cohort.state().patterns[0].made));
    }

    void aQueryOfALocalIndexPaysForWhatItFetches() {
        // Four entries of 200 B are one block, four items of 300 B are a block each: five strong reads (U23).
        plan::Plan plan = fixture::plan(fixture::provisionedTable(1'000, 10), Operation::Query, 10, KeyDistribution::uniform(10));
        plan.patterns[0].itemBytes = 200;
        plan.patterns[0].itemsPerCall = 4;
        plan.patterns[0].fetchedBytes = 300;
        plan.patterns[0].consistency = plan::Consistency::Strong;
        const Run run = runWhole(plan, 10);
        QCOMPARE(sumOf(run, "ConsumedReadCapacityUnits"), 5.0 * double(run.state().patterns[0].made));
    }

    void anInvocationThatFailedIsNotRepeated() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(1, 1), Operation::Call, 10, KeyDistribution::singleKey());
        plan::ServerStation server;
        server.errorShare = 1;
        plan.stations.push_back({77, "worker", server});
        plan.patterns[0].target = 2;
        plan.patterns[0].retry = plan::RetrySettings::of(plan::RetryMode::Standard);
        const Run run = runWhole(plan, 10);
        QCOMPARE(run.state().patterns[0].attempts, run.state().patterns[0].made);
        QVERIFY(run.state().patterns[0].failed > 90);
    }

    // --- partitions ----------------------------------------------------------------------------------------------------------------
    void onDemandPartitionsFollowTheFirstThroughput() {
        plan::UnitStoreStation table = fixture::onDemandTable();
        QCOMPARE(runWhole(writing(table, 1), 1).state().stores[0].partitions.size(), std::size_t(4));
        table.throughput.onDemandInitialWriteUnits = 6'500;
        QCOMPARE(runWhole(writing(table, 1), 1).state().stores[0].partitions.size(), std::size_t(7));
    }

    void aPartitionThatGrowsTooLargeSplits() {
        plan::UnitStoreStation table = fixture::provisionedTable(10, 990);
        table.partitions.maxBytes = 40 * kMib;
        table.partitions.splitForHeat = plan::Switch::Off;
        plan::Plan plan = writing(table, 2);
        plan.patterns[0].itemBytes = 400 * 1024;  // 47 MiB a minute
        const Run run = runWhole(plan, 500);
        QCOMPARE(valueAt(run, "Partitions", 50), 1.0);
        const double bytes = valueAt(run, "StoredBytes", 498);
        QVERIFY2(valueAt(run, "Partitions", 498) >= 4 && valueAt(run, "Partitions", 498) <= bytes / (20 * kMib) + 1,
                 qPrintable(QString::number(valueAt(run, "Partitions", 498))));
        QCOMPARE(run.state().totals.failed, std::uint64_t(0));  // no downtime
    }

    // --- on-demand and warm throughput ---------------------------------------------------------------------------------------------
    void thePeakIsAMeanOverItsWindow() {
        plan::UnitStoreStation table = fixture::onDemandTable();
        table.throughput.onDemandInitialWriteUnits = 100;
        table.throughput.onDemandPeakWindowS = 300;
        const Run run = runWhole(writing(table, 400), 620);
        QCOMPARE(valueAt(run, "AllowedWriteCapacityUnits", 298), 100.0);
        QVERIFY(std::abs(valueAt(run, "AllowedWriteCapacityUnits", 302) - (100 + 100.0 * 5 / 30)) < 1e-6);  // five minutes' worth at once
        QVERIFY(std::abs(valueAt(run, "AllowedWriteCapacityUnits", 602) - (100 + 100.0 * 10 / 30)) < 1e-6);
    }

    void raisedWarmThroughputIsThereAfterItsTimeAndNeverFalls() {
        plan::UnitStoreStation table = fixture::onDemandTable();
        plan::Plan plan = writing(table, 6'000);
        plan.scenario.lengthS = 420;
        Run run(fixture::share(plan));
        run.runUntil(10 * kSecond);
        tableOf(plan).throughput.warmWriteUnits = 9'000;
        run.apply(PlanInput{fixture::share(plan)});
        run.runUntil(309 * kSecond);
        QVERIFY(run.state().stores[0].writeGrowth.allowed < 5'000);
        run.runUntil(311 * kSecond);
        QCOMPARE(run.state().stores[0].writeGrowth.allowed, 9'000.0);
        QCOMPARE(run.state().stores[0].partitions.size(), std::size_t(9));
        tableOf(plan).throughput.warmWriteUnits = 0;
        run.apply(PlanInput{fixture::share(plan)});
        run.runUntil(run.endNs());
        QCOMPARE(run.state().stores[0].writeGrowth.allowed, 9'000.0);
    }

    // An edit of the time line during a run: what lies ahead is done as it says now, what has begun goes on.
    void laterFaultsOfAChangedTimeLineTakeEffect() {
        plan::Plan plan = fixture::plan(fixture::onDemandTable(), Operation::PutItem, 100, KeyDistribution::uniform(10'000));
        plan.scenario.lengthS = 60;
        plan.scenario.faults = {{2, 20, plan::LoadFault{2}}, {30, 10, plan::LoadFault{10}}};
        const auto madeIn = [](Run& run, std::int64_t fromS, std::int64_t toS) {
            run.runUntil(fromS * kSecond);
            const std::uint64_t before = run.state().totals.requests;
            run.runUntil(toS * kSecond);
            return static_cast<double>(run.state().totals.requests - before) / static_cast<double>(toS - fromS);
        };
        Run run(fixture::share(plan));
        run.runUntil(10 * kSecond);
        plan.scenario.faults = {{40, 10, plan::LoadFault{3}}, {5, 1, plan::LoadFault{50}}};  // the second is past already
        run.apply(PlanInput{fixture::share(plan)});
        QVERIFY(std::abs(madeIn(run, 12, 20) - 200) < 2);
        QVERIFY(std::abs(madeIn(run, 31, 39) - 100) < 2);  // the old one is gone
        QVERIFY(std::abs(madeIn(run, 41, 49) - 300) < 2);
        const std::uint64_t first = run.fingerprint();
        run.jumpTo(15 * kSecond);
        run.runUntil(49 * kSecond);
        QCOMPARE(run.fingerprint(), first);
    }

    void anOnDemandTableHasABankOnlyWhereItIsAskedFor() {
        plan::UnitStoreStation table = fixture::onDemandTable();
        table.throughput.onDemandInitialWriteUnits = 100;
        table.burst.enabled = plan::Switch::On;
        plan::Plan plan = fixture::plan(table, Operation::PutItem, 300, KeyDistribution::uniform(10'000));
        QVERIFY(runWhole(plan, 50).state().totals.throttled > 9'000);
        tableOf(plan).burst.onDemand = plan::Switch::On;  // 100 x 300 units: 150 s at 200 more than flow in
        QCOMPARE(runWhole(plan, 50).state().totals.throttled, std::uint64_t(0));
    }

    void limitsOfOnDemandTablesHaveTheirReasons_data() {
        QTest::addColumn<double>("quota");
        QTest::addColumn<double>("maximum");
        QTest::addColumn<QString>("reason");
        QTest::newRow("account") << 200.0 << 0.0 << QStringLiteral("TableWriteAccountLimitExceeded");
        QTest::newRow("maximum") << 40'000.0 << 200.0 << QStringLiteral("TableWriteMaxOnDemandThroughputExceeded");
        QTest::newRow("growth") << 40'000.0 << 0.0 << QStringLiteral("WriteOnDemandGrowth");
    }
    void limitsOfOnDemandTablesHaveTheirReasons() {
        QFETCH(double, quota);
        QFETCH(double, maximum);
        QFETCH(QString, reason);
        plan::UnitStoreStation table = fixture::onDemandTable();
        table.partitions.initialCount = 20;
        table.throughput.quotaWriteUnits = quota;
        table.throughput.maxOnDemandWriteUnits = maximum;
        const Run run = runWhole(writing(table, 5'000), 10);
        const QByteArray dimension = reason.toUtf8();
        QVERIFY(sumOf(run, "ThrottleEvents", dimension.constData()) > 5'000);
        QCOMPARE(sumOf(run, "ThrottleEvents", dimension.constData()), sumOf(run, "WriteThrottleEvents"));
    }

    void aCapacityFaultCutsTheMaximumOfAnOnDemandTable() {
        plan::Plan plan = writing(fixture::onDemandTable(), 500);
        plan.scenario.faults = {{10, 10, plan::CapacityFault{1, -1, 100}}};
        const Run run = runWhole(plan, 30);
        QCOMPARE(valueAt(run, "AllowedWriteCapacityUnits", 15), 100.0);
        QCOMPARE(valueAt(run, "AllowedWriteCapacityUnits", 25), 4'000.0);
        QVERIFY(std::abs(sumOf(run, "ThrottleEvents", "TableWriteMaxOnDemandThroughputExceeded") - 3'900) < 110);  // a second's tokens are the slack
    }

    // --- copies --------------------------------------------------------------------------------------------------------------------
    void eventualReadsGoOnWithOneCopyAndFailWithNone() {
        const plan::Plan plan = fixture::plan(fixture::provisionedTable(1'000, 10), Operation::GetItem, 100, KeyDistribution::uniform(100));
        QCOMPARE(runWhole(loseZones(plan, 2), 20).state().totals.failed, std::uint64_t(0));
        QVERIFY(std::abs(double(runWhole(loseZones(plan, 3), 20).state().totals.failed) - 1'000) <= 2);
    }

    void noCopyLagsWhileAZoneIsLost() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10'000, 1'000), Operation::PutItem, 100, KeyDistribution::singleKey());
        plan::AccessPattern reads = plan.patterns[0];
        reads.uid = 2;
        reads.operation = Operation::GetItem;
        reads.rate = plan::RateCurve::constant(1'000);
        plan.patterns.push_back(reads);
        plan.scenario.faults = {{20, 0, plan::ZoneLoss{2}}};
        plan.scenario.lengthS = 60;
        Run run(fixture::share(plan));
        run.runUntil(20 * kSecond);
        const std::uint64_t before = run.state().staleReads;
        QVERIFY(before > 500);
        run.runUntil(run.endNs());
        QCOMPARE(run.state().staleReads, before);  // quorum is two of three: both live copies have acknowledged
    }

    void strongReadsAreAQuarterSlower() {
        const auto meanMs = [](Operation operation, plan::Consistency consistency) {
            plan::Plan plan = fixture::plan(fixture::provisionedTable(10'000, 10), operation, 10, KeyDistribution::uniform(100));
            tableOf(plan).times.perKbMs = 0;
            plan.patterns[0].consistency = consistency;
            return summarize(runWhole(plan, 10)).latency.meanMs;
        };
        QCOMPARE(meanMs(Operation::GetItem, plan::Consistency::Eventual), 2.0);
        QCOMPARE(meanMs(Operation::GetItem, plan::Consistency::Strong), 2.5);
        QCOMPARE(meanMs(Operation::Query, plan::Consistency::Eventual), 4.0);
        QCOMPARE(meanMs(Operation::Query, plan::Consistency::Strong), 5.0);
    }

    void aGlobalIndexHasNoStrongReads() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(100, 100), Operation::Query, 10, KeyDistribution::uniform(100));
        plan::UnitStoreStation index = fixture::provisionedTable(100, 100);
        index.index = plan::IndexLink{};
        index.index->table = 1;
        plan.stations.push_back({fixture::kIndexUid, "Orders/byDate", index});
        plan.patterns[0].target = 2;
        plan.patterns[0].retry = plan::RetrySettings::of(RetryMode::Legacy);
        QCOMPARE(runWhole(plan, 10).state().totals.failed, std::uint64_t(0));
        plan.patterns[0].consistency = plan::Consistency::Strong;
        const Run run = runWhole(plan, 10);
        QCOMPARE(run.state().totals.succeeded, std::uint64_t(0));
        QVERIFY(run.state().totals.failed >= 99);
        QCOMPARE(run.state().totals.attempts, run.state().totals.requests);  // a call that is not valid is not tried again
    }

    // --- transactions and ways -----------------------------------------------------------------------------------------------------
    void aCancelledTransactionIsNotTriedAgain() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 40), Operation::TransactWriteItems, 10, KeyDistribution::uniform(10'000));
        plan.patterns[0].itemsPerCall = 4;
        plan.patterns[0].retry = plan::RetrySettings::of(RetryMode::Legacy);
        for (const plan::Fidelity fidelity : {plan::Fidelity::Exact, plan::Fidelity::Cohort}) {
            plan.scenario.fidelity = fidelity;
            const Run run = runWhole(plan, 30);
            QVERIFY(run.state().totals.throttled > 100);
            QCOMPARE(run.state().patterns[0].attempts, run.state().patterns[0].made);
        }
    }

    void aLostPacketComesAgainLater() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10'000, 10), Operation::GetItem, 1'000, KeyDistribution::uniform(100));
        plan::Path path;
        path.lastLeg = fixture::constantMs(15);
        path.lossShare = 0.01;
        plan.patterns[0].paths = {path};
        for (const plan::Fidelity fidelity : {plan::Fidelity::Exact, plan::Fidelity::Cohort}) {
            plan.scenario.fidelity = fidelity;
            const RunSummary summary = summarize(runWhole(plan, 100));
            // 2.02 ms of service, 30 of way, and 200 for each of two crossings in a hundred.
            QVERIFY2(std::abs(summary.latency.meanMs - (32.02 + 2 * 0.01 * 200)) < 0.3, qPrintable(QString::number(summary.latency.meanMs)));
            QVERIFY(summary.latency.maxMs > 230);
            QCOMPARE(summary.requests.failed, std::uint64_t(0));
        }
    }

    // --- time to live --------------------------------------------------------------------------------------------------------------
    void expiryThatIsTurnedOnDuringARunFindsTheItemsThatAreThere() {
        plan::UnitStoreStation table = fixture::provisionedTable(10, 1'000);
        table.ttl.fastShare = 1;
        table.ttl.fastMeanS = 1;
        table.ttl.activationS = 100;
        plan::Plan plan = writing(table, 50);
        plan.patterns[0].rate = plan::RateCurve::spike(50, 0, 20, 1e9);
        plan.patterns[0].itemsAtStart = 500;
        plan.patterns[0].expiresAfterS = 30;
        plan.scenario.lengthS = 400;
        Run run(fixture::share(plan));
        run.runUntil(100 * kSecond);
        QCOMPARE(run.state().stores[0].ttlDeleted, std::uint64_t(0));
        tableOf(plan).ttl.enabled = plan::Switch::On;
        run.apply(PlanInput{fixture::share(plan)});
        run.runUntil(199 * kSecond);
        QCOMPARE(run.state().stores[0].ttlDeleted, std::uint64_t(0));
        run.runUntil(run.endNs());
        QCOMPARE(run.state().stores[0].ttlDeleted, 500 + run.state().patterns[0].made);
        QCOMPARE(run.state().stores[0].itemCount, std::uint64_t(0));
    }
};

QTEST_APPLESS_MAIN(TestBehaviours)
#include "tst_behaviours.moc"
