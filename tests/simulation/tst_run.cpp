// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/run.h"
#include "simulation/summary.h"
#include "tests/simulation/planfixture.h"

#include <QTest>

#include <cmath>
#include <map>
#include <thread>

using namespace sim;
using plan::KeyDistribution;
using plan::Operation;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// A plan with everything in it: two patterns, retries, a path with a limit, an index, TTL, a hot partition, faults.
plan::Plan richPlan() {
    plan::UnitStoreStation table = fixture::provisionedTable(2'000, 900);
    table.times = plan::ServiceTimes{};
    table.ttl.enabled = plan::Switch::On;
    table.ttl.fastMeanS = 5;
    table.burst.enabled = plan::Switch::On;
    table.burst.windowS = 5;
    plan::Plan plan = fixture::plan(table, Operation::PutItem, 1'000, KeyDistribution::zipf(5'000));
    plan.stations.push_back({fixture::kHopUid, "endpoint", plan::HopStation{5'000, 1, 1000, {0, 1}}});
    plan::UnitStoreStation index = fixture::provisionedTable(100, 950);
    index.index = plan::IndexLink{};
    index.index->table = 1;
    plan.stations.push_back({fixture::kIndexUid, "Orders/byDate", index});
    plan::AccessPattern& writer = plan.patterns[0];
    writer.arrivals = plan::Arrivals::Poisson;
    writer.rate = plan::RateCurve::spike(900, 2'000, 4, 3);
    writer.expiresAfterS = 2;
    writer.retry = plan::RetrySettings::formula(6, 20, 2'000, plan::Jitter::Full);
    writer.indexWrites.push_back({3, plan::IndexChange::Insert, 300});
    plan::Path path;
    path.hops.push_back({2, {0.2, 0.9}});
    path.lastLeg = {0.3, 0.6};
    path.sourceZone = 0;
    plan::Path other = path;
    other.sourceZone = 1;
    writer.paths = {path, other};
    plan::AccessPattern reader = writer;
    reader.uid = 2;
    reader.name = "reader";
    reader.operation = Operation::GetItem;
    reader.rate = plan::RateCurve::constant(1'500);
    reader.indexWrites.clear();
    reader.expiresAfterS = 0;
    plan.patterns.push_back(reader);
    plan.scenario.lengthS = 12;
    plan.scenario.faults = {{5, 3, plan::ZoneLoss{0}}, {8, 2, plan::LoadFault{1.5}}, {3, 2, plan::HotKeyFault{1, 0.5}}};
    return plan;
}

bool addsUp(const Run& run) {
    std::uint64_t made = 0, ended = 0, inFlight = 0;
    for (const PatternState& pattern : run.state().patterns) {
        made += pattern.made;
        ended += pattern.succeeded + pattern.throttled + pattern.failed;
        inFlight += pattern.inFlight;
    }
    const Totals& totals = run.state().totals;
    return made == ended + inFlight && totals.requests == made && totals.inFlight() == inFlight;
}

class Recorder : public TraceSink {
public:
    void record(const HopRecord& hop) override { hops.push_back(hop); }
    std::vector<HopRecord> hops;
};

std::uint64_t wholeRun(std::int64_t sliceNs) {
    Run run(fixture::share(richPlan()));
    for (std::int64_t t = 0; !run.finished(); t += sliceNs)
        run.runUntil(t);
    return run.fingerprint();
}

}  // namespace

class TestRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void manySeriesAreFoundAgain();
    void theFingerprintIsTheOneOnRecord() {
        Run run(fixture::share(richPlan()));
        run.runUntil(run.endNs());
        QCOMPARE(QString::fromStdString(fingerprintText(run.fingerprint())), QStringLiteral("488f55d996c40958"));
        QCOMPARE(run.eventCount(), std::uint64_t(180'493));
    }

    void theFingerprintDoesNotDependOnHowTheRunIsDriven() {
        const std::uint64_t whole = wholeRun(100 * kSecond);
        QCOMPARE(wholeRun(kSecond / 60), whole);
        QCOMPARE(wholeRun(kSecond * 3), whole);
        Run stepped(fixture::share(richPlan()));
        while (stepped.stepEvent()) {
        }
        stepped.runUntil(stepped.endNs());
        QCOMPARE(stepped.fingerprint(), whole);
        Recorder recorder;
        Run traced(fixture::share(richPlan()));
        traced.setTrace(&recorder, 0);
        traced.runUntil(traced.endNs());
        QCOMPARE(traced.fingerprint(), whole);
        QVERIFY(recorder.hops.size() > 10'000);
        std::uint64_t other = 0;
        std::thread([&other] { other = wholeRun(kSecond); }).join();
        QCOMPARE(other, whole);
    }

    void checkpointsChangeNothing() {
        Run without(fixture::share(richPlan()), {.checkpointBytes = 0});
        without.runUntil(without.endNs());
        QCOMPARE(without.checkpointCount(), std::size_t(1));  // the beginning
        Run few(fixture::share(richPlan()), {.checkpointBytes = 4'000'000});
        few.runUntil(few.endNs());
        few.jumpTo(3 * kSecond);
        few.stepBack();
        few.runUntil(few.endNs());
        QCOMPARE(without.fingerprint(), wholeRun(kSecond));
        QCOMPARE(few.fingerprint(), wholeRun(kSecond));
    }

    void cohortsAddUpAtEveryInstantToo() {
        plan::Plan plan = richPlan();
        plan.scenario.fidelity = plan::Fidelity::Cohort;
        plan.scenario.faults = {{4, 4, plan::LoadFault{1.5}}};
        Run run(fixture::share(plan));
        for (std::int64_t t = 0; !run.finished(); t += kSecond / 10) {
            run.runUntil(t);
            QVERIFY(addsUp(run));
        }
        const Totals& totals = run.state().totals;
        const QString figures = QStringLiteral("%1 succeeded, %2 throttled, %3 failed, %4 throttled attempts").arg(totals.succeeded).arg(totals.throttled).arg(totals.failed).arg(totals.throttledAttempts);
        QVERIFY(run.isCohort());
        QVERIFY2(totals.succeeded > 10'000 && totals.throttledAttempts > 1'000, qPrintable(figures));
    }

    void aStructuralEditCarriesOverWhatStays() {
        const plan::Plan before = richPlan();
        plan::Plan after = before;
        plan::UnitStoreStation other = fixture::provisionedTable(100, 100);
        after.stations.insert(after.stations.begin() + 1, {999, "Other", other});  // every index after it moves
        for (plan::AccessPattern& pattern : after.patterns) {
            pattern.target = 2;
            for (plan::Path& path : pattern.paths)
                path.hops[0].station = 3;
            for (plan::IndexWrite& write : pattern.indexWrites)
                write.index = 4;
        }
        std::get<plan::UnitStoreStation>(after.stations[4].parameters).index->table = 2;
        plan::AccessPattern more = after.patterns[1];
        more.uid = 3;
        more.target = 1;
        more.paths.clear();
        after.patterns.push_back(more);
        Run run(fixture::share(before));
        run.runUntil(2 * kSecond);
        const std::uint64_t items = run.state().stores[0].itemCount;
        const std::uint64_t made = run.state().patterns[0].made;
        const double tokens = run.state().stores[0].write.tokenUnits();
        run.apply(PlanInput{fixture::share(after)});
        QCOMPARE(run.state().stores[0].itemCount, items);
        QCOMPARE(run.state().patterns[0].made, made);
        QVERIFY(std::abs(run.state().stores[0].write.tokenUnits() - tokens) < 20);
        run.runUntil(4 * kSecond);
        QVERIFY(run.state().patterns[0].made > made + 1'000);
        QVERIFY(run.state().patterns[2].made > 2'000);
        QVERIFY(addsUp(run));
        // The hot key of the scenario still hits the table that it was meant for.
        QCOMPARE(run.state().stores[0].hotShare, 0.5);
        QCOMPARE(run.state().stores[2].hotShare, 0.0);
    }

    void anotherSeedOrRunIsAnotherHistory() {
        plan::Plan seeded = richPlan();
        seeded.scenario.seed = 2;
        Run a(fixture::share(seeded));
        a.runUntil(a.endNs());
        plan::Plan again = richPlan();
        again.scenario.run = 2;
        Run b(fixture::share(again));
        b.runUntil(b.endNs());
        QVERIFY(a.fingerprint() != wholeRun(kSecond));
        QVERIFY(b.fingerprint() != wholeRun(kSecond));
        QVERIFY(a.fingerprint() != b.fingerprint());
    }

    void requestsAddUpAtEveryInstant() {
        Run run(fixture::share(richPlan()));
        for (std::int64_t t = 0; !run.finished(); t += kSecond / 50) {
            run.runUntil(t);
            QVERIFY(addsUp(run));
        }
        QVERIFY(run.state().totals.throttled > 0);
        QVERIFY(run.state().totals.failed > 0);
        QVERIFY(run.state().totals.succeeded > 10'000);
    }

    void goingBackAndForthEndsAtTheSameBits() {
        const std::uint64_t whole = wholeRun(kSecond);
        Run run(fixture::share(richPlan()));
        run.runUntil(10 * kSecond);
        std::map<int, std::uint64_t> seen;
        for (const int t : {9, 2, 7, 0, 11, 5}) {
            run.jumpTo(t * kSecond);
            QCOMPARE(run.nowNs(), t * kSecond);
            seen[t] = run.fingerprint();
        }
        Run straight(fixture::share(richPlan()));
        for (const auto& [t, fingerprint] : seen) {
            straight.runUntil(t * kSecond);
            QCOMPARE(straight.fingerprint(), fingerprint);
            QCOMPARE(straight.metrics().rowCount(), static_cast<std::size_t>(t));
        }
        run.runUntil(run.endNs());
        QCOMPARE(run.fingerprint(), whole);
        QVERIFY(run.checkpointCount() >= 2);
    }

    void stepsBackOneEventAtATime() {
        Run run(fixture::share(richPlan()));
        run.runUntil(3 * kSecond);
        std::vector<std::uint64_t> counts;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(run.stepEvent());
            counts.push_back(run.eventCount());
        }
        for (int i = 3; i >= 0; --i) {
            QVERIFY(run.stepBack());
            QCOMPARE(run.eventCount(), counts[static_cast<std::size_t>(i)]);
        }
        run.runUntil(run.endNs());
        QCOMPARE(run.fingerprint(), wholeRun(kSecond));
    }

    void theBeginningHasNothingBeforeIt() {
        Run run(fixture::share(richPlan()));
        QVERIFY(!run.stepBack());
        QVERIFY(run.stepEvent());
        QVERIFY(run.stepBack());
        QCOMPARE(run.eventCount(), std::uint64_t(0));
        QVERIFY(!run.stepBack());
    }

    void inputsAreDoneAgainAtTheirPlace() {
        plan::Plan tuned = richPlan();
        std::get<plan::UnitStoreStation>(tuned.stations[1].parameters).throughput.writeUnits = 4'000;
        tuned.patterns.pop_back();
        Run run(fixture::share(richPlan()));
        run.runUntil(2 * kSecond + 12'345);
        run.apply(PlanInput{fixture::share(tuned)});
        run.runUntil(4 * kSecond);
        run.apply(FaultInput{{0, 1.5, plan::LoadFault{3}}});
        run.runUntil(run.endNs());
        const std::uint64_t first = run.fingerprint();
        QVERIFY(first != wholeRun(kSecond));
        run.jumpTo(kSecond);
        QCOMPARE(run.plan().patterns.size(), std::size_t(2));
        run.runUntil(3 * kSecond);
        QCOMPARE(run.plan().patterns.size(), std::size_t(1));
        run.jumpTo(5 * kSecond);
        run.jumpTo(kSecond / 2);
        run.runUntil(run.endNs());
        QCOMPARE(run.fingerprint(), first);
        QCOMPARE(run.inputs().size(), std::size_t(2));
        QVERIFY(addsUp(run));
    }

    void aFaultThatIsEndedInTheSameInstantIsOver() {
        plan::Plan plan = richPlan();
        plan.scenario.faults.clear();
        Run run(fixture::share(plan));
        run.runUntil(2 * kSecond);
        run.apply(FaultInput{{0, 0, plan::ZoneLoss{0}}});
        run.apply(EndFaultsInput{});
        run.runUntil(3 * kSecond);
        QCOMPARE(run.state().lostZones, std::uint64_t(0));
        run.apply(FaultInput{{0, 0, plan::ZoneLoss{0}}});
        run.runUntil(4 * kSecond);
        QVERIFY(run.state().lostZones != 0);
        run.apply(EndFaultsInput{});
        run.runUntil(5 * kSecond);
        QCOMPARE(run.state().lostZones, std::uint64_t(0));
    }

    void oneFaultEndsAndTheOthersGoOn() {
        plan::Plan plan = richPlan();
        plan.scenario.faults.clear();
        Run run(fixture::share(plan));
        run.runUntil(2 * kSecond);
        run.apply(FaultInput{{0, 0, plan::ZoneLoss{0}}});
        run.apply(FaultInput{{0, 0, plan::LoadFault{3}}});
        run.runUntil(3 * kSecond);
        run.apply(EndFaultsInput{0});
        run.runUntil(4 * kSecond);
        QCOMPARE(run.state().lostZones, std::uint64_t(0));
        QCOMPARE(run.state().loadFactor, 3 * plan.scenario.loadFactor);
        const std::uint64_t there = run.fingerprint();
        run.jumpTo(kSecond);
        run.jumpTo(4 * kSecond);
        QCOMPARE(run.fingerprint(), there);
    }

    void anInputInThePastStartsABranch() {
        Run run(fixture::share(richPlan()));
        run.runUntil(4 * kSecond);
        run.apply(FaultInput{{0, 0, plan::LoadFault{5}}});
        run.runUntil(6 * kSecond);
        run.jumpTo(3 * kSecond);
        run.apply(EndFaultsInput{});
        QCOMPARE(run.inputs().size(), std::size_t(1));
        run.runUntil(run.endNs());
        Run straight(fixture::share(richPlan()));
        straight.runUntil(3 * kSecond);
        straight.apply(EndFaultsInput{});
        straight.runUntil(straight.endNs());
        QCOMPARE(run.fingerprint(), straight.fingerprint());
    }

    void anInstantOfAMillionEventsIsReachedQuickly() {
        plan::Plan plan = richPlan();
        plan.scenario.lengthS = 120;
        plan.scenario.faults.clear();
        Run run(fixture::share(plan));
        run.runUntil(run.endNs());
        QVERIFY(run.eventCount() > 1'000'000);
        // Never on time: the distance that is run again is what counts.
        std::uint64_t farthest = 0;
        for (int t = 3; t < 120; t += 13) {
            run.jumpTo(t * kSecond);
            const std::uint64_t there = run.eventCount();
            run.jumpTo(0);
            farthest = std::max(farthest, there / run.checkpointCount());
        }
        QVERIFY(farthest < 100'000);
    }

    void stopsAtTheFirstThrottle() {
        Run run(fixture::share(richPlan()));
        QVERIFY(run.runUntilThrottle());
        QCOMPARE(run.state().throttleEvents, std::uint64_t(1));
        Run calm(fixture::share(fixture::plan(fixture::provisionedTable(100, 100), Operation::GetItem, 10, KeyDistribution::uniform(10))));
        QVERIFY(!calm.runUntilThrottle());
        QVERIFY(calm.finished());
    }

    void aNodeMoreLeavesTheOthersRandomnessAlone() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(1'000, 1'000), Operation::PutItem, 100, KeyDistribution::zipf(100));
        plan.patterns[0].arrivals = plan::Arrivals::Poisson;
        Run alone(fixture::share(plan));
        plan.stations.push_back({999, "Other", fixture::provisionedTable(100, 100)});
        plan::AccessPattern other = plan.patterns[0];
        other.uid = 77;
        other.target = 2;
        plan.patterns.insert(plan.patterns.begin(), other);
        Run joined(fixture::share(plan));
        alone.runUntil(alone.endNs());
        joined.runUntil(joined.endNs());
        QCOMPARE(joined.state().patterns[1].made, alone.state().patterns[0].made);
        QCOMPARE(joined.state().patterns[1].runLatency.meanNs(), alone.state().patterns[0].runLatency.meanNs());
        QCOMPARE(joined.state().stores[0].itemCount, alone.state().stores[0].itemCount);
    }

    void aJourneyTellsEveryHop() {
        Recorder recorder;
        Run run(fixture::share(richPlan()));
        run.setTrace(&recorder, 0);
        run.runUntil(2 * kSecond);
        std::vector<HopRecord> journey;
        for (const HopRecord& hop : recorder.hops)
            if (hop.request == 50)
                journey.push_back(hop);
        QVERIFY(journey.size() >= 6);
        QCOMPARE(journey[0].kind, HopKind::Request);
        QCOMPARE(journey[0].fromUid, fixture::kSourceUid);
        QCOMPARE(journey[0].toUid, fixture::kHopUid);
        QCOMPARE(journey[1].fromUid, fixture::kHopUid);
        QCOMPARE(journey[1].toUid, fixture::kTableUid);
        QCOMPARE(journey[1].departNs, journey[0].arriveNs);
        QVERIFY(journey.back().kind == HopKind::Finished || journey.back().kind == HopKind::IndexFeed || run.state().totals.inFlight() > 0);
        for (const HopRecord& hop : journey)
            if (hop.kind == HopKind::Served && hop.refusal == plan::Refusal::None && hop.unitsHalves > 0)
                QVERIFY(std::abs(hop.tableTokensBefore - hop.tableTokensAfter - float(hop.unitsHalves) / 2) < 0.01F);
    }

    void theSummaryAgreesWithTheCounters() {
        Run run(fixture::share(richPlan()));
        run.runUntil(run.endNs());
        const RunSummary summary = summarize(run);
        QCOMPARE(summary.requests.total, summary.requests.succeeded + summary.requests.throttled + summary.requests.failed + summary.requests.inFlight);
        QCOMPARE(summary.patterns.size(), std::size_t(2));
        QCOMPARE(summary.requests.total, summary.patterns[0].requests.total + summary.patterns[1].requests.total);
        QCOMPARE(summary.nodes.size(), std::size_t(4));
        QVERIFY(summary.latency.p50Ms > 1 && summary.latency.p99Ms > summary.latency.p50Ms);
        double consumed = 0;
        for (const MetricSummary& metric : summary.nodes[1].metrics)
            if (metric.metric == "ConsumedWriteCapacityUnits")
                consumed = metric.sum;
        // One unit a write; a write whose answer is on its way, or came too late, was metered too.
        QVERIFY(consumed >= double(summary.patterns[0].requests.succeeded));
        QVERIFY(consumed <= double(summary.patterns[0].attempts));
    }
};

// As many as a design of thousands of nodes begins with.
void TestRun::manySeriesAreFoundAgain() {
    constexpr std::uint64_t kStations = 20'000;
    const auto id = [](std::uint64_t station, std::string_view metric) { return MetricId{station, station % 3, metric, "", Statistic::Sum}; };
    MetricLog log;
    MetricLog follower;
    QCOMPARE(log.find(id(1, "Requests")), -1);
    for (std::uint64_t station = 1; station <= kStations; ++station) {
        QCOMPARE(log.define(id(station, "Requests")), std::uint32_t(2 * station - 2));
        QCOMPARE(log.define(id(station, "Throttles")), std::uint32_t(2 * station - 1));
        QCOMPARE(log.define(id(station, "Requests")), std::uint32_t(2 * station - 2));
        if (station == kStations / 2)
            follower.follow(log);
    }
    follower.follow(log);
    for (std::uint64_t station = 1; station <= kStations; ++station) {
        QCOMPARE(log.find(id(station, "Throttles")), int(2 * station - 1));
        QCOMPARE(follower.find(id(station, "Throttles")), int(2 * station - 1));
    }
    log.truncate(0, 101);
    QCOMPARE(log.find(id(51, "Requests")), 100);
    QCOMPARE(log.find(id(51, "Throttles")), -1);
    QCOMPARE(log.define(id(kStations, "Throttles")), 101U);
    log.truncate(0, 0);
    QCOMPARE(log.find(id(1, "Requests")), -1);
    QCOMPARE(log.define(id(7, "Requests")), 0U);
}

QTEST_APPLESS_MAIN(TestRun)
#include "tst_run.moc"
