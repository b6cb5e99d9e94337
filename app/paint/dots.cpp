// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/dots.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace app {

namespace {

constexpr int kSpritePx = 14;
constexpr qreal kRimPx = 1.2;

QPainterPath shapeOf(DotKind kind) {
    QPainterPath path;
    switch (kind) {
    case DotKind::Read: path.addEllipse(QPointF(0, 0), 4, 4); break;
    case DotKind::Write:
        path.addPolygon(QPolygonF({{0, -5.1}, {5.1, 0}, {0, 5.1}, {-5.1, 0}}));
        path.closeSubpath();
        break;
    case DotKind::Replication:
        path.addPolygon(QPolygonF({{0, -5}, {4.9, 3.7}, {-4.9, 3.7}}));
        path.closeSubpath();
        break;
    case DotKind::TtlDeletion: path.addEllipse(QPointF(0, 0), 3.6, 3.6); break;
    case DotKind::Refused:
        path.moveTo(-4, -4);
        path.lineTo(4, 4);
        path.moveTo(4, -4);
        path.lineTo(-4, 4);
        break;
    }
    return path;
}

}  // namespace

Token dotToken(DotKind kind) {
    switch (kind) {
    case DotKind::Read: return Token::Read;
    case DotKind::Write: return Token::Write;
    case DotKind::Replication: return Token::Replication;
    case DotKind::TtlDeletion: return Token::TtlDeletion;
    case DotKind::Refused: return Token::Refused;
    }
    return Token::Link;
}

void paintDot(QPainter& painter, const Theme& theme, const QPointF& centre, DotKind kind, DotRole role) {
    const QPainterPath shape = shapeOf(kind);
    const QColor ink = theme.color(dotToken(kind));
    // A rim of the canvas's colour parts a dot from its link and from its neighbours.
    const QColor rim = theme.color(Token::Canvas);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(centre);
    if (role == DotRole::Response) {
        painter.scale(0.72, 0.72);
        painter.setOpacity(painter.opacity() * 0.75);
    }
    if (kind == DotKind::Refused) {
        painter.strokePath(shape, QPen(rim, 2.2 + 2 * kRimPx, Qt::SolidLine, Qt::RoundCap));
        painter.strokePath(shape, QPen(ink, 2.2, Qt::SolidLine, Qt::RoundCap));
    } else if (kind == DotKind::TtlDeletion) {
        painter.setPen(QPen(ink, 1.6));
        painter.setBrush(rim);
        painter.drawPath(shape);
    } else {
        painter.setPen(QPen(rim, kRimPx, Qt::SolidLine, Qt::RoundCap, Qt::MiterJoin));
        painter.setBrush(ink);
        painter.drawPath(shape);
    }
    painter.restore();
}

DotSprites::DotSprites(const Theme& theme, qreal pixelRatio) {
    const int devicePx = int(std::ceil(kSpritePx * pixelRatio));
    for (int kind = 0; kind < kDotKinds; ++kind) {
        for (const DotRole role : {DotRole::Request, DotRole::Response}) {
            QPixmap pixmap(devicePx, devicePx);
            pixmap.fill(Qt::transparent);
            pixmap.setDevicePixelRatio(pixelRatio);
            QPainter painter(&pixmap);
            paintDot(painter, theme, QPointF(kSpritePx / 2.0, kSpritePx / 2.0), DotKind(kind), role);
            painter.end();
            m_sprites[std::size_t(kind) * 2 + std::size_t(role)] = pixmap;
        }
    }
}

void DotSprites::blit(QPainter& painter, const QPointF& centre, DotKind kind, DotRole role) const {
    painter.drawPixmap(centre - QPointF(kSpritePx / 2.0, kSpritePx / 2.0), sprite(kind, role));
}

}  // namespace app
