// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historydock.h"

#include "app/look.h"
#include "app/workspace.h"

namespace app {

HistoryDock::HistoryDock(Workspace& workspace, Look& look, QWidget* parent) : QUndoView(&workspace.undoStack(), parent) {
    setEmptyLabel(tr("Beginning"));
    setFrameShape(QFrame::NoFrame);
    const auto takeIcons = [this, &look] {
        setCleanIcon(look.icons().actionIcon(QStringLiteral("ui/save"), look.theme(), 16));
    };
    takeIcons();
    connect(&look, &Look::changed, this, takeIcons);
}

}  // namespace app
