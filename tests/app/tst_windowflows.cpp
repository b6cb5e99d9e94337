// SPDX-License-Identifier: GPL-3.0-or-later
// What a run shows besides requests: replication, streams, caches, and a table from the inside.
#include "app/live/flowoverlay.h"
#include "app/live/livepage.h"
#include "app/live/partitionview.h"
#include "app/live/runcontroller.h"
#include "model/core/nodeview.h"
#include "tests/app/windowdesk.h"

#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>

using namespace app;

namespace {

constexpr int kPatienceMs = 20'000;

struct SampleDesk : WindowDesk {
    RunController* run = window.findChild<RunController*>();

    explicit SampleDesk(const QString& sample) {
        opened = files().file().openSample(sample).ok();
        settle();
    }
    bool opened = false;
    void press(Command command) { window.actions()[command]->trigger(); }
    [[nodiscard]] bool shows(DotKind kind, DotRole role) {
        return std::ranges::any_of(run->dots().at(run->displayS()), [&](const DotField::Dot& dot) { return dot.kind == kind && dot.role == role; });
    }
    bool stands(qint64 timeNs) { return run->nowNs() == timeNs && !run->isRunning(); }
    [[nodiscard]] model::Uid storeIn(const QString& region) {
        for (const model::NodeId id : document().nodes()) {
            const model::NodeView node(document(), id);
            const auto parent = node.parent();
            if (node.name() == u"Carts" && parent && parent->name() == region) return node.uid();
        }
        return {};
    }
};

}  // namespace

class TestWindowFlows final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("skerry-tests"));
        QVERIFY(m_state.isValid());
        qputenv("XDG_STATE_HOME", m_state.path().toUtf8());
    }
    void changesTravelToReplicasAsTriangles();
    void pausedReplicationStacksUpAndTellsItsLag();
    void aFoldedRegionKeepsItsReplication();
    void deletionsEnterTheStreamAsRingsAndBatchesLeaveIt();
    void whatIsOnItsWayIsThereAfterJumpsAndStepsBack();
    void waitingChangesAreDotsByDoubling();
    void aDoubleClickOpensATableIntoItsPartitions();
    void theNameOfATableIsStillRenamed();

private:
    QTemporaryDir m_state;
};

void TestWindowFlows::changesTravelToReplicasAsTriangles() {
    SampleDesk d(QStringLiteral("carts"));
    QVERIFY(d.opened);
    d.press(Command::RunPause);
    QTRY_VERIFY_WITH_TIMEOUT(d.shows(DotKind::Replication, DotRole::Request), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(replicationLines(*d.run, d.workspace.picture()), [](const LineState& line) { return line.lagS > 0.1 && line.lagS < 3; }), kPatienceMs);
}

void TestWindowFlows::pausedReplicationStacksUpAndTellsItsLag() {
    SampleDesk d(QStringLiteral("carts"));
    constexpr qint64 kNearItsEnd = 39'500'000'000;  // of the half minute that begins at 10 s
    d.run->jumpTo(kNearItsEnd);
    QTRY_VERIFY_WITH_TIMEOUT(d.stands(kNearItsEnd), kPatienceMs);
    const auto line = [&] {
        const auto lines = replicationLines(*d.run, d.workspace.picture());
        const auto found = std::ranges::find_if(lines, &LineState::isPaused);
        return found == lines.end() ? LineState{} : *found;
    };
    QTRY_VERIFY_WITH_TIMEOUT(line().leg >= 0 && line().lagS > 28, kPatienceMs);  // the gauges of the instant come a frame later
    QVERIFY2(line().lagS > 28 && line().lagS < 31.5, qPrintable(lineText(line())));
    QVERIFY(line().stackFrom > 100 && line().stackTo > 100);
    QVERIFY2(lineText(line()).startsWith(QStringLiteral("paused, lag 3")) || lineText(line()).startsWith(QStringLiteral("paused, lag 29")), qPrintable(lineText(line())));
    // The page beside it tells each way.
    d.workspace.selection().set({d.storeIn(QStringLiteral("eu-west-1"))});
    QStringList told;
    for (const LiveGroup& group : liveFigures(*d.run, d.document(), d.storeIn(QStringLiteral("eu-west-1"))))
        for (const LiveFigure& figure : group.figures) told += figure.label;
    QVERIFY2(told.contains(QStringLiteral("To us-east-1")) && told.contains(QStringLiteral("From ap-northeast-1")), qPrintable(told.join(u',')));
}

void TestWindowFlows::aFoldedRegionKeepsItsReplication() {
    SampleDesk d(QStringLiteral("carts"));
    d.workspace.selection().set({d.named(QStringLiteral("eu-west-1"))});
    d.view().setFocus();
    d.press(Command::Collapse);
    d.settle();
    const auto& picture = d.workspace.picture();
    const auto leadsThere = [&](const model::PictureLeg& leg) { return leg.kind == model::PictureLeg::Kind::Flows && picture.nodes[size_t(leg.to)].isCollapsed; };
    QVERIFY(std::ranges::any_of(picture.legs, leadsThere));
    d.press(Command::RunPause);
    QTRY_VERIFY_WITH_TIMEOUT(replicationLines(*d.run, d.workspace.picture()).size() == 3, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(d.shows(DotKind::Replication, DotRole::Request), kPatienceMs);
}

void TestWindowFlows::deletionsEnterTheStreamAsRingsAndBatchesLeaveIt() {
    SampleDesk d(QStringLiteral("sessions"));
    constexpr qint64 kLater = 200'000'000'000;
    d.run->jumpTo(kLater);
    QTRY_VERIFY_WITH_TIMEOUT(d.stands(kLater), kPatienceMs);
    d.press(Command::RunPause);
    QTRY_VERIFY_WITH_TIMEOUT(d.shows(DotKind::TtlDeletion, DotRole::Response), kPatienceMs);  // into the stream
    QTRY_VERIFY_WITH_TIMEOUT(d.shows(DotKind::TtlDeletion, DotRole::Request), kPatienceMs);   // to the function, or out of the table
    QTRY_VERIFY_WITH_TIMEOUT(d.shows(DotKind::Write, DotRole::Response), kPatienceMs);        // a session's own change
    // The stream shows its shards, one for each partition of its table, with what waits in them.
    const auto shards = [&] {
        std::vector<sim::ShardGauge> found;
        for (const plan::Station& station : d.run->plan()->stations)
            if (const sim::StationGauge* gauge = d.run->gaugeOf({station.uid}); gauge && std::holds_alternative<plan::LogStation>(station.parameters)) found = gauge->shards;
        return found;
    };
    QTRY_VERIFY_WITH_TIMEOUT(!shards().empty(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(shards(), [](const sim::ShardGauge& shard) { return shard.waiting > 0; }), kPatienceMs);
}

void TestWindowFlows::whatIsOnItsWayIsThereAfterJumpsAndStepsBack() {
    SampleDesk d(QStringLiteral("orders"));
    const auto dots = [&] { return d.run->dots().at(d.run->displayS()).size(); };
    for (const qint64 timeNs : {5'000'000'000, 9'000'000'000, 7'000'000'000}) {
        d.run->jumpTo(timeNs);
        QTRY_VERIFY_WITH_TIMEOUT(d.stands(timeNs), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(dots() > 0, kPatienceMs);
    }
    d.press(Command::StepEvent);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->nowNs() > 7'000'000'000, kPatienceMs);
    const qint64 ahead = d.run->nowNs();
    d.press(Command::StepBack);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->nowNs() < ahead && dots() > 0, kPatienceMs);
}

void TestWindowFlows::waitingChangesAreDotsByDoubling() {
    QCOMPARE(stackedDots(0), 0);
    QCOMPARE(stackedDots(1), 1);
    QCOMPARE(stackedDots(9), 4);
    QCOMPARE(stackedDots(1e9), 12);
}

void TestWindowFlows::aDoubleClickOpensATableIntoItsPartitions() {
    SampleDesk d(QStringLiteral("orders"));
    const model::Uid orders = d.named(QStringLiteral("Orders"));
    QTest::mouseDClick(d.port(), Qt::LeftButton, {}, d.iconOf(orders));
    auto* view = d.window.findChild<PartitionView*>();
    QVERIFY(view);
    QVERIFY2(view->summary().contains(QStringLiteral("F5")), qPrintable(view->summary()));
    QVERIFY(view->sheet().partitions().empty());
    d.run->setSpeed(10);
    d.press(Command::RunPause);
    QTRY_VERIFY_WITH_TIMEOUT(!view->sheet().partitions().empty() && heatOf(view->sheet().partitions().front()) > 0, kPatienceMs);
    double keys = 0, writes = 0;
    for (const sim::PartitionGauge& partition : view->sheet().partitions()) {
        keys += partition.keyShare;
        writes += partition.writeUnitsPerS;
        QCOMPARE(partition.writeLimit, 1000.0);
        QCOMPARE(partition.readLimit, 3000.0);
    }
    QVERIFY(std::abs(keys - 1) < 1e-9);
    QVERIFY(writes > 20);
    QVERIFY2(view->summary().contains(QStringLiteral("busiest at")), qPrintable(view->summary()));
    QVERIFY(!view->grab().isNull());
    // Another one takes its place; the same one stays.
    QTest::mouseDClick(d.port(), Qt::LeftButton, {}, d.iconOf(d.named(QStringLiteral("by-customer"))));
    view = d.window.findChild<PartitionView*>();
    QCOMPARE(d.window.findChildren<PartitionView*>().size(), 1);
    QCOMPARE(view->windowTitle(), QStringLiteral("Partitions of by-customer, Orders"));
    QTRY_VERIFY_WITH_TIMEOUT(!view->sheet().partitions().empty(), kPatienceMs);
    QTest::mouseDClick(d.port(), Qt::LeftButton, {}, d.iconOf(d.named(QStringLiteral("by-customer"))));
    QCOMPARE(d.window.findChild<PartitionView*>(), view);
    QTest::keyClick(view, Qt::Key_Escape);
    QTRY_VERIFY(!d.window.findChild<PartitionView*>());
}

void TestWindowFlows::theNameOfATableIsStillRenamed() {
    SampleDesk d(QStringLiteral("orders"));
    const model::PictureNode& tile = d.tile(d.named(QStringLiteral("Orders")));
    QTest::mouseDClick(d.port(), Qt::LeftButton, {}, d.at(tile.titleRect.center()));
    QVERIFY(!d.window.findChild<PartitionView*>());
    QVERIFY(!d.port()->findChildren<QLineEdit*>().isEmpty());
}

QTEST_MAIN(TestWindowFlows)
#include "tst_windowflows.moc"
