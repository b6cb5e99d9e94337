// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/tools/tool.h"

#include <QRectF>

#include <optional>

namespace app {

/// Zooms to a rectangle that is drawn: the gesture of the Z key waits for the press, a Ctrl+drag brings it along.
class ZoomTool final : public Tool {
public:
    explicit ZoomTool(CanvasView& view) : Tool(view) {}
    ZoomTool(CanvasView& view, const Pointer& start) : Tool(view), m_start(start.scene) {}
    State press(const Pointer& pointer) override;
    State move(const Pointer& pointer) override;
    State release(const Pointer& pointer) override;
    void paint(QPainter& painter, const PaintContext& context) const override;
    [[nodiscard]] QCursor cursor() const override { return Qt::CrossCursor; }

private:
    std::optional<QPointF> m_start;
    QRectF m_rect;
};

}  // namespace app
