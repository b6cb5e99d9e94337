// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions.h"

#include "app/look.h"

#include <QCoreApplication>
#include <QWidget>

#include <array>

namespace app {

namespace {

using Scope = CommandRow::Scope;

// The one list of commands: what draw.io, Qtenv and other desktop programs taught people's hands.
constexpr std::array kRows = {
    CommandRow{Command::New, "new", QT_TRANSLATE_NOOP("app", "&New"), "Ctrl+N", "new"},
    CommandRow{Command::Open, "open", QT_TRANSLATE_NOOP("app", "&Open…"), "Ctrl+O", "open"},
    CommandRow{Command::Save, "save", QT_TRANSLATE_NOOP("app", "&Save"), "Ctrl+S", "save"},
    CommandRow{Command::SaveAs, "saveAs", QT_TRANSLATE_NOOP("app", "Save &as…"), "Ctrl+Shift+S", ""},
    CommandRow{Command::ImportTemplate, "import", QT_TRANSLATE_NOOP("app", "&Import template…"), "Ctrl+I", "import"},
    CommandRow{Command::ExportPicture, "exportPicture", QT_TRANSLATE_NOOP("app", "&Export picture…"), "Ctrl+Shift+E", "export"},
    CommandRow{Command::ExportReport, "exportReport", QT_TRANSLATE_NOOP("app", "Expor&t report…"), "", ""},
    CommandRow{Command::Quit, "quit", QT_TRANSLATE_NOOP("app", "&Quit"), "Ctrl+Q", ""},
    CommandRow{Command::Undo, "undo", QT_TRANSLATE_NOOP("app", "&Undo"), "Ctrl+Z", "undo"},
    CommandRow{Command::Redo, "redo", QT_TRANSLATE_NOOP("app", "&Redo"), "Ctrl+Y Ctrl+Shift+Z", "redo"},
    CommandRow{Command::Cut, "cut", QT_TRANSLATE_NOOP("app", "Cu&t"), "Ctrl+X", "cut", Scope::Canvas},
    CommandRow{Command::Copy, "copy", QT_TRANSLATE_NOOP("app", "&Copy"), "Ctrl+C", "copy", Scope::Canvas},
    CommandRow{Command::Paste, "paste", QT_TRANSLATE_NOOP("app", "&Paste"), "Ctrl+V", "paste", Scope::Canvas},
    CommandRow{Command::Duplicate, "duplicate", QT_TRANSLATE_NOOP("app", "&Duplicate"), "Ctrl+D Ctrl+Return", "duplicate", Scope::Canvas},
    CommandRow{Command::Delete, "delete", QT_TRANSLATE_NOOP("app", "De&lete"), "Delete Backspace Ctrl+Delete", "trash", Scope::Canvas},
    CommandRow{Command::SelectAll, "selectAll", QT_TRANSLATE_NOOP("app", "Select &all"), "Ctrl+A", "", Scope::Canvas},
    CommandRow{Command::SelectNone, "selectNone", QT_TRANSLATE_NOOP("app", "Select &none"), "", "", Scope::Canvas},
    CommandRow{Command::SelectParent, "selectParent", QT_TRANSLATE_NOOP("app", "Select the container ar&ound"), "Alt+Shift+P", "", Scope::Canvas},
    CommandRow{Command::Rename, "rename", QT_TRANSLATE_NOOP("app", "Rena&me"), "F2 Return Enter", "text", Scope::Canvas},
    CommandRow{Command::Highlight, "highlight", QT_TRANSLATE_NOOP("app", "&Highlight…"), "Ctrl+E", "", Scope::Canvas},
    CommandRow{Command::Group, "group", QT_TRANSLATE_NOOP("app", "Gr&oup"), "Ctrl+G", "", Scope::Canvas},
    CommandRow{Command::Ungroup, "ungroup", QT_TRANSLATE_NOOP("app", "&Ungroup"), "Ctrl+Shift+U Ctrl+Shift+G", "", Scope::Canvas},
    CommandRow{Command::ToggleLock, "lock", QT_TRANSLATE_NOOP("app", "Loc&k or unlock"), "Ctrl+L", "lock", Scope::Canvas},
    CommandRow{Command::ToFront, "toFront", QT_TRANSLATE_NOOP("app", "Br&ing to front"), "Ctrl+Shift+F", "", Scope::Canvas},
    CommandRow{Command::ToBack, "toBack", QT_TRANSLATE_NOOP("app", "&Send to back"), "Ctrl+Shift+B", "", Scope::Canvas},
    CommandRow{Command::Find, "find", QT_TRANSLATE_NOOP("app", "&Find a node…"), "Ctrl+F", "find"},
    CommandRow{Command::Replace, "replace", QT_TRANSLATE_NOOP("app", "Find and r&eplace…"), "Ctrl+H Ctrl+Alt+F", ""},
    CommandRow{Command::FindAnything, "findAnything", QT_TRANSLATE_NOOP("app", "Find a command, a node or a service…"), "Ctrl+Shift+A", ""},
    CommandRow{Command::CopyPicture, "copyPicture", QT_TRANSLATE_NOOP("app", "Copy as p&icture"), "Ctrl+Shift+C", "camera"},
    CommandRow{Command::ZoomIn, "zoomIn", QT_TRANSLATE_NOOP("app", "Zoom &in"), "Ctrl++ Ctrl+=", "zoom-in"},
    CommandRow{Command::ZoomOut, "zoomOut", QT_TRANSLATE_NOOP("app", "Zoom &out"), "Ctrl+-", "zoom-out"},
    CommandRow{Command::ZoomActual, "zoomActual", QT_TRANSLATE_NOOP("app", "Zoom to &100 %"), "Ctrl+0", ""},
    CommandRow{Command::Fit, "fit", QT_TRANSLATE_NOOP("app", "&Fit the window"), "Ctrl+Shift+H Ctrl+J", "fit"},
    CommandRow{Command::ResetView, "resetView", QT_TRANSLATE_NOOP("app", "&Reset the view"), "Home", "", Scope::Canvas},
    CommandRow{Command::ZoomSelection, "zoomSelection", QT_TRANSLATE_NOOP("app", "Zoom to the &selection"), "Shift+2 Shift+@", "", Scope::Canvas},
    CommandRow{Command::ZoomRectangle, "zoomRectangle", QT_TRANSLATE_NOOP("app", "Zoom to a rectan&gle"), "Z", "", Scope::Canvas},
    CommandRow{Command::CtrlDragZooms, "ctrlDragZooms", QT_TRANSLATE_NOOP("app", "Ctrl+drag on the paper &zooms"), "", ""},
    CommandRow{Command::ToggleMinimap, "minimap", QT_TRANSLATE_NOOP("app", "&Minimap"), "Ctrl+Shift+O", "minimap"},
    CommandRow{Command::TogglePalette, "palette", QT_TRANSLATE_NOOP("app", "&Palette"), "Ctrl+Shift+K", ""},
    CommandRow{Command::ToggleInspector, "inspector", QT_TRANSLATE_NOOP("app", "I&nspector"), "Ctrl+Shift+P", ""},
    CommandRow{Command::ToggleBottom, "bottom", QT_TRANSLATE_NOOP("app", "&Charts, issues and paths"), "Ctrl+Alt+B", ""},
    CommandRow{Command::ResetLayout, "resetLayout", QT_TRANSLATE_NOOP("app", "Reset the layout of the &window"), "", ""},
    CommandRow{Command::FullScreen, "fullScreen", QT_TRANSLATE_NOOP("app", "F&ull screen"), "F11", ""},
    CommandRow{Command::ThemeAuto, "themeAuto", QT_TRANSLATE_NOOP("app", "&As the desktop"), "", "settings"},
    CommandRow{Command::ThemeLight, "themeLight", QT_TRANSLATE_NOOP("app", "&Light"), "", "sun"},
    CommandRow{Command::ThemeDark, "themeDark", QT_TRANSLATE_NOOP("app", "&Dark"), "", "moon"},
    CommandRow{Command::TextLarger, "textLarger", QT_TRANSLATE_NOOP("app", "Larger te&xt"), "Ctrl+Alt++ Ctrl+Alt+=", ""},
    CommandRow{Command::TextSmaller, "textSmaller", QT_TRANSLATE_NOOP("app", "Smaller t&ext"), "Ctrl+Alt+-", ""},
    CommandRow{Command::TextNormal, "textNormal", QT_TRANSLATE_NOOP("app", "&Text as the desktop has it"), "Ctrl+Alt+0", ""},
    CommandRow{Command::SelectMode, "selectMode", QT_TRANSLATE_NOOP("app", "&Select and move"), "V", "select", Scope::Canvas},
    CommandRow{Command::PanMode, "panMode", QT_TRANSLATE_NOOP("app", "&Move the paper"), "H", "pan", Scope::Canvas},
    CommandRow{Command::LinkMode, "linkMode", QT_TRANSLATE_NOOP("app", "&Draw links"), "C", "link", Scope::Canvas},
    CommandRow{Command::InsertHere, "insert", QT_TRANSLATE_NOOP("app", "&Insert…"), "Ctrl+K /", "add", Scope::Canvas},
    CommandRow{Command::InsertNote, "insertNote", QT_TRANSLATE_NOOP("app", "&Note"), "N", "note", Scope::Canvas},
    CommandRow{Command::StartLink, "startLink", QT_TRANSLATE_NOOP("app", "&Link from the selection"), "L", "link", Scope::Canvas},
    CommandRow{Command::MoveToParent, "moveToParent", QT_TRANSLATE_NOOP("app", "&Move to another container"), "Ctrl+M", "", Scope::Canvas},
    CommandRow{Command::AlignLeft, "alignLeft", QT_TRANSLATE_NOOP("app", "Align &left"), "", "align-left"},
    CommandRow{Command::AlignCenter, "alignCenter", QT_TRANSLATE_NOOP("app", "Ali&gn centres"), "", "align-center"},
    CommandRow{Command::AlignRight, "alignRight", QT_TRANSLATE_NOOP("app", "Align &right"), "", "align-right"},
    CommandRow{Command::AlignTop, "alignTop", QT_TRANSLATE_NOOP("app", "Align &top"), "", "align-top"},
    CommandRow{Command::AlignMiddle, "alignMiddle", QT_TRANSLATE_NOOP("app", "Align &middles"), "", "align-middle"},
    CommandRow{Command::AlignBottom, "alignBottom", QT_TRANSLATE_NOOP("app", "Align &bottom"), "", "align-bottom"},
    CommandRow{Command::DistributeHorizontally, "distributeHorizontally", QT_TRANSLATE_NOOP("app", "Distribute &horizontally"), "", "distribute"},
    CommandRow{Command::DistributeVertically, "distributeVertically", QT_TRANSLATE_NOOP("app", "Distribute &vertically"), "", "distribute-vertical"},
    CommandRow{Command::ArrangeAll, "arrange", QT_TRANSLATE_NOOP("app", "&Arrange what nobody placed"), "Ctrl+Shift+R", "arrange"},
    CommandRow{Command::TidyUp, "tidyUp", QT_TRANSLATE_NOOP("app", "Tid&y up the whole drawing"), "Ctrl+Alt+T", ""},
    CommandRow{Command::ShrinkToFit, "shrinkToFit", QT_TRANSLATE_NOOP("app", "Shrink container to &fit"), "", ""},
    CommandRow{Command::GrowContainers, "growContainers", QT_TRANSLATE_NOOP("app", "Containers grow &with what is moved in them"), "", ""},
    CommandRow{Command::Collapse, "collapse", QT_TRANSLATE_NOOP("app", "&Collapse"), "Ctrl+Home", "", Scope::Canvas},
    CommandRow{Command::Expand, "expand", QT_TRANSLATE_NOOP("app", "&Expand"), "Ctrl+End", "", Scope::Canvas},
    CommandRow{Command::ClearBends, "clearBends", QT_TRANSLATE_NOOP("app", "Clear bends of li&nks"), "Alt+Shift+R", "", Scope::Canvas},
    CommandRow{Command::RunPause, "runPause", QT_TRANSLATE_NOOP("app", "&Run or pause"), "F5", "play"},
    CommandRow{Command::StepBack, "stepBack", QT_TRANSLATE_NOOP("app", "Step &back"), "Shift+F4", "step-back"},
    CommandRow{Command::StepEvent, "stepEvent", QT_TRANSLATE_NOOP("app", "&Step"), "F4", "step"},
    CommandRow{Command::Stop, "stop", QT_TRANSLATE_NOOP("app", "S&tart over with the design as it is"), "F8 Ctrl+R", "reset"},
    CommandRow{Command::Fast, "fast", QT_TRANSLATE_NOOP("app", "A hundred ti&mes as fast"), "F6", "fast"},
    CommandRow{Command::Express, "express", QT_TRANSLATE_NOOP("app", "E&xpress: as fast as it can"), "F7", "express"},
    CommandRow{Command::Faster, "faster", QT_TRANSLATE_NOOP("app", "&Faster"), "]", ""},
    CommandRow{Command::Slower, "slower", QT_TRANSLATE_NOOP("app", "S&lower"), "[", ""},
    CommandRow{Command::RunUntilThrottle, "runUntil", QT_TRANSLATE_NOOP("app", "Run &until the first throttle"), "Ctrl+F5", "until"},
    CommandRow{Command::LookInside, "lookInside", QT_TRANSLATE_NOOP("app", "&Partitions of the selection"), "Alt+Return", ""},
    CommandRow{Command::KeepRun, "keepRun", QT_TRANSLATE_NOOP("app", "&Keep this run to compare with"), "Ctrl+Alt+K", "pin"},
    CommandRow{Command::RecordRun, "recordRun", QT_TRANSLATE_NOOP("app", "Rec&ord this run in the file"), "Ctrl+Alt+R", ""},
    CommandRow{Command::RecordedRuns, "recordedRuns", QT_TRANSLATE_NOOP("app", "&View recorded runs…"), "", ""},
    CommandRow{Command::AddChart, "addChart", QT_TRANSLATE_NOOP("app", "Add a chart of a &metric…"), "Ctrl+Alt+A", "chart"},
    CommandRow{Command::ShowIssues, "showIssues", QT_TRANSLATE_NOOP("app", "&Issues"), "Ctrl+Alt+I", "warning"},
    CommandRow{Command::ShowPaths, "showPaths", QT_TRANSLATE_NOOP("app", "&Paths"), "Ctrl+Alt+P", "path"},
    CommandRow{Command::ShowCharts, "showCharts", QT_TRANSLATE_NOOP("app", "&Charts"), "Ctrl+Alt+C", "chart"},
    CommandRow{Command::ShowEvents, "showEvents", QT_TRANSLATE_NOOP("app", "&Events"), "Ctrl+Alt+E", "clock"},
    CommandRow{Command::ShowHistory, "showHistory", QT_TRANSLATE_NOOP("app", "&History"), "Ctrl+Alt+H", "history"},
    CommandRow{Command::FocusPalette, "focusPalette", QT_TRANSLATE_NOOP("app", "Go to the palette"), "Ctrl+1", ""},
    CommandRow{Command::FocusCanvas, "focusCanvas", QT_TRANSLATE_NOOP("app", "Go to the canvas"), "Ctrl+2", ""},
    CommandRow{Command::FocusInspector, "focusInspector", QT_TRANSLATE_NOOP("app", "Go to the inspector"), "Ctrl+3", ""},
    CommandRow{Command::FocusBottom, "focusBottom", QT_TRANSLATE_NOOP("app", "Go to charts, issues and paths"), "Ctrl+4", ""},
    CommandRow{Command::FocusTransport, "focusTransport", QT_TRANSLATE_NOOP("app", "Go to the transport bar"), "Ctrl+5", ""},
    CommandRow{Command::FocusTimeLine, "focusTimeLine", QT_TRANSLATE_NOOP("app", "Go to the time line"), "Ctrl+T", ""},
    CommandRow{Command::FocusToolbar, "focusToolbar", QT_TRANSLATE_NOOP("app", "Go to the toolbar"), "Ctrl+6", ""},
    CommandRow{Command::ContextHelp, "help", QT_TRANSLATE_NOOP("app", "&Help on the selection"), "F1", "help"},
    CommandRow{Command::Shortcuts, "shortcuts", QT_TRANSLATE_NOOP("app", "&Keys and gestures"), "?", "", Scope::Canvas},
    CommandRow{Command::About, "about", QT_TRANSLATE_NOOP("app", "&About Skerry"), "", "info"},
};
static_assert(kRows.size() == static_cast<size_t>(Command::Count));

}  // namespace

std::span<const CommandRow> commandRows() { return kRows; }

Actions::Actions(Look& look, QObject* parent) : QObject(parent), m_look(look) {
    m_actions.resize(static_cast<size_t>(Command::Count));
    for (const CommandRow& row : kRows) {
        auto* action = new QAction(QCoreApplication::translate("app", row.text), this);
        action->setObjectName(QString::fromLatin1(row.name));
        QList<QKeySequence> keys;
        for (const QString& key : QString::fromLatin1(row.shortcuts).split(u' ', Qt::SkipEmptyParts)) keys << QKeySequence(key);
        action->setShortcuts(keys);
        if (row.scope == Scope::Canvas) action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_actions[static_cast<size_t>(row.command)] = action;
    }
    takeIcons();
    connect(&look, &Look::changed, this, &Actions::takeIcons);
}

void Actions::takeIcons() {
    for (const CommandRow& row : kRows)
        if (*row.icon) (*this)[row.command]->setIcon(m_look.icons().actionIcon(QStringLiteral("ui/") + QLatin1String(row.icon), m_look.theme()));
}

void Actions::attach(QWidget* window, QWidget* canvas) {
    for (const CommandRow& row : kRows) (row.scope == Scope::Canvas ? canvas : window)->addAction((*this)[row.command]);
}

}  // namespace app
