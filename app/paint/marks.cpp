// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/marks.h"

#include "app/paint/context.h"
#include "app/paint/dots.h"
#include "app/paint/text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace app {

namespace {

constexpr qreal kPillHeightPx = 20;
constexpr qreal kPillInsetPx = 10;
constexpr qreal kLegendRowPx = 20;
constexpr qreal kLegendInsetPx = 12;
constexpr qreal kLegendTextPx = 20;

void paintRing(QPainter& painter, const QRectF& rect, qreal radiusPx, const QPen& pen, const QBrush& fill) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, radiusPx, radiusPx);
}

}  // namespace

QRectF gaugeRect(const QRectF& icon, int index) {
    return {icon.right() + 8 + 7 * index, icon.top(), 5, icon.height()};
}

void paintGauge(QPainter& painter, const PaintContext& context, const QRectF& bar, double share, Token ink) {
    paintRing(painter, bar, bar.width() / 2, Qt::NoPen, context.color(Token::Line));
    const qreal heightPx = bar.height() * std::clamp(share, 0.0, 1.0);
    if (heightPx <= 0) return;
    // Even a little load is a whole dot at the bottom, so that it can be seen.
    const qreal shownPx = std::max(heightPx, bar.width());
    const QRectF level(bar.left(), bar.bottom() - shownPx, bar.width(), shownPx);
    paintRing(painter, level, bar.width() / 2, Qt::NoPen, context.color(ink));
}

QSizeF pillSize(const PaintContext& context, const QString& text) {
    return {QFontMetricsF(context.fonts.pill).horizontalAdvance(text) + 2 * kPillInsetPx, kPillHeightPx};
}

void paintPill(QPainter& painter, const PaintContext& context, const QPointF& centre, const QString& text, Token state) {
    const QSizeF size = pillSize(context, text);
    const QRectF rect(centre.x() - size.width() / 2, centre.y() - size.height() / 2, size.width(), size.height());
    paintRing(painter, rect, kPillHeightPx / 2, QPen(context.color(state), 1), context.color(tintOf(state)));
    paintCentredText(painter, centre + QPointF(0, 4), text, {context.fonts.pill, context.color(state), {}});
}

void paintCount(QPainter& painter, const PaintContext& context, const QPointF& centre, const QString& count, Token state) {
    const qreal widthPx = std::max(18.0, QFontMetricsF(context.fonts.pill).horizontalAdvance(count) + 10);
    const QRectF rect(centre.x() - widthPx / 2, centre.y() - 8, widthPx, 16);
    paintRing(painter, rect, 8, Qt::NoPen, context.color(tintOf(state)));
    paintCentredText(painter, centre + QPointF(0, 4), count, {context.fonts.pill, context.color(state), {}});
}

void paintSelection(QPainter& painter, const PaintContext& context, const QRectF& icon) {
    paintRing(painter, icon.adjusted(-4, -4, 4, 4), 12, QPen(context.color(Token::Accent), 2), Qt::NoBrush);
}

void paintContainerSelection(QPainter& painter, const PaintContext& context, const QRectF& rect) {
    paintRing(painter, rect, 10, QPen(context.color(Token::Accent), 2.5), context.theme.color(Token::Accent, 0.04));
}

void paintHover(QPainter& painter, const PaintContext& context, const QRectF& icon) {
    paintRing(painter, icon.adjusted(-4, -4, 4, 4), 12, QPen(context.theme.color(Token::Accent, 0.45), 1.5), Qt::NoBrush);
}

void paintDropTarget(QPainter& painter, const PaintContext& context, const QRectF& rect, Drop drop) {
    const Token ink = drop == Drop::Legal ? Token::Accent : Token::Error;
    for (const auto& [growPx, opacity] : {std::pair{6.0, 0.10}, {4.0, 0.16}, {2.0, 0.22}}) {
        const double half = growPx / 2;  // a frame, not a filled box: the halo lies around the place, not upon it
        paintRing(painter, rect.adjusted(-half, -half, half, half), 10 + half, QPen(context.theme.color(ink, opacity * (drop == Drop::Legal ? 1 : 0.6)), growPx), Qt::NoBrush);
    }
    // What stands there stays legible.
    paintRing(painter, rect, 10, QPen(context.color(ink), 2), context.theme.color(ink, 0.10));
}

void paintRubberBand(QPainter& painter, const PaintContext& context, const QRectF& rect) {
    paintRing(painter, rect, 2, QPen(context.color(Token::Accent), 1), context.theme.color(Token::Accent, 0.10));
}

void paintGroupFrame(QPainter& painter, const PaintContext& context, const QRectF& rect) {
    QPen pen(context.color(Token::Accent), 1 / std::min(1.0, context.zoom));
    pen.setDashPattern({4, 4});
    paintRing(painter, rect, 8, pen, Qt::transparent);
}

void paintLinkHandle(QPainter& painter, const PaintContext& context, const QPointF& centre) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(context.color(Token::Accent), 1.8));
    painter.setBrush(context.color(Token::Panel));
    const double radius = 5 / std::clamp(context.zoom, 0.4, 1.0);  // from afar as easy to hit
    painter.drawEllipse(centre, radius, radius);
}

void paintResizeHandle(QPainter& painter, const PaintContext& context, const QPointF& centre) {
    paintRing(painter, QRectF(centre.x() - 4, centre.y() - 4, 8, 8), 2, QPen(context.color(Token::Accent), 1.5),
              context.color(Token::Panel));
}

void paintGuide(QPainter& painter, const PaintContext& context, const QPointF& from, const QPointF& to) {
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(context.color(Token::Replication), 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(from, to);
}

void paintMembership(QPainter& painter, const PaintContext& context, const QRectF& rect, Token ink) {
    paintRing(painter, rect.adjusted(-6, -6, 6, 6), 12, QPen(context.theme.color(ink, 0.6), 1.2),
              context.theme.color(ink, 0.14));
}

QSizeF legendSize(const PaintContext& context, const std::vector<LegendRow>& rows) {
    const QFontMetricsF metrics(context.fonts.second);
    qreal widestPx = 0;
    for (const LegendRow& row : rows) widestPx = std::max(widestPx, metrics.horizontalAdvance(row.text));
    return {widestPx + kLegendTextPx + 2 * kLegendInsetPx, kLegendRowPx * qreal(rows.size()) + 12};
}

void paintLegend(QPainter& painter, const PaintContext& context, const QPointF& topLeft,
                 const std::vector<LegendRow>& rows) {
    paintRing(painter, QRectF(topLeft, legendSize(context, rows)), 8, QPen(context.color(Token::Line), 1),
              context.color(Token::Panel));
    QPointF centre = topLeft + QPointF(kLegendInsetPx + 5, 6 + kLegendRowPx / 2);
    for (const LegendRow& row : rows) {
        paintDot(painter, context.theme, centre, row.kind, DotRole::Request);
        paintText(painter, centre + QPointF(kLegendTextPx - 5, 4), row.text,
                  {context.fonts.second, context.color(Token::Secondary), {}});
        centre.ry() += kLegendRowPx;
    }
}

}  // namespace app
