// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/shopdesk.h"

#include "app/canvas/snapping.h"


#include <algorithm>

using namespace app;
using model::Uid;

namespace {

bool isCollapsed(WindowDesk& d, Uid node) { return d.tile(node).isCollapsed; }

}  // namespace

class TestCanvasShape final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tidyUpPlacesEverythingAnew();
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
    void arrowsWalkWhileNothingIsSelected();
    void aFittedDrawingStaysFittedInAWindowOfAnotherSize();
    void theParentIsSelectedByKey();
    void keepingContentsDeletesSelectedLinksToo();
    void cutNamesAreToldInFull();

private:
    OwnState m_state;
};

// Whatever a person placed is placed anew, and one undo brings all of it back.
void TestCanvasShape::tidyUpPlacesEverythingAnew() {
    Shop d;
    model::Edit edit(d.document(), QStringLiteral("Far away"));
    edit.setGeometry(d.table, model::Geometry{{4000, 3000}, {0, 0}});
    QVERIFY(d.workspace.perform(edit.take()));
    d.settle();
    const auto width = [&] {
        d.settle();
        return d.workspace.picture().bounds.width();
    };
    d.window.actions()[Command::ArrangeAll]->trigger();
    QVERIFY(width() > 4000);  // "what nobody placed" leaves it there
    const model::Design before = model::designOf(d.document());
    d.window.actions()[Command::TidyUp]->trigger();
    QVERIFY(width() < 2000);
    d.workspace.undoStack().undo();
    QVERIFY(model::designOf(d.document()) == before);
    QVERIFY(width() > 4000);
}

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

void TestCanvasShape::aRectangleIsZoomedTo() {
    Shop d;
    d.window.actions()[Command::ZoomRectangle]->trigger();
    QVERIFY(d.view().gesture() != nullptr);
    d.drag(d.at({700, 220}), d.at({820, 320}));
    QVERIFY(d.view().gesture() == nullptr);
    QVERIFY(d.view().zoom() > 2);
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

void TestCanvasShape::aFittedDrawingStaysFittedInAWindowOfAnotherSize() {
    Shop d;
    d.window.actions()[Command::Fit]->trigger();
    const double fitted = d.view().zoom();
    const QSize small = d.window.size();
    d.window.resize(small + QSize(500, 400));
    QTRY_VERIFY(d.view().zoom() > fitted);
    d.window.resize(small);
    QTRY_COMPARE(d.view().zoom(), fitted);
    // Who has zoomed or panned keeps what is in sight.
    d.view().zoomIn();
    const double chosen = d.view().zoom();
    d.window.resize(small + QSize(500, 400));
    QTest::qWait(50);
    QCOMPARE(d.view().zoom(), chosen);
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
    Shop d;
    // A function may live in a VPC and in a Region; subnets and fleets could not stay.
    model::Edit sound(d.document(), QStringLiteral("Function"));
    sound.remove(std::vector<Uid>{d.a, d.b, d.fleet});
    const Uid kept = sound.addNode(kFunction, d.vpc);
    const Uid client = sound.addNode(kClient, d.region);
    const Uid calls = sound.addLink(QStringLiteral("calls"), client, d.table);
    QVERIFY(d.workspace.perform(sound.take()));
    d.settle();
    bool keeps = false;
    d.window.commands().askDelete = [&](const QString&, bool canKeep) {
        keeps = canKeep;
        return CanvasCommands::DeleteAnswer::KeepContents;
    };
    d.workspace.selection().set({d.vpc, calls});
    d.window.actions()[Command::Delete]->trigger();
    d.settle();
    QVERIFY(keeps);
    QCOMPARE(d.data(kept).parent, d.region);
    QVERIFY(!d.document().findNode(d.vpc));
    QCOMPARE(d.document().linkCount(), 0);
    QCOMPARE(d.steps(), 2);
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
