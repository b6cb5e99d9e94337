// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>
#include <QString>

#include <span>
#include <vector>

namespace app {

class Look;

/// Every command of the window. Menus, toolbar, context menus and "find a command" show these actions and no others.
enum class Command {
    New, Open, Save, SaveAs, ImportTemplate, ExportPicture, ExportReport, Quit,
    Undo, Redo, Cut, Copy, Paste, Duplicate, Delete, SelectAll, SelectNone, SelectParent, Rename, Highlight, Group, Ungroup, ToggleLock, ToFront, ToBack, Find, Replace, FindAnything, CopyPicture,
    ZoomIn, ZoomOut, ZoomActual, Fit, ResetView, ZoomSelection, ZoomRectangle, CtrlDragZooms,
    ToggleMinimap, TogglePalette, ToggleInspector, ToggleBottom, ResetLayout, FullScreen,
    ThemeAuto, ThemeLight, ThemeDark, TextLarger, TextSmaller, TextNormal,
    SelectMode, PanMode, LinkMode,
    InsertHere, InsertNote, StartLink, MoveToParent,
    AlignLeft, AlignCenter, AlignRight, AlignTop, AlignMiddle, AlignBottom, DistributeHorizontally, DistributeVertically,
    ArrangeAll, TidyUp, ShrinkToFit, GrowContainers, Collapse, Expand, ClearBends,
    RunPause, StepBack, StepEvent, Stop, Fast, Express, Faster, Slower, RunUntilThrottle, LookInside, KeepRun, RecordRun, RecordedRuns, AddChart,
    ShowIssues, ShowPaths, ShowCharts, ShowEvents, ShowHistory,
    FocusPalette, FocusCanvas, FocusInspector, FocusBottom, FocusTransport, FocusTimeLine, FocusToolbar,
    ContextHelp, Shortcuts, About,
    Count
};

struct CommandRow {
    Command command;
    const char* name;       ///< object name; stays the same, so that settings and tests can speak of it
    const char* text;
    const char* shortcuts;  ///< separated by blanks; the first is shown
    const char* icon;       ///< of resources/icons/ui; empty: none
    enum class Scope { Window, Canvas } scope = Scope::Window;  ///< Canvas: keys that mean something else in a text field
};
[[nodiscard]] std::span<const CommandRow> commandRows();

class Actions final : public QObject {
    Q_OBJECT
public:
    explicit Actions(Look& look, QObject* parent = nullptr);

    [[nodiscard]] QAction* operator[](Command command) const { return m_actions[static_cast<size_t>(command)]; }
    [[nodiscard]] const std::vector<QAction*>& all() const { return m_actions; }
    /// Gives the shortcuts of the canvas to the widget that stands for it.
    void attach(QWidget* window, QWidget* canvas);

private:
    void takeIcons();

    Look& m_look;
    std::vector<QAction*> m_actions;
};

}  // namespace app
