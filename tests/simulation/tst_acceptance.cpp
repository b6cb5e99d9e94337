// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that can be worked out by hand: no retries, constant arrivals, steady latencies, no burst bank, rates after the first second.
#include "simulation/run.h"
#include "simulation/summary.h"
#include "tests/simulation/planfixture.h"

#include <QTest>

#include <cmath>

using namespace sim;
using plan::KeyDistribution;
using plan::Operation;

namespace {

struct Rates {
    double asked = 0, served = 0, throttled = 0;  // a second
};

// Mean rates of the pattern between two times.
Rates ratesBetween(const Run& run, int fromS, int toS) {
    const MetricLog& log = run.metrics();
    const auto slot = [&](std::string_view metric) {
        return static_cast<std::uint32_t>(log.find({fixture::kSourceUid, 1, metric, "", Statistic::Sum}));
    };
    Rates rates;
    for (int row = fromS; row < toS; ++row) {
        rates.asked += log.value(static_cast<std::size_t>(row), slot("Requests"));
        rates.served += log.value(static_cast<std::size_t>(row), slot("Succeeded"));
        rates.throttled += log.value(static_cast<std::size_t>(row), slot("Throttled"));
    }
    const double seconds = toS - fromS;
    return {rates.asked / seconds, rates.served / seconds, rates.throttled / seconds};
}

Run runFor(plan::Plan plan, double seconds) {
    plan.scenario.lengthS = seconds;
    Run run(fixture::share(std::move(plan)));
    run.runUntil(run.endNs());
    return run;
}

double consumed(const Run& run, std::string_view metric, int fromS, int toS) {
    const int slot = run.metrics().find({fixture::kTableUid, 0, metric, "", Statistic::Sum});
    double sum = 0;
    for (int row = fromS; row < toS; ++row)
        sum += run.metrics().value(static_cast<std::size_t>(row), static_cast<std::uint32_t>(slot));
    return sum / (toS - fromS);
}

}  // namespace

class TestAcceptance : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneHotKeyReadEventuallyIsHeldByItsPartition() {
        // 10,000 reads/s of 4 KB: 5,000 units/s against 3,000 of one partition: 6,000 are served, 40 % throttled.
        plan::Plan plan = fixture::plan(fixture::provisionedTable(40'000, 10), Operation::GetItem, 10'000, KeyDistribution::singleKey());
        plan.patterns[0].itemBytes = 4096;
        const Run run = runFor(plan, 30);
        const Rates rates = ratesBetween(run, 2, 30);
        QVERIFY(std::abs(rates.asked - 10'000) < 1);
        QVERIFY2(std::abs(rates.served - 6'000) < 2, qPrintable(QString::number(rates.served)));
        QVERIFY(std::abs(rates.throttled - 4'000) < 2);
        QVERIFY(std::abs(consumed(run, "ConsumedReadCapacityUnits", 2, 30) - 3'000) < 1);
        const int reason = run.metrics().find({fixture::kTableUid, 0, "ThrottleEvents", "TableReadKeyRangeThroughputExceeded", Statistic::Sum});
        QVERIFY(reason >= 0);
        QVERIFY(run.metrics().value(10, static_cast<std::uint32_t>(reason)) > 3'900);
    }

    void threeReplicasAnswerFourThousandFiveHundredUnits() {
        plan::UnitStoreStation table = fixture::provisionedTable(40'000, 10);
        table.partitions.threeReplicaReads = plan::Switch::On;
        plan::Plan plan = fixture::plan(table, Operation::GetItem, 10'000, KeyDistribution::singleKey());
        plan.patterns[0].itemBytes = 4096;
        const Run run = runFor(plan, 30);  // the second of bucket lasts 3,000 / 333 = 9 s
        QVERIFY(std::abs(ratesBetween(run, 12, 30).served - 9'000) < 2);
    }

    void oneHotKeyWrittenIsHeldByItsPartition() {
        // 2,500 writes/s of 1 KB on one key: 1,000 admitted, 60 % throttled.
        const Run run = runFor(fixture::plan(fixture::provisionedTable(10, 40'000), Operation::PutItem, 2'500, KeyDistribution::singleKey()), 30);
        const Rates rates = ratesBetween(run, 2, 30);
        QVERIFY2(std::abs(rates.served - 1'000) < 1, qPrintable(QString::number(rates.served)));
        QVERIFY(std::abs(rates.throttled / rates.asked - 0.6) < 0.001);
    }

    void tenSuffixesSpreadTheHotKey() {
        plan::Plan plan = fixture::plan(fixture::provisionedTable(10, 40'000), Operation::PutItem, 2'500, KeyDistribution::uniform(10));
        const Run run = runFor(plan, 30);
        // The precondition: no partition holds more than four of the ten keys.
        const StoreState& store = run.state().stores[0];
        std::vector<int> held(store.partitions.size());
        for (std::uint64_t key = 0; key < 10; ++key) {
            const auto after = std::upper_bound(store.starts.begin(), store.starts.end(), plan::keyHash(fixture::kTableUid, key));
            ++held[static_cast<std::size_t>(after - store.starts.begin() - 1)];
        }
        QVERIFY(*std::max_element(held.begin(), held.end()) <= 4);
        QCOMPARE(run.state().totals.throttled, std::uint64_t(0));
        QVERIFY(run.state().totals.succeeded > 74'000);
    }

    void aNewOnDemandTableServesFourThousandWritesAtOnce() {
        const Run run = runFor(fixture::plan(fixture::onDemandTable(), Operation::PutItem, 10'000, KeyDistribution::sequential()), 300);
        const Rates first = ratesBetween(run, 2, 60);
        QVERIFY2(std::abs(first.served - 4'000) < 10, qPrintable(QString::number(first.served)));
        QVERIFY(std::abs(first.throttled - 6'000) < 10);
        // Then the peak (2,000 at first) grows by a thirtieth of itself a minute, and the limit is twice the peak.
        for (int minute = 1; minute < 5; ++minute) {
            const double expected = 2 * (2'000 + minute * 2'000.0 / 30);
            const Rates rates = ratesBetween(run, minute * 60 + 2, minute * 60 + 60);
            QVERIFY2(std::abs(rates.served - expected) < 20, qPrintable(QStringLiteral("%1: %2").arg(minute).arg(rates.served)));
        }
    }

    void aWarmTableServesTenThousandWritesAtOnce() {
        plan::UnitStoreStation table = fixture::onDemandTable();
        table.throughput.warmWriteUnits = 10'000;
        const Run run = runFor(fixture::plan(table, Operation::PutItem, 10'000, KeyDistribution::sequential()), 30);
        QCOMPARE(run.state().stores[0].partitions.size(), std::size_t(10));
        QCOMPARE(run.state().totals.throttled, std::uint64_t(0));
        QVERIFY(std::abs(ratesBetween(run, 2, 30).served - 10'000) < 1);
    }

    void provisionedCapacityAdmitsExactlyItsRate() {
        const Run run = runFor(fixture::plan(fixture::provisionedTable(5, 60), Operation::PutItem, 500, KeyDistribution::uniform(1'000)), 60);
        const Rates rates = ratesBetween(run, 2, 60);
        QCOMPARE(rates.asked, 500.0);
        QCOMPARE(rates.served, 60.0);
        QCOMPARE(rates.throttled, 440.0);
    }

    void theBurstBankServesUntilItIsEmpty() {
        plan::UnitStoreStation table = fixture::provisionedTable(5, 60);
        table.burst.enabled = plan::Switch::On;
        const Run run = runFor(fixture::plan(table, Operation::PutItem, 500, KeyDistribution::uniform(1'000)), 120);
        // 60 x 300 units are there; 440 a second are missing: empty after 18,000 / 440 = 40.9 s.
        QCOMPARE(ratesBetween(run, 1, 40).throttled, 0.0);
        QVERIFY(ratesBetween(run, 42, 120).throttled > 439.0);
        QVERIFY(std::abs(ratesBetween(run, 42, 120).served - 60) < 0.1);
    }
};

QTEST_APPLESS_MAIN(TestAcceptance)
#include "tst_acceptance.moc"
