// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace app::cli {

[[nodiscard]] Command exportCommand();
[[nodiscard]] Command importCommand();
[[nodiscard]] Command kindsCommand();
[[nodiscard]] Command reachCommand();
[[nodiscard]] Command rulesCommand();
[[nodiscard]] Command sampleCommand();
[[nodiscard]] Command simulateCommand();
[[nodiscard]] Command validateCommand();

/// Every verb, in the order of the help.
[[nodiscard]] std::vector<Command> allCommands();

}  // namespace app::cli
