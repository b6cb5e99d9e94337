// SPDX-License-Identifier: GPL-3.0-or-later
// The simulation beside the formulas of queueing and probability: where both speak of the same thing, they agree.
#include "simulation/run.h"
#include "simulation/summary.h"
#include "tests/simulation/planfixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace sim;
using plan::KeyDistribution;
using plan::Operation;
using plan::RetryMode;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

class Recorder : public TraceSink {
public:
    explicit Recorder(HopKind kind) : m_kind(kind) {}
    void record(const HopRecord& hop) override {
        if (hop.kind == m_kind)
            hops.push_back(hop);
    }
    std::vector<HopRecord> hops;

private:
    HopKind m_kind;
};

Run runWhole(plan::Plan plan, double seconds) {
    plan.scenario.lengthS = seconds;
    Run run(fixture::share(std::move(plan)));
    run.runUntil(run.endNs());
    return run;
}

std::vector<double> seriesOf(const Run& run, std::uint64_t uid, std::uint64_t pattern, std::string_view metric, Statistic statistic) {
    return run.metrics().valuesOf(static_cast<std::uint32_t>(run.metrics().find({uid, pattern, metric, "", statistic})));
}

double meanOf(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

double varianceOf(const std::vector<double>& values) {
    const double mean = meanOf(values);
    double sum = 0;
    for (const double value : values)
        sum += (value - mean) * (value - mean);
    return sum / static_cast<double>(values.size() - 1);
}

// A service target that fails a share of its calls, with retries at once.
plan::Plan failingService(double errorShare, std::uint32_t attempts) {
    plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 10), Operation::Call, 500, KeyDistribution::uniform(10));
    plan::ServiceStation service;
    service.service = fixture::constantMs(1);
    service.errorShare = errorShare;
    plan.stations[1].parameters = service;
    plan.patterns[0].retry = plan::RetrySettings::of(RetryMode::Immediate);
    plan.patterns[0].retry.maxAttempts = attempts;
    return plan;
}

// A write every 100 ms and a read a fixed time after each, of the same item.
plan::Plan readsAfterWrites(double afterMs) {
    plan::Plan plan = fixture::plan(fixture::provisionedTable(1'000, 1'000), Operation::PutItem, 10, KeyDistribution::singleKey());
    plan::AccessPattern reads = plan.patterns[0];
    reads.uid = 2;
    reads.operation = Operation::GetItem;
    reads.rate = plan::RateCurve::table({{0, 0}, {afterMs / 1000, 10}}, plan::RateCurve::Interpolation::Step);
    plan.patterns.push_back(reads);
    return plan;
}

}  // namespace

class TestTheory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // --- arrivals and keys ---------------------------------------------------------------------------------------------------------
    void poissonArrivalsHaveTheVarianceOfTheirMean() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(1'000, 10), Operation::GetItem, 50, KeyDistribution::uniform(100));
        plan.patterns[0].arrivals = plan::Arrivals::Poisson;
        const std::vector<double> counts = seriesOf(runWhole(plan, 4'000), fixture::kSourceUid, 1, "Requests", Statistic::Sum);
        QVERIFY(std::abs(meanOf(counts) - 50) < 4 * std::sqrt(50.0 / 4'000));
        QVERIFY2(std::abs(varianceOf(counts) / meanOf(counts) - 1) < 4 * std::sqrt(2.0 / 4'000), qPrintable(QString::number(varianceOf(counts))));
    }

    void zipfKeysAreDrawnByTheirShares_data() {
        QTest::addColumn<qulonglong>("keys");
        QTest::addColumn<double>("exponent");
        QTest::newRow("table of shares") << qulonglong(1'000) << 0.99;
        QTest::newRow("rejection") << qulonglong(1'000'000) << 0.99;
        QTest::newRow("rejection, exponent 1") << qulonglong(200'000) << 1.0;
        QTest::newRow("rejection, skewed") << qulonglong(100'000) << 1.4;
    }
    void zipfKeysAreDrawnByTheirShares() {
        QFETCH(qulonglong, keys);
        QFETCH(double, exponent);
        const KeyDistribution distribution = KeyDistribution::zipf(keys, exponent);
        const KeySampler sampler(distribution);
        const plan::KeyShares shares(distribution);
        RandomStream random(7, 1, 3, Purpose::Keys);
        constexpr int kDraws = 400'000;
        std::vector<int> drawn(8);
        int firstHundred = 0;
        for (int i = 0; i < kDraws; ++i) {
            const std::uint64_t key = sampler.draw(random, 0);
            QVERIFY(key < keys);
            if (key < drawn.size())
                ++drawn[key];
            firstHundred += key < 100 ? 1 : 0;
        }
        const auto agrees = [&](int count, double share) { return std::abs(count - kDraws * share) < 4.5 * std::sqrt(kDraws * share); };
        for (std::size_t key = 0; key < drawn.size(); ++key)
            QVERIFY2(agrees(drawn[key], shares.probability(key)), qPrintable(QStringLiteral("%1: %2").arg(key).arg(drawn[key])));
        QVERIFY(agrees(firstHundred, shares.cumulative(99)));
    }

    // --- buckets -------------------------------------------------------------------------------------------------------------------
    void aBucketAdmitsItsDepthAndWhatFlowsIn() {
        // Whatever the demand looks like, an overloaded bucket gives out its depth and rate x time, less the one unit that is not whole yet.
        RandomStream random(3, 1, 9, Purpose::Arrivals);
        TokenBucket bucket(40, 120, 120, 0);
        std::int64_t nowNs = 0;
        double admitted = 0;
        while (nowNs < 500 * kSecond) {
            nowNs += static_cast<std::int64_t>(drawExponential(random) * 5e6);  // 200 a second
            bucket.refill(nowNs);
            if (!bucket.canPay(TokenBucket::kUnit))
                continue;
            bucket.pay(TokenBucket::kUnit);
            ++admitted;
        }
        const double most = 120 + 40 * static_cast<double>(nowNs) * 1e-9;
        QVERIFY(admitted <= most && admitted > most - 1.5);
    }

    void theBankLastsAsLongAsTheNoteSays() {
        // 60 WCU, idle for five minutes: 18,000 units in the bank. 500 writes a second take 440 more than flow in: 18,000 / 440 = 40.9 s.
        plan::UnitStoreStation table = fixture::provisionedTable(5, 60);
        table.burst.enabled = plan::Switch::On;
        table.burst.startShare = 0;  // what is unused fills it
        plan::Plan plan = fixture::plan(table, Operation::PutItem, 500, KeyDistribution::uniform(1'000));
        plan.patterns[0].rate = plan::RateCurve::spike(0, 500, 300, 1e9);
        plan.scenario.lengthS = 400;
        Run run(fixture::share(plan));
        QVERIFY(run.runUntilThrottle());
        const double lastedS = static_cast<double>(run.nowNs()) * 1e-9 - 300;
        QVERIFY2(std::abs(lastedS - 18'000.0 / 440) < 0.1, qPrintable(QString::number(lastedS)));
    }

    void onDemandDoublesInHalfAnHour() {
        plan::UnitStoreStation table = fixture::onDemandTable();
        table.throughput.onDemandInitialWriteUnits = 40;
        plan::Plan plan = fixture::plan(table, Operation::PutItem, 200, KeyDistribution::sequential());
        const Run run = runWhole(plan, 1'830);
        const std::vector<double> allowed = seriesOf(run, fixture::kTableUid, 0, "AllowedWriteCapacityUnits", Statistic::Value);
        QCOMPARE(allowed[30], 40.0);
        for (std::size_t minute = 1; minute <= 30; ++minute)  // straight, by a thirtieth a minute
            QVERIFY2(std::abs(allowed[minute * 60 + 5] - (40 + 40.0 * double(minute) / 30)) < 1e-6, qPrintable(QString::number(allowed[minute * 60 + 5])));
    }

    // --- retries -------------------------------------------------------------------------------------------------------------------
    void retriesAmplifyAsTheGeometricSumSays_data() {
        QTest::addColumn<double>("errorShare");
        QTest::addColumn<int>("attempts");
        QTest::newRow("few") << 0.1 << 3;
        QTest::newRow("half") << 0.5 << 4;
        QTest::newRow("most") << 0.9 << 10;
    }
    void retriesAmplifyAsTheGeometricSumSays() {
        QFETCH(double, errorShare);
        QFETCH(int, attempts);
        for (const plan::Fidelity fidelity : {plan::Fidelity::Exact, plan::Fidelity::Cohort}) {
            plan::Plan plan = failingService(errorShare, std::uint32_t(attempts));
            plan.scenario.fidelity = fidelity;
            const Run run = runWhole(plan, 200);
            const PatternState& pattern = run.state().patterns[0];
            const double ended = double(pattern.succeeded + pattern.failed);
            const double neverShare = std::pow(errorShare, attempts);
            const double amplification = double(pattern.attempts) / double(pattern.made);
            QVERIFY2(std::abs(amplification / ((1 - neverShare) / (1 - errorShare)) - 1) < 0.01, qPrintable(QString::number(amplification)));
            QVERIFY(std::abs(double(pattern.failed) / ended - neverShare) < 4 * std::sqrt(neverShare * (1 - neverShare) / ended));
        }
    }

    void fullJitterWaitsHalfOfTheDoublingDelayOnAverage() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(1, 0), Operation::PutItem, 100, KeyDistribution::uniform(100));
        plan.patterns[0].retry = plan::RetrySettings::formula(4, 50, 20'000, plan::Jitter::Full);
        plan.scenario.lengthS = 100;
        Recorder recorder(HopKind::RetryWait);
        Run run(fixture::share(plan));
        run.setTrace(&recorder, 0);
        run.runUntil(run.endNs());
        for (int retry = 0; retry < 3; ++retry) {
            std::vector<double> waitsMs;
            for (const HopRecord& hop : recorder.hops)
                if (hop.attempt == retry + 1)
                    waitsMs.push_back(static_cast<double>(hop.arriveNs - hop.departNs) * 1e-6);
            const double wholeMs = 50 << retry;
            QVERIFY(waitsMs.size() > 9'000);
            QVERIFY(*std::max_element(waitsMs.begin(), waitsMs.end()) <= wholeMs);
            QVERIFY2(std::abs(meanOf(waitsMs) / (wholeMs / 2) - 1) < 0.03, qPrintable(QString::number(meanOf(waitsMs))));
        }
    }

    // --- times ---------------------------------------------------------------------------------------------------------------------
    void serviceTimesAreLogNormalByTheirPercentiles() {
        plan::UnitStoreStation table = fixture::provisionedTable(10'000, 10);
        table.times = plan::ServiceTimes{};
        table.times.perKbMs = 0;
        const Run run = runWhole(fixture::plan(table, Operation::GetItem, 1'000, KeyDistribution::uniform(100'000)), 200);
        const RunSummary summary = summarize(run);
        const double sigma = std::log(8.0 / 2.0) / 2.3263478740408408;
        QVERIFY2(std::abs(summary.latency.p50Ms / 2 - 1) < 0.02, qPrintable(QString::number(summary.latency.p50Ms)));
        QVERIFY2(std::abs(summary.latency.p99Ms / 8 - 1) < 0.03, qPrintable(QString::number(summary.latency.p99Ms)));
        QVERIFY2(std::abs(summary.latency.meanMs / (2 * std::exp(sigma * sigma / 2)) - 1) < 0.01, qPrintable(QString::number(summary.latency.meanMs)));
    }

    void inFlightIsRateTimesLatency() {
        // Unlimited servers (M/G/infinity): the number in flight is Poisson, its mean is Little's law.
        plan::UnitStoreStation table = fixture::provisionedTable(10'000, 10);
        table.times = plan::ServiceTimes{};
        table.times.scan = {200, 600};
        plan::Plan plan = fixture::plan(table, Operation::Scan, 100, KeyDistribution::uniform(100'000));
        plan.patterns[0].arrivals = plan::Arrivals::Poisson;
        const Run run = runWhole(plan, 3'000);
        std::vector<double> inFlight = seriesOf(run, fixture::kSourceUid, 1, "InFlight", Statistic::Value);
        inFlight.erase(inFlight.begin(), inFlight.begin() + 10);
        const double expected = 100 * summarize(run).latency.meanMs / 1'000;
        QVERIFY2(std::abs(meanOf(inFlight) / expected - 1) < 0.03, qPrintable(QStringLiteral("%1 %2").arg(meanOf(inFlight)).arg(expected)));
        QVERIFY2(std::abs(varianceOf(inFlight) / expected - 1) < 0.12, qPrintable(QString::number(varianceOf(inFlight))));
    }

    // --- consistency and time to live ----------------------------------------------------------------------------------------------
    void aReadIsStaleWithAThirdOfTheLagsTail_data() {
        QTest::addColumn<double>("afterMs");
        QTest::newRow("1 ms") << 1.0;
        QTest::newRow("10 ms") << 10.0;
        QTest::newRow("25 ms") << 25.0;
    }
    void aReadIsStaleWithAThirdOfTheLagsTail() {
        QFETCH(double, afterMs);
        const Run run = runWhole(readsAfterWrites(afterMs), 3'000);
        const double reads = double(run.state().patterns[1].made);
        const double expected = std::exp(-afterMs / 10) / 3;  // P(lag > t) / 3, lag exponential with a mean of 10 ms
        const double measured = double(run.state().staleReads) / reads;
        QVERIFY2(std::abs(measured - expected) < 4 * std::sqrt(expected / reads), qPrintable(QStringLiteral("%1 %2").arg(measured).arg(expected)));
    }

    void expiredItemsGoAfterTheMeanOfTheMixture() {
        // 0.8 x 20 min + 0.2 x 24 h = 18,240 s; none later than 48 h.
        plan::UnitStoreStation table = fixture::provisionedTable(10, 40'000);
        table.ttl.enabled = plan::Switch::On;
        plan::Plan plan = fixture::plan(table, Operation::PutItem, 1'000, KeyDistribution::sequential());
        plan.patterns[0].rate = plan::RateCurve::spike(1'000, 0, 20, 1e9);
        plan.patterns[0].expiresAfterS = 10;
        plan.scenario.lengthS = 172'800 + 60;
        Recorder recorder(HopKind::TtlDelete);
        Run run(fixture::share(plan));
        run.setTrace(&recorder, 0);
        run.runUntil(run.endNs());
        std::vector<double> delaysS;
        double soon = 0;
        for (const HopRecord& hop : recorder.hops) {
            delaysS.push_back(static_cast<double>(hop.arriveNs - hop.departNs) * 1e-9);
            soon += delaysS.back() <= 1'200 ? 1 : 0;
        }
        const double count = double(delaysS.size());
        QCOMPARE(count, double(run.state().patterns[0].made));
        QVERIFY(*std::max_element(delaysS.begin(), delaysS.end()) <= 172'800);
        QVERIFY2(std::abs(meanOf(delaysS) - 18'240) < 4 * std::sqrt(varianceOf(delaysS) / count), qPrintable(QString::number(meanOf(delaysS))));
        const double soonShare = 0.8 * (1 - std::exp(-1.0)) + 0.2 * 1'200 / 172'800;
        QVERIFY(std::abs(soon / count - soonShare) < 4 * std::sqrt(soonShare / count));
    }
};

QTEST_APPLESS_MAIN(TestTheory)
#include "tst_theory.moc"
