// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

class QPainter;
class QPointF;
class QColor;

namespace app {

// The typefaces of the drawing: Inter at the sizes that the layout measured with. Without Inter the desktop's font stands in.
struct Fonts {
    QFont label;   // 12 semibold: names of nodes and titles of containers
    QFont second;  // 11: what stands below or beside a name
    QFont pill;    // 11 semibold
    QFont note;    // 12
    QFont heading; // 15 semibold: titles of exported pages
};

[[nodiscard]] Fonts loadFonts();

// Digits that change stand in cells of equal width, as Qt 6.4 cannot ask a font for tabular figures.
[[nodiscard]] qreal digitsWidthPx(const QFont& font, const QString& text);
void paintDigits(QPainter& painter, const QPointF& baseline, const QString& text, const QFont& font, const QColor& ink);

}  // namespace app
