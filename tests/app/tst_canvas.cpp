// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/shopdesk.h"

#include "app/canvas/emptystate.h"
#include "app/canvas/handles.h"
#include "model/traffic/accesspattern.h"

#include <QMenu>

using namespace app;
using model::Uid;

class TestCanvas final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void draggingFromThePaletteAddsOneStep();
    void illegalDropsChangeNothingAndSayWhy();
    void whatIsInsertedByKeysComesIntoSight();
    void escapeEndsAPaletteDrag();
    void aClickSelectsAndShiftAddsToIt();
    void altClickSelectsWhatLiesBelow();
    void rubberBandSelectsWhatItHolds();
    void movingIsOneStepAndUndoes();
    void escapeTakesAMoveBack();
    void movingAContainerTakesItsContentAlong();
    void droppingASpanningKindOnASubnetPlacesItThere();
    void movingAPresenceSwapsItsEntry();
    void anIndexIsDroppedOnItsTable();
    void aLinkIsPulledFromAHandle();
    void aRefusedLinkChangesNothing();
    void resizingMovesNoChild();
    void ctrlDragClones();
    void arrowsNudge();
    void deletingAContainerAsks();
    void renamingInPlaceIsOneStep();
    void keyboardLinkWalksTargets();
    void keyboardMoveChoosesAContainer();
    void aVpcIsComposedByMouseAlone();
    void aVpcIsComposedByKeyboardAlone();
    void aGlobalTableWithItsStreamIsComposedByKeyboardAlone();
    void zoomKeepsThePlaceUnderThePointer();
    void alignAndDistributeAreOneStepEach();
    void tabWalksThroughTheNodes();

private:
    OwnState m_state;
};

void TestCanvas::draggingFromThePaletteAddsOneStep() {
    WindowDesk d;
    d.dragKind(kRegion, {100, 100});
    QCOMPARE(d.document().nodeCount(), 1);
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.workspace.selection().items().size(), size_t(1));
    d.window.actions()[Command::Undo]->trigger();
    d.settle();
    QCOMPARE(d.document().nodeCount(), 0);
}

void TestCanvas::illegalDropsChangeNothingAndSayWhy() {
    WindowDesk d;
    QString said;
    QObject::connect(&d.workspace, &Workspace::message, &d.window, [&](const QString& sentence) { said = sentence; });
    d.dragKind(kTable, {100, 100}, false);
    QCOMPARE(d.view().viewport()->cursor().shape(), Qt::ForbiddenCursor);
    QVERIFY2(d.view().told().startsWith(QStringLiteral("Table cannot be placed in the empty canvas")), qPrintable(d.view().told()));
    d.dragKind(kTable, {100, 100});
    QCOMPARE(d.document().nodeCount(), 0);
    QCOMPARE(d.steps(), 0);
    QVERIFY2(said.endsWith(QStringLiteral("It belongs in: Region.")), qPrintable(said));
}

void TestCanvas::whatIsInsertedByKeysComesIntoSight() {
    WindowDesk d;
    d.window.commands().insert(QString(kRegion), {});
    for (int i = 0; i < 30; ++i) {
        d.window.commands().insert(QString(kTable), {});
        d.settle();
        const Uid table = d.workspace.selection().items().front();
        const QRectF icon = d.workspace.picture().nodes[static_cast<size_t>(d.workspace.picture().find(table))].icon;
        QVERIFY2(d.view().viewport()->rect().contains(d.view().mapFromScene(icon).boundingRect()), qPrintable(QString::number(i)));
        d.workspace.selection().set({d.document().node(*d.document().findNode(table)).data.parent});
    }
}

void TestCanvas::escapeEndsAPaletteDrag() {
    WindowDesk d;
    d.dragKind(kRegion, {100, 100}, false);
    QVERIFY(d.view().gesture() != nullptr);
    auto* start = d.window.findChild<EmptyState*>();
    QVERIFY(start && start->isHidden());  // nothing lies over what is being dragged in
    d.key(Qt::Key_Escape);
    QVERIFY(d.view().gesture() == nullptr);
    QVERIFY(!start->isHidden());
    QCOMPARE(d.document().nodeCount(), 0);
}

void TestCanvas::aClickSelectsAndShiftAddsToIt() {
    Shop d;
    d.click(d.iconOf(d.table));
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.table});
    d.click(d.iconOf(d.fleet, d.a), Qt::ShiftModifier);
    QCOMPARE(d.workspace.selection().items(), (std::vector<Uid>{d.table, d.fleet}));
    d.click(d.iconOf(d.table), Qt::ControlModifier);
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.fleet});
    d.key(Qt::Key_Escape);
    QVERIFY(d.workspace.selection().isEmpty());
    QCOMPARE(d.steps(), 0);
}

void TestCanvas::altClickSelectsWhatLiesBelow() {
    Shop d;
    d.click(d.iconOf(d.fleet, d.a));
    d.click(d.iconOf(d.fleet, d.a), Qt::AltModifier);
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.a});
    d.click(d.iconOf(d.fleet, d.a), Qt::AltModifier);
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.vpc});
}

void TestCanvas::rubberBandSelectsWhatItHolds() {
    Shop d;
    d.drag(d.at({660, 180}), d.at({840, 400}));
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.table});
    QCOMPARE(d.steps(), 0);
    // A rubber band that is left restores what was selected before.
    d.drag(d.at({640, 500}), d.at({600, 510}), {}, false);
    QVERIFY(d.workspace.selection().isEmpty());
    d.key(Qt::Key_Escape);
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.table});
}

void TestCanvas::movingIsOneStepAndUndoes() {
    Shop d;
    const QPointF before = d.tile(d.table).icon.topLeft();
    d.drag(d.iconOf(d.table), d.iconOf(d.table) + QPoint(-43, 101));
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.tile(d.table).icon.topLeft(), QPointF(680, 344));  // on the grid of 8 px
    d.window.actions()[Command::Undo]->trigger();
    d.settle();
    QCOMPARE(d.tile(d.table).icon.topLeft(), before);
}

void TestCanvas::escapeTakesAMoveBack() {
    Shop d;
    const QPointF before = d.tile(d.table).icon.topLeft();
    d.drag(d.iconOf(d.table), d.iconOf(d.table) + QPoint(-48, 96), {}, false);
    QVERIFY(d.tile(d.table).icon.topLeft() != before);
    d.key(Qt::Key_Escape);
    QCOMPARE(d.tile(d.table).icon.topLeft(), before);
    QTest::mouseRelease(d.port(), Qt::LeftButton, {}, d.iconOf(d.table));
    QCOMPARE(d.steps(), 0);
}

void TestCanvas::movingAContainerTakesItsContentAlong() {
    Shop d;
    const QPointF fleet = d.tile(d.fleet, d.a).icon.topLeft();
    const QPointF subnet = d.tile(d.a).rect.topLeft();
    d.drag(d.at(subnet + QPointF(60, 0)), d.at(subnet + QPointF(60, 96)));
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.tile(d.a).rect.topLeft(), subnet + QPointF(0, 96));
    QCOMPARE(d.tile(d.fleet, d.a).icon.topLeft(), fleet + QPointF(0, 96));
}

void TestCanvas::droppingASpanningKindOnASubnetPlacesItThere() {
    Shop d;
    d.dragKind(kFunction, d.tile(d.b).rect.center());
    QCOMPARE(d.steps(), 1);
    const Uid function = d.workspace.selection().items().front();
    QCOMPARE(d.data(function).parent, d.vpc);
    QCOMPARE(d.placementOf(function), std::vector<Uid>{d.b});
    QVERIFY(d.tile(d.b).rect.contains(d.tile(function, d.b).icon));
}

void TestCanvas::movingAPresenceSwapsItsEntry() {
    Shop d;
    d.drag(d.iconOf(d.fleet, d.a), d.at(d.tile(d.b).rect.center()));
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.data(d.fleet).parent, d.vpc);
    QCOMPARE(d.placementOf(d.fleet), std::vector<Uid>{d.b});
    QVERIFY(d.tile(d.b).rect.contains(d.tile(d.fleet, d.b).icon));
    d.window.actions()[Command::Undo]->trigger();
    d.settle();
    QCOMPARE(d.placementOf(d.fleet), std::vector<Uid>{d.a});
}

void TestCanvas::anIndexIsDroppedOnItsTable() {
    Shop d;
    d.dragKind(kIndex, d.tile(d.table).icon.center());
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.data(d.workspace.selection().items().front()).parent, d.table);
}

void TestCanvas::aLinkIsPulledFromAHandle() {
    Shop d;
    d.hover(d.iconOf(d.fleet, d.a));
    d.drag(d.at(linkHandles(d.tile(d.fleet, d.a))[2]), d.iconOf(d.table));
    QCOMPARE(d.document().linkCount(), 1);
    QCOMPARE(d.steps(), 1);
    const model::LinkData& link = d.document().link(d.document().links().front()).data;
    QCOMPARE(link.from, d.fleet);
    QCOMPARE(link.to, d.table);
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{link.uid});
    QCOMPARE(std::get<model::Rows>(*model::findProperty(link.properties, model::pattern::kRows)).items.size(), size_t(1));
}

void TestCanvas::aRefusedLinkChangesNothing() {
    Shop d;
    d.dragKind(kClient, {700, 440});
    const Uid client = d.workspace.selection().items().front();
    QCOMPARE(d.steps(), 1);
    d.hover(d.iconOf(client));
    d.drag(d.at(linkHandles(d.tile(client))[0]), d.iconOf(d.fleet, d.a), {}, false);
    QVERIFY2(d.view().told().contains(QStringLiteral("accepts no calls")), qPrintable(d.view().told()));
    QTest::mouseRelease(d.port(), Qt::LeftButton, {}, d.iconOf(d.fleet, d.a));
    d.settle();
    QCOMPARE(d.document().linkCount(), 0);
    QCOMPARE(d.steps(), 1);
}

void TestCanvas::resizingMovesNoChild() {
    Shop d;
    const QPointF fleet = d.tile(d.fleet, d.a).icon.topLeft();
    d.click(d.at(d.tile(d.a).rect.topLeft() + QPointF(100, 0)));
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.a});
    d.drag(d.at(d.tile(d.a).rect.topLeft()), d.at(d.tile(d.a).rect.topLeft() + QPointF(-16, -16)));
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.tile(d.a).rect.size(), QSizeF(240, 216));
    QCOMPARE(d.tile(d.fleet, d.a).icon.topLeft(), fleet);
}

void TestCanvas::ctrlDragClones() {
    Shop d;
    d.drag(d.iconOf(d.table), d.iconOf(d.table) + QPoint(0, 136), Qt::ControlModifier);
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.document().nodeCount(), 7);
    const Uid copy = d.workspace.selection().items().front();
    QVERIFY(copy != d.table);
    QCOMPARE(d.data(copy).parent, d.region);
    QCOMPARE(d.document().name(*d.document().findNode(copy)), d.document().name(*d.document().findNode(d.table)) + QStringLiteral("-2"));
}

void TestCanvas::arrowsNudge() {
    Shop d;
    d.click(d.iconOf(d.table));
    const QPointF before = d.tile(d.table).icon.topLeft();
    d.key(Qt::Key_Right);
    QCOMPARE(d.tile(d.table).icon.topLeft(), before + QPointF(1, 0));
    d.key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(d.tile(d.table).icon.topLeft(), before + QPointF(1, 8));
    QCOMPARE(d.steps(), 2);
}

void TestCanvas::deletingAContainerAsks() {
    Shop d;
    bool asked = false, keeps = true;
    auto answer = CanvasCommands::DeleteAnswer::Cancel;
    d.window.commands().askDelete = [&](const QString&, bool canKeep) {
        asked = true;
        keeps = canKeep;
        return answer;
    };
    d.workspace.selection().set({d.vpc});
    d.key(Qt::Key_Delete);
    QVERIFY(asked);
    QVERIFY(!keeps);  // subnets live in a VPC only
    QCOMPARE(d.document().nodeCount(), 6);
    answer = CanvasCommands::DeleteAnswer::DeleteContents;
    d.key(Qt::Key_Delete);
    QCOMPARE(d.document().nodeCount(), 2);
    QCOMPARE(d.steps(), 1);
    d.window.actions()[Command::Undo]->trigger();
    QCOMPARE(d.document().nodeCount(), 6);
}

void TestCanvas::renamingInPlaceIsOneStep() {
    Shop d;
    d.click(d.iconOf(d.table));
    d.key(Qt::Key_F2);
    auto* field = d.window.findChild<QLineEdit*>(QStringLiteral("renameField"));
    QVERIFY(field);
    QTest::keyClicks(field, QStringLiteral("Orders"));
    QTest::keyClick(field, Qt::Key_Return);
    d.settle();
    QCOMPARE(d.document().name(*d.document().findNode(d.table)), QStringLiteral("Orders"));
    QCOMPARE(d.steps(), 1);
}

void TestCanvas::keyboardLinkWalksTargets() {
    Shop d;
    d.dragKind(kFunction, {700, 440});
    const Uid function = d.workspace.selection().items().front();
    d.workspace.selection().set({d.fleet});
    d.view().setFocus();
    d.key(Qt::Key_L);
    QVERIFY(d.view().gesture() != nullptr);
    const QString first = d.view().told();
    d.key(Qt::Key_Tab);
    QVERIFY(d.view().told() != first);
    d.key(Qt::Key_Tab, Qt::ShiftModifier);
    QCOMPARE(d.view().told(), first);
    d.key(Qt::Key_Escape);
    QCOMPARE(d.document().linkCount(), 0);
    d.key(Qt::Key_L);
    d.key(Qt::Key_Return);
    QCOMPARE(d.document().linkCount(), 1);
    QCOMPARE(d.document().link(d.document().links().front()).data.from, d.fleet);
    static_cast<void>(function);
}

void TestCanvas::keyboardMoveChoosesAContainer() {
    Shop d;
    d.workspace.selection().set({d.fleet});
    d.view().setFocus();
    d.key(Qt::Key_M, Qt::ControlModifier);
    QVERIFY(d.view().gesture() != nullptr);
    // The VPC comes first, being around it; the other subnet lies to the right.
    while (d.view().told() != QStringLiteral("Move to b")) d.key(Qt::Key_Tab);
    d.key(Qt::Key_Return);
    QCOMPARE(d.placementOf(d.fleet), std::vector<Uid>{d.b});
    QCOMPARE(d.steps(), 1);
}

void TestCanvas::aVpcIsComposedByMouseAlone() {
    WindowDesk d;
    d.dragKind(kRegion, {40, 40});
    const Uid region = d.workspace.selection().items().front();
    d.dragKind(kVpc, {80, 120});
    const Uid vpc = d.workspace.selection().items().front();
    d.dragKind(kSubnet, {120, 200});
    const Uid a = d.workspace.selection().items().front();
    d.dragKind(kSubnet, {400, 200});
    const Uid b = d.workspace.selection().items().front();
    d.dragKind(kFleet, d.tile(a).rect.center());
    const Uid fleet = d.workspace.selection().items().front();
    d.dragKind(kTable, {800, 320});
    const Uid table = d.workspace.selection().items().front();
    d.dragKind(kIndex, d.tile(table).icon.center());
    d.hover(d.iconOf(fleet, a));
    d.drag(d.at(linkHandles(d.tile(fleet, a))[2]), d.iconOf(table));
    QCOMPARE(d.data(vpc).parent, region);
    QCOMPARE(d.data(a).parent, vpc);
    QCOMPARE(d.data(b).parent, vpc);
    QCOMPARE(d.data(fleet).parent, vpc);
    QCOMPARE(d.data(table).parent, region);
    QCOMPARE(d.document().nodeCount(), 7);
    QCOMPARE(d.document().linkCount(), 1);
    QCOMPARE(d.steps(), 8);
    d.shoot(QStringLiteral("composed"));
    while (d.workspace.undoStack().canUndo()) d.window.actions()[Command::Undo]->trigger();
    QCOMPARE(d.document().nodeCount(), 0);
}

void TestCanvas::aVpcIsComposedByKeyboardAlone() {
    WindowDesk d;
    d.insertByKeys(QStringLiteral("region"));
    d.insertByKeys(QStringLiteral("vpc"));
    const Uid vpc = d.workspace.selection().items().front();
    d.insertByKeys(QStringLiteral("subnet"));
    const Uid a = d.workspace.selection().items().front();
    // The next subnet goes into the VPC around the selected one.
    d.insertByKeys(QStringLiteral("subnet"));
    const Uid b = d.workspace.selection().items().front();
    QCOMPARE(d.data(b).parent, vpc);
    d.insertByKeys(QStringLiteral("fleet"));
    const Uid fleet = d.workspace.selection().items().front();
    QCOMPARE(d.placementOfFirst(fleet), b);
    d.insertByKeys(QStringLiteral("table"));
    const Uid table = d.workspace.selection().items().front();
    QCOMPARE(d.data(table).kind, kTable);
    d.insertByKeys(QStringLiteral("index"));
    QCOMPARE(d.data(d.workspace.selection().items().front()).parent, table);
    // The endpoint and the route table belong to the VPC; Ctrl+M lets the table's associations be chosen.
    d.workspace.selection().set({vpc});
    d.insertByKeys(QStringLiteral("gateway endpoint"));
    const Uid endpoint = d.workspace.selection().items().front();
    d.workspace.selection().set({vpc});
    d.insertByKeys(QStringLiteral("route table"));
    const Uid routes = d.workspace.selection().items().front();
    QCOMPARE(d.data(routes).parent, vpc);
    for (const Uid member : {b, endpoint}) {
        const QString name = d.document().name(*d.document().findNode(member));
        d.workspace.selection().set({routes});
        d.window.actions()[Command::MoveToParent]->trigger();
        QVERIFY(d.view().gesture() != nullptr);
        for (int i = 0; i < 12 && !d.view().told().endsWith(QStringLiteral(" of ") + name); ++i) QTest::keyClick(&d.view(), Qt::Key_Tab);
        QVERIFY2(d.view().told().endsWith(QStringLiteral(" of ") + name), qPrintable(d.view().told()));
        QTest::keyClick(&d.view(), Qt::Key_Return);
        d.settle();
        QVERIFY(std::ranges::any_of(d.document().referrers(routes), [&](const model::Referrer& referrer) { return referrer.subject == member; }));
    }
    // Tab to the fleet, link to the nearest target.
    for (int i = 0; i < 20 && !d.workspace.selection().contains(fleet); ++i) QTest::keyClick(&d.view(), Qt::Key_Tab), d.settle();
    d.window.actions()[Command::StartLink]->trigger();
    QTest::keyClick(&d.view(), Qt::Key_Return);
    QCOMPARE(d.document().linkCount(), 1);
    QCOMPARE(d.data(a).parent, vpc);
    d.settle();
    // The link finds its way through the endpoint.
    const model::PictureJourney& journey = d.workspace.picture().links.front().journeys.front();
    QVERIFY(!journey.blocked);
    QCOMPARE(journey.steps.size(), size_t(2));
    d.shoot(QStringLiteral("by-keyboard"));
}

void TestCanvas::aGlobalTableWithItsStreamIsComposedByKeyboardAlone() {
    WindowDesk d;
    const auto inserted = [&](const char* kind) {
        d.insertByKeys(QLatin1String(kind));
        return d.workspace.selection().items().front();
    };
    const auto kindOf = [&](Uid node) { return d.data(node).kind; };
    const auto pick = [&](const QString& name) {
        for (int i = 0; i < 20 && !d.view().told().endsWith(name); ++i) QTest::keyClick(&d.view(), Qt::Key_Tab);
        QVERIFY2(d.view().told().contains(name), qPrintable(d.view().told()));
        QTest::keyClick(&d.view(), Qt::Key_Return);
        d.settle();
    };
    const Uid home = inserted("region");
    const Uid vpc = inserted("vpc");
    const Uid subnet = inserted("subnet");
    const Uid dax = inserted("dax cluster");
    QCOMPARE(kindOf(dax), QStringLiteral("dax.cluster"));
    QCOMPARE(d.placementOfFirst(dax), subnet);
    d.workspace.selection().set({vpc});
    QCOMPARE(d.data(inserted("interface endpoint")).parent, vpc);
    d.workspace.selection().set({vpc});
    QCOMPARE(d.data(inserted("gateway endpoint")).parent, vpc);
    d.workspace.selection().set({home});
    const Uid table = inserted("table");
    const Uid stream = inserted("dynamodb stream");
    QCOMPARE(d.data(stream).parent, table);
    d.workspace.selection().set({home});
    const Uid function = inserted("lambda function");
    d.workspace.selection().set({stream});
    d.window.actions()[Command::StartLink]->trigger();
    pick(d.document().name(*d.document().findNode(function)));
    const auto& readers = d.document().node(*d.document().findNode(function)).children;
    QCOMPARE(readers.size(), size_t(1));
    QCOMPARE(d.document().node(readers.front()).data.kind, QStringLiteral("lambda.event_source_mapping"));
    d.workspace.selection().clear();
    const Uid away = inserted("region");
    QVERIFY(d.data(away).parent.isNull());
    QCOMPARE(d.document().name(*d.document().findNode(home)), QStringLiteral("us-east-1"));
    QCOMPARE(d.document().name(*d.document().findNode(away)), QStringLiteral("eu-west-1"));
    const Uid replica = inserted("global table replica");
    QCOMPARE(d.data(replica).parent, away);
    QCOMPARE(kindOf(replica), QStringLiteral("dynamodb.replica"));
    d.shoot(QStringLiteral("global-by-keyboard"));
}

void TestCanvas::zoomKeepsThePlaceUnderThePointer() {
    Shop d;
    const QPoint pointer(500, 300);
    const QPointF before = d.view().mapToScene(pointer);
    QWheelEvent wheel(pointer, d.port()->mapToGlobal(pointer), {}, {0, 240}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(d.port(), &wheel);
    QCOMPARE(d.view().zoom(), 1.44);
    const QPointF after = d.view().mapToScene(pointer);
    QVERIFY((after - before).manhattanLength() < 2);
}

void TestCanvas::alignAndDistributeAreOneStepEach() {
    Shop d;
    d.dragKind(kTable, {800, 400});
    const Uid second = d.workspace.selection().items().front();
    const int before = d.steps();
    d.workspace.selection().set({d.table, second});
    d.window.actions()[Command::AlignLeft]->trigger();
    d.settle();
    QCOMPARE(d.tile(second).icon.left(), d.tile(d.table).icon.left());
    QCOMPARE(d.steps(), before + 1);
}

void TestCanvas::tabWalksThroughTheNodes() {
    Shop d;
    d.view().setFocus();
    d.key(Qt::Key_Tab);
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.region});
    d.key(Qt::Key_Tab);
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.vpc});
    d.key(Qt::Key_Tab, Qt::ShiftModifier);
    QCOMPARE(d.workspace.selection().items(), std::vector<Uid>{d.region});
}

QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
