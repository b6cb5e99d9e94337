// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/route.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace model::layout {

// The direction in which a track or a segment of a link runs.
enum class Axis { Horizontal, Vertical };

[[nodiscard]] constexpr Axis otherAxis(Axis axis)
{
    return axis == Axis::Horizontal ? Axis::Vertical : Axis::Horizontal;
}

// A rectangle seen along an axis: "along" runs with the axis, "across" at right angles to it.
struct Extent {
    double along0 = 0.0;
    double along1 = 0.0;
    double across0 = 0.0;
    double across1 = 0.0;
};

[[nodiscard]] inline Extent extentOf(const QRectF &rect, Axis axis)
{
    if (axis == Axis::Horizontal)
        return {rect.left(), rect.right(), rect.top(), rect.bottom()};
    return {rect.top(), rect.bottom(), rect.left(), rect.right()};
}

[[nodiscard]] inline double alongOf(const QPointF &point, Axis axis) { return axis == Axis::Horizontal ? point.x() : point.y(); }
[[nodiscard]] inline double acrossOf(const QPointF &point, Axis axis) { return axis == Axis::Horizontal ? point.y() : point.x(); }
[[nodiscard]] inline QPointF pointAt(double along, double across, Axis axis)
{
    return axis == Axis::Horizontal ? QPointF(along, across) : QPointF(across, along);
}

// What no link may pass: the cell of a leaf, and gauges beside its icon that reach out of it.
[[nodiscard]] inline QRectF solidOf(const RouteNode &node)
{
    return node.icon.isEmpty() ? node.rect : node.rect.united(node.icon);
}

// Rectangles by place: squares of a fixed size hold the numbers of what reaches into them.
class PlaceIndex {
public:
    void insert(int id, const QRectF &rect);
    void remove(int id, const QRectF &rect);

    // Calls visit(id) for everything that may reach into the area, possibly more than once.
    template<typename Visit>
    void visit(const QRectF &area, Visit visit) const
    {
        const Cells cells = cellsOf(area);
        for (std::int64_t y = cells.y0; y <= cells.y1; ++y) {
            for (std::int64_t x = cells.x0; x <= cells.x1; ++x) {
                const auto found = m_cells.find(keyOf(x, y));
                if (found == m_cells.end())
                    continue;
                for (const int id : found->second)
                    visit(id);
            }
        }
    }

private:
    static constexpr double kCell = 160.0;

    struct Cells {
        std::int64_t x0, y0, x1, y1;
    };

    static Cells cellsOf(const QRectF &rect)
    {
        return {std::int64_t(std::floor(rect.left() / kCell)), std::int64_t(std::floor(rect.top() / kCell)),
                std::int64_t(std::floor(rect.right() / kCell)), std::int64_t(std::floor(rect.bottom() / kCell))};
    }
    static std::uint64_t keyOf(std::int64_t x, std::int64_t y) { return (std::uint64_t(x) << 32) ^ (std::uint64_t(y) & 0xffffffffu); }

    std::unordered_map<std::uint64_t, std::vector<int>> m_cells;
};

// What links must not pass through (boxes and labels) and must not run along (borders of containers).
class ObstacleMap {
public:
    explicit ObstacleMap(const RouteScene &scene);

    // The scene holds the new place already; before is what it held until now.
    void moveNode(int node, const RouteNode &before);
    void moveLabel(int label, const QRectF &from, const QRectF &to);

    // Solids are numbered: nodes first, labels after them. Calls visit(solid, rectangle) for those that may reach into the
    // area, possibly more than once.
    template<typename Visit>
    void visitSolids(const QRectF &area, Visit visit) const
    {
        m_solids.visit(area, [&](int id) { visit(id, solidRect(id)); });
    }
    // Calls visit(lineRect) for the borders of containers that run along the axis; a border is a rectangle without depth.
    template<typename Visit>
    void visitBorders(const QRectF &area, Axis axis, Visit visit) const
    {
        const PlaceIndex &index = axis == Axis::Horizontal ? m_horizontal : m_vertical;
        index.visit(area, [&](int id) { visit(border(id, axis)); });
    }
    [[nodiscard]] QRectF solidRect(int solid) const
    {
        const auto nodes = m_scene.nodes.size();
        return std::size_t(solid) < nodes ? solidOf(m_scene.nodes[std::size_t(solid)]) : m_scene.labels[std::size_t(solid) - nodes];
    }
    [[nodiscard]] bool isLabel(int solid) const { return std::size_t(solid) >= m_scene.nodes.size(); }
    // Both borders of a container along the axis, as ids 2 * node and 2 * node + 1.
    [[nodiscard]] QRectF border(int id, Axis axis) const { return borderOf(m_scene.nodes[std::size_t(id / 2)].rect, id % 2, axis); }
    // Whether a stretch of a link runs through the inside of a box or label; up to two nodes may be left out.
    [[nodiscard]] bool isHit(const QPointF &from, const QPointF &to, int exceptA, int exceptB) const;

private:
    static QRectF borderOf(const QRectF &rect, int which, Axis axis);
    void addNode(int node);
    void removeNode(int node, const RouteNode &before);

    const RouteScene &m_scene;
    PlaceIndex m_solids;
    PlaceIndex m_horizontal;
    PlaceIndex m_vertical;
};

} // namespace model::layout
