// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/edit.h"
#include "model/picture/picture.h"

#include <QPointF>

#include <optional>
#include <vector>

namespace app {

struct CloneWay {
    enum class Links { AmongAndOut, None };  ///< those among the copies and to what the originals call
    QPointF by;                         ///< how far from the originals
    std::optional<model::Uid> parent;   ///< another home for the outermost copies
    const model::Picture* picture = nullptr;  ///< where originals lie that have no place of their own
    Links links = Links::AmongAndOut;
};

/// Copies nodes with all that lies in them and the links among them; references among copies follow. Returns the copies of
/// the named nodes.
[[nodiscard]] std::vector<model::Uid> cloneNodes(model::Edit& edit, const model::Document& document, const std::vector<model::Uid>& nodes, const CloneWay& way);

/// Those of the nodes that lie in none of the others.
[[nodiscard]] std::vector<model::Uid> outermost(const model::Document& document, const std::vector<model::Uid>& nodes);

}  // namespace app
