// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvascommands.h"
#include "app/canvas/canvasview.h"
#include "app/charts/chartsdock.h"
#include "app/events/eventsdock.h"
#include "app/figures.h"
#include "app/inspector/inspector.h"
#include "app/live/envelope.h"
#include "app/live/faults.h"
#include "app/live/flowoverlay.h"
#include "app/live/liveoverlays.h"
#include "app/live/livepage.h"
#include "app/live/partitionview.h"
#include "app/live/runcontroller.h"
#include "app/live/runparts.h"
#include "app/mainparts.h"
#include "app/mainwindow.h"
#include "app/transport/spacetap.h"
#include "app/transport/speedscale.h"
#include "app/transport/transportbar.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app", text); }

void connectCommands(MainWindow& window, RunController& run) {
    const auto on = [&](Command command, auto slot) { QObject::connect(window.actions()[command], &QAction::triggered, &run, slot); };
    on(Command::RunPause, &RunController::toggle);
    on(Command::StepBack, &RunController::stepBack);
    on(Command::StepEvent, &RunController::step);
    on(Command::Stop, &RunController::reset);
    on(Command::RunUntilThrottle, &RunController::untilThrottle);
    on(Command::Fast, &RunController::fast);
    on(Command::Express, &RunController::express);
    on(Command::Faster, [&run] { run.setSpeed(withinScale(run.speed() * 1.5)); });
    on(Command::Slower, [&run] { run.setSpeed(withinScale(run.speed() / 1.5)); });
    QObject::connect(new SpaceTap(window.canvas(), &run), &SpaceTap::tapped, &run, &RunController::toggle);
}

// The scenarios of the design, under Simulate, the current one marked; and how far a step goes.
void completeSimulateMenu(MainWindow& window, RunController& run, const TransportBar& bar) {
    for (QAction* menu : window.menuBar()->actions()) {
        if (!menu->menu() || !menu->menu()->actions().contains(window.actions()[Command::RunPause])) continue;
        auto* scenarios = new QMenu(tr("S&cenario"), menu->menu());
        menu->menu()->insertMenu(menu->menu()->actions().front(), scenarios);
        menu->menu()->addSeparator();
        menu->menu()->addActions(bar.stepChoices());
        QObject::connect(scenarios, &QMenu::aboutToShow, &run, [&window, &run, scenarios] {
            scenarios->clear();
            const auto current = model::scenarioOf(window.workspace().document());
            for (const model::Scenario& scenario : model::scenariosOf(window.workspace().document())) {
                QAction* action = scenarios->addAction(scenario.name, &run, [&run, name = scenario.name] { run.chooseScenario(name); });
                action->setCheckable(true);
                action->setChecked(current && current->name == scenario.name);
            }
        });
    }
}

std::vector<SearchEntry> scenarioEntries(MainWindow& window, RunController& run) {
    std::vector<SearchEntry> entries;
    for (const model::Scenario& scenario : model::scenariosOf(window.workspace().document()))
        entries.push_back({window.look().icons().actionIcon(QStringLiteral("ui/clock"), window.look().theme()), tr("Scenario: %1").arg(scenario.name), {}, {}, [&run, name = scenario.name] { run.chooseScenario(name); }});
    return entries;
}

void showStatus(MainWindow& window, const RunController& run) {
    using Field = MainWindow::StatusField;
    if (!run.exists()) {
        for (const Field field : {Field::Engine, Field::Speed, Field::Mode, Field::Seed, Field::Dots}) window.setStatus(field, {});
        return;
    }
    const sim::Gauges& gauges = run.gauges();
    const double events = gauges.eventsPerS;
    const QString rate = run.isRunning() ? tr("%1 events/s").arg(liveCount(events)) : tr("%1 events").arg(liveCount(gauges.events));
    window.setStatus(Field::Engine, tr("%1, %2 pending").arg(rate, liveCount(gauges.pending)));
    const double speed = run.isExpress() ? gauges.speedReached : run.speed();
    window.setStatus(Field::Speed, run.isExpress() ? tr("express: %1 x real time").arg(liveCount(speed)) : tr("%1 x real time").arg(speed < 1000 ? speedFactor(speed) : liveCount(speed)));
    window.setStatus(Field::Mode, run.dots().isStretched() ? tr("exact, slowed for the eye") : tr("exact"));
    window.setStatus(Field::Seed, tr("seed %1").arg(run.plan()->scenario.seed));
    window.setStatus(Field::Dots, QCoreApplication::translate("app", "%n dot(s)", nullptr, static_cast<int>(run.dots().shownCount())));
}

void tellTheEnd(MainWindow& window, RunController& run) {
    QObject::connect(&run, &RunController::finished, &window, [&window, &run] {
        const sim::Totals& totals = run.gauges().totals;
        Q_EMIT window.workspace().message(tr("The run has ended: %1 requests, %2 given up as throttled, %3 failed. Run starts it over.")
                                              .arg(liveCount(totals.requests), liveCount(totals.throttled), liveCount(totals.failed)));
    });
}

void openEnvelope(MainWindow& window, RunController& run, quint64 request) {
    run.pause();
    (new Envelope(run, window.workspace().document(), request, &window))->show();
}

// Kept runs can be removed where they were kept: from the Simulate menu too.
void addKeptRuns(MainWindow& window, ChartsDock& charts) {
    QObject::connect(window.actions()[Command::KeepRun], &QAction::triggered, &charts, &ChartsDock::keepRun);
    QObject::connect(window.actions()[Command::AddChart], &QAction::triggered, &charts, [&window, &charts] {
        window.showBottomTab(QStringLiteral("charts"));
        charts.chooseMetric();
    });
    for (QAction* action : window.menuBar()->actions()) {
        QMenu* menu = action->menu();
        if (!menu || !menu->actions().contains(window.actions()[Command::KeepRun])) continue;
        auto* kept = new QMenu(tr("Kept ru&ns"), menu);
        const auto entries = menu->actions();
        menu->insertMenu(entries.value(entries.indexOf(window.actions()[Command::KeepRun]) + 1), kept);
        const auto fill = [kept, &charts] {
            kept->clear();
            charts.fillKeptMenu(*kept);
            kept->menuAction()->setVisible(!kept->isEmpty());
        };
        QObject::connect(&charts.keptRuns(), &KeptRuns::changed, kept, fill);
        fill();
    }
}

void addEvents(MainWindow& window, RunController& run) {
    auto* events = new EventsDock(window.workspace(), run, window.look());
    window.addBottomTab(events, QStringLiteral("events"), tr("Events"));
    QObject::connect(events, &EventsDock::showWanted, &window.canvas(), &CanvasView::reveal);
    QObject::connect(events, &EventsDock::requestWanted, &window, [&window, &run](quint64 request) { openEnvelope(window, run, request); });
    QObject::connect(events, &EventsDock::message, &window.workspace(), &Workspace::message);
}

// The menu of faults, for "find anything".
void collectFaults(QMenu& menu, std::vector<SearchEntry>& entries) {
    for (QAction* action : menu.actions()) {
        if (action->menu()) collectFaults(*action->menu(), entries);
        if (action->menu() || action->isSeparator() || !action->isEnabled()) continue;
        const QString state = action->isChecked() ? MainWindow::tr("in force") : QString();
        entries.push_back({{}, MainWindow::tr("Fault: %1").arg(action->text()), state, {}, [action = QPointer(action)] { if (action) action->trigger(); }});
    }
}

}  // namespace

void addRun(MainWindow& window) {
    Workspace& workspace = window.workspace();
    auto* run = new RunController(workspace, &window);
    auto* bar = new TransportBar(window.look());
    QObject::connect(window.actions()[Command::FocusTimeLine], &QAction::triggered, bar, [bar] { bar->scrubBar().setFocus(Qt::ShortcutFocusReason); });
    new TransportGlue(workspace, *run, *bar, &window);
    window.setTransport(bar);
    QObject::connect(run, &RunController::message, &workspace, &Workspace::message);
    connectCommands(window, *run);
    completeSimulateMenu(window, *run, *bar);
    window.commands().addSearchSource([bar] {
        std::vector<SearchEntry> entries;
        Q_EMIT bar->faultMenu()->aboutToShow();
        collectFaults(*bar->faultMenu(), entries);
        return entries;
    });
    window.commands().addSearchSource([&window, run] { return scenarioEntries(window, *run); });

    auto* charts = new ChartsDock(workspace, *run, window.look());
    window.addBottomTab(charts, QStringLiteral("charts"), tr("Charts"));
    window.setBottomTools(QStringLiteral("charts"), charts->tools());
    addKeptRuns(window, *charts);
    QObject::connect(charts, &ChartsDock::timeWanted, run, &RunController::jumpTo);
    QObject::connect(charts, &ChartsDock::message, &workspace, &Workspace::message);
    QObject::connect(charts, &ChartsDock::hovered, &bar->scrubBar(), &ScrubBar::setCrosshair);
    QObject::connect(&bar->scrubBar(), &ScrubBar::hovered, charts, [charts, bar](qint64 timeNs) {
        charts->setCrosshair(timeNs < 0 ? -1 : static_cast<double>(timeNs) * 1e-9);
        bar->scrubBar().setCrosshair(timeNs);
    });

    addEvents(window, *run);
    window.inspector().addTab(new LivePage(workspace, *run, window.look()), tr("Live"));
    tellTheEnd(window, *run);

    auto* faults = new FaultOverlay(*run);
    auto* gauges = new GaugeOverlay(*run);
    auto* dots = new DotOverlay(*run, window.look(), run);
    auto* steps = new StepOverlay(*run);
    auto* flows = new FlowOverlay(*run, window.look());
    QObject::connect(run, &QObject::destroyed, &window, [faults, gauges, steps, flows] { delete faults, delete gauges, delete steps, delete flows; });
    window.canvas().addOverlay(*faults, OverlayLayer::Marks);
    window.canvas().addOverlay(*gauges, OverlayLayer::Marks);
    window.canvas().addOverlay(*flows, OverlayLayer::Marks);
    window.canvas().addOverlay(*steps, OverlayLayer::Marks);
    window.canvas().addOverlay(*dots, OverlayLayer::Dots);
    QObject::connect(dots, &DotOverlay::requestClicked, &window, [&window, run](quint64 request) { openEnvelope(window, *run, request); });
    // One at a time: the run watches one store.
    const auto lookInside = [&window, run](model::Uid store) {
        if (auto* open = window.findChild<PartitionView*>()) {
            if (open->store() == store) return open->raise(), open->activateWindow();
            delete open;
        }
        (new PartitionView(window.workspace(), *run, window.look(), store, &window))->show();
    };
    QObject::connect(&window.canvas(), &CanvasView::lookInsideWanted, &window, lookInside);
    QObject::connect(window.actions()[Command::LookInside], &QAction::triggered, &window, [&window, lookInside] {
        for (const model::Uid uid : window.workspace().selection().items())
            if (const int tile = window.workspace().picture().find(uid); tile >= 0 && !window.workspace().picture().nodes[static_cast<size_t>(tile)].gauges.isEmpty()) return lookInside(uid);
        Q_EMIT window.workspace().message(tr("Select a table, an index or a replica: those have partitions to look into."));
    });
    QObject::connect(run, &RunController::frame, &window.canvas(), [&window] { window.canvas().viewport()->update(); });
    QObject::connect(run, &RunController::metricsChanged, &window, [&window, run] { showStatus(window, *run); });
    QObject::connect(run, &RunController::runReplaced, &window, [&window, run] { showStatus(window, *run); });
}

}  // namespace app
