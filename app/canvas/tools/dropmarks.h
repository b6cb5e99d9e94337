// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/marks.h"
#include "model/picture/picture.h"

#include <QPixmap>
#include <QTransform>

#include <vector>

class QPainter;

namespace app {

struct PaintContext;

/// Every place that would take what is dragged glows faintly.
void paintAccepting(QPainter& painter, const PaintContext& context, const model::Picture& picture, const std::vector<int>& tiles);
/// The place under the pointer.
void paintTarget(QPainter& painter, const PaintContext& context, const model::Picture& picture, int tile, Drop drop);

/// The same marks for a gesture in which they stay where they are: stroking hundreds of frames takes longer than all else of a
/// step, so they are painted once for a place of the view and copied from then on.
class AcceptingMarks {
public:
    explicit AcceptingMarks(std::vector<int> tiles = {}) : m_tiles(std::move(tiles)) {}

    [[nodiscard]] const std::vector<int>& tiles() const { return m_tiles; }
    void add(int tile) { m_tiles.push_back(tile), m_painted = QPixmap(); }
    void paint(QPainter& painter, const PaintContext& context, const model::Picture& picture) const;

private:
    void render(const QPainter& painter, const PaintContext& context, const model::Picture& picture) const;

    std::vector<int> m_tiles;
    mutable QPixmap m_painted;
    mutable QTransform m_place;
    mutable std::vector<QRect> m_filled;  // the parts of the pixmap with anything in them, in its own pixels
};

}  // namespace app
