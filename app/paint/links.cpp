// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/links.h"

#include "app/paint/context.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace app {

namespace {

constexpr qreal kJumpRadiusPx = 6;
constexpr qreal kArrowPx = 7;
constexpr int kCornerSteps = 4;
constexpr qreal kHaloPx = 12;
constexpr double kHaloOpacity = 0.3;

struct Corner {
    QPointF before;
    QPointF at;
    QPointF after;
};

QPointF towards(const QPointF& from, const QPointF& to, qreal distancePx) {
    const QLineF line(from, to);
    return line.length() <= 0 ? from : line.pointAt(distancePx / line.length());
}

// A corner takes at most half of each of its segments, so that two corners never overlap.
Corner cornerAt(const std::vector<QPointF>& points, std::size_t i) {
    const qreal beforePx = QLineF(points[i - 1], points[i]).length() / (i == 1 ? 1 : 2);
    const qreal afterPx = QLineF(points[i], points[i + 1]).length() / (i + 2 == points.size() ? 1 : 2);
    const qreal radiusPx = std::min({kLinkRadiusPx, beforePx, afterPx});
    return {towards(points[i], points[i - 1], radiusPx), points[i], towards(points[i], points[i + 1], radiusPx)};
}

void lineWithJumps(QPainterPath& path, const QPointF& to, std::vector<QPointF> jumps) {
    const QPointF from = path.currentPosition();
    const QLineF line(from, to);
    if (line.length() <= 0) return;
    if (jumps.empty()) return path.lineTo(to);
    std::ranges::sort(jumps, {}, [&](const QPointF& jump) { return QLineF(from, jump).length(); });
    qreal reachedPx = 0;
    const double angle = line.angle();
    for (const QPointF& jump : jumps) {
        const qreal atPx = QLineF(from, jump).length();
        if (atPx - kJumpRadiusPx < reachedPx || atPx + kJumpRadiusPx > line.length()) continue;
        path.lineTo(line.pointAt((atPx - kJumpRadiusPx) / line.length()));
        const QRectF circle(jump.x() - kJumpRadiusPx, jump.y() - kJumpRadiusPx, 2 * kJumpRadiusPx, 2 * kJumpRadiusPx);
        path.arcTo(circle, angle + 180, -180);
        reachedPx = atPx + kJumpRadiusPx;
    }
    path.lineTo(to);
}

void paintArrow(QPainter& painter, const QPointF& from, const QPointF& tip, const QColor& ink, qreal widthPx) {
    QLineF shaft(tip, from);
    shaft.setLength(kArrowPx);
    QLineF one = shaft;
    QLineF other = shaft;
    one.setAngle(shaft.angle() + 32);
    other.setAngle(shaft.angle() - 32);
    painter.setPen(QPen(ink, widthPx, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF({one.p2(), tip, other.p2()}));
}

// The points up to a place, and from it on.
std::pair<std::vector<QPointF>, std::vector<QPointF>> splitAt(const std::vector<QPointF>& points, const QPointF& place) {
    std::size_t best = 0;
    qreal bestPx = std::numeric_limits<qreal>::max();
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const qreal px = std::abs(Track({points[i], points[i + 1]}).nearestPx(place));
        const qreal distancePx = QLineF(towards(points[i], points[i + 1], px), place).length();
        if (distancePx < bestPx) {
            bestPx = distancePx;
            best = i;
        }
    }
    std::vector<QPointF> before(points.begin(), points.begin() + std::ptrdiff_t(best) + 1);
    std::vector<QPointF> after(points.begin() + std::ptrdiff_t(best) + 1, points.end());
    before.push_back(place);
    after.insert(after.begin(), place);
    return {before, after};
}

void paintBreak(QPainter& painter, const PaintContext& context, const QPointF& at) {
    painter.setPen(QPen(context.color(Token::Error), 1.6));
    painter.setBrush(context.color(Token::ErrorTint));
    painter.drawEllipse(at, 8, 8);
    painter.setPen(QPen(context.color(Token::Error), 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(at + QPointF(-3, -3), at + QPointF(3, 3));
    painter.drawLine(at + QPointF(3, -3), at + QPointF(-3, 3));
}

}  // namespace

QPainterPath linkPath(const std::vector<QPointF>& points, const std::vector<model::layout::Jump>& jumps) {
    QPainterPath path;
    if (points.size() < 2) return path;
    const auto jumpsOf = [&](std::size_t segment) {
        std::vector<QPointF> places;
        for (const model::layout::Jump& jump : jumps) {
            if (std::size_t(jump.segment) == segment) places.push_back(jump.at);
        }
        return places;
    };
    path.moveTo(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const Corner corner = cornerAt(points, i);
        lineWithJumps(path, corner.before, jumpsOf(i - 1));
        path.quadTo(corner.at, corner.after);
    }
    lineWithJumps(path, points.back(), jumpsOf(points.size() - 2));
    return path;
}

void paintLink(QPainter& painter, const PaintContext& context, const LinkLook& look) {
    if (look.points.size() < 2) return;
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = context.color(look.brokenAt ? Token::Error : look.ink);
    if (look.halo) {
        painter.strokePath(linkPath(look.points, look.jumps), QPen(context.theme.color(*look.halo, kHaloOpacity), kHaloPx, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }
    QPen pen(ink, look.widthPx, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (look.isDashed) pen.setDashPattern({5 / look.widthPx, 4 / look.widthPx});
    if (!look.brokenAt) {
        painter.strokePath(linkPath(look.points, look.jumps), pen);
        if (look.arrow == Arrow::AtEnd) {
            paintArrow(painter, look.points[look.points.size() - 2], look.points.back(), ink, look.widthPx);
        }
        return;
    }
    const auto [before, after] = splitAt(look.points, *look.brokenAt);
    painter.strokePath(linkPath(before, look.jumps), pen);
    QPen rest(context.theme.color(Token::Link, 0.7), look.widthPx, Qt::SolidLine, Qt::FlatCap);
    rest.setDashPattern({2 / look.widthPx, 5 / look.widthPx});
    painter.strokePath(linkPath(after, {}), rest);
    paintBreak(painter, context, *look.brokenAt);
}

void paintFlow(QPainter& painter, const PaintContext& context, const QPainterPath& path, Token ink, qreal widthPx,
               qreal phasePx) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(path, QPen(context.theme.color(ink, 0.22), widthPx, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    QPen dashes(context.theme.color(ink, 0.75), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    dashes.setDashPattern({4, 6});
    dashes.setDashOffset(-phasePx / dashes.widthF());
    painter.strokePath(path, dashes);
}

Track::Track(const std::vector<QPointF>& points) {
    if (points.empty()) return;
    m_points.push_back(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const Corner corner = cornerAt(points, i);
        for (int step = 0; step <= kCornerSteps; ++step) {
            const qreal t = qreal(step) / kCornerSteps;
            m_points.push_back((1 - t) * (1 - t) * corner.before + 2 * t * (1 - t) * corner.at + t * t * corner.after);
        }
    }
    if (points.size() > 1) m_points.push_back(points.back());
    m_ends.reserve(m_points.size());
    qreal lengthPx = 0;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        if (i > 0) lengthPx += QLineF(m_points[i - 1], m_points[i]).length();
        m_ends.push_back(lengthPx);
    }
}

QPointF Track::at(qreal distancePx) const {
    if (m_points.empty()) return {};
    const auto end = std::ranges::lower_bound(m_ends, distancePx);
    if (end == m_ends.begin()) return m_points.front();
    if (end == m_ends.end()) return m_points.back();
    const auto i = std::size_t(end - m_ends.begin());
    return towards(m_points[i - 1], m_points[i], distancePx - m_ends[i - 1]);
}

qreal Track::nearestPx(const QPointF& point) const {
    qreal bestPx = 0;
    qreal best = std::numeric_limits<qreal>::max();
    for (std::size_t i = 1; i < m_points.size(); ++i) {
        const QPointF way = m_points[i] - m_points[i - 1];
        const qreal squared = QPointF::dotProduct(way, way);
        if (squared <= 0) continue;
        const qreal t = std::clamp(QPointF::dotProduct(point - m_points[i - 1], way) / squared, 0.0, 1.0);
        const qreal distance = QLineF(point, m_points[i - 1] + t * way).length();
        if (distance < best) {
            best = distance;
            bestPx = m_ends[i - 1] + t * (m_ends[i] - m_ends[i - 1]);
        }
    }
    return bestPx;
}

}  // namespace app
