// SPDX-License-Identifier: GPL-3.0-or-later
// What conditions, batches, streams, lost cache nodes and clients' timeouts do: by hand where that can be, and the same in both drivers.
#include "simulation/cohort/admitshare.h"
#include "simulation/cohort/conditions.h"
#include "tests/simulation/flowfixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace sim;
using namespace fixture;
using plan::Arrivals;
using plan::Condition;
using plan::Fidelity;
using plan::KeyDistribution;
using plan::Operation;

namespace {

Run runAs(plan::Plan plan, Fidelity fidelity, double seconds, double sliceS = 0) {
    plan.scenario.fidelity = fidelity;
    plan.scenario.sliceS = fidelity == Fidelity::Cohort ? sliceS : 0;
    return runWhole(std::move(plan), seconds);
}

QByteArray both(double exact, double cohort) { return QByteArray::number(exact) + " exact, " + QByteArray::number(cohort) + " cohort"; }

double failedConditions(const Run& run) { return sumOf(run, kTableUid, "ConditionalCheckFailedRequests"); }

plan::AccessPattern& addPattern(plan::Plan& plan, Operation operation, double perS) {
    plan::AccessPattern more = plan.patterns.front();
    more.uid = plan.patterns.size() + 1;
    more.operation = operation;
    more.condition = Condition::None;
    more.rate = plan::RateCurve::constant(perS);
    plan.patterns.push_back(more);
    return plan.patterns.back();
}

std::vector<double> ages(const Run& run) {
    std::vector<double> found;
    for (std::size_t row = 30; row < run.metrics().rowCount(); ++row)
        found.push_back(valueAt(run, kConsumerUid, "IteratorAge", Statistic::Max, row));
    std::sort(found.begin(), found.end());
    return found;
}

double hitsBetween(const Run& run, std::size_t from, std::size_t to) {
    double hits = 0;
    for (std::size_t row = from; row < to; ++row)
        hits += valueAt(run, kCacheUid, "ItemCacheHits", Statistic::Sum, row);
    return hits / static_cast<double>(to - from);
}

}  // namespace

class TestBothDrivers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // --- conditions --------------------------------------------------------------------------------------------------------------
    void conditionsFailAlike_data() {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<Condition>("condition");
        QTest::addColumn<KeyDistribution>("keys");
        QTest::addColumn<int>("atStart");
        QTest::addColumn<double>("wanted");  // share that fails; -1: by the exact run alone
        const auto uniform = KeyDistribution::uniform(1'000);
        QTest::newRow("absent, all are there") << Operation::PutItem << Condition::ItemAbsent << uniform << 1'000 << 1.0;
        QTest::newRow("absent, none is there") << Operation::PutItem << Condition::ItemAbsent << uniform << 0 << 1 - 1'000 * (1 - std::exp(-12.0)) / 12'000;
        QTest::newRow("absent, half are there") << Operation::PutItem << Condition::ItemAbsent << uniform << 500 << 1 - 500.0 / 12'000;
        QTest::newRow("absent, ten keys") << Operation::PutItem << Condition::ItemAbsent << KeyDistribution::uniform(10) << 0 << 1 - 10.0 / 12'000;
        QTest::newRow("absent, many keys") << Operation::PutItem << Condition::ItemAbsent << KeyDistribution::uniform(20'000) << 0 << -1.0;
        QTest::newRow("absent, uneven keys") << Operation::PutItem << Condition::ItemAbsent << KeyDistribution::zipf(20'000) << 0 << -1.0;
        QTest::newRow("absent, uneven keys, the first are there") << Operation::PutItem << Condition::ItemAbsent << KeyDistribution::zipf(20'000) << 2'000 << -1.0;
        QTest::newRow("absent, a hot key") << Operation::PutItem << Condition::ItemAbsent << KeyDistribution::hotKey(20'000, 0.5) << 0 << -1.0;
        QTest::newRow("absent, always new") << Operation::PutItem << Condition::ItemAbsent << KeyDistribution::sequential() << 1'000 << 0.0;
        QTest::newRow("present, none is there") << Operation::UpdateItem << Condition::ItemPresent << uniform << 0 << 1.0;
        QTest::newRow("present, all are there") << Operation::UpdateItem << Condition::ItemPresent << uniform << 1'000 << 0.0;
        QTest::newRow("present, a quarter is there") << Operation::UpdateItem << Condition::ItemPresent << uniform << 250 << 0.75;
        QTest::newRow("present, the popular ones are there") << Operation::UpdateItem << Condition::ItemPresent << KeyDistribution::zipf(20'000) << 2'000 << -1.0;
        QTest::newRow("present, always new") << Operation::PutItem << Condition::ItemPresent << KeyDistribution::sequential() << 1'000 << 1.0;
        QTest::newRow("deletes of what is there") << Operation::DeleteItem << Condition::ItemPresent << uniform << 1'000 << 1 - 1'000.0 / 12'000;
    }
    void conditionsFailAlike() {
        QFETCH(Operation, operation);
        QFETCH(Condition, condition);
        QFETCH(KeyDistribution, keys);
        QFETCH(int, atStart);
        QFETCH(double, wanted);
        plan::Plan plan = fixture::plan(provisionedTable(10, 1'000), operation, 200, keys);
        plan.patterns[0].condition = condition;
        plan.patterns[0].itemsAtStart = static_cast<std::uint64_t>(atStart);
        const Run exact = runAs(plan, Fidelity::Exact, 60);
        const double a = failedConditions(exact) / double(exact.state().totals.requests);
        QVERIFY2(wanted < 0 || std::abs(a - wanted) < 0.01, QByteArray::number(a));
        for (const double sliceS : {0.1, 1.0}) {
            const Run cohort = runAs(plan, Fidelity::Cohort, 60, sliceS);
            const double b = failedConditions(cohort) / double(cohort.state().totals.requests);
            QVERIFY2(std::abs(a - b) < 0.015, both(a, b));
            QVERIFY2(std::abs(sumOf(cohort, kTableUid, "ConsumedWriteCapacityUnits") - sumOf(exact, kTableUid, "ConsumedWriteCapacityUnits")) < 240, "metered like the write");
            const double items = double(exact.state().stores[0].itemCount);
            QVERIFY2(std::abs(items - double(cohort.state().stores[0].itemCount)) < 0.05 * items + 5, both(items, double(cohort.state().stores[0].itemCount)));
        }
    }

    void writersThatReadBeforeCollideAlike_data() {
        QTest::addColumn<KeyDistribution>("keys");
        QTest::addColumn<Arrivals>("arrivals");
        QTest::addColumn<double>("perS");
        QTest::addColumn<double>("othersPerS");
        QTest::newRow("one item") << KeyDistribution::singleKey() << Arrivals::Poisson << 20.0 << 0.0;
        QTest::newRow("one item, every 50 ms") << KeyDistribution::singleKey() << Arrivals::Constant << 20.0 << 0.0;
        QTest::newRow("one item, every 33 ms") << KeyDistribution::singleKey() << Arrivals::Constant << 30.0 << 0.0;
        QTest::newRow("ten items") << KeyDistribution::uniform(10) << Arrivals::Poisson << 20.0 << 0.0;
        QTest::newRow("uneven") << KeyDistribution::zipf(1'000) << Arrivals::Poisson << 20.0 << 0.0;
        QTest::newRow("others write too") << KeyDistribution::singleKey() << Arrivals::Poisson << 20.0 << 15.0;
    }
    void writersThatReadBeforeCollideAlike() {
        QFETCH(KeyDistribution, keys);
        QFETCH(Arrivals, arrivals);
        QFETCH(double, perS);
        QFETCH(double, othersPerS);
        plan::Plan plan = fixture::plan(provisionedTable(10, 1'000), Operation::UpdateItem, perS, keys);
        plan.patterns[0].condition = Condition::Unchanged;
        if (othersPerS > 0)
            addPattern(plan, Operation::PutItem, othersPerS);
        for (plan::AccessPattern& pattern : plan.patterns)
            pattern.arrivals = arrivals;
        const Run exact = runAs(plan, Fidelity::Exact, 600);
        const Run cohort = runAs(plan, Fidelity::Cohort, 600);
        const double a = failedConditions(exact) / double(exact.state().patterns[0].made);
        const double b = failedConditions(cohort) / double(cohort.state().patterns[0].made);
        QVERIFY2((a > 0.01 || perS == 20) && std::abs(a - b) < 0.025, both(a, b));
    }

    void unchangedItemsByHand() {
        QCOMPARE(cohort::unchangedShare(0, 20, 0.05), 0.5);             // a counter's dead time: 1 / (1 + 20 x 0.05)
        QVERIFY(std::abs(cohort::unchangedShare(20, 0, 0.05) - std::exp(-1.0)) < 1e-12);
        QCOMPARE(cohort::unchangedShare(5, 5, 0), 1.0);
    }

    // --- batches -----------------------------------------------------------------------------------------------------------------
    void aBatchThrowsOnlyWhenAllOfItFails_data() {
        QTest::addColumn<double>("writeUnits");
        QTest::addColumn<double>("refused");  // share of the calls
        QTest::addColumn<Arrivals>("arrivals");
        QTest::newRow("some of each pass") << 100.0 << 0.0 << Arrivals::Constant;
        QTest::newRow("one item of every second call passes") << 5.0 << 0.5 << Arrivals::Constant;
        QTest::newRow("by chance") << 100.0 << 1 - 10 * (1 - std::exp(-0.1)) << Arrivals::Poisson;
        QTest::newRow("few, by chance") << 5.0 << 1 - 0.5 * (1 - std::exp(-2.0)) << Arrivals::Poisson;
    }
    void aBatchThrowsOnlyWhenAllOfItFails() {
        // Ten calls a second of 25 items of a unit each, without retries.
        QFETCH(double, writeUnits);
        QFETCH(double, refused);
        QFETCH(Arrivals, arrivals);
        plan::Plan plan = fixture::plan(provisionedTable(5, writeUnits), Operation::BatchWriteItem, 10, KeyDistribution::uniform(10'000));
        plan.patterns[0].itemsPerCall = 25;
        plan.patterns[0].itemBytes = 1'000;
        plan.patterns[0].arrivals = arrivals;
        const double seconds = 300;
        const Run exact = runAs(plan, Fidelity::Exact, seconds);
        const Run cohort = runAs(plan, Fidelity::Cohort, seconds, 0.1);
        for (const Run* run : {&exact, &cohort}) {
            const auto requests = double(run->state().totals.requests);
            const double events = sumOf(*run, kTableUid, "WriteThrottleEvents");
            const double thrown = sumOf(*run, kTableUid, "ThrottledRequests");
            const QByteArray driver = run == &exact ? "exact " : "cohort ";
            QVERIFY2(std::abs(events - (requests * 25 - writeUnits * seconds)) < 0.02 * requests * 25, driver + QByteArray::number(events));
            QVERIFY2(std::abs(thrown / requests - refused) < 0.02, driver + QByteArray::number(thrown / requests));
            QVERIFY(std::abs(double(run->state().totals.throttled) - thrown) <= 2);
            QVERIFY(std::abs(double(run->state().totals.throttledAttempts) - thrown) <= 2);
            QVERIFY(double(run->state().totals.succeeded) >= requests - thrown - 2);
            // What answered calls have left undone: with the items of the thrown ones all that was refused.
            double unprocessed = 0;
            for (std::size_t row = 0; row < run->metrics().rowCount(); ++row)
                unprocessed += valueAt(*run, kSourceUid, "UnprocessedItems", Statistic::Sum, row, 1);
            QVERIFY2(std::abs(unprocessed + 25 * thrown - events) < 0.01 * events + 50, driver + QByteArray::number(unprocessed));
        }
    }

    void whatABatchHasLeftIsAskedForAgainAlike_data() {
        QTest::addColumn<Arrivals>("arrivals");
        QTest::newRow("even") << Arrivals::Constant;
        QTest::newRow("by chance") << Arrivals::Poisson;
    }
    void whatABatchHasLeftIsAskedForAgainAlike() {
        QFETCH(Arrivals, arrivals);
        plan::Plan plan = fixture::plan(provisionedTable(5, 150), Operation::BatchWriteItem, 10, KeyDistribution::uniform(10'000));
        plan.patterns[0].itemsPerCall = 25;
        plan.patterns[0].itemBytes = 1'000;
        plan.patterns[0].arrivals = arrivals;
        plan.patterns[0].retry = plan::RetrySettings::formula(4, 100, 2'000, plan::Jitter::Full);
        plan.patterns[0].retry.quotaTokens = 0;
        const Run exact = runAs(plan, Fidelity::Exact, 300);
        const Run cohort = runAs(plan, Fidelity::Cohort, 300, 0.1);
        const auto near = [&](double a, double b, double bound) { return std::abs(a - b) <= bound * a; };
        const double unitsA = exact.state().stores[0].consumedWrite;
        const double unitsB = cohort.state().stores[0].consumedWrite;
        QVERIFY2(near(unitsA, unitsB, 0.02), both(unitsA, unitsB));
        const auto attemptsA = double(exact.state().totals.attempts);
        const auto attemptsB = double(cohort.state().totals.attempts);
        QVERIFY2(near(attemptsA, attemptsB, 0.17), both(attemptsA, attemptsB));
        const double eventsA = sumOf(exact, kTableUid, "WriteThrottleEvents");
        const double eventsB = sumOf(cohort, kTableUid, "WriteThrottleEvents");
        QVERIFY2(near(eventsA, eventsB, 0.17), both(eventsA, eventsB));
    }

    void callSharesByHand() {
        using cohort::callShares;
        using cohort::Spacing;
        QCOMPARE(callShares(1, 25, Spacing::ByChance).complete, 1.0);
        QCOMPARE(callShares(0.4, 1, Spacing::ByChance).refused, 0.6);
        QCOMPARE(callShares(0.4, 25, Spacing::Even).refused, 0.0);
        QCOMPARE(callShares(0.02, 25, Spacing::Even).refused, 0.5);
        // M = 10: of 25 items 10 (1 - e^-2.5) = 9.18 pass.
        const cohort::CallShares shares = callShares((1 - std::exp(-2.5)) * 10 / 25, 25, Spacing::ByChance);
        QVERIFY(std::abs(shares.complete - std::exp(-2.5)) < 1e-6);
        QVERIFY(std::abs(shares.refused - (1 - 10 * (1 - std::exp(-0.1)))) < 1e-6);
    }

    // --- streams -----------------------------------------------------------------------------------------------------------------
    void theIteratorAgeOfASteadyStreamIsTheDelay_data() {
        QTest::addColumn<double>("writesPerS");
        QTest::addColumn<int>("parallel");
        QTest::addColumn<double>("durationMs");
        QTest::newRow("20 a second") << 20.0 << 1 << 50.0;
        QTest::newRow("1,000 a second") << 1'000.0 << 1 << 50.0;
        QTest::newRow("1,000 a second, twice in parallel") << 1'000.0 << 2 << 180.0;
    }
    void theIteratorAgeOfASteadyStreamIsTheDelay() {
        QFETCH(double, writesPerS);
        QFETCH(int, parallel);
        QFETCH(double, durationMs);
        plan::Plan plan = streamPlan(writesPerS, 1, 100, durationMs);
        stationOf<plan::LogStation>(plan, 2).visibleAfter = {100, 1'000};
        stationOf<plan::ConsumerStation>(plan, 4).parallelFactor = static_cast<std::uint32_t>(parallel);
        const Run exact = runAs(plan, Fidelity::Exact, 900);
        const Run cohort = runAs(plan, Fidelity::Cohort, 900);
        const auto quantile = [](const std::vector<double>& sorted, double q) { return sorted[static_cast<std::size_t>(q * double(sorted.size() - 1))]; };
        const std::vector<double> a = ages(exact);
        const std::vector<double> b = ages(cohort);
        QVERIFY2(quantile(a, 0.5) > 80 && quantile(a, 0.5) < 450, both(quantile(a, 0.5), quantile(b, 0.5)));
        QVERIFY2(std::abs(quantile(a, 0.5) - quantile(b, 0.5)) < 120, both(quantile(a, 0.5), quantile(b, 0.5)));
        QVERIFY2(quantile(a, 0.99) > 500 && quantile(a, 0.99) < 2'500, both(quantile(a, 0.99), quantile(b, 0.99)));
        QVERIFY2(quantile(b, 0.99) > 500 && quantile(b, 0.99) < 2'500, both(quantile(a, 0.99), quantile(b, 0.99)));
    }

    void withoutAnInvocationTheIteratorAgeStaysWhereItWas_data() {
        QTest::addColumn<Fidelity>("fidelity");
        QTest::newRow("exact") << Fidelity::Exact;
        QTest::newRow("cohort") << Fidelity::Cohort;
    }
    void withoutAnInvocationTheIteratorAgeStaysWhereItWas() {
        QFETCH(Fidelity, fidelity);
        plan::Plan plan = streamPlan(0.2, 1, 100, 20);
        stationOf<plan::LogStation>(plan, 2).visibleAfter = constantMs(400);
        const Run run = runAs(std::move(plan), fidelity, 60);
        for (std::size_t row = 10; row < 60; ++row) {
            const double ms = valueAt(run, kConsumerUid, "IteratorAge", Statistic::Max, row);
            QVERIFY2(ms >= 400 && ms < 700, QByteArray::number(ms));
        }
    }

    void aPoisonRecordsTriesAreCounted_data() {
        QTest::addColumn<bool>("bisect");
        QTest::newRow("whole batches") << false;
        QTest::newRow("halves") << true;
    }
    void aPoisonRecordsTriesAreCounted() {
        QFETCH(bool, bisect);
        plan::Plan plan = streamPlan(200, 1, 64, 20);
        plan::ConsumerStation& consumer = stationOf<plan::ConsumerStation>(plan, 4);
        consumer.maxRetries = 5;
        consumer.windowS = 1;
        consumer.bisect = bisect ? plan::Switch::On : plan::Switch::Off;
        plan.scenario.faults = {{10, 0, plan::PoisonRecord{2}}};
        const Run exact = runAs(plan, Fidelity::Exact, 60);
        const Run cohort = runAs(plan, Fidelity::Cohort, 60);
        const double a = sumOf(exact, kConsumerUid, "FailedInvokeEventCount");
        const double b = sumOf(cohort, kConsumerUid, "FailedInvokeEventCount");
        QVERIFY2(a > 0 && std::abs(a - b) <= 0.1 * a, both(a, b));
        QCOMPARE(sumOf(cohort, kConsumerUid, "BatchSplits"), bisect ? 6.0 : 0.0);
        QCOMPARE(sumOf(exact, kConsumerUid, "BatchSplits"), bisect ? 6.0 : 0.0);
        // The one lane stands from 26 s to 41 s, with no try in between.
        for (const Run* run : {&exact, &cohort})
            QCOMPARE(valueAt(*run, kServerUid, "Duration", Statistic::P50, 33), 0.0);
    }

    // --- caches ------------------------------------------------------------------------------------------------------------------
    void aLostNodesReplacementIsEmpty() {
        // Every node has what any of them has read: a loss costs nothing, what comes in its place has to read all of it again.
        plan::Plan plan = cachePlan(1'000, KeyDistribution::zipf(10'000, 1.0), 1e9, 3);
        plan.scenario.faults = {{100, 60, plan::CacheNodeLoss{2, 0}}};
        const Run exact = runAs(plan, Fidelity::Exact, 240);
        const Run cohort = runAs(plan, Fidelity::Cohort, 240);
        for (const auto& [from, to] : std::vector<std::pair<std::size_t, std::size_t>>{{90, 99}, {101, 110}, {150, 159}, {161, 164}, {165, 170}, {180, 190}, {230, 239}}) {
            const double a = hitsBetween(exact, from, to);
            const double b = hitsBetween(cohort, from, to);
            QVERIFY2(std::abs(a - b) < 20, QByteArray::number(int(from)) + " s: " + both(a, b));
        }
        QVERIFY(hitsBetween(exact, 101, 110) > hitsBetween(exact, 90, 99) - 15);
        QVERIFY(hitsBetween(exact, 161, 164) < hitsBetween(exact, 150, 159) - 50);
    }

    // --- timeouts ----------------------------------------------------------------------------------------------------------------
    void clientsDoNotWaitLongerThanTheirTimeout_data() {
        QTest::addColumn<double>("durationMs");
        QTest::addColumn<double>("p99Ms");
        QTest::addColumn<int>("attempts");
        QTest::newRow("longer") << 3'000.0 << 3'000.0 << 1;
        QTest::newRow("shorter") << 1'000.0 << 1'000.0 << 1;
        QTest::newRow("some are longer") << 1'000.0 << 5'000.0 << 1;
        QTest::newRow("longer, and asked again") << 3'000.0 << 3'000.0 << 3;
        QTest::newRow("some are longer, and asked again") << 1'000.0 << 5'000.0 << 3;
    }
    void clientsDoNotWaitLongerThanTheirTimeout() {
        QFETCH(double, durationMs);
        QFETCH(double, p99Ms);
        QFETCH(int, attempts);
        plan::Plan plan = fixture::plan(provisionedTable(1, 1), Operation::Call, 50, KeyDistribution::singleKey());
        plan::ServerStation server;
        server.duration = {durationMs, p99Ms};
        server.coldStart = constantMs(0);
        server.timeoutS = 30;
        plan.stations.push_back({kServerUid, "api", server});
        plan.patterns[0].target = 2;
        plan.patterns[0].timeoutMs = 2'000;
        if (attempts > 1)
            plan.patterns[0].retry = plan::RetrySettings::formula(static_cast<std::uint32_t>(attempts), 10, 100, plan::Jitter::Full);
        plan.patterns[0].retry.quotaTokens = 0;
        const Run exact = runAs(plan, Fidelity::Exact, 120);
        const Run cohort = runAs(plan, Fidelity::Cohort, 120);
        const auto share = [](std::uint64_t part, const Run& run) { return double(part) / double(run.state().totals.requests - run.state().totals.inFlight()); };
        const double a = share(exact.state().totals.succeeded, exact);
        const double b = share(cohort.state().totals.succeeded, cohort);
        QVERIFY2(std::abs(a - b) < 0.02, both(a, b));
        const double perA = double(exact.state().totals.attempts) / double(exact.state().totals.requests);
        const double perB = double(cohort.state().totals.attempts) / double(cohort.state().totals.requests);
        QVERIFY2(std::abs(perA - perB) < 0.06 * perA, both(perA, perB));
    }

    void aShortTimeoutMakesClientsAskATableAgainAlike_data() {
        QTest::addColumn<double>("timeoutMs");
        QTest::newRow("short") << 4.0;
        QTest::newRow("of the slowest only") << 12.0;
    }
    void aShortTimeoutMakesClientsAskATableAgainAlike() {
        // Writes take 3.5 ms, one in a hundred 12 ms: the table has done them all the same, and does them again.
        QFETCH(double, timeoutMs);
        plan::Plan plan = fixture::plan(provisionedTable(10, 1'000), Operation::PutItem, 200, KeyDistribution::uniform(1'000));
        stationOf<plan::UnitStoreStation>(plan, 1).times = plan::ServiceTimes();
        plan.patterns[0].timeoutMs = timeoutMs;
        plan.patterns[0].retry = plan::RetrySettings::formula(3, 10, 100, plan::Jitter::Full);
        plan.patterns[0].retry.quotaTokens = 0;
        const Run exact = runAs(plan, Fidelity::Exact, 120);
        const Run cohort = runAs(plan, Fidelity::Cohort, 120);
        const auto a = double(exact.state().totals.attempts);
        const auto b = double(cohort.state().totals.attempts);
        QVERIFY2(a > 24'100 && std::abs(a - b) < 0.02 * a, both(a, b));
        const auto failedA = double(exact.state().totals.failed);
        const auto failedB = double(cohort.state().totals.failed);
        QVERIFY2(std::abs(failedA - failedB) < 0.01 * 24'000, both(failedA, failedB));
        QVERIFY2(std::abs(exact.state().stores[0].consumedWrite - cohort.state().stores[0].consumedWrite) < 0.02 * a, "units");
    }
};

QTEST_APPLESS_MAIN(TestBothDrivers)
#include "tst_bothdrivers.moc"
