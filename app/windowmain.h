// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

/// Opens the window, with the file that is named if one is, and returns its exit status. Without a display it says so.
[[nodiscard]] int runWindow(int argc, char** argv);

}  // namespace app
