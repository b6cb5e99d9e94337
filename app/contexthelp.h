// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

class MainWindow;

/// Help on what has the focus: the finding, the property, the service of the palette; else on what is selected, else the overview.
void showContextHelp(MainWindow& window);

}  // namespace app
