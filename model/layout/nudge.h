// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/obstacles.h"
#include "model/layout/wire.h"

#include <QRectF>

#include <span>
#include <vector>

namespace model::layout {

// Moves the segments of these wires sideways within their channels: parallel ones apart, ends apart on their sides, lone
// ones into the middle, in an order that avoids crossings. All other wires stay where they are, within their reaches.
void nudge(const RouteScene &scene, const RouteOptions &options, const ObstacleMap &obstacles, std::vector<Wire> &wires,
           std::span<const int> movable, std::span<const QRectF> reaches);

// Removes small steps between an end and a segment that the end could be level with.
void straightenEnds(const ObstacleMap &obstacles, Wire &wire);

} // namespace model::layout
