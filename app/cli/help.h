// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace app::cli {

/// `skerry --help`: every verb in a line.
[[nodiscard]] QString overview(const std::vector<Command>& commands);
/// `skerry help VERB`: its whole page.
[[nodiscard]] QString helpPage(const Command& command);
/// The text in lines of at most 80 columns, each behind the indent; empty lines divide paragraphs.
[[nodiscard]] QString wrapped(const QString& text, int indent);

}  // namespace app::cli
