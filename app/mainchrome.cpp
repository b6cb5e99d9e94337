// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"

#include "app/canvas/canvascommands.h"
#include "app/canvas/canvasview.h"
#include "app/canvas/minimap.h"
#include "app/contexthelp.h"
#include "app/doubleshift.h"
#include "app/findfield.h"
#include "app/inspector/inspector.h"
#include "app/palette/palette.h"
#include "app/shortcutsheet.h"
#include "app/textscale.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>

// Menus, toolbar and status bar of the window, and the commands that concern the window itself.
namespace app {

namespace {

constexpr auto kSeparator = Command::Count;

}  // namespace

// ---------------------------------------------------------------- menus
void MainWindow::addMenu(const QString& title, std::initializer_list<Command> commands) {
    QMenu* menu = menuBar()->addMenu(title);
    menu->setObjectName(title);
    for (const Command command : commands) {
        if (command == kSeparator)
            menu->addSeparator();
        else
            menu->addAction(m_actions[command]);
    }
}

void MainWindow::buildMenus() {
    using C = Command;
    addMenu(tr("&File"), {C::New, C::Open, kSeparator, C::Save, C::SaveAs, kSeparator, C::ImportTemplate, C::ExportPicture, C::ExportReport, kSeparator, C::Quit});
    addMenu(tr("&Edit"), {C::Undo, C::Redo, kSeparator, C::Cut, C::Copy, C::Paste, C::Duplicate, C::Delete, kSeparator, C::SelectAll, C::SelectNone, C::SelectParent, kSeparator,
                          C::Rename, C::Highlight, kSeparator, C::Find, C::Replace, C::FindAnything, kSeparator, C::CopyPicture});
    addMenu(tr("&View"), {C::ZoomIn, C::ZoomOut, C::ZoomActual, C::Fit, C::ZoomSelection, C::ZoomRectangle, C::ResetView, C::CtrlDragZooms, kSeparator, C::TogglePalette, C::ToggleInspector,
                          C::ToggleBottom, C::ToggleMinimap, kSeparator, C::ThemeAuto, C::ThemeLight, C::ThemeDark, kSeparator, C::TextLarger, C::TextSmaller, C::TextNormal, kSeparator, C::FullScreen, C::ResetLayout});
    addMenu(tr("&Insert"), {C::InsertHere, C::InsertNote, kSeparator, C::StartLink, C::LinkMode, kSeparator, C::MoveToParent});
    addMenu(tr("&Arrange"), {C::AlignLeft, C::AlignCenter, C::AlignRight, C::AlignTop, C::AlignMiddle, C::AlignBottom, kSeparator, C::DistributeHorizontally,
                             C::DistributeVertically, kSeparator, C::ArrangeAll, C::TidyUp, C::ShrinkToFit, C::GrowContainers, kSeparator, C::Group, C::Ungroup, C::ToggleLock, C::ToFront, C::ToBack, kSeparator, C::Collapse, C::Expand, C::ClearBends});
    addMenu(tr("&Simulate"), {C::RunPause, C::StepBack, C::StepEvent, C::RunUntilThrottle, C::Fast, C::Express, C::Stop, kSeparator, C::Slower, C::Faster, kSeparator, C::LookInside, C::KeepRun, C::RecordRun, C::RecordedRuns});
    addMenu(tr("A&nalyse"), {C::ShowIssues, C::ShowPaths, C::ShowCharts, C::ShowEvents, C::ShowHistory, kSeparator, C::AddChart});
    addMenu(tr("&Help"), {C::ContextHelp, C::Shortcuts, kSeparator, C::About});
}

// ---------------------------------------------------------------- toolbar
void MainWindow::buildToolbar() {
    m_toolbar = addToolBar(tr("Tools"));
    m_toolbar->setObjectName(QStringLiteral("toolbar"));
    m_toolbar->setMovable(false);
    m_toolbar->setIconSize({20, 20});
    using C = Command;
    const auto add = [this](std::initializer_list<Command> commands) {
        for (const Command command : commands) m_toolbar->addAction(m_actions[command]);
        m_toolbar->addSeparator();
    };
    add({C::SelectMode, C::PanMode, C::LinkMode, C::InsertHere, C::InsertNote});
    add({C::Undo, C::Redo});
    add({C::AlignLeft, C::AlignMiddle, C::DistributeHorizontally});
    add({C::Find, C::Fit});
    buildZoomButton();
    auto* gap = new QWidget(m_toolbar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolbar->addWidget(gap);
    auto* search = new FindField(tr("Find a command, a node or a service"), m_actions[Command::FindAnything]->shortcut().toString(QKeySequence::NativeText), m_look, m_toolbar);
    search->setObjectName(QStringLiteral("findAnything"));
    connect(search, &QAbstractButton::clicked, m_actions[Command::FindAnything], &QAction::trigger);
    connect(m_actions[Command::FindAnything], &QAction::triggered, this, [this, search] { m_commands->findAnything(search->mapToGlobal(QPoint(-80, 0))); });
    m_toolbar->addWidget(search);
    auto* edge = new QWidget(m_toolbar);
    edge->setFixedWidth(10);
    m_toolbar->addWidget(edge);
}

// The zoom, and the usual ones to choose from.
void MainWindow::buildZoomButton() {
    m_zoomButton = new QToolButton(m_toolbar);
    m_zoomButton->setObjectName(QStringLiteral("zoomButton"));
    m_zoomButton->setText(tr("%1 %").arg(100));
    m_zoomButton->setToolTip(tr("Zoom"));
    m_zoomButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_zoomButton->setMinimumWidth(m_zoomButton->fontMetrics().horizontalAdvance(QStringLiteral("1000 %")) + 16);
    m_zoomButton->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_zoomButton);
    for (const int percent : {25, 50, 75, 100, 150, 200, 400})
        menu->addAction(tr("%1 %").arg(percent), this, [this, percent] { m_canvas->zoomTo(percent / 100.0); });
    menu->addSeparator();
    menu->addActions({m_actions[Command::Fit], m_actions[Command::ZoomSelection]});
    m_zoomButton->setMenu(menu);
    m_toolbar->addWidget(m_zoomButton);
}

// ---------------------------------------------------------------- status bar
void MainWindow::buildStatusBar() {
    statusBar()->setSizeGripEnabled(false);
    const auto make = [this](StatusField field, int stretch) {
        auto* label = new QLabel(this);
        label->setProperty("role", QStringLiteral("secondary"));
        label->setContentsMargins(10, 0, 10, 0);
        m_status[static_cast<size_t>(field)] = label;
        statusBar()->addWidget(label, stretch);
        label->hide();
    };
    make(StatusField::Findings, 0);
    make(StatusField::Design, 0);
    m_messageLabel = new QLabel(this);
    m_messageLabel->setObjectName(QStringLiteral("message"));
    m_messageLabel->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    statusBar()->addWidget(m_messageLabel, 1);
    for (const StatusField field : {StatusField::Engine, StatusField::Speed, StatusField::Mode, StatusField::Seed, StatusField::Dots}) {
        auto* label = new QLabel(this);
        label->setProperty("role", QStringLiteral("secondary"));
        label->setContentsMargins(8, 0, 8, 0);
        m_status[static_cast<size_t>(field)] = label;
        statusBar()->addPermanentWidget(label);
        label->hide();
    }
}

void MainWindow::setStatus(StatusField field, const QString& text) {
    QLabel* label = m_status[static_cast<size_t>(field)];
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

// ---------------------------------------------------------------- commands of the window
void MainWindow::connectActions() {
    const auto on = [this](Command command, auto&& run) { connect(m_actions[command], &QAction::triggered, this, run); };
    on(Command::Quit, [this] { close(); });
    on(Command::Undo, [this] {
        m_canvas->cancelGesture();
        m_workspace.undoStack().undo();
    });
    on(Command::Redo, [this] {
        m_canvas->cancelGesture();
        m_workspace.undoStack().redo();
    });
    on(Command::ShowIssues, [this] { showBottomTab(QStringLiteral("issues")); });
    on(Command::ShowPaths, [this] { showBottomTab(QStringLiteral("paths")); });
    on(Command::ShowCharts, [this] { showBottomTab(QStringLiteral("charts")); });
    on(Command::ShowEvents, [this] { showBottomTab(QStringLiteral("events")); });
    on(Command::ShowHistory, [this] { showBottomTab(QStringLiteral("history")); });
    on(Command::FocusPalette, [this] {
        m_paletteDock->show();
        m_palette->focusSearch();
    });
    on(Command::FocusCanvas, [this] { m_canvas->setFocus(Qt::ShortcutFocusReason); });
    on(Command::FocusInspector, [this] {
        m_inspectorDock->show();
        focusInto(m_inspector);
    });
    on(Command::FocusBottom, [this] {
        m_bottomDock->show();
        focusInto(m_bottom->currentWidget());
    });
    on(Command::FocusTransport, [this] { focusInto(m_transport); });
    on(Command::FocusToolbar, [this] { focusInto(m_toolbar); });
    on(Command::ContextHelp, [this] { showContextHelp(*this); });
    connect(new DoubleShift(*this), &DoubleShift::tapped, m_actions[Command::FindAnything], &QAction::trigger);
    on(Command::Shortcuts, [this] {
        auto* sheet = new ShortcutSheet(m_actions, this);
        sheet->setAttribute(Qt::WA_DeleteOnClose);
        sheet->show();
    });
    on(Command::About, [this] {
        QMessageBox::about(this, tr("About Skerry"), tr("<b>Skerry %1</b><p>Compose AWS data architectures, have them checked, and watch them run.</p>"
                                                       "<p>Free software under the GNU General Public License, version 3 or later. Not affiliated with Amazon Web Services.</p>")
                                                        .arg(QCoreApplication::applicationVersion()));
    });
}

void MainWindow::connectViewActions() {
    const auto on = [this](Command command, auto&& run) { connect(m_actions[command], &QAction::triggered, this, run); };
    on(Command::ZoomIn, [this] { m_canvas->zoomIn(); });
    on(Command::ZoomOut, [this] { m_canvas->zoomOut(); });
    on(Command::ZoomActual, [this] { m_canvas->zoomTo(1); });
    on(Command::Fit, [this] { m_canvas->fitAll(); });
    on(Command::ResetView, [this] { m_canvas->resetView(); });
    on(Command::ZoomSelection, [this] { m_canvas->zoomToSelection(); });
    const std::pair<Command, TextStep> steps[] = {{Command::TextLarger, TextStep::Larger}, {Command::TextSmaller, TextStep::Smaller}, {Command::TextNormal, TextStep::Normal}};
    for (const auto& [command, step] : steps)
        on(command, [this, s = step] {
            scaleText(s);
            Q_EMIT m_workspace.message(tr("Text at %1 %.").arg(textPercent()));
        });
    on(Command::FullScreen, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    on(Command::ResetLayout, [this] { resetLayout(); });
    const std::pair<Command, QDockWidget*> docks[] = {{Command::TogglePalette, m_paletteDock}, {Command::ToggleInspector, m_inspectorDock}, {Command::ToggleBottom, m_bottomDock}};
    for (const auto& [command, dock] : docks) {
        m_actions[command]->setCheckable(true);
        m_actions[command]->setChecked(true);
        connect(m_actions[command], &QAction::triggered, dock, &QDockWidget::setVisible);
        connect(dock, &QDockWidget::visibilityChanged, m_actions[command], [dock = dock, action = m_actions[command]] { action->setChecked(!dock->isHidden()); });
    }
    m_actions[Command::ToggleMinimap]->setCheckable(true);
    on(Command::ToggleMinimap, [this](bool shown) { m_minimap->setVisible(shown); });
    auto* modes = new QActionGroup(this);
    using Mode = CanvasView::Mode;
    const std::pair<Command, Mode> modeOf[] = {{Command::SelectMode, Mode::Select}, {Command::PanMode, Mode::Pan}, {Command::LinkMode, Mode::Link}};
    for (const auto& [command, mode] : modeOf) {
        m_actions[command]->setCheckable(true);
        m_actions[command]->setChecked(mode == Mode::Select);
        modes->addAction(m_actions[command]);
        on(command, [this, m = mode] { m_canvas->setMode(m); });
        connect(m_canvas, &CanvasView::modeChanged, m_actions[command], [m = mode, action = m_actions[command]](Mode now) { action->setChecked(now == m); });
    }
}

}  // namespace app
