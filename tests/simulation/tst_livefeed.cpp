// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/live/livefeed.h"
#include "tests/simulation/planfixture.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace sim;
using plan::KeyDistribution;
using plan::Operation;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kSecond = 1'000'000'000;

plan::Plan busyPlan(double lengthS) {
    plan::Plan plan = fixture::plan(fixture::provisionedTable(100, 400), Operation::PutItem, 500, KeyDistribution::zipf(1'000));
    plan.patterns[0].arrivals = plan::Arrivals::Poisson;
    plan.patterns[0].retry = plan::RetrySettings::formula(4, 20, 1'000, plan::Jitter::Full);
    plan.scenario.lengthS = lengthS;
    return plan;
}

std::uint64_t fingerprintOf(LiveFeed& feed) { return feed.summary().get().fingerprint; }

// Frames as a view would draw them, until something holds or a generous time is over.
template <typename Until>
bool framesUntil(LiveFeed& feed, Until until, int most = 4000) {
    for (int frame = 0; frame < most; ++frame) {
        if (until())
            return true;
        std::this_thread::sleep_for(2ms);
        feed.advanceDisplay(2 * kMs);
    }
    return false;
}

}  // namespace

class TestLiveFeed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void staysALittleAheadOfTheDisplay() {
        LiveFeed feed(fixture::share(busyPlan(600)));
        feed.setSpeed(2);
        feed.run();
        std::int64_t farthest = 0;
        QVERIFY(framesUntil(feed, [&] {
            farthest = std::max(farthest, feed.horizonNs() - feed.displayNs());
            return feed.displayNs() > kSecond;
        }));
        QVERIFY(farthest > 0);
        QVERIFY2(farthest <= 2 * 50 * kMs + 2 * kMs, qPrintable(QString::number(farthest)));
        QVERIFY(feed.displayNs() <= feed.horizonNs());
    }

    void standsStillWhileTheDisplayDoes() {
        LiveFeed feed(fixture::share(busyPlan(600)));
        feed.run();
        std::this_thread::sleep_for(150ms);  // no frame is drawn: a menu is open
        QVERIFY(feed.horizonNs() <= 50 * kMs);
        feed.pause();
        QVERIFY(framesUntil(feed, [&] { return feed.liveState() == LiveState::Paused; }));
        const std::int64_t horizon = feed.horizonNs();
        std::this_thread::sleep_for(50ms);
        QCOMPARE(feed.horizonNs(), horizon);
    }

    void theHistoryIsThatOfAPlainRun() {
        Run plain(fixture::share(busyPlan(3)));
        plain.runUntil(plain.endNs());
        LiveFeed feed(fixture::share(busyPlan(3)));
        feed.setSpeed(20);
        feed.run();
        int frames = 0;
        QVERIFY(framesUntil(feed, [&] {
            if (++frames == 20)
                feed.pause();
            if (frames == 30) {
                feed.setSpeed(5);
                feed.run();
            }
            if (frames == 60)
                feed.stepEvent();
            if (frames == 61)
                feed.stepBack();
            if (frames == 62)
                feed.jumpTo(kSecond / 3);
            if (frames == 70) {
                feed.setSpeed(50);
                feed.run();
            }
            return frames > 75 && feed.liveState() == LiveState::Finished;
        }));
        QCOMPARE(fingerprintOf(feed), plain.fingerprint());
    }

    void hopsArriveInOrderAndAreCountedWhenTheyDoNotFit() {
        LiveOptions options;
        options.ringCapacity = 1024;
        LiveFeed feed(fixture::share(busyPlan(600)), options);
        feed.run();
        std::vector<HopRecord> hops;
        QVERIFY(framesUntil(feed, [&] {
            feed.drain(hops);
            return hops.size() > 500;
        }));
        std::int64_t lastServedNs = 0;
        for (const HopRecord& hop : hops) {
            QVERIFY(hop.arriveNs >= hop.departNs);
            if (hop.kind != HopKind::Served)
                continue;
            QVERIFY(hop.departNs >= lastServedNs);
            lastServedNs = hop.departNs;
        }
        QCOMPARE(feed.droppedHops(), std::uint64_t(0));
        QVERIFY(framesUntil(feed, [&] { return feed.droppedHops() > 0; }));
    }

    void samplesWhenThereIsMoreThanEyesCanFollow() {
        plan::Plan plan = busyPlan(600);
        plan.patterns[0].rate = plan::RateCurve::constant(20'000);
        LiveFeed feed(fixture::share(plan));
        feed.run();
        std::vector<HopRecord> hops;
        QVERIFY(framesUntil(feed, [&] {
            feed.drain(hops);
            return feed.displayNs() > kSecond;
        }));
        QVERIFY(hops.size() > 20);
        QVERIFY2(hops.size() < 15'000, qPrintable(QString::number(hops.size())));
    }

    void aSlowPatternIsSampledBesideAFastOne() {
        plan::Plan plan = busyPlan(600);
        plan.patterns[0].rate = plan::RateCurve::constant(20'000);
        plan.patterns.push_back(plan.patterns[0]);
        plan.patterns[1].uid = plan.patterns[0].uid + 1;
        plan.patterns[1].rate = plan::RateCurve::constant(3);
        LiveOptions options;
        options.journeysPerS = 40;
        LiveFeed feed(fixture::share(plan), options);
        feed.run();
        std::vector<HopRecord> hops;
        QVERIFY(framesUntil(feed, [&] {
            feed.drain(hops);
            return feed.displayNs() > 4 * kSecond;
        }));
        const auto journeys = [&](std::uint64_t pattern) {
            return std::count_if(hops.begin(), hops.end(), [&](const HopRecord& hop) { return hop.kind == HopKind::Finished && hop.patternUid == pattern && hop.departNs > kSecond; });
        };
        QVERIFY2(journeys(plan.patterns[1].uid) >= 3, qPrintable(QString::number(journeys(plan.patterns[1].uid))));
        QVERIFY2(journeys(plan.patterns[0].uid) >= 20 && journeys(plan.patterns[0].uid) < 400, qPrintable(QString::number(journeys(plan.patterns[0].uid))));
    }

    void expressRunsFlatOutUntilItIsPaused() {
        constexpr int kLongRun = 60'000;  // frames: a checked build is a hundred times as slow
        LiveFeed feed(fixture::share(busyPlan(1'000)));
        feed.express();
        QVERIFY(framesUntil(feed, [&] { return feed.displayNs() > 2 * kSecond; }));  // in far less than two seconds of the wall
        QCOMPARE(feed.liveState(), LiveState::Express);
        std::vector<HopRecord> hops;
        feed.drain(hops);
        QVERIFY(hops.empty());  // nobody could follow a dot
        feed.pause();
        QVERIFY(framesUntil(feed, [&] { return feed.liveState() == LiveState::Paused; }));
        const std::int64_t stoodAt = feed.displayNs();
        QCOMPARE(feed.horizonNs(), stoodAt);
        QVERIFY(stoodAt < 1'000 * kSecond);
        feed.express();
        QVERIFY(framesUntil(feed, [&] { return feed.liveState() == LiveState::Finished; }, kLongRun));
        QCOMPARE(feed.displayNs(), 1'000 * kSecond);
        Run plain(fixture::share(busyPlan(1'000)));
        plain.runUntil(plain.endNs());
        QCOMPARE(fingerprintOf(feed), plain.fingerprint());
    }

    void aPauseEndsAJumpWhereItIs() {
        LiveFeed feed(fixture::share(busyPlan(100'000)));
        feed.jumpTo(100'000 * kSecond);
        QVERIFY(framesUntil(feed, [&] { return feed.gauges().nowNs > kSecond; }));
        feed.pause();
        QVERIFY(framesUntil(feed, [&] { return feed.liveState() == LiveState::Paused; }));
        QCOMPARE(feed.displayNs(), feed.horizonNs());
        QVERIFY(feed.displayNs() > kSecond);
    }

    void gaugesShowLoadAndThrottles() {
        LiveFeed feed(fixture::share(busyPlan(600)));
        feed.watch(fixture::kTableUid);
        feed.setSpeed(10);
        feed.run();
        QVERIFY(framesUntil(feed, [&] {
            const Gauges& gauges = feed.gauges();
            return gauges.nowNs > 4 * kSecond && gauges.stations.size() == 2 && gauges.stations[1].throttlesPerS > 0;
        }));
        const Gauges& gauges = feed.gauges();
        QCOMPARE(gauges.stations[1].uid, fixture::kTableUid);
        QCOMPARE(gauges.stations[1].allowedWrite, 400.0);
        QVERIFY(gauges.stations[1].writeUnitsPerS > 300 && gauges.stations[1].writeUnitsPerS < 500);  // over a second
        QCOMPARE(gauges.partitions.size(), std::size_t(1));
        QCOMPARE(gauges.partitions[0].keyShare, 1.0);
        QCOMPARE(gauges.totals.requests, gauges.totals.succeeded + gauges.totals.throttled + gauges.totals.failed + gauges.totals.inFlight());
        QVERIFY(gauges.patterns[0].requests > 1'000);
    }

    // Wherever a jump or a step back leads, the rates are those of the second before.
    void ratesAreThereAfterAJumpBack() {
        LiveFeed feed(fixture::share(busyPlan(600)));
        feed.jumpTo(60 * kSecond);
        QVERIFY(framesUntil(feed, [&] { return feed.gauges().nowNs == 60 * kSecond && feed.liveState() == LiveState::Paused; }));
        const double there = feed.gauges().stations[1].writeUnitsPerS;
        const double asked = feed.gauges().patterns[0].requestsPerS;
        QVERIFY2(std::abs(there - 400) < 40, qPrintable(QString::number(there)));
        QVERIFY2(asked > 500 && asked < 1'000, qPrintable(QString::number(asked)));
        for (const std::int64_t second : {20, 50}) {
            feed.jumpTo(second * kSecond);
            QVERIFY(framesUntil(feed, [&] { return feed.gauges().nowNs == second * kSecond && feed.liveState() == LiveState::Paused; }));
            QVERIFY2(std::abs(feed.gauges().stations[1].writeUnitsPerS - 400) < 40, qPrintable(QString::number(feed.gauges().stations[1].writeUnitsPerS)));
        }
        const std::uint64_t events = feed.gauges().events;
        feed.stepBack();
        QVERIFY(framesUntil(feed, [&] { return feed.gauges().events < events; }));
        QVERIFY2(std::abs(feed.gauges().stations[1].writeUnitsPerS - 400) < 40, qPrintable(QString::number(feed.gauges().stations[1].writeUnitsPerS)));
    }

    void aTuningTakesEffectAtOnce() {
        LiveFeed feed(fixture::share(busyPlan(600)));
        feed.setSpeed(10);
        feed.run();
        QVERIFY(framesUntil(feed, [&] { return feed.gauges().nowNs > kSecond; }));
        plan::Plan tuned = busyPlan(600);
        std::get<plan::UnitStoreStation>(tuned.stations[1].parameters).throughput.writeUnits = 5'000;
        feed.apply(PlanInput{fixture::share(tuned)});
        QVERIFY(framesUntil(feed, [&] { return feed.gauges().stations[1].allowedWrite == 5'000; }));
        QVERIFY(feed.gauges().patterns[0].requestsPerS > 400);  // an edit does not make the rates start again
        QCOMPARE(feed.gauges().stations[1].ttlFromNs, std::int64_t(0));
        std::get<plan::UnitStoreStation>(tuned.stations[1].parameters).ttl.enabled = plan::Switch::On;
        feed.apply(PlanInput{fixture::share(tuned)});  // takes effect an hour later, and says so
        QVERIFY(framesUntil(feed, [&] { return feed.gauges().stations[1].ttlFromNs > 3'600 * kSecond; }));
        feed.apply(FaultInput{{0, 0, plan::LoadFault{2}}});
        QVERIFY(framesUntil(feed, [&] { return feed.gauges().loadFactor == 2; }));
    }

    void stepsJumpsAndStopsAtAThrottle() {
        LiveFeed feed(fixture::share(busyPlan(600)));
        feed.stepEvent();
        QVERIFY(framesUntil(feed, [&] { return feed.gauges().events == 1; }));
        QCOMPARE(feed.displayNs(), feed.horizonNs());
        feed.stepBack();
        QVERIFY(framesUntil(feed, [&] { return feed.gauges().events == 0; }));
        feed.runToThrottle();
        QVERIFY(framesUntil(feed, [&] { return feed.gauges().throttleEvents == 1 && feed.liveState() == LiveState::Paused; }));
        feed.jumpTo(100 * kSecond);
        QVERIFY(framesUntil(feed, [&] { return feed.displayNs() == 100 * kSecond && feed.liveState() == LiveState::Paused; }));
        std::size_t rows = 0;
        feed.withMetrics([&](const MetricLog& log) { rows = log.rowCount(); });
        QCOMPARE(rows, std::size_t(100));
        feed.jumpTo(7 * kSecond + 5);
        QVERIFY(framesUntil(feed, [&] { return feed.displayNs() == 7 * kSecond + 5; }));
        feed.withMetrics([&](const MetricLog& log) { rows = log.rowCount(); });
        QCOMPARE(rows, std::size_t(7));
    }

    void slowMotionIsTrueToTime() {
        LiveFeed feed(fixture::share(busyPlan(600)));
        feed.setSpeed(1e-4);
        feed.run();
        QVERIFY(framesUntil(feed, [&] { return feed.displayNs() > 20'000; }));
        QVERIFY(feed.horizonNs() <= feed.displayNs() + 5'000 + 200);
    }

    void endsWhileItRuns() {
        for (int i = 0; i < 20; ++i) {
            LiveFeed feed(fixture::share(busyPlan(600)));
            feed.setSpeed(1'000);
            feed.run();
            feed.advanceDisplay(5 * kMs);
        }
    }
};

QTEST_APPLESS_MAIN(TestLiveFeed)
#include "tst_livefeed.moc"
