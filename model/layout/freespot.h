// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace model::layout {

// The place nearest to the wanted one where a rectangle of this size overlaps none of those taken, each kept off by gap.
// Only places inside of the area are considered; where it is full, the place goes below or to the right of everything, and
// the caller's container grows.
struct SpotRequest {
    QPointF wanted;
    QSizeF extent;
    QRectF area;  // an empty one means: anywhere
    double gap = 32.0;
    double grid = 8.0;
};

[[nodiscard]] QPointF findFreeSpot(const SpotRequest &request, const std::vector<QRectF> &taken);

} // namespace model::layout
