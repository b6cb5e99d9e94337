// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/marks.h"
#include "model/picture/picture.h"

#include <vector>

class QPainter;

namespace app {

struct PaintContext;

/// Every place that would take what is dragged glows faintly.
void paintAccepting(QPainter& painter, const PaintContext& context, const model::Picture& picture, const std::vector<int>& tiles);
/// The place under the pointer.
void paintTarget(QPainter& painter, const PaintContext& context, const model::Picture& picture, int tile, Drop drop);

}  // namespace app
