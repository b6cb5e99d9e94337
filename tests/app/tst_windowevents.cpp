// SPDX-License-Identifier: GPL-3.0-or-later
// The list of events, charts that a person adds, and runs that are kept to compare with.
#include "app/charts/chartpanel.h"
#include "app/charts/chartsdock.h"
#include "app/events/eventsdock.h"
#include "app/live/envelope.h"
#include "tests/app/sampledesk.h"

#include <QComboBox>
#include <QScrollBar>
#include <QStyle>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

#include <algorithm>

using namespace app;

namespace {

struct RunDesk : SampleDesk {
    ChartsDock* charts = window.findChild<ChartsDock*>();
    EventsDock* events = window.findChild<EventsDock*>();

    explicit RunDesk(const QString& sample, const QString& tab) : SampleDesk(sample) {
        window.showBottomTab(tab);
        settle();
    }
    void playTo(qint64 timeNs) {
        run->setSpeed(5);
        if (!run->isRunning()) run->toggle();
        QTRY_VERIFY_WITH_TIMEOUT(run->nowNs() >= timeNs, kPatienceMs);
        run->pause();
        QTRY_VERIFY_WITH_TIMEOUT(!run->isRunning(), kPatienceMs);
        settle();
    }
    [[nodiscard]] QString cell(int row, EventsModel::Column column) { return events->model().index(row, column).data().toString(); }
    [[nodiscard]] bool all(EventsModel::Column column, const QString& text) {
        for (int row = 0; row < events->model().rowCount(); ++row)
            if (cell(row, column) != text) return false;
        return events->model().rowCount() > 0;
    }
    void filter(const EventFilter& wanted) { events->model().setFilter(wanted); }
    [[nodiscard]] int shownCharts() { return static_cast<int>(std::ranges::count_if(charts->panels(), [](const ChartPanel* panel) { return !panel->isHidden(); })); }
};

}  // namespace

class TestWindowEvents final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyColumnFitsASmallWindow();
    void eventsAreListedInOrderAndFiltered();
    void aClickedEventSelectsItsNodeAndARequestOpens();
    void whatIsShownIsSavedAsATable();
    void goingBackTakesLaterEventsAway();
    void chartsOfFlowsComeByThemselves();
    void anyMetricCanBeAddedAndTakenAway();
    void aKeptRunIsDrawnBehindTheNext();

private:
    OwnState m_state;
};

void TestWindowEvents::everyColumnFitsASmallWindow() {
    RunDesk d(QStringLiteral("orders"), QStringLiteral("events"));
    d.playTo(2 * kSecondNs);
    const QTableView& view = d.events->view();
    const auto columnPx = [&](EventsModel::Column column) { return view.columnWidth(column); };
    d.window.resize(1280, 800);
    d.settle();
    const int names = columnPx(EventsModel::Source);
    QVERIFY(!view.horizontalScrollBar()->isVisible());
    const QFontMetrics metrics(view.font());
    const int marginPx = 2 * (view.style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &view) + 1);
    for (int row = 0; row < d.events->model().rowCount(); ++row)
        for (const auto column : {EventsModel::Time, EventsModel::Result, EventsModel::Detail, EventsModel::Request})
            QVERIFY2(metrics.horizontalAdvance(d.cell(row, column)) + marginPx <= columnPx(column), qPrintable(QStringLiteral("%1 in %2 px").arg(d.cell(row, column)).arg(columnPx(column))));
    // Larger windows show longer names.
    d.window.resize(1900, 1000);
    d.settle();
    QVERIFY(columnPx(EventsModel::Source) > names);
    QCOMPARE(columnPx(EventsModel::Source), columnPx(EventsModel::Target));
    for (int row = 0; row < d.events->model().rowCount(); ++row) QVERIFY(!d.cell(row, EventsModel::Detail).startsWith(QStringLiteral("1 units")));
}

void TestWindowEvents::eventsAreListedInOrderAndFiltered() {
    RunDesk d(QStringLiteral("carts"), QStringLiteral("events"));
    QCOMPARE(d.events->model().rowCount(), 0);
    d.playTo(6 * kSecondNs);
    EventsModel& model = d.events->model();
    QVERIFY(model.rowCount() > 200);
    for (int row = 1; row < model.rowCount(); ++row) QVERIFY(d.cell(row, EventsModel::Time) >= d.cell(row - 1, EventsModel::Time));
    EventFilter only;
    only.hiddenKinds.set();
    only.hiddenKinds.reset(static_cast<size_t>(sim::HopKind::Replication));
    d.filter(only);
    QVERIFY(d.all(EventsModel::Kind, QStringLiteral("replicated")));  // in plain words; the id stands in the tip, and is found
    QCOMPARE(model.index(0, EventsModel::Kind).data(Qt::ToolTipRole).toString().section(u',', 0, 0), QStringLiteral("replication"));
    EventFilter byId;
    byId.words = {QStringLiteral("replication_sent")};
    d.filter(byId);
    QVERIFY(d.all(EventsModel::Kind, QStringLiteral("change sent")));
    EventFilter succeeded;
    succeeded.result = QStringLiteral("succeeded");
    d.filter(succeeded);
    QVERIFY(d.all(EventsModel::Result, QStringLiteral("succeeded")));
    EventFilter words;
    words.words = {QStringLiteral("shoppers-eu")};
    d.filter(words);
    QVERIFY(model.rowCount() > 10);
    EventFilter nothing;
    nothing.words = {QStringLiteral("no such event")};
    d.filter(nothing);
    QCOMPARE(model.rowCount(), 0);
}

void TestWindowEvents::aClickedEventSelectsItsNodeAndARequestOpens() {
    RunDesk d(QStringLiteral("orders"), QStringLiteral("events"));
    d.playTo(3 * kSecondNs);
    EventFilter served;
    served.hiddenKinds.set();
    served.hiddenKinds.reset(static_cast<size_t>(sim::HopKind::Served));
    d.filter(served);
    QVERIFY(d.events->model().rowCount() > 0);
    Q_EMIT d.events->view().clicked(d.events->model().index(0, 0));
    QCOMPARE(d.workspace.selection().items(), std::vector<model::Uid>{model::Uid{d.events->model().record(0)->toUid}});
    QVERIFY(d.events->model().record(0)->request != 0);
    Q_EMIT d.events->view().activated(d.events->model().index(0, 0));
    QVERIFY(d.window.findChild<Envelope*>());
}

void TestWindowEvents::whatIsShownIsSavedAsATable() {
    RunDesk d(QStringLiteral("orders"), QStringLiteral("events"));
    d.playTo(2 * kSecondNs);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("events.csv"));
    QVERIFY(d.events->write(path).ok());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), d.events->model().rowCount() + 1);
    QVERIFY2(lines.front().startsWith("time_ns,"), lines.front().constData());
    const auto refused = d.events->write(folder.filePath(QStringLiteral("none/events.csv")));
    QVERIFY(!refused.ok() && !refused.error().isEmpty());
}

void TestWindowEvents::goingBackTakesLaterEventsAway() {
    RunDesk d(QStringLiteral("orders"), QStringLiteral("events"));
    d.playTo(4 * kSecondNs);
    const int before = d.events->model().rowCount();
    d.run->jumpTo(kSecondNs);
    QTRY_COMPARE_WITH_TIMEOUT(d.run->nowNs(), kSecondNs, kPatienceMs);
    d.settle();
    QTRY_VERIFY_WITH_TIMEOUT(d.events->model().rowCount() < before, kPatienceMs);
    for (int row = 0; row < d.events->model().rowCount(); ++row) QVERIFY(eventTimeNs(*d.events->model().record(row)) <= kSecondNs);
}

void TestWindowEvents::chartsOfFlowsComeByThemselves() {
    const auto titles = [](RunDesk& d, const QString& node) {
        d.workspace.selection().set({d.named(node)});
        d.playTo(d.run->nowNs() + 5 * kSecondNs);
        QStringList all;
        for (const ChartPanel* panel : d.charts->panels())
            if (!panel->isHidden()) all += panel->spec().title;
        return all.join(u'|');
    };
    RunDesk carts(QStringLiteral("carts"), QStringLiteral("charts"));
    const QString ofTable = titles(carts, QStringLiteral("Carts"));
    QVERIFY2(ofTable.contains(QStringLiteral("replication lag")) && ofTable.contains(QStringLiteral("pending")), qPrintable(ofTable));
    RunDesk sessions(QStringLiteral("sessions"), QStringLiteral("charts"));
    const QString ofMapping = titles(sessions, QStringLiteral("expired only"));
    QVERIFY2(ofMapping.contains(QStringLiteral("iterator age")), qPrintable(ofMapping));
}

void TestWindowEvents::anyMetricCanBeAddedAndTakenAway() {
    RunDesk d(QStringLiteral("orders"), QStringLiteral("charts"));
    const model::Uid orders = d.named(QStringLiteral("Orders"));
    d.workspace.selection().set({orders});
    d.playTo(4 * kSecondNs);
    const int before = d.shownCharts();
    const auto metrics = metricsOf(d.run->build(), {orders});
    const auto returned = std::ranges::find(metrics, "ReturnedItemCount", &MetricKey::metric);
    QVERIFY(returned != metrics.end());
    d.charts->addChart({orders}, *returned);
    d.settle();
    QCOMPARE(d.shownCharts(), before + 1);
    const ChartPanel* added = d.charts->panels()[static_cast<size_t>(before)];
    QVERIFY2(added->spec().title.contains(metricTitle(*returned)), qPrintable(added->spec().title));
    QVERIFY(!added->spec().series.empty() && added->spec().series.front().points.size() > 2);
    const QString title = added->spec().title;
    // It stays when another node is selected, and goes when its own menu takes it away.
    d.workspace.selection().set({d.named(QStringLiteral("by-customer"))});
    d.settle();
    QVERIFY(std::ranges::any_of(d.charts->panels(), [&](const ChartPanel* panel) { return !panel->isHidden() && panel->spec().title == title; }));
    const int with = d.shownCharts();
    for (ChartPanel* panel : d.charts->panels())
        if (!panel->isHidden() && panel->spec().title.contains(metricTitle(*returned))) {
            Q_EMIT panel->removeWanted();
            break;
        }
    d.settle();
    QCOMPARE(d.shownCharts(), with - 1);
}

void TestWindowEvents::aKeptRunIsDrawnBehindTheNext() {
    RunDesk d(QStringLiteral("orders"), QStringLiteral("charts"));
    d.workspace.selection().set({d.named(QStringLiteral("Orders"))});
    d.playTo(5 * kSecondNs);
    const size_t alone = d.charts->panels().front()->spec().series.size();
    d.charts->keepRun();
    QCOMPARE(d.charts->keptRuns().runs().size(), size_t(1));
    model::Edit edit(d.document(), QStringLiteral("Seed"));
    model::Rows scenarios = std::get<model::Rows>(d.document().value(QStringLiteral("scenarios")));
    scenarios.items.front().set(QStringLiteral("seed"), qint64(7));
    edit.setDocument(QStringLiteral("scenarios"), scenarios);
    QVERIFY(d.workspace.perform(edit.take()));
    d.settle();
    d.playTo(5 * kSecondNs);
    const ChartSpec& spec = d.charts->panels().front()->spec();
    QVERIFY(spec.series.size() > alone);
    QVERIFY(std::ranges::any_of(spec.series, [](const auto& series) { return series.keptPlace > 0 && series.points.size() > 2; }));
    d.charts->keepRun();
    d.charts->keepRun();
    QCOMPARE(d.charts->keptRuns().runs().size(), KeptRuns::kMost);
}

QTEST_MAIN(TestWindowEvents)
#include "tst_windowevents.moc"
