// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/shopdesk.h"

#include "app/canvas/handles.h"
#include "app/canvas/snapping.h"
#include "app/paint/context.h"
#include "model/io/design.h"
#include "model/io/open.h"
#include "model/picture/bends.h"
#include "model/picture/pictureboxes.h"

#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace app;
using model::Uid;

namespace {

// A shop whose fleet calls the table.
struct LinkedShop : Shop {
    Uid link;

    LinkedShop() {
        model::Edit edit(document(), QStringLiteral("Link"));
        link = edit.addLink(QStringLiteral("calls"), fleet, table);
        workspace.perform(edit.take());
        settle();
        workspace.undoStack().clear();
    }
    [[nodiscard]] int legOf() {
        for (size_t i = 0; i < workspace.picture().legs.size(); ++i)
            if (std::ranges::find(workspace.picture().legs[i].links, link) != workspace.picture().legs[i].links.end()) return static_cast<int>(i);
        return -1;
    }
    [[nodiscard]] const model::PictureLeg& leg() { return workspace.picture().legs[static_cast<size_t>(legOf())]; }
    /// The middle of the longest segment, and whether it is upright.
    [[nodiscard]] std::pair<QPointF, bool> longest() {
        const auto& points = leg().route.points;
        double best = 0;
        std::pair<QPointF, bool> found;
        for (size_t i = 1; i < points.size(); ++i)
            if (const double length = QLineF(points[i - 1], points[i]).length(); length > best) {
                best = length;
                found = {(points[i - 1] + points[i]) / 2, points[i - 1].x() == points[i].x()};
            }
        return found;
    }
    QPointF bend() {
        const auto [middle, upright] = longest();
        const QPointF by = upright ? QPointF(48, 0) : QPointF(0, 48);
        drag(at(middle), at(middle + by));
        return by;
    }
    [[nodiscard]] bool passesBends() {
        return std::ranges::all_of(leg().bends, [&](const QPointF& bend) { return distanceToRoute(leg().route.points, bend) < 1; });
    }
};

bool isCollapsed(WindowDesk& d, Uid node) { return d.tile(node).isCollapsed; }

}  // namespace

class TestCanvasShape final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("skerry-tests"));
        QSettings().clear();
        QVERIFY(m_state.isValid());
        qputenv("XDG_STATE_HOME", m_state.path().toUtf8());
    }
    void draggingASegmentMakesABendThatStays();
    void escapeTakesABendBack();
    void bendsSurviveBothFiles();
    void bendsGoAlongWithTheirContainer();
    void aDoubleClickOnABendTakesItAway();
    void clearBendsIsOneStep();
    void malformedBendsAreIgnored();
    void containersCollapseAndExpand();
    void linksOfWhatIsCollapsedLeadToTheBox();
    void theCollapsedSizeIsRememberedApart();
    void containersGrowAtAnyEdge();
    void withoutGrowingChildrenAreHeld();
    void shrinkToFitPullsAllEdges();
    void spaceIsInsertedAndRemoved();
    void aRectangleIsZoomedTo();
    void ctrlDragZoomsAsAnOption();
    void equalGapsAreShownWithTheirDistance();
    void aLinkThatNothingGetsThroughIsAmber();
    void onABorderTheNearestTargetIsMeant();
    void aClickOnAHandleClonesAndConnects();
    void altShiftArrowClonesAndConnects();
    void everythingHasAMenu();
    void arrowsWalkWhileNothingIsSelected();
    void theParentIsSelectedByKey();
    void keepingContentsDeletesSelectedLinksToo();
    void cutNamesAreToldInFull();

private:
    QTemporaryDir m_state;
};

// ---------------------------------------------------------------- bends
void TestCanvasShape::draggingASegmentMakesABendThatStays() {
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

void TestCanvasShape::escapeTakesABendBack() {
    LinkedShop d;
    const auto before = d.leg().route.points;
    const auto [middle, upright] = d.longest();
    d.drag(d.at(middle), d.at(middle + (upright ? QPointF(48, 0) : QPointF(0, 48))), {}, false);
    QVERIFY(d.leg().route.points != before);
    d.key(Qt::Key_Escape);
    QCOMPARE(d.leg().route.points, before);
    QCOMPARE(d.steps(), 0);
}

void TestCanvasShape::bendsSurviveBothFiles() {
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

void TestCanvasShape::bendsGoAlongWithTheirContainer() {
    LinkedShop d;
    d.bend();
    const auto bends = d.leg().bends;
    const QPointF corner = d.tile(d.region).rect.topLeft();
    d.drag(d.at(corner + QPointF(400, 0)), d.at(corner + QPointF(424, 48)));
    QCOMPARE(d.tile(d.region).rect.topLeft(), corner + QPointF(24, 48));
    for (size_t i = 0; i < bends.size(); ++i) QCOMPARE(d.leg().bends[i], bends[i] + QPointF(24, 48));
    QVERIFY(d.passesBends());
}

void TestCanvasShape::aDoubleClickOnABendTakesItAway() {
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

void TestCanvasShape::clearBendsIsOneStep() {
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

void TestCanvasShape::malformedBendsAreIgnored() {
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

// ---------------------------------------------------------------- containers
void TestCanvasShape::containersCollapseAndExpand() {
    LinkedShop d;
    const QRectF open = d.tile(d.vpc).rect;
    const QPointF fleet = d.tile(d.fleet, d.a).icon.topLeft();
    d.workspace.selection().set({d.vpc});
    d.view().setFocus();
    QTest::keyClick(&d.view(), Qt::Key_Home, Qt::ControlModifier);
    d.settle();
    if (!isCollapsed(d, d.vpc)) d.window.actions()[Command::Collapse]->trigger(), d.settle();
    QVERIFY(isCollapsed(d, d.vpc));
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.tile(d.vpc).rect.topLeft(), open.topLeft());
    QVERIFY(d.tile(d.vpc).rect.height() < 60);
    QCOMPARE(d.tile(d.vpc).secondLine, QStringLiteral("3 inside"));
    QVERIFY(d.workspace.picture().tilesOf(d.a).empty());
    QVERIFY(d.workspace.picture().tilesOf(d.fleet).empty());
    d.shoot(QStringLiteral("collapsed"));
    // A double-click opens it; everything is where it was.
    QTest::mouseDClick(d.port(), Qt::LeftButton, {}, d.at(d.tile(d.vpc).rect.center()));
    d.settle();
    QVERIFY(!isCollapsed(d, d.vpc));
    QCOMPARE(d.tile(d.vpc).rect, open);
    QCOMPARE(d.tile(d.fleet, d.a).icon.topLeft(), fleet);
    d.window.actions()[Command::Undo]->trigger();
    d.settle();
    QVERIFY(isCollapsed(d, d.vpc));
}

void TestCanvasShape::linksOfWhatIsCollapsedLeadToTheBox() {
    LinkedShop d;
    for (const Uid folded : {d.a, d.vpc}) {
        d.workspace.selection().set({folded});
        d.window.actions()[Command::Collapse]->trigger();
        d.settle();
        const int box = d.workspace.picture().find(folded);
        QVERIFY(d.legOf() >= 0);
        QCOMPARE(d.leg().from, box);
        QCOMPARE(d.workspace.picture().shownAt(d.fleet), std::vector<int>{box});
        // The line ends at the box, not inside it.
        const QPointF start = d.leg().route.points.front();
        QVERIFY(!d.tile(folded).rect.adjusted(2, 2, -2, -2).contains(start));
    }
}

void TestCanvasShape::theCollapsedSizeIsRememberedApart() {
    LinkedShop d;
    const QRectF open = d.tile(d.vpc).rect;
    d.workspace.selection().set({d.vpc});
    d.window.actions()[Command::Collapse]->trigger();
    d.settle();
    const QRectF small = d.tile(d.vpc).rect;
    d.drag(d.at(small.bottomRight()), d.at(small.bottomRight() + QPointF(80, 32)));
    const QSizeF resized = d.tile(d.vpc).rect.size();
    QVERIFY(resized.width() > small.width() + 60);
    d.window.actions()[Command::Expand]->trigger();
    d.settle();
    QCOMPARE(d.tile(d.vpc).rect, open);
    d.window.actions()[Command::Collapse]->trigger();
    d.settle();
    QCOMPARE(d.tile(d.vpc).rect.size(), resized);
}

void TestCanvasShape::containersGrowAtAnyEdge() {
    Shop d;
    const QRectF frame = d.tile(d.a).rect;
    const QPointF other = d.tile(d.b).rect.topLeft();
    d.workspace.selection().set({d.fleet});
    d.view().setFocus();
    // Past the left edge: the frame follows, its neighbour and the fleet's own place on the paper do not jump.
    for (int i = 0; i < 12; ++i) d.key(Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(d.tile(d.a).rect.left() < frame.left());
    QCOMPARE(d.tile(d.a).rect.right(), frame.right());
    QVERIFY(d.tile(d.a).rect.contains(d.tile(d.fleet, d.a).rect));
    QCOMPARE(d.tile(d.b).rect.topLeft(), other);
    for (int i = 0; i < 16; ++i) d.key(Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY(d.tile(d.a).rect.top() < frame.top());
    QVERIFY(d.tile(d.vpc).rect.contains(d.tile(d.a).rect));
    QVERIFY(d.tile(d.region).rect.contains(d.tile(d.vpc).rect));
}

void TestCanvasShape::withoutGrowingChildrenAreHeld() {
    Shop d;
    d.window.actions()[Command::GrowContainers]->setChecked(false);
    const QRectF frame = d.tile(d.a).rect;
    d.workspace.selection().set({d.fleet});
    d.view().setFocus();
    for (int i = 0; i < 40; ++i) d.key(Qt::Key_Right, Qt::ShiftModifier);
    for (int i = 0; i < 40; ++i) d.key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(d.tile(d.a).rect, frame);
    QVERIFY(frame.contains(d.tile(d.fleet, d.a).rect));
    d.window.actions()[Command::GrowContainers]->setChecked(true);
}

void TestCanvasShape::shrinkToFitPullsAllEdges() {
    Shop d;
    const QPointF fleet = d.tile(d.fleet, d.a).icon.topLeft();
    const QRectF frame = d.tile(d.a).rect;
    d.workspace.selection().set({d.a});
    d.window.actions()[Command::ShrinkToFit]->trigger();
    d.settle();
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.tile(d.fleet, d.a).icon.topLeft(), fleet);
    const QRectF now = d.tile(d.a).rect;
    QVERIFY(now.left() > frame.left() && now.top() > frame.top() && now.right() < frame.right() && now.bottom() < frame.bottom());
}

void TestCanvasShape::spaceIsInsertedAndRemoved() {
    Shop d;
    constexpr Qt::KeyboardModifiers kAll = Qt::ControlModifier | Qt::AltModifier | Qt::ShiftModifier;
    const QRectF a = d.tile(d.a).rect, b = d.tile(d.b).rect, vpc = d.tile(d.vpc).rect;
    const QPointF table = d.tile(d.table).icon.topLeft();
    const QPointF between((a.right() + b.left()) / 2, a.center().y());
    d.drag(d.at(between), d.at(between + QPointF(64, 10)), kAll);
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.tile(d.a).rect, a);
    QCOMPARE(d.tile(d.b).rect, b.translated(64, 0));
    QCOMPARE(d.tile(d.vpc).rect.size(), vpc.size() + QSizeF(64, 0));
    QCOMPARE(d.tile(d.table).icon.topLeft(), table + QPointF(64, 0));
    // Back again, but never over what stays.
    const QPointF wide((d.tile(d.a).rect.right() + d.tile(d.b).rect.left()) / 2, a.center().y());
    d.drag(d.at(wide), d.at(wide - QPointF(400, 0)), kAll);
    QVERIFY(d.tile(d.b).rect.left() < b.translated(64, 0).left());
    QVERIFY(d.tile(d.b).rect.left() >= d.tile(d.a).rect.right() + 8);
}

// ---------------------------------------------------------------- zoom and guides
void TestCanvasShape::aRectangleIsZoomedTo() {
    Shop d;
    d.window.actions()[Command::ZoomRectangle]->trigger();
    QVERIFY(d.view().gesture() != nullptr);
    d.drag(d.at({700, 220}), d.at({820, 320}));
    QVERIFY(d.view().gesture() == nullptr);
    QVERIFY(d.view().zoom() > 3);
    const QRectF shown = d.view().mapToScene(d.port()->rect()).boundingRect();
    QVERIFY(shown.contains(QRectF(700, 220, 120, 100)));
    QVERIFY(d.workspace.selection().isEmpty());
}

void TestCanvasShape::ctrlDragZoomsAsAnOption() {
    Shop d;
    d.drag(d.bare(), d.bare() + QPoint(100, 40), Qt::ControlModifier);
    QCOMPARE(d.view().zoom(), 1.0);
    d.window.actions()[Command::CtrlDragZooms]->setChecked(true);
    d.drag(d.bare(), d.bare() + QPoint(100, 30), Qt::ControlModifier);
    QVERIFY(d.view().zoom() > 2);
    d.window.actions()[Command::CtrlDragZooms]->setChecked(false);
}

void TestCanvasShape::equalGapsAreShownWithTheirDistance() {
    const std::vector<QRectF> row = {QRectF(0, 0, 40, 40), QRectF(100, 4, 40, 40)};
    const Snapped snapped = snap(QRectF(203, 11, 40, 40), row, 6);
    QCOMPARE(snapped.by.x(), -3.0);  // 60 beyond the second, as the second is beyond the first
    QCOMPARE(std::ranges::count(snapped.guides, QStringLiteral("60"), &Guide::label), 2);
    const Snapped middle = snap(QRectF(52, 11, 40, 40), {QRectF(0, 0, 40, 40), QRectF(100, 4, 40, 40)}, 6);
    QCOMPARE(middle.by.x(), -2.0);
    QCOMPARE(std::ranges::count(middle.guides, QStringLiteral("10"), &Guide::label), 2);
}

// ---------------------------------------------------------------- links
void TestCanvasShape::aLinkThatNothingGetsThroughIsAmber() {
    Shop d;
    d.hover(d.iconOf(d.fleet, d.a));
    d.drag(d.at(linkHandles(d.tile(d.fleet, d.a))[2]), d.iconOf(d.table), {}, false);
    QVERIFY2(d.view().told().contains(QStringLiteral("but nothing gets through: ")), qPrintable(d.view().told()));
    d.shoot(QStringLiteral("amber"));
    QTest::mouseRelease(d.port(), Qt::LeftButton, {}, d.iconOf(d.table));
    d.settle();
    QCOMPARE(d.document().linkCount(), 1);
}

void TestCanvasShape::onABorderTheNearestTargetIsMeant() {
    Shop d;
    d.dragKind(kTable, {640, 440});
    const Uid near = d.workspace.selection().items().front();
    d.hover(d.iconOf(d.fleet, d.a));
    d.drag(d.at(linkHandles(d.tile(d.fleet, d.a))[2]), d.at({640, 560}));
    QCOMPARE(d.document().linkCount(), 1);
    QCOMPARE(d.document().link(d.document().links().front()).data.to, near);
}

void TestCanvasShape::aClickOnAHandleClonesAndConnects() {
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

void TestCanvasShape::altShiftArrowClonesAndConnects() {
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

void TestCanvasShape::everythingHasAMenu() {
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

// ---------------------------------------------------------------- keys and words
void TestCanvasShape::arrowsWalkWhileNothingIsSelected() {
    Shop d;
    d.view().setFocus();
    d.workspace.selection().clear();
    d.view().mark(d.workspace.picture().find(d.fleet, d.a));
    for (int i = 0; i < 6 && d.view().hover().uid != d.table; ++i) d.key(Qt::Key_Right);
    QCOMPARE(d.view().hover().uid, d.table);
    QVERIFY(d.workspace.selection().isEmpty());
    QCOMPARE(d.steps(), 0);
    d.window.actions()[Command::Rename]->trigger();
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.table});
}

void TestCanvasShape::theParentIsSelectedByKey() {
    Shop d;
    d.workspace.selection().set({d.fleet});
    d.window.actions()[Command::SelectParent]->trigger();
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.a});
    d.window.actions()[Command::SelectParent]->trigger();
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.vpc});
}

void TestCanvasShape::keepingContentsDeletesSelectedLinksToo() {
    LinkedShop d;
    d.window.commands().askDelete = [](const QString&, bool) { return CanvasCommands::DeleteAnswer::KeepContents; };
    d.workspace.selection().set({d.region, d.link});
    d.window.actions()[Command::Delete]->trigger();
    QCOMPARE(d.document().linkCount(), 0);
}

void TestCanvasShape::cutNamesAreToldInFull() {
    Shop d;
    const QString longName = QStringLiteral("orders-of-the-last-twelve-months-by-customer");
    model::Edit edit(d.document(), QStringLiteral("Name"));
    edit.setProperty(d.table, QStringLiteral("name"), longName);
    QVERIFY(d.workspace.perform(edit.take()));
    d.settle();
    QVERIFY(d.tile(d.table).title != longName);
    QCOMPARE(d.view().tipAt(d.tile(d.table).icon.center()), longName);
    QCOMPARE(d.view().tipAt(d.tile(d.fleet, d.a).icon.center()), QString());
}

QTEST_MAIN(TestCanvasShape)
#include "tst_canvasshape.moc"
