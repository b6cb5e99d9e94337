// SPDX-License-Identifier: GPL-3.0-or-later
// Streams, functions, caches and replication by both drivers: rates, hits and units within two in a hundred, shares within a percentage point
// and a half, ages within a second or two in a hundred.
#include "simulation/cohort/hitshare.h"
#include "tests/simulation/flowfixture.h"

#include <QTest>

#include <cmath>

using namespace sim;
using namespace fixture;
using plan::Fidelity;
using plan::KeyDistribution;
using plan::Operation;

namespace {

constexpr double kRateBound = 0.02;
constexpr double kShareBound = 0.015;

Run runAs(plan::Plan plan, Fidelity fidelity, double seconds) {
    plan.scenario.fidelity = fidelity;
    for (plan::AccessPattern& pattern : plan.patterns)
        pattern.arrivals = plan::Arrivals::Poisson;
    return runWhole(std::move(plan), seconds);
}

bool near(double exact, double cohort, double bound = kRateBound) { return std::abs(exact - cohort) <= bound * std::max(std::abs(exact), 1e-9); }

QByteArray both(double exact, double cohort) { return QByteArray::number(exact) + " exact, " + QByteArray::number(cohort) + " cohort"; }

// A stream of the table, and a function that reads it.
void addReader(plan::Plan& plan, plan::StationIndex table) {
    const auto log = static_cast<plan::StationIndex>(plan.stations.size());
    const std::uint64_t more = table == 1 ? 0 : 1;
    plan::LogStation stream;
    stream.store = table;
    stream.shards = 1;
    stream.visibleAfter = constantMs(100);
    plan.stations.push_back({kLogUid + more, "stream", stream});
    plan::ServerStation server;
    server.duration = constantMs(20);
    plan.stations.push_back({kServerUid + more, "worker", server});
    plan::ConsumerStation consumer;
    consumer.log = log;
    consumer.server = log + 1;
    plan.stations.push_back({kConsumerUid + more, "mapping", consumer});
}

double lastAgeS(const Run& run, std::size_t row) { return valueAt(run, kConsumerUid, "IteratorAge", Statistic::Max, row) * 1e-3; }

}  // namespace

class TestCohortFlow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void consumersKeepUpOrFallBehindAlike_data() {
        QTest::addColumn<double>("writesPerS");
        QTest::addColumn<double>("filterShare");
        QTest::newRow("keeps up") << 400.0 << 1.0;
        QTest::newRow("falls behind") << 1'000.0 << 1.0;
        QTest::newRow("filtered") << 1'000.0 << 0.3;
    }
    void consumersKeepUpOrFallBehindAlike() {
        QFETCH(double, writesPerS);
        QFETCH(double, filterShare);
        plan::Plan plan = streamPlan(writesPerS, 1, 100, 200);
        stationOf<plan::ConsumerStation>(plan, 4).filterShare = filterShare;
        const Run exact = runAs(plan, Fidelity::Exact, 200);
        const Run cohort = runAs(plan, Fidelity::Cohort, 200);
        QVERIFY(cohort.isCohort() && !exact.isCohort());
        const double a = double(exact.state().consumers[0].invoked);
        const double b = double(cohort.state().consumers[0].invoked);
        QVERIFY2(near(a, b), both(a, b));
        const double ageA = lastAgeS(exact, 199);
        const double ageB = lastAgeS(cohort, 199);
        QVERIFY2(std::abs(ageA - ageB) < std::max(1.0, kRateBound * ageA), both(ageA, ageB));
        QVERIFY2(near(double(exact.state().consumers[0].filtered), double(cohort.state().consumers[0].filtered), 0.02), "filtered");
    }

    void itemsThatAreThereAtTheStartExpireIntoAsManyRecords() {
        // A thousand items live a minute; their deletions are records of both Regions' streams and changes of the channel between them.
        plan::Plan plan = globalPlan({2, 0}, KeyDistribution::uniform(1'000'000));
        for (plan::AccessPattern& pattern : plan.patterns)
            pattern.itemsAtStart = 1'000;
        plan.patterns[0].expiresAfterS = 60;
        plan::TimeToLive& ttl = stationOf<plan::UnitStoreStation>(plan, 1).ttl;
        ttl.enabled = plan::Switch::On;
        ttl.fastShare = 1;
        ttl.fastMeanS = 10;
        for (const plan::StationIndex table : {1U, 3U})
            addReader(plan, table);
        const Run exact = runWhole(plan, 300);
        plan.scenario.fidelity = Fidelity::Cohort;
        const Run cohort = runWhole(plan, 300);
        const State& a = exact.state();
        const State& b = cohort.state();
        QVERIFY2(a.stores[0].ttlDeleted > 1'400 && near(double(a.stores[0].ttlDeleted), double(b.stores[0].ttlDeleted), 0.03),
                 both(double(a.stores[0].ttlDeleted), double(b.stores[0].ttlDeleted)));
        for (std::size_t i = 0; i < 2; ++i) {
            QVERIFY2(near(double(a.logs[i].records), double(b.logs[i].records), 0.03), both(double(a.logs[i].records), double(b.logs[i].records)));
            QVERIFY2(near(double(a.consumers[i].invoked), double(b.consumers[i].invoked), 0.03), both(double(a.consumers[i].invoked), double(b.consumers[i].invoked)));
            QCOMPARE(b.consumers[i].polled, b.logs[i].records);
            QVERIFY(b.consumers[i].invoked + b.consumers[i].waiting == b.consumers[i].polled);
            QVERIFY(near(double(a.stores[i].itemCount), double(b.stores[i].itemCount), 0.15));
        }
        QCOMPARE(b.logs[0].serviceRecords, b.stores[0].ttlDeleted);
        QCOMPARE(b.logs[1].serviceRecords, std::uint64_t(0));
        QVERIFY2(near(double(a.replicators[0].applied), double(b.replicators[0].applied), 0.03), both(double(a.replicators[0].applied), double(b.replicators[0].applied)));
        QCOMPARE(sumOf(cohort, kLogUid + 1, "IncomingRecords"), double(b.logs[1].records));
    }

    void aPoisonRecordHoldsUpItsLaneAlike_data() {
        QTest::addColumn<int>("retries");
        QTest::addColumn<bool>("bisect");
        QTest::addColumn<int>("shards");
        QTest::newRow("until it expires") << -1 << false << 1;
        QTest::newRow("one of four shards") << -1 << false << 4;
        QTest::newRow("given up after retries") << 5 << false << 2;
        QTest::newRow("split and given up alone") << 5 << true << 2;
    }
    void aPoisonRecordHoldsUpItsLaneAlike() {
        QFETCH(int, retries);
        QFETCH(bool, bisect);
        QFETCH(int, shards);
        plan::Plan plan = streamPlan(200, static_cast<std::uint32_t>(shards), 64, 20);
        plan::ConsumerStation& consumer = stationOf<plan::ConsumerStation>(plan, 4);
        consumer.maxRetries = retries;
        consumer.bisect = bisect ? plan::Switch::On : plan::Switch::Off;
        plan.scenario.faults = {{10, 0, plan::PoisonRecord{2}}};
        const Run exact = runAs(plan, Fidelity::Exact, 120);
        const Run cohort = runAs(plan, Fidelity::Cohort, 120);
        const ConsumerState& a = exact.state().consumers[0];
        const ConsumerState& b = cohort.state().consumers[0];
        const double ageA = mostOf(exact, kConsumerUid, "IteratorAge", Statistic::Max) * 1e-3;
        const double ageB = mostOf(cohort, kConsumerUid, "IteratorAge", Statistic::Max) * 1e-3;
        QVERIFY2(ageA > 20 && std::abs(ageA - ageB) < 2.5, both(ageA, ageB));
        QVERIFY2(std::abs(lastAgeS(exact, 119) - lastAgeS(cohort, 119)) < 2.5, both(lastAgeS(exact, 119), lastAgeS(cohort, 119)));
        QVERIFY2(std::abs(double(a.invoked) - double(b.invoked)) < 0.04 * double(a.polled), both(double(a.invoked), double(b.invoked)));
        QCOMPARE(a.dropped, b.dropped);
        QCOMPARE(b.dropped, std::uint64_t(retries < 0 ? 0 : bisect ? 1 : 64));
        QCOMPARE(b.invoked + b.dropped + b.waiting, b.polled);
        const double errorsA = sumOf(exact, kServerUid, "Errors");
        const double errorsB = sumOf(cohort, kServerUid, "Errors");
        QVERIFY2(std::abs(errorsA - errorsB) <= 2, both(errorsA, errorsB));
    }

    void aSecondPoisonRecordHoldsUpItsLaneToo_data() {
        QTest::addColumn<bool>("bisect");
        QTest::newRow("given up with its batch") << false;
        QTest::newRow("split and given up alone") << true;
    }
    void aSecondPoisonRecordHoldsUpItsLaneToo() {
        // Tries at 10 s and 1, 3, 7, 15 and 31 s later, each of 20 ms: after 31 s the batch goes, then the second one, which came meanwhile,
        // is tried as long: 62 s in all, and it is 60 s old by then.
        QFETCH(bool, bisect);
        plan::Plan plan = streamPlan(200, 1, 64, 20);
        plan::ConsumerStation& consumer = stationOf<plan::ConsumerStation>(plan, 4);
        consumer.maxRetries = 5;
        consumer.bisect = bisect ? plan::Switch::On : plan::Switch::Off;
        plan.scenario.faults = {{10, 0, plan::PoisonRecord{2}}, {12, 0, plan::PoisonRecord{2}}};
        const Run exact = runAs(plan, Fidelity::Exact, 120);
        const Run cohort = runAs(plan, Fidelity::Cohort, 120);
        for (const Run* run : {&exact, &cohort}) {
            const ConsumerState& state = run->state().consumers[0];
            QCOMPARE(state.dropped, std::uint64_t(bisect ? 2 : 128));
            const double ageS = mostOf(*run, kConsumerUid, "IteratorAge", Statistic::Max) * 1e-3;
            QVERIFY2(std::abs(ageS - 60) < 4, QByteArray::number(ageS));
        }
        const double a = double(exact.state().consumers[0].invoked);
        const double b = double(cohort.state().consumers[0].invoked);
        QVERIFY2(near(a, b, 0.04), both(a, b));
        QVERIFY(cohort.state().consumers[0].held.empty());  // the lane has caught up
    }

    void poisonRecordsOfSeveralLanesAreAllGivenUp() {
        plan::Plan plan = streamPlan(200, 8, 64, 20);
        plan::ConsumerStation& consumer = stationOf<plan::ConsumerStation>(plan, 4);
        consumer.maxRetries = 2;
        consumer.bisect = plan::Switch::On;
        plan.scenario.faults = {{10, 0, plan::PoisonRecord{2}}, {11, 0, plan::PoisonRecord{2}}, {12, 0, plan::PoisonRecord{2}}};
        const Run exact = runAs(plan, Fidelity::Exact, 60);
        const Run cohort = runAs(plan, Fidelity::Cohort, 60);
        QCOMPARE(exact.state().consumers[0].dropped, std::uint64_t(3));
        QCOMPARE(cohort.state().consumers[0].dropped, std::uint64_t(3));
        const double a = double(exact.state().consumers[0].invoked);
        const double b = double(cohort.state().consumers[0].invoked);
        QVERIFY2(near(a, b), both(a, b));
    }

    void writesThroughACacheLeaveTheirItemsThere_data() {
        QTest::addColumn<double>("ttlS");
        QTest::addColumn<int>("keys");
        QTest::newRow("warming up") << 300.0 << 10'000;
        QTest::newRow("as long as they live") << 5.0 << 2'000;
    }
    void writesThroughACacheLeaveTheirItemsThere() {
        QFETCH(double, ttlS);
        QFETCH(int, keys);
        const auto shareOf = [](const Run& run) {
            const double hits = sumOf(run, kCacheUid, "ItemCacheHits");
            return hits / (hits + sumOf(run, kCacheUid, "ItemCacheMisses"));
        };
        plan::Plan plan = cachePlan(200, KeyDistribution::uniform(static_cast<std::uint64_t>(keys)), 1e9, 1);
        stationOf<plan::CacheStation>(plan, 2).itemTtlS = ttlS;
        const double alone = shareOf(runAs(plan, Fidelity::Exact, 60));
        plan::AccessPattern writes = plan.patterns[0];
        writes.uid = 2;
        writes.operation = Operation::PutItem;
        writes.rate = plan::RateCurve::constant(400);
        writes.retry = plan.patterns[0].retry;
        plan.patterns.push_back(writes);
        const double a = shareOf(runAs(plan, Fidelity::Exact, 60));
        const double b = shareOf(runAs(plan, Fidelity::Cohort, 60));
        QVERIFY2(a > alone + 0.1, both(alone, a));
        QVERIFY2(std::abs(a - b) < kShareBound, both(a, b));
    }

    void aHitShareWithWritesByHand() {
        // Of each of a thousand keys 0.1 reads and 0.2 writes a second, entries that live five seconds: (e^1 - 1) / 0.2 = 8.59 s there, then
        // 1 / 0.3 = 3.33 s away; of 0.1 reads alone 5 s there and 10 s away.
        auto groups = cohort::keyGroups(KeyDistribution::uniform(1'000), cohort::Grouping::Fine);
        const cohort::CacheUse use{100, 1e9, 5, 1'000};
        QVERIFY(std::abs(cohort::hitShare(groups, use) - 5.0 / 15) < 1e-6);
        cohort::addWrites(groups, KeyDistribution::uniform(1'000), 200);
        QVERIFY(std::abs(cohort::hitShare(groups, use) - 0.7205) < 1e-3);
        // Other readers find entries for it, and let them expire.
        groups = cohort::keyGroups(KeyDistribution::uniform(1'000));
        cohort::addReads(groups, KeyDistribution::uniform(1'000), 300);
        QVERIFY(std::abs(cohort::hitShare(groups, use) - 2.0 / 3) < 1e-6);
        // Those of half of the keys help that half only.
        groups = cohort::keyGroups(KeyDistribution::uniform(1'000), cohort::Grouping::Fine);
        cohort::addReads(groups, KeyDistribution::uniform(500), 300);
        QVERIFY(std::abs(cohort::hitShare(groups, use) - (3.5 / 4.5 + 1.0 / 3) / 2) < 0.01);
    }

    void looksLimitWhatABacklogIsReadAt_data() {
        QTest::addColumn<double>("writesPerS");
        QTest::addColumn<double>("pollS");
        QTest::addColumn<int>("itemBytes");
        QTest::addColumn<int>("parallel");
        QTest::addColumn<double>("readPerS");
        // Four looks a second of 1,000 records each, or of 1 MB: records of 20.1 KB (two images of 10,240 B and 100 B more) come 50.95 a look.
        QTest::newRow("records") << 6'000.0 << 0.25 << 200 << 1 << 4'000.0;
        QTest::newRow("records, ten batches at once") << 6'000.0 << 0.25 << 200 << 10 << 4'000.0;
        QTest::newRow("one look a second") << 1'500.0 << 1.0 << 200 << 1 << 1'000.0;
        QTest::newRow("bytes") << 300.0 << 0.25 << 10'240 << 1 << 4 * 1'048'576.0 / 20'580;
        QTest::newRow("not at all") << 3'000.0 << 0.25 << 200 << 1 << 3'000.0;
    }
    void looksLimitWhatABacklogIsReadAt() {
        QFETCH(double, writesPerS);
        QFETCH(double, pollS);
        QFETCH(int, itemBytes);
        QFETCH(int, parallel);
        QFETCH(double, readPerS);
        plan::Plan plan = streamPlan(writesPerS, 1, 500, 10);
        plan.patterns[0].itemBytes = itemBytes;
        stationOf<plan::UnitStoreStation>(plan, 1).partitions.initialCount = 40;
        plan::ConsumerStation& consumer = stationOf<plan::ConsumerStation>(plan, 4);
        consumer.pollS = pollS;
        consumer.parallelFactor = static_cast<std::uint32_t>(parallel);
        const double seconds = 40;
        const Run exact = runAs(plan, Fidelity::Exact, seconds);
        const Run cohort = runAs(plan, Fidelity::Cohort, seconds);
        const double wanted = readPerS * seconds;
        for (const Run* run : {&exact, &cohort}) {
            const double read = double(run->state().consumers[0].invoked);
            QVERIFY2(std::abs(read - wanted) < 0.03 * wanted + readPerS / 2, QByteArray::number(read) + " of " + QByteArray::number(wanted));
            // What is not read ages: of six seconds' records four seconds' are read.
            const double ageS = lastAgeS(*run, 39);
            const double wantedS = seconds * std::max(1 - readPerS / writesPerS, 0.0);
            QVERIFY2(std::abs(ageS - wantedS) < 1.5, QByteArray::number(ageS) + " s, " + QByteArray::number(wantedS));
        }
    }

    void invocationsMakeAsManyCalls() {
        plan::Plan plan = streamPlan(800, 1, 100, 50);
        plan.stations.push_back({kTableUid + 1, "Totals", provisionedTable(10, 2'000)});
        plan::AccessPattern call = plan.patterns[0];
        call.uid = 21;
        call.source = 3;
        call.target = 5;
        call.rate = plan::RateCurve();
        call.trigger = plan::Trigger::PerRecord;
        call.perTrigger = 0.5;
        plan.patterns.push_back(call);
        const Run exact = runAs(plan, Fidelity::Exact, 120);
        const Run cohort = runAs(plan, Fidelity::Cohort, 120);
        const double a = exact.state().stores[1].consumedWrite;
        const double b = cohort.state().stores[1].consumedWrite;
        QVERIFY2(a > 40'000 && near(a, b), both(a, b));
    }

    void functionsThrottleTheSameShare() {
        plan::Plan plan = fixture::plan(provisionedTable(1, 1), Operation::Call, 500, KeyDistribution::singleKey());
        plan::ServerStation server;
        server.duration = constantMs(3'000);
        server.coldStart = constantMs(0);
        server.timeoutS = 10;
        plan.stations.push_back({kServerUid, "api", server});
        plan.patterns[0].target = 2;
        plan.patterns[0].timeoutMs = 20'000;
        const auto share = [](const Run& run) { return sumOf(run, kServerUid, "Throttles", 10) / (sumOf(run, kServerUid, "Throttles", 10) + sumOf(run, kServerUid, "Invocations", 10)); };
        const double a = share(runAs(plan, Fidelity::Exact, 100));
        const double b = share(runAs(plan, Fidelity::Cohort, 100));
        QVERIFY2(std::abs(a - b) < kShareBound, both(a, b));
    }

    void cachesHitAlike_data() {
        QTest::addColumn<double>("entries");
        QTest::addColumn<double>("ttlS");
        QTest::newRow("all fit") << 10'000.0 << 0.0;
        QTest::newRow("a tenth fits") << 500.0 << 0.0;
        QTest::newRow("they expire") << 10'000.0 << 20.0;
    }
    void cachesHitAlike() {
        QFETCH(double, entries);
        QFETCH(double, ttlS);
        plan::Plan plan = cachePlan(1'000, KeyDistribution::zipf(5'000), entries * 2 * 1024, 1);
        stationOf<plan::CacheStation>(plan, 2).itemTtlS = ttlS;
        const Run exact = runAs(plan, Fidelity::Exact, 150);
        const Run cohort = runAs(plan, Fidelity::Cohort, 150);
        const auto share = [](const Run& run) { return double(run.state().caches[0].hits) / double(run.state().caches[0].hits + run.state().caches[0].misses); };
        QVERIFY2(std::abs(share(exact) - share(cohort)) < kShareBound, both(share(exact), share(cohort)));
        const double a = exact.state().stores[0].consumedRead;
        const double b = cohort.state().stores[0].consumedRead;
        QVERIFY2(std::abs(a - b) < kShareBound * double(exact.state().totals.requests) / 2, both(a, b));
        QCOMPARE(cohort.state().totals.requests, cohort.state().totals.succeeded + cohort.state().totals.inFlight());
    }

    void replicationSpendsAndWaitsAlike() {
        plan::Plan plan = globalPlan({200, 100}, KeyDistribution::uniform(500));
        plan.scenario.faults = {{60, 60, plan::ReplicationPause{3}}};
        const Run exact = runAs(plan, Fidelity::Exact, 240);
        const Run cohort = runAs(plan, Fidelity::Cohort, 240);
        const double a = sumOf(exact, replicaUid(1), "ConsumedWriteCapacityUnits");
        const double b = sumOf(cohort, replicaUid(1), "ConsumedWriteCapacityUnits");
        // A pause merges what waits: in an exact run of 500 items all of it. That is beyond the cohort's formula.
        const double pausedExtra = 200 * 60 - 500;
        QVERIFY2(near(a, b - pausedExtra, 0.03), both(a, b - pausedExtra));
        const auto lag = [](const Run& run, std::size_t row) { return valueAt(run, channelUid(0, 1), "ReplicationLatency", Statistic::Mean, row); };
        QVERIFY2(near(lag(exact, 50), lag(cohort, 50), 0.35), both(lag(exact, 50), lag(cohort, 50)));
        QVERIFY2(lag(cohort, 239) < 1'000, "drained");
    }

    void distinctKeysWaitAlikeInAPause() {
        plan::Plan plan = globalPlan({200, 100}, KeyDistribution::sequential());
        plan.scenario.faults = {{60, 60, plan::ReplicationPause{3}}};
        const Run exact = runAs(plan, Fidelity::Exact, 115);
        const Run cohort = runAs(plan, Fidelity::Cohort, 115);
        const double a = double(exact.state().replicators[0].pending);
        const double b = double(cohort.state().replicators[0].pending);
        QVERIFY2(near(a, b, 0.03), both(a, b));
        const auto age = [](const Run& run) { return valueAt(run, channelUid(0, 1), "ReplicationLatency", Statistic::Mean, 110) * 1e-3; };
        QVERIFY2(near(age(exact), age(cohort), 0.03), both(age(exact), age(cohort)));
    }

    void capacityScalesAtTheSameMinutes() {
        plan::Plan plan = fixture::plan(provisionedTable(10, 100), Operation::PutItem, 92, KeyDistribution::uniform(10'000));
        stationOf<plan::UnitStoreStation>(plan, 1).scaling.write.enabled = plan::Switch::On;
        const Run exact = runAs(plan, Fidelity::Exact, 600);
        const Run cohort = runAs(plan, Fidelity::Cohort, 600);
        const auto& a = exact.state().stores[0].writeScaling.activities;
        const auto& b = cohort.state().stores[0].writeScaling.activities;
        QVERIFY(!a.empty() && !b.empty());
        QCOMPARE(a[0].appliedNs, b[0].appliedNs);
        QVERIFY2(near(a[0].toUnits, b[0].toUnits, 0.04), both(a[0].toUnits, b[0].toUnits));
    }

    void manyKeysAreReckonedInGroups() {
        const auto groups = cohort::keyGroups(KeyDistribution::zipf(1'000'000'000));
        QVERIFY(groups.size() < 500);
        double share = 0;
        double keys = 0;
        for (const cohort::KeyGroup& group : groups) {
            share += group.keys * group.share;
            keys += group.keys;
        }
        QVERIFY(std::abs(share - 1) < 1e-9);
        QCOMPARE(keys, 1e9);
        QVERIFY(cohort::hitShare(groups, {1e6, 1e6, 0, 1e6}) > 0.5);
        QCOMPARE(cohort::hitShare(cohort::keyGroups(KeyDistribution::sequential()), {1e6, 1e6, 0, 1e6}) < 1e-3, true);
    }

    void goingBackInTimeEndsAtTheSameBits() {
        plan::Plan plan = globalPlan({2'000, 500}, KeyDistribution::zipf(5'000));
        plan.scenario.fidelity = Fidelity::Cohort;
        plan.scenario.lengthS = 120;
        plan.scenario.faults = {{30, 30, plan::RegionIsolation{1}}};
        Run straight(share(plan));
        straight.runUntil(straight.endNs());
        Run run(share(plan));
        run.runUntil(100 * kSecondNs);
        run.jumpTo(20 * kSecondNs);
        run.runUntil(run.endNs());
        QCOMPARE(run.fingerprint(), straight.fingerprint());
        QCOMPARE(run.state().replicators[0].applied, straight.state().replicators[0].applied);
    }
};

QTEST_APPLESS_MAIN(TestCohortFlow)
#include "tst_cohortflow.moc"
