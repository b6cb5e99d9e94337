// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/obstacles.h"
#include "model/layout/route.h"

#include <QPointF>

#include <vector>

namespace model::layout {

// One end of a link: on which side of which box, and how far along that side it may be shifted.
struct WireEnd {
    int node = -1;
    Side side = Side::Right;
    double first = 0.0;
    double last = 0.0;
};

// A link's way while it is being worked on. Points alternate between horizontal and vertical segments; the first and last
// point lie on the ends' icons or borders.
struct Wire {
    std::vector<QPointF> points;
    WireEnd from;
    WireEnd to;
    bool isClear = false;
};

[[nodiscard]] inline Axis axisOf(Side side)
{
    return side == Side::Left || side == Side::Right ? Axis::Horizontal : Axis::Vertical;
}

// Away from the box.
[[nodiscard]] inline int outward(Side side) { return side == Side::Right || side == Side::Bottom ? 1 : -1; }

[[nodiscard]] inline Axis segmentAxis(const Wire &wire, std::size_t segment)
{
    return wire.points[segment].y() == wire.points[segment + 1].y() ? Axis::Horizontal : Axis::Vertical;
}

} // namespace model::layout
