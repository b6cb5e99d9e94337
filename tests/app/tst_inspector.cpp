// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/editors/texteditor.h"
#include "app/inspector/fixbutton.h"
#include "app/inspector/grouppanel.h"
#include "app/inspector/inspector.h"
#include "app/inspector/patternspanel.h"
#include "app/inspector/propertyform.h"
#include "app/inspector/rowsummary.h"
#include "app/issues/issuesdock.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/core/edit.h"
#include "model/io/design.h"
#include "model/io/skerryjson.h"
#include "model/traffic/accesspattern.h"
#include "model/traffic/scenario.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace app;

namespace {

struct Desk {
    model::KindRegistry kinds = model::shippedKinds();
    Workspace workspace{kinds};
    Look look{Scheme::Light};
    Inspector inspector{workspace, look};

    Desk() {
        inspector.resize(330, 800);
        inspector.show();
    }
    model::Uid add(const QString& kind, model::Uid parent = {}, const QString& name = {}) {
        model::Edit edit(workspace.document(), QStringLiteral("Add"));
        const model::Uid uid = edit.addNode(kind, parent, std::nullopt, name);
        workspace.perform(edit.take());
        return uid;
    }
    void select(std::vector<model::Uid> uids) { workspace.selection().set(std::move(uids)); }
    const model::Value& value(model::Uid node, const QString& key) {
        return workspace.document().value(*workspace.document().findNode(node), key);
    }
    // The line edit of the field with that label.
    QLineEdit* field(const QString& label) {
        for (auto* l : inspector.findChildren<QLabel*>())
            if (l->text() == label && l->buddy() && l->isVisibleTo(&inspector)) return l->buddy()->findChild<QLineEdit*>();
        return nullptr;
    }
    // What is shown with these words in it.
    const QLabel* label(const QString& words) {
        for (const auto* l : inspector.findChildren<QLabel*>())
            if (l->isVisibleTo(&inspector) && l->text().contains(words)) return l;
        return nullptr;
    }
    void type(const QString& label, const QString& text) {
        QLineEdit* line = field(label);
        QVERIFY2(line, qPrintable(label));
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
        QCoreApplication::processEvents();
    }
};

const QString kReadUnits = QStringLiteral("readUnits");

}  // namespace

class TestInspector final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void typingCommitsOneUndoStep();
    void unitsAreUnderstood();
    void badInputChangesNothingAndSaysWhy();
    void escapeTakesBackWhatWasTyped();
    void severalNodesShareAnEdit();
    void undoShowsTheOldValueAgain();
    void rowsAreAddedAndEditedInPlace();
    void unresolvedTextIsShownAndReplaced();
    void refusedEditShowsTheOldValue();
    void whatStandsForSomethingElseIsSaidInWords();
    void aPatternOffersWhatItsTargetAccepts();
    void aRecordedLoadIsTakenFromAFile();
    void aPatternAddressesItsTargetOrAnIndexOfIt();
    void theFirstStepInAListToAddFromIsItsFirstEntry();
    void aFaultChoosesAmongTheZonesOfTheDesign();
    void aFindingStandsUnderItsFieldWhoseEdgeTakesItsColour();
    void findingsBesideNoFieldStandOnTop();
    void aLongFixIsCutAndWidensNothing();
    void aRuleOfAFilterTellsThePortsAndTheOtherSide();
    void aPatternThatFollowsItsCallerHasNoRate();
};

void TestInspector::typingCommitsOneUndoStep() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    d.select({region});
    const int before = d.workspace.undoStack().count();
    d.type(QStringLiteral("Name"), QStringLiteral("Dublin"));
    QCOMPARE(d.workspace.document().name(*d.workspace.document().findNode(region)), QStringLiteral("Dublin"));
    QCOMPARE(d.workspace.undoStack().count(), before + 1);
}

void TestInspector::unitsAreUnderstood() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    const auto table = d.add(QStringLiteral("dynamodb.table"), region);
    d.select({table});
    const auto* kind = d.kinds.find(QStringLiteral("dynamodb.table"));
    const auto spec = std::ranges::find(kind->properties, model::Unit::Bytes, &model::PropertySpec::unit);
    QVERIFY(spec != kind->properties.end());
    d.type(QString::fromUtf8(spec->title), QStringLiteral("1.5 KB"));
    QCOMPARE(model::toNumber(d.value(table, spec->key)), 1536.0);
    QCOMPARE(d.field(QString::fromUtf8(spec->title))->text(), QStringLiteral("1.5 KiB"));
}

void TestInspector::badInputChangesNothingAndSaysWhy() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    const auto table = d.add(QStringLiteral("dynamodb.table"), region);
    d.select({table});
    const auto* spec = d.kinds.find(QStringLiteral("dynamodb.table"))->property(kReadUnits);
    QVERIFY(spec);
    const auto old = d.value(table, kReadUnits);
    const int steps = d.workspace.undoStack().count();
    d.type(QString::fromUtf8(spec->title), QStringLiteral("many"));
    QCOMPARE(d.value(table, kReadUnits), old);
    QCOMPARE(d.workspace.undoStack().count(), steps);
    bool told = false;
    for (auto* label : d.inspector.findChildren<QLabel*>()) told |= label->isVisible() && label->text().contains(QStringLiteral("\"many\""));
    QVERIFY(told);
}

void TestInspector::escapeTakesBackWhatWasTyped() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    d.select({region});
    QLineEdit* name = d.field(QStringLiteral("Name"));
    const QString old = name->text();
    QTest::keyClicks(name, QStringLiteral("xyz"));
    QTest::keyClick(name, Qt::Key_Escape);
    QCOMPARE(name->text(), old);
}

void TestInspector::severalNodesShareAnEdit() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    const auto a = d.add(QStringLiteral("dynamodb.table"), region);
    const auto b = d.add(QStringLiteral("dynamodb.table"), region);
    d.select({a, b});
    QVERIFY(!d.field(QStringLiteral("Name")));
    const int steps = d.workspace.undoStack().count();
    d.type(QString::fromUtf8(d.kinds.find(QStringLiteral("dynamodb.table"))->property(kReadUnits)->title), QStringLiteral("77"));
    QCOMPARE(model::toNumber(d.value(a, kReadUnits)), 77.0);
    QCOMPARE(model::toNumber(d.value(b, kReadUnits)), 77.0);
    QCOMPARE(d.workspace.undoStack().count(), steps + 1);
}

void TestInspector::undoShowsTheOldValueAgain() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    d.select({region});
    const QString old = d.field(QStringLiteral("Name"))->text();
    d.type(QStringLiteral("Name"), QStringLiteral("Dublin"));
    d.workspace.undoStack().undo();
    QCoreApplication::processEvents();
    QCOMPARE(d.field(QStringLiteral("Name"))->text(), old);
}

void TestInspector::rowsAreAddedAndEditedInPlace() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    const auto table = d.add(QStringLiteral("dynamodb.table"), region);
    const auto client = d.add(QStringLiteral("client"));
    model::Edit edit(d.workspace.document(), QStringLiteral("Link"));
    const auto link = edit.addLink(model::kCalls, client, table);
    QVERIFY(d.workspace.perform(edit.take()));
    d.select({link});
    auto* add = d.inspector.findChild<QPushButton*>(QStringLiteral("addRow"));
    QVERIFY(add);
    QCoreApplication::processEvents();
    QTest::mouseClick(add, Qt::LeftButton);
    QCoreApplication::processEvents();
    d.type(QStringLiteral("Requests"), QStringLiteral("1.2k/s"));
    const auto patterns = model::patternsFrom(model::NodeView(d.workspace.document(), *d.workspace.document().findNode(client)));
    QCOMPARE(patterns.size(), size_t(1));
    QCOMPARE(patterns.front().ratePerSecond, 1200.0);
    QVERIFY(d.inspector.findChild<RowSummary*>()->accessibleName().contains(QStringLiteral("1,200/s")));
}

void TestInspector::aPatternOffersWhatItsTargetAccepts() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    const auto table = d.add(QStringLiteral("dynamodb.table"), region);
    const auto stream = d.add(QStringLiteral("dynamodb.stream"), table);
    const auto function = d.add(QStringLiteral("lambda.function"), region);
    model::Edit edit(d.workspace.document(), QStringLiteral("Link"));
    const auto link = edit.addLink(model::kCalls, function, stream);
    QVERIFY(d.workspace.perform(edit.take()));
    d.select({link});
    QCoreApplication::processEvents();
    QTest::mouseClick(d.inspector.findChild<QPushButton*>(QStringLiteral("addRow")), Qt::LeftButton);
    QCoreApplication::processEvents();
    const auto patterns = model::patternsFrom(model::NodeView(d.workspace.document(), *d.workspace.document().findNode(function)));
    QCOMPARE(patterns.front().operation, QStringLiteral("GetRecords"));
    QStringList choices, ways;
    for (auto* box : d.inspector.findChildren<QComboBox*>()) {
        if (box->findText(QStringLiteral("GetRecords")) >= 0)
            for (int i = 0; i < box->count(); ++i) choices += box->itemText(i);
        if (box->count() > 0 && box->itemText(0).endsWith(QStringLiteral("(automatic)"))) ways += box->itemText(0);
    }
    QCOMPARE(choices, QStringList{QStringLiteral("GetRecords")});
    QCOMPARE(ways, QStringList{QStringLiteral("AWS's own network (automatic)")});
}

// People have their loads in files; what cannot be used is told and changes nothing.
void TestInspector::aRecordedLoadIsTakenFromAFile() {
    const model::LinkSpec calls = model::callsLinkSpec();
    const auto& columns = calls.property(model::pattern::kRows)->columns;
    const auto spec = std::ranges::find(columns, model::pattern::kReplay, &model::PropertySpec::key);
    QVERIFY(spec != columns.end());
    LongTextEditor editor(*spec, nullptr);
    QVERIFY(editor.findChild<QPushButton*>(QStringLiteral("fromFile")));
    QStringList taken, objections;
    connect(&editor, &PropertyEditor::committed, this, [&](const model::Value& value) { taken += std::get<QString>(value); });
    connect(&editor, &PropertyEditor::objected, this, [&](const QString& sentence) { objections += sentence; });
    const QTemporaryDir folder;
    const auto written = [&](const char* name, const QByteArray& text) {
        QFile file(folder.filePath(QLatin1String(name)));
        if (file.open(QIODevice::WriteOnly)) file.write(text);
        return file.fileName();
    };
    editor.takeFile(written("good.csv", "0,10\n60,250\n"));
    QCOMPARE(taken, QStringList{QStringLiteral("0,10\n60,250\n")});
    for (const QString& bad : {written("letters.csv", "0,ten\n"), folder.filePath(QStringLiteral("missing.csv"))}) {
        editor.takeFile(bad);
        QCOMPARE(taken.size(), 1);
        QVERIFY(objections.back().contains(QFileInfo(bad).fileName()));
    }
}

// What another link leads to is out of this one's reach: it is not offered.
void TestInspector::aPatternAddressesItsTargetOrAnIndexOfIt() {
    Desk d;
    const auto region = d.add(QStringLiteral("region")), elsewhere = d.add(QStringLiteral("region"));
    const auto table = d.add(QStringLiteral("dynamodb.table"), region, QStringLiteral("Orders"));
    d.add(QStringLiteral("dynamodb.gsi"), table, QStringLiteral("byDay"));
    d.add(QStringLiteral("dynamodb.replica"), elsewhere, QStringLiteral("Orders abroad"));
    d.add(QStringLiteral("dynamodb.table"), region, QStringLiteral("Items"));
    const auto function = d.add(QStringLiteral("lambda.function"), region);
    model::Edit edit(d.workspace.document(), QStringLiteral("Link"));
    const auto link = edit.addLink(model::kCalls, function, table);
    QVERIFY(d.workspace.perform(edit.take()));
    d.select({link});
    QCoreApplication::processEvents();
    QTest::mouseClick(d.inspector.findChild<QPushButton*>(QStringLiteral("addRow")), Qt::LeftButton);
    QCoreApplication::processEvents();
    QStringList offered;
    for (auto* box : d.inspector.findChildren<QComboBox*>())
        for (int i = 0; box->findText(QStringLiteral("byDay")) >= 0 && i < box->count(); ++i) offered += box->itemText(i);
    QCOMPARE(offered, (QStringList{QStringLiteral("the link's target"), QStringLiteral("Orders"), QStringLiteral("byDay")}));
}

void TestInspector::theFirstStepInAListToAddFromIsItsFirstEntry() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    const auto vpc = d.add(QStringLiteral("vpc.vpc"), region);
    d.add(QStringLiteral("vpc.route_table"), vpc);
    d.add(QStringLiteral("vpc.route_table"), vpc);
    const auto endpoint = d.add(QStringLiteral("vpc.gateway_endpoint"), vpc);
    model::Edit edit(d.workspace.document(), QStringLiteral("Clear"));
    edit.setProperty(endpoint, QStringLiteral("routeTables"), model::Refs{});
    static_cast<void>(d.workspace.perform(edit.take()));
    d.select({endpoint});
    QCoreApplication::processEvents();
    QComboBox* add = nullptr;
    for (auto* box : d.inspector.findChildren<QComboBox*>())
        if (box->isVisible() && box->count() == 2 && box->currentIndex() < 0) add = box;
    QVERIFY(add);
    const QString first = add->itemText(0);
    add->setFocus();
    QTest::keyClick(add, Qt::Key_Space);
    QCoreApplication::processEvents();
    QTest::keyClick(add->view(), Qt::Key_Down);
    QCOMPARE(add->view()->currentIndex().row(), 0);
    QTest::keyClick(add->view(), Qt::Key_Return);
    QCoreApplication::processEvents();
    const auto refs = std::get<model::Refs>(d.value(endpoint, QStringLiteral("routeTables")));
    QCOMPARE(refs.items.size(), size_t(1));
    QCOMPARE(d.workspace.document().name(*d.workspace.document().findNode(refs.items.front().target)), first);
}

void TestInspector::whatStandsForSomethingElseIsSaidInWords() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    const auto function = d.add(QStringLiteral("lambda.function"), region);
    const auto table = d.add(QStringLiteral("dynamodb.table"), region);
    model::Edit edit(d.workspace.document(), QStringLiteral("Link"));
    const auto link = edit.addLink(model::kCalls, function, table);
    QVERIFY(d.workspace.perform(edit.take()));
    d.select({function});
    QCoreApplication::processEvents();
    QLineEdit* reserved = d.field(QStringLiteral("Reserved concurrency"));
    QVERIFY(reserved);
    QCOMPARE(reserved->text(), QStringLiteral("none, shares the account's"));
    d.select({table});
    QCoreApplication::processEvents();
    // Words have no unit beside them, figures have.
    const auto unit = [&](const QString& name) { return d.field(name)->findChild<QLabel*>(); };
    const QString warm = QStringLiteral("Warm, read");
    QVERIFY(unit(warm)->isHidden() && !unit(QStringLiteral("Read"))->isHidden());
    d.type(warm, QStringLiteral("20000"));
    QVERIFY(!unit(warm)->isHidden());
    d.select({function});
    QCoreApplication::processEvents();
    d.type(QStringLiteral("Reserved concurrency"), QStringLiteral("switched off"));
    QVERIFY(d.value(function, QStringLiteral("reservedConcurrency")) == model::Value(qint64(0)));
    d.select({link});
    QCoreApplication::processEvents();
    QTest::mouseClick(d.inspector.findChild<QPushButton*>(QStringLiteral("addRow")), Qt::LeftButton);
    QCoreApplication::processEvents();
    const auto boxes = d.inspector.findChildren<QComboBox*>();
    QVERIFY(std::ranges::any_of(boxes, [](const QComboBox* box) { return box->currentText() == u"the link's target"; }));
}

void TestInspector::aFaultChoosesAmongTheZonesOfTheDesign() {
    Desk d;
    d.add(QStringLiteral("region"));
    model::Row fault;
    model::Row scenario;
    scenario.set(QStringLiteral("faults"), model::Rows{{fault}});
    model::Edit edit(d.workspace.document(), QStringLiteral("Scenario"));
    edit.setDocument(QStringLiteral("scenarios"), model::Rows{{scenario}});
    QVERIFY(d.workspace.perform(edit.take()));
    d.select({});
    QCoreApplication::processEvents();
    for (int level = 0; level < 2; ++level) {
        const auto rows = d.inspector.findChildren<RowSummary*>();
        QVERIFY(!rows.empty());
        QTest::mouseClick(rows.back(), Qt::LeftButton);
        QCoreApplication::processEvents();
    }
    const auto boxes = d.inspector.findChildren<QComboBox*>();
    const auto zones = std::ranges::find_if(boxes, [](const QComboBox* box) { return box->findText(QStringLiteral("us-east-1b")) >= 0; });
    QVERIFY(zones != boxes.end());
    QCOMPARE((*zones)->currentIndex(), -1);
    QCOMPARE((*zones)->placeholderText(), QStringLiteral("choose one"));
    (*zones)->setCurrentIndex((*zones)->findText(QStringLiteral("us-east-1b")));
    Q_EMIT (*zones)->activated((*zones)->currentIndex());
    QCoreApplication::processEvents();
    QCOMPARE(model::scenariosOf(d.workspace.document()).front().faults.front().zone, QStringLiteral("us-east-1b"));
}

void TestInspector::aFindingStandsUnderItsFieldWhoseEdgeTakesItsColour() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    const auto function = d.add(QStringLiteral("lambda.function"), region);
    d.select({function});
    QCoreApplication::processEvents();
    const QString field = QStringLiteral("Timeout");
    QVERIFY(d.field(field) && d.field(field)->property("state").toString().isEmpty());
    d.type(field, QStringLiteral("20 min"));
    const QString state = d.field(field)->property("state").toString();
    QVERIFY2(state == u"error" || state == u"warning", qPrintable(state));
    QTRY_VERIFY(d.label(QStringLiteral("15 minutes")));
    const QLabel* sentence = d.label(QStringLiteral("15 minutes"));
    QVERIFY(sentence);
    QVERIFY(d.inspector.findChild<QTabWidget*>()->tabText(1).startsWith(QStringLiteral("Rules (")));
    // A group that is folded tells how many stand in it.
    QToolButton* group = nullptr;
    for (auto* panel : d.inspector.findChildren<GroupPanel*>())
        if (panel->isAncestorOf(sentence)) group = panel->findChild<QToolButton*>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(group);
    const QString title = group->text();
    group->click();
    QVERIFY2(group->text().startsWith(title + QStringLiteral(" · ")), qPrintable(group->text()));
    group->click();
    QCOMPARE(group->text(), title);
    d.type(field, QStringLiteral("10 s"));
    QVERIFY(d.field(field)->property("state").toString().isEmpty());
}

void TestInspector::findingsBesideNoFieldStandOnTop() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    const auto vpc = d.add(QStringLiteral("vpc.vpc"), region);
    const auto gateway = d.add(QStringLiteral("vpc.internet_gateway"), region);
    d.select({gateway});
    QCoreApplication::processEvents();
    QTRY_VERIFY(d.label(QStringLiteral("is attached to no VPC")));
    const auto panels = d.inspector.findChildren<QWidget*>(QStringLiteral("findings"));
    QVERIFY(std::ranges::any_of(panels, [&](const QWidget* panel) { return panel->isAncestorOf(d.label(QStringLiteral("is attached to no VPC"))); }));
    model::Edit edit(d.workspace.document(), QStringLiteral("Move"));
    edit.setParent(gateway, vpc);
    QVERIFY(d.workspace.perform(edit.take()));
    QCoreApplication::processEvents();
    QVERIFY(!d.label(QStringLiteral("is attached to no VPC")));
}

void TestInspector::aLongFixIsCutAndWidensNothing() {
    Desk d;
    d.inspector.resize(250, 800);
    QFile file(QStringLiteral(SKERRY_SOURCE_DIR "/resources/rules/STR-012/fails.skerry.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    auto design = model::fromSkerryJson(file.readAll());
    QVERIFY(design.ok() && model::loadDesign(d.workspace.document(), std::move(*design)).ok());
    for (const model::IssuePtr& issue : d.workspace.checks().issues())
        if (issue->rule == u"STR-012") d.select({issue->nodes.front()});
    const auto shown = [&]() -> const FixButton* {
        const auto buttons = d.inspector.findChildren<FixButton*>();
        const auto it = std::ranges::find_if(buttons, [](const FixButton* button) { return button->isVisible() && button->text() != button->title(); });
        return it == buttons.end() ? nullptr : *it;
    };
    QTRY_VERIFY(shown());
    QVERIFY(shown()->text().endsWith(QChar(0x2026)));
    QCOMPARE(shown()->toolTip(), shown()->title());
    const auto pages = d.inspector.findChildren<QScrollArea*>();
    const auto page = std::ranges::find_if(pages, [&](const QScrollArea* area) { return area->isAncestorOf(shown()); });
    QVERIFY(page != pages.end() && (*page)->widget()->width() <= (*page)->viewport()->width());
}

void TestInspector::aRuleOfAFilterTellsThePortsAndTheOtherSide() {
    Desk d;
    const auto vpc = d.add(QStringLiteral("vpc.vpc"), d.add(QStringLiteral("region")));
    const auto group = d.add(QStringLiteral("vpc.security_group"), vpc);
    const auto peer = d.add(QStringLiteral("vpc.security_group"), vpc);
    const auto acl = d.add(QStringLiteral("vpc.network_acl"), vpc);
    const auto shown = [&](model::Uid node, const model::Row& row) {
        model::Edit edit(d.workspace.document(), QStringLiteral("Rule"));
        edit.setProperty(node, QStringLiteral("inbound"), model::Rows{{row}});
        d.workspace.perform(edit.take());
        d.select({});  // so that no line of before is left
        d.select({node});
        QCoreApplication::processEvents();
        const auto* line = d.inspector.findChild<RowSummary*>();
        return line ? line->cells() : QStringList();
    };
    model::Row row;
    QCOMPARE(shown(group, row), (QStringList{QStringLiteral("TCP"), QStringLiteral("443"), QStringLiteral("0.0.0.0/0")}));
    QCOMPARE(shown(acl, row), (QStringList{QStringLiteral("100"), QStringLiteral("allow"), QStringLiteral("TCP"), QStringLiteral("443"), QStringLiteral("0.0.0.0/0")}));
    row.set(QStringLiteral("peer"), model::Ref{peer, {}});
    QCOMPARE(shown(group, row).last(), d.workspace.document().name(*d.workspace.document().findNode(peer)));
    row = {};
    row.set(QStringLiteral("protocol"), QStringLiteral("-1"));
    QCOMPARE(shown(group, row), (QStringList{QStringLiteral("all"), QStringLiteral("0.0.0.0/0")}));
}

void TestInspector::aPatternThatFollowsItsCallerHasNoRate() {
    model::AccessPattern pattern;
    pattern.ratePerSecond = 10;
    QCOMPARE(rateText(pattern), QStringLiteral("10/s"));
    pattern.rateShape = QStringLiteral("perRecord");
    QCOMPARE(rateText(pattern), QStringLiteral("1 a record"));
}

void TestInspector::unresolvedTextIsShownAndReplaced() {
    Desk d;
    const auto region = d.add(QStringLiteral("region"));
    const auto table = d.add(QStringLiteral("dynamodb.table"), region);
    QVERIFY(d.workspace.document().apply({QStringLiteral("x"), {model::SetProperty{table, kReadUnits, model::Value(model::Unresolved{QStringLiteral("{\"Ref\": \"Units\"}")})}}}).ok());
    d.select({table});
    QLineEdit* line = nullptr;
    for (auto* l : d.inspector.findChildren<QLineEdit*>())
        if (l->text() == QStringLiteral("{\"Ref\": \"Units\"}")) line = l;
    QVERIFY(line && line->isReadOnly());
    QTest::mouseClick(line->parentWidget()->findChild<QPushButton*>(), Qt::LeftButton);
    QVERIFY(!model::hasUnresolved(d.value(table, kReadUnits)));
}

void TestInspector::refusedEditShowsTheOldValue() {
    Desk d;
    QString told;
    QObject::connect(&d.workspace, &Workspace::message, &d.workspace, [&](const QString& s) { told = s; });
    model::Edit edit(d.workspace.document(), QStringLiteral("Bad"));
    edit.addNode(QStringLiteral("vpc.subnet"), {});
    QVERIFY(!d.workspace.perform(edit.take()));
    QVERIFY(told.contains(QStringLiteral("cannot be placed")));
    QCOMPARE(d.workspace.undoStack().count(), 0);
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
