// SPDX-License-Identifier: GPL-3.0-or-later
// The bar below the canvas and its keys: run, express, start over, speed, marks and faults.
#include "app/charts/chartsdock.h"
#include "app/charts/chartpanel.h"
#include "app/charts/chartwidths.h"
#include "app/charts/legendentry.h"
#include "app/elidedlabel.h"
#include "app/jobs/patternnames.h"
#include "app/live/livefigures.h"
#include "app/transport/speedscale.h"
#include "app/transport/transportbar.h"
#include "model/traffic/scenario.h"
#include "tests/app/sampledesk.h"

#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QTemporaryDir>
#include <QToolButton>

#include <algorithm>

using namespace app;

namespace {

struct TransportDesk : SampleDesk {
    TransportBar* bar = window.findChild<TransportBar*>();
    QString said;

    explicit TransportDesk(const QString& sample = QStringLiteral("orders")) : SampleDesk(sample) {
        QObject::connect(&workspace, &Workspace::message, &window, [this](const QString& sentence) { said = sentence; });
    }
    void setOrders(const QString& key, qint64 value) {
        model::Edit edit(workspace.document(), QStringLiteral("Tune"));
        edit.setProperty(named(QStringLiteral("Orders")), key, value);
        QVERIFY(workspace.perform(edit.take()));
    }
    [[nodiscard]] double allowedWrite() {
        const auto* gauge = run->gaugeOf(named(QStringLiteral("Orders")));
        return gauge ? gauge->allowedWrite : -1;
    }
    [[nodiscard]] QStringList faultEntries() const {
        Q_EMIT bar->faultMenu()->aboutToShow();
        QStringList entries;
        for (const QAction* action : bar->faultMenu()->actions()) entries += action->isSeparator() ? QStringLiteral("-") : action->text();
        return entries;
    }
};

}  // namespace

class TestWindowTransport final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKeyOfTheTransportIsThereOnce();
    void theKeysOfTheSpeedKeepToItsScale();
    void aTapOnSpaceRunsAndPauses();
    void expressRunsToTheEndWithoutDots();
    void startingOverTakesTheDesignAsItIs();
    void startingOverForgetsFaultsByHand();
    void aDesignBeginsAtTheSpeedOfItsScenario();
    void choosingAScenarioIsNothingToSave();
    void anUntouchedImportIsNothingToSave();
    void runningWithoutTrafficTellsWhatToDo();
    void theStatusCountsInWholeNumbers();
    void entriesOfTheFaultMenuStayWhereTheyAre();
    void aFaultHasItsEndOnTheTimeLine();
    void aClickNearADotMeansTheLinkInACrowd();
    void chartsBeginWithWhatTheScenarioIsAbout();
    void chartsShareTheRoom();
    void threeChartsFitIntoASmallWindow_data();
    void threeChartsFitIntoASmallWindow();
    void aFullStoreForBurstsIsNoWarning();
    void linesWithTheSameNameAreToldApart();

private:
    OwnState m_state;
};

void TestWindowTransport::everyKeyOfTheTransportIsThereOnce() {
    TransportDesk d;
    const std::pair<Command, const char*> wanted[] = {
        {Command::RunPause, "F5"}, {Command::StepEvent, "F4"}, {Command::StepBack, "Shift+F4"}, {Command::Fast, "F6"}, {Command::Express, "F7"}, {Command::Stop, "F8"},
        {Command::Stop, "Ctrl+R"}, {Command::RunUntilThrottle, "Ctrl+F5"}, {Command::FocusTimeLine, "Ctrl+T"}, {Command::Slower, "["}, {Command::Faster, "]"}};
    for (const auto& [command, key] : wanted) {
        QVERIFY2(d.window.actions()[command]->shortcuts().contains(QKeySequence(QString::fromLatin1(key))), key);
        int users = 0;
        for (const QAction* action : d.window.actions().all()) users += action->shortcuts().contains(QKeySequence(QString::fromLatin1(key))) ? 1 : 0;
        QCOMPARE(users, 1);
    }
    d.press(Command::FocusTimeLine);
    QCOMPARE(d.window.focusWidget(), &d.bar->scrubBar());
    d.press(Command::Fast);
    QCOMPARE(d.run->speed(), 100.0);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->isRunning(), kPatienceMs);
    d.press(Command::Fast);
    QCOMPARE(d.run->speed(), 1.0);
}

void TestWindowTransport::theKeysOfTheSpeedKeepToItsScale() {
    TransportDesk d;
    for (const auto& [command, end] : {std::pair{Command::Faster, kFastestSpeed}, std::pair{Command::Slower, kSlowestSpeed}}) {
        for (int i = 0; i < 60; ++i) d.press(command);
        QCOMPARE(d.run->speed(), end);
        QVERIFY2(!speedText(d.run->speed()).contains(QLatin1String("e-")) && !speedFactor(d.run->speed()).contains(u'e'), qPrintable(speedText(d.run->speed())));
    }
}

void TestWindowTransport::aTapOnSpaceRunsAndPauses() {
    TransportDesk d;
    d.view().setFocus();
    QTest::keyClick(&d.view(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->isRunning(), kPatienceMs);
    // Held for a drag it moves the paper.
    QTest::keyPress(&d.view(), Qt::Key_Space);
    QTest::mousePress(d.port(), Qt::LeftButton, {}, QPoint(300, 300));
    QTest::mouseRelease(d.port(), Qt::LeftButton, {}, QPoint(300, 300));
    QTest::keyRelease(&d.view(), Qt::Key_Space);
    constexpr int kFingerMs = 120;  // none presses sooner after it let go
    QTest::qWait(kFingerMs);
    QVERIFY(d.run->isRunning());
    // A desktop repeats a key that is held as presses and releases, one right after the other.
    for (int i = 0; i < 10; ++i) {
        QTest::keyPress(&d.view(), Qt::Key_Space);
        QTest::qWait(5);
        QTest::keyRelease(&d.view(), Qt::Key_Space);
    }
    QTest::keyPress(&d.view(), Qt::Key_Space);
    QTest::qWait(500);
    QTest::keyRelease(&d.view(), Qt::Key_Space);
    QTest::qWait(kFingerMs);
    QVERIFY(d.run->isRunning());
    QTest::keyClick(&d.view(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!d.run->isRunning(), kPatienceMs);
}

void TestWindowTransport::expressRunsToTheEndWithoutDots() {
    TransportDesk d;
    d.press(Command::Express);
    const QAction* express = d.bar->findChild<QToolButton*>(QStringLiteral("express"))->defaultAction();
    QTRY_VERIFY_WITH_TIMEOUT(d.run->isExpress() && express->isChecked(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->nowNs() > kSecondNs, kPatienceMs);
    QVERIFY(d.run->dots().at(d.run->displayS()).empty());
    d.press(Command::Express);
    QTRY_VERIFY_WITH_TIMEOUT(!d.run->isRunning(), kPatienceMs);
    QVERIFY(d.run->nowNs() < d.run->lengthNs());
    d.press(Command::Express);
    QTRY_COMPARE_WITH_TIMEOUT(d.run->nowNs(), d.run->lengthNs(), 3 * kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(d.said.startsWith(QStringLiteral("The run has ended")), kPatienceMs);
}

void TestWindowTransport::startingOverTakesTheDesignAsItIs() {
    TransportDesk d;
    d.run->jumpTo(2 * kSecondNs);
    QTRY_VERIFY_WITH_TIMEOUT(d.stands(2 * kSecondNs) && d.allowedWrite() == 200, kPatienceMs);
    d.setOrders(QStringLiteral("writeUnits"), 90);
    QTRY_COMPARE_WITH_TIMEOUT(d.allowedWrite(), 90.0, kPatienceMs);
    QVERIFY(d.run->isEdited());
    QVERIFY2(d.said.contains(QStringLiteral("F8")), qPrintable(d.said));
    // Going back in time shows the run as it was; starting over begins with the design as it is.
    d.run->jumpTo(kSecondNs);
    QTRY_COMPARE_WITH_TIMEOUT(d.allowedWrite(), 200.0, kPatienceMs);
    d.press(Command::Stop);
    QTRY_VERIFY_WITH_TIMEOUT(d.stands(0), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(d.allowedWrite(), 90.0, kPatienceMs);
    QVERIFY(!d.run->isEdited());
    QVERIFY2(d.said.contains(QStringLiteral("design as it is")), qPrintable(d.said));
    d.run->jumpTo(kSecondNs);
    QTRY_VERIFY_WITH_TIMEOUT(d.stands(kSecondNs), kPatienceMs);
    QCOMPARE(d.allowedWrite(), 90.0);
}

void TestWindowTransport::startingOverForgetsFaultsByHand() {
    TransportDesk d;
    d.run->jumpTo(kSecondNs);
    QTRY_VERIFY_WITH_TIMEOUT(d.stands(kSecondNs), kPatienceMs);
    d.run->inject({0, 0, plan::LoadFault{5}});
    QTRY_COMPARE_WITH_TIMEOUT(d.run->gauges().loadFactor, 5.0, kPatienceMs);
    d.press(Command::Stop);
    QTRY_VERIFY_WITH_TIMEOUT(d.stands(0), kPatienceMs);
    d.run->jumpTo(3 * kSecondNs);
    QTRY_VERIFY_WITH_TIMEOUT(d.stands(3 * kSecondNs) && d.run->gauges().nowNs == 3 * kSecondNs, kPatienceMs);
    QCOMPARE(d.run->gauges().loadFactor, 1.0);
}

void TestWindowTransport::aDesignBeginsAtTheSpeedOfItsScenario() {
    TransportDesk d;
    QCOMPARE(d.run->speed(), 1.0);
    d.run->chooseScenario(QStringLiteral("Friday spike"));
    QCOMPARE(d.run->speed(), model::scenarioOf(d.document())->playSpeed);
    QVERIFY(d.run->speed() > 1);
    d.run->setSpeed(300);
    d.setOrders(QStringLiteral("writeUnits"), 90);  // an edit leaves the user's speed alone
    QCOMPARE(d.run->speed(), 300.0);
    d.files().file().startNew();
    d.settle();
    QCOMPARE(d.run->speed(), 1.0);
    QCOMPARE(d.bar->findChild<QSlider*>()->value(), positionOf(1));
    d.run->setSpeed(300);
    QVERIFY(d.files().file().openSample(QStringLiteral("orders")).ok());
    QCOMPARE(d.run->speed(), 1.0);
}

void TestWindowTransport::choosingAScenarioIsNothingToSave() {
    TransportDesk d;
    d.run->chooseScenario(QStringLiteral("Friday spike"));
    QCOMPARE(model::scenarioOf(d.document())->name, QStringLiteral("Friday spike"));
    QVERIFY(!d.files().file().isDirty());
    QCOMPARE(d.steps(), 0);
    // It is kept with the next save.
    const QTemporaryDir dir;
    d.setOrders(QStringLiteral("writeUnits"), 90);
    QVERIFY(d.files().file().isDirty());
    QVERIFY(d.files().file().saveTo(dir.filePath(QStringLiteral("a.skerry"))).ok());
    d.run->chooseScenario(QStringLiteral("ordinary day"));
    QVERIFY(!d.files().file().isDirty());
    QVERIFY(d.files().file().open(dir.filePath(QStringLiteral("a.skerry"))).ok());
    QCOMPARE(model::scenarioOf(d.document())->name, QStringLiteral("Friday spike"));
}

void TestWindowTransport::anUntouchedImportIsNothingToSave() {
    TransportDesk d;
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("table.yaml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Things:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      BillingMode: PAY_PER_REQUEST\n"
               "      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]\n      KeySchema: [{AttributeName: id, KeyType: HASH}]\n");
    file.close();
    QVERIFY(d.files().file().open(file.fileName()).ok());
    d.settle();
    QVERIFY(!d.named(QStringLiteral("Things")).isNull());
    QVERIFY(!d.files().file().isDirty());
    QVERIFY(d.files().file().path().isEmpty());
    model::Edit edit(d.workspace.document(), QStringLiteral("Name"));
    edit.setProperty(d.named(QStringLiteral("Things")), QStringLiteral("name"), QStringLiteral("Stuff"));
    QVERIFY(d.workspace.perform(edit.take()));
    QVERIFY(d.files().file().isDirty());
}

void TestWindowTransport::runningWithoutTrafficTellsWhatToDo() {
    TransportDesk d(QString{});
    d.files().file().startNew();
    d.insertByKeys(QStringLiteral("region"));
    d.press(Command::RunPause);
    QVERIFY2(d.said.contains(QStringLiteral("access pattern")), qPrintable(d.said));
}

void TestWindowTransport::theStatusCountsInWholeNumbers() {
    TransportDesk d;
    d.press(Command::StepEvent);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->gauges().events > 0, kPatienceMs);
    const auto texts = [&] {
        QStringList all;
        for (const QLabel* label : d.window.findChildren<QLabel*>())
            if (label->text().contains(QStringLiteral("pending"))) all += label->text();
        return all;
    };
    QTRY_VERIFY_WITH_TIMEOUT(texts().size() == 1, kPatienceMs);
    QVERIFY2(!texts().front().contains(u'.'), qPrintable(texts().front()));
}

void TestWindowTransport::entriesOfTheFaultMenuStayWhereTheyAre() {
    TransportDesk d;
    const QStringList before = d.faultEntries();
    QVERIFY(before.size() > 5);
    d.run->inject({0, 0, plan::LoadFault{5}});
    QTRY_COMPARE_WITH_TIMEOUT(d.run->gauges().faults.size(), size_t(1), kPatienceMs);
    QCOMPARE(d.faultEntries(), before);
}

void TestWindowTransport::aFaultHasItsEndOnTheTimeLine() {
    TransportDesk d;
    d.run->chooseScenario(QStringLiteral("Friday spike"));  // from 20 s to 320 s
    // The faults in force come with the gauges, a frame after the time.
    const auto isCaptioned = [&](qint64 second, const QString& caption) {
        d.run->jumpTo(second * kSecondNs);
        return QTest::qWaitFor([&] { return d.stands(second * kSecondNs) && d.bar->scrubBar().caption() == caption; }, kPatienceMs);
    };
    QVERIFY(isCaptioned(10, QString()));
    QVERIFY(isCaptioned(30, QStringLiteral("load times 5")));
    QVERIFY(isCaptioned(330, QString()));  // it ends with the fault, and the first throttle is long ago
    // One that is begun and ended by hand.
    d.run->inject({0, 0, plan::LoadFault{2}});
    QTRY_COMPARE_WITH_TIMEOUT(d.bar->scrubBar().caption(), QStringLiteral("load times 2"), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(d.run->gauges().faults.size(), size_t(1), kPatienceMs);
    d.run->setSpeed(20);
    d.press(Command::RunPause);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->nowNs() > 332 * kSecondNs, kPatienceMs);
    d.run->endFaults();
    QTRY_VERIFY_WITH_TIMEOUT(d.bar->scrubBar().caption() != QStringLiteral("load times 2"), kPatienceMs);
}

void TestWindowTransport::aClickNearADotMeansTheLinkInACrowd() {
    TransportDesk d;
    d.press(Command::StepEvent);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->plan(), kPatienceMs);
    const plan::AccessPattern& pattern = d.run->plan()->patterns.front();
    DotField field;
    field.setPicture(d.workspace.picture(), {{{pattern.uid, 0}, {d.run->build().patterns.front().link, {pattern.paths.front().presenceUid}, true}}});
    sim::HopRecord hop;
    hop.request = 7;
    hop.patternUid = pattern.uid;
    hop.fromUid = d.run->plan()->stations[pattern.source].uid;
    hop.toUid = d.run->plan()->stations[pattern.paths.front().hops.front().station].uid;
    field.add(hop, 0, 10);
    const QPointF alone = field.at(5).front().at;
    QCOMPARE(field.requestAt(alone), std::optional<std::uint64_t>(7));
    QCOMPARE(field.requestAt(alone + QPointF(5, 0)), std::optional<std::uint64_t>(7));
    QVERIFY(!field.requestAt(alone + QPointF(9, 0)));
    for (const double laterS : {0.05, 0.1, 0.15}) {
        ++hop.request;
        field.add(hop, laterS, 10 + laterS);
    }
    QCOMPARE(field.at(5).size(), size_t(4));
    const QPointF crowded = field.at(5).front().at;
    QVERIFY(field.requestAt(crowded).has_value());
    const QPointF along = field.at(5)[1].at - crowded;
    const QPointF beside = crowded + QPointF(-along.y(), along.x()) / std::hypot(along.x(), along.y()) * 6;
    QVERIFY(!field.requestAt(beside));
}

void TestWindowTransport::chartsBeginWithWhatTheScenarioIsAbout() {
    const auto first = [](const QString& sample, const QString& scenario) {
        TransportDesk d(sample);
        d.run->chooseScenario(scenario);
        d.press(Command::StepEvent);
        d.window.showBottomTab(QStringLiteral("charts"));
        d.settle();
        return d.window.findChild<ChartsDock*>()->panels().front()->spec().title;
    };
    QCOMPARE(first(QStringLiteral("carts"), QStringLiteral("replication pauses")), QStringLiteral("Carts, eu-west-1, replication lag"));
    QCOMPARE(first(QStringLiteral("sessions"), QStringLiteral("the archive falls behind")), QStringLiteral("expired only, iterator age"));
    QCOMPARE(first(QStringLiteral("orders"), QStringLiteral("ordinary day")), QStringLiteral("Orders, units"));
    // A function that works by itself shows first what it asks, and not that nobody calls it.
    TransportDesk d;
    d.workspace.selection().set({d.named(QStringLiteral("fulfil"))});
    d.press(Command::StepEvent);
    d.window.showBottomTab(QStringLiteral("charts"));
    d.settle();
    QCOMPARE(d.window.findChild<ChartsDock*>()->panels().front()->spec().title, QStringLiteral("fulfil, requests"));
}

void TestWindowTransport::chartsShareTheRoom() {
    using Widths = std::vector<int>;
    QCOMPARE(chartWidths({}, 236, 700), Widths());
    // All have what they want, and the rest is for all.
    QCOMPARE(chartWidths({240, 300}, 236, 600), (Widths{270, 330}));
    QCOMPARE(chartWidths({240, 300, 240, 400}, 236, 1240), (Widths{255, 315, 255, 415}));
    // Three stand side by side as long as each has the least; those that are scrolled to are no wider.
    QCOMPARE(chartWidths({310, 240, 310}, 236, 718), (Widths{240, 236, 242}));
    const Widths four = chartWidths({310, 240, 310, 310}, 236, 718);
    QCOMPARE(four[0] + four[1] + four[2], 718);
    QCOMPARE(four[3], four[0]);
    // Too narrow for three, for two, for one.
    QCOMPARE(chartWidths({310, 240, 310}, 236, 600), (Widths{335, 265, 335}));
    QCOMPARE(chartWidths({310, 240, 310}, 236, 300).front(), 300);
    QCOMPARE(chartWidths({310, 240}, 236, 100).front(), 236);
}

void TestWindowTransport::threeChartsFitIntoASmallWindow_data() {
    QTest::addColumn<QString>("sample");
    for (const char* sample : {"orders", "carts", "sessions"}) QTest::newRow(sample) << QString::fromLatin1(sample);
}

void TestWindowTransport::threeChartsFitIntoASmallWindow() {
    QFETCH(QString, sample);
    TransportDesk d(sample);
    d.window.resize(1280, 800);
    d.press(Command::StepEvent);
    d.window.showBottomTab(QStringLiteral("charts"));
    d.settle();
    const auto* dock = d.window.findChild<ChartsDock*>();
    QVERIFY(dock->panels().size() >= 3);
    for (size_t i = 0; i < 3; ++i) {
        const ChartPanel* panel = dock->panels()[i];
        const int right = panel->mapTo(dock, QPoint(panel->width(), 0)).x();
        QVERIFY2(right <= dock->width(), qPrintable(QStringLiteral("%1 of %2").arg(right).arg(dock->width())));
        QCOMPARE(right == dock->width(), i == 2);
        // Its legend is whole, in as many rows as that takes, and its title tells what it is about.
        for (const auto* entry : panel->findChildren<LegendEntry*>()) QVERIFY2(entry->width() >= entry->sizeHint().width(), qPrintable(entry->text()));
        const auto* title = panel->findChildren<ElidedLabel*>().front();
        const QString subject = panel->spec().title.section(QStringLiteral(", "), -1);
        QVERIFY2(title->shownText().endsWith(subject), qPrintable(title->shownText()));
        const auto* unit = panel->findChildren<ElidedLabel*>()[1];
        if (briefUnit(panel->spec().unit) != panel->spec().unit) QCOMPARE(unit->shownText(), unit->text());
    }
}

void TestWindowTransport::aFullStoreForBurstsIsNoWarning() {
    TransportDesk d;
    d.run->jumpTo(kSecondNs);
    QTRY_VERIFY_WITH_TIMEOUT(d.stands(kSecondNs) && d.allowedWrite() > 0, kPatienceMs);
    int stores = 0;
    for (const LiveGroup& group : liveFigures(*d.run, d.document(), d.named(QStringLiteral("Orders"))))
        for (const LiveFigure& figure : group.figures) {
            if (group.title != u"Saved for bursts") continue;
            ++stores;
            QCOMPARE(figure.ink, Token::Ok);
            QVERIFY(figure.share <= 1);
        }
    QCOMPARE(stores, 2);
}

void TestWindowTransport::linesWithTheSameNameAreToldApart() {
    plan::Plan plan;
    plan.regions = {"us-east-1", "eu-west-1"};
    const auto add = [&](const char* name, plan::RegionIndex region) {
        plan::Station station;
        station.uid = plan.stations.size() + 1;
        station.name = name;
        station.region = region;
        plan.stations.push_back(station);
    };
    add("us-east-1/table", 0);
    add("eu-west-1/table", 1);
    add("web", plan::kNoRegion);
    add("batch", plan::kNoRegion);
    QCOMPARE(stationLabels(plan, {0, 1, 2}), (std::vector<QString>{"table, us-east-1", "table, eu-west-1", "web"}));
    const auto call = [&](const char* name, plan::StationIndex from, plan::StationIndex to) {
        plan::AccessPattern pattern;
        pattern.name = name;
        pattern.source = from;
        pattern.target = to;
        plan.patterns.push_back(pattern);
    };
    call("GetItem", 2, 0);
    call("GetItem", 3, 0);
    call("PutItem", 2, 0);
    QCOMPARE(patternLabels(plan, {0, 1, 2}), (std::vector<QString>{"GetItem, web", "GetItem, batch", "PutItem"}));
}

QTEST_MAIN(TestWindowTransport)
#include "tst_windowtransport.moc"
