// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app::cli {

/// Whether the words behind the program's name are for the command line; else they are for the window, as a file is. Looks
/// at the words and for a file of that name: no application object is needed yet.
[[nodiscard]] bool isCommandLine(int argc, char** argv);

/// Does what they say and returns the exit status.
[[nodiscard]] int run(int argc, char** argv);

}  // namespace app::cli
