// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartpanel.h"
#include "app/charts/chartsdock.h"
#include "app/charts/reportfile.h"
#include "app/charts/runssheet.h"
#include "app/designfile.h"
#include "app/explain/pathsdock.h"
#include "app/filepart.h"
#include "app/live/envelope.h"
#include "app/live/runcontroller.h"
#include "app/mainparts.h"
#include "app/mainwindow.h"
#include "model/core/edit.h"
#include "model/io/design.h"
#include "model/reachability/reach.h"
#include "model/traffic/accesspattern.h"
#include "tests/app/windowdesk.h"

#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeWidget>

#include <cmath>

using namespace app;

namespace {

// The whole window on the shipped design, as a user has it after the start.
struct Desk {
    model::KindRegistry kinds = model::shippedKinds();
    Look look{Scheme::Light};
    Workspace workspace{kinds};
    MainWindow window{workspace, look};
    RunController* run = window.findChild<RunController*>();
    FilePart* files = window.findChild<FilePart*>();

    Desk() {
        openAtStart(window, {});
        window.show();
        QCoreApplication::processEvents();
    }
    ~Desk() { files->file().close(); }

    void press(Command command) { window.actions()[command]->trigger(); }
    model::Uid named(const QString& name) const {
        for (const model::NodeId id : workspace.document().nodes())
            if (workspace.document().name(id) == name) return workspace.document().node(id).uid();
        return {};
    }
    model::Uid firstLink() const { return workspace.document().link(workspace.document().links().front()).uid(); }
};

constexpr int kPatienceMs = 20'000;

}  // namespace

class TestWindowRun final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsPausesAndCharts();
    void stepsThereAndBackToTheSameInstant();
    void anEditDuringTheRunIsATuning();
    void theSpikeThrottlesAndTheReasonIsShown();
    void savesAndOpensTheSameDesign();
    void aRecordedRunIsSavedAndReported();
    void recordedRunsAreListedExportedAndDeleted();
    void aBadFileChangesNothing();
    void pathsTellEveryHop();
    void anEnvelopeTellsTheWayAndTheSums();
    void anEnvelopeOfACacheTellsTheWayToIt();
    void dotsAreTrueToTimeWhenSlowAndStretchedWhenFast();

private:
    OwnState m_state;
};

void TestWindowRun::runsPausesAndCharts() {
    Desk d;
    d.run->setSpeed(20);
    d.press(Command::RunPause);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->nowNs() > 5'000'000'000, kPatienceMs);
    d.press(Command::RunPause);
    QTRY_VERIFY_WITH_TIMEOUT(!d.run->isRunning(), kPatienceMs);
    const auto points = d.run->series({d.named(QStringLiteral("Orders")).value, 0, "ConsumedWriteCapacityUnits", {}, sim::Statistic::Sum});
    QVERIFY(points.size() >= 4);
    QVERIFY(points[2].y() > 50 && points[2].y() < 400);
    auto* charts = d.window.findChild<ChartsDock*>();
    d.window.showBottomTab(QStringLiteral("charts"));
    QTRY_VERIFY_WITH_TIMEOUT(!charts->panels().front()->spec().series.empty(), kPatienceMs);
    QVERIFY(charts->panels().front()->spec().title.contains(QStringLiteral("Orders")));
}

void TestWindowRun::stepsThereAndBackToTheSameInstant() {
    Desk d;
    d.run->jumpTo(2'000'000'000);
    QTRY_COMPARE_WITH_TIMEOUT(d.run->nowNs(), qint64(2'000'000'000), kPatienceMs);
    d.press(Command::StepEvent);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->nowNs() > 2'000'000'000, kPatienceMs);
    const qint64 first = d.run->nowNs();
    d.press(Command::StepEvent);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->nowNs() > first, kPatienceMs);
    d.press(Command::StepBack);
    QTRY_COMPARE_WITH_TIMEOUT(d.run->nowNs(), first, kPatienceMs);
}

void TestWindowRun::anEditDuringTheRunIsATuning() {
    Desk d;
    const model::Uid orders = d.named(QStringLiteral("Orders"));
    d.run->jumpTo(3'000'000'000);
    QTRY_COMPARE_WITH_TIMEOUT(d.run->nowNs(), qint64(3'000'000'000), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->gaugeOf(orders) && d.run->gaugeOf(orders)->allowedWrite == 200, kPatienceMs);
    model::Edit edit(d.workspace.document(), QStringLiteral("Tune"));
    edit.setProperty(orders, QStringLiteral("writeUnits"), qint64(90));
    QVERIFY(d.workspace.perform(edit.take()));
    d.press(Command::RunPause);
    QTRY_COMPARE_WITH_TIMEOUT(d.run->gaugeOf(orders)->allowedWrite, 90.0, kPatienceMs);
    QVERIFY(d.run->nowNs() >= 3'000'000'000);
}

void TestWindowRun::theSpikeThrottlesAndTheReasonIsShown() {
    Desk d;
    d.run->chooseScenario(QStringLiteral("Friday spike"));
    d.press(Command::RunUntilThrottle);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->gauges().throttleEvents > 0, kPatienceMs);
    QVERIFY(d.run->nowNs() > 0 && d.run->nowNs() < d.run->lengthNs());
}

void TestWindowRun::savesAndOpensTheSameDesign() {
    Desk d;
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("a.skerry"));
    QVERIFY(d.files->file().saveTo(path).ok());
    const model::Design before = model::designOf(d.workspace.document());
    model::Edit edit(d.workspace.document(), QStringLiteral("Name"));
    edit.setProperty(d.named(QStringLiteral("Orders")), QStringLiteral("name"), QStringLiteral("Bestellungen"));
    QVERIFY(d.workspace.perform(edit.take()));
    QVERIFY(d.files->file().isDirty());
    d.workspace.undoStack().undo();
    QVERIFY(!d.files->file().isDirty());
    d.files->file().startNew();
    QCOMPARE(d.workspace.document().nodeCount(), 0);
    QVERIFY(d.files->file().open(path).ok());
    QVERIFY(model::designOf(d.workspace.document()) == before);
    // Places that the layout chose are told from those of a person, in both files.
    const QString json = dir.filePath(QStringLiteral("b.skerry.json"));
    QVERIFY(d.files->file().saveTo(json).ok());
    QVERIFY(d.files->file().open(json).ok());
    QVERIFY(model::designOf(d.workspace.document()) == before);
    const auto& geometry = d.workspace.document().node(*d.workspace.document().findNode(d.named(QStringLiteral("Orders")))).data.geometry;
    QVERIFY(geometry && !geometry->pinned);
    QCOMPARE(d.files->file().name(), QStringLiteral("b"));
}

void TestWindowRun::aRecordedRunIsSavedAndReported() {
    Desk d;
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("a.skerry"));
    QVERIFY(d.files->file().saveTo(path).ok());
    d.press(Command::RecordRun);  // there is none yet
    QVERIFY(!d.files->file().isDirty());
    d.run->jumpTo(20'000'000'000);
    QTRY_COMPARE_WITH_TIMEOUT(d.run->nowNs(), qint64(20'000'000'000), kPatienceMs);
    d.press(Command::RecordRun);
    QVERIFY(d.files->file().isDirty());
    QVERIFY(d.files->file().saveTo(path).ok());
    QVERIFY(!d.files->file().isDirty());
    QVERIFY(d.files->file().saveTo(path).ok());  // a run stays in the file from save to save
    const auto runs = model::recordedRuns(path);
    QVERIFY(runs.ok());
    QCOMPARE(runs->size(), size_t(1));
    QVERIFY2(runs->front().title.startsWith(QStringLiteral("ordinary day, seed 42")), qPrintable(runs->front().title));
    // JSON keeps none; they come back with the next .skerry file.
    const QString later = dir.filePath(QStringLiteral("c.skerry"));
    QVERIFY(d.files->file().saveTo(dir.filePath(QStringLiteral("b.skerry.json"))).ok() && d.files->file().saveTo(later).ok());
    QCOMPARE(model::recordedRuns(later)->size(), size_t(1));
    const auto html = designReport(d.workspace.document(), QStringLiteral("a"), *runs);
    QVERIFY(html.ok());
    QVERIFY(html->contains("ordinary day") && html->contains("throttled attempts") && html->contains("Orders, units"));
    QVERIFY(!designReport(d.workspace.document(), QStringLiteral("a"))->contains("Orders, units"));
    auto damaged = *runs;
    damaged.front().data = "nonsense";
    QVERIFY(designReport(d.workspace.document(), QStringLiteral("a"), damaged).ok());
}

void TestWindowRun::recordedRunsAreListedExportedAndDeleted() {
    Desk d;
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("a.skerry"));
    d.press(Command::RecordedRuns);
    auto* sheet = d.window.findChild<RunsSheet*>();
    QVERIFY(sheet);
    auto* list = sheet->findChild<QTreeWidget*>();
    auto* remove = sheet->findChild<QPushButton*>(QStringLiteral("deleteRun"));
    QCOMPARE(list->topLevelItemCount(), 0);
    QVERIFY(!remove->isEnabled());
    for (const qint64 endNs : {20'000'000'000, 30'000'000'000}) {
        d.run->jumpTo(endNs);
        QTRY_COMPARE_WITH_TIMEOUT(d.run->nowNs(), endNs, kPatienceMs);
        d.press(Command::RecordRun);
    }
    // The newest first; what no save holds says so.
    QCOMPARE(list->topLevelItemCount(), 2);
    QCOMPARE(list->topLevelItem(0)->text(1), QStringLiteral("ordinary day"));
    QCOMPARE(list->topLevelItem(0)->text(2), QStringLiteral("30 s"));
    QVERIFY(list->topLevelItem(0)->text(0).endsWith(QStringLiteral("not saved yet")));
    QVERIFY(d.files->file().saveTo(path).ok());
    QVERIFY(!list->topLevelItem(0)->text(0).contains(QStringLiteral("not saved")));
    const QString html = dir.filePath(QStringLiteral("a.html"));
    list->setCurrentItem(list->topLevelItem(1));
    QVERIFY(sheet->write(html).ok());
    QFile report(html);
    QVERIFY(report.open(QIODevice::ReadOnly));
    QVERIFY(report.readAll().contains("Orders, units"));
    // Deleting asks; the file loses the run with the next save, and keeps the other one.
    const auto answer = [&](QMessageBox::StandardButton button) {
        QTimer::singleShot(0, sheet, [sheet, button] { sheet->findChild<QMessageBox*>()->button(button)->click(); });
        remove->click();
    };
    answer(QMessageBox::Cancel);
    QCOMPARE(list->topLevelItemCount(), 2);
    QVERIFY(!d.files->file().isDirty());
    answer(QMessageBox::Yes);
    QCOMPARE(list->topLevelItemCount(), 1);
    QVERIFY(d.files->file().isDirty());
    QCOMPARE(model::recordedRuns(path)->size(), size_t(2));
    QVERIFY(d.files->file().saveTo(path).ok());
    QVERIFY(!d.files->file().isDirty());
    const auto left = model::recordedRuns(path);
    QCOMPARE(left->size(), size_t(1));
    QVERIFY2(left->front().title.endsWith(QStringLiteral("00:30")), qPrintable(left->front().title));
}

void TestWindowRun::aBadFileChangesNothing() {
    Desk d;
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("bad.skerry")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no design at all");
    file.close();
    const model::Design before = model::designOf(d.workspace.document());
    const auto opened = d.files->file().open(file.fileName());
    QVERIFY(!opened.ok());
    QVERIFY(opened.error().contains(QStringLiteral("bad.skerry")));
    QVERIFY(model::designOf(d.workspace.document()) == before);
}

void TestWindowRun::pathsTellEveryHop() {
    Desk d;
    d.window.showBottomTab(QStringLiteral("paths"));
    auto* paths = d.window.findChild<PathsDock*>();
    QVERIFY(paths);
    QVERIFY2(paths->shownText().contains(QStringLiteral("arrives")), qPrintable(paths->shownText()));  // of a link, before anything is chosen
    d.workspace.selection().set({d.firstLink()});
    QTRY_VERIFY(paths->shownText().contains(QStringLiteral("ddb-gateway")) || paths->shownText().contains(QStringLiteral("gets through")));
    QVERIFY(paths->shownText().contains(QStringLiteral("arrives")));
}

void TestWindowRun::anEnvelopeTellsTheWayAndTheSums() {
    Desk d;
    for (int i = 0; i < 60; ++i) d.press(Command::StepEvent);  // a step records every request
    QString html;
    const auto finds = [&](const QString& text) {
        for (std::uint64_t request = 1; request < 40; ++request) {
            html = envelopeHtml(*d.run, d.workspace.document(), d.run->journey(request));
            if (html.contains(text)) return true;
        }
        return false;
    };
    // Resolver, security group, network ACL, route, endpoint and its policy; then partition, tokens and arithmetic.
    QTRY_VERIFY_WITH_TIMEOUT(finds(QStringLiteral("place order")) && html.contains(QStringLiteral("Tokens of the table")), kPatienceMs);
    for (const char* part : {"resolves to", "checkout-sg", "TCP 443 to the prefix list", "private-routes", "ddb-gateway", "policy", "partition", "ceil(1536 B / 1024 B) = 2"})
        QVERIFY2(html.contains(QLatin1String(part), Qt::CaseInsensitive), qPrintable(QLatin1String(part) + QStringLiteral(" is missing in ") + html));
}

// What is asked of a cache goes to it, not to the table's service.
void TestWindowRun::anEnvelopeOfACacheTellsTheWayToIt() {
    Desk d;
    const model::Document& document = d.workspace.document();
    const model::LinkId link = document.links().front();
    const model::Uid fleet = document.link(link).data.from, table = document.link(link).data.to;
    const auto fleetId = *document.findNode(fleet);
    model::Edit edit(document, QStringLiteral("A cache"));
    const model::Uid dax = edit.addNode(QStringLiteral("dax.cluster"), document.node(fleetId).data.parent, {}, QStringLiteral("front"));
    edit.setProperty(dax, document.registry().find(QStringLiteral("dax.cluster"))->placement, document.value(fleetId, document.node(fleetId).kind->placement));
    model::Row row;
    row.set(model::pattern::kName, QStringLiteral("read through"));
    row.set(model::pattern::kOperation, QStringLiteral("GetItem"));
    row.set(model::pattern::kResource, model::Ref{table, {}});
    row.set(model::pattern::kRate, 200.0);
    edit.remove(std::vector{document.link(link).data.uid});
    edit.addLink(model::kCalls, fleet, dax, {{model::pattern::kRows, model::Rows{{row}}}});
    QVERIFY(d.workspace.perform(edit.take()));
    for (int i = 0; i < 60; ++i) d.press(Command::StepEvent);
    QString html;
    const auto finds = [&] {
        for (std::uint64_t request = 1; request < 60; ++request) {
            html = envelopeHtml(*d.run, document, d.run->journey(request));
            if (html.contains(QStringLiteral("read through"))) return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(finds(), kPatienceMs);
    QVERIFY2(html.contains(QStringLiteral("inside the VPC")) && !html.contains(QStringLiteral("prefix list")), qPrintable(html));
    QVERIFY(!html.contains(QStringLiteral("Attempt 0")));
}

void TestWindowRun::dotsAreTrueToTimeWhenSlowAndStretchedWhenFast() {
    Desk d;
    d.press(Command::StepEvent);
    QTRY_VERIFY_WITH_TIMEOUT(d.run->plan(), kPatienceMs);
    const plan::AccessPattern& pattern = d.run->plan()->patterns.front();
    const plan::Path& path = pattern.paths.front();
    DotField field;
    field.setPicture(d.workspace.picture(), {{{pattern.uid, 0}, {d.run->build().patterns.front().link, {path.presenceUid}, true}}});
    sim::HopRecord there;
    there.request = 7;
    there.patternUid = pattern.uid;
    there.fromUid = d.run->plan()->stations[pattern.source].uid;
    there.toUid = d.run->plan()->stations[path.hops.front().station].uid;
    sim::HopRecord on = there;
    on.fromUid = there.toUid;
    on.toUid = d.run->plan()->stations[pattern.target].uid;
    const auto at = [&](double displayS) {
        const auto& dots = field.at(displayS);
        return dots.empty() ? QPointF() : dots.back().at;
    };
    // 0.35 ms at 1 ms in 10 s: the dot needs 3.5 s, and is half way in half of the time.
    field.add(there, 0, 3.5);
    QVERIFY(!field.isStretched());
    const QPointF start = at(0), middle = at(1.75), almost = at(3.499);
    const auto length = [](const QPointF& v) { return std::hypot(v.x(), v.y()); };
    QVERIFY(length(almost - start) > 20);
    QVERIFY(length(middle - start) > 1 && length(almost - middle) > 1);
    QVERIFY(field.at(3.6).empty());
    // In real time the two legs take half a millisecond; the eye gets 600 px a second, the second leg after the first.
    field.add(there, 10, 10.00035);
    field.add(on, 10.00035, 10.0005);
    QVERIFY(field.isStretched());
    // Between the legs a dot passes behind the endpoint's icon, once.
    constexpr double kIconPx = 56;
    QPointF before = at(10.0);
    int frames = 0, passes = 0;
    for (double t = 10.016; !field.at(t).empty(); t += 0.016, ++frames) {
        QVERIFY(field.at(t).size() == 1);
        const double movedPx = length(at(t) - before);
        if (movedPx > DotField::kFastestPxPerS * 0.016 + 0.5) ++passes;
        QVERIFY2(movedPx <= DotField::kFastestPxPerS * 0.016 + 0.5 + kIconPx, qPrintable(QString::number(movedPx)));
        before = at(t);
    }
    QVERIFY(frames > 3);
    QVERIFY(passes <= 1);
}

QTEST_MAIN(TestWindowRun)
#include "tst_windowrun.moc"
