// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/dropmarks.h"

#include "app/paint/context.h"

#include <QImage>
#include <QPaintDevice>
#include <QPainter>

#include <algorithm>

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

namespace {

constexpr int kBlockPx = 64;

bool isEmpty(const QImage& image, const QRect& block) {
    for (int y = block.top(); y <= block.bottom(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        if (std::any_of(line + block.left(), line + block.right() + 1, [](QRgb pixel) { return pixel != 0; })) return false;
    }
    return true;
}

// Blocks side by side are one part: fewer to copy.
std::vector<QRect> filledParts(const QImage& image) {
    std::vector<QRect> parts;
    for (int y = 0; y < image.height(); y += kBlockPx) {
        bool goesOn = false;
        for (int x = 0; x < image.width(); x += kBlockPx) {
            const QRect block = QRect(x, y, kBlockPx, kBlockPx) & image.rect();
            if (isEmpty(image, block)) {
                goesOn = false;
                continue;
            }
            if (goesOn) parts.back() |= block;
            else parts.push_back(block);
            goesOn = true;
        }
    }
    return parts;
}

}  // namespace

void AcceptingMarks::render(const QPainter& painter, const PaintContext& context, const model::Picture& picture) const {
    const qreal ratio = painter.device()->devicePixelRatioF();
    QImage image(QSize(painter.device()->width(), painter.device()->height()) * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter onto(&image);
    onto.setRenderHint(QPainter::Antialiasing);
    onto.setTransform(m_place);
    paintAccepting(onto, context, picture, m_tiles);
    onto.end();
    m_filled = filledParts(image);
    m_painted = QPixmap::fromImage(std::move(image));
    m_painted.setDevicePixelRatio(ratio);
}

void AcceptingMarks::paint(QPainter& painter, const PaintContext& context, const model::Picture& picture) const {
    if (m_tiles.empty()) return;
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QSize size = QSize(painter.device()->width(), painter.device()->height()) * ratio;
    if (m_painted.size() != size || m_place != painter.worldTransform()) {
        m_place = painter.worldTransform();
        render(painter, context, picture);
    }
    painter.save();
    painter.resetTransform();
    for (const QRect& part : m_filled) painter.drawPixmap(QRectF(QPointF(part.topLeft()) / ratio, QSizeF(part.size()) / ratio), m_painted, part);
    painter.restore();
}

void paintTarget(QPainter& painter, const PaintContext& context, const model::Picture& picture, int tile, Drop drop) {
    if (tile < 0 || tile >= static_cast<int>(picture.nodes.size())) return;
    paintDropTarget(painter, context, markedRect(picture.nodes[static_cast<size_t>(tile)]), drop);
}

}  // namespace app
