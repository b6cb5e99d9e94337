// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/picture/picture.h"

#include <QPointF>
#include <QRectF>

#include <array>

namespace app {

/// Where a link can be pulled out of a node: left, top, right, bottom.
[[nodiscard]] std::array<QPointF, 4> linkHandles(const model::PictureNode& node);

/// Corners and sides of a container, clockwise from the top left corner.
enum class Grip { TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Left };
[[nodiscard]] std::array<QPointF, 8> resizeHandles(const QRectF& rect);
[[nodiscard]] Qt::CursorShape gripCursor(Grip grip);

}  // namespace app
