// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/tools/tool.h"
#include "model/core/uid.h"

#include <QRectF>

#include <vector>

namespace app {

/// Selects what lies within a rectangle. Shift and Ctrl add to what was selected.
class RubberBandTool final : public Tool {
public:
    RubberBandTool(CanvasView& view, const Pointer& start);
    State move(const Pointer& pointer) override;
    State release(const Pointer& pointer) override;
    void cancel() override;
    void paint(QPainter& painter, const PaintContext& context) const override;

private:
    QPointF m_start;
    QRectF m_rect;
    std::vector<model::Uid> m_before;
    std::vector<model::Uid> m_kept;
};

}  // namespace app
