// SPDX-License-Identifier: GPL-3.0-or-later
// The worked examples U01 to U28 of capacity-unit arithmetic (requirement notes and the DynamoDB Developer Guide).
#include "model/plan/units.h"

#include <QTest>

#include <vector>

using namespace plan;

namespace {

constexpr std::int64_t kKb = 1024;
std::vector<std::int64_t> times(std::size_t count, std::int64_t bytes) { return std::vector<std::int64_t>(count, bytes); }
QStringList words(const ExplainedUnits& explained) {
    QStringList list;
    for (const std::string& step : explained.steps)
        list << QString::fromStdString(step);
    return list;
}

}  // namespace

class TestUnits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsToProvision_data() {
        QTest::addColumn<qint64>("operations");
        QTest::addColumn<qint64>("periodS");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<bool>("strong");
        QTest::addColumn<qint64>("units");
        const auto row = [](const char* name, qint64 n, qint64 s, qint64 bytes, bool strong, qint64 units) {
            QTest::newRow(name) << n << s << bytes << strong << units;
        };
        row("U01", 600, 60, 5 * kKb, false, 10);
        row("U02", 10, 1, 1 * kKb, false, 5);
        row("U03", 10, 1, 6 * kKb, false, 10);
        row("U04", 5, 1, 10 * kKb, false, 8);
        row("U05", 25, 1, 13 * kKb, false, 50);
        row("U06", 5, 1, 10 * kKb, true, 15);
        row("U07", 600, 60, 5 * kKb, true, 20);
        row("U08", 25, 1, 13 * kKb, true, 100);
        row("U09", 300, 30, 5 * kKb, false, 10);
        row("U13", 150, 1, 3584, false, 75);
        row("U15", 1'000'000, 86'400, 4 * kKb, true, 12);
        row("U17", 80, 1, 3 * kKb, true, 80);
    }
    void readsToProvision() {
        QFETCH(qint64, operations);
        QFETCH(qint64, periodS);
        QFETCH(qint64, bytes);
        QFETCH(bool, strong);
        QFETCH(qint64, units);
        const CapacityUnits each = readUnits(bytes, strong ? ReadMode::Strong : ReadMode::Eventual);
        QCOMPARE(qint64(provisionedUnits(operations, periodS, each)), units);
        QCOMPARE(qint64(provisionedUnits(double(operations) / double(periodS), each)), units);
    }

    void writesToProvision_data() {
        QTest::addColumn<qint64>("operations");
        QTest::addColumn<qint64>("periodS");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<qint64>("units");
        QTest::newRow("U10") << qint64(5) << qint64(1) << 10 * qint64(kKb) << qint64(50);
        QTest::newRow("U11") << qint64(12) << qint64(1) << 100 * qint64(kKb) << qint64(1200);
        QTest::newRow("U12") << qint64(600) << qint64(60) << 5 * qint64(kKb) << qint64(50);
        QTest::newRow("U14 normal") << qint64(50) << qint64(1) << qint64(kKb) << qint64(50);
        QTest::newRow("U14 peak") << qint64(500) << qint64(1) << qint64(kKb) << qint64(500);
        QTest::newRow("U15") << qint64(1'000'000) << qint64(86'400) << qint64(kKb) << qint64(12);
        QTest::newRow("U18") << qint64(100) << qint64(1) << qint64(512) << qint64(100);
    }
    void writesToProvision() {
        QFETCH(qint64, operations);
        QFETCH(qint64, periodS);
        QFETCH(qint64, bytes);
        QFETCH(qint64, units);
        const CapacityUnits each = writeUnits(0, bytes, WriteMode::Standard);
        QCOMPARE(qint64(provisionedUnits(operations, periodS, each)), units);
        QCOMPARE(qint64(provisionedUnits(double(operations) / double(periodS), each)), units);
    }

    void u14ANormalLoadFitsAndThePeakDoesNot() {
        QVERIFY(provisionedUnits(50, 1, writeUnits(0, kKb, WriteMode::Standard)) <= 60);
        QVERIFY(provisionedUnits(500, 1, writeUnits(0, kKb, WriteMode::Standard)) > 60);
    }

    void u16OneItemOfEightKb() {
        QCOMPARE(readUnits(8 * kKb, ReadMode::Strong).value(), 2.0);
        QCOMPARE(readUnits(8 * kKb, ReadMode::Eventual).value(), 1.0);
        QCOMPARE(readUnits(8 * kKb, ReadMode::Transactional).value(), 4.0);
    }

    void u19AQueryRoundsTheSum() {
        const std::vector<std::int64_t> items = times(40, 1044);  // 41,760 B, 40.8 KB
        QCOMPARE(explainQuery(items, ReadMode::Strong).units.value(), 11.0);
        QCOMPARE(explainQuery(items, ReadMode::Eventual).units.value(), 5.5);
        QCOMPARE(readUnits(41'779, ReadMode::Eventual).value(), 5.5);
    }

    void u20ABatchRoundsEveryItem() {
        const std::vector<std::int64_t> items{1536, 6656};
        const ExplainedUnits result = explainBatchRead(items, ReadMode::Strong);
        QCOMPARE(result.units.value(), 3.0);
        QCOMPARE(words(result).last(), QStringLiteral("sum = 3"));
    }

    void u21ABatchOfWritesRoundsEveryItem() {
        const std::vector<std::int64_t> items{500, 3584};
        QCOMPARE(explainBatchWrite(items, WriteMode::Standard).units.value(), 5.0);
    }

    void u22AQueryOfAnIndex() {
        QCOMPARE(explainQuery(times(8, 2000), ReadMode::Eventual).units.value(), 2.0);
    }

    void u23ALocalIndexFetchesWhatItDoesNotProject() {
        const std::vector<std::int64_t> fetched = times(4, 300);
        QCOMPARE(explainQuery(times(4, 200), ReadMode::Strong, fetched).units.value(), 5.0);
    }

    void u24WhatSixUnitsBuy() {
        QCOMPARE(readBytesPerS(6, ReadMode::Strong), 24 * kKb);
        QCOMPARE(readBytesPerS(6, ReadMode::Eventual), 48 * kKb);
        QCOMPARE(readBytesPerS(6, ReadMode::Transactional), 12 * kKb);
        QCOMPARE(writeBytesPerS(6, WriteMode::Standard), 6 * kKb);
        QCOMPARE(writeBytesPerS(6, WriteMode::Transactional), 3 * kKb);
    }

    void u25EveryReplicaIsMetered() {
        QCOMPARE(explainReplicatedWrite(0, kKb, 3).units.value() * (5 + 10 + 5), 60.0);
        QCOMPARE(provisionedUnits(5 + 10 + 5, 1, writeUnits(0, kKb, WriteMode::Standard)), std::int64_t(20));
    }

    void u26ShardsForChangeCapture() {
        QCOMPARE(captureShards(1040, 0.25, 800), std::int64_t(2));
        QCOMPARE(captureShards(1040, 0.25, 800, 4), std::int64_t(4));
    }

    void u27ATransactionCountsTwice() {
        QCOMPARE(explainBatchWrite(times(3, 500), WriteMode::Transactional).units.value(), 6.0);
    }

    void u28AnUpdateCountsTheLargerSize() {
        const ExplainedUnits result = explainWrite(1229, 922, WriteMode::Standard);
        QCOMPARE(result.units.value(), 2.0);
        QCOMPARE(words(result), (QStringList{"larger of before and after: max(1229 B, 922 B) = 1229 B", "ceil(1229 B / 1024 B) = 2"}));
    }

    void missingItemsCostOneBlock() {
        QCOMPARE(readUnits(0, ReadMode::Strong).value(), 1.0);
        QCOMPARE(readUnits(0, ReadMode::Eventual).value(), 0.5);
        QCOMPARE(readUnits(0, ReadMode::Transactional).value(), 2.0);
        QCOMPARE(writeUnits(0, 0, WriteMode::Standard).value(), 1.0);
        QCOMPARE(words(explainWrite(0, 0, WriteMode::Standard)), QStringList{"ceil(0 B / 1024 B) = 0, at least 1"});
    }

    void anIndexPaysForWhatChanges() {
        QCOMPARE(indexWriteUnits(IndexChange::None, 500, 500).value(), 0.0);
        QCOMPARE(indexWriteUnits(IndexChange::Insert, 0, 1500).value(), 2.0);
        QCOMPARE(indexWriteUnits(IndexChange::Remove, 1500, 0).value(), 2.0);
        QCOMPARE(indexWriteUnits(IndexChange::Update, 1500, 900).value(), 2.0);
        QCOMPARE(indexWriteUnits(IndexChange::Move, 1500, 900).value(), 3.0);
        QCOMPARE(explainIndexWrite(IndexChange::Move, 1500, 900).units.value(), 3.0);
    }

    void aQueryIsCutIntoPagesOfOneMegabyte() {
        // 300 items of 4,000 B: 262 fit a page (1,048,000 B, 256 blocks), 38 are left (152,000 B, 38 blocks).
        QCOMPARE(explainQuery(times(300, 4000), ReadMode::Strong).units.value(), 256.0 + 38.0);
    }

    void stepsAreSpelledOut() {
        QCOMPARE(words(explainRead(5000, ReadMode::Eventual)),
                 (QStringList{"ceil(5000 B / 4096 B) = 2", "2 x 0.5 (eventually consistent) = 1"}));
        QCOMPARE(words(explainWrite(0, 500, WriteMode::Transactional)),
                 (QStringList{"ceil(500 B / 1024 B) = 1", "1 x 2 (transactional) = 2"}));
        QCOMPARE(QString::fromStdString(unitsText({11})), QStringLiteral("5.5"));
    }
};

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"
