// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions.h"
#include "app/look.h"
#include "app/palette/kindgallery.h"
#include "app/workspace.h"

#include <QMainWindow>

#include <array>

class QDockWidget;
class QLabel;
class QTabWidget;
class QToolBar;
class QToolButton;
class QVBoxLayout;

namespace app {

class CanvasCommands;
class CanvasView;
class DesktopSettings;
class Inspector;
class Minimap;
class Palette;

/// The window: canvas in the middle, palette left, inspector right, transport bar and tabs below. It only lays out; each part
/// builds itself from the workspace. Parts are put together in mainparts.cpp.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Workspace& workspace, Look& look, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] Workspace& workspace() { return m_workspace; }
    [[nodiscard]] Look& look() { return m_look; }
    [[nodiscard]] Actions& actions() { return m_actions; }
    [[nodiscard]] CanvasView& canvas() { return *m_canvas; }
    [[nodiscard]] CanvasCommands& commands() { return *m_commands; }
    [[nodiscard]] Palette& palettePanel() { return *m_palette; }
    [[nodiscard]] Inspector& inspector() { return *m_inspector; }

    // Where parts plug in.
    /// The bar between canvas and tabs; the window owns it.
    void setTransport(QWidget* transport);
    /// A tab below the canvas; `name` is stable ("charts", "events", "issues", "paths", "history").
    void addBottomTab(QWidget* page, const QString& name, const QString& title);
    /// A count beside the tab's title; nothing at 0.
    void setBottomTabCount(const QString& name, int count, Token ink);
    void showBottomTab(const QString& name);
    /// Buttons at the right of the tabs, there while that tab is in front.
    void setBottomTools(const QString& name, QWidget* tools);
    /// Right-hand fields of the status bar: events a second, seed, dots. Empty text hides the field.
    enum class StatusField { Findings, Design, Engine, Speed, Mode, Seed, Dots, Count };
    void setStatus(StatusField field, const QString& text);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void buildPalette();
    void buildInspector();
    void buildBottom();
    void buildMenus();
    void buildToolbar();
    void buildZoomButton();
    void buildStatusBar();
    void connectCanvas();
    void connectActions();
    void connectViewActions();
    void connectThemeActions();
    void updateEnabled();
    void updateTitle();
    void updateDesignStatus();
    void applyTheme();
    void chooseTheme(const QString& choice);
    void restoreLayout();
    void resetLayout();
    void addMenu(const QString& title, std::initializer_list<Command> commands);
    [[nodiscard]] QWidget* bottomTab(const QString& name) const;
    void focusInto(QWidget* part);

    Workspace& m_workspace;
    Look& m_look;
    KindGallery m_gallery;
    Actions m_actions;
    CanvasView* m_canvas;
    CanvasCommands* m_commands;
    Palette* m_palette = nullptr;
    Inspector* m_inspector = nullptr;
    Minimap* m_minimap = nullptr;
    DesktopSettings* m_desktop;
    QDockWidget* m_paletteDock = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    QDockWidget* m_bottomDock = nullptr;
    QTabWidget* m_bottom = nullptr;
    QVBoxLayout* m_centre = nullptr;
    QWidget* m_transport = nullptr;
    QToolBar* m_toolbar = nullptr;
    QToolButton* m_zoomButton = nullptr;
    QLabel* m_messageLabel = nullptr;
    std::array<QLabel*, static_cast<size_t>(StatusField::Count)> m_status{};
    QByteArray m_firstLayout;
    QString m_themeChoice;
};

}  // namespace app
