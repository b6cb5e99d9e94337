// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QString>

class QPainter;

namespace app {

struct TextStyle {
    QFont font;
    QColor ink;
    // Text that a line may pass behind keeps a rim of its surface's colour; invalid: none.
    QColor halo;
};

// One line of text; long names are elided in the middle where `maxWidthPx` is positive. Returns the width drawn.
qreal paintText(QPainter& painter, const QPointF& baselineLeft, const QString& text, const TextStyle& style,
                qreal maxWidthPx = 0);
void paintCentredText(QPainter& painter, const QPointF& baselineCentre, const QString& text, const TextStyle& style,
                      qreal maxWidthPx = 0);

}  // namespace app
