// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shortcutsheet.h"

#include "app/actions.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QKeySequence>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <array>

namespace app {

namespace {

struct Gesture {
    const char* hands;
    const char* what;
};
constexpr std::array kGestures = {
    Gesture{QT_TRANSLATE_NOOP("app", "Drag from the palette"), QT_TRANSLATE_NOOP("app", "put a service into a container that glows")},
    Gesture{QT_TRANSLATE_NOOP("app", "Drag on an empty place"), QT_TRANSLATE_NOOP("app", "select with a rubber band; with Alt also over objects")},
    Gesture{QT_TRANSLATE_NOOP("app", "Drag an object"), QT_TRANSLATE_NOOP("app", "move it, into another container too; Alt ignores the grid, Shift keeps an axis, Space keeps the container")},
    Gesture{QT_TRANSLATE_NOOP("app", "Ctrl + drag"), QT_TRANSLATE_NOOP("app", "clone")},
    Gesture{QT_TRANSLATE_NOOP("app", "Drag a round handle"), QT_TRANSLATE_NOOP("app", "pull a link; dropped on an empty place it asks for a service")},
    Gesture{QT_TRANSLATE_NOOP("app", "Click a round handle"), QT_TRANSLATE_NOOP("app", "a copy on that side, connected")},
    Gesture{QT_TRANSLATE_NOOP("app", "Drag a link"), QT_TRANSLATE_NOOP("app", "bend it there; a double-click on a bend takes it away")},
    Gesture{QT_TRANSLATE_NOOP("app", "Ctrl + Alt + Shift + drag"), QT_TRANSLATE_NOOP("app", "insert space, or remove it: to the right and down, or back")},
    Gesture{QT_TRANSLATE_NOOP("app", "Drag a square handle"), QT_TRANSLATE_NOOP("app", "resize a container; what lies inside stays; Shift keeps the proportions, Ctrl the centre, Alt ignores the grid")},
    Gesture{QT_TRANSLATE_NOOP("app", "Space, middle or right drag"), QT_TRANSLATE_NOOP("app", "move the paper")},
    Gesture{QT_TRANSLATE_NOOP("app", "Tap on Space"), QT_TRANSLATE_NOOP("app", "run or pause")},
    Gesture{QT_TRANSLATE_NOOP("app", "Ctrl or Alt + wheel"), QT_TRANSLATE_NOOP("app", "zoom at the pointer")},
    Gesture{QT_TRANSLATE_NOOP("app", "Shift or Ctrl + click"), QT_TRANSLATE_NOOP("app", "add to the selection or take out of it")},
    Gesture{QT_TRANSLATE_NOOP("app", "Click in a group"), QT_TRANSLATE_NOOP("app", "select all of it; a second click takes that node alone")},
    Gesture{QT_TRANSLATE_NOOP("app", "Alt + click"), QT_TRANSLATE_NOOP("app", "select what lies below")},
    Gesture{QT_TRANSLATE_NOOP("app", "Double-click"), QT_TRANSLATE_NOOP("app", "rename; on a table's icon look into its partitions; on an empty place insert; on a collapsed container expand")},
    Gesture{QT_TRANSLATE_NOOP("app", "Arrows"), QT_TRANSLATE_NOOP("app", "move by a pixel, with Shift by the grid; with Ctrl resize; with Alt and Shift a connected copy; with nothing selected walk from node to node, Enter selects")},
    Gesture{QT_TRANSLATE_NOOP("app", "Tab, Shift + Tab"), QT_TRANSLATE_NOOP("app", "next and previous node")},
    Gesture{QT_TRANSLATE_NOOP("app", "Enter, Ctrl + Enter in the findings"), QT_TRANSLATE_NOOP("app", "show the place; fix")},
    Gesture{QT_TRANSLATE_NOOP("app", "Esc"), QT_TRANSLATE_NOOP("app", "end any gesture as if it had not begun")},
};

QString row(const QString& left, const QString& right) {
    return QStringLiteral("<tr><td width=\"230\" style=\"padding:3px 16px 3px 0\"><b>%1</b></td><td style=\"padding:3px 0\">%2</td></tr>").arg(left.toHtmlEscaped(), right.toHtmlEscaped());
}

QString section(const QString& title, const QString& rows) {
    return rows.isEmpty() ? QString() : QStringLiteral("<h3>%1</h3><table>%2</table>").arg(title.toHtmlEscaped(), rows);
}

QString keyRow(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts()) keys += key.toString(QKeySequence::NativeText);
    return keys.isEmpty() ? QString() : row(keys.join(QStringLiteral(", ")), QString(action.text()).remove(u'&').remove(u'…'));
}

}  // namespace

ShortcutSheet::ShortcutSheet(const Actions& actions, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys and gestures"));
    resize(680, 700);
    QString gestures, canvas, window;
    for (const Gesture& gesture : kGestures)
        gestures += row(QCoreApplication::translate("app", gesture.hands), QCoreApplication::translate("app", gesture.what));
    for (const CommandRow& command : commandRows())
        (command.scope == CommandRow::Scope::Canvas ? canvas : window) += keyRow(*actions[command.command]);
    window += row(QStringLiteral("Shift, Shift"), tr("Find a command, a node or a service"));
    auto* page = new QTextBrowser(this);
    page->setFrameShape(QFrame::NoFrame);
    page->document()->setDocumentMargin(20);
    page->setHtml(section(tr("With the mouse on the canvas"), gestures) + section(tr("Keys of the canvas"), canvas) + section(tr("Keys everywhere"), window));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setContentsMargins(0, 0, 16, 12);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(10);
    box->addWidget(page);
    box->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

}  // namespace app
