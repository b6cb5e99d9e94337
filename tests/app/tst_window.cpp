// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/emptystate.h"
#include "app/canvas/samplecard.h"
#include "app/inspector/inspector.h"
#include "model/io/journal.h"
#include "model/io/open.h"
#include "model/io/skerryjson.h"
#include "tests/app/windowdesk.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>

using namespace app;
using model::Uid;

namespace {

const QString kRegion = QStringLiteral("region");
const QString kTable = QStringLiteral("dynamodb.table");

}  // namespace

class TestWindow final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void shortcutsAreUnique();
    void everyCommandHasATextAndAName();
    void savingAndOpeningKeepTheDesign();
    void theTitleTellsUnsavedChanges();
    void aBrokenFileGetsOneSentenceAndLosesNothing();
    void whatACrashLeftIsRecovered();
    void openingADesignOffersItsLostWork();
    void aSampleAndAnImportAreRecoveredWhole();
    void copyAndPasteAreOneStep();
    void theSampleOpensAndIsDrawn();
    void aDesignIsPaintedWhileItsChecksRun();
    void whatWasUndoneAndDoneIsSavedWithTheFile();
    void recoveredWorkHasNoOldSteps();
    void addingToASampleLeavesTheRestWhereItIs();
    void anEmptyCanvasOffersTheSamplesAsCards();
    void theThemeIsRemembered();
    void findAnythingRunsACommand();
    void lettersOfMenusAreUnique();
    void ctrlNumbersMoveTheFocus();
    void panelsFoldAndComeBack();

private:
    OwnState m_state;
};

void TestWindow::shortcutsAreUnique() {
    WindowDesk d;
    QHash<QKeySequence, QString> seen;
    for (const QAction* action : d.window.actions().all())
        for (const QKeySequence& key : action->shortcuts()) {
            QVERIFY2(!seen.contains(key), qPrintable(key.toString() + u' ' + action->text() + u' ' + seen.value(key)));
            seen.insert(key, action->text());
        }
    QVERIFY(seen.size() > 40);
}

void TestWindow::everyCommandHasATextAndAName() {
    QSet<QString> names;
    for (const CommandRow& row : commandRows()) {
        QVERIFY(*row.text);
        QVERIFY2(!names.contains(QLatin1String(row.name)), row.name);
        names.insert(QLatin1String(row.name));
    }
    QCOMPARE(names.size(), static_cast<qsizetype>(Command::Count));
}

void TestWindow::savingAndOpeningKeepTheDesign() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shop.skerry"));
    QString name;
    {
        WindowDesk d;
        d.files().file().startNew();
        d.dragKind(kRegion, {40, 40});
        d.dragKind(kTable, {200, 200});
        name = d.document().name(*d.document().findNode(d.workspace.selection().items().front()));
        QVERIFY(d.files().file().saveTo(path).ok());
        QVERIFY(!d.window.isWindowModified());
    }
    WindowDesk d;
    QVERIFY(d.files().openFile(path));
    d.settle();
    QCOMPARE(d.document().nodeCount(), 2);
    QVERIFY(!d.named(name).isNull());
    QCOMPARE(d.window.windowTitle(), QStringLiteral("shop[*] - Skerry"));
    QCOMPARE(DesignFile::recentFiles(), QStringList{path});
}

void TestWindow::theTitleTellsUnsavedChanges() {
    WindowDesk d;
    d.files().file().startNew();
    QVERIFY(!d.window.isWindowModified());
    d.dragKind(kRegion, {40, 40});
    QVERIFY(d.window.isWindowModified());
    QCOMPARE(d.window.windowTitle(), QStringLiteral("untitled[*] - Skerry"));
    d.window.actions()[Command::Undo]->trigger();
    QVERIFY(!d.window.isWindowModified());
}

void TestWindow::aBrokenFileGetsOneSentenceAndLosesNothing() {
    WindowDesk d;
    d.files().file().startNew();
    d.dragKind(kRegion, {40, 40});
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("notes.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is no design\n");
    file.close();
    const auto opened = d.files().file().open(file.fileName());
    QVERIFY(!opened.ok());
    QVERIFY(opened.error().contains(QStringLiteral("notes.txt")));
    QCOMPARE(d.document().nodeCount(), 1);
}

void TestWindow::whatACrashLeftIsRecovered() {
    const model::KindRegistry kinds = model::shippedKinds();
    {
        Workspace workspace(kinds);
        DesignFile file(workspace);
        file.startNew();
        model::Edit edit(workspace.document(), QStringLiteral("Add"));
        edit.addNode(kRegion, {});
        workspace.perform(edit.take());
        // No close(): the session ends as by a crash.
    }
    Workspace workspace(kinds);
    DesignFile file(workspace);
    const auto left = file.lostWork();
    QVERIFY(!left.empty());
    const QString time = QFileInfo(left.front().path).lastModified().toString(QStringLiteral("HH:mm"));
    QVERIFY2(file.described(left.front(), QDateTime::currentDateTime()).startsWith(QStringLiteral("Untitled (never saved), last changed %1 ").arg(time)),
             qPrintable(file.described(left.front(), QDateTime::currentDateTime())));
    QVERIFY(file.described(left.front(), QDateTime::currentDateTime().addDays(1)).contains(QStringLiteral("yesterday, 1 node")));
    QVERIFY(file.recover(left.front()).ok());
    QCOMPARE(workspace.document().nodeCount(), 1);
    QVERIFY(file.isDirty());
    file.close();
}

// However a design is opened, what a crash left of it is offered.
void TestWindow::openingADesignOffersItsLostWork() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.skerry"));
    const model::KindRegistry kinds = model::shippedKinds();
    {
        Workspace workspace(kinds);
        DesignFile file(workspace);
        file.startNew();
        QVERIFY(file.saveTo(path).ok());
        model::Edit edit(workspace.document(), QStringLiteral("Add"));
        edit.addNode(kRegion, {});
        workspace.perform(edit.take());
        // No close(): the session ends as by a crash.
    }
    WindowDesk d;
    QTimer::singleShot(0, &d.window, [] {
        const auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        for (QAbstractButton* button : box ? box->buttons() : QList<QAbstractButton*>())
            if (box->buttonRole(button) == QMessageBox::AcceptRole) button->click();
    });
    QVERIFY(d.files().openFile(path));
    QCOMPARE(d.document().nodeCount(), 1);
    QVERIFY(d.files().file().isDirty());
    d.files().file().close();
}

// No file holds what a sample or a template began with: the journal does.
void TestWindow::aSampleAndAnImportAreRecoveredWhole() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("t.yaml"));
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema: [{AttributeName: id, KeyType: HASH}]\n      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]\n      BillingMode: PAY_PER_REQUEST\n");
    }
    for (const bool isSample : {true, false}) {
        QByteArray whole;
        {
            WindowDesk d;
            QVERIFY(isSample ? d.files().file().openSample(QStringLiteral("carts")).ok() : d.files().file().open(path).ok());
            model::Edit edit(d.document(), QStringLiteral("Add"));
            edit.addNode(kRegion, {});
            QVERIFY(d.workspace.perform(edit.take()));
            whole = model::toSkerryJson(d.document());
            // A crash: the journal stays, unlocked.
            QFile::copy(d.files().file().journalPath(), folder.filePath(QStringLiteral("kept.journal")));
        }
        const auto left = model::readJournal(folder.filePath(QStringLiteral("kept.journal")));
        QVERIFY2(left.ok(), left.ok() ? "" : qPrintable(left.error()));
        WindowDesk again;
        QVERIFY(again.files().file().recover(*left).ok());
        QCOMPARE(model::toSkerryJson(again.document()), whole);
        QVERIFY(again.files().file().isDirty());
        QFile::remove(folder.filePath(QStringLiteral("kept.journal")));
    }
}

void TestWindow::copyAndPasteAreOneStep() {
    WindowDesk d;
    d.dragKind(kRegion, {40, 40});
    d.dragKind(kTable, {200, 200});
    const int before = d.steps();
    d.view().setFocus();
    d.window.actions()[Command::Copy]->trigger();
    d.window.actions()[Command::Paste]->trigger();
    d.settle();
    QCOMPARE(d.document().nodeCount(), 3);
    QCOMPARE(d.steps(), before + 1);
    QCOMPARE(d.data(d.workspace.selection().items().front()).kind, kTable);
    d.window.actions()[Command::Cut]->trigger();
    d.settle();
    QCOMPARE(d.document().nodeCount(), 2);
    QCOMPARE(d.steps(), before + 2);
}

void TestWindow::theSampleOpensAndIsDrawn() {
    WindowDesk d;
    d.files().file().startNew();
    d.shoot(QStringLiteral("empty"));
    QVERIFY(d.files().file().openSample(QStringLiteral("orders")).ok());
    d.settle();
    QVERIFY(d.document().nodeCount() > 10);
    QCOMPARE(d.workspace.checks().engine().count(model::Severity::Error), 0);
    QVERIFY(d.view().zoom() > 0.3);
    d.window.resize(1600, 1000);
    d.settle();
    d.view().fitAll();
    d.settle();
    d.shoot(QStringLiteral("light-1600"));
    d.window.actions()[Command::ThemeDark]->trigger();
    d.settle();
    d.shoot(QStringLiteral("dark-1600"));
    d.window.resize(1280, 800);
    d.settle();
    d.view().fitAll();
    d.settle();
    d.shoot(QStringLiteral("dark-1280"));
    d.window.actions()[Command::ThemeLight]->trigger();
    d.window.resize(2560, 1440);
    d.settle();
    d.view().fitAll();
    d.settle();
    d.shoot(QStringLiteral("light-2560"));
}

void TestWindow::aDesignIsPaintedWhileItsChecksRun() {
    struct Paints final : QObject {
        bool eventFilter(QObject*, QEvent* event) override {
            count += event->type() == QEvent::Paint ? 1 : 0;
            return false;
        }
        int count = 0;
    } paints;
    WindowDesk d;
    d.port()->installEventFilter(&paints);
    int before = 0, after = 0;
    bool isBehind = false;
    QObject::connect(&d.workspace, &Workspace::pictureChanged, &d.window, [&] { before = paints.count; });
    QObject::connect(&d.workspace, &Workspace::drawnAfresh, &d.window, [&] {
        after = paints.count;
        isBehind = d.workspace.checks().isBehind();
    });
    QVERIFY(d.files().file().openSample(model::defaultSample()).ok());
    d.settle();
    QVERIFY(after > before);
    QVERIFY(isBehind);
    QVERIFY(!d.workspace.checks().isBehind());
    d.port()->removeEventFilter(&paints);
}

void TestWindow::whatWasUndoneAndDoneIsSavedWithTheFile() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shop.skerry"));
    const auto json = [](WindowDesk& d) { return model::toSkerryJson(d.document()); };
    QByteArray empty, one, two;
    {
        WindowDesk d;
        empty = json(d);
        d.dragKind(kRegion, {40, 40});
        one = json(d);
        d.dragKind(kTable, {200, 200});
        two = json(d);
        d.workspace.undoStack().undo();
        QVERIFY(d.files().file().saveTo(path).ok());
    }
    {
        WindowDesk d;
        QVERIFY(d.files().file().open(path).ok());
        QVERIFY(!d.files().file().isDirty());
        QCOMPARE(json(d), one);
        d.workspace.undoStack().redo();
        QCOMPARE(json(d), two);
        QVERIFY(d.files().file().isDirty());
        d.workspace.undoStack().undo();
        d.workspace.undoStack().undo();
        QCOMPARE(json(d), empty);
        QVERIFY(!d.workspace.undoStack().canUndo());
    }
    // Another program changed the design: the steps no longer fit, and are left out.
    auto opened = model::openDesign(path, model::shippedKinds());
    QVERIFY(opened.ok());
    opened->design.nodes.front().properties.push_back({QStringLiteral("name"), QStringLiteral("eu-west-1")});
    QVERIFY(model::saveDesign(path, opened->design, {opened->history, {}, {}}).ok());
    WindowDesk d;
    QVERIFY(d.files().file().open(path).ok());
    QCOMPARE(d.workspace.undoStack().count(), 0);
}

// The journal's changes are no steps: the file's own would be undone on another design.
void TestWindow::recoveredWorkHasNoOldSteps() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shop.skerry"));
    const QString kept = folder.filePath(QStringLiteral("kept.journal"));
    {
        WindowDesk d;
        d.dragKind(kRegion, {40, 40});
        QVERIFY(d.files().file().saveTo(path).ok());
        d.dragKind(kTable, {200, 200});
        QVERIFY(QFile::copy(d.files().file().journalPath(), kept));
    }
    const auto left = model::readJournal(kept);
    QVERIFY(left.ok());
    WindowDesk d;
    QVERIFY(d.files().file().recover(*left).ok());
    QCOMPARE(d.document().nodeCount(), 2);
    QCOMPARE(d.workspace.undoStack().count(), 0);
    QVERIFY(d.files().file().isDirty());
}

void TestWindow::addingToASampleLeavesTheRestWhereItIs() {
    WindowDesk d;
    QVERIFY(d.files().file().openSample(QStringLiteral("orders")).ok());
    d.settle();
    QVERIFY(!d.files().file().isDirty());
    const model::Uid orders = d.named(QStringLiteral("Orders")), shop = d.named(QStringLiteral("shop"));
    const QRectF table = d.tile(orders).rect, vpc = d.tile(shop).rect;
    d.dragKind(kTable, {900, 420});
    QCOMPARE(d.steps(), 1);
    QCOMPARE(d.tile(orders).rect, table);
    QCOMPARE(d.tile(shop).rect, vpc);
}

void TestWindow::anEmptyCanvasOffersTheSamplesAsCards() {
    WindowDesk d;
    d.window.resize(1280, 800);
    auto* start = d.window.findChild<EmptyState*>();
    QVERIFY(start && start->isVisibleTo(&d.window));
    const auto cards = start->findChildren<SampleCard*>();
    QCOMPARE(cards.size(), static_cast<qsizetype>(model::shippedSamples().size()));
    for (const SampleCard* card : cards) QVERIFY2(start->rect().contains(card->geometry()), qPrintable(card->text()));
    const QImage seen = start->grab().toImage();  // every drawing is made
    QVERIFY(!seen.isNull());
    cards.back()->click();
    QVERIFY(d.workspace.document().nodeCount() > 5);
    QTRY_VERIFY(!start->isVisibleTo(&d.window));
}

void TestWindow::theThemeIsRemembered() {
    {
        WindowDesk d;
        d.window.actions()[Command::ThemeDark]->trigger();
        QCOMPARE(d.look.theme().scheme(), Scheme::Dark);
    }
    WindowDesk d;
    QCOMPARE(d.look.theme().scheme(), Scheme::Dark);
    d.window.actions()[Command::ThemeLight]->trigger();
}

void TestWindow::findAnythingRunsACommand() {
    WindowDesk d;
    d.window.actions()[Command::FindAnything]->trigger();
    d.settle();
    auto* field = d.window.findChild<QLineEdit*>(QStringLiteral("searchField"));
    QVERIFY(field && field->isVisible());
    QTest::keyClicks(field, QStringLiteral("insert region"));
    QTest::keyClick(field, Qt::Key_Return);
    d.settle();
    QCOMPARE(d.document().nodeCount(), 1);
    QVERIFY(!field->isVisible());
}

void TestWindow::lettersOfMenusAreUnique() {
    WindowDesk d;
    QStringList clashes;
    const auto letterOf = [](const QString& text) {
        const qsizetype at = text.indexOf(u'&');
        return at < 0 || at + 1 >= text.size() ? QChar() : text[at + 1].toLower();
    };
    const auto check = [&](const QString& where, const QList<QAction*>& actions) {
        QHash<QChar, QString> taken;
        for (const QAction* action : actions) {
            const QChar letter = letterOf(action->text());
            if (letter.isNull() || action->isSeparator()) continue;
            if (taken.contains(letter)) clashes += QStringLiteral("%1: %2 / %3").arg(where, taken[letter], action->text());
            taken.insert(letter, action->text());
        }
    };
    check(QStringLiteral("bar"), d.window.menuBar()->actions());
    for (const QAction* menu : d.window.menuBar()->actions()) check(menu->text(), menu->menu()->actions());
    QVERIFY2(clashes.isEmpty(), qPrintable(clashes.join(u'\n')));
}

void TestWindow::ctrlNumbersMoveTheFocus() {
    WindowDesk d;
    d.window.activateWindow();
    d.window.actions()[Command::FocusPalette]->trigger();
    QVERIFY(d.window.palettePanel().isAncestorOf(QApplication::focusWidget()));
    d.window.actions()[Command::FocusCanvas]->trigger();
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&d.view()));
    // The inspector: its first field, and on from there, whatever was selected before.
    d.dragKind(kRegion, {40, 40});
    d.dragKind(kTable, {200, 200});
    d.window.actions()[Command::FocusInspector]->trigger();
    const auto* name = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY2(name, QApplication::focusWidget() ? QApplication::focusWidget()->metaObject()->className() : "nothing");
    QCOMPARE(name->text(), QStringLiteral("table"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(QApplication::focusWidget() != name && d.window.inspector().isAncestorOf(QApplication::focusWidget()));
    d.window.actions()[Command::FocusBottom]->trigger();
    QVERIFY(d.window.findChild<QTabWidget*>(QStringLiteral("bottomTabs"))->isAncestorOf(QApplication::focusWidget()));
}

void TestWindow::panelsFoldAndComeBack() {
    WindowDesk d;
    auto* dock = d.window.findChild<QDockWidget*>(QStringLiteral("paletteDock"));
    QVERIFY(dock->isVisible());
    d.window.actions()[Command::TogglePalette]->trigger();
    QVERIFY(!dock->isVisible());
    d.window.actions()[Command::ResetLayout]->trigger();
    QVERIFY(dock->isVisible());
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
