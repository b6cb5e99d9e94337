// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/focusorder.h"
#include "app/mainwindow.h"

#include "app/canvas/canvascommands.h"
#include "app/canvas/canvasview.h"
#include "app/canvas/minimap.h"
#include "app/chrome/chromestyle.h"
#include "app/countpill.h"
#include "app/inspector/inspector.h"
#include "app/mainparts.h"
#include "app/palette/palette.h"
#include "app/textscale.h"
#include "app/theme/desktopsettings.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace app {

namespace {

// Raise it when the docks change, so that an old layout is not restored into a new window.
constexpr int kLayoutVersion = 2;
constexpr int kGripPx = 8;

// Places are remembered for each size of screen: a projector does not spoil the desk.
QString layoutKey(const QWidget& window, const char* what) {
    const QSize screen = window.screen()->size();
    return QStringLiteral("window/%1x%2/%3").arg(screen.width()).arg(screen.height()).arg(QLatin1String(what));
}

}  // namespace

MainWindow::MainWindow(Workspace& workspace, Look& look, QWidget* parent)
    : QMainWindow(parent), m_workspace(workspace), m_look(look), m_gallery(workspace.document().registry()), m_actions(look),
      m_canvas(new CanvasView(workspace, look, m_gallery)), m_commands(new CanvasCommands(*m_canvas, look, m_actions)),
      m_desktop(new DesktopSettings(QApplication::palette(), this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(applicationIcon());
    m_themeChoice = QSettings().value(QStringLiteral("theme"), QStringLiteral("auto")).toString();
    applyTheme();
    restoreTextScale();
    auto* centre = new QWidget(this);
    m_centre = new QVBoxLayout(centre);
    m_centre->setContentsMargins(0, 0, 0, 0);
    m_centre->setSpacing(0);
    m_centre->addWidget(m_canvas, 1);
    setCentralWidget(centre);
    m_minimap = new Minimap(*m_canvas, look);
    buildPalette();
    buildInspector();
    buildBottom();
    buildMenus();
    buildToolbar();
    buildStatusBar();
    m_actions.attach(this, m_canvas);
    connectCanvas();
    connectActions();
    connectViewActions();
    connectThemeActions();
    addParts(*this);
    resize(1400, 880);
    m_firstLayout = saveState(kLayoutVersion);
    restoreLayout();
    updateEnabled();
    updateTitle();
    updateDesignStatus();
    m_canvas->setFocus();
}

MainWindow::~MainWindow() = default;

// ---------------------------------------------------------------- parts
namespace {

// In place of a title bar, for the panel says itself what it is: a strip to drag it by, with dots under the pointer.
class DockGrip final : public QWidget {
public:
    DockGrip(Look& look, QDockWidget* dock) : QWidget(dock), m_look(look) {
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::SizeAllCursor);
        setToolTip(MainWindow::tr("Drag to dock \"%1\" elsewhere; double-click to float it").arg(dock->windowTitle()));
    }
    [[nodiscard]] QSize sizeHint() const override { return {40, kGripPx}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override {
        if (!underMouse()) return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_look.color(Token::Faint));
        for (int i = -1; i <= 1; ++i) painter.drawEllipse(QPointF(width() / 2.0 + i * 6, height() / 2.0), 1.5, 1.5);
    }

private:
    Look& m_look;
};

QDockWidget* makeDock(MainWindow* window, const QString& name, const QString& title, Qt::DockWidgetArea area, QWidget* content) {
    auto* dock = new QDockWidget(title, window);
    dock->setObjectName(name);
    dock->setTitleBarWidget(new DockGrip(window->look(), dock));
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
    window->addDockWidget(area, dock);
    return dock;
}

}  // namespace

void MainWindow::buildPalette() {
    m_palette = new Palette(m_gallery, m_look);
    m_palette->setMinimumWidth(176);
    m_paletteDock = makeDock(this, QStringLiteral("paletteDock"), tr("Palette"), Qt::LeftDockWidgetArea, m_palette);
    connect(m_palette, &Palette::dragStarted, m_commands, &CanvasCommands::startDragging);
    connect(m_palette, &Palette::dragMoved, m_canvas, &CanvasView::moveFromOutside);
    connect(m_palette, &Palette::dragEnded, m_canvas, &CanvasView::releaseFromOutside);
    connect(m_palette, &Palette::placeWanted, m_commands, &CanvasCommands::startPlacing);
    connect(m_palette, &Palette::insertWanted, this, [this](const QString& kind) {
        m_canvas->cancelGesture();
        m_commands->insert(kind, {});
    });
}

void MainWindow::buildInspector() {
    m_inspector = new Inspector(m_workspace, m_look);
    m_inspector->setMinimumWidth(280);
    m_inspectorDock = makeDock(this, QStringLiteral("inspectorDock"), tr("Inspector"), Qt::RightDockWidgetArea, m_inspector);
    connect(m_inspector, &Inspector::showWanted, m_canvas, &CanvasView::reveal);
}

void MainWindow::buildBottom() {
    // Palette and inspector reach from top to bottom; the tabs stand below the canvas.
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_bottom = new QTabWidget;
    m_bottom->setObjectName(QStringLiteral("bottomTabs"));
    m_bottom->setDocumentMode(true);
    m_bottomDock = makeDock(this, QStringLiteral("bottomDock"), tr("Charts, issues and paths"), Qt::BottomDockWidgetArea, m_bottom);
    resizeDocks({m_paletteDock, m_inspectorDock}, {220, 332}, Qt::Horizontal);
    resizeDocks({m_bottomDock}, {260}, Qt::Vertical);
}

void MainWindow::setTransport(QWidget* transport) {
    delete m_transport;
    m_transport = transport;
    m_centre->addWidget(transport);
}

void MainWindow::addBottomTab(QWidget* page, const QString& name, const QString& title) {
    page->setObjectName(name);
    m_bottom->addTab(page, title);
}

QWidget* MainWindow::bottomTab(const QString& name) const {
    for (int i = 0; i < m_bottom->count(); ++i)
        if (m_bottom->widget(i)->objectName() == name) return m_bottom->widget(i);
    return nullptr;
}

void MainWindow::setBottomTabCount(const QString& name, int count, Token ink) {
    QWidget* page = bottomTab(name);
    if (!page) return;
    const int index = m_bottom->indexOf(page);
    QTabBar* bar = m_bottom->tabBar();
    QWidget* before = bar->tabButton(index, QTabBar::RightSide);
    bar->setTabButton(index, QTabBar::RightSide, nullptr);
    delete before;
    if (count == 0) return;
    auto* pill = new CountPill(m_look, bar);
    pill->show(count, ink);
    bar->setTabButton(index, QTabBar::RightSide, pill);
}

void MainWindow::setBottomTools(const QString& name, QWidget* tools) {
    QWidget* page = bottomTab(name);
    if (!page) return;
    // A corner that is hidden would still break the line below the tabs.
    const auto follow = [this, page, tools] {
        const bool shown = m_bottom->currentWidget() == page;
        m_bottom->setCornerWidget(shown ? tools : nullptr);
        tools->setVisible(shown);
    };
    connect(m_bottom, &QTabWidget::currentChanged, tools, follow);
    follow();
}

void MainWindow::showBottomTab(const QString& name) {
    QWidget* page = bottomTab(name);
    if (!page) return;
    m_bottomDock->show();
    m_bottom->setCurrentWidget(page);
    focusInto(page);
}

// ---------------------------------------------------------------- connections
void MainWindow::connectCanvas() {
    connect(&m_workspace, &Workspace::message, this, [this](const QString& sentence) {
        m_messageLabel->setText(sentence);
        m_messageLabel->setToolTip(sentence);
        // Long enough to be read twice.
        QTimer::singleShot(std::max<qsizetype>(4000, sentence.size() * 120), m_messageLabel, [label = m_messageLabel, sentence] {
            if (label->text() == sentence) label->clear();
        });
    });
    connect(m_canvas, &CanvasView::zoomChanged, this, [this](double zoom) { m_zoomButton->setText(tr("%1 %").arg(qRound(zoom * 100))); });
    connect(&m_workspace.selection(), &Selection::changed, this, &MainWindow::updateEnabled);
    connect(&m_workspace.selection(), &Selection::changed, this, &MainWindow::updateDesignStatus);
    connect(&m_workspace, &Workspace::pictureChanged, this, &MainWindow::updateDesignStatus);
    connect(&m_workspace.undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::updateTitle);
    connect(&m_workspace.undoStack(), &QUndoStack::indexChanged, this, &MainWindow::updateEnabled);
    connect(&m_workspace.checks(), &model::Checks::issuesChanged, this, &MainWindow::updateDesignStatus);
}

void MainWindow::updateEnabled() {
    // Rename stays: with nothing selected its key takes what the arrows have marked.
    const bool any = !m_workspace.selection().isEmpty();
    for (const Command command : {Command::Cut, Command::Copy, Command::Duplicate, Command::Delete, Command::StartLink, Command::MoveToParent,
                                  Command::ZoomSelection, Command::ShrinkToFit, Command::SelectNone})
        m_actions[command]->setEnabled(any);
    const auto selected = m_workspace.selection().items().size();
    for (const Command command : {Command::AlignLeft, Command::AlignCenter, Command::AlignRight, Command::AlignTop, Command::AlignMiddle, Command::AlignBottom})
        m_actions[command]->setEnabled(selected > 1);
    for (const Command command : {Command::DistributeHorizontally, Command::DistributeVertically}) m_actions[command]->setEnabled(selected > 2);
    QUndoStack& undo = m_workspace.undoStack();
    m_actions[Command::Undo]->setEnabled(undo.canUndo());
    m_actions[Command::Undo]->setText(undo.canUndo() ? tr("&Undo: %1").arg(undo.undoText()) : tr("&Undo"));
    m_actions[Command::Redo]->setEnabled(undo.canRedo());
    m_actions[Command::Redo]->setText(undo.canRedo() ? tr("&Redo: %1").arg(undo.redoText()) : tr("&Redo"));
}

void MainWindow::updateTitle() {
    setWindowTitle(tr("Untitled[*] - Skerry"));
    setWindowModified(!m_workspace.undoStack().isClean());
}

void MainWindow::updateDesignStatus() {
    if (m_workspace.checks().isBehind()) return;  // they tell when they have caught up
    const model::RuleEngine& engine = m_workspace.checks().engine();
    setStatus(StatusField::Findings, tr("%1, %2").arg(tr("%n error(s)", nullptr, engine.count(model::Severity::Error)), tr("%n warning(s)", nullptr, engine.count(model::Severity::Warning))));
    const model::Document& document = m_workspace.document();
    const auto& selected = m_workspace.selection().items();
    const QString nodes = tr("%n node(s)", nullptr, document.nodeCount());
    QString text = nodes;
    if (selected.size() > 1) text = tr("%1 of %2 selected").arg(selected.size()).arg(nodes);
    if (selected.size() == 1)
        if (const auto id = document.findNode(selected.front())) text = tr("%1: 1 of %2").arg(document.name(*id), nodes);
    setStatus(StatusField::Design, text);
}

// ---------------------------------------------------------------- theme and layout
void MainWindow::applyTheme() {
    const Scheme scheme = m_themeChoice == u"light" ? Scheme::Light : m_themeChoice == u"dark" ? Scheme::Dark : m_desktop->scheme();
    m_look.setScheme(scheme);
    if (auto* application = qobject_cast<QApplication*>(QCoreApplication::instance())) applyChrome(*application, m_look.theme());
}

void MainWindow::chooseTheme(const QString& choice) {
    m_themeChoice = choice;
    QSettings().setValue(QStringLiteral("theme"), choice);
    applyTheme();
}

void MainWindow::connectThemeActions() {
    auto* group = new QActionGroup(this);
    const std::pair<Command, QString> choices[] = {{Command::ThemeAuto, QStringLiteral("auto")}, {Command::ThemeLight, QStringLiteral("light")}, {Command::ThemeDark, QStringLiteral("dark")}};
    for (const auto& [command, choice] : choices) {
        QAction* action = m_actions[command];
        action->setCheckable(true);
        action->setChecked(m_themeChoice == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name = choice] { chooseTheme(name); });
    }
    connect(m_desktop, &DesktopSettings::schemeChanged, this, [this] { applyTheme(); });
}

void MainWindow::restoreLayout() {
    const QSettings settings;
    restoreGeometry(settings.value(layoutKey(*this, "geometry")).toByteArray());
    restoreState(settings.value(layoutKey(*this, "state")).toByteArray(), kLayoutVersion);
    m_minimap->setVisible(settings.value(layoutKey(*this, "minimap"), true).toBool());
    m_actions[Command::ToggleMinimap]->setChecked(m_minimap->isVisibleTo(m_canvas));
}

void MainWindow::resetLayout() {
    restoreState(m_firstLayout, kLayoutVersion);
    m_minimap->show();
    m_actions[Command::ToggleMinimap]->setChecked(true);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    QSettings settings;
    settings.setValue(layoutKey(*this, "geometry"), saveGeometry());
    settings.setValue(layoutKey(*this, "state"), saveState(kLayoutVersion));
    settings.setValue(layoutKey(*this, "minimap"), m_minimap->isVisibleTo(m_canvas));
    event->accept();
}

void MainWindow::focusInto(QWidget* part) {
    if (!part) return;
    if (part->focusProxy() || part->focusPolicy() & Qt::TabFocus) return part->setFocus(Qt::ShortcutFocusReason);
    const auto order = focusOrder(*part);
    // A field rather than what folds it away; that, where all is folded.
    auto first = std::ranges::find_if(order, [](const QWidget* child) { return !qobject_cast<const QTabBar*>(child) && child->objectName() != u"groupHeader"; });
    if (first == order.end()) first = std::ranges::find_if(order, [](const QWidget* child) { return !qobject_cast<const QTabBar*>(child); });
    (first == order.end() ? part : *first)->setFocus(Qt::ShortcutFocusReason);
}

}  // namespace app
