// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"
#include "model/layout/route.h"

#include <QPainterPath>
#include <QPointF>

#include <optional>
#include <vector>

class QPainter;

namespace app {

struct PaintContext;

inline constexpr qreal kLinkRadiusPx = 10;

// The curve of a routed link: corners rounded by up to 10 px, half circles where it hops over another link.
[[nodiscard]] QPainterPath linkPath(const std::vector<QPointF>& points, const std::vector<model::layout::Jump>& jumps);

enum class Arrow { None, AtEnd };

struct LinkLook {
    std::vector<QPointF> points = {};
    std::vector<model::layout::Jump> jumps = {};
    Token ink = Token::Link;
    qreal widthPx = 1.5;
    Arrow arrow = Arrow::None;
    // Dashed: relations such as replication, that no single request travels.
    bool isDashed = false;
    // Behind the line, so wide and in this colour, translucent: what is selected shows through its dots.
    std::optional<Token> halo = {};
    // Where the link is refused: drawn up to here, a cross, and a pale rest.
    std::optional<QPointF> brokenAt = {};
};
void paintLink(QPainter& painter, const PaintContext& context, const LinkLook& look);

// A busy link: a translucent band as wide as the rate, with dashes that flow by `phasePx`.
void paintFlow(QPainter& painter, const PaintContext& context, const QPainterPath& path, Token ink, qreal widthPx,
               qreal phasePx);

// The way of a dot: positions by distance along a link, corners included, found in constant time but for short searches.
class Track final {
public:
    Track() = default;
    explicit Track(const std::vector<QPointF>& points);

    [[nodiscard]] qreal lengthPx() const { return m_ends.empty() ? 0 : m_ends.back(); }
    [[nodiscard]] QPointF at(qreal distancePx) const;
    // The distance along the track of the place nearest to a point.
    [[nodiscard]] qreal nearestPx(const QPointF& point) const;

private:
    std::vector<QPointF> m_points;
    std::vector<qreal> m_ends;  // distance from the start to point i
};

}  // namespace app
