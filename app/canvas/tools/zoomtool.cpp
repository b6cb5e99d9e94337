// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/zoomtool.h"

#include "app/canvas/canvasview.h"
#include "app/paint/marks.h"

namespace app {

Tool::State ZoomTool::press(const Pointer& pointer) {
    if (pointer.button != Qt::LeftButton) return State::Done;
    m_start = pointer.scene;
    return State::Running;
}

Tool::State ZoomTool::move(const Pointer& pointer) {
    if (m_start) m_rect = QRectF(*m_start, pointer.scene).normalized();
    return State::Running;
}

Tool::State ZoomTool::release(const Pointer& pointer) {
    if (!m_start) return State::Running;
    // A click, or a rectangle drawn by a trembling hand, is no place to go to.
    constexpr qreal kLeastPx = 8;
    const QRectF rect = QRectF(*m_start, pointer.scene).normalized();
    if (rect.width() * m_view.zoom() >= kLeastPx && rect.height() * m_view.zoom() >= kLeastPx) m_view.zoomToRect(rect);
    return State::Done;
}

void ZoomTool::paint(QPainter& painter, const PaintContext& context) const {
    if (!m_rect.isEmpty()) paintRubberBand(painter, context, m_rect);
}

}  // namespace app
