// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/handles.h"
#include "app/canvas/tools/tool.h"

#include <QRectF>

namespace app {

/// Pulls a side or corner of a container or a note. What lies inside neither moves nor grows.
class ResizeTool final : public Tool {
public:
    ResizeTool(CanvasView& view, const Pointer& start, int tile, Grip grip);
    State move(const Pointer& pointer) override;
    State release(const Pointer& pointer) override;
    void paint(QPainter& painter, const PaintContext& context) const override;
    [[nodiscard]] QCursor cursor() const override { return gripCursor(m_grip); }

private:
    void commit();

    Pointer m_start;
    int m_tile;
    Grip m_grip;
    QRectF m_before, m_rect, m_content;
};

}  // namespace app
