// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/shopdesk.h"

#include "app/paint/picturepainter.h"
#include "app/replacesheet.h"
#include "app/textsearch.h"
#include "model/core/drawing.h"
#include "model/io/design.h"
#include "model/io/skerryjson.h"

#include <QCheckBox>
#include <QMenu>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>

using namespace app;
using model::Uid;

namespace {

void trigger(WindowDesk& d, Command command) {
    d.view().setFocus();
    d.window.actions()[command]->trigger();
    d.settle();
}

/// A client and a note beside the Region of a shop.
struct Corner : LinkedShop {
    Uid client, note;
    Corner() {
        model::Edit edit(document(), QStringLiteral("Corner"));
        client = edit.addNode(kClient, {}, model::Geometry{{960, 80}, {0, 0}});
        note = edit.addNode(QStringLiteral("note"), {}, model::Geometry{{960, 240}, {0, 0}});
        edit.setProperty(note, QStringLiteral("text"), QStringLiteral("Orders live for a day. orders-api writes them."));
        workspace.perform(edit.take());
        view().fitAll();
        settle();
        workspace.undoStack().clear();
    }
    QString toldLast;
    QMetaObject::Connection listens = QObject::connect(&workspace, &Workspace::message, &window, [this](const QString& sentence) { toldLast = sentence; });
};

}  // namespace

/// What a person says about the drawing alone: groups, locks, front and back, highlights; and replacing of texts.
class TestCanvasGroups final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aGroupIsSelectedAndMovedAsOne();
    void copiesOfAGroupAreAGroupOfTheirOwn();
    void copiesOfTheSameNodeStandBesideEachOther();
    void theLockedStaysWhereItIs();
    void theLockedIsNeitherDeletedNorTidiedNorPushed();
    void frontAndBackDecideWhatIsHit();
    void highlightsAreStoredDrawnAndUndone();
    void textsAreReplacedInOneStep();
    void someOfTheTextsAreLeftOut();

private:
    OwnState m_state;
};

void TestCanvasGroups::aGroupIsSelectedAndMovedAsOne() {
    Corner d;
    d.workspace.selection().set({d.client});
    trigger(d, Command::Group);
    QVERIFY(d.toldLast.contains(QStringLiteral("two or more")));
    QCOMPARE(d.steps(), 0);
    d.workspace.selection().set({d.client, d.note});
    trigger(d, Command::Group);
    QCOMPARE(d.steps(), 1);
    d.workspace.selection().clear();
    // A click takes all of it, a second one the member alone, a third all again.
    d.click(d.iconOf(d.client));
    QCOMPARE(d.workspace.selection().items().size(), 2u);
    d.shoot(QStringLiteral("group"));
    d.click(d.iconOf(d.client));
    QCOMPARE(d.workspace.selection().items(), std::vector{d.client});
    d.click(d.at({640, -40}));
    const QPointF client = d.tile(d.client).rect.topLeft(), note = d.tile(d.note).rect.topLeft();
    d.drag(d.iconOf(d.client), d.iconOf(d.client) + QPoint(0, 96));
    const QPointF by = d.tile(d.client).rect.topLeft() - client;
    QVERIFY(by.y() > 40);
    QCOMPARE(d.tile(d.note).rect.topLeft() - note, by);
    QCOMPARE(d.steps(), 2);
    // Shift takes the group out of the selection and in again; what is ungrouped is free.
    d.workspace.selection().set({d.table});
    d.click(d.iconOf(d.client), Qt::ShiftModifier);
    QCOMPARE(d.workspace.selection().items().size(), 3u);
    d.click(d.iconOf(d.note), Qt::ShiftModifier);
    QCOMPARE(d.workspace.selection().items(), std::vector{d.table});
    d.workspace.selection().set({d.note});
    trigger(d, Command::Ungroup);
    d.workspace.selection().clear();
    d.click(d.iconOf(d.client));
    QCOMPARE(d.workspace.selection().items(), std::vector{d.client});
}

void TestCanvasGroups::copiesOfAGroupAreAGroupOfTheirOwn() {
    Corner d;
    d.workspace.selection().set({d.client, d.note});
    trigger(d, Command::Group);
    const QString group = model::groupOf(d.data(d.client).properties);
    trigger(d, Command::Duplicate);
    const std::vector<Uid> copies = d.workspace.selection().items();
    QCOMPARE(copies.size(), 2u);
    const QString other = model::groupOf(d.data(copies[0]).properties);
    QVERIFY(!other.isEmpty() && other != group);
    QCOMPARE(model::groupOf(d.data(copies[1]).properties), other);
    // One of them alone comes without a group, by the clipboard as well.
    d.workspace.selection().set({d.client});
    trigger(d, Command::Copy);
    trigger(d, Command::Paste);
    QCOMPARE(d.workspace.selection().items().size(), 1u);
    QVERIFY(model::groupOf(d.data(d.workspace.selection().items().front()).properties).isEmpty());
}

// Each copy stands beside what is there, the copy before it too.
void TestCanvasGroups::copiesOfTheSameNodeStandBesideEachOther() {
    Corner d;
    std::vector<QRectF> places{d.tile(d.client).rect};
    for (int i = 0; i < 3; ++i) {
        d.workspace.selection().set({d.client});
        trigger(d, Command::Duplicate);
        d.settle();
        const QRectF copy = d.tile(d.workspace.selection().items().front()).rect;
        for (const QRectF& other : places) QVERIFY2(!copy.intersects(other), qPrintable(QString::number(i)));
        places.push_back(copy);
    }
}

void TestCanvasGroups::theLockedStaysWhereItIs() {
    Corner d;
    d.workspace.selection().set({d.client, d.vpc});
    trigger(d, Command::ToggleLock);
    QCOMPARE(d.steps(), 1);
    const QRectF client = d.tile(d.client).rect, vpc = d.tile(d.vpc).rect;
    d.click(d.at({640, -40}));
    d.drag(d.iconOf(d.client), d.iconOf(d.client) + QPoint(0, 96));
    QVERIFY(d.toldLast.contains(QStringLiteral("is locked")));
    d.workspace.selection().set({d.client});
    d.key(Qt::Key_Right, Qt::ShiftModifier);
    d.workspace.selection().set({d.vpc});
    d.shoot(QStringLiteral("locked"));
    d.drag(d.at(vpc.bottomRight()), d.at(vpc.bottomRight() + QPointF(60, 40)));
    QCOMPARE(d.tile(d.client).rect, client);
    QCOMPARE(d.tile(d.vpc).rect, vpc);
    QCOMPARE(d.steps(), 1);
    // What is selected with it moves without it; what lies in it can be moved.
    d.workspace.selection().set({d.client, d.note});
    const QPointF note = d.tile(d.note).rect.topLeft();
    d.key(Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(d.tile(d.client).rect, client);
    QCOMPARE(d.tile(d.note).rect.topLeft(), note + QPointF(8, 0));
    d.workspace.selection().set({d.client});
    trigger(d, Command::ToggleLock);
    d.key(Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(d.tile(d.client).rect, client.translated(8, 0));
}

void TestCanvasGroups::theLockedIsNeitherDeletedNorTidiedNorPushed() {
    Corner d;
    d.workspace.selection().set({d.fleet});
    trigger(d, Command::ToggleLock);
    const int steps = d.steps();
    d.workspace.selection().set({d.vpc});
    trigger(d, Command::Delete);
    QVERIFY(d.document().findNode(d.vpc) && d.document().findNode(d.fleet));
    QVERIFY(d.toldLast.contains(QStringLiteral("is locked")));
    trigger(d, Command::Cut);
    QCOMPARE(d.steps(), steps);
    d.workspace.selection().set({d.client, d.a});
    trigger(d, Command::ToggleLock);
    const QPointF client = d.tile(d.client).icon.topLeft();
    const QPointF a = d.tile(d.a).rect.topLeft() - d.tile(d.vpc).rect.topLeft();
    trigger(d, Command::TidyUp);
    QCOMPARE(d.tile(d.client).icon.topLeft(), client);
    QCOMPARE(d.tile(d.a).rect.topLeft() - d.tile(d.vpc).rect.topLeft(), a);
    // A neighbour that grows over a locked subnet does not push it.
    model::Edit edit(d.document(), QStringLiteral("Grow"));
    edit.setGeometry(d.a, model::Geometry{{300, 80}, {224, 200}});
    edit.setGeometry(d.b, model::Geometry{{32, 80}, {400, 200}});
    QVERIFY(d.workspace.perform(edit.take()));
    d.settle();
    QCOMPARE(d.tile(d.a).rect.left() - d.tile(d.vpc).rect.left(), 300.0);
    // A copy is not locked.
    d.workspace.selection().set({d.client});
    trigger(d, Command::Duplicate);
    QVERIFY(!model::isLocked(d.data(d.workspace.selection().items().front()).properties));
}

void TestCanvasGroups::frontAndBackDecideWhatIsHit() {
    Corner d;
    model::Edit edit(d.document(), QStringLiteral("Over each other"));
    edit.setGeometry(d.note, model::Geometry{d.tile(d.client).icon.topLeft() - QPointF(30, 30), {0, 0}});
    QVERIFY(d.workspace.perform(edit.take()));
    d.settle();
    const QPointF middle = d.tile(d.client).icon.center();
    const auto top = [&] { return d.view().canvas().hit(middle, 2).uid; };
    d.workspace.selection().set({d.note});
    trigger(d, Command::ToFront);
    QCOMPARE(top(), d.note);
    trigger(d, Command::ToBack);
    QCOMPARE(top(), d.client);
    QVERIFY(layerOf(d.tile(d.note)) < kLinkLayer && layerOf(d.tile(d.client)) > kLinkLayer);
    // A container that was brought to the front again and again stays below what lies on it.
    d.workspace.selection().set({d.vpc});
    for (int i = 0; i < 3; ++i) trigger(d, Command::ToFront);
    QVERIFY(layerOf(d.tile(d.vpc)) < layerOf(d.tile(d.a)));
    d.workspace.undoStack().setIndex(1);
    d.settle();
    QCOMPARE(d.tile(d.note).order, 0);
}

void TestCanvasGroups::highlightsAreStoredDrawnAndUndone() {
    Corner d;
    d.workspace.selection().set({d.client, d.link});
    trigger(d, Command::Highlight);
    auto* menu = d.window.findChild<QMenu*>(QStringLiteral("highlightMenu"));
    QVERIFY(menu);
    const QList<QAction*> entries = menu->actions();
    QCOMPARE(entries.size(), model::highlightNames().size() + 2);
    entries[2]->trigger();
    menu->close();
    d.settle();
    QCOMPARE(d.tile(d.client).highlight, QStringLiteral("amber"));
    QCOMPARE(d.leg().highlight, QStringLiteral("amber"));
    d.shoot(QStringLiteral("highlight"));
    // Both files keep it: it is a property of the node as any other.
    const QByteArray json = model::toSkerryJson(d.document());
    QVERIFY(json.contains("\"highlight\"") && json.contains("amber"));
    for (const QString& name : model::highlightNames()) QVERIFY2(highlightToken(name), qPrintable(name));
    d.workspace.undoStack().undo();
    d.settle();
    QVERIFY(d.tile(d.client).highlight.isEmpty() && d.leg().highlight.isEmpty());
    // A colour that nobody knows is none.
    model::Edit edit(d.document(), QStringLiteral("Foreign"));
    edit.setProperty(d.client, model::kHighlightKey, QStringLiteral("puce"));
    QVERIFY(d.workspace.perform(edit.take()));
    d.settle();
    QVERIFY(d.tile(d.client).highlight.isEmpty());
}

void TestCanvasGroups::textsAreReplacedInOneStep() {
    Corner d;
    model::Edit edit(d.document(), QStringLiteral("Names"));
    edit.setProperty(d.table, QStringLiteral("name"), QStringLiteral("Orders"));
    edit.setProperty(d.fleet, QStringLiteral("name"), QStringLiteral("orders-api"));
    model::Row pattern;
    pattern.set(QStringLiteral("name"), QStringLiteral("read orders"));
    edit.setProperty(d.link, QStringLiteral("patterns"), model::Rows{{pattern, pattern}});
    QVERIFY(d.workspace.perform(edit.take()));
    const int steps = d.steps();
    QCOMPARE(findTexts(d.document(), {QString(), QStringLiteral("x"), false, {}}).size(), 0u);
    QCOMPARE(findTexts(d.document(), {QStringLiteral("orders"), QStringLiteral("carts"), true, {}}).size(), 4u);
    QCOMPARE(findTexts(d.document(), {QStringLiteral("orders"), QStringLiteral("carts"), false, {d.table, d.link}}).size(), 3u);
    const auto all = findTexts(d.document(), {QStringLiteral("orders"), QStringLiteral("carts"), false, {}});
    QCOMPARE(all.size(), 5u);
    QVERIFY(d.workspace.perform(replaceTexts(d.document(), all, QStringLiteral("Replace"))));
    QCOMPARE(d.steps(), steps + 1);
    QVERIFY(!d.named(QStringLiteral("carts-api")).isNull());
    QVERIFY(!d.named(QStringLiteral("carts")).isNull());
    const auto id = *d.document().findLink(d.link);
    const auto rows = std::get<model::Rows>(d.document().value(id, QStringLiteral("patterns")));
    for (const model::Row& row : rows.items) QCOMPARE(std::get<QString>(*row.find(QStringLiteral("name"))), QStringLiteral("read carts"));
    d.workspace.undoStack().undo();
    QVERIFY(!d.named(QStringLiteral("Orders")).isNull());
}

void TestCanvasGroups::someOfTheTextsAreLeftOut() {
    Corner d;
    model::Edit edit(d.document(), QStringLiteral("Names"));
    edit.setProperty(d.table, QStringLiteral("name"), QStringLiteral("Orders"));
    QVERIFY(d.workspace.perform(edit.take()));
    trigger(d, Command::Replace);
    auto* sheet = d.window.findChild<ReplaceSheet*>();
    QVERIFY(sheet && sheet->isVisible());
    auto* replace = sheet->findChild<QPushButton*>(QStringLiteral("replace"));
    QVERIFY(!replace->isEnabled());
    sheet->findChild<QLineEdit*>(QStringLiteral("find"))->setText(QStringLiteral("orders"));
    sheet->findChild<QLineEdit*>(QStringLiteral("with"))->setText(QStringLiteral("carts"));
    auto* list = sheet->findChild<QTreeWidget*>(QStringLiteral("matches"));
    QCOMPARE(list->topLevelItemCount(), 2);
    if (!qEnvironmentVariableIsEmpty("SKERRY_SHOTS")) sheet->grab().save(qEnvironmentVariable("SKERRY_SHOTS") + QStringLiteral("/replace.png"));
    for (int i = 0; i < 2; ++i)
        if (list->topLevelItem(i)->text(2) == QStringLiteral("Orders")) list->topLevelItem(i)->setCheckState(0, Qt::Unchecked);
    replace->click();
    d.settle();
    QVERIFY(!d.named(QStringLiteral("Orders")).isNull());
    const QString note = std::get<QString>(d.document().value(*d.document().findNode(d.note), QStringLiteral("text")));
    QCOMPARE(note, QStringLiteral("carts live for a day. carts-api writes them."));
}

QTEST_MAIN(TestCanvasGroups)
#include "tst_canvasgroups.moc"
