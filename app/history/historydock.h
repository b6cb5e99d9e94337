// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoView>

namespace app {

class Look;
class Workspace;

/// The steps of this design; a click goes to the state after a step.
class HistoryDock final : public QUndoView {
    Q_OBJECT
public:
    HistoryDock(Workspace& workspace, Look& look, QWidget* parent = nullptr);
};

}  // namespace app
