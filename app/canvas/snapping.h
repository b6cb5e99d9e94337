// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/picture/picture.h"

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QSet>
#include <QString>

#include <vector>

class QPainter;

namespace app {

struct PaintContext;

/// A line that the moved object snapped to, with the distance to what it is in line with.
struct Guide {
    QLineF line;
    QString label;
    QPointF labelAt;
};

struct Snapped {
    QPointF by;  ///< to be added to the wanted place
    std::vector<Guide> guides;
};

/// Pulls a rectangle that is being moved into line with its neighbours - edges, centres and equal gaps - and to the grid
/// where nothing is near. `radius` is in scene pixels, so that it is the same on the screen at any zoom.
[[nodiscard]] Snapped snap(const QRectF& wanted, const std::vector<QRectF>& neighbours, qreal radius);

/// The rectangles that tiles of one container line up with: icons of leaves, borders of containers.
[[nodiscard]] std::vector<QRectF> neighboursOf(const model::Picture& picture, int container, const QSet<int>& except);
[[nodiscard]] QRectF alignRect(const model::PictureNode& node);

void paintGuides(QPainter& painter, const PaintContext& context, const std::vector<Guide>& guides);

}  // namespace app
