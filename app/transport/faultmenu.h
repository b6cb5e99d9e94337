// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace app {

class RunController;
class Workspace;

/// Fills the menu of faults with what this design can suffer: each zone, a hot key and a capacity cut at each store, load.
void fillFaultMenu(QMenu& menu, const Workspace& workspace, RunController& run);

}  // namespace app
