// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/picture/picture.h"

#include <QPointF>
#include <QRectF>

#include <vector>

namespace app {

/// What is put down as an icon with its labels, in a container (-1: the drawing).
struct Landing {
    int container = -1;
    QRectF wanted;                ///< where the gesture would put it
    std::vector<int> ignored;     ///< tiles that leave their places
    std::vector<QRectF> landed;   ///< what the same gesture has put down already
};

/// The top left corner nearest to the wanted one where it covers no icon, label, container or zone; inside of the container as
/// long as there is room.
[[nodiscard]] QPointF nearestFree(const model::Picture& picture, const Landing& landing);

/// How far copies of the tiles go so that they stand beside what is there: the nearest free place in one of the directions (unit
/// steps), inside of their containers if possible. The containers grow to the right and down for it by themselves; to the left and up
/// only where the caller sees to that.
enum class Frames { GrowRightAndDown, GrowAnyway };
[[nodiscard]] QPointF freeStep(const model::Picture& picture, const std::vector<int>& tiles, const std::vector<QPointF>& directions, Frames frames);

}  // namespace app
