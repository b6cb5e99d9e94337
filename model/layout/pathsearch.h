// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/trackgraph.h"
#include "model/layout/wire.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace model::layout {

// Finds the best way of each link through a track graph: short, with few bends (A* over stops and directions).
class PathSearch {
public:
    PathSearch(const RouteScene &scene, const TrackGraph &graph, double bendCost);

    // Nothing where no way exists. sideLoad counts the links that already end at each side of each node (4 per node), so
    // that many links spread over the sides.
    [[nodiscard]] std::optional<Wire> find(int link, const std::vector<int> &sideLoad);

private:
    // A stop reached in a direction along its line: 2 * stop + (1 if towards larger coordinates).
    using State = int;

    struct Goal {
        State state = -1;
        int port = -1;  // -1: a waypoint
        double cost = 0.0;
        QPointF at;
        int dx = 0;
        int dy = 0;
    };
    struct Start {
        State state = -1;
        double cost = 0.0;
    };
    struct Entry {
        double estimate = 0.0;
        double spent = 0.0;
        State state = -1;
    };
    struct Found {
        std::vector<QPointF> corners;
        State last = -1;
        State first = -1;
        int goal = -1;
    };

    [[nodiscard]] const std::vector<int> &portsAt(const std::unordered_map<int, std::vector<int>> &ports, int key) const;
    void openPorts(int link, const std::vector<int> &sideLoad, std::vector<Start> &starts, std::vector<Goal> &goals) const;
    [[nodiscard]] std::vector<Goal> waypointGoals(const QPointF &at) const;
    [[nodiscard]] std::vector<Start> onwards(State reached, double bendCost) const;
    [[nodiscard]] std::optional<Found> search(const std::vector<Start> &starts, const std::vector<Goal> &goals);
    [[nodiscard]] Found trace(State last, int goal) const;
    void expand(const Entry &entry, const std::vector<Goal> &goals);
    void push(State state, double spent, State from, const std::vector<Goal> &goals);
    [[nodiscard]] double remaining(State state, const std::vector<Goal> &goals) const;
    [[nodiscard]] State turned(int stop, bool isForward) const;
    [[nodiscard]] bool isBetter(State state, double spent) const;

    const RouteScene &m_scene;
    const TrackGraph &m_graph;
    double m_bendCost;
    std::vector<double> m_spent;  // by state
    std::vector<State> m_from;
    std::vector<int> m_stamp;     // of the search that wrote the two
    int m_round = 0;
    std::vector<Entry> m_heap;
    std::unordered_map<int, std::vector<int>> m_portsOfNode;
    std::unordered_map<int, std::vector<int>> m_portsOfLink;
    std::vector<int> m_none;
};

} // namespace model::layout
