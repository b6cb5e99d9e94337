// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/obstacles.h"
#include "model/layout/route.h"
#include "model/layout/surroundings.h"
#include "model/layout/wire.h"

#include <vector>

namespace model::layout {

struct Router::State {
    // What an edit or a drag has touched.
    struct Disturbance {
        std::vector<char> isMoved;      // by node: links that end here find a new way
        std::vector<QRectF> standing;   // links that pass here must give way
        std::vector<QRectF> vacated;    // links near here may have gone round what stood there
    };

    State(RouteScene &&given, RouteOptions how);

    [[nodiscard]] bool isSound(int link) const;
    [[nodiscard]] Clearance normal() const { return {options.margin, 3.0, options.borderMargin}; }
    [[nodiscard]] QRectF everything() const;
    [[nodiscard]] QRectF windowOf(int link) const;
    [[nodiscard]] bool isClear(const Wire &wire) const;
    [[nodiscard]] std::vector<int> countSides(const std::vector<char> &isOpen) const;
    [[nodiscard]] std::vector<int> touched(const Disturbance &disturbance) const;

    // Finds ways for these links; the others are taken as they are.
    void search(const std::vector<int> &links, std::vector<int> &load);
    // Straightens and nudges what was found, and makes routes of it.
    void finish(const std::vector<int> &links);
    // Both, with jumps; returns whose points or jumps changed.
    std::vector<int> rerouteOpen(const std::vector<int> &links);

    RouteScene scene;
    RouteOptions options;
    ObstacleMap obstacles;
    SceneTree tree;
    std::vector<Wire> wires;
    std::vector<Route> routes;
    std::vector<QRectF> reaches;  // by link: all of its route and a little more; null without one. Most links are far from a change

private:
    void noteReach(int link);
    std::vector<int> searchIn(const Surroundings &surroundings, const std::vector<int> &links, std::vector<int> &load);
    void searchFarther(const std::vector<int> &links, std::vector<int> &load);
    void drawStraight(int link);
};

} // namespace model::layout
