// SPDX-License-Identifier: GPL-3.0-or-later
// The two drivers on the same plans: throttled shares within half a percentage point, mean latencies within one in a hundred. Retries without
// jitter come back in bunches shorter than a slice, which cohorts smooth: there the bounds are six points and a fifth. What only exact runs
// have: stale reads, units of reads that miss, refusals of single services, what retries do while a partition has no leader.
#include "simulation/cohort/retryflow.h"
#include "simulation/core/distributions.h"
#include "simulation/run.h"
#include "simulation/summary.h"
#include "tests/simulation/planfixture.h"

#include <QTest>

#include <cmath>

using namespace sim;
using plan::KeyDistribution;
using plan::Operation;

namespace {

constexpr double kShareBound = 0.005;
constexpr double kLatencyBound = 0.01;
constexpr double kBunchedShareBound = 0.06;
constexpr double kBunchedLatencyBound = 0.20;
constexpr double kUnitsBound = 0.01;

struct Outcome {
    double requests = 0, throttledAttempts = 0, gaveUp = 0, meanMs = 0, p50Ms = 0, consumed = 0;
    double items = 0, deleted = 0, expiredVisible = 0;
    bool addsUp = false;
};

Outcome outcomeOf(plan::Plan plan, plan::Fidelity fidelity) {
    plan.scenario.fidelity = fidelity;
    Run run(fixture::share(std::move(plan)));
    run.runUntil(run.endNs());
    const RunSummary summary = summarize(run);
    const StoreState& store = run.state().stores[0];
    Outcome outcome;
    outcome.requests = double(summary.requests.total);
    outcome.throttledAttempts = double(summary.throttledAttempts) / double(summary.attempts);
    outcome.gaveUp = double(summary.requests.throttled) / double(summary.requests.total);
    outcome.meanMs = summary.latency.meanMs;
    outcome.p50Ms = summary.latency.p50Ms;
    outcome.consumed = store.consumedRead + store.consumedWrite;
    outcome.items = double(store.itemCount);
    outcome.deleted = double(store.ttlDeleted);
    outcome.expiredVisible = double(store.expiredVisible);
    std::uint64_t inFlight = 0;
    for (const PatternState& pattern : run.state().patterns)
        inFlight += pattern.inFlight;
    outcome.addsUp = summary.requests.inFlight == inFlight && summary.fidelity == fidelity && run.isCohort() == (summary.sliceS > 0);
    return outcome;
}

plan::Plan poisson(plan::UnitStoreStation table, Operation operation, double rate, const KeyDistribution& keys, double lengthS) {
    table.times = plan::ServiceTimes{};
    plan::Plan plan = fixture::plan(table, operation, rate, keys);
    plan.patterns[0].arrivals = plan::Arrivals::Poisson;
    plan.stations.push_back({fixture::kHopUid, "hop", plan::HopStation{}});
    plan::Path path;
    path.hops.push_back({2, {0.2, 0.6}});
    plan.patterns[0].paths = {path};
    plan.scenario.lengthS = lengthS;
    return plan;
}

plan::Plan scenarioPlan(int which) {
    plan::UnitStoreStation table = fixture::provisionedTable(3'000, 500);
    switch (which) {
    case 0:  // overload without retries
        return poisson(table, Operation::PutItem, 700, KeyDistribution::uniform(5'000), 200);
    case 1: {  // overload with jittered retries
        plan::Plan plan = poisson(table, Operation::PutItem, 560, KeyDistribution::uniform(5'000), 400);
        plan.patterns[0].retry = plan::RetrySettings::formula(6, 50, 5'000, plan::Jitter::Full);
        return plan;
    }
    case 2: {  // hot partitions under Zipf, many retries: P1
        table = fixture::provisionedTable(100, 7'000);
        table.partitions.initialCount = 8;
        table.partitions.splitForHeat = plan::Switch::Off;
        table.burst.enabled = plan::Switch::On;
        plan::Plan plan = poisson(table, Operation::PutItem, 6'000, KeyDistribution::zipf(10'000), 100);
        plan.patterns[0].retry = plan::RetrySettings::formula(11, 50, 20'000, plan::Jitter::Full);
        return plan;
    }
    case 3: {  // a new on-demand table under a step
        table = fixture::onDemandTable();
        return poisson(table, Operation::PutItem, 6'000, KeyDistribution::sequential(), 300);
    }
    case 4: {  // a wave around the capacity, legacy retries
        plan::Plan plan = poisson(table, Operation::PutItem, 400, KeyDistribution::uniform(2'000), 600);
        plan.patterns[0].rate = plan::RateCurve::dailyWave(420, 0.4, 100, 300);
        plan.patterns[0].retry = plan::RetrySettings::of(plan::RetryMode::Legacy);
        return plan;
    }
    case 5: {  // half of the load is too much, and the SDK's retry quota runs dry
        plan::Plan plan = poisson(table, Operation::PutItem, 900, KeyDistribution::uniform(5'000), 300);
        plan.patterns[0].retry = plan::RetrySettings::of(plan::RetryMode::StandardDynamoDb);
        return plan;
    }
    default:  // nothing throttles
        return poisson(table, Operation::GetItem, 2'000, KeyDistribution::zipf(1'000), 200);
    }
}

}  // namespace

class TestCohort : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // 1 - p is 1 for such a chance: the search for the first success must end all the same.
    void vanishingChancesDrawNothing() {
        RandomStream random(7, 0, 1, Purpose::Arrivals);
        for (const double chance : {1e-17, 1e-30, 1e-300})
            QCOMPARE(drawBinomial(random, 1'000'000, chance), std::uint64_t{0});
        QCOMPARE(drawBinomial(random, 1'000'000, 1 - 1e-17), std::uint64_t{1'000'000});
    }

    void bothDriversAgree_data() {
        QTest::addColumn<int>("which");
        const char* names[] = {"overload", "overload with retries", "hot partitions", "on-demand step", "wave", "retry quota", "calm"};
        for (int i = 0; i < 7; ++i)
            QTest::newRow(names[i]) << i;
    }
    void bothDriversAgree() {
        QFETCH(int, which);
        const Outcome exact = outcomeOf(scenarioPlan(which), plan::Fidelity::Exact);
        const Outcome cohort = outcomeOf(scenarioPlan(which), plan::Fidelity::Cohort);
        const QString figures = QStringLiteral("requests %1 %2, throttled %3 %4, gave up %5 %6, mean %7 %8 ms, units %9 %10")
                                    .arg(exact.requests).arg(cohort.requests).arg(exact.throttledAttempts).arg(cohort.throttledAttempts)
                                    .arg(exact.gaveUp).arg(cohort.gaveUp).arg(exact.meanMs).arg(cohort.meanMs)
                                    .arg(exact.consumed).arg(cohort.consumed);
        const bool bunched = scenarioPlan(which).patterns[0].retry.mode == plan::RetryMode::Legacy;
        QVERIFY(exact.addsUp);
        QVERIFY(cohort.addsUp);
        QVERIFY2(std::abs(cohort.requests / exact.requests - 1) < 0.01, qPrintable(figures));
        QVERIFY2(std::abs(cohort.throttledAttempts - exact.throttledAttempts) < (bunched ? kBunchedShareBound : kShareBound), qPrintable(figures));
        QVERIFY2(std::abs(cohort.gaveUp - exact.gaveUp) < kShareBound, qPrintable(figures));
        QVERIFY2(std::abs(cohort.meanMs / exact.meanMs - 1) < (bunched ? kBunchedLatencyBound : kLatencyBound), qPrintable(figures));
        QVERIFY2(std::abs(cohort.consumed / exact.consumed - 1) < kUnitsBound, qPrintable(figures));
    }

    // A bucket that lets through what it has tokens for prefers small requests; both drivers know by how much.
    void smallRequestsPassMoreOftenInBoth() {
        plan::Plan plan = scenarioPlan(0);
        plan.patterns[0].itemBytes = 3'500;
        plan.patterns[0].rate = plan::RateCurve::constant(200);
        plan.patterns.push_back(plan.patterns[0]);
        plan.patterns[1].uid += 1;
        plan.patterns[1].itemBytes = 900;
        const auto shares = [&](plan::Fidelity fidelity) {
            plan.scenario.fidelity = fidelity;
            Run run(fixture::share(plan));
            run.runUntil(run.endNs());
            std::array<double, 2> refused{};
            for (std::size_t i = 0; i < 2; ++i)
                refused[i] = double(run.state().patterns[i].throttledAttempts) / double(run.state().patterns[i].attempts);
            return refused;
        };
        const auto exact = shares(plan::Fidelity::Exact);
        const auto cohort = shares(plan::Fidelity::Cohort);
        QVERIFY2(exact[0] > 2 * exact[1], qPrintable(QStringLiteral("%1 %2").arg(exact[0]).arg(exact[1])));
        for (std::size_t i = 0; i < 2; ++i)
            QVERIFY2(std::abs(cohort[i] - exact[i]) < 2 * kShareBound, qPrintable(QStringLiteral("%1: %2 %3").arg(i).arg(exact[i]).arg(cohort[i])));
    }

    void anIndexPushesBackInBoth() {
        plan::Plan plan = scenarioPlan(5);
        plan.patterns[0].operation = Operation::PutItem;
        plan.patterns[0].rate = plan::RateCurve::constant(400);
        plan::UnitStoreStation index = fixture::provisionedTable(10, 250);
        index.index = plan::IndexLink{};
        index.index->table = 1;
        plan.stations.push_back({fixture::kIndexUid, "index", index});
        plan.patterns[0].indexWrites.push_back({3, plan::IndexChange::Insert, 300});
        const Outcome exact = outcomeOf(plan, plan::Fidelity::Exact);
        const Outcome cohort = outcomeOf(plan, plan::Fidelity::Cohort);
        QVERIFY(exact.gaveUp > 0.3);
        QVERIFY2(std::abs(cohort.gaveUp - exact.gaveUp) < kShareBound, qPrintable(QStringLiteral("%1 %2").arg(exact.gaveUp).arg(cohort.gaveUp)));
    }

    void expiryAgrees_data() {
        QTest::addColumn<bool>("newKeys");
        QTest::newRow("new keys") << true;
        QTest::newRow("keys written again") << false;
    }
    void expiryAgrees() {
        QFETCH(bool, newKeys);
        plan::Plan plan = scenarioPlan(5);
        plan::AccessPattern& pattern = plan.patterns[0];
        pattern.operation = Operation::PutItem;
        pattern.keys = newKeys ? KeyDistribution::sequential() : KeyDistribution::uniform(10'000);
        pattern.rate = plan::RateCurve::constant(100);
        pattern.expiresAfterS = 100;
        plan::TimeToLive& ttl = std::get<plan::UnitStoreStation>(plan.stations[1].parameters).ttl;
        ttl.enabled = plan::Switch::On;
        ttl.fastMeanS = 60;
        plan.scenario.lengthS = 900;
        const Outcome exact = outcomeOf(plan, plan::Fidelity::Exact);
        const Outcome cohort = outcomeOf(plan, plan::Fidelity::Cohort);
        const QString figures = QStringLiteral("items %1 %2, deleted %3 %4, expired %5 %6").arg(exact.items).arg(cohort.items)
                                    .arg(exact.deleted).arg(cohort.deleted).arg(exact.expiredVisible).arg(cohort.expiredVisible);
        const double bound = newKeys ? 0.02 : 0.06;  // what is written again while it waits is met by its mean only
        QVERIFY2(std::abs(cohort.items / exact.items - 1) < bound, qPrintable(figures));
        QVERIFY2(std::abs(cohort.deleted / exact.deleted - 1) < bound, qPrintable(figures));
    }

    void theChoiceIsAutomaticByTheExpectedRequests() {
        plan::Plan plan = scenarioPlan(0);
        plan.scenario.fidelity = plan::Fidelity::Automatic;
        QVERIFY(!Run(fixture::share(plan)).isCohort());
        plan.exactLimitRequests = 100'000;
        QVERIFY(Run(fixture::share(plan)).isCohort());
        plan.scenario.fidelity = plan::Fidelity::Exact;
        QVERIFY(!Run(fixture::share(plan)).isCohort());
    }

    void aHundredMillionRequestsASecondTakeNoMoreEvents() {
        plan::UnitStoreStation table = fixture::onDemandTable();
        table.throughput.quotaReadUnits = 1e9;
        table.throughput.warmReadUnits = 1.5e8;
        plan::Plan plan = poisson(table, Operation::GetItem, 1e8, KeyDistribution::uniform(1ULL << 40), 60);
        plan.scenario.fidelity = plan::Fidelity::Automatic;
        Run run(fixture::share(plan));
        run.runUntil(run.endNs());
        QVERIFY(run.isCohort());
        QVERIFY(run.eventCount() < 1'000);
        QVERIFY(std::abs(double(run.state().totals.succeeded) / 6e9 - 1) < 0.001);
    }

    void goingBackIsExactInCohortsToo() {
        plan::Plan plan = scenarioPlan(2);
        plan.scenario.fidelity = plan::Fidelity::Cohort;
        Run run(fixture::share(plan));
        run.runUntil(run.endNs());
        const std::uint64_t whole = run.fingerprint();
        const std::uint64_t throttled = run.state().totals.throttledAttempts;
        run.jumpTo(10'000'000'000);
        run.runUntil(run.endNs());
        QCOMPARE(run.fingerprint(), whole);
        QCOMPARE(run.state().totals.throttledAttempts, throttled);
    }

    void theShareOfRetriesInASliceIsTheArea() {
        using namespace sim::cohort;
        QCOMPARE(sameSliceShare({0, 0}, 0, 100), 1.0);
        QCOMPARE(sameSliceShare({50, 50}, 0, 100), 0.5);
        QCOMPARE(sameSliceShare({0, 100}, 0, 100), 0.5);
        QCOMPARE(sameSliceShare({0, 200}, 0, 100), 0.25);
        QCOMPARE(sameSliceShare({0, 50}, 100, 100), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestCohort)
#include "tst_cohort.moc"
