// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"

#include <QRectF>
#include <QSizeF>
#include <QString>

#include <vector>

class QPainter;

namespace app {

struct PaintContext;
enum class DotKind;

// A bar of 5 x 40 px beside an icon, full at the allowed rate. `share` beyond 1 is drawn as full.
void paintGauge(QPainter& painter, const PaintContext& context, const QRectF& bar, double share, Token ink);
// The place of the n-th gauge beside an icon.
[[nodiscard]] QRectF gaugeRect(const QRectF& icon, int index);

// A pill 20 px high in the outline and the tint of a state.
[[nodiscard]] QSizeF pillSize(const PaintContext& context, const QString& text);
void paintPill(QPainter& painter, const PaintContext& context, const QPointF& centre, const QString& text, Token state);
// The small count beside a tab or a title.
void paintCount(QPainter& painter, const PaintContext& context, const QPointF& centre, const QString& count, Token state);

enum class Drop { Legal, Illegal };

void paintSelection(QPainter& painter, const PaintContext& context, const QRectF& icon);
void paintContainerSelection(QPainter& painter, const PaintContext& context, const QRectF& rect);
void paintHover(QPainter& painter, const PaintContext& context, const QRectF& icon);
// The container under the pointer while something is dragged.
void paintDropTarget(QPainter& painter, const PaintContext& context, const QRectF& rect, Drop drop);
void paintRubberBand(QPainter& painter, const PaintContext& context, const QRectF& rect);
// What is selected and moved together.
void paintGroupFrame(QPainter& painter, const PaintContext& context, const QRectF& rect);
// A link starts here (round) or a container is resized here (square).
void paintLinkHandle(QPainter& painter, const PaintContext& context, const QPointF& centre);
void paintResizeHandle(QPainter& painter, const PaintContext& context, const QPointF& centre);
// A line that an object snaps to while it is moved.
void paintGuide(QPainter& painter, const PaintContext& context, const QPointF& from, const QPointF& to);
// Members of a selected group (route table, security group) are tinted.
void paintMembership(QPainter& painter, const PaintContext& context, const QRectF& rect, Token ink);

struct LegendRow {
    DotKind kind;
    QString text;
};
[[nodiscard]] QSizeF legendSize(const PaintContext& context, const std::vector<LegendRow>& rows);
void paintLegend(QPainter& painter, const PaintContext& context, const QPointF& topLeft, const std::vector<LegendRow>& rows);

}  // namespace app
