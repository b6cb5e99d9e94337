// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/text.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>

#include <initializer_list>
#include <utility>

namespace app {

namespace {

constexpr qreal kHaloPx = 2;

QString fitted(const QFontMetricsF& metrics, const QString& text, qreal maxWidthPx) {
    return maxWidthPx > 0 ? metrics.elidedText(text, Qt::ElideMiddle, maxWidthPx) : text;
}

// Curves get a real rim. On raster devices stroking letters costs a millisecond a word, so the word is stamped around its
// place instead, which looks the same at this width.
void paintHalo(QPainter& painter, const QPointF& baseline, const QString& text, const TextStyle& style) {
    if (painter.paintEngine() == nullptr || painter.paintEngine()->type() != QPaintEngine::Raster) {
        QPainterPath letters;
        letters.addText(baseline, style.font, text);
        painter.strokePath(letters, QPen(style.halo, 2 * kHaloPx, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        return;
    }
    painter.setFont(style.font);
    painter.setPen(style.halo);
    constexpr qreal kDiagonal = 0.7;
    for (const auto& [x, y] : {std::pair{1.0, 0.0}, {-1.0, 0.0}, {0.0, 1.0}, {0.0, -1.0}, {kDiagonal, kDiagonal},
                               {-kDiagonal, kDiagonal}, {kDiagonal, -kDiagonal}, {-kDiagonal, -kDiagonal}}) {
        painter.drawText(baseline + QPointF(x, y) * kHaloPx, text);
    }
}

void paintLine(QPainter& painter, const QPointF& baseline, const QString& text, const TextStyle& style) {
    if (style.halo.isValid()) paintHalo(painter, baseline, text, style);
    painter.setFont(style.font);
    painter.setPen(style.ink);
    painter.drawText(baseline, text);
}

}  // namespace

qreal paintText(QPainter& painter, const QPointF& baselineLeft, const QString& text, const TextStyle& style,
                qreal maxWidthPx) {
    const QFontMetricsF metrics(style.font);
    const QString line = fitted(metrics, text, maxWidthPx);
    paintLine(painter, baselineLeft, line, style);
    return metrics.horizontalAdvance(line);
}

void paintCentredText(QPainter& painter, const QPointF& baselineCentre, const QString& text, const TextStyle& style,
                      qreal maxWidthPx) {
    const QFontMetricsF metrics(style.font);
    const QString line = fitted(metrics, text, maxWidthPx);
    const qreal left = baselineCentre.x() - metrics.horizontalAdvance(line) / 2;
    paintLine(painter, QPointF(left, baselineCentre.y()), line, style);
}

}  // namespace app
