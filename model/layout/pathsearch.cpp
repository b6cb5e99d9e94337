// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/pathsearch.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace model::layout {

namespace {

constexpr double kCrowdedSideCost = 20.0;  // for each link beyond those that have ample room on a side
constexpr int kAmpleOnSide = 3;
constexpr double kBottomCost = 6.0;        // below an icon is its label: other sides show better what is joined

// The fewest bends on the way from here, heading (dx, dy), to a goal that must be reached heading (gx, gy).
int fewestBends(double offX, double offY, int dx, int dy, int gx, int gy)
{
    const double ahead = offX * dx + offY * dy;
    const double aside = std::abs(offX * dy) + std::abs(offY * dx);
    const int agreement = dx * gx + dy * gy;
    if (agreement > 0) {
        if (ahead < 0.0)
            return 4;
        return aside > 0.0 ? 2 : 0;
    }
    if (agreement < 0)
        return 2;
    const double towards = offX * gx + offY * gy;
    return ahead >= 0.0 && towards >= 0.0 ? 1 : 3;
}

void dropStraightCorners(std::vector<QPointF> &points)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (kept > 0 && points[kept - 1] == points[i])
            continue;
        if (kept > 1) {
            const QPointF a = points[kept - 2];
            const QPointF b = points[kept - 1];
            const bool isStraight = (a.x() == b.x() && b.x() == points[i].x()) || (a.y() == b.y() && b.y() == points[i].y());
            if (isStraight)
                --kept;
        }
        points[kept++] = points[i];
    }
    points.resize(kept);
}

} // namespace

PathSearch::PathSearch(const RouteScene &scene, const TrackGraph &graph, double bendCost)
    : m_scene(scene), m_graph(graph), m_bendCost(bendCost), m_spent(2 * graph.stopLine.size()), m_from(2 * graph.stopLine.size()),
      m_stamp(2 * graph.stopLine.size(), 0)
{
    for (std::size_t p = 0; p < graph.ports.size(); ++p) {
        const PortSpot &port = graph.ports[p];
        if (graph.portStop[p] >= 0)
            (port.link < 0 ? m_portsOfNode[port.node] : m_portsOfLink[port.link]).push_back(int(p));
    }
}

const std::vector<int> &PathSearch::portsAt(const std::unordered_map<int, std::vector<int>> &ports, int key) const
{
    const auto found = ports.find(key);
    return found == ports.end() ? m_none : found->second;
}

void PathSearch::openPorts(int link, const std::vector<int> &sideLoad, std::vector<Start> &starts, std::vector<Goal> &goals) const
{
    const RouteLink &of = m_scene.links[std::size_t(link)];
    const auto cost = [&](const PortSpot &port) {
        const int load = sideLoad[std::size_t(port.node) * 4 + std::size_t(port.side)];
        return kCrowdedSideCost * std::max(0, load + 1 - kAmpleOnSide) + (port.side == Side::Bottom ? kBottomCost : 0.0);
    };
    const auto open = [&](int index, bool isFromEnd) {
        const PortSpot &port = m_graph.ports[std::size_t(index)];
        const int stop = m_graph.portStop[std::size_t(index)];
        if (isFromEnd) {
            starts.push_back({2 * stop + (port.leads > 0 ? 1 : 0), cost(port)});
            return;
        }
        const bool isHorizontal = axisOf(port.side) == Axis::Horizontal;
        goals.push_back({2 * stop + (port.leads > 0 ? 0 : 1), index, cost(port), m_graph.point(stop), isHorizontal ? -port.leads : 0,
                         isHorizontal ? 0 : -port.leads});
    };
    const auto isOpen = [&](int index, bool isFromEnd) {
        // A link from a box to itself leaves at the right and comes back at the top.
        return of.from != of.to || m_graph.ports[std::size_t(index)].side == (isFromEnd ? Side::Right : Side::Top);
    };
    for (const int port : portsAt(m_portsOfLink, link))
        open(port, m_graph.ports[std::size_t(port)].isFromEnd);
    if (!of.fromPort) {
        for (const int port : portsAt(m_portsOfNode, of.from)) {
            if (isOpen(port, true))
                open(port, true);
        }
    }
    if (!of.toPort) {
        for (const int port : portsAt(m_portsOfNode, of.to)) {
            if (isOpen(port, false))
                open(port, false);
        }
    }
}

std::vector<PathSearch::Goal> PathSearch::waypointGoals(const QPointF &at) const
{
    std::vector<Goal> goals;
    const int stop = m_graph.stopAt(at);
    if (stop < 0)
        return goals;
    const int mate = m_graph.stopMate[std::size_t(stop)];
    for (const int sign : {-1, 1}) {
        goals.push_back({2 * stop + (sign > 0 ? 1 : 0), -1, 0.0, at, sign, 0});
        goals.push_back({2 * mate + (sign > 0 ? 1 : 0), -1, 0.0, at, 0, sign});
    }
    return goals;
}

// From a waypoint the link goes straight on or turns, but not back.
std::vector<PathSearch::Start> PathSearch::onwards(State reached, double bendCost) const
{
    const int mate = m_graph.stopMate[std::size_t(reached / 2)];
    return {{reached, 0.0}, {2 * mate, bendCost}, {2 * mate + 1, bendCost}};
}

double PathSearch::remaining(State state, const std::vector<Goal> &goals) const
{
    const int stop = state / 2;
    const QPointF at = m_graph.point(stop);
    const bool isHorizontal = m_graph.stopLine[std::size_t(stop)] < m_graph.horizontalCount;
    const int sign = state % 2 != 0 ? 1 : -1;
    double best = std::numeric_limits<double>::max();
    for (const Goal &goal : goals) {
        const double offX = goal.at.x() - at.x();
        const double offY = goal.at.y() - at.y();
        const int bends = fewestBends(offX, offY, isHorizontal ? sign : 0, isHorizontal ? 0 : sign, goal.dx, goal.dy);
        best = std::min(best, std::abs(offX) + std::abs(offY) + m_bendCost * bends + goal.cost);
    }
    return best;
}

bool PathSearch::isBetter(State state, double spent) const
{
    const auto s = std::size_t(state);
    return m_stamp[s] != m_round || spent < m_spent[s] - 1e-9;
}

void PathSearch::push(State state, double spent, State from, const std::vector<Goal> &goals)
{
    if (!isBetter(state, spent))
        return;
    const auto s = std::size_t(state);
    m_stamp[s] = m_round;
    m_spent[s] = spent;
    m_from[s] = from;
    m_heap.push_back({spent + remaining(state, goals), spent, state});
    // Of equal estimates the one that is further on its way comes first, then the smaller number: the same on every machine.
    std::push_heap(m_heap.begin(), m_heap.end(), [](const Entry &a, const Entry &b) {
        if (a.estimate != b.estimate)
            return a.estimate > b.estimate;
        return a.spent != b.spent ? a.spent < b.spent : a.state > b.state;
    });
}

void PathSearch::expand(const Entry &entry, const std::vector<Goal> &goals)
{
    const int stop = entry.state / 2;
    const auto step = [&](int at, bool isForward, double spent) {
        const TrackGraph::Line &line = m_graph.lines[std::size_t(m_graph.stopLine[std::size_t(at)])];
        const int next = isForward ? at + 1 : at - 1;
        if (next < line.firstStop || next >= line.firstStop + line.stopCount)
            return;
        const double length = std::abs(m_graph.stopPos[std::size_t(next)] - m_graph.stopPos[std::size_t(at)]);
        push(2 * next + (isForward ? 1 : 0), spent + length, entry.state, goals);
    };
    step(stop, entry.state % 2 != 0, entry.spent);
    const int mate = m_graph.stopMate[std::size_t(stop)];
    step(mate, true, entry.spent + m_bendCost);
    step(mate, false, entry.spent + m_bendCost);
}

PathSearch::Found PathSearch::trace(State last, int goal) const
{
    Found found;
    found.last = last;
    found.goal = goal;
    for (State state = last; state >= 0; state = m_from[std::size_t(state)]) {
        const int stop = state / 2;
        found.first = state;
        found.corners.push_back(m_graph.point(stop));
        // A step that turned began at the stop before, on the other line: that is a corner, and it is in the list as well.
    }
    std::reverse(found.corners.begin(), found.corners.end());
    dropStraightCorners(found.corners);
    return found;
}

std::optional<PathSearch::Found> PathSearch::search(const std::vector<Start> &starts, const std::vector<Goal> &goals)
{
    if (goals.empty())
        return std::nullopt;
    ++m_round;
    m_heap.clear();
    for (const Start &start : starts)
        push(start.state, start.cost, -1, goals);
    const auto isLater = [](const Entry &a, const Entry &b) {
        if (a.estimate != b.estimate)
            return a.estimate > b.estimate;
        return a.spent != b.spent ? a.spent < b.spent : a.state > b.state;
    };
    double bestCost = std::numeric_limits<double>::max();
    State bestState = -1;
    int bestGoal = -1;
    while (!m_heap.empty()) {
        const Entry entry = m_heap.front();
        std::pop_heap(m_heap.begin(), m_heap.end(), isLater);
        m_heap.pop_back();
        if (entry.estimate >= bestCost)
            break;
        if (entry.spent > m_spent[std::size_t(entry.state)] + 1e-9)
            continue;
        for (std::size_t g = 0; g < goals.size(); ++g) {
            if (goals[g].state == entry.state && entry.spent + goals[g].cost < bestCost) {
                bestCost = entry.spent + goals[g].cost;
                bestState = entry.state;
                bestGoal = int(g);
            }
        }
        expand(entry, goals);
    }
    if (bestState < 0)
        return std::nullopt;
    return trace(bestState, bestGoal);
}

std::optional<Wire> PathSearch::find(int link, const std::vector<int> &sideLoad)
{
    const RouteLink &of = m_scene.links[std::size_t(link)];
    std::vector<Start> starts;
    std::vector<Goal> ends;
    openPorts(link, sideLoad, starts, ends);
    Wire wire;
    int fromPort = -1;
    for (std::size_t leg = 0; leg <= of.waypoints.size(); ++leg) {
        const bool isLast = leg == of.waypoints.size();
        const std::vector<Goal> goals = isLast ? ends : waypointGoals(of.waypoints[leg]);
        const std::optional<Found> found = search(starts, goals);
        if (!found)
            return std::nullopt;
        wire.points.insert(wire.points.end(), found->corners.begin(), found->corners.end());
        if (leg == 0) {
            for (const auto *ports : {&portsAt(m_portsOfLink, link), &portsAt(m_portsOfNode, of.from)}) {
                for (const int port : *ports) {
                    const PortSpot &spot = m_graph.ports[std::size_t(port)];
                    const bool isEnd = spot.link < 0 || spot.isFromEnd;
                    if (isEnd && fromPort < 0 && 2 * m_graph.portStop[std::size_t(port)] + (spot.leads > 0 ? 1 : 0) == found->first)
                        fromPort = port;
                }
            }
        }
        if (isLast) {
            const PortSpot &to = m_graph.ports[std::size_t(goals[std::size_t(found->goal)].port)];
            const PortSpot &from = m_graph.ports[std::size_t(fromPort)];
            wire.from = {from.node, from.side, from.first, from.last};
            wire.to = {to.node, to.side, to.first, to.last};
            wire.points.insert(wire.points.begin(), from.edge);
            wire.points.push_back(to.edge);
        }
        starts = onwards(found->last, m_bendCost);
    }
    dropStraightCorners(wire.points);
    wire.isClear = true;
    return wire;
}

} // namespace model::layout
