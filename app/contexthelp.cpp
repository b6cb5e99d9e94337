// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contexthelp.h"

#include "app/inspector/inspector.h"
#include "app/issues/issuesdock.h"
#include "app/mainwindow.h"
#include "app/palette/paletteentry.h"

#include <QApplication>
#include <QDockWidget>

namespace app {

void showContextHelp(MainWindow& window) {
    QWidget* focus = QApplication::focusWidget();
    if (auto* issues = window.findChild<IssuesDock*>(); issues && focus && issues->isAncestorOf(focus) && !issues->currentRule().isEmpty()) {
        issues->explain(issues->currentRule());
        return;
    }
    Inspector& inspector = window.inspector();
    const QString key = focus && inspector.isAncestorOf(focus) ? inspector.focusedKey() : QString();
    if (auto* dock = window.findChild<QDockWidget*>(QStringLiteral("inspectorDock"))) dock->show();
    if (const auto* entry = qobject_cast<PaletteEntry*>(focus)) return inspector.showKindHelp(entry->kind());
    inspector.showHelp(key);
}

}  // namespace app
