// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/edit.h"
#include "model/traffic/load.h"

#include <QTest>

using namespace model;

// What the access patterns ask of tables and indexes.
class Load final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void unitsAreRoundedForEachRequestAndTimesItsRate();
    void aShortSpikeCountsOverFiveMinutes();
    void theHottestKeyTakesItsShare();
    void newKeysAreNeverHot();
    void anIndexGetsTheWritesOfItsTable();
    void readsOfAnIndexAreItsOwn();
    void readsThatACacheMayAnswerAreNotSure();

private:
    void call(std::vector<std::pair<QString, Value>> cells);
    [[nodiscard]] StoreLoad on(Uid uid) const { return *loadOn(NodeView(*m_document, *m_document->findNode(uid))); }

    const KindRegistry m_registry = shippedKinds();
    std::unique_ptr<Document> m_document;
    Uid m_region, m_table, m_index, m_caller;
};

void Load::init() {
    m_document = std::make_unique<Document>(m_registry);
    Edit edit(*m_document, QStringLiteral("Draw"));
    const Uid region = m_region = edit.addNode(QStringLiteral("region"), {});
    m_table = edit.addNode(QStringLiteral("dynamodb.table"), region);
    m_index = edit.addNode(QStringLiteral("dynamodb.gsi"), m_table);
    m_caller = edit.addNode(QStringLiteral("lambda.function"), region);
    QVERIFY(m_document->apply(*edit.take()));
}

void Load::call(std::vector<std::pair<QString, Value>> cells) {
    Row row;
    for (auto& [key, value] : cells) row.set(key, std::move(value));
    Edit edit(*m_document, QStringLiteral("Call"));
    edit.addLink(kCalls, m_caller, m_table, {{pattern::kRows, Rows{{row}}}});
    QVERIFY(m_document->apply(*edit.take()));
}

void Load::unitsAreRoundedForEachRequestAndTimesItsRate() {
    call({{pattern::kOperation, QStringLiteral("GetItem")}, {pattern::kRate, 25.0}, {pattern::kItemBytes, 13.0 * 1024}});
    call({{pattern::kOperation, QStringLiteral("PutItem")}, {pattern::kRate, 12.0}, {pattern::kItemBytes, 102400.0}});
    const StoreLoad load = on(m_table);
    QCOMPARE(load.read.peak, 50.0);
    QCOMPARE(load.read.sustained, 50.0);
    QCOMPARE(load.write.peak, 1200.0);
    QCOMPARE(load.write.mean, 1200.0);
}

void Load::aShortSpikeCountsOverFiveMinutes() {
    call({{pattern::kOperation, QStringLiteral("PutItem")}, {pattern::kRateShape, QStringLiteral("spike")}, {pattern::kRate, 10.0}, {pattern::kPeakRate, 310.0}, {pattern::kStart, 600.0}, {pattern::kDuration, 30.0}});
    const StoreLoad load = on(m_table);
    QCOMPARE(load.write.atStart, 10.0);
    QCOMPARE(load.write.peak, 310.0);
    QCOMPARE(load.write.sustained, 40.0);
    QCOMPARE(load.write.mean, 12.5);
    QVERIFY(load.hasSpikes);
}

void Load::theHottestKeyTakesItsShare() {
    call({{pattern::kOperation, QStringLiteral("PutItem")}, {pattern::kRate, 100.0}, {pattern::kKeys, QStringLiteral("hot")}, {pattern::kHotShare, 30.0}});
    QCOMPARE(on(m_table).write.hottestKey, 30.0);
}

void Load::newKeysAreNeverHot() {
    call({{pattern::kOperation, QStringLiteral("PutItem")}, {pattern::kRate, 5000.0}, {pattern::kKeys, QStringLiteral("sequential")}});
    QCOMPARE(on(m_table).write.hottestKey, 0.0);
}

void Load::anIndexGetsTheWritesOfItsTable() {
    call({{pattern::kOperation, QStringLiteral("UpdateItem")}, {pattern::kRate, 10.0}, {pattern::kItemBytes, 2048.0}});
    QCOMPARE(on(m_index).write.peak, 20.0);
    Edit edit(*m_document, QStringLiteral("Move"));
    edit.setProperty(m_index, QStringLiteral("onUpdate"), QStringLiteral("move"));
    edit.setProperty(m_index, QStringLiteral("projection"), QStringLiteral("KEYS_ONLY"));
    QVERIFY(m_document->apply(*edit.take()));
    QCOMPARE(on(m_index).write.peak, 20.0);  // two writes of 128 bytes
    QCOMPARE(on(m_table).write.peak, 20.0);
}

void Load::readsOfAnIndexAreItsOwn() {
    call({{pattern::kOperation, QStringLiteral("Query")}, {pattern::kResource, Ref{m_index, {}}}, {pattern::kRate, 4.0}, {pattern::kItemsPerCall, 8.0}, {pattern::kItemBytes, 2000.0}});
    QCOMPARE(on(m_index).read.peak, 8.0);
    QCOMPARE(on(m_table).read.peak, 0.0);
}

// Strong reads, writes and what a cache reads after a transaction surely reach the table; the rest may be answered in front of it.
void Load::readsThatACacheMayAnswerAreNotSure() {
    Edit edit(*m_document, QStringLiteral("Cache"));
    const Uid vpc = edit.addNode(QStringLiteral("vpc.vpc"), m_region);
    const Uid cache = edit.addNode(QStringLiteral("dax.cluster"), vpc);
    QVERIFY(m_document->apply(*edit.take()));
    const auto through = [&](const char* operation, const char* consistency, double rate, double items) {
        call({{pattern::kOperation, QLatin1String(operation)}, {pattern::kConsistency, QLatin1String(consistency)}, {pattern::kRate, rate}, {pattern::kItemBytes, 1024.0}, {pattern::kItemsPerCall, items}, {pattern::kVia, Ref{cache, {}}}});
    };
    through("GetItem", "eventual", 1000, 1);
    QCOMPARE(on(m_table).read.sustained, 0.0);
    QCOMPARE(on(m_table).readAtMost.sustained, 500.0);
    through("GetItem", "strong", 10, 1);
    QCOMPARE(on(m_table).read.sustained, 10.0);
    QCOMPARE(on(m_table).readAtMost.sustained, 510.0);
    through("TransactWriteItems", "eventual", 10, 3);
    QCOMPARE(on(m_table).read.sustained, 10.0 + 60.0);
    QCOMPARE(on(m_table).write.sustained, 60.0);
}

QTEST_GUILESS_MAIN(Load)
#include "tst_load.moc"
