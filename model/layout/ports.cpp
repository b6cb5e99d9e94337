// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/ports.h"

#include <algorithm>
#include <cstddef>
#include <unordered_set>
#include <utility>

namespace model::layout {

namespace {

constexpr double kIconInset = 4.0;     // links keep off the rounded corners of icons
constexpr double kCornerInset = 14.0;  // and of containers
constexpr Side kSides[] = {Side::Left, Side::Right, Side::Top, Side::Bottom};

QRectF iconOf(const RouteNode &node)
{
    return node.icon.isEmpty() ? node.rect : node.icon;
}

class PortMaker {
public:
    PortMaker(const RouteScene &scene, double margin, Containers containers)
        : m_scene(scene), m_margin(margin), m_containers(containers)
    {
    }

    void addEnds(int link)
    {
        const RouteLink &of = m_scene.links[std::size_t(link)];
        addEnd(link, of.from, of.to, of.fromPort, true);
        addEnd(link, of.to, of.from, of.toPort, false);
    }

    std::vector<PortSpot> ports;

private:
    void addEnd(int link, int node, int other, const std::optional<Port> &fixed, bool isFromEnd)
    {
        const RouteNode &of = m_scene.nodes[std::size_t(node)];
        const bool isLeaf = of.shape == RouteShape::Leaf;
        if (fixed) {
            const auto [first, last] = range(of, fixed->side);
            const double at = first + (last - first) * std::clamp(fixed->offset, 0.0, 1.0);
            add(of, {node, link, isFromEnd, fixed->side, {}, {}, 1, at, at}, at, other);
            return;
        }
        if (isLeaf && !m_hasPorts.insert(node).second)
            return;
        const QPointF there = iconOf(m_scene.nodes[std::size_t(other)]).center();
        for (const Side side : kSides) {
            const auto [first, last] = range(of, side);
            const PortSpot spot{node, isLeaf ? -1 : link, isFromEnd, side, {}, {}, 1, first, last};
            // The icon may include gauges at one side: links above and below still aim at its middle in the cell.
            const bool isUpright = isLeaf && axisOf(side) == Axis::Vertical;
            const double middle = isUpright ? std::clamp(of.rect.center().x(), first, last) : (first + last) / 2.0;
            add(of, spot, middle, other);
            // A long border is met where the other end is.
            const double level = std::clamp(axisOf(side) == Axis::Horizontal ? there.y() : there.x(), first, last);
            if (!isLeaf && level != middle)
                add(of, spot, level, other);
        }
    }

    std::pair<double, double> range(const RouteNode &node, Side side) const
    {
        const Extent extent = extentOf(iconOf(node), axisOf(side));
        const double inset = node.shape == RouteShape::Leaf ? kIconInset : kCornerInset;
        if (extent.across1 - extent.across0 <= 2.0 * inset) {
            const double middle = (extent.across0 + extent.across1) / 2.0;
            return {middle, middle};
        }
        return {extent.across0 + inset, extent.across1 - inset};
    }

    void add(const RouteNode &node, PortSpot spot, double level, int other)
    {
        const Axis axis = axisOf(spot.side);
        const Extent icon = extentOf(iconOf(node), axis);
        const Extent rect = extentOf(solidOf(node), axis);
        const bool isForward = outward(spot.side) > 0;
        spot.leads = outward(spot.side);
        double edge = isForward ? icon.along1 : icon.along0;
        double start = edge;
        if (node.shape == RouteShape::Leaf) {
            // Below an icon is its label: links end under it rather than on it.
            if (spot.side == Side::Bottom)
                edge = rect.along1;
            start = isForward ? rect.along1 + m_margin : rect.along0 - m_margin;
        } else if (isWithin(m_scene, other, spot.node)) {
            spot.leads = -spot.leads;
        } else if (m_containers == Containers::Solid) {
            start += outward(spot.side) * m_margin;
        }
        spot.edge = pointAt(edge, level, axis);
        spot.start = pointAt(start, level, axis);
        ports.push_back(spot);
    }

    const RouteScene &m_scene;
    double m_margin;
    Containers m_containers;
    std::unordered_set<int> m_hasPorts;
};

} // namespace

bool isWithin(const RouteScene &scene, int inner, int outer)
{
    // Bounded, so that a cycle of parents cannot hang the program.
    int at = inner;
    for (std::size_t steps = 0; at >= 0 && steps <= scene.nodes.size(); ++steps) {
        if (at == outer)
            return true;
        at = scene.nodes[std::size_t(at)].parent;
    }
    return false;
}

std::vector<PortSpot> portsOf(const RouteScene &scene, std::span<const int> links, double margin, Containers containers)
{
    PortMaker maker(scene, margin, containers);
    for (const int link : links)
        maker.addEnds(link);
    return std::move(maker.ports);
}

} // namespace model::layout
