// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/tools/tool.h"

#include <QRectF>

#include <vector>

namespace app {

/// Opens or closes a gap through the whole drawing: what lies beyond the place of the press moves, containers that the gap
/// runs through become longer or shorter. To the right and down it opens, back it closes, as far as nothing collides.
class SpaceTool final : public Tool {
public:
    SpaceTool(CanvasView& view, const Pointer& start) : Tool(view), m_start(start.scene) {}
    State move(const Pointer& pointer) override;
    State release(const Pointer& pointer) override;
    void paint(QPainter& painter, const PaintContext& context) const override;
    [[nodiscard]] QCursor cursor() const override { return m_isAcross ? Qt::SplitHCursor : Qt::SplitVCursor; }

private:
    enum class Part : char { Stays, Moves, Within, Stretches };  // Within: something that moves
    void divide();
    [[nodiscard]] qreal room() const;
    [[nodiscard]] qreal roomIn(int container) const;
    void commit();

    QPointF m_start;
    bool m_isAcross = true;
    qreal m_by = 0;
    std::vector<Part> m_parts;  // by tile
};

}  // namespace app
