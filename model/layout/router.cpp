// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/route.h"

#include "model/layout/jumps.h"
#include "model/layout/routerstate.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace model::layout {

namespace {

// Links this near to where a box stood may have gone round it.
constexpr double kNearVacated = 24.0;

bool isSameBox(const RouteNode &a, const RouteNode &b)
{
    return a.rect == b.rect && a.icon == b.icon && a.shape == b.shape && a.passage == b.passage;
}

// What is in the second list and not in the first.
std::vector<QRectF> addedRects(std::vector<QRectF> before, const std::vector<QRectF> &after)
{
    const auto isLess = [](const QRectF &a, const QRectF &b) {
        return std::tuple(a.left(), a.top(), a.width(), a.height()) < std::tuple(b.left(), b.top(), b.width(), b.height());
    };
    std::sort(before.begin(), before.end(), isLess);
    std::vector<QRectF> added;
    for (const QRectF &rect : after) {
        if (!std::binary_search(before.begin(), before.end(), rect, isLess))
            added.push_back(rect);
    }
    return added;
}

} // namespace

Router::Router(RouteScene scene, RouteOptions options) : m_state(std::make_unique<State>(std::move(scene), options))
{
}

Router::~Router() = default;
Router::Router(Router &&) noexcept = default;
Router &Router::operator=(Router &&) noexcept = default;

const RouteScene &Router::scene() const
{
    return m_state->scene;
}

const std::vector<Route> &Router::routes() const
{
    return m_state->routes;
}

void Router::routeAll()
{
    State &state = *m_state;
    std::vector<int> links;
    for (std::size_t l = 0; l < state.scene.links.size(); ++l) {
        if (state.isSound(int(l)))
            links.push_back(int(l));
    }
    if (links.empty())
        return;
    std::vector<int> load(state.scene.nodes.size() * 4, 0);
    state.search(links, load);
    state.finish(links);
    findJumps(state.routes);
}

std::vector<int> Router::move(std::span<const Move> moves, std::span<const LabelMove> labels)
{
    State &state = *m_state;
    State::Disturbance disturbance{std::vector<char>(state.scene.nodes.size(), 0), {}, {}};
    for (const Move &move : moves) {
        RouteNode &node = state.scene.nodes[std::size_t(move.node)];
        const RouteNode before = node;
        node.rect = move.rect;
        node.icon = move.icon;
        state.obstacles.moveNode(move.node, before);
        state.tree.nodeMoved(move.node);
        disturbance.isMoved[std::size_t(move.node)] = 1;
        if (node.shape == RouteShape::Leaf)
            disturbance.standing.push_back(solidOf(node));
    }
    for (const LabelMove &move : labels) {
        QRectF &label = state.scene.labels[std::size_t(move.label)];
        const QRectF before = label;
        label = move.rect;
        state.obstacles.moveLabel(move.label, before, move.rect);
        disturbance.standing.push_back(move.rect);
    }
    return state.rerouteOpen(state.touched(disturbance));
}

namespace {

// Which boxes are new, moved or gone, as links see it.
Router::State::Disturbance disturbanceBetween(const RouteScene &then, const RouteScene &now, std::span<const int> oldNodes)
{
    Router::State::Disturbance disturbance{std::vector<char>(now.nodes.size(), 0), addedRects(then.labels, now.labels), {}};
    std::vector<char> isKept(then.nodes.size(), 0);
    for (std::size_t n = 0; n < now.nodes.size(); ++n) {
        const RouteNode &node = now.nodes[n];
        const int old = oldNodes[n];
        if (old >= 0 && isSameBox(then.nodes[std::size_t(old)], node)) {
            isKept[std::size_t(old)] = 1;
            continue;
        }
        disturbance.isMoved[n] = 1;
        if (node.shape == RouteShape::Leaf)
            disturbance.standing.push_back(solidOf(node));
    }
    for (std::size_t n = 0; n < isKept.size(); ++n) {
        if (isKept[n] == 0 && then.nodes[n].shape == RouteShape::Leaf)
            disturbance.vacated.push_back(solidOf(then.nodes[n]).adjusted(-kNearVacated, -kNearVacated, kNearVacated, kNearVacated));
    }
    return disturbance;
}

} // namespace

std::vector<int> Router::adopt(const Router &previous, std::span<const int> oldNodes, std::span<const int> oldLinks)
{
    State &now = *m_state;
    const State &then = *previous.m_state;
    std::vector<int> newLinks(then.scene.links.size(), -1);
    for (std::size_t l = 0; l < now.scene.links.size(); ++l) {
        if (oldLinks[l] >= 0)
            newLinks[std::size_t(oldLinks[l])] = int(l);
    }
    std::vector<int> changed;
    for (std::size_t l = 0; l < now.scene.links.size(); ++l) {
        if (oldLinks[l] < 0 || !now.isSound(int(l)))
            continue;
        const auto old = std::size_t(oldLinks[l]);
        const RouteLink &link = now.scene.links[l];
        const RouteLink &before = then.scene.links[old];
        const bool isSameLink = oldNodes[std::size_t(link.from)] == before.from && oldNodes[std::size_t(link.to)] == before.to
                             && link.fromPort == before.fromPort && link.toPort == before.toPort && link.waypoints == before.waypoints;
        if (!isSameLink)
            continue;
        now.wires[l] = then.wires[old];
        now.wires[l].from.node = link.from;
        now.wires[l].to.node = link.to;
        now.routes[l] = then.routes[old];
        now.reaches[l] = then.reaches[old];
        for (Jump &jump : now.routes[l].jumps)
            jump.over = newLinks[std::size_t(jump.over)];
        // A link that was jumped over may be gone.
        if (std::erase_if(now.routes[l].jumps, [](const Jump &jump) { return jump.over < 0; }) > 0)
            changed.push_back(int(l));
    }
    const std::vector<int> rerouted = now.rerouteOpen(now.touched(disturbanceBetween(then.scene, now.scene, oldNodes)));
    changed.insert(changed.end(), rerouted.begin(), rerouted.end());
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    return changed;
}

void Router::bend(int link, std::vector<QPointF> waypoints)
{
    m_state->scene.links[std::size_t(link)].waypoints = std::move(waypoints);
}

std::vector<int> Router::reroute(std::span<const int> links)
{
    std::vector<int> sound;
    for (const int link : links) {
        if (m_state->isSound(link))
            sound.push_back(link);
    }
    std::sort(sound.begin(), sound.end());
    sound.erase(std::unique(sound.begin(), sound.end()), sound.end());
    return m_state->rerouteOpen(sound);
}

std::vector<Route> routeLinks(const RouteScene &scene, const RouteOptions &options)
{
    Router router(scene, options);
    router.routeAll();
    return router.routes();
}

} // namespace model::layout
