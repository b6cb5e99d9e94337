// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvasview.h"
#include "app/charts/chartsdock.h"
#include "app/live/envelope.h"
#include "app/live/liveoverlays.h"
#include "app/live/runcontroller.h"
#include "app/live/runparts.h"
#include "app/mainparts.h"
#include "app/mainwindow.h"
#include "app/transport/transportbar.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>

#include <cmath>

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
    on(Command::Faster, [&run] { run.setSpeed(run.speed() * 1.5); });
    on(Command::Slower, [&run] { run.setSpeed(run.speed() / 1.5); });
}

// The scenarios of the design, under Simulate; the current one is marked.
void addScenarioMenu(MainWindow& window, RunController& run) {
    for (QAction* menu : window.menuBar()->actions()) {
        if (!menu->menu() || !menu->menu()->actions().contains(window.actions()[Command::RunPause])) continue;
        auto* scenarios = new QMenu(tr("S&cenario"), menu->menu());
        menu->menu()->insertMenu(menu->menu()->actions().front(), scenarios);
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

void showStatus(MainWindow& window, const RunController& run) {
    using Field = MainWindow::StatusField;
    if (!run.exists()) {
        for (const Field field : {Field::Engine, Field::Speed, Field::Mode, Field::Seed, Field::Dots}) window.setStatus(field, {});
        return;
    }
    const sim::Gauges& gauges = run.gauges();
    const double events = gauges.eventsPerS;
    const QString rate = events >= 1e6 ? tr("%1 M events/s").arg(events / 1e6, 0, 'f', 1) : tr("%1 events/s").arg(QLocale::c().toString(std::lround(events)));
    window.setStatus(Field::Engine, run.isRunning() ? rate : tr("%1 events").arg(QLocale::c().toString(static_cast<qulonglong>(gauges.events))));
    window.setStatus(Field::Speed, tr("%1 x real time").arg(run.speed(), 0, 'g', 3));
    window.setStatus(Field::Mode, run.dots().isStretched() ? tr("exact, slowed for the eye") : tr("exact"));
    window.setStatus(Field::Seed, tr("seed %1").arg(run.plan()->scenario.seed));
}

}  // namespace

void addRun(MainWindow& window) {
    Workspace& workspace = window.workspace();
    auto* run = new RunController(workspace, &window);
    auto* bar = new TransportBar(window.look());
    new TransportGlue(workspace, *run, *bar, &window);
    window.setTransport(bar);
    QObject::connect(run, &RunController::message, &workspace, &Workspace::message);
    connectCommands(window, *run);
    addScenarioMenu(window, *run);

    auto* charts = new ChartsDock(workspace, *run, window.look());
    window.addBottomTab(charts, QStringLiteral("charts"), tr("Charts"));
    QObject::connect(charts, &ChartsDock::timeWanted, run, &RunController::jumpTo);

    auto* gauges = new GaugeOverlay(*run);
    auto* dots = new DotOverlay(*run, window.look(), run);
    QObject::connect(run, &QObject::destroyed, &window, [gauges] { delete gauges; });
    window.canvas().addOverlay(*gauges, OverlayLayer::Marks);
    window.canvas().addOverlay(*dots, OverlayLayer::Dots);
    QObject::connect(dots, &DotOverlay::requestClicked, &window, [&window, run](quint64 request) {
        run->pause();
        (new Envelope(*run, window.workspace().document(), request, &window))->show();
    });
    QObject::connect(run, &RunController::frame, &window.canvas(), [&window] { window.canvas().viewport()->update(); });
    QObject::connect(run, &RunController::metricsChanged, &window, [&window, run] { showStatus(window, *run); });
    QObject::connect(run, &RunController::runReplaced, &window, [&window, run] { showStatus(window, *run); });
}

}  // namespace app
