// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/document.h"

#include <QIcon>
#include <QString>

namespace app {

class Look;

/// The tile of a node's kind, for lists and headers.
[[nodiscard]] QIcon kindIcon(Look& look, const model::Node& node, int sidePx);

}  // namespace app
