// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartpanel.h"
#include "app/charts/chartsdock.h"
#include "app/charts/chartview.h"
#include "app/charts/legendentry.h"
#include "app/elidedlabel.h"
#include "app/inspector/inspector.h"
#include "app/live/livefigures.h"
#include "app/live/livepage.h"
#include "app/transport/speedscale.h"
#include "app/transport/transportbar.h"
#include "tests/app/sampledesk.h"

#include <QAction>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QValueAxis>

using namespace app;

namespace {

struct RunDesk : SampleDesk {
    ChartsDock* charts = window.findChild<ChartsDock*>();
    TransportBar* bar = window.findChild<TransportBar*>();

    void runTo(qint64 timeNs) {
        run->jumpTo(timeNs);
        QTRY_COMPARE_WITH_TIMEOUT(run->nowNs(), timeNs, kPatienceMs);
        // The charts follow a few times a second: wait until they have come there, too.
        const auto shownTo = [&] {
            const auto& series = charts->panels().front()->spec().series;
            return series.empty() || series.front().points.empty() ? 0.0 : series.front().points.back().x();
        };
        QTRY_VERIFY_WITH_TIMEOUT(shownTo() >= static_cast<double>(timeNs) * 1e-9 - 1.5 && shownTo() > 0, kPatienceMs);
        settle();
    }
    ChartPanel& chart(size_t index = 0) { return *charts->panels()[index]; }
    void hoverChart(ChartView& view, QPointF at) {
        QMouseEvent event(QEvent::MouseMove, at, view.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(view.viewport(), &event);
    }
    QImage seen(const QRectF& place) {
        QCoreApplication::processEvents();
        const QRect where = view().mapFromScene(place).boundingRect();
        return view().viewport()->grab(where).toImage();
    }
    QAction* fault(const QString& words) {
        Q_EMIT bar->faultMenu()->aboutToShow();
        for (QAction* action : bar->faultMenu()->actions()) {
            if (action->text().contains(words)) return action;
            for (QAction* inner : action->menu() ? action->menu()->actions() : QList<QAction*>())
                if (inner->text().contains(words)) return inner;
        }
        return nullptr;
    }
};

}  // namespace

class TestWindowCharts final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void timeStandsAtRoundInstants_data();
    void timeStandsAtRoundInstants();
    void aTimeAxisEndsAtARoundInstant();
    void speedsReachFromMillisecondsToDays();
    void chartsFitAndCutNothingSilently();
    void theCrosshairIsShared();
    void aMarkComparesTwoInstants();
    void aDragZoomsAndADoubleClickComesBack();
    void everyWayBackFromAZoom();
    void theCursorIsAlwaysOnTheAxis();
    void figuresOfTheReadoutAreGrouped();
    void aPointAloneIsSeen();
    void picturesAndFiguresAreWritten();
    void stepsGoByEventHopRequestAndSecond();
    void faultsHitARunningRun();
    void theCommandSearchFindsFaults();
    void theClockFieldJumps();
    void figuresOfTheSelectionAreLive();
    void aRegionChoosesItsOwnSeries();
    void theStatusLineTellsTheEngine();

private:
    OwnState m_state;
};

void TestWindowCharts::timeStandsAtRoundInstants_data() {
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("seconds") << 0.0 << 50.0 << QStringList{QStringLiteral("00:00"), QStringLiteral("00:10"), QStringLiteral("00:20"), QStringLiteral("00:30"), QStringLiteral("00:40"), QStringLiteral("00:50")};
    QTest::newRow("minutes") << 0.0 << 600.0 << QStringList{QStringLiteral("00:00"), QStringLiteral("02:00"), QStringLiteral("04:00"), QStringLiteral("06:00"), QStringLiteral("08:00"), QStringLiteral("10:00")};
    QTest::newRow("a zoomed piece") << 61.0 << 69.0 << QStringList{QStringLiteral("01:02"), QStringLiteral("01:04"), QStringLiteral("01:06"), QStringLiteral("01:08")};
    QTest::newRow("hours") << 0.0 << 14400.0 << QStringList{QStringLiteral("00:00"), QStringLiteral("01:00"), QStringLiteral("02:00"), QStringLiteral("03:00"), QStringLiteral("04:00")};
    QTest::newRow("days") << 0.0 << 172800.0 << QStringList{QStringLiteral("00:00"), QStringLiteral("12:00"), QStringLiteral("1 d 00:00"), QStringLiteral("1 d 12:00"), QStringLiteral("2 d 00:00")};
}

void TestWindowCharts::timeStandsAtRoundInstants() {
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(QStringList, labels);
    QStringList shown;
    for (const double seconds : timeTicks(from, to, 5)) shown += timeLabel(seconds, to - from);
    QCOMPARE(shown, labels);
}

void TestWindowCharts::aTimeAxisEndsAtARoundInstant() {
    QCOMPARE(timeAxisEnd(0), 1.0);
    QCOMPARE(timeAxisEnd(4.2), 5.0);
    QCOMPARE(timeAxisEnd(5), 5.0);
    QCOMPARE(timeAxisEnd(51), 60.0);
    QCOMPARE(timeAxisEnd(599), 600.0);
    QCOMPARE(timeAxisEnd(3601), 4500.0);
    QVERIFY(timeTicks(5, 5, 4).empty());
}

void TestWindowCharts::speedsReachFromMillisecondsToDays() {
    QCOMPARE(speedText(speedAt(0)), QStringLiteral("1 ms sim = 10 s"));
    QCOMPARE(speedText(speedAt(1000)), QStringLiteral("1 h sim = 1.3 s"));
    QCOMPARE(speedText(1), QStringLiteral("1 s sim = 1 s"));
    QCOMPARE(speedText(5), QStringLiteral("1 s sim = 0.2 s"));
    QCOMPARE(speedText(0.5), QStringLiteral("1 s sim = 2 s"));
    QCOMPARE(speedFactor(5) + speedFactor(0.0001) + speedFactor(2880), QStringLiteral("50.00012880"));
    RunDesk d;
    Q_EMIT d.bar->speedWanted(speedAt(1000));
    QCOMPARE(d.run->speed(), 2880.0);
}

void TestWindowCharts::chartsFitAndCutNothingSilently() {
    RunDesk d;
    d.workspace.selection().set({d.named(QStringLiteral("Orders"))});
    d.runTo(20 * kSecondNs);
    d.window.resize(1280, 800);
    d.settle();
    for (ChartPanel* panel : d.charts->panels()) {
        if (!panel->isVisible()) continue;
        QVERIFY2(panel->geometry().right() <= panel->parentWidget()->width(), "a chart reaches beyond the row, which scrolls");
        for (const auto* entry : panel->findChildren<LegendEntry*>()) QVERIFY(entry->geometry().right() <= panel->width());
        // The unit gives way to the title.
        const auto labels = panel->findChildren<ElidedLabel*>();
        QVERIFY2(labels[0]->shownText() == labels[0]->text() || labels[0]->width() >= 110, qPrintable(labels[0]->shownText()));
    }
    const auto* axis = static_cast<const QValueAxis*>(d.chart().view().chart()->axes(Qt::Horizontal).first());
    QCOMPARE(axis->max(), 20.0);
    QVERIFY(!axis->labelsVisible());
    d.shoot(QStringLiteral("charts-1280"));
}

void TestWindowCharts::theCrosshairIsShared() {
    RunDesk d;
    d.runTo(20 * kSecondNs);
    QSignalSpy spy(d.charts, &ChartsDock::hovered);
    ChartView& first = d.chart(0).view();
    const QRectF plot = first.chart()->plotArea();
    d.hoverChart(first, plot.center());
    QCOMPARE(spy.size(), 1);
    const qint64 at = spy.front().front().toLongLong();
    QVERIFY2(qAbs(at - 10 * kSecondNs) < kSecondNs / 4, qPrintable(QString::number(at)));
    const QStringList lines = d.chart(2).view().readout(static_cast<double>(at) * 1e-9);
    QVERIFY(lines.size() >= 2);
    QCOMPARE(lines.front(), QStringLiteral("00:10"));
    const QImage with = d.chart(2).grab().toImage();
    d.hoverChart(first, QPointF(1, 1));
    QCOMPARE(spy.back().front().toLongLong(), qint64(-1));
    QVERIFY(d.chart(2).grab().toImage() != with);
    Q_EMIT d.bar->scrubBar().hovered(5 * kSecondNs);
    QVERIFY(d.chart(1).grab().toImage() != with);
}

void TestWindowCharts::aMarkComparesTwoInstants() {
    RunDesk d;
    d.runTo(20 * kSecondNs);
    ChartView& view = d.chart(0).view();
    QVERIFY(!view.readout(10).front().contains(QStringLiteral("Δ")));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, view.chart()->plotArea().center().toPoint());
    QVERIFY(d.chart(1).view().readout(15).front().contains(QStringLiteral("Δ +")));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, view.chart()->plotArea().center().toPoint());
    QVERIFY(!d.chart(1).view().readout(15).front().contains(QStringLiteral("Δ")));
}

void TestWindowCharts::aDragZoomsAndADoubleClickComesBack() {
    RunDesk d;
    d.runTo(20 * kSecondNs);
    ChartView& view = d.chart(0).view();
    const auto* axis = static_cast<const QValueAxis*>(view.chart()->axes(Qt::Horizontal).first());
    const QRectF plot = view.chart()->plotArea();
    const QPoint from(static_cast<int>(plot.left() + plot.width() * 0.25), static_cast<int>(plot.center().y())), to(static_cast<int>(plot.left() + plot.width() * 0.75), from.y());
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
    QVERIFY(view.isZoomed());
    QVERIFY(qAbs(axis->min() - 5) < 0.3 && qAbs(axis->max() - 15) < 0.3);
    // A zoom is told, and undone, by a button; charts of two units have an axis for each.
    auto* all = d.chart(0).findChild<QToolButton*>(QStringLiteral("showAll"));
    QVERIFY(all && !all->isHidden());
    all->click();
    QVERIFY(!view.isZoomed() && all->isHidden());
    view.zoomTo(5, 15);
    d.workspace.selection().set({d.named(QStringLiteral("by-customer"))});
    d.settle();
    QVERIFY(!view.isZoomed());  // another node's chart is shown whole
    d.workspace.selection().set({d.named(QStringLiteral("Orders"))});
    d.settle();
    view.zoomTo(5, 15);
    const auto rightAxisShown = [](ChartPanel& panel) { return panel.view().chart()->axes(Qt::Vertical).back()->isVisible(); };
    QVERIFY(!rightAxisShown(d.chart(0)) && rightAxisShown(d.chart(2)));
    QCOMPARE(d.chart(2).spec().unit, QStringLiteral("items"));
    // Each unit stands above its axis.
    const auto labels = d.chart(2).findChildren<ElidedLabel*>();
    const auto right = std::ranges::find(labels, QStringLiteral("per second"), &ElidedLabel::text);
    QVERIFY(right != labels.end() && (*right)->isVisible() && (*right)->shownText() == (*right)->text());
    QVERIFY((*right)->x() > d.chart(2).width() / 2);
    // The line below the tabs goes on below the buttons in their corner.
    const QImage corner = d.charts->tools()->grab().toImage();
    QCOMPARE(corner.pixelColor(corner.width() / 2, corner.height() - 1), d.look.color(Token::Line));
    const qint64 before = d.run->nowNs();
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, from);
    QVERIFY(!view.isZoomed());
    QCOMPARE(axis->max(), 20.0);
    QTest::qWait(QApplication::doubleClickInterval() + 100);
    QCOMPARE(d.run->nowNs(), before);  // a double-click is no jump
}

void TestWindowCharts::everyWayBackFromAZoom() {
    RunDesk d;
    d.runTo(20 * kSecondNs);
    ChartPanel& panel = d.chart(0);
    ChartView& view = panel.view();
    const auto* unit = panel.findChildren<ElidedLabel*>()[1];
    const auto wheel = [&](int clicks) {
        const QPointF at = view.chart()->plotArea().center();
        QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, {0, clicks * 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.viewport(), &event);
    };
    wheel(0);
    QVERIFY(!view.isZoomed());  // a wheel that is pushed to the side zooms nothing
    wheel(-3);
    QVERIFY(!view.isZoomed());  // there is no more than all
    wheel(5);
    QVERIFY(view.isZoomed());
    QVERIFY(unit->text().isEmpty());
    QTest::keyClick(&view, Qt::Key_Escape);
    QVERIFY(!view.isZoomed());
    QCOMPARE(unit->text(), panel.spec().unit);
    wheel(5);
    wheel(-6);
    QVERIFY(!view.isZoomed());
    QCOMPARE(static_cast<const QValueAxis*>(view.chart()->axes(Qt::Horizontal).first())->max(), 20.0);
}

void TestWindowCharts::theCursorIsAlwaysOnTheAxis() {
    RunDesk d;
    d.runTo(20 * kSecondNs);
    const auto* axis = static_cast<const QValueAxis*>(d.chart().view().chart()->axes(Qt::Horizontal).first());
    d.chart().setCursor(20.4);
    QCOMPARE(axis->max(), 25.0);
    d.chart().view().zoomTo(5, 15);
    d.chart().setCursor(31);
    QCOMPARE(axis->max(), 15.0);
}

void TestWindowCharts::figuresOfTheReadoutAreGrouped() {
    RunDesk d;
    d.chart().show(ChartSpec{QStringLiteral("Orders"), QStringLiteral("items"), {ChartSeries{QStringLiteral("kept"), Token::Read, LineStyle::Solid, {{1, 15000}, {2, 15000}}}}});
    QCOMPARE(d.chart().view().readout(1).back(), QStringLiteral("15,000  kept"));
}

void TestWindowCharts::aPointAloneIsSeen() {
    RunDesk d;
    ChartPanel& panel = d.chart();
    panel.show();
    panel.show(ChartSpec{QStringLiteral("Orders"), QStringLiteral("items"), {ChartSeries{QStringLiteral("kept"), Token::Read, LineStyle::Solid, {{1, 5}}}}});
    panel.setCursor(1.2);
    d.settle();
    ChartView& view = panel.view();
    const QPointF at = view.chart()->mapToPosition({1, 5}, view.chart()->series().front());
    const QImage image = view.grab().toImage();
    const QColor seen = image.pixelColor((at * image.devicePixelRatio()).toPoint());
    QCOMPARE(seen.name(), view.chart()->series().front()->property("color").value<QColor>().name());
}

void TestWindowCharts::picturesAndFiguresAreWritten() {
    RunDesk d;
    d.runTo(10 * kSecondNs);
    QTemporaryDir folder;
    const QString png = folder.filePath(QStringLiteral("chart.png")), csv = folder.filePath(QStringLiteral("chart.csv"));
    QVERIFY(d.chart().write(png).ok());
    QVERIFY(d.chart().write(csv).ok());
    const QImage image(png);
    QCOMPARE(image.size(), d.chart().size() * 2);
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.front(), QStringLiteral("time_s,\"read\",\"write\",\"read, provisioned\",\"write, provisioned\""));
    QVERIFY(lines.size() >= 10);
    QVERIFY(!d.chart().write(folder.filePath(QStringLiteral("no/such/folder.csv"))).ok());
}

void TestWindowCharts::stepsGoByEventHopRequestAndSecond() {
    RunDesk d;
    d.runTo(2 * kSecondNs);
    const auto stepBy = [&](int choice) {
        d.bar->stepChoices()[choice]->trigger();
        const qint64 before = d.run->nowNs();
        d.window.actions()[Command::StepEvent]->trigger();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(d.run->nowNs() > before, kPatienceMs); }();
        QTest::qWait(60);
        return d.run->nowNs() - before;
    };
    QVERIFY(stepBy(0) < kSecondNs);
    QVERIFY(stepBy(1) < kSecondNs);
    QVERIFY(!d.run->touched().empty());
    QVERIFY(d.document().findNode(d.run->touched().front()));
    stepBy(2);
    QVERIFY(d.run->touched().size() >= 2);
    QCOMPARE(stepBy(3), kSecondNs);
    d.window.actions()[Command::RunPause]->trigger();
    QVERIFY(d.run->touched().empty());
    d.window.actions()[Command::RunPause]->trigger();
}

void TestWindowCharts::faultsHitARunningRun() {
    RunDesk d;
    d.run->setSpeed(5);
    d.window.actions()[Command::RunPause]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(d.run->nowNs() > kSecondNs, kPatienceMs);
    for (const QString& words : {QStringLiteral("us-east-1a"), QStringLiteral("Hot key"), QStringLiteral("cut to a half"), QStringLiteral("Load times")}) QVERIFY2(d.fault(words), qPrintable(words));
    d.fault(QStringLiteral("cut to a half"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(d.run->gaugeOf(d.named(QStringLiteral("Orders")))->allowedWrite, 100.0, kPatienceMs);
    d.fault(QStringLiteral("us-east-1a"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(d.run->gauges().lostZones != 0, kPatienceMs);
    // What is in force has a tick and ends by itself; the lost zone's place on the drawing looks otherwise than before.
    d.press(Command::RunPause);
    QTRY_VERIFY(!d.run->isRunning());
    const auto& bands = d.workspace.picture().bands;
    const auto zone = std::ranges::find(bands, QStringLiteral("us-east-1a"), &model::PictureBand::zone);
    QVERIFY(zone != bands.end());
    const QImage hatched = d.seen(zone->rect);
    QVERIFY(d.fault(QStringLiteral("us-east-1a lost"))->isChecked() && d.fault(QStringLiteral("cut to a half"))->isChecked());
    QVERIFY(!d.fault(QStringLiteral("Load times 2"))->isChecked());
    QVERIFY(d.fault(QStringLiteral("End: us-east-1a lost")));
    d.fault(QStringLiteral("Zone us-east-1a lost"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(d.run->gauges().lostZones, quint64(0), kPatienceMs);
    QCOMPARE(d.run->gauges().faults.size(), size_t(1));
    QVERIFY(hatched != d.seen(zone->rect));
    d.press(Command::RunPause);
    QTRY_VERIFY(d.run->isRunning());
    d.fault(QStringLiteral("us-east-1a"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(d.run->gauges().lostZones != 0, kPatienceMs);
    d.fault(QStringLiteral("End all"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(d.run->gauges().lostZones, quint64(0), kPatienceMs);
    QVERIFY(d.run->isRunning());
    QVERIFY(!d.workspace.undoStack().canUndo());
}

void TestWindowCharts::theCommandSearchFindsFaults() {
    RunDesk d;
    d.press(Command::FindAnything);
    d.settle();
    auto* field = d.window.findChild<QLineEdit*>(QStringLiteral("searchField"));
    QTest::keyClicks(field, QStringLiteral("zone us-east-1b lost"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(d.run->gauges().faults.size(), size_t(1), kPatienceMs);
    QVERIFY(d.run->gauges().lostZones != 0);
}

void TestWindowCharts::theClockFieldJumps() {
    RunDesk d;
    auto* clock = d.bar->findChild<QLineEdit*>();
    clock->setFocus();
    clock->selectAll();
    QTest::keyClicks(clock, QStringLiteral("1:30"));
    QTest::keyClick(clock, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(d.run->nowNs(), 90 * kSecondNs, kPatienceMs);
    QTRY_COMPARE(clock->text(), QStringLiteral("00:01:30.000"));
}

void TestWindowCharts::figuresOfTheSelectionAreLive() {
    RunDesk d;
    auto* tabs = d.window.inspector().findChild<QTabWidget*>();
    auto* page = d.window.inspector().findChild<LivePage*>();
    QVERIFY(page);
    tabs->setCurrentWidget(page);
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Live"));
    QVERIFY(page->sheet().groups().empty());
    QVERIFY(page->sheet().sentence().contains(QStringLiteral("F5")));
    d.workspace.selection().set({d.named(QStringLiteral("Orders"))});
    d.run->setSpeed(10);
    d.window.actions()[Command::RunPause]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(d.run->nowNs() > 2 * kSecondNs, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!page->sheet().groups().empty(), kPatienceMs);
    d.window.actions()[Command::RunPause]->trigger();
    const auto& units = page->sheet().groups().front();
    QCOMPARE(units.figures[1].label, QStringLiteral("Write"));
    QVERIFY2(units.figures[1].value.endsWith(QStringLiteral("of 200 WCU")), qPrintable(units.figures[1].value));
    QVERIFY(units.figures[1].share > 0.2);
    d.workspace.selection().set({d.named(QStringLiteral("igw"))});
    QTRY_VERIFY(page->sheet().sentence().contains(QStringLiteral("no figures")));
    d.workspace.selection().clear();
    QTRY_COMPARE(page->sheet().groups().front().figures.front().label, QStringLiteral("Requests"));
}

// Of a container the charts are those of what stands in it.
void TestWindowCharts::aRegionChoosesItsOwnSeries() {
    SampleDesk d(QStringLiteral("carts"));
    auto* charts = d.window.findChild<ChartsDock*>();
    d.workspace.selection().set({d.named(QStringLiteral("ap-northeast-1"))});
    d.run->setSpeed(10);
    d.press(Command::RunPause);
    const auto title = [&] { return charts->panels().empty() ? QString() : charts->panels().front()->spec().title; };
    QTRY_VERIFY_WITH_TIMEOUT(title().contains(QStringLiteral("ap-northeast-1")), kPatienceMs);
    // What the sample is about has a chart of its own: reads of what is no longer true, writes that were undone.
    QVERIFY(std::ranges::any_of(charts->panels(), [](const ChartPanel* panel) { return panel->spec().title.endsWith(QStringLiteral("conflicts")); }));
    d.run->pause();
}

void TestWindowCharts::theStatusLineTellsTheEngine() {
    RunDesk d;
    d.runTo(3 * kSecondNs);
    QStringList shown;
    for (const auto* label : d.window.statusBar()->findChildren<QLabel*>())
        if (label->isVisible()) shown += label->text();
    const QString all = shown.join(u'|');
    QVERIFY2(all.contains(QStringLiteral("pending")) && all.contains(QStringLiteral("x real time")) && all.contains(QStringLiteral("seed 42")) && all.contains(QStringLiteral("dot")), qPrintable(all));
}

QTEST_MAIN(TestWindowCharts)
#include "tst_windowcharts.moc"
