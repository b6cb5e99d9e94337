// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"
#include "model/traffic/accesspattern.h"

#include <QWidget>

namespace app {

class Look;
class Workspace;

/// "240/s", or "40 to 400/s" where the rate goes up and down, "1 a record" where the caller's input decides.
[[nodiscard]] QString rateText(const model::AccessPattern& pattern);

/// What is asked of a node and what it asks of others, a line a pattern; a click selects the link that the pattern is a row
/// of. Null: no pattern concerns the node.
[[nodiscard]] QWidget* makePatternsPanel(Workspace& workspace, Look& look, model::Uid node, QWidget* parent);

}  // namespace app
