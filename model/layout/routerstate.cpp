// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/routerstate.h"

#include "model/layout/jumps.h"
#include "model/layout/nudge.h"
#include "model/layout/pathsearch.h"
#include "model/layout/trackgraph.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <utility>

namespace model::layout {

namespace {

constexpr double kAround = 240.0;  // how far round its ends a link is looked for first
constexpr Clearance kTight{0.5, 0.5, 0.0};

QPointF centreOf(const RouteNode &node)
{
    return node.icon.isEmpty() ? node.rect.center() : node.icon.center();
}

// Equal and straight neighbours go, so that painters see only real corners.
std::vector<QPointF> cleaned(const std::vector<QPointF> &points)
{
    std::vector<QPointF> result;
    const auto isSame = [](double a, double b) { return std::abs(a - b) < 0.01; };
    for (const QPointF &point : points) {
        QPointF next = point;
        if (!result.empty() && isSame(result.back().x(), next.x()) && isSame(result.back().y(), next.y()))
            continue;
        if (result.size() > 1) {
            const QPointF &a = result[result.size() - 2];
            const QPointF &b = result.back();
            if ((isSame(a.x(), b.x()) && isSame(b.x(), next.x())) || (isSame(a.y(), b.y()) && isSame(b.y(), next.y())))
                result.pop_back();
        }
        // After a repair by less than a hundredth of a pixel lines are exactly axis-parallel again.
        if (!result.empty() && isSame(result.back().x(), next.x()))
            next.setX(result.back().x());
        if (!result.empty() && isSame(result.back().y(), next.y()))
            next.setY(result.back().y());
        result.push_back(next);
    }
    return result;
}

// A parent that does not exist, is a leaf, or leads in a circle, counts as none.
RouteScene withSoundParents(RouteScene scene)
{
    std::vector<char> state(scene.nodes.size(), 0);  // 0 new, 1 on the way up, 2 sound
    for (std::size_t start = 0; start < scene.nodes.size(); ++start) {
        std::vector<std::size_t> way;
        std::size_t at = start;
        while (state[at] == 0) {
            state[at] = 1;
            way.push_back(at);
            int &parent = scene.nodes[at].parent;
            const bool isNode = parent >= 0 && std::size_t(parent) < scene.nodes.size();
            if (!isNode || scene.nodes[std::size_t(parent)].shape != RouteShape::Container || state[std::size_t(parent)] == 1)
                parent = -1;
            if (parent < 0)
                break;
            at = std::size_t(parent);
        }
        for (const std::size_t node : way)
            state[node] = 2;
    }
    return scene;
}

} // namespace

Router::State::State(RouteScene &&given, RouteOptions how)
    : scene(withSoundParents(std::move(given))), options(how), obstacles(scene), tree(scene), wires(scene.links.size()),
      routes(scene.links.size()), reaches(scene.links.size())
{
}

bool Router::State::isSound(int link) const
{
    const RouteLink &of = scene.links[std::size_t(link)];
    const auto isNode = [this](int node) { return node >= 0 && std::size_t(node) < scene.nodes.size(); };
    return isNode(of.from) && isNode(of.to);
}

QRectF Router::State::everything() const
{
    QRectF all;
    for (const RouteNode &node : scene.nodes)
        all = all.united(node.rect);
    for (const QRectF &label : scene.labels)
        all = all.united(label);
    for (const RouteLink &link : scene.links) {
        for (const QPointF &point : link.waypoints)
            all = all.united(QRectF(point, QSizeF(1.0, 1.0)));
    }
    return all.adjusted(-kAround, -kAround, kAround, kAround);
}

QRectF Router::State::windowOf(int link) const
{
    const RouteLink &of = scene.links[std::size_t(link)];
    QRectF window = scene.nodes[std::size_t(of.from)].rect.united(scene.nodes[std::size_t(of.to)].rect);
    for (const QPointF &point : of.waypoints)
        window = window.united(QRectF(point, QSizeF(1.0, 1.0)));
    return window.adjusted(-kAround, -kAround, kAround, kAround);
}

std::vector<int> Router::State::countSides(const std::vector<char> &isOpen) const
{
    std::vector<int> load(scene.nodes.size() * 4, 0);
    for (std::size_t w = 0; w < wires.size(); ++w) {
        if (isOpen[w] != 0 || wires[w].points.empty())
            continue;
        for (const WireEnd *end : {&wires[w].from, &wires[w].to})
            ++load[std::size_t(end->node) * 4 + std::size_t(end->side)];
    }
    return load;
}

std::vector<int> Router::State::searchIn(const Surroundings &surroundings, const std::vector<int> &links, std::vector<int> &load)
{
    const TrackGraph graph = buildTrackGraph(scene, surroundings, links);
    PathSearch search(scene, graph, options.bendCost);
    std::vector<int> failed;
    for (const int link : links) {
        std::optional<Wire> wire = search.find(link, load);
        // Boxes that were dragged over containers that are not theirs are found here.
        if (!wire || !isClear(*wire)) {
            failed.push_back(link);
            continue;
        }
        for (const WireEnd *end : {&wire->from, &wire->to})
            ++load[std::size_t(end->node) * 4 + std::size_t(end->side)];
        wires[std::size_t(link)] = std::move(*wire);
    }
    return failed;
}

void Router::State::search(const std::vector<int> &links, std::vector<int> &load)
{
    std::vector<std::pair<SceneTree::Corridor, std::vector<int>>> groups;
    std::map<std::pair<int, int>, std::size_t> groupOf;
    for (const int link : links) {
        const RouteLink &of = scene.links[std::size_t(link)];
        const SceneTree::Corridor corridor = tree.corridorOf(of.from, of.to);
        const auto [group, isNew] = groupOf.try_emplace({corridor.a, corridor.b}, groups.size());
        if (isNew)
            groups.emplace_back(corridor, std::vector<int>());
        groups[group->second].second.push_back(link);
    }
    std::vector<int> failed;
    for (const auto &[corridor, members] : groups) {
        QRectF window;
        for (const int link : members)
            window = window.united(windowOf(link));
        std::vector<int> rest = searchIn(tree.surroundingsOf(corridor, window, normal()), members, load);
        if (!rest.empty())
            rest = searchIn(tree.surroundingsOf(corridor, everything(), normal()), rest, load);
        failed.insert(failed.end(), rest.begin(), rest.end());
    }
    searchFarther(failed, load);
}

void Router::State::searchFarther(const std::vector<int> &failed, std::vector<int> &load)
{
    std::vector<int> lost;
    for (const int link : failed) {
        std::vector<int> rest = searchIn(surroundingsWithin(obstacles, windowOf(link), normal()), {link}, load);
        if (!rest.empty())
            rest = searchIn(surroundingsWithin(obstacles, windowOf(link), kTight), rest, load);
        lost.insert(lost.end(), rest.begin(), rest.end());
    }
    if (!lost.empty())
        lost = searchIn(surroundingsWithin(obstacles, everything(), kTight), lost, load);
    for (const int link : lost)
        drawStraight(link);
}

void Router::State::drawStraight(int link)
{
    const RouteLink &of = scene.links[std::size_t(link)];
    const RouteNode &from = scene.nodes[std::size_t(of.from)];
    const RouteNode &to = scene.nodes[std::size_t(of.to)];
    const QPointF a = centreOf(from);
    const QPointF b = centreOf(to);
    Wire &wire = wires[std::size_t(link)];
    wire = Wire();
    wire.from = {of.from, b.x() >= a.x() ? Side::Right : Side::Left, a.y(), a.y()};
    wire.to = {of.to, b.y() >= a.y() ? Side::Top : Side::Bottom, b.x(), b.x()};
    wire.points = {a};
    QPointF at = a;
    std::vector<QPointF> stations = of.waypoints;
    stations.push_back(b);
    for (const QPointF &next : stations) {
        if (next.x() != at.x() && next.y() != at.y())
            wire.points.emplace_back(next.x(), at.y());
        wire.points.push_back(next);
        at = next;
    }
}

bool Router::State::isClear(const Wire &wire) const
{
    for (std::size_t s = 0; s + 1 < wire.points.size(); ++s) {
        const int first = s == 0 ? wire.from.node : -1;
        const int last = s + 2 == wire.points.size() ? wire.to.node : -1;
        if (obstacles.isHit(wire.points[s], wire.points[s + 1], first, last))
            return false;
    }
    return true;
}

void Router::State::finish(const std::vector<int> &links)
{
    for (const int link : links) {
        if (wires[std::size_t(link)].isClear && scene.links[std::size_t(link)].waypoints.empty())
            straightenEnds(obstacles, wires[std::size_t(link)]);
    }
    std::vector<Wire> found;
    for (const int link : links)
        found.push_back(wires[std::size_t(link)]);
    nudge(scene, options, obstacles, wires, links, reaches);
    for (std::size_t i = 0; i < links.size(); ++i) {
        Wire &wire = wires[std::size_t(links[i])];
        // Nudging keeps ways clear; should rounding ever break one, the way as it was found stands.
        if (wire.isClear && !isClear(wire))
            wire = std::move(found[i]);
        Route &route = routes[std::size_t(links[i])];
        route.points = cleaned(wire.points);
        route.fromSide = wire.from.side;
        route.toSide = wire.to.side;
        route.isClear = wire.isClear;
        noteReach(links[i]);
    }
}

void Router::State::noteReach(int link)
{
    const std::vector<QPointF> &points = routes[std::size_t(link)].points;
    QRectF reach;
    for (const QPointF &point : points)
        reach = reach.united(QRectF(point.x() - 1.0, point.y() - 1.0, 2.0, 2.0));
    reaches[std::size_t(link)] = reach;
}

std::vector<int> Router::State::rerouteOpen(const std::vector<int> &links)
{
    std::vector<char> isOpen(scene.links.size(), 0);
    std::vector<Route> before;
    QRectF vacated;
    for (const int link : links) {
        isOpen[std::size_t(link)] = 1;
        before.push_back(routes[std::size_t(link)]);
        vacated = vacated.united(reaches[std::size_t(link)]);
    }
    std::vector<int> load = countSides(isOpen);
    search(links, load);
    finish(links);
    std::vector<int> changed = updateJumps(routes, links, reaches, vacated);
    for (std::size_t i = 0; i < links.size(); ++i) {
        const Route &now = routes[std::size_t(links[i])];
        if (before[i].points != now.points || before[i].jumps != now.jumps || before[i].isClear != now.isClear)
            changed.push_back(links[i]);
    }
    std::sort(changed.begin(), changed.end());
    return changed;
}

std::vector<int> Router::State::touched(const Disturbance &disturbance) const
{
    const auto boundsOf = [](const std::vector<QRectF> &rectangles) {
        QRectF bounds;
        for (const QRectF &rectangle : rectangles)
            bounds = bounds.united(rectangle);
        return bounds;
    };
    const QRectF standing = boundsOf(disturbance.standing);
    const QRectF vacated = boundsOf(disturbance.vacated);
    const auto meets = [](const QRectF &stretch, const QRectF &bounds, const std::vector<QRectF> &rectangles) {
        return stretch.intersects(bounds)
            && std::any_of(rectangles.begin(), rectangles.end(), [&](const QRectF &rectangle) { return rectangle.intersects(stretch); });
    };
    std::vector<int> links;
    for (std::size_t l = 0; l < scene.links.size(); ++l) {
        if (!isSound(int(l)))
            continue;
        const RouteLink &link = scene.links[l];
        const std::vector<QPointF> &points = routes[l].points;
        bool isTouched = points.empty() || !routes[l].isClear || disturbance.isMoved[std::size_t(link.from)] != 0
                      || disturbance.isMoved[std::size_t(link.to)] != 0;
        const bool isNear = reaches[l].intersects(standing) || reaches[l].intersects(vacated);
        for (std::size_t s = 0; isNear && !isTouched && s + 1 < points.size(); ++s) {
            const QRectF stretch = QRectF(points[s], points[s + 1]).normalized().adjusted(-1.0, -1.0, 1.0, 1.0);
            isTouched = meets(stretch, standing, disturbance.standing) || meets(stretch, vacated, disturbance.vacated);
        }
        if (isTouched)
            links.push_back(int(l));
    }
    return links;
}

} // namespace model::layout
