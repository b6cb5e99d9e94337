// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/dropmarks.h"

#include "app/paint/context.h"

#include <QPainter>
#include <QPaintDevice>

namespace app {

using Shape = model::ViewSpec::Shape;

namespace {

// What of the scene the painter can reach.
QRectF paintableArea(const QPainter& painter) {
    const QRectF device(0, 0, painter.device()->width(), painter.device()->height());
    return painter.worldTransform().inverted().mapRect(device);
}

QRectF markedRect(const model::PictureNode& node) {
    return node.shape == Shape::Leaf ? node.icon.adjusted(-6, -6, 6, 6) : node.rect;
}

}  // namespace

void paintAccepting(QPainter& painter, const PaintContext& context, const model::Picture& picture, const std::vector<int>& tiles) {
    painter.setBrush(Qt::NoBrush);
    const QRectF area = paintableArea(painter);
    for (const int tile : tiles) {
        const model::PictureNode& node = picture.nodes[static_cast<size_t>(tile)];
        const QRectF rect = markedRect(node);
        if (!rect.adjusted(-8, -8, 8, 8).intersects(area)) continue;  // most of a large drawing is out of sight
        painter.setPen(QPen(context.theme.color(Token::Accent, 0.14), 7));
        painter.drawRoundedRect(rect, 10, 10);
        painter.setPen(QPen(context.theme.color(Token::Accent, 0.45), 1.5));
        painter.drawRoundedRect(rect, 10, 10);
    }
}

void paintTarget(QPainter& painter, const PaintContext& context, const model::Picture& picture, int tile, Drop drop) {
    if (tile < 0 || tile >= static_cast<int>(picture.nodes.size())) return;
    paintDropTarget(painter, context, markedRect(picture.nodes[static_cast<size_t>(tile)]), drop);
}

}  // namespace app
