// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/picture/picture.h"

#include <QPointF>
#include <QSizeF>

#include <vector>

namespace app {

struct PaintContext;
struct TitlePlace;

/// Where a pill about a node would stand if nothing else did.
enum class PillSide { Above, Below };

/// The middle of a pill of that size about a node: on the wanted side or, where lines, labels or borders are in the way, on
/// another one. The handles that a node shows under the pointer stay free.
[[nodiscard]] QPointF pillAt(const PaintContext& context, const model::Picture& picture, int tile, const QSizeF& pill, PillSide side);

/// The middle of a pill about a line: beside its longest stretch, or wherever along it nothing is hidden.
[[nodiscard]] QPointF pillBeside(const model::Picture& picture, const std::vector<TitlePlace>& titles, const model::PictureLeg& leg, const QSizeF& pill);

}  // namespace app
