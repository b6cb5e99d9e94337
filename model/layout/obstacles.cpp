// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/obstacles.h"

#include <algorithm>

namespace model::layout {

void PlaceIndex::insert(int id, const QRectF &rect)
{
    const Cells cells = cellsOf(rect);
    for (std::int64_t y = cells.y0; y <= cells.y1; ++y) {
        for (std::int64_t x = cells.x0; x <= cells.x1; ++x)
            m_cells[keyOf(x, y)].push_back(id);
    }
}

void PlaceIndex::remove(int id, const QRectF &rect)
{
    const Cells cells = cellsOf(rect);
    for (std::int64_t y = cells.y0; y <= cells.y1; ++y) {
        for (std::int64_t x = cells.x0; x <= cells.x1; ++x) {
            const auto found = m_cells.find(keyOf(x, y));
            if (found != m_cells.end())
                std::erase(found->second, id);
        }
    }
}

ObstacleMap::ObstacleMap(const RouteScene &scene) : m_scene(scene)
{
    for (std::size_t n = 0; n < scene.nodes.size(); ++n)
        addNode(int(n));
    for (std::size_t l = 0; l < scene.labels.size(); ++l)
        m_solids.insert(int(scene.nodes.size() + l), scene.labels[l]);
}

QRectF ObstacleMap::borderOf(const QRectF &rect, int which, Axis axis)
{
    if (axis == Axis::Horizontal)
        return {rect.left(), which == 0 ? rect.top() : rect.bottom(), rect.width(), 0.0};
    return {which == 0 ? rect.left() : rect.right(), rect.top(), 0.0, rect.height()};
}

void ObstacleMap::addNode(int node)
{
    const RouteNode &of = m_scene.nodes[std::size_t(node)];
    if (of.shape == RouteShape::Leaf) {
        m_solids.insert(node, solidOf(of));
        return;
    }
    for (const int which : {0, 1}) {
        m_horizontal.insert(2 * node + which, borderOf(of.rect, which, Axis::Horizontal));
        m_vertical.insert(2 * node + which, borderOf(of.rect, which, Axis::Vertical));
    }
}

void ObstacleMap::removeNode(int node, const RouteNode &before)
{
    if (before.shape == RouteShape::Leaf) {
        m_solids.remove(node, solidOf(before));
        return;
    }
    for (const int which : {0, 1}) {
        m_horizontal.remove(2 * node + which, borderOf(before.rect, which, Axis::Horizontal));
        m_vertical.remove(2 * node + which, borderOf(before.rect, which, Axis::Vertical));
    }
}

void ObstacleMap::moveNode(int node, const RouteNode &before)
{
    removeNode(node, before);
    addNode(node);
}

void ObstacleMap::moveLabel(int label, const QRectF &from, const QRectF &to)
{
    m_solids.remove(int(m_scene.nodes.size()) + label, from);
    m_solids.insert(int(m_scene.nodes.size()) + label, to);
}

bool ObstacleMap::isHit(const QPointF &from, const QPointF &to, int exceptA, int exceptB) const
{
    constexpr double kTouch = 0.01;
    const double left = std::min(from.x(), to.x());
    const double right = std::max(from.x(), to.x());
    const double top = std::min(from.y(), to.y());
    const double bottom = std::max(from.y(), to.y());
    bool isHit = false;
    visitSolids(QRectF(left, top, right - left, bottom - top), [&](int solid, const QRectF &rect) {
        if (isHit || solid == exceptA || solid == exceptB)
            return;
        isHit = right > rect.left() + kTouch && left < rect.right() - kTouch && bottom > rect.top() + kTouch && top < rect.bottom() - kTouch;
    });
    return isHit;
}

} // namespace model::layout
