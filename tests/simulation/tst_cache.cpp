// SPDX-License-Identifier: GPL-3.0-or-later
// Caches in front of a table, conditional writes, the limit of an interface endpoint, and going back in time with all of these.
#include "simulation/core/lrucache.h"
#include "simulation/summary.h"
#include "tests/simulation/flowfixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <list>

using namespace sim;
using namespace fixture;
using plan::KeyDistribution;
using plan::Operation;

namespace {

// Che's approximation: with requests for key i at rate p_i, an item stays for the time T in which as many distinct items are asked for as fit.
double cheHitShare(const KeyDistribution& keys, double capacity) {
    const plan::KeyShares shares(keys);
    const auto present = [&](double t) {
        double sum = 0;
        for (std::uint64_t i = 0; i < keys.keyCount; ++i)
            sum += 1 - plan::exponential(-shares.probability(i) * t);
        return sum;
    };
    double low = 0;
    double high = 1e9;
    for (int i = 0; i < 200; ++i) {
        const double middle = (low + high) / 2;
        (present(middle) < capacity ? low : high) = middle;
    }
    double hits = 0;
    for (std::uint64_t i = 0; i < keys.keyCount; ++i)
        hits += shares.probability(i) * (1 - plan::exponential(-shares.probability(i) * low));
    return hits;
}

double hitShare(const Run& run, std::size_t from) {
    const double hits = sumOf(run, kCacheUid, "ItemCacheHits", from);
    return hits / (hits + sumOf(run, kCacheUid, "ItemCacheMisses", from));
}

// All that is new in one plan.
plan::Plan flowPlan() {
    plan::Plan plan = globalPlan({300, 200}, KeyDistribution::zipf(500));
    for (plan::AccessPattern& pattern : plan.patterns)
        pattern.arrivals = plan::Arrivals::Poisson;
    plan::LogStation log;
    log.store = 1;
    const auto first = static_cast<plan::StationIndex>(plan.stations.size());
    plan.stations.push_back({kLogUid, "stream", log});
    plan::ServerStation server;
    server.errorShare = 0.05;
    plan.stations.push_back({kServerUid, "worker", server, 0});
    plan::ConsumerStation consumer;
    consumer.log = first;
    consumer.server = first + 1;
    consumer.onFailure = first + 3;
    consumer.bisect = plan::Switch::On;
    consumer.maxRetries = 2;
    consumer.filterShare = 0.8;
    consumer.parallelFactor = 2;
    plan.stations.push_back({kConsumerUid, "mapping", consumer});
    plan.stations.push_back({kSinkUid, "failures", plan::SinkStation{}});
    plan::CacheStation cache;
    cache.nodeBytes = 200'000;
    cache.itemTtlS = 2;
    plan.stations.push_back({kCacheUid, "dax", cache});
    plan::AccessPattern reader = plan.patterns[0];
    reader.uid = 31;
    reader.operation = Operation::GetItem;
    reader.rate = plan::RateCurve::constant(800);
    reader.via = first + 4;
    plan::AccessPattern call = plan.patterns[0];
    call.uid = 32;
    call.source = first + 1;
    call.target = first + 3;
    call.operation = Operation::PutObject;
    call.rate = plan::RateCurve();
    call.trigger = plan::Trigger::PerRecord;
    call.perTrigger = 0.3;
    plan.patterns.push_back(reader);
    plan.patterns.push_back(call);
    plan::UnitStoreStation& table = stationOf<plan::UnitStoreStation>(plan, 1);
    table.times = plan::ServiceTimes{};
    table.scaling.read.enabled = table.scaling.write.enabled = plan::Switch::On;
    plan.scenario.lengthS = 12;
    plan.scenario.faults = {{2, 3, plan::ReplicationPause{1}}, {4, 2, plan::CacheNodeLoss{first + 4, 0}}, {3, 0, plan::PoisonRecord{first}},
                            {7, 2, plan::RegionIsolation{1}}, {8, 1, plan::ConcurrencyCut{first + 1, 0}}, {9, 0, plan::CacheFlush{first + 4}}};
    return plan;
}

}  // namespace

class TestCache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theListKeepsWhatAPlainOneKeeps() {
        LruCache cache(50 * 100);
        std::list<std::uint64_t> plain;  // the one used last in front
        RandomStream random(1, 1, 1, Purpose::Keys);
        for (int i = 0; i < 200'000; ++i) {
            const std::uint64_t id = 1 + random.below(120);
            const auto place = std::find(plain.begin(), plain.end(), id);
            if (random.below(50) == 0) {
                cache.erase(id);
                if (place != plain.end())
                    plain.erase(place);
                continue;
            }
            CacheEntry* found = cache.use(id);
            QCOMPARE(found != nullptr, place != plain.end());
            if (place != plain.end())
                plain.erase(place);
            plain.push_front(id);
            if (found == nullptr) {
                CacheEntry entry;
                entry.id = id;
                entry.bytes = 100;
                cache.put(entry);
                if (plain.size() > 50)
                    plain.pop_back();
            }
            QCOMPARE(cache.count(), plain.size());
        }
        const LruCache copy = cache;
        cache.clear();
        QCOMPARE(copy.count(), plain.size());
        for (const std::uint64_t id : plain)
            QVERIFY(copy.find(id) != nullptr);
    }

    void hitsFollowChesApproximation_data() {
        QTest::addColumn<double>("exponent");
        QTest::addColumn<int>("capacity");
        QTest::newRow("zipf 0.99, a tenth") << 0.99 << 500;
        QTest::newRow("zipf 0.8, a fifth") << 0.8 << 1'000;
        QTest::newRow("zipf 1.2, one in fifty") << 1.2 << 100;
    }
    void hitsFollowChesApproximation() {
        QFETCH(double, exponent);
        QFETCH(int, capacity);
        const KeyDistribution keys = KeyDistribution::zipf(5'000, exponent);
        plan::Plan plan = cachePlan(5'000, keys, capacity * 1024.0 * 2, 1);
        plan.patterns[0].arrivals = plan::Arrivals::Poisson;
        stationOf<plan::CacheStation>(plan, 2).itemTtlS = 0;
        const Run run = runWhole(std::move(plan), 40);
        const double expected = cheHitShare(keys, capacity);
        QVERIFY2(std::abs(hitShare(run, 10) - expected) < 0.01, qPrintable(QStringLiteral("%1 %2").arg(hitShare(run, 10)).arg(expected)));
    }

    void theTableIsAskedForWhatTheCacheHasNot() {
        const Run run = runWhole(cachePlan(2'000, KeyDistribution::zipf(5'000), 1e9, 3), 60);
        const double misses = sumOf(run, kCacheUid, "ItemCacheMisses");
        QCOMPARE(sumOf(run, kTableUid, "ConsumedReadCapacityUnits"), misses / 2);
        QVERIFY(hitShare(run, 20) > 0.85);
        QCOMPARE(run.state().totals.succeeded + run.state().totals.inFlight(), run.state().totals.requests);
    }

    void aBypassWriterIsSeenAfterFiveMinutesAtMost() {
        plan::Plan plan = cachePlan(20, KeyDistribution::singleKey(), 1e9, 3);
        plan::AccessPattern writer = plan.patterns[0];
        writer.uid = 2;
        writer.via = plan::kNoStation;
        writer.operation = Operation::PutItem;
        writer.rate = plan::RateCurve::constant(1.0 / 701);
        plan.patterns.push_back(writer);
        const Run run = runWhole(std::move(plan), 7'200);
        const double stalestS = mostOf(run, kCacheUid, "StaleReadAge", Statistic::Max) * 1e-3;
        QVERIFY2(stalestS > 200 && stalestS <= 300, qPrintable(QString::number(stalestS)));
        QVERIFY(run.state().caches[0].staleReads > 1'000);
    }

    void aWriteThroughTheCacheIsSeenAtOnce() {
        plan::Plan plan = cachePlan(50, KeyDistribution::singleKey(), 1e9, 1);
        plan::AccessPattern writer = plan.patterns[0];
        writer.uid = 2;
        writer.operation = Operation::PutItem;
        writer.rate = plan::RateCurve::constant(1);
        plan.patterns.push_back(writer);
        const Run run = runWhole(std::move(plan), 60);
        QVERIFY(run.state().caches[0].staleReads < 60);  // only while the write is on its way back
        QVERIFY(mostOf(run, kCacheUid, "StaleReadAge", Statistic::Max) < 10);
        QVERIFY(run.state().caches[0].hits > 2'900);
    }

    void whatABatchHasWrittenIsInTheItemCache() {
        // Ten batches of 25 a second over 50 keys: nobody may see an old value for longer than a write is on its way.
        plan::Plan plan = cachePlan(500, KeyDistribution::uniform(50), 1e9, 1);
        plan::AccessPattern writer = plan.patterns[0];
        writer.uid = 2;
        writer.operation = Operation::BatchWriteItem;
        writer.itemsPerCall = 25;
        writer.rate = plan::RateCurve::constant(10);
        plan.patterns.push_back(writer);
        const Run run = runWhole(std::move(plan), 60);
        QVERIFY2(mostOf(run, kCacheUid, "StaleReadAge", Statistic::Max) < 20, qPrintable(QString::number(mostOf(run, kCacheUid, "StaleReadAge", Statistic::Max))));
        QVERIFY2(double(run.state().caches[0].hits) > 0.98 * 30'000, qPrintable(QString::number(run.state().caches[0].hits)));
    }

    void theOtherNodesAnswerWithTheOldValueUntilTheNewOneComes() {
        // Three nodes, a write of one key every 200 ms: nobody misses it, and two nodes of three are behind by at most 50 ms.
        plan::Plan plan = cachePlan(300, KeyDistribution::singleKey(), 1e9, 3);
        plan::AccessPattern writer = plan.patterns[0];
        writer.uid = 2;
        writer.operation = Operation::PutItem;
        writer.rate = plan::RateCurve::constant(5);
        plan.patterns.push_back(writer);
        const Run run = runWhole(std::move(plan), 60);
        QVERIFY2(run.state().caches[0].misses < 40, qPrintable(QString::number(run.state().caches[0].misses)));  // all of the first moment
        const double stale = double(run.state().caches[0].staleReads) / double(run.state().caches[0].hits);
        QVERIFY2(stale > 0.1 && stale < 0.25, qPrintable(QString::number(stale)));
        QVERIFY(mostOf(run, kCacheUid, "StaleReadAge", Statistic::Max) < 65);
    }

    void afterATransactionItsItemsAreRead_data() {
        QTest::addColumn<bool>("cohort");
        QTest::newRow("exact") << false;
        QTest::newRow("cohort") << true;
    }
    void afterATransactionItsItemsAreRead() {
        // Five items of 1 KB, ten times a second: each is read with two units afterwards, and nothing else reads the table.
        QFETCH(bool, cohort);
        plan::Plan plan = cachePlan(10, KeyDistribution::uniform(50), 1e9, 1);
        plan.patterns[0].operation = Operation::TransactWriteItems;
        plan.patterns[0].itemsPerCall = 5;
        plan.scenario.fidelity = cohort ? plan::Fidelity::Cohort : plan::Fidelity::Exact;
        const Run run = runWhole(plan, 60);
        const double read = sumOf(run, kTableUid, "ConsumedReadCapacityUnits");
        QVERIFY2(std::abs(read - 10 * 60 * 5 * 2) <= 20, qPrintable(QString::number(read)));
        QCOMPARE(run.state().caches[0].hits + run.state().caches[0].misses, std::uint64_t(0));
        if (cohort)
            return;
        plan::AccessPattern reader = plan.patterns[0];
        reader.uid = 2;
        reader.operation = Operation::GetItem;
        reader.itemsPerCall = 1;
        reader.rate = plan::RateCurve::constant(500);
        plan.patterns.push_back(reader);
        const Run both = runWhole(plan, 60);
        QVERIFY2(mostOf(both, kCacheUid, "StaleReadAge", Statistic::Max) < 40, qPrintable(QString::number(mostOf(both, kCacheUid, "StaleReadAge", Statistic::Max))));
    }

    void aBatchGetWeighsWhatItHitsAndWhatItMisses() {
        // Nine of ten items are in the cache: a batch of ten weighs about 9 + 1 x 10, not 10 x 10.
        plan::Plan plan = cachePlan(100, KeyDistribution::hotKey(1'000'000'000, 0.9), 1e9, 1);
        plan.patterns[0].operation = Operation::BatchGetItem;
        plan.patterns[0].itemsPerCall = 10;
        plan::CacheStation& cache = stationOf<plan::CacheStation>(plan, 2);
        cache.nodeCapacityPerS = 2'500;
        const Run run = runWhole(plan, 30);
        QVERIFY2(sumOf(run, kCacheUid, "ThrottledRequestCount", 3) == 0, qPrintable(QString::number(sumOf(run, kCacheUid, "ThrottledRequestCount", 3))));
        // The table is asked for the missing ones alone.
        QVERIFY(std::abs(sumOf(run, kTableUid, "ConsumedReadCapacityUnits") / (30 * 100 * 10 * 0.1 / 2) - 1) < 0.1);
        stationOf<plan::CacheStation>(plan, 2).missLoad = 40;
        QVERIFY(sumOf(runWhole(plan, 30), kCacheUid, "ThrottledRequestCount", 3) > 500);
    }

    void aCallWithTooManyItemsIsNotValid() {
        plan::Plan plan = fixture::plan(provisionedTable(10, 1'000), Operation::BatchWriteItem, 5, KeyDistribution::uniform(1'000));
        plan.patterns[0].itemsPerCall = 25;
        QCOMPARE(runWhole(plan, 10).state().totals.failed, std::uint64_t(0));
        plan.patterns[0].itemsPerCall = 26;
        for (const plan::Fidelity fidelity : {plan::Fidelity::Exact, plan::Fidelity::Cohort}) {
            plan.scenario.fidelity = fidelity;
            const Run run = runWhole(plan, 10);
            QVERIFY(run.state().totals.failed >= 49);
            QCOMPARE(sumOf(run, kTableUid, "ConsumedWriteCapacityUnits"), 0.0);
        }
    }

    void strongReadsPassThroughAndQueriesHaveACacheOfTheirOwn() {
        plan::Plan plan = cachePlan(100, KeyDistribution::uniform(10), 1e9, 1);
        plan.patterns[0].consistency = plan::Consistency::Strong;
        const Run strong = runWhole(plan, 30);
        QCOMPARE(strong.state().caches[0].hits, std::uint64_t(0));
        QCOMPARE(sumOf(strong, kTableUid, "ConsumedReadCapacityUnits"), double(strong.state().totals.requests - 1));  // the last is on its way
        plan.patterns[0].consistency = plan::Consistency::Eventual;
        plan.patterns[0].operation = Operation::Query;
        const Run query = runWhole(plan, 30);
        QVERIFY(query.state().caches[0].queryHits > 2'900);
        QCOMPARE(query.state().caches[0].hits + query.state().caches[0].misses, std::uint64_t(0));
        stationOf<plan::CacheStation>(plan, 2).queryTtlS = 0;
        QCOMPARE(runWhole(plan, 30).state().caches[0].queryHits, std::uint64_t(0));
    }

    void aLostPrimaryStopsWritesAndALostNodeEmptiesItsCache() {
        plan::Plan plan = cachePlan(100, KeyDistribution::uniform(50), 1e9, 3);
        plan::AccessPattern writer = plan.patterns[0];
        writer.uid = 2;
        writer.operation = Operation::PutItem;
        writer.rate = plan::RateCurve::constant(10);
        plan.patterns.push_back(writer);
        plan.scenario.faults = {{20, 60, plan::CacheNodeLoss{2, 0}}};
        const Run run = runWhole(std::move(plan), 100);
        QCOMPARE(run.state().patterns[1].failed, std::uint64_t(300));  // 30 s of failover
        QCOMPARE(run.state().patterns[0].failed, std::uint64_t(0));
        QCOMPARE(valueAt(run, kCacheUid, "ClusterNodes", Statistic::Value, 50), 2.0);
        QVERIFY(run.state().caches[0].nodes[0].items.count() > 0);  // and it came back
        const double before = sumOf(run, kCacheUid, "ItemCacheMisses") - sumOf(run, kCacheUid, "ItemCacheMisses", 79);
        QVERIFY(sumOf(run, kCacheUid, "ItemCacheMisses", 79) > 0);
        QVERIFY(before >= 50);
    }

    void anOverloadedNodeThrottles() {
        plan::Plan plan = cachePlan(3'000, KeyDistribution::uniform(50), 1e9, 1);
        stationOf<plan::CacheStation>(plan, 2).nodeCapacityPerS = 2'000;
        const Run run = runWhole(std::move(plan), 30);
        QVERIFY(std::abs(sumOf(run, kCacheUid, "ThrottledRequestCount", 5) / 25 - 1'000) < 10);
    }

    void aLostZoneTakesItsNodeAlong() {
        plan::Plan plan = cachePlan(100, KeyDistribution::uniform(50), 1e9, 3);
        plan.scenario.faults = {{10, 10, plan::ZoneLoss{1}}};
        const Run run = runWhole(std::move(plan), 30);
        QCOMPARE(valueAt(run, kCacheUid, "ClusterNodes", Statistic::Value, 15), 2.0);
        QCOMPARE(valueAt(run, kCacheUid, "ClusterNodes", Statistic::Value, 25), 3.0);
        QCOMPARE(run.state().totals.failed, std::uint64_t(0));
    }

    // --- conditions, endpoints -----------------------------------------------------------------------------------------------------
    void onlyTheFirstWriteOfAnItemPassesWhenItMustBeAbsent() {
        plan::Plan plan = fixture::plan(provisionedTable(10, 1'000), Operation::PutItem, 100, KeyDistribution::uniform(200));
        plan.patterns[0].condition = plan::Condition::ItemAbsent;
        const Run run = runWhole(plan, 60);
        QCOMPARE(run.state().stores[0].itemCount, std::uint64_t(200));
        QCOMPARE(sumOf(run, kTableUid, "ConditionalCheckFailedRequests"), double(run.state().totals.requests - 200));
        QCOMPARE(sumOf(run, kTableUid, "ConsumedWriteCapacityUnits"), double(run.state().totals.requests));
        plan.patterns[0].condition = plan::Condition::ItemPresent;
        QCOMPARE(runWhole(plan, 60).state().stores[0].itemCount, std::uint64_t(0));
    }

    void writersThatReadBeforeCollide() {
        // One item, 20 Poisson writes/s, each of which had read it 50 ms before.
        plan::Plan plan = fixture::plan(provisionedTable(10, 1'000), Operation::UpdateItem, 20, KeyDistribution::singleKey());
        plan.patterns[0].arrivals = plan::Arrivals::Poisson;
        plan.patterns[0].condition = plan::Condition::Unchanged;
        const Run run = runWhole(plan, 600);
        // A write fails when one has passed within the 50 ms: passed = asked / (1 + asked x 0.05) a second, as with a counter's dead time.
        const double passed = 1 - sumOf(run, kTableUid, "ConditionalCheckFailedRequests") / double(run.state().totals.requests);
        QVERIFY2(std::abs(passed - 1 / (1 + 20 * 0.05)) < 0.02, qPrintable(QString::number(passed)));
    }

    void aStaleReadIsAsOldAsTheWriteThatMadeItOld_data() {
        QTest::addColumn<double>("writesPerS");
        QTest::addColumn<int>("nodes");
        QTest::newRow("written once in 100 s") << 0.01 << 1;
        QTest::newRow("written every second") << 1.0 << 1;
        QTest::newRow("three nodes") << 1.0 << 3;
    }
    void aStaleReadIsAsOldAsTheWriteThatMadeItOld() {
        // One item with a time to live of 300 s, read through the cache and written past it: the first write after the read makes it old.
        QFETCH(double, writesPerS);
        QFETCH(int, nodes);
        plan::Plan plan = cachePlan(20, KeyDistribution::singleKey(), 1e9, static_cast<std::size_t>(nodes));
        stationOf<plan::CacheStation>(plan, 2).itemTtlS = 300;
        plan::AccessPattern writes = plan.patterns[0];
        writes.uid = 2;
        writes.via = plan::kNoStation;
        writes.operation = Operation::PutItem;
        writes.rate = plan::RateCurve::constant(writesPerS);
        plan.patterns.push_back(writes);
        const Run run = runWhole(std::move(plan), 900);
        const double oldestS = mostOf(run, kCacheUid, "StaleReadAge", Statistic::Max) * 1e-3;
        const double firstWriteS = 1 / writesPerS;
        QVERIFY2(oldestS < 300.2 && oldestS > 300 - firstWriteS - 1, QByteArray::number(oldestS));
        const double midS = valueAt(run, kCacheUid, "StaleReadAge", Statistic::Max, 450) * 1e-3;  // read at about 300 s
        QVERIFY2(midS > 150 - firstWriteS - 1 && midS < 152, QByteArray::number(midS));
    }

    void aLostZoneFailsItsShareUntilTheNameLeavesItOut_data() {
        QTest::addColumn<bool>("cohort");
        QTest::newRow("exact") << false;
        QTest::newRow("cohort") << true;
    }
    void aLostZoneFailsItsShareUntilTheNameLeavesItOut() {
        // Three interfaces; one zone is lost for two minutes, and a third of the calls fails for the first 60 seconds of them.
        QFETCH(bool, cohort);
        plan::Plan plan = fixture::plan(fixture::onDemandTable(), Operation::GetItem, 300, KeyDistribution::uniform(10'000));
        plan.stations.push_back({kHopUid, "endpoint", plan::HopStation{50'000, 1, 1000, {0, 1, 2}}});
        plan::Path path;
        path.hops.push_back({2, constantMs(0.1)});
        plan.patterns[0].paths = {path};
        plan.scenario.faults = {{30, 120, plan::ZoneLoss{2}}};
        plan.scenario.fidelity = cohort ? plan::Fidelity::Cohort : plan::Fidelity::Exact;
        const Run run = runWhole(std::move(plan), 200);
        const auto dropped = [&](std::size_t from, std::size_t to) { return sumOf(run, kHopUid, "DroppedRequests", from) - sumOf(run, kHopUid, "DroppedRequests", to); };
        QCOMPARE(dropped(0, 30), 0.0);
        QVERIFY2(std::abs(dropped(30, 90) - 60 * 100) < 400, qPrintable(QString::number(dropped(30, 90))));
        QVERIFY2(dropped(91, 199) == 0, qPrintable(QString::number(dropped(91, 199))));
        QVERIFY(std::abs(double(run.state().totals.failed) - 6'000) < 400);
    }

    // --- time travel -----------------------------------------------------------------------------------------------------------------
    void goingBackAndForthEndsAtTheSameBits() {
        Run straight(share(flowPlan()));
        straight.runUntil(straight.endNs());
        const std::uint64_t whole = straight.fingerprint();
        Run run(share(flowPlan()));
        run.runUntil(11 * kSecondNs);
        for (const int t : {5, 9, 2, 8, 0, 10}) {
            run.jumpTo(t * kSecondNs);
            Run other(share(flowPlan()));
            other.runUntil(t * kSecondNs);
            QCOMPARE(run.fingerprint(), other.fingerprint());
        }
        run.runUntil(run.endNs());
        QCOMPARE(run.fingerprint(), whole);
        QCOMPARE(run.state().consumers[0].invoked, straight.state().consumers[0].invoked);
        QCOMPARE(run.state().caches[0].hits, straight.state().caches[0].hits);
        QCOMPARE(run.state().replicators[0].applied, straight.state().replicators[0].applied);
    }

    void aChangedPlanKeepsWhatStreamsAndCachesHold() {
        Run run(share(flowPlan()));
        run.runUntil(6 * kSecondNs);
        const std::uint64_t polled = run.state().consumers[0].polled;
        plan::Plan changed = flowPlan();
        stationOf<plan::ConsumerStation>(changed, 8).batchSize = 10;
        changed.patterns.pop_back();
        run.apply(PlanInput{share(changed)});
        QCOMPARE(run.state().consumers[0].polled, polled);
        QVERIFY(run.state().caches[0].nodes[1].items.count() > 0);
        run.runUntil(run.endNs());
        const std::uint64_t first = run.fingerprint();
        run.jumpTo(3 * kSecondNs);
        run.runUntil(run.endNs());
        QCOMPARE(run.fingerprint(), first);
    }

    void aWriteTakesAMillisecondMoreThanAtTheTable() {
        // 3.5 ms at the table, 0.02 ms for its kilobyte, 1 ms at the cluster; a miss is looked up first: 2 + 0.02 + 0.4 + 0.5 ms.
        plan::Plan plan = cachePlan(10, KeyDistribution::sequential(), 1e9, 1);
        for (const plan::Fidelity fidelity : {plan::Fidelity::Exact, plan::Fidelity::Cohort}) {
            plan.scenario.fidelity = fidelity;
            plan.patterns[0].operation = Operation::PutItem;
            QVERIFY(std::abs(valueAt(runWhole(plan, 5), kSourceUid, "RequestLatency", Statistic::Mean, 3, 1) - 4.52) < 1e-3);
            plan.patterns[0].operation = Operation::GetItem;
            QVERIFY(std::abs(valueAt(runWhole(plan, 5), kSourceUid, "RequestLatency", Statistic::Mean, 3, 1) - 2.92) < 1e-3);
        }
    }

    void theNewStationsHaveTheirFingerprintOnRecord() {
        Run run(share(flowPlan()));
        run.runUntil(run.endNs());
        QVERIFY(run.state().consumers[0].invoked > 1'000);
        QVERIFY(run.state().lostUpdates > 0);
        QVERIFY(run.state().caches[0].failures == 0);
        QCOMPARE(QString::fromStdString(fingerprintText(run.fingerprint())), QStringLiteral("69c887dc70fcedf4"));
    }
};

QTEST_APPLESS_MAIN(TestCache)
#include "tst_cache.moc"
