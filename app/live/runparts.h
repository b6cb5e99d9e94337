// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/transport/scrubbar.h"

#include <QObject>
#include <QStringList>

#include <vector>

namespace app {

class Look;
class RunController;
class TransportBar;
class Workspace;

/// Keeps the transport bar in step with the run: time, marks of faults, edits and the first throttle, menu of faults.
class TransportGlue final : public QObject {
    Q_OBJECT
public:
    TransportGlue(Workspace& workspace, RunController& run, TransportBar& bar, QObject* parent);

private:
    void show();
    void rebuildMarks();
    void markPlannedFaults();
    void noteFaults();
    void noteThrottle();
    void markEdit();

    Workspace& m_workspace;
    RunController& m_run;
    TransportBar& m_bar;
    std::vector<TimeMark> m_marks;
    QStringList m_inForce;  // what the faults say that were in force when last looked
    std::ptrdiff_t m_planned = 0;  // the first of them are the scenario's faults
    bool m_throttleMarked = false;
};

}  // namespace app
