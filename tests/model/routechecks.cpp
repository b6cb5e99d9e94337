// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/routechecks.h"

#include <algorithm>
#include <cmath>

using namespace model::layout;

namespace {


bool runsThrough(const QPointF &a, const QPointF &b, const QRectF &rect)
{
    const QRectF stretch = QRectF(a, b).normalized();
    return stretch.right() > rect.left() + 0.05 && stretch.left() < rect.right() - 0.05 && stretch.bottom() > rect.top() + 0.05
        && stretch.top() < rect.bottom() - 0.05;
}

QRectF iconOf(const RouteNode &node)
{
    return node.icon.isEmpty() ? node.rect : node.icon;
}

// A link ends on the outline of the icon, below the label, or on the border of a container.
bool endsOn(const QPointF &at, Side side, const RouteNode &node)
{
    const QRectF icon = iconOf(node);
    const auto near = [](double a, double b) { return std::abs(a - b) < 0.05; };
    const bool isBeside = at.y() >= icon.top() - 0.05 && at.y() <= icon.bottom() + 0.05;
    const bool isAbove = at.x() >= icon.left() - 0.05 && at.x() <= icon.right() + 0.05;
    switch (side) {
    case Side::Left: return isBeside && near(at.x(), icon.left());
    case Side::Right: return isBeside && near(at.x(), icon.right());
    case Side::Top: return isAbove && near(at.y(), icon.top());
    case Side::Bottom: return isAbove && near(at.y(), node.rect.bottom());
    }
    return false;
}

// An end's own box may be entered on the way from its edge to its icon, and there alone.
bool hits(const RouteScene &scene, const Route &route, int link)
{
    for (std::size_t s = 0; s + 1 < route.points.size(); ++s) {
        for (std::size_t n = 0; n < scene.nodes.size(); ++n) {
            if (scene.nodes[n].shape == RouteShape::Container)
                continue;
            const bool isFrom = s == 0 && int(n) == scene.links[std::size_t(link)].from;
            const bool isTo = s + 2 == route.points.size() && int(n) == scene.links[std::size_t(link)].to;
            if (!isFrom && !isTo && runsThrough(route.points[s], route.points[s + 1], scene.nodes[n].rect))
                return true;
        }
        for (const QRectF &label : scene.labels) {
            if (runsThrough(route.points[s], route.points[s + 1], label))
                return true;
        }
    }
    return false;
}

int borderRuns(const RouteScene &scene, const Route &route)
{
    int count = 0;
    for (std::size_t s = 0; s + 1 < route.points.size(); ++s) {
        const QRectF stretch = QRectF(route.points[s], route.points[s + 1]).normalized();
        for (const RouteNode &node : scene.nodes) {
            if (node.shape == RouteShape::Leaf)
                continue;
            const bool isFlat = stretch.height() == 0.0;
            const double from = std::max(isFlat ? stretch.left() : stretch.top(), isFlat ? node.rect.left() : node.rect.top());
            const double to = std::min(isFlat ? stretch.right() : stretch.bottom(), isFlat ? node.rect.right() : node.rect.bottom());
            const double at = isFlat ? stretch.top() : stretch.left();
            const double off = std::min(std::abs(at - (isFlat ? node.rect.top() : node.rect.left())),
                                        std::abs(at - (isFlat ? node.rect.bottom() : node.rect.right())));
            count += to - from > 12.0 && off < 2.0 ? 1 : 0;
        }
    }
    return count;
}

std::size_t crossingsOver(const Route &a, const Route &b)
{
    std::size_t count = 0;
    for (std::size_t s = 0; s + 1 < a.points.size(); ++s) {
        if (a.points[s].x() != a.points[s + 1].x())
            continue;
        const double top = std::min(a.points[s].y(), a.points[s + 1].y());
        const double bottom = std::max(a.points[s].y(), a.points[s + 1].y());
        for (std::size_t t = 0; t + 1 < b.points.size(); ++t) {
            if (b.points[t].y() != b.points[t + 1].y())
                continue;
            const double left = std::min(b.points[t].x(), b.points[t + 1].x());
            const double right = std::max(b.points[t].x(), b.points[t + 1].x());
            const bool isAcross = left < a.points[s].x() - 0.5 && right > a.points[s].x() + 0.5;
            count += isAcross && b.points[t].y() >= top + 6.0 && b.points[t].y() <= bottom - 6.0 ? 1 : 0;
        }
    }
    return count;
}

} // namespace

int sharedRuns(const std::vector<Route> &routes)
{
    struct Line {
        double at, from, to;
        int link;
    };
    std::vector<Line> lines[2];
    for (std::size_t r = 0; r < routes.size(); ++r) {
        for (std::size_t s = 0; s + 1 < routes[r].points.size(); ++s) {
            const QRectF stretch = QRectF(routes[r].points[s], routes[r].points[s + 1]).normalized();
            const bool isFlat = stretch.height() == 0.0;
            lines[isFlat ? 0 : 1].push_back({isFlat ? stretch.top() : stretch.left(), isFlat ? stretch.left() : stretch.top(),
                                             isFlat ? stretch.right() : stretch.bottom(), int(r)});
        }
    }
    int count = 0;
    for (auto &group : lines) {
        std::sort(group.begin(), group.end(), [](const Line &a, const Line &b) { return a.at < b.at; });
        for (std::size_t a = 0; a < group.size(); ++a) {
            for (std::size_t b = a + 1; b < group.size() && group[b].at - group[a].at < 0.5; ++b) {
                const double shared = std::min(group[a].to, group[b].to) - std::max(group[a].from, group[b].from);
                count += group[a].link != group[b].link && shared > 1.0 ? 1 : 0;
            }
        }
    }
    return count;
}

RouteFaults faultsOf(const RouteScene &scene, const std::vector<Route> &routes)
{
    RouteFaults faults;
    for (std::size_t r = 0; r < routes.size(); ++r) {
        const Route &route = routes[r];
        const RouteLink &link = scene.links[r];
        faults.notClear += route.isClear ? 0 : 1;
        faults.throughBoxes += hits(scene, route, int(r)) ? 1 : 0;
        for (std::size_t s = 0; s + 1 < route.points.size(); ++s)
            faults.slanted += route.points[s].x() != route.points[s + 1].x() && route.points[s].y() != route.points[s + 1].y() ? 1 : 0;
        const bool endsWell = route.points.size() > 1 && endsOn(route.points.front(), route.fromSide, scene.nodes[std::size_t(link.from)])
                           && endsOn(route.points.back(), route.toSide, scene.nodes[std::size_t(link.to)]);
        faults.offEnds += endsWell ? 0 : 1;
        faults.alongBorders += borderRuns(scene, route);
    }
    faults.onEachOther = sharedRuns(routes);
    return faults;
}

std::size_t crossings(const std::vector<Route> &routes)
{
    std::size_t count = 0;
    for (const Route &a : routes) {
        for (const Route &b : routes)
            count += &a == &b ? 0 : crossingsOver(a, b);
    }
    return count;
}

std::size_t jumps(const std::vector<Route> &routes)
{
    std::size_t count = 0;
    for (const Route &route : routes)
        count += route.jumps.size();
    return count;
}

RouteNode leafAt(double x, double y)
{
    RouteNode node;
    node.rect = QRectF(x, y, 80, 72);
    node.icon = QRectF(x + 20, y, 40, 40);
    return node;
}

RouteScene pairScene()
{
    RouteScene scene;
    scene.nodes = {leafAt(0, 0), leafAt(300, 0)};
    RouteLink link;
    link.from = 0;
    link.to = 1;
    scene.links = {link};
    return scene;
}
