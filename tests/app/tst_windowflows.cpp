// SPDX-License-Identifier: GPL-3.0-or-later
// What a run shows besides requests: replication, streams, caches, and a table from the inside.
#include "app/canvas/canvasitems.h"
#include "app/live/flowbands.h"
#include "app/live/flowoverlay.h"
#include "app/live/liveoverlays.h"
#include "app/live/livepage.h"
#include "app/live/partitionview.h"
#include "app/paint/picturepainter.h"
#include "model/core/nodeview.h"
#include "model/traffic/accesspattern.h"
#include "tests/app/sampledesk.h"


#include <algorithm>
#include <cmath>
#include <map>

using namespace app;

namespace {

struct FlowDesk : SampleDesk {
    using SampleDesk::SampleDesk;
    [[nodiscard]] bool shows(DotKind kind, DotRole role) {
        return std::ranges::any_of(run->dots().at(run->displayS()), [&](const DotField::Dot& dot) { return dot.kind == kind && dot.role == role; });
    }
    /// Whether a point is on a line that ends at the node.
    [[nodiscard]] bool isAt(const QPointF& point, model::Uid node) {
        const model::Picture& picture = workspace.picture();
        return std::ranges::any_of(picture.legs, [&](const model::PictureLeg& leg) {
            const bool ends = picture.nodes[static_cast<size_t>(leg.from)].node == node || picture.nodes[static_cast<size_t>(leg.to)].node == node;
            return ends && distanceToRoute(leg.route.points, point) < 2;
        });
    }
    [[nodiscard]] model::Uid storeIn(const QString& region) {
        for (const model::NodeId id : document().nodes()) {
            const model::NodeView node(document(), id);
            const auto parent = node.parent();
            if (node.name() == u"Carts" && parent && parent->name() == region) return node.uid();
        }
        return {};
    }
};

// The sample's fleets ask a cache, which asks the table.
struct CacheDesk : FlowDesk {
    model::Uid dax, table;

    CacheDesk() {
        const model::LinkId old = document().links().front();
        const model::Uid fleet = document().link(old).data.from;
        table = document().link(old).data.to;
        const auto fleetId = *document().findNode(fleet);
        model::Edit edit(document(), QStringLiteral("A cache"));
        dax = edit.addNode(QStringLiteral("dax.cluster"), document().node(fleetId).data.parent, {}, QStringLiteral("front"));
        edit.setProperty(dax, kinds.find(QStringLiteral("dax.cluster"))->placement, document().value(fleetId, document().node(fleetId).kind->placement));
        model::Row row;
        row.set(model::pattern::kOperation, QStringLiteral("GetItem"));
        row.set(model::pattern::kResource, model::Ref{table, {}});
        row.set(model::pattern::kRate, 60.0);
        row.set(model::pattern::kKeys, QStringLiteral("zipf"));
        row.set(model::pattern::kKeyCount, 200.0);
        // The default group of the VPC would let nobody in.
        model::Row any;
        any.set(QStringLiteral("cidr"), QStringLiteral("0.0.0.0/0"));
        any.set(QStringLiteral("protocol"), QStringLiteral("-1"));
        const model::Uid group = edit.addNode(QStringLiteral("vpc.security_group"), document().node(fleetId).data.parent, {}, QStringLiteral("open"));
        edit.setProperty(group, QStringLiteral("inbound"), model::Rows{{any}});
        edit.setProperty(group, QStringLiteral("outbound"), model::Rows{{any}});
        for (const model::Uid member : {fleet, dax}) edit.setProperty(member, QStringLiteral("securityGroups"), model::Refs{{model::Ref{group, {}}}});
        std::vector<model::Uid> links;
        for (const model::LinkId link : document().links()) links.push_back(document().link(link).data.uid);
        edit.remove(links);
        edit.addLink(model::kCalls, fleet, dax, {{model::pattern::kRows, model::Rows{{row}}}});
        if (!workspace.perform(edit.take())) qFatal("no cache");
        settle();
    }
};

}  // namespace

class TestWindowFlows final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changesTravelToReplicasAsTriangles();
    void pausedReplicationStacksUpAndTellsItsLag();
    void aFoldedRegionKeepsItsReplication();
    void deletionsEnterTheStreamAsRingsAndBatchesLeaveIt();
    void whatIsOnItsWayIsThereAfterJumpsAndStepsBack();
    void waitingChangesAreDotsByDoubling();
    void aDoubleClickOpensATableIntoItsPartitions();
    void theNameOfATableIsStillRenamed();
    void whatIsBlockedFallsWhereItsLinkIsBroken();
    void hitsTurnAroundAtTheCacheAndMissesGoOn();
    void aBandDoesNotFlickerWhereTheRateTrembles();

private:
    OwnState m_state;
};

void TestWindowFlows::changesTravelToReplicasAsTriangles() {
    FlowDesk d(QStringLiteral("carts"));
    d.press(Command::RunPause);
    QTRY_VERIFY_WITH_TIMEOUT(d.shows(DotKind::Replication, DotRole::Request), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(replicationLines(*d.run, d.workspace.picture()), [](const LineState& line) { return line.lagS > 0.1 && line.lagS < 3; }), kPatienceMs);
}

void TestWindowFlows::pausedReplicationStacksUpAndTellsItsLag() {
    FlowDesk d(QStringLiteral("carts"));
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
    FlowDesk d(QStringLiteral("carts"));
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
    FlowDesk d(QStringLiteral("sessions"));
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
    FlowDesk d(QStringLiteral("orders"));
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
    FlowDesk d(QStringLiteral("orders"));
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
    FlowDesk d(QStringLiteral("orders"));
    const model::PictureNode& tile = d.tile(d.named(QStringLiteral("Orders")));
    QTest::mouseDClick(d.port(), Qt::LeftButton, {}, d.at(tile.titleRect.center()));
    QVERIFY(!d.window.findChild<PartitionView*>());
    QVERIFY(!d.port()->findChildren<QLineEdit*>().isEmpty());
}

// Where the eye looks for them: not beside the component, which may be far from the line.
void TestWindowFlows::whatIsBlockedFallsWhereItsLinkIsBroken() {
    FlowDesk d(QStringLiteral("six-mistakes"));
    QPointF broken;
    for (const LegState& state : legStates(d.workspace.picture()))
        if (state.kind == LegState::Kind::Broken) broken = state.brokenAt;
    QVERIFY(!broken.isNull());
    int atTheBreak = 0, atTheIndex = 0;
    const model::Uid index = d.named(QStringLiteral("by-customer"));
    QObject::connect(d.run, &RunController::frame, &d.window, [&] {
        for (const DotField::Dot& dot : d.run->dots().at(d.run->displayS())) {
            if (dot.kind != DotKind::Refused) continue;
            if (std::abs(dot.at.x() - broken.x()) < 1 && dot.at.y() >= broken.y() - 1) ++atTheBreak;
            if (std::hypot(dot.at.x() - d.tile(index).icon.center().x(), dot.at.y() - d.tile(index).icon.center().y()) < 80) ++atTheIndex;
        }
    });
    d.press(Command::RunPause);
    // What arrives is refused where it arrives: no index takes a strongly consistent read.
    QTRY_VERIFY_WITH_TIMEOUT(atTheBreak > 5 && atTheIndex > 5, kPatienceMs);
    d.run->pause();
    const sim::StationGauge* gauge = d.run->gaugeOf(index);
    QVERIFY(gauge && gauge->throttlesPerS > 0 && gauge->lastRefusal == plan::Refusal::ValidationFailed);
}

void TestWindowFlows::hitsTurnAroundAtTheCacheAndMissesGoOn() {
    CacheDesk d;
    struct Seen {
        bool asked = false, answered = false, atTheTable = false;
    };
    std::map<std::uint64_t, Seen> seen;
    const auto look = [&] {
        for (const DotField::Dot& dot : d.run->dots().at(d.run->displayS())) {
            if (dot.kind != DotKind::Read) continue;
            Seen& request = seen[dot.request];
            if (d.isAt(dot.at, d.table)) request.atTheTable = true;
            else if (d.isAt(dot.at, d.dax)) (dot.role == DotRole::Request ? request.asked : request.answered) = true;
        }
    };
    QObject::connect(d.run, &RunController::frame, &d.window, look);
    const auto came = [&] { return std::ranges::count_if(seen, [](const auto& each) { return each.second.asked && each.second.answered; }); };
    d.press(Command::RunPause);
    QTRY_VERIFY_WITH_TIMEOUT(came() > 100, kPatienceMs);
    d.run->pause();
    QTRY_VERIFY_WITH_TIMEOUT(!d.run->isRunning(), kPatienceMs);
    int hits = 0, misses = 0;
    for (const auto& [request, where] : seen) {
        const auto journey = d.run->journey(request);
        const auto has = [&](sim::HopKind kind) { return std::ranges::find(journey, kind, &sim::HopRecord::kind) != journey.end(); };
        if (!where.answered || !has(sim::HopKind::Finished)) continue;
        if (has(sim::HopKind::Forward)) {
            misses += where.atTheTable ? 1 : 0;
        } else {
            ++hits;
            QVERIFY2(!where.atTheTable, "the answer of the cache came from the table");
        }
    }
    double toCache = 0, toTable = 0;
    const auto rates = flowRates(*d.run, d.workspace.picture());
    for (size_t i = 0; i < rates.size(); ++i) (d.isAt(d.workspace.picture().legs[i].route.points.front(), d.table) ? toTable : toCache) += rates[i].read;
    QVERIFY2(toTable > 0 && toTable < 0.9 * toCache, qPrintable(QStringLiteral("%1/s of %2/s").arg(toTable).arg(toCache)));
    QVERIFY2(hits > 10 && misses > 10, qPrintable(QStringLiteral("%1 hits, %2 misses").arg(hits).arg(misses)));
}

void TestWindowFlows::aBandDoesNotFlickerWhereTheRateTrembles() {
    FlowBands bands;
    const auto at = [&](double read, double write = 0) { return bands.at({{read, write}, {0, 0}}).front(); };
    QVERIFY(!at(199));
    QVERIFY(at(201) && at(201)->widthPx >= 4);
    for (const double trembling : {180.0, 210.0, 160.0, 199.0}) {
        QVERIFY(at(trembling));
        QVERIFY(at(trembling)->widthPx >= 4);
    }
    QVERIFY(!at(149));
    QVERIFY(!at(180));
    QCOMPARE(at(2000)->widthPx, 8.0);
    // Its colour is that of the majority, and stays with a small one.
    QCOMPARE(at(150, 140)->ink, Token::Read);
    QCOMPARE(at(140, 150)->ink, Token::Read);
    QCOMPARE(at(100, 200)->ink, Token::Write);
    QCOMPARE(at(150, 140)->ink, Token::Write);
    // Another drawing has other lines.
    QVERIFY(!bands.at({{180, 0}}).front());
    QVERIFY(!bands.at({{180, 0}, {0, 0}}).front());
}

QTEST_MAIN(TestWindowFlows)
#include "tst_windowflows.moc"
