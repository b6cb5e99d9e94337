// SPDX-License-Identifier: GPL-3.0-or-later
// Change streams, event source mappings and functions: numbers that can be worked out by hand.
#include "tests/simulation/flowfixture.h"

#include <QTest>

#include <cmath>
#include <map>
#include <set>
#include <vector>

using namespace sim;
using namespace fixture;
using plan::KeyDistribution;
using plan::Operation;

namespace {

double ageS(const Run& run, std::size_t row) { return valueAt(run, kConsumerUid, "IteratorAge", Statistic::Max, row) * 1e-3; }

// Follows every lane event by event: what left it, and in which order.
class Deliveries {
public:
    explicit Deliveries(Run& run) : m_run(run) {}
    void follow() {
        while (!m_run.finished()) {
            m_run.runSome(m_run.endNs(), 1);
            const ConsumerState& consumer = m_run.state().consumers[0];
            m_lanes.resize(consumer.lanes.size());
            for (std::size_t i = 0; i < m_lanes.size(); ++i)
                look(consumer.lanes[i].records, m_lanes[i]);
        }
    }
    std::uint64_t delivered = 0, twice = 0, outOfOrder = 0;

private:
    struct Seen {
        std::vector<StreamRecord> records;  // all that ever came into the lane
        std::uint64_t gone = 0;
    };
    void look(const PagedQueue<StreamRecord>& records, Seen& seen) {
        for (std::uint64_t i = seen.records.size(); i < records.end(); ++i)
            seen.records.push_back(records[i]);
        for (; seen.gone < records.first(); ++seen.gone) {
            const StreamRecord& record = seen.records[seen.gone];
            ++delivered;
            twice += m_requests.insert(record.request).second ? 0 : 1;
            std::int64_t& last = m_lastOfItem[record.key];
            outOfOrder += record.commitNs < last ? 1 : 0;
            last = record.commitNs;
        }
    }
    Run& m_run;
    std::vector<Seen> m_lanes;
    std::set<std::uint64_t> m_requests;
    std::map<std::uint64_t, std::int64_t> m_lastOfItem;
};

plan::Plan poisonPlan() {
    plan::Plan plan = streamPlan(100, 1, 64, 10);
    plan.scenario.faults = {{10, 0, plan::PoisonRecord{2}}};
    return plan;
}

}  // namespace

class TestStreams : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aShardThatIsTooSlowFallsBehindHalfASecondASecond() {
        // 1,000 records/s, one shard, batches of 100 that take 200 ms: 500 records/s.
        const Run run = runWhole(streamPlan(1'000, 1, 100, 200), 120);
        const double perS = (ageS(run, 110) - ageS(run, 20)) / 90;
        QVERIFY2(std::abs(perS - 0.5) < 0.01, qPrintable(QString::number(perS)));
        QVERIFY(std::abs(sumOf(run, kConsumerUid, "InvokedEventCount", 20) / 100 - 500) < 5);
    }

    void aParallelFactorOfTwoKeepsUp() {
        plan::Plan plan = streamPlan(1'000, 1, 100, 200);
        stationOf<plan::ConsumerStation>(plan, 4).parallelFactor = 2;
        const Run run = runWhole(std::move(plan), 120);
        QVERIFY2(ageS(run, 119) < 2, qPrintable(QString::number(ageS(run, 119))));
        QCOMPARE(run.state().servers[0].periodMostBusy <= 2, true);
    }

    void everyRecordIsDeliveredOnceAndInOrder_data() {
        QTest::addColumn<int>("parallelFactor");
        QTest::addColumn<bool>("splits");
        QTest::addColumn<double>("errorShare");
        QTest::newRow("a batch a shard") << 1 << false << 0.0;
        QTest::newRow("four batches a shard") << 4 << false << 0.0;
        QTest::newRow("a shard is split") << 1 << true << 0.0;
        QTest::newRow("four batches of a shard that is split") << 4 << true << 0.0;
        QTest::newRow("batches fail") << 3 << false << 0.1;
    }
    void everyRecordIsDeliveredOnceAndInOrder() {
        QFETCH(int, parallelFactor);
        QFETCH(bool, splits);
        QFETCH(double, errorShare);
        plan::Plan plan = streamPlan(300, 0, 50, 20);
        plan.patterns[0].keys = KeyDistribution::uniform(40);
        plan.patterns[0].arrivals = plan::Arrivals::Poisson;
        plan::Partitioning& partitions = stationOf<plan::UnitStoreStation>(plan, 1).partitions;
        partitions.initialCount = splits ? 1 : 4;
        if (splits) {
            partitions.maxWriteUnits = 320;
            partitions.heatS = 60;
            partitions.splitDurationMinS = partitions.splitDurationMaxS = 5;
        }
        stationOf<plan::LogStation>(plan, 2).visibleAfter = {100, 1000};
        stationOf<plan::ServerStation>(plan, 3).errorShare = errorShare;
        stationOf<plan::ConsumerStation>(plan, 4).parallelFactor = static_cast<std::uint32_t>(parallelFactor);
        plan.scenario.lengthS = splits ? 90 : 60;
        Run run(share(std::move(plan)));
        Deliveries deliveries(run);
        deliveries.follow();
        const ConsumerState& consumer = run.state().consumers[0];
        QCOMPARE(run.state().stores[0].partitions.size() > 1, true);
        QCOMPARE(consumer.polled, run.state().logs[0].records);
        QCOMPARE(deliveries.delivered, consumer.invoked);
        QCOMPARE(consumer.invoked + consumer.waiting, consumer.polled);
        QVERIFY2(consumer.invoked > 10'000, qPrintable(QString::number(consumer.invoked)));
        QCOMPARE(deliveries.twice, std::uint64_t(0));
        QCOMPARE(deliveries.outOfOrder, std::uint64_t(0));
    }

    void aSplitPartitionsChildWaitsForItsParent() {
        plan::Plan plan = streamPlan(900, 0, 10, 100);  // a shard does 100 records/s: all fall behind
        plan::UnitStoreStation& table = stationOf<plan::UnitStoreStation>(plan, 1);
        table.partitions.initialCount = 1;
        table.partitions.heatS = 60;
        table.partitions.splitDurationMinS = table.partitions.splitDurationMaxS = 5;
        plan.patterns[0].keys = KeyDistribution::uniform(5'000);
        plan.scenario.lengthS = 100;
        Run run(share(std::move(plan)));
        run.runUntil(run.endNs());
        QCOMPARE(run.state().stores[0].partitions.size(), std::size_t(2));
        const ConsumerState& consumer = run.state().consumers[0];
        QCOMPARE(consumer.lanes.size(), std::size_t(2));
        QCOMPARE(consumer.lanes[1].waitsFor, 0U);
        QCOMPARE(consumer.lanes[1].records.first(), std::uint64_t(0));  // nothing was read of it
        QVERIFY(consumer.lanes[1].records.count() > 1'000);
        QVERIFY(consumer.lanes[0].records.first() < consumer.lanes[1].waitsUntil);
    }

    void aPoisonRecordWithoutBisectHoldsUpItsShardUntilItExpires() {
        plan::Plan plan = poisonPlan();
        plan.patterns[0].rate = plan::RateCurve::constant(1);
        const double day = 86'400;
        const Run run = runWhole(std::move(plan), day + 600);
        const auto rowAt = [&](double s) { return static_cast<std::size_t>(s / run.metrics().periodS()) - 1; };
        const double early = ageS(run, rowAt(3'600));
        const double late = ageS(run, rowAt(82'800));
        QVERIFY2(std::abs((late - early) / (82'800 - 3'600) - 1) < 0.002, qPrintable(QString::number(late)));
        QVERIFY(run.state().consumers[0].lost >= 1);
        QCOMPARE(run.state().consumers[0].dropped, std::uint64_t(0));
        QVERIFY(run.state().consumers[0].invoked > 1);
    }

    void bisectingFindsThePoisonRecordAlone() {
        plan::Plan plan = poisonPlan();
        plan::ConsumerStation& consumer = stationOf<plan::ConsumerStation>(plan, 4);
        consumer.bisect = plan::Switch::On;
        consumer.maxRetries = 3;
        consumer.windowS = 5;
        consumer.onFailure = 5;
        plan.stations.push_back({kSinkUid, "failures", plan::SinkStation{}});
        const Run run = runWhole(std::move(plan), 60);
        const ConsumerState& state = run.state().consumers[0];
        QCOMPARE(state.splits, std::uint64_t(6));  // 64 records: log2
        QCOMPARE(state.delivered, std::uint64_t(1));
        QCOMPARE(state.dropped, std::uint64_t(0));
        QCOMPARE(sumOf(run, kSinkUid, "PutRequests"), 1.0);
        QCOMPARE(state.invoked + state.delivered + state.waiting, state.polled);
        QCOMPARE(sumOf(run, kServerUid, "Errors"), 6.0 + 4.0);  // one for each split, then the first try and three retries
    }

    void withoutADestinationWhatIsGivenUpIsDropped() {
        plan::Plan plan = poisonPlan();
        stationOf<plan::ConsumerStation>(plan, 4).maxRetries = 2;
        const Run run = runWhole(std::move(plan), 60);
        QVERIFY(run.state().consumers[0].dropped >= 1 && run.state().consumers[0].dropped <= 64);
        QCOMPARE(sumOf(run, kServerUid, "Errors"), 3.0);
    }

    void recordsOlderThanTheMappingsAgeAreGivenUp() {
        plan::Plan plan = poisonPlan();
        stationOf<plan::ConsumerStation>(plan, 4).maxAgeS = 60;
        const Run run = runWhole(std::move(plan), 200);
        QVERIFY(run.state().consumers[0].dropped >= 1);
        QVERIFY2(mostOf(run, kConsumerUid, "IteratorAge", Statistic::Max) < 130'000, "age");
        QVERIFY(ageS(run, 199) < 5);
    }

    void filteredRecordsCostNoInvocation() {
        plan::Plan plan = streamPlan(1'000, 1, 100, 200);
        stationOf<plan::ConsumerStation>(plan, 4).filterShare = 0.25;
        const Run run = runWhole(std::move(plan), 60);
        const ConsumerState& consumer = run.state().consumers[0];
        QVERIFY(std::abs(double(consumer.filtered) / double(consumer.polled) - 0.75) < 0.01);
        QVERIFY(ageS(run, 59) < 2);  // 250 records/s are left of 500 that it can do
    }

    void filtersGoByTheEventThatARecordTells_data() {
        QTest::addColumn<int>("takes");
        QTest::addColumn<double>("share");  // of the records
        const auto bit = [](plan::RecordKind kind) { return int(plan::recordBit(kind)); };
        QTest::newRow("INSERT") << bit(plan::RecordKind::Insert) << 0.25;
        QTest::newRow("MODIFY") << bit(plan::RecordKind::Modify) << 0.5;
        QTest::newRow("REMOVE") << bit(plan::RecordKind::Remove) << 0.25;
        QTest::newRow("REMOVE by the service") << bit(plan::RecordKind::ServiceRemove) << 0.0;
        QTest::newRow("INSERT and REMOVE") << (bit(plan::RecordKind::Insert) | bit(plan::RecordKind::Remove)) << 0.5;
        QTest::newRow("all") << int(plan::kEveryRecord) << 1.0;
    }
    void filtersGoByTheEventThatARecordTells() {
        // 10 new items, 20 updates of items that are there, and 10 deletions of such a second.
        QFETCH(int, takes);
        QFETCH(double, share);
        plan::Plan plan = streamPlan(10, 1, 100, 5);
        stationOf<plan::ConsumerStation>(plan, 4).takes = static_cast<plan::RecordKinds>(takes);
        plan::AccessPattern update = plan.patterns[0];
        update.uid = 21;
        update.operation = Operation::UpdateItem;
        update.keys = KeyDistribution::uniform(1'000);
        update.itemsAtStart = 1'000;
        update.rate = plan::RateCurve::constant(20);
        plan::AccessPattern remove = update;
        remove.uid = 22;
        remove.operation = Operation::DeleteItem;
        remove.keys = KeyDistribution::uniform(100'000'000);
        remove.itemsAtStart = 100'000'000;
        remove.rate = plan::RateCurve::constant(10);
        update.itemsAtStart = 100'000'000;
        plan.patterns.push_back(update);
        plan.patterns.push_back(remove);
        for (const plan::Fidelity fidelity : {plan::Fidelity::Exact, plan::Fidelity::Cohort}) {
            plan.scenario.fidelity = fidelity;
            const Run run = runWhole(plan, 100);
            const ConsumerState& consumer = run.state().consumers[0];
            const double passed = double(consumer.polled - consumer.filtered) / double(consumer.polled);
            QVERIFY2(std::abs(passed - share) < 0.01, qPrintable(QStringLiteral("%1 of %2").arg(passed).arg(consumer.polled)));
            QVERIFY(consumer.polled > 3'900);
        }
    }

    void readersBeyondTwoMissSomeOfTheirLooks_data() {
        QTest::addColumn<bool>("cohort");
        QTest::newRow("exact") << false;
        QTest::newRow("cohort") << true;
    }
    void readersBeyondTwoMissSomeOfTheirLooks() {
        // Five readers of two shards: of their 4 looks a second at each, three of five are throttled.
        QFETCH(bool, cohort);
        const auto runWith = [&](int readers) {
            plan::Plan plan = streamPlan(20, 2, 100, 5);
            plan.scenario.fidelity = cohort ? plan::Fidelity::Cohort : plan::Fidelity::Exact;
            for (int i = 1; i < readers; ++i) {
                plan.stations.push_back(plan.stations[4]);
                plan.stations.back().uid += static_cast<std::uint64_t>(i);
            }
            return runWhole(std::move(plan), 100);
        };
        const Run two = runWith(2);
        const Run five = runWith(5);
        QCOMPARE(sumOf(two, kLogUid, "ThrottledRequests"), 0.0);
        QVERIFY2(std::abs(sumOf(five, kLogUid, "ThrottledRequests") - 2 * 5 * 4 * 0.6 * 100) < 1, qPrintable(QString::number(sumOf(five, kLogUid, "ThrottledRequests"))));
        // Where a look finds records it makes a batch of them: each of five makes fewer, larger ones.
        const double ofTwo = sumOf(two, kServerUid, "Invocations") / 2;
        const double ofFive = sumOf(five, kServerUid, "Invocations") / 5;
        QVERIFY2(ofFive < 0.55 * ofTwo && ofFive > 0.3 * ofTwo, qPrintable(QStringLiteral("%1 %2").arg(ofTwo).arg(ofFive)));
        for (const ConsumerState& consumer : five.state().consumers)  // they fall behind by moments, not by records
            QVERIFY(consumer.invoked > 1'900);
    }

    void expiredItemsAreArchivedByTheirServiceRecords() {
        // Ten items a second live five seconds; the filter lets the sweeper's deletions through, and each becomes an object.
        plan::Plan plan = streamPlan(10, 1, 100, 20);
        plan::TimeToLive& ttl = stationOf<plan::UnitStoreStation>(plan, 1).ttl;
        ttl.enabled = plan::Switch::On;
        ttl.fastShare = 1;
        ttl.fastMeanS = 2;
        plan.patterns[0].expiresAfterS = 5;
        plan.patterns[0].rate = plan::RateCurve::spike(0, 10, 0, 30);
        stationOf<plan::ConsumerStation>(plan, 4).takes = plan::recordBit(plan::RecordKind::ServiceRemove);
        plan.stations.push_back({kSinkUid, "archive", plan::SinkStation{}});
        plan::AccessPattern archive = plan.patterns[0];
        archive.uid = 21;
        archive.source = 3;
        archive.target = 5;
        archive.operation = Operation::PutObject;
        archive.rate = plan::RateCurve();
        archive.trigger = plan::Trigger::PerRecord;
        plan.patterns.push_back(archive);
        for (const plan::Fidelity fidelity : {plan::Fidelity::Exact, plan::Fidelity::Cohort}) {
            plan.scenario.fidelity = fidelity;
            const Run run = runWhole(plan, 90);
            const double written = double(run.state().patterns[0].succeeded);
            QVERIFY2(written >= 299 && written <= 300, qPrintable(QString::number(written)));
            QCOMPARE(run.state().logs[0].records, std::uint64_t(2 * written));
            QCOMPARE(sumOf(run, kLogUid, "ServiceRecords"), written);
            QCOMPARE(double(run.state().consumers[0].filtered), written);
            QVERIFY(std::abs(sumOf(run, kSinkUid, "PutRequests") - written) <= 1);
        }
    }

    void aWindowGathersFewerLargerBatches() {
        plan::Plan plan = streamPlan(100, 1, 10'000, 5);
        stationOf<plan::ConsumerStation>(plan, 4).windowS = 10;
        const Run run = runWhole(std::move(plan), 101);
        const double invocations = sumOf(run, kServerUid, "Invocations");
        QVERIFY2(invocations >= 9 && invocations <= 11, qPrintable(QString::number(invocations)));
    }

    // --- functions ---------------------------------------------------------------------------------------------------------------
    void aThirdOfFifteenHundredAtOnceIsOneTooMany() {
        // 500 requests/s x 3 s = 1,500 at once; the account has 1,000.
        plan::Plan plan = fixture::plan(provisionedTable(1, 1), Operation::Call, 500, KeyDistribution::singleKey());
        plan::ServerStation server;
        server.duration = constantMs(3'000);
        server.coldStart = constantMs(0);
        server.timeoutS = 10;
        plan.stations.push_back({kServerUid, "api", server});
        plan.patterns[0].target = 2;
        plan.patterns[0].timeoutMs = 20'000;
        const Run run = runWhole(std::move(plan), 60);
        const double refused = sumOf(run, kServerUid, "Throttles", 15) / (45.0 * 500);
        QVERIFY2(std::abs(refused - 1.0 / 3) < 0.01, qPrintable(QString::number(refused)));
        QCOMPARE(mostOf(run, kServerUid, "ConcurrentExecutions", Statistic::Max), 1'000.0);
        QCOMPARE(run.state().totals.requests, run.state().totals.succeeded + run.state().totals.throttled + run.state().totals.inFlight());
    }

    void aReservationIsACapAndZeroIsOff() {
        for (const double reserved : {5.0, 0.0}) {
            plan::Plan plan = fixture::plan(provisionedTable(1, 1), Operation::Call, 100, KeyDistribution::singleKey());
            plan::ServerStation server;
            server.duration = constantMs(100);
            server.coldStart = constantMs(0);
            server.reserved = reserved;
            plan.stations.push_back({kServerUid, "api", server});
            plan.patterns[0].target = 2;
            const Run run = runWhole(std::move(plan), 20);
            QCOMPARE(mostOf(run, kServerUid, "ConcurrentExecutions", Statistic::Max), reserved);
            QVERIFY(std::abs(sumOf(run, kServerUid, "Invocations", 5) / 15 - reserved * 10) < 1);
        }
    }

    void coldStartsComeOnceForEachEnvironment() {
        plan::Plan plan = fixture::plan(provisionedTable(1, 1), Operation::Call, 10, KeyDistribution::singleKey());
        plan::ServerStation server;
        server.duration = constantMs(50);
        server.coldStart = constantMs(500);
        plan.stations.push_back({kServerUid, "api", server});
        plan.patterns[0].target = 2;
        const Run run = runWhole(std::move(plan), 60);
        const double cold = sumOf(run, kServerUid, "ColdStarts");
        QVERIFY2(cold >= 5 && cold <= 7, qPrintable(QString::number(cold)));  // ten a second while the first takes 550 ms
        QVERIFY(std::abs(valueAt(run, kServerUid, "Duration", Statistic::Mean, 50) - 50) < 1);
    }

    void aCutOfConcurrencyThrottlesWhileItLasts() {
        plan::Plan plan = streamPlan(500, 4, 100, 100);
        plan.scenario.faults = {{20, 20, plan::ConcurrencyCut{3, 0}}};
        const Run run = runWhole(std::move(plan), 90);
        QVERIFY(sumOf(run, kServerUid, "Throttles") > 10);
        QVERIFY2(ageS(run, 38) > 15, qPrintable(QString::number(ageS(run, 38))));
        QVERIFY2(ageS(run, 89) < 3, qPrintable(QString::number(ageS(run, 89))));
        QCOMPARE(run.state().consumers[0].dropped, std::uint64_t(0));
    }

    void invocationsMakeTheirCallsAndWaitForThem() {
        plan::Plan plan = streamPlan(200, 1, 50, 10);
        plan.stations.push_back({kTableUid + 1, "Totals", provisionedTable(1'000, 4'000)});
        plan::AccessPattern perRecord = plan.patterns[0];
        perRecord.uid = 21;
        perRecord.source = 3;
        perRecord.target = 5;
        perRecord.rate = plan::RateCurve();
        perRecord.trigger = plan::Trigger::PerRecord;
        plan::AccessPattern perInvocation = perRecord;
        perInvocation.uid = 22;
        perInvocation.operation = Operation::GetItem;
        perInvocation.trigger = plan::Trigger::PerInvocation;
        perInvocation.perTrigger = 2.5;
        plan.patterns.push_back(perRecord);
        plan.patterns.push_back(perInvocation);
        const Run run = runWhole(std::move(plan), 60);
        const State& state = run.state();
        QVERIFY(state.patterns[1].made >= state.consumers[0].invoked);
        QVERIFY2(state.patterns[1].made <= state.consumers[0].invoked + 50,
                 qPrintable(QStringLiteral("%1 %2 %3, %4 %5").arg(state.patterns[1].made).arg(state.consumers[0].invoked).arg(state.consumers[0].failedInvokes).arg(state.patterns[1].throttled).arg(state.patterns[2].throttled)));
        const double each = double(state.patterns[2].made) / double(state.servers[0].invocations);
        QVERIFY2(std::abs(each - 2.5) < 0.1, qPrintable(QString::number(each)));
        // A write takes 3.5 ms and a bit: the invocation its own 10 ms.
        QVERIFY(std::abs(valueAt(run, kServerUid, "Duration", Statistic::Mean, 30) - 10) < 0.5);
    }

    void callsThatFailMakeTheBatchFail() {
        plan::Plan plan = streamPlan(100, 1, 50, 10);
        plan.stations.push_back({kTableUid + 1, "Totals", provisionedTable(10, 20)});
        plan::AccessPattern perRecord = plan.patterns[0];
        perRecord.uid = 21;
        perRecord.source = 3;
        perRecord.target = 5;
        perRecord.rate = plan::RateCurve();
        perRecord.trigger = plan::Trigger::PerRecord;
        plan.patterns.push_back(perRecord);
        const Run run = runWhole(std::move(plan), 60);
        QVERIFY(sumOf(run, kServerUid, "Errors") > 5);
        QVERIFY(ageS(run, 59) > 10);
    }

    void bucketsSlowDownOverTheirPrefixesRate() {
        plan::Plan plan = fixture::plan(provisionedTable(1, 1), Operation::PutObject, 5'000, KeyDistribution::uniform(1'000));
        plan.stations.push_back({kSinkUid, "archive", plan::SinkStation{}});
        plan.patterns[0].target = 2;
        const Run run = runWhole(plan, 20);
        QVERIFY(std::abs(sumOf(run, kSinkUid, "5xxErrors", 5) / 15 - 1'500) < 5);
        stationOf<plan::SinkStation>(plan, 2).prefixes = 4;
        QCOMPARE(sumOf(runWhole(plan, 20), kSinkUid, "5xxErrors"), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestStreams)
#include "tst_streams.moc"
