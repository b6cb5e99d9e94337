// SPDX-License-Identifier: GPL-3.0-or-later
// New connections (B-170): reckoned by hand in exact runs, the same on average in cohort runs, and broken by a change of the way (B-180).
#include "simulation/cohort/newconnections.h"
#include "tests/simulation/flowfixture.h"

#include <QTest>

#include <cmath>

using namespace sim;
using namespace fixture;
using plan::KeyDistribution;
using plan::Operation;

namespace {

// One way of 1.5 ms by a hop: a round trip of 3 ms. An eventual read takes 2 ms and 0.02 ms for its kilobyte: 5.02 ms on an open connection.
// A new one needs two round trips and 1 ms: 7 ms, and 20 ms when the name has to be looked up.
constexpr double kOpenMs = 5.02;
constexpr double kHandshakeMs = 7;
constexpr double kLookUpMs = 20;

plan::Plan wayPlan(double perS) {
    plan::Plan plan = fixture::plan(provisionedTable(40'000, 1'000), Operation::GetItem, perS, KeyDistribution::uniform(1'000));
    plan.stations.push_back({kHopUid, "gateway", plan::HopStation{}});
    plan::Path path;
    path.presenceUid = 11;
    path.hops.push_back({2, constantMs(1)});
    path.lastLeg = constantMs(0.5);
    plan.patterns[0].paths.push_back(path);
    plan.patterns[0].connections = plan::Connections{};
    return plan;
}

Histogram latencies(const Run& run) {
    Histogram all = run.state().patterns[0].runLatency;
    all.add(run.state().patterns[0].periodLatency);
    return all;
}

double meanMs(const Run& run) { return latencies(run).meanNs() * 1e-6; }

// In whole microseconds: what a histogram's classes hold is not exact, its sum is.
bool isMs(double actual, double wanted) { return std::abs(actual - wanted) < 1e-3; }

}  // namespace

class TestConnections : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstRequestOpensWhatTheOthersUse() {
        const Run run = runWhole(wayPlan(10), 60.05);
        const double made = double(run.state().patterns[0].succeeded);
        QCOMPARE(run.state().pools.size(), std::size_t(1));
        QCOMPARE(run.state().pools[0].opened, std::uint64_t(1));
        QVERIFY2(isMs(meanMs(run), kOpenMs + (kLookUpMs + kHandshakeMs) / made), QByteArray::number(meanMs(run)));
    }

    void withoutSettingsConnectionsTakeNoTime() {
        plan::Plan plan = wayPlan(10);
        plan.patterns[0].connections.reset();
        const Run run = runWhole(plan, 60.05);
        QVERIFY(run.state().pools.empty());
        QVERIFY(isMs(meanMs(run), kOpenMs));
    }

    void idleConnectionsAreClosed_data() {
        QTest::addColumn<double>("everyS");
        QTest::addColumn<double>("lookupKeptS");
        QTest::addColumn<int>("opened");
        QTest::addColumn<double>("meanMs");
        // Five requests each.
        QTest::newRow("kept") << 50.0 << 5.0 << 1 << kOpenMs + (kHandshakeMs + kLookUpMs) / 5;
        QTest::newRow("closed after a minute") << 100.0 << 5.0 << 5 << kOpenMs + kHandshakeMs + kLookUpMs;
        QTest::newRow("closed, the name still known every other time") << 100.0 << 150.0 << 5 << kOpenMs + kHandshakeMs + kLookUpMs * 3 / 5;
    }
    void idleConnectionsAreClosed() {
        QFETCH(double, everyS);
        QFETCH(double, lookupKeptS);
        QFETCH(int, opened);
        QFETCH(double, meanMs);
        plan::Plan plan = wayPlan(1 / everyS);
        plan.patterns[0].connections->lookupKeptS = lookupKeptS;
        const Run run = runWhole(plan, 5.5 * everyS);
        QCOMPARE(run.state().patterns[0].succeeded, std::uint64_t(5));
        QCOMPARE(run.state().pools[0].opened, std::uint64_t(opened));
        QVERIFY2(isMs(::meanMs(run), meanMs), QByteArray::number(::meanMs(run)));
    }

    void requestsThatComeBeforeTheFirstAnswerOpenTheirOwn() {
        // One a millisecond: the first answer is there after 32.02 ms, so 33 have none to use; by then five or six are enough.
        const Run run = runWhole(wayPlan(1'000), 10);
        QCOMPARE(run.state().pools[0].opened, std::uint64_t(33));
        QCOMPARE(run.state().patterns[0].failed, std::uint64_t(0));
    }

    void anAttemptWithoutAnAnswerClosesItsConnection() {
        plan::Plan plan = wayPlan(10);
        plan.patterns[0].timeoutMs = 4;
        const Run run = runWhole(plan, 10.05);
        QCOMPARE(run.state().pools[0].opened, run.state().patterns[0].made);
    }

    void patternsOfOneCallerShareItsConnections() {
        plan::Plan plan = wayPlan(10);
        plan.patterns.push_back(plan.patterns[0]);
        plan.patterns[1].uid = 2;
        plan.patterns[1].rate = plan::RateCurve::constant(9);
        const Run run = runWhole(plan, 60);
        QCOMPARE(run.state().pools.size(), std::size_t(1));
        QVERIFY(run.state().pools[0].opened <= 2);
    }

    void bothDriversOpenAsManyOnAverage_data() {
        QTest::addColumn<double>("perS");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<double>("idleS");
        QTest::newRow("busy") << 2'000.0 << 120.0 << 60.0;
        QTest::newRow("some") << 100.0 << 300.0 << 60.0;
        QTest::newRow("few") << 1.0 << 20'000.0 << 60.0;
        QTest::newRow("mostly closed") << 0.02 << 500'000.0 << 60.0;
        QTest::newRow("hardly kept") << 20.0 << 2'000.0 << 0.1;
    }
    void bothDriversOpenAsManyOnAverage() {
        QFETCH(double, perS);
        QFETCH(double, seconds);
        QFETCH(double, idleS);
        plan::Plan plan = wayPlan(perS);
        plan.patterns[0].arrivals = plan::Arrivals::Poisson;
        plan.patterns[0].connections->idleKeptS = idleS;
        plan.scenario.fidelity = plan::Fidelity::Exact;
        const Run exact = runWhole(plan, seconds);
        plan.scenario.fidelity = plan::Fidelity::Cohort;
        const Run cohort = runWhole(plan, seconds);
        QVERIFY(cohort.isCohort() && !exact.isCohort());
        const double a = meanMs(exact);
        const double b = meanMs(cohort);
        QVERIFY2(std::abs(a - b) < 0.03 * a, QByteArray::number(a) + " exact, " + QByteArray::number(b) + " cohort");
        const double openedA = double(exact.state().pools[0].opened);
        const double openedB = double(cohort.state().pools[0].opened);
        QVERIFY2(std::abs(openedA - openedB) < 0.08 * openedA + 12, QByteArray::number(openedA) + " exact, " + QByteArray::number(openedB) + " cohort");
    }

    void aSpikeOpensMoreInBothDrivers() {
        plan::Plan plan = wayPlan(1'000);
        plan.patterns[0].arrivals = plan::Arrivals::Poisson;
        plan.scenario.faults.push_back({90, 30, plan::LoadFault{10}});
        plan.scenario.fidelity = plan::Fidelity::Exact;
        const Run exact = runWhole(plan, 150);
        plan.scenario.fidelity = plan::Fidelity::Cohort;
        const Run cohort = runWhole(plan, 150);
        const double openedA = double(exact.state().pools[0].opened);
        const double openedB = double(cohort.state().pools[0].opened);
        QVERIFY2(openedA > 100 && std::abs(openedA - openedB) < 0.25 * openedA, QByteArray::number(openedA) + " exact, " + QByteArray::number(openedB) + " cohort");
    }

    void theFormulaHoldsByHand() {
        // Hardly ever one in use: the connection is open unless nothing came for a minute, e^-1.2 of the requests at one in 50 seconds.
        const double closed = cohort::newShare({.perS = 0.02, .busy = 1e-4, .fromS = 1'000, .toS = 1'001, .keptS = 60});
        QVERIFY(std::abs(closed - std::exp(-1.2)) < 1e-3);
        // The first second of 10 a second: one of them.
        const double first = cohort::newShare({.perS = 10, .busy = 0.05, .fromS = 0, .toS = 1, .keptS = 60, .openingS = 0.027});
        QVERIFY(std::abs(first * 10 - 1.3) < 0.3);
        QCOMPARE(cohort::newShare({.perS = 0, .keptS = 60}), 0.0);
        // At even intervals: 33 of the first thousand, then none; all, when they are further apart than a connection is kept.
        QCOMPARE(cohort::newShare({.perS = 1'000, .busy = 5.02, .fromS = 0, .toS = 1, .keptS = 60, .openingS = 0.027, .onlyConstant = true}) * 1'000, 33.0);
        QCOMPARE(cohort::newShare({.perS = 1'000, .busy = 5.02, .fromS = 1, .toS = 2, .keptS = 60, .onlyConstant = true}), 0.0);
        QCOMPARE(cohort::newShare({.perS = 0.01, .busy = 5e-5, .fromS = 1, .toS = 2, .keptS = 60, .onlyConstant = true}), 1.0);
    }

    // --- a way that changes during the run (B-180) ---------------------------------------------------------------------------------

    void aGatewayEndpointOnTheWayBreaksWhatIsOpen_data() {
        QTest::addColumn<bool>("comes");
        QTest::newRow("added") << true;
        QTest::newRow("removed") << false;
    }
    void aGatewayEndpointOnTheWayBreaksWhatIsOpen() {
        QFETCH(bool, comes);
        plan::Plan without = wayPlan(1'000);
        plan::Plan with = without;
        plan::HopStation endpoint;
        endpoint.breaksOpen = plan::Switch::On;
        with.stations.push_back({kHopUid + 1, "endpoint", endpoint});
        with.patterns[0].paths[0].hops[0].station = 3;
        for (plan::Plan* plan : {&without, &with})
            plan->scenario.lengthS = 20;
        Run run(share(comes ? without : with));
        run.runUntil(10 * kSecondNs);
        const std::uint64_t onTheirWay = run.state().patterns[0].inFlight;
        QCOMPARE(onTheirWay, std::uint64_t(6));  // one a millisecond, 5.02 ms each
        const std::uint64_t openedBefore = run.state().pools[0].opened;
        run.apply(PlanInput{share(comes ? with : without)});
        run.runUntil(run.endNs());
        QCOMPARE(run.state().patterns[0].failed, onTheirWay);
        QCOMPARE(run.state().pools[0].opened, openedBefore);
        QCOMPARE(run.state().pools[1].opened, std::uint64_t(33));  // as at the beginning
        QCOMPARE(run.state().metrics.size() > 0, true);
        double broken = 0;
        for (std::size_t row = 0; row < run.metrics().rowCount(); ++row)
            broken += run.metrics().value(row, static_cast<std::uint32_t>(run.metrics().find({kSourceUid, 1, "BrokenConnections", "", Statistic::Sum})));
        QCOMPARE(broken, double(onTheirWay));
    }

    void anotherWayWithoutAnEndpointLetsAnswersCome() {
        plan::Plan before = wayPlan(1'000);
        before.scenario.lengthS = 20;
        before.stations.push_back({kHopUid + 1, "other gateway", plan::HopStation{}});
        plan::Plan after = before;
        after.patterns[0].paths[0].hops[0].station = 3;
        Run run(share(before));
        run.runUntil(10 * kSecondNs);
        run.apply(PlanInput{share(after)});
        run.runUntil(run.endNs());
        QCOMPARE(run.state().patterns[0].failed, std::uint64_t(0));
        QVERIFY(run.state().pools[1].opened >= 27);  // those on the old way are not used again
    }

    void retriesCarryBrokenRequestsThrough() {
        plan::Plan before = wayPlan(1'000);
        before.scenario.lengthS = 20;
        before.patterns[0].retry = plan::RetrySettings::of(plan::RetryMode::Standard);
        plan::HopStation endpoint;
        endpoint.breaksOpen = plan::Switch::On;
        before.stations.push_back({kHopUid + 1, "endpoint", endpoint});
        plan::Plan after = before;
        after.patterns[0].paths[0].hops[0].station = 3;
        Run run(share(before));
        run.runUntil(10 * kSecondNs);
        run.apply(PlanInput{share(after)});
        run.runUntil(run.endNs());
        QCOMPARE(run.state().patterns[0].failed, std::uint64_t(0));
        QCOMPARE(run.state().patterns[0].attempts - run.state().patterns[0].made, std::uint64_t(6));
    }
};

QTEST_APPLESS_MAIN(TestConnections)
#include "tst_connections.moc"
