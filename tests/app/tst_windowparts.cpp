// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/countpill.h"
#include "app/elidedlabel.h"
#include "app/figures.h"
#include "app/importsheet.h"
#include "app/inspector/inspector.h"
#include "app/inspector/rowsummary.h"
#include "app/issues/issuesdock.h"
#include "app/issues/issuesmodel.h"
#include "app/issues/rulepage.h"
#include "app/picturesheet.h"
#include "app/textscale.h"
#include "model/traffic/scenario.h"
#include "tests/app/sampledesk.h"

#include <QDialogButtonBox>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QTreeWidget>
#include <QTreeView>

using namespace app;

namespace {

struct OrdersDesk : SampleDesk {
    void select(const QString& name) {
        workspace.selection().set({named(name)});
        settle();
    }
    QString helpText() { return window.inspector().helpPage().toPlainText(); }
    void pressHelp(QWidget* focus) {
        window.activateWindow();
        focus->setFocus();
        window.actions()[Command::ContextHelp]->trigger();
        settle();
    }
};

}  // namespace

class TestWindowParts final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void numbersAreGroupedAndReadAgain();
    void aLongNameIsCutInTheMiddleAndToldInFull();
    void theScenarioIsChosenFromTheDesigns();
    void patternsOfATableLeadToTheirLink();
    void whatIsRareIsFoldedUntilItIsSet();
    void helpFollowsTheFocus();
    void aRuleShowsItsExamplesAndOpensThem();
    void helpOnAFindingIsThePageOfItsRule();
    void oneClickFixesTheFindingAtTheCursor();
    void theIssuesTabCounts();
    void shiftTwiceFindsAnything();
    void textGrowsAndComesBack();
    void aPictureIsExportedAsOneChooses();
    void aDroppedFileIsOpened();
    void aLinkIsFoundAndItsPatternsReachedByKeys();
    void anImportListsWhatItLeftOut();
    void aReadOnlyFileSaysSo();
    void aFileSavesItselfWhenAsked();
    void panelsAreRememberedForTheScreen();
    void theWindowFitsSmallScreens();

private:
    OwnState m_state;
};

void TestWindowParts::numbersAreGroupedAndReadAgain() {
    QCOMPARE(grouped(QStringLiteral("2000000")), QStringLiteral("2,000,000"));
    QCOMPARE(grouped(QStringLiteral("9999")), QStringLiteral("9,999"));
    QCOMPARE(grouped(QStringLiteral("999")), QStringLiteral("999"));
    QCOMPARE(grouped(QStringLiteral("12500.12345 RCU")), QStringLiteral("12,500.12345 RCU"));
    QCOMPARE(liveNumber(0.4249), QStringLiteral("0.42"));
    QCOMPARE(liveNumber(2.44e6), QStringLiteral("2.4 M"));
    OrdersDesk d;
    d.select(QStringLiteral("Orders"));
    const auto lines = d.window.inspector().findChildren<QLineEdit*>();
    const auto items = std::ranges::find_if(lines, [](const QLineEdit* line) { return line->isVisible() && line->text() == QStringLiteral("2,000,000"); });
    QVERIFY(items != lines.end());
    const int steps = d.steps();
    (*items)->setFocus();
    (*items)->selectAll();
    QTest::keyClicks(*items, QStringLiteral("3,000,000"));
    QTest::keyClick(*items, Qt::Key_Return);
    d.settle();
    QCOMPARE(d.steps(), steps + 1);
    QCOMPARE(model::toNumber(d.document().value(*d.document().findNode(d.named(QStringLiteral("Orders"))), QStringLiteral("itemCount"))), 3e6);
}

void TestWindowParts::aLongNameIsCutInTheMiddleAndToldInFull() {
    ElidedLabel label(Qt::ElideMiddle);
    label.setText(QString(60, u'a') + QString(60, u'z'));
    label.resize(120, 20);
    QVERIFY(label.shownText().contains(QChar(0x2026)));
    QVERIFY(label.shownText().startsWith(u'a') && label.shownText().endsWith(u'z'));
    QVERIFY(label.minimumSizeHint().width() < 120);
    QCOMPARE(label.accessibleName().size(), 120);
}

void TestWindowParts::theScenarioIsChosenFromTheDesigns() {
    OrdersDesk d;
    d.workspace.selection().clear();
    d.settle();
    QComboBox* box = nullptr;
    for (auto* candidate : d.window.inspector().findChildren<QComboBox*>())
        if (candidate->findText(QStringLiteral("Friday spike")) >= 0) box = candidate;
    QVERIFY(box);
    QCOMPARE(box->count(), static_cast<int>(model::scenariosOf(d.document()).size()));
    QCOMPARE(box->currentIndex(), 0);
    box->setCurrentText(QStringLiteral("Friday spike"));
    Q_EMIT box->activated(box->currentIndex());
    d.settle();
    QCOMPARE(model::scenarioOf(d.document())->name, QStringLiteral("Friday spike"));
    QCOMPARE(d.steps(), 0);  // what one looks at is no edit
}

void TestWindowParts::patternsOfATableLeadToTheirLink() {
    OrdersDesk d;
    d.select(QStringLiteral("Orders"));
    auto* panel = d.window.inspector().findChild<QWidget*>(QStringLiteral("accessPatterns"));
    QVERIFY(panel && panel->isVisible());
    const auto lines = panel->findChildren<CellsButton*>();
    QVERIFY(lines.size() >= 3);
    QCOMPARE(lines.front()->cells().size(), 3);
    QVERIFY(lines.front()->cells().last().endsWith(QStringLiteral("/s")));
    lines.front()->click();
    d.settle();
    QVERIFY(d.document().findLink(d.workspace.selection().items().front()));
}

void TestWindowParts::whatIsRareIsFoldedUntilItIsSet() {
    OrdersDesk d;
    d.select(QStringLiteral("Orders"));
    Inspector& inspector = d.window.inspector();
    QWidget* burst = nullptr;
    for (auto* label : inspector.findChildren<QLabel*>())
        if (label->text() == QStringLiteral("Burst capacity")) burst = label;
    QVERIFY(burst && !burst->isVisible());
    for (auto* label : inspector.findChildren<QLabel*>())
        if (label->text() == QStringLiteral("Write")) QVERIFY(label->isVisible());
    QVERIFY(inspector.focusField(QStringLiteral("burst")));
    QVERIFY(burst->isVisible());
}

void TestWindowParts::helpFollowsTheFocus() {
    OrdersDesk d;
    d.workspace.selection().clear();
    d.pressHelp(&d.view());
    QVERIFY(d.helpText().contains(QStringLiteral("Press F5 to run")));
    d.select(QStringLiteral("Orders"));
    d.pressHelp(&d.view());
    QVERIFY(d.helpText().contains(QStringLiteral("What is modelled")));
    QVERIFY(d.window.inspector().focusField(QStringLiteral("writeUnits")));
    QCOMPARE(d.window.inspector().focusedKey(), QStringLiteral("writeUnits"));
    d.window.actions()[Command::ContextHelp]->trigger();
    d.settle();
    const QString html = d.window.inspector().helpPage().toHtml();
    QVERIFY(html.contains(d.look.color(Token::AccentTint).name(), Qt::CaseInsensitive));
    QVERIFY(d.helpText().contains(QStringLiteral("From 0 WCU to 1,000,000,000 WCU")));
    d.pressHelp(d.window.palettePanel().entryOf(QStringLiteral("region")));
    QVERIFY(d.helpText().startsWith(QStringLiteral("Region")));
}

void TestWindowParts::aRuleShowsItsExamplesAndOpensThem() {
    OrdersDesk d;
    const auto examples = ruleExamples(d.kinds, QStringLiteral("CAP-002"), d.look);
    QCOMPARE(examples.size(), size_t(2));
    QVERIFY(!examples[0].picture.isNull() && !examples[1].picture.isNull());
    QVERIFY(examples[0].sentence.contains(QStringLiteral("Orders")));
    QVERIFY(examples[0].sentence != examples[1].sentence);
    d.window.findChild<IssuesDock*>()->explain(QStringLiteral("CAP-002"));
    auto* page = d.window.findChild<RulePage*>();
    QVERIFY(page && page->isVisible());
    d.settle();
    // The severity has its colour, in the words and in the sentence; the paper goes on around the drawing.
    const auto labels = page->findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [&](const QLabel* label) { return label->text().contains(d.look.color(Token::Error).name()); }));
    const auto sentence = std::ranges::find_if(labels, [&](const QLabel* label) { return label->text() == examples[0].sentence; });
    QVERIFY(sentence != labels.end());
    QCOMPARE((*sentence)->palette().color(QPalette::WindowText), d.look.color(Token::Error));
    const auto picture = std::ranges::find_if(labels, [](const QLabel* label) { return !label->pixmap().isNull(); });
    QVERIFY(picture != labels.end());
    QCOMPARE((*picture)->grab().toImage().pixelColor(1, 1), d.look.color(Token::Canvas));
    // Enter closes: an example would take the place of the design.
    QVERIFY(page->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Close)->isDefault());
    QVERIFY(!page->findChild<QPushButton*>(QStringLiteral("openFailing"))->isDefault());
    page->findChild<QPushButton*>(QStringLiteral("openFailing"))->click();
    d.settle();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);  // the page has closed
    QCOMPARE(d.document().nodeCount(), 3);
    QVERIFY(!d.files().file().isDirty());
    QVERIFY(d.workspace.checks().engine().count(model::Severity::Error) > 0);
}

void TestWindowParts::helpOnAFindingIsThePageOfItsRule() {
    OrdersDesk d;
    QVERIFY(d.files().openExample(QStringLiteral(":/rules/CAP-002/fails.skerry.json")));
    d.window.showBottomTab(QStringLiteral("issues"));
    d.settle();
    auto* issues = d.window.findChild<IssuesDock*>();
    auto* list = issues->findChild<QTreeView*>();
    list->setCurrentIndex(list->model()->index(0, 0));
    QVERIFY(!issues->currentRule().isEmpty());
    const QString rule = issues->currentRule();
    d.pressHelp(list);
    auto* page = d.window.findChild<RulePage*>();
    QVERIFY(page && page->windowTitle().contains(rule));
}

void TestWindowParts::oneClickFixesTheFindingAtTheCursor() {
    OrdersDesk d;
    QVERIFY(d.files().file().openSample(QStringLiteral("six-mistakes")).ok());
    d.window.showBottomTab(QStringLiteral("issues"));
    d.settle();
    auto* issues = d.window.findChild<IssuesDock*>();
    auto* list = issues->findChild<QTreeView*>();
    auto* button = issues->findChild<QPushButton*>(QStringLiteral("fixFinding"));
    const model::RuleEngine& engine = d.workspace.checks().engine();
    const int before = engine.count(model::Severity::Error);
    list->setCurrentIndex(list->model()->index(0, 0));
    QVERIFY(!button->isHidden());
    d.window.activateWindow();
    d.window.actions()[Command::ShowIssues]->trigger();
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(list));
    QVERIFY2(button->text().startsWith(QStringLiteral("Fix: ")), qPrintable(button->text()));
    QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier);
    d.settle();
    QVERIFY(engine.count(model::Severity::Error) < before);
    d.workspace.undoStack().undo();
    d.settle();
    list->setCurrentIndex(list->model()->index(0, 0));
    button->click();
    d.settle();
    QVERIFY(engine.count(model::Severity::Error) < before);
    // The cursor waits at the next one, and stays with its finding through other edits.
    QCOMPARE(list->currentIndex().row(), 0);
    list->setCurrentIndex(list->model()->index(2, 0));
    const QString message = list->model()->index(2, IssuesModel::Message).data().toString();
    d.workspace.undoStack().undo();
    d.settle();
    QCOMPARE(list->currentIndex().siblingAtColumn(IssuesModel::Message).data().toString(), message);
    QCOMPARE(engine.count(model::Severity::Error), before);
}

void TestWindowParts::theIssuesTabCounts() {
    OrdersDesk d;
    auto* bar = d.window.findChild<QTabWidget*>(QStringLiteral("bottomTabs"))->tabBar();
    QVERIFY(!bar->findChild<CountPill*>());
    QVERIFY(d.files().openExample(QStringLiteral(":/rules/CAP-002/fails.skerry.json")));
    d.settle();
    const auto* pill = bar->findChild<CountPill*>();
    const model::RuleEngine& engine = d.workspace.checks().engine();
    QVERIFY(pill);
    QCOMPARE(pill->count(), engine.count(model::Severity::Error) + engine.count(model::Severity::Warning));
}

void TestWindowParts::shiftTwiceFindsAnything() {
    OrdersDesk d;
    d.window.activateWindow();
    d.view().setFocus();
    auto* field = d.window.findChild<QLineEdit*>(QStringLiteral("searchField"));
    QTest::keyPress(&d.view(), Qt::Key_Shift);
    QTest::keyClick(&d.view(), Qt::Key_Y, Qt::ShiftModifier);
    QTest::keyRelease(&d.view(), Qt::Key_Shift);
    QTest::keyPress(&d.view(), Qt::Key_Shift);
    QTest::keyRelease(&d.view(), Qt::Key_Shift);
    field = d.window.findChild<QLineEdit*>(QStringLiteral("searchField"));
    QVERIFY(!field || !field->isVisible());  // a capital letter is no tap
    QTest::keyPress(&d.view(), Qt::Key_Shift);
    QTest::keyRelease(&d.view(), Qt::Key_Shift);
    field = d.window.findChild<QLineEdit*>(QStringLiteral("searchField"));
    QVERIFY(field && field->isVisible());
    // Scenarios too.
    QTest::keyClicks(field, QStringLiteral("friday"));
    QTest::keyClick(field, Qt::Key_Return);
    d.settle();
    const auto current = model::scenarioOf(d.document());
    QVERIFY(current && current->name == QStringLiteral("Friday spike"));
}

void TestWindowParts::textGrowsAndComesBack() {
    const double before = QApplication::font().pointSizeF();
    {
        OrdersDesk d;
        d.window.actions()[Command::TextLarger]->trigger();
        d.window.actions()[Command::TextLarger]->trigger();
        d.settle();
        QCOMPARE(textPercent(), 120);
        QVERIFY(qAbs(QApplication::font().pointSizeF() - before * 1.2) < 0.01);
        QVERIFY(d.window.inspector().font().pointSizeF() > before);
        QVERIFY(d.window.minimumSizeHint().width() <= 1280);
        d.shoot(QStringLiteral("text-120"));
    }
    OrdersDesk d;
    QCOMPARE(textPercent(), 120);
    d.window.actions()[Command::TextNormal]->trigger();
    QVERIFY(qAbs(QApplication::font().pointSizeF() - before) < 0.01);
}

void TestWindowParts::aPictureIsExportedAsOneChooses() {
    SampleDesk d;
    const auto choose = [](PictureSheet& sheet, const char* box, const QVariant& data) {
        auto* choice = sheet.findChild<QComboBox*>(QLatin1String(box));
        choice->setCurrentIndex(choice->findData(data));
    };
    PictureSheet sheet(d.workspace.picture(), Scheme::Dark, &d.window);
    QCOMPARE(sheet.ending(), QStringLiteral("png"));
    QVERIFY(sheet.options().scheme == Scheme::Dark && sheet.options().scale == 2);
    choose(sheet, "format", QStringLiteral("svg"));
    QVERIFY(!sheet.findChild<QComboBox*>(QStringLiteral("scale"))->isEnabled());
    choose(sheet, "format", QStringLiteral("png"));
    choose(sheet, "scale", 3.0);
    sheet.findChild<QComboBox*>(QStringLiteral("colours"))->setCurrentIndex(1);
    sheet.accept();
    // What was chosen is offered again, and is what is written.
    const PictureSheet again(d.workspace.picture(), Scheme::Dark, &d.window);
    QVERIFY(again.options().scheme == Scheme::Light && again.options().scale == 3);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.png"));
    QVERIFY(writePicture(d.workspace.picture(), path, again.options()).ok());
    const QSizeF size = pictureSize(d.workspace.picture()) * 3;
    QVERIFY(std::abs(QImage(path).width() - size.width()) < 2);
}

void TestWindowParts::aDroppedFileIsOpened() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("dropped.skerry.json"));
    {
        OrdersDesk d;
        QVERIFY(d.files().file().saveTo(path).ok());
    }
    WindowDesk d;
    d.files().file().startNew();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    for (QWidget* target : {static_cast<QWidget*>(&d.window), d.port()}) {
        d.files().file().startNew();
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(target, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(target, &drop);
        QTRY_COMPARE(d.files().file().path(), path);
        QVERIFY(d.document().nodeCount() > 10);
    }
    // A template too: it is imported.
    const QString templatePath = folder.filePath(QStringLiteral("stack.yaml"));
    QFile file(templatePath);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Resources:\n  Network:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.4.0.0/16\n");
    file.close();
    data.setUrls({QUrl::fromLocalFile(templatePath)});
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(d.port(), &enter);
    QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(d.port(), &drop);
    QTRY_VERIFY(!d.named(QStringLiteral("Network")).isNull());
    QVERIFY(d.named(QStringLiteral("Orders")).isNull());
}

// By keys alone: a link is found by its ends, and Tab goes through its inspector as the eye does.
void TestWindowParts::aLinkIsFoundAndItsPatternsReachedByKeys() {
    OrdersDesk d;
    d.window.activateWindow();
    d.window.actions()[Command::Find]->trigger();
    auto* field = d.window.findChild<QLineEdit*>(QStringLiteral("searchField"));
    QVERIFY(field && field->isVisible());
    field->setText(QStringLiteral("fulfil → Orders"));
    QTest::keyClick(field, Qt::Key_Return);
    d.settle();
    QCOMPARE(d.workspace.selection().items().size(), size_t(1));
    QVERIFY(d.document().findLink(d.workspace.selection().items().front()));
    d.window.activateWindow();
    d.settle();
    d.window.actions()[Command::FocusInspector]->trigger();
    QWidget* first = QApplication::focusWidget();
    QVERIFY2(qobject_cast<RowSummary*>(first), first ? first->metaObject()->className() : "none");
    while (qobject_cast<RowSummary*>(QApplication::focusWidget())) QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("addRow"));
    QVERIFY(d.workspace.undoStack().count() == 0);
}

void TestWindowParts::anImportListsWhatItLeftOut() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shop.yaml"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      BillingMode: PAY_PER_REQUEST\n  Alarm:\n    Type: AWS::CloudWatch::Alarm\n");
    file.close();
    WindowDesk d;
    QVERIFY(d.files().openFile(path));
    auto* sheet = d.window.findChild<ImportSheet*>();
    QVERIFY(sheet && sheet->isVisible());
    auto* list = sheet->findChild<QTreeWidget*>();
    QStringList resources;
    for (int i = 0; i < list->topLevelItemCount(); ++i) resources += list->topLevelItem(i)->text(0) + u' ' + list->topLevelItem(i)->text(1);
    QVERIFY2(resources.contains(QStringLiteral("6 Alarm")), qPrintable(resources.join(u',')));
    sheet->close();
    d.files().file().startNew();
    QVERIFY(!d.files().file().import());
}

void TestWindowParts::aReadOnlyFileSaysSo() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("kept.skerry"));
    OrdersDesk d;
    QVERIFY(d.files().file().saveTo(path).ok());
    QVERIFY(!d.files().file().isReadOnly());
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner));
    // Protected on purpose is protected for root as well, who could write it.
    QVERIFY(d.files().openFile(path));
    QVERIFY(d.files().file().isReadOnly());
    QVERIFY(d.window.windowTitle().contains(QStringLiteral("read-only")));
    const auto saved = d.files().file().saveTo(path);
    QVERIFY(!saved.ok());
    QVERIFY2(saved.error().contains(QStringLiteral("the file is read-only. Save under another name.")), qPrintable(saved.error()));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(d.files().openFile(path));
    QVERIFY(!d.window.windowTitle().contains(QStringLiteral("read-only")));
}

void TestWindowParts::aFileSavesItselfWhenAsked() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("self.skerry"));
    OrdersDesk d;
    auto* timer = d.files().findChild<QTimer*>(QStringLiteral("autosave"));
    QVERIFY(timer && !timer->isActive());
    QVERIFY(d.files().file().saveTo(path).ok());
    model::Edit edit(d.workspace.document(), QStringLiteral("Name"));
    edit.setProperty(d.named(QStringLiteral("Orders")), QStringLiteral("name"), QStringLiteral("Renamed"));
    QVERIFY(d.workspace.perform(edit.take()));
    QVERIFY(d.files().file().isDirty());
    for (auto* action : d.window.findChildren<QAction*>())
        if (action->text() == QStringLiteral("Every 1 minute")) action->trigger();
    QVERIFY(timer->isActive());
    QCOMPARE(timer->interval(), 60'000);
    timer->start(1);  // the minute is over
    QTRY_VERIFY(!d.files().file().isDirty());
    timer->stop();
}

void TestWindowParts::panelsAreRememberedForTheScreen() {
    {
        WindowDesk d;
        auto* dock = d.window.findChild<QDockWidget*>(QStringLiteral("inspectorDock"));
        QVERIFY(dock->features() & QDockWidget::DockWidgetMovable && dock->titleBarWidget()->sizeHint().height() >= 8);
        d.window.addDockWidget(Qt::LeftDockWidgetArea, dock);
        d.window.close();
    }
    WindowDesk d;
    auto* dock = d.window.findChild<QDockWidget*>(QStringLiteral("inspectorDock"));
    QCOMPARE(d.window.dockWidgetArea(dock), Qt::LeftDockWidgetArea);
    d.window.actions()[Command::ResetLayout]->trigger();
    QCOMPARE(d.window.dockWidgetArea(dock), Qt::RightDockWidgetArea);
}

void TestWindowParts::theWindowFitsSmallScreens() {
    OrdersDesk d;
    QVERIFY2(d.window.minimumSizeHint().width() <= 1024, qPrintable(QString::number(d.window.minimumSizeHint().width())));
    QVERIFY2(d.window.minimumSizeHint().height() <= 640, qPrintable(QString::number(d.window.minimumSizeHint().height())));
    d.window.resize(1024, 640);
    d.settle();
    QCOMPARE(d.window.size(), QSize(1024, 640));
    QVERIFY(d.view().width() >= 360 && d.view().height() >= 200);
    d.select(QStringLiteral("Orders"));
    d.shoot(QStringLiteral("small"));
}

QTEST_MAIN(TestWindowParts)
#include "tst_windowparts.moc"
