// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/shopdesk.h"

#include "app/canvas/handles.h"
#include "app/issues/issuesdock.h"
#include "app/paint/picturepainter.h"
#include "model/io/design.h"
#include "model/io/open.h"
#include "model/picture/bends.h"

#include <QMenu>

#include <algorithm>

using namespace app;
using model::Uid;

class TestCanvasLinks final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void draggingASegmentMakesABendThatStays();
    void escapeTakesABendBack();
    void bendsSurviveBothFiles();
    void bendsGoAlongWithTheirContainer();
    void aDoubleClickOnABendTakesItAway();
    void clearBendsIsOneStep();
    void malformedBendsAreIgnored();
    void aLinkThatNothingGetsThroughIsAmber();
    void onABorderTheNearestTargetIsMeant();
    void aClickOnAHandleClonesAndConnects();
    void altShiftArrowClonesAndConnects();
    void fromAStreamToAFunctionAddsTheMapping();
    void everythingHasAMenu();
    void aBadgeLeadsToItsFinding();
    void aFindingKeepsTheOverview();
    void tipsStandOffTheHandles();
    void theMinimapLeavesWhatIsSelectedFree();

private:
    OwnState m_state;
};

void TestCanvasLinks::draggingASegmentMakesABendThatStays() {
    LinkedShop d;
    const auto before = d.leg().route.points;
    d.bend();
    QCOMPARE(d.steps(), 1);
    QVERIFY(!d.leg().bends.empty());
    QVERIFY(d.passesBends());
    QVERIFY(d.leg().route.points != before);
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.link});
    // It stays when something else is moved.
    const auto bends = d.leg().bends;
    d.drag(d.iconOf(d.table), d.iconOf(d.table) + QPoint(0, 64));
    QCOMPARE(d.leg().bends, bends);
    QVERIFY(d.passesBends());
    d.shoot(QStringLiteral("bent"));
    d.window.actions()[Command::Undo]->trigger();
    d.window.actions()[Command::Undo]->trigger();
    d.settle();
    QVERIFY(d.leg().bends.empty());
    QCOMPARE(d.leg().route.points, before);
    d.window.actions()[Command::Redo]->trigger();
    d.settle();
    QCOMPARE(d.leg().bends, bends);
}

void TestCanvasLinks::escapeTakesABendBack() {
    LinkedShop d;
    const auto before = d.leg().route.points;
    const auto [middle, upright] = d.longest();
    d.drag(d.at(middle), d.at(middle + (upright ? QPointF(48, 0) : QPointF(0, 48))), {}, false);
    QVERIFY(d.leg().route.points != before);
    d.key(Qt::Key_Escape);
    QCOMPARE(d.leg().route.points, before);
    QCOMPARE(d.steps(), 0);
}

void TestCanvasLinks::bendsSurviveBothFiles() {
    LinkedShop d;
    d.bend();
    d.workspace.selection().set({d.vpc});
    d.view().setFocus();
    d.window.actions()[Command::Collapse]->trigger();
    d.settle();
    const model::Design saved = model::designOf(d.document());
    for (const QString& name : {QStringLiteral("a.skerry"), QStringLiteral("a.skerry.json")}) {
        const QString path = m_state.filePath(name);
        QVERIFY(model::saveDesign(path, saved));
        auto opened = model::openDesign(path, d.kinds);
        QVERIFY2(opened, qPrintable(name));
        const auto link = std::ranges::find(opened->design.links, d.link, &model::LinkData::uid);
        QVERIFY(link != opened->design.links.end());
        const model::Value* bends = model::findProperty(link->properties, model::kBendsKey);
        QVERIFY2(bends && std::get<QStringList>(*bends).size() == 1, qPrintable(name));
        QCOMPARE(opened->design.nodes, saved.nodes);
    }
}

void TestCanvasLinks::bendsGoAlongWithTheirContainer() {
    LinkedShop d;
    d.bend();
    const auto bends = d.leg().bends;
    const QPointF corner = d.tile(d.region).rect.topLeft();
    d.drag(d.at(corner + QPointF(400, 0)), d.at(corner + QPointF(424, 48)));
    QCOMPARE(d.tile(d.region).rect.topLeft(), corner + QPointF(24, 48));
    for (size_t i = 0; i < bends.size(); ++i) QCOMPARE(d.leg().bends[i], bends[i] + QPointF(24, 48));
    QVERIFY(d.passesBends());
}

void TestCanvasLinks::aDoubleClickOnABendTakesItAway() {
    LinkedShop d;
    const auto before = d.leg().route.points;
    d.bend();
    const QPointF on = (d.leg().bends[0] + d.leg().bends[1]) / 2;
    QTest::mouseDClick(d.port(), Qt::LeftButton, {}, d.at(on));
    d.settle();
    QVERIFY(d.leg().bends.empty());
    QCOMPARE(d.leg().route.points, before);
    QCOMPARE(d.steps(), 2);
    QVERIFY(!model::findProperty(d.document().link(*d.document().findLink(d.link)).data.properties, model::kBendsKey));
}

void TestCanvasLinks::clearBendsIsOneStep() {
    LinkedShop d;
    d.bend();
    d.workspace.selection().set({d.fleet});
    d.window.actions()[Command::ClearBends]->trigger();
    d.settle();
    QVERIFY(d.leg().bends.empty());
    QCOMPARE(d.steps(), 2);
    d.window.actions()[Command::ClearBends]->trigger();
    QCOMPARE(d.steps(), 2);
    d.window.actions()[Command::Undo]->trigger();
    d.settle();
    QVERIFY(!d.leg().bends.empty());
}

void TestCanvasLinks::malformedBendsAreIgnored() {
    LinkedShop d;
    const auto before = d.leg().route.points;
    const QString ends = d.fleet.text() + u'/' + d.a.text() + u' ' + d.table.text();
    for (const QString& rest : {QStringLiteral(" nan,nan"), QStringLiteral(" 12"), QStringLiteral(" x,y"), QString()}) {
        model::Edit edit(d.document(), QStringLiteral("Bad"));
        edit.setProperty(d.link, model::kBendsKey, QStringList{ends + rest, QStringLiteral("?"), QString()});
        QVERIFY(d.workspace.perform(edit.take()));
        d.settle();
        QVERIFY(d.leg().bends.empty());
        QCOMPARE(d.leg().route.points, before);
    }
}

void TestCanvasLinks::aLinkThatNothingGetsThroughIsAmber() {
    Shop d;
    d.hover(d.iconOf(d.fleet, d.a));
    d.drag(d.at(linkHandles(d.tile(d.fleet, d.a))[2]), d.iconOf(d.table), {}, false);
    QVERIFY2(d.view().told().contains(QStringLiteral("but nothing gets through: ")), qPrintable(d.view().told()));
    d.shoot(QStringLiteral("amber"));
    QTest::mouseRelease(d.port(), Qt::LeftButton, {}, d.iconOf(d.table));
    d.settle();
    QCOMPARE(d.document().linkCount(), 1);
}

void TestCanvasLinks::onABorderTheNearestTargetIsMeant() {
    Shop d;
    d.dragKind(kTable, {640, 440});
    d.hover(d.iconOf(d.fleet, d.a));
    d.drag(d.at(linkHandles(d.tile(d.fleet, d.a))[2]), d.at(d.tile(d.region).rect.topLeft() + QPointF(640, 0)));
    QCOMPARE(d.document().linkCount(), 1);
    QCOMPARE(d.document().link(d.document().links().front()).data.to, d.table);
}

void TestCanvasLinks::aClickOnAHandleClonesAndConnects() {
    LinkedShop d;
    d.hover(d.iconOf(d.fleet, d.a));
    d.click(d.at(linkHandles(d.tile(d.fleet, d.a))[3]));
    QCOMPARE(d.steps(), 1);
    const Uid copy = d.workspace.selection().items().front();
    QVERIFY(copy != d.fleet);
    QCOMPARE(d.data(copy).kind, kFleet);
    QCOMPARE(d.placementOf(copy), std::vector<Uid>{d.a});
    // A fleet accepts no calls: the copy calls what the original calls.
    QCOMPARE(d.document().linkCount(), 2);
    QVERIFY(!d.tile(copy, d.a).rect.intersects(d.tile(d.fleet, d.a).rect));
    QVERIFY(d.tile(d.a).rect.contains(d.tile(copy, d.a).rect));
}

void TestCanvasLinks::altShiftArrowClonesAndConnects() {
    LinkedShop d;
    d.workspace.selection().set({d.table});
    d.view().setFocus();
    d.key(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(d.steps(), 1);
    const Uid copy = d.workspace.selection().items().front();
    QCOMPARE(d.data(copy).kind, kTable);
    // What calls the table calls its copy too.
    const auto& in = d.document().node(*d.document().findNode(copy)).linksIn;
    QCOMPARE(in.size(), size_t(1));
    QCOMPARE(d.document().link(in.front()).data.from, d.fleet);
    // Something that calls and is called is linked with its copy.
    d.dragKind(kFunction, {700, 440});
    const Uid function = d.workspace.selection().items().front();
    d.view().setFocus();
    d.key(Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
    const auto& out = d.document().node(*d.document().findNode(function)).linksOut;
    QCOMPARE(out.size(), size_t(1));
    QCOMPARE(d.document().link(out.front()).data.to, d.workspace.selection().items().front());
}

void TestCanvasLinks::fromAStreamToAFunctionAddsTheMapping() {
    Shop d;
    model::Edit edit(d.document(), QStringLiteral("Parts"));
    const Uid stream = edit.addNode(QStringLiteral("dynamodb.stream"), d.table, model::Geometry{{720, 400}, {0, 0}});
    const Uid function = edit.addNode(kFunction, d.region, model::Geometry{{160, 504}, {0, 0}});
    QVERIFY(d.workspace.perform(edit.take()));
    d.settle();
    d.hover(d.iconOf(stream));
    d.drag(d.at(linkHandles(d.tile(stream))[2]), d.iconOf(function));
    QCOMPARE(d.document().linkCount(), 0);
    const model::Node& owner = d.document().node(*d.document().findNode(function));
    QCOMPARE(owner.children.size(), size_t(1));
    const model::NodeId mapping = owner.children.front();
    QCOMPARE(d.document().node(mapping).data.kind, QStringLiteral("lambda.event_source_mapping"));
    QCOMPARE(std::get<model::Ref>(d.document().value(mapping, QStringLiteral("source"))).target, stream);
    // It is drawn, and the records' way to it.
    const Uid uid = d.document().node(mapping).data.uid;
    const auto leads = [&](const model::PictureLeg& leg) {
        const auto& nodes = d.workspace.picture().nodes;
        return nodes[size_t(leg.from)].node == stream && nodes[size_t(leg.to)].node == uid;
    };
    QVERIFY(std::ranges::any_of(d.workspace.picture().legs, leads));
    d.window.actions()[Command::Undo]->trigger();
    d.settle();
    QVERIFY(!d.document().findNode(uid));
}

void TestCanvasLinks::everythingHasAMenu() {
    LinkedShop d;
    const auto [middle, upright] = d.longest();
    const auto menuAt = [&](QPoint at) {
        QTest::mouseClick(d.port(), Qt::RightButton, {}, at);
        d.settle();
        auto* menu = d.window.findChild<QMenu*>(QStringLiteral("canvasMenu"));
        QStringList texts;
        if (menu) {
            for (const QAction* action : menu->actions()) texts += action->objectName().isEmpty() ? action->text() : action->objectName();
            delete menu;
        }
        return texts;
    };
    const QStringList link = menuAt(d.at(middle));
    QVERIFY2(link.contains(QStringLiteral("clearBends")) && link.contains(QStringLiteral("showPaths")) && link.contains(QStringLiteral("delete")), qPrintable(link.join(u' ')));
    QCOMPARE(link.filter(QStringLiteral("Go to")).size(), 2);
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.link});
    QVERIFY(menuAt(d.iconOf(d.table)).contains(QStringLiteral("startLink")));
    QVERIFY(menuAt(d.at(d.tile(d.vpc).rect.topLeft() + QPointF(200, 0))).contains(QStringLiteral("collapse")));
    QVERIFY(menuAt(d.at(d.tile(d.region).rect.bottomRight() + QPointF(40, 40))).contains(QStringLiteral("insert")));
    // The Delete key takes links.
    d.workspace.selection().set({d.link});
    d.view().setFocus();
    d.key(Qt::Key_Delete);
    QCOMPARE(d.document().linkCount(), 0);
}

// Nothing leads out of the shop's subnet: the link is broken, and its badge says why.
void TestCanvasLinks::aBadgeLeadsToItsFinding() {
    LinkedShop d;
    d.view().fitAll();
    d.settle();
    d.view().grab();
    const auto badges = reasonBadges(d.view().paintContext(), d.workspace.picture(), d.view().canvas().legStates());
    QVERIFY(!badges.empty());
    d.workspace.selection().clear();
    d.window.showBottomTab(QStringLiteral("history"));
    d.click(d.at(badges.front().rect.center()));
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.link});
    auto* issues = d.window.findChild<IssuesDock*>();
    QVERIFY(issues->isVisible());
    QCOMPARE(issues->currentRule(), QStringLiteral("EP-019"));
    QCOMPARE(d.steps(), 0);
}

void TestCanvasLinks::aFindingKeepsTheOverview() {
    LinkedShop d;
    d.view().zoomTo(0.7);
    d.settle();
    d.view().fitAll();
    d.view().zoomTo(0.7);
    const QPoint before = d.at({0, 0});
    d.view().reveal(d.table);  // in sight and readable: nothing moves
    QCOMPARE(d.view().zoom(), 0.7);
    QCOMPARE(d.at({0, 0}), before);
    d.view().zoomTo(0.3);
    d.view().reveal(d.table);  // just large enough to be read
    QCOMPARE(d.view().zoom(), 0.6);
    QVERIFY(d.port()->rect().contains(d.iconOf(d.table)));
    d.view().zoomTo(0.2);
    d.view().reveal(d.region);  // what is larger than the window is no larger than it
    QVERIFY(d.view().zoom() <= 0.6);
    const QRectF region = d.tile(d.region).rect;
    QVERIFY(d.port()->rect().contains(QRect(d.at(region.topLeft()), d.at(region.bottomRight()))));
}

void TestCanvasLinks::tipsStandOffTheHandles() {
    LinkedShop d;
    d.view().zoomTo(0.5);
    d.settle();
    d.hover(d.iconOf(d.table));
    const QPoint place = d.view().tipPlace(d.iconOf(d.table));
    for (const QPointF& handle : linkHandles(d.tile(d.table))) QVERIFY(place.y() + 16 > d.at(handle).y() + 8);
}

void TestCanvasLinks::theMinimapLeavesWhatIsSelectedFree() {
    LinkedShop d;
    auto* map = d.window.findChild<QWidget*>(QStringLiteral("minimap"));
    QVERIFY(map);
    d.workspace.selection().clear();
    const QPoint usual = map->pos();
    // The table under the usual place of the map.
    d.view().panBy(d.iconOf(d.table) - (usual + QPoint(80, 50)));
    QCOMPARE(map->pos(), usual);
    d.workspace.selection().set({d.table});
    d.settle();
    QVERIFY(map->pos() != usual);
    QVERIFY(!map->geometry().contains(d.iconOf(d.table)));
    d.workspace.selection().clear();
    QCOMPARE(map->pos(), usual);
}

QTEST_MAIN(TestCanvasLinks)
#include "tst_canvaslinks.moc"
