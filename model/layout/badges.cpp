// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/obstacles.h"
#include "model/layout/route.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace model::layout {

namespace {

constexpr double kStep = 12.0;
constexpr double kFromBend = 8.0;
constexpr double kOffLine = 6.0;
constexpr double kAir = 2.0;
constexpr std::size_t kSegmentsTried = 4;

enum class OtherLinks { Avoid, Accept };

class BadgePlacer {
public:
    BadgePlacer(const RouteScene &scene, const std::vector<Route> &routes) : m_scene(scene), m_routes(routes), m_obstacles(scene)
    {
        for (std::size_t r = 0; r < routes.size(); ++r) {
            const std::vector<QPointF> &points = routes[r].points;
            for (std::size_t s = 0; s + 1 < points.size(); ++s) {
                m_stretchIndex.insert(int(m_stretches.size()), stretch(points[s], points[s + 1]));
                m_stretches.push_back({int(r), stretch(points[s], points[s + 1])});
            }
            for (std::size_t p = 1; p + 1 < points.size(); ++p)
                addJunction(points[p]);
            for (const Jump &jump : routes[r].jumps)
                addJunction(jump.at);
        }
    }

    std::optional<QRectF> place(const BadgeWish &wish)
    {
        for (const OtherLinks others : {OtherLinks::Avoid, OtherLinks::Accept}) {
            for (const std::size_t segment : longestFirst(wish.link)) {
                if (const std::optional<QRectF> found = placeOn(wish, segment, others)) {
                    m_badgeIndex.insert(int(m_badges.size()), *found);
                    m_badges.push_back(*found);
                    return found;
                }
            }
        }
        return std::nullopt;
    }

private:
    struct Stretch {
        int link;
        QRectF rect;
    };

    static QRectF stretch(const QPointF &a, const QPointF &b) { return QRectF(a, b).normalized().adjusted(-1.0, -1.0, 1.0, 1.0); }

    void addJunction(const QPointF &at)
    {
        const QRectF around(at.x() - 4.0, at.y() - 4.0, 8.0, 8.0);
        m_junctionIndex.insert(int(m_junctions.size()), around);
        m_junctions.push_back(around);
    }

    std::vector<std::size_t> longestFirst(int link) const
    {
        const std::vector<QPointF> &points = m_routes[std::size_t(link)].points;
        std::vector<std::size_t> order(points.empty() ? 0 : points.size() - 1);
        std::iota(order.begin(), order.end(), 0);
        const auto length = [&](std::size_t s) { return (points[s + 1] - points[s]).manhattanLength(); };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return length(a) > length(b); });
        order.resize(std::min(order.size(), kSegmentsTried));
        return order;
    }

    // On the line, then beside it, from the middle of the segment outwards.
    std::optional<QRectF> placeOn(const BadgeWish &wish, std::size_t segment, OtherLinks others) const
    {
        const Route &route = m_routes[std::size_t(wish.link)];
        const QPointF a = route.points[segment];
        const QPointF b = route.points[segment + 1];
        const Axis axis = a.y() == b.y() ? Axis::Horizontal : Axis::Vertical;
        const double half = (axis == Axis::Horizontal ? wish.extent.width() : wish.extent.height()) / 2.0;
        const double depth = axis == Axis::Horizontal ? wish.extent.height() : wish.extent.width();
        const double room = (b - a).manhattanLength() / 2.0 - half - kFromBend;
        const double middle = (alongOf(a, axis) + alongOf(b, axis)) / 2.0;
        for (const double off : {0.0, -depth / 2.0 - kOffLine, depth / 2.0 + kOffLine}) {
            for (double shift = 0.0; shift <= std::max(0.0, room); shift += kStep) {
                for (const double sign : {1.0, -1.0}) {
                    if (room < 0.0 && off == 0.0)
                        continue;  // would cover a bend of its own link
                    const QPointF centre = pointAt(middle + sign * shift, acrossOf(a, axis) + off, axis);
                    const QRectF rect(centre.x() - wish.extent.width() / 2.0, centre.y() - wish.extent.height() / 2.0,
                                      wish.extent.width(), wish.extent.height());
                    if (isFree(rect, wish.link, others))
                        return rect;
                }
            }
        }
        return std::nullopt;
    }

    bool isFree(const QRectF &rect, int link, OtherLinks others) const
    {
        const QRectF area = rect.adjusted(-kAir, -kAir, kAir, kAir);
        bool isTaken = false;
        m_obstacles.visitSolids(area, [&](int solid, const QRectF &solidRect) { isTaken = isTaken || covers(solid, solidRect, area); });
        m_junctionIndex.visit(area, [&](int id) { isTaken = isTaken || m_junctions[std::size_t(id)].intersects(area); });
        m_badgeIndex.visit(area, [&](int id) { isTaken = isTaken || m_badges[std::size_t(id)].intersects(area); });
        if (isTaken || others == OtherLinks::Accept)
            return !isTaken;
        m_stretchIndex.visit(area, [&](int id) {
            const Stretch &other = m_stretches[std::size_t(id)];
            isTaken = isTaken || (other.link != link && other.rect.intersects(area));
        });
        return !isTaken;
    }

    // Beside an icon that stands over its label a cell is empty, and a badge may stand there.
    bool covers(int solid, const QRectF &rect, const QRectF &area) const
    {
        if (!rect.intersects(area))
            return false;
        if (m_obstacles.isLabel(solid))
            return true;
        const QRectF &icon = m_scene.nodes[std::size_t(solid)].icon;
        const bool isOverLabel = !icon.isEmpty() && std::abs(icon.center().x() - rect.center().x()) < 1.0 && icon.height() < rect.height();
        if (!isOverLabel)
            return true;
        const QRectF label(rect.left(), icon.bottom(), rect.width(), rect.bottom() - icon.bottom());
        return icon.intersects(area) || label.intersects(area);
    }

    const RouteScene &m_scene;
    const std::vector<Route> &m_routes;
    ObstacleMap m_obstacles;
    std::vector<Stretch> m_stretches;
    std::vector<QRectF> m_junctions;
    std::vector<QRectF> m_badges;
    PlaceIndex m_stretchIndex;
    PlaceIndex m_junctionIndex;
    PlaceIndex m_badgeIndex;
};

} // namespace

std::vector<std::optional<QRectF>> placeBadges(const RouteScene &scene, const std::vector<Route> &routes, std::span<const BadgeWish> wishes)
{
    BadgePlacer placer(scene, routes);
    std::vector<std::optional<QRectF>> places;
    for (const BadgeWish &wish : wishes) {
        const bool isSound = wish.link >= 0 && std::size_t(wish.link) < routes.size();
        places.push_back(isSound ? placer.place(wish) : std::nullopt);
    }
    return places;
}

} // namespace model::layout
