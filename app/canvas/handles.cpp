// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/handles.h"

#include "model/picture/picturelegs.h"

namespace app {

std::array<QPointF, 4> linkHandles(const model::PictureNode& node) {
    constexpr qreal kOutPx = 13;
    const QRectF icon = model::routeIcon(node);
    const qreal x = node.icon.center().x(), y = node.icon.center().y();
    return {QPointF(icon.left() - kOutPx, y), QPointF(x, icon.top() - kOutPx), QPointF(icon.right() + kOutPx, y),
            QPointF(x, node.rect.bottom() + kOutPx / 2)};
}

std::array<QPointF, 8> resizeHandles(const QRectF& rect) {
    const QPointF c = rect.center();
    return {rect.topLeft(),     QPointF(c.x(), rect.top()),    rect.topRight(),   QPointF(rect.right(), c.y()),
            rect.bottomRight(), QPointF(c.x(), rect.bottom()), rect.bottomLeft(), QPointF(rect.left(), c.y())};
}

Qt::CursorShape gripCursor(Grip grip) {
    switch (grip) {
        case Grip::TopLeft:
        case Grip::BottomRight: return Qt::SizeFDiagCursor;
        case Grip::TopRight:
        case Grip::BottomLeft: return Qt::SizeBDiagCursor;
        case Grip::Top:
        case Grip::Bottom: return Qt::SizeVerCursor;
        case Grip::Left:
        case Grip::Right: return Qt::SizeHorCursor;
    }
    return Qt::ArrowCursor;
}

}  // namespace app
