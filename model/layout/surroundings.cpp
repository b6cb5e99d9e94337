// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/surroundings.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace model::layout {

namespace {

void sortOut(std::vector<QRectF> &rectangles)
{
    const auto key = [](const QRectF &r) { return std::tuple(r.left(), r.top(), r.width(), r.height()); };
    std::sort(rectangles.begin(), rectangles.end(), [&](const QRectF &a, const QRectF &b) { return key(a) < key(b); });
    rectangles.erase(std::unique(rectangles.begin(), rectangles.end(), [&](const QRectF &a, const QRectF &b) { return key(a) == key(b); }),
                     rectangles.end());
}

QRectF grown(const QRectF &rect, double margin)
{
    return rect.adjusted(-margin, -margin, margin, margin);
}

} // namespace

Surroundings surroundingsWithin(const ObstacleMap &obstacles, const QRectF &window, const Clearance &clearance)
{
    Surroundings result{window, clearance, Containers::Open, {}, {}};
    obstacles.visitSolids(window, [&](int solid, const QRectF &rect) {
        if (!rect.isEmpty())
            result.solids.push_back(grown(rect, obstacles.isLabel(solid) ? clearance.label : clearance.box));
    });
    sortOut(result.solids);
    for (const Axis axis : {Axis::Horizontal, Axis::Vertical}) {
        std::vector<QRectF> &borders = result.borders[axis == Axis::Horizontal ? 0 : 1];
        obstacles.visitBorders(window, axis, [&](const QRectF &border) { borders.push_back(border); });
        sortOut(borders);
    }
    return result;
}

SceneTree::SceneTree(const RouteScene &scene)
    : m_scene(scene), m_children(scene.nodes.size() + 1), m_labels(scene.nodes.size() + 1), m_sticking(scene.nodes.size())
{
    PlaceIndex containers;
    for (std::size_t n = 0; n < scene.nodes.size(); ++n) {
        m_children[std::size_t(scene.nodes[n].parent + 1)].push_back(int(n));
        if (scene.nodes[n].shape == RouteShape::Container)
            containers.insert(int(n), scene.nodes[n].rect);
    }
    for (std::size_t n = 0; n < scene.nodes.size(); ++n)
        nodeMoved(int(n));
    for (std::size_t l = 0; l < scene.labels.size(); ++l) {
        int holder = -1;
        containers.visit(scene.labels[l], [&](int container) {
            const QRectF &rect = scene.nodes[std::size_t(container)].rect;
            if (rect.contains(scene.labels[l]) && (holder < 0 || scene.nodes[std::size_t(holder)].rect.contains(rect)))
                holder = container;
        });
        m_labels[std::size_t(holder + 1)].push_back(int(l));
    }
}

bool SceneTree::sticksOut(int node) const
{
    const RouteNode &of = m_scene.nodes[std::size_t(node)];
    return of.shape == RouteShape::Leaf && of.parent >= 0 && !m_scene.nodes[std::size_t(of.parent)].rect.contains(solidOf(of));
}

void SceneTree::nodeMoved(int node)
{
    for (int above = parentOf(node); above >= 0; above = parentOf(above)) {
        std::vector<int> &sticking = m_sticking[std::size_t(above)];
        const auto known = std::find(sticking.begin(), sticking.end(), node);
        if (sticksOut(node) && known == sticking.end())
            sticking.push_back(node);
        else if (!sticksOut(node) && known != sticking.end())
            sticking.erase(known);
    }
}

int SceneTree::depth(int node) const
{
    int depth = 0;
    for (int at = node; at >= 0; at = parentOf(at))
        ++depth;
    return depth;
}

int SceneTree::holderOf(int end, int other) const
{
    const bool isContainer = m_scene.nodes[std::size_t(end)].shape == RouteShape::Container;
    for (int at = other; isContainer && at >= 0; at = parentOf(at)) {
        if (at == end)
            return end;
    }
    return parentOf(end);
}

SceneTree::Corridor SceneTree::corridorOf(int from, int to) const
{
    Corridor corridor{holderOf(from, to), holderOf(to, from), -1};
    if (corridor.a > corridor.b)
        std::swap(corridor.a, corridor.b);
    int a = corridor.a;
    int b = corridor.b;
    int depthA = depth(a);
    int depthB = depth(b);
    while (a != b) {
        if (depthA >= depthB) {
            a = parentOf(a);
            --depthA;
        } else {
            b = parentOf(b);
            --depthB;
        }
    }
    corridor.top = a;
    return corridor;
}

void SceneTree::addSolid(const QRectF &rect, double margin, Surroundings &into) const
{
    const QRectF kept = grown(rect, margin);
    if (!rect.isEmpty() && kept.intersects(into.window))
        into.solids.push_back(kept);
}

void SceneTree::addBorders(const QRectF &rect, Surroundings &into) const
{
    into.borders[0].emplace_back(rect.left(), rect.top(), rect.width(), 0.0);
    into.borders[0].emplace_back(rect.left(), rect.bottom(), rect.width(), 0.0);
    into.borders[1].emplace_back(rect.left(), rect.top(), 0.0, rect.height());
    into.borders[1].emplace_back(rect.right(), rect.top(), 0.0, rect.height());
}

void SceneTree::addChildren(int container, const std::vector<int> &open, Surroundings &into) const
{
    for (const int label : m_labels[std::size_t(container + 1)])
        addSolid(m_scene.labels[std::size_t(label)], into.clearance.label, into);
    for (const int child : m_children[std::size_t(container + 1)]) {
        const RouteNode &node = m_scene.nodes[std::size_t(child)];
        const bool isOpen = std::find(open.begin(), open.end(), child) != open.end();
        if (node.shape == RouteShape::Container && (isOpen || node.passage == Passage::Free)) {
            addBorders(node.rect, into);
            addChildren(child, open, into);
            continue;
        }
        addSolid(solidOf(node), into.clearance.box, into);
        for (const int leaf : m_sticking[std::size_t(child)])
            addSolid(solidOf(m_scene.nodes[std::size_t(leaf)]), into.clearance.box, into);
    }
}

Surroundings SceneTree::surroundingsOf(const Corridor &corridor, const QRectF &window, const Clearance &clearance) const
{
    Surroundings result{window, clearance, Containers::Solid, {}, {}};
    std::vector<int> open;
    for (const int end : {corridor.a, corridor.b}) {
        for (int at = end; at != corridor.top; at = parentOf(at))
            open.push_back(at);
    }
    if (corridor.top >= 0) {
        const QRectF &rect = m_scene.nodes[std::size_t(corridor.top)].rect;
        result.window = result.window.intersected(rect);
        addBorders(rect, result);
    }
    addChildren(corridor.top, open, result);
    sortOut(result.solids);
    return result;
}

} // namespace model::layout
