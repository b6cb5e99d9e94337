// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/route.h"

#include <cstddef>
#include <vector>

// What must not occur in a drawing, counted by looking at everything, without the router's own indices.
struct RouteFaults {
    int throughBoxes = 0;
    int slanted = 0;
    int notClear = 0;
    int offEnds = 0;
    int alongBorders = 0;
    int onEachOther = 0;
};

[[nodiscard]] RouteFaults faultsOf(const model::layout::RouteScene &scene, const std::vector<model::layout::Route> &routes);

// Pairs of links that lie on each other for more than a pixel.
[[nodiscard]] int sharedRuns(const std::vector<model::layout::Route> &routes);

// Where links cross and there is room to draw a jump, over all pairs.
[[nodiscard]] std::size_t crossings(const std::vector<model::layout::Route> &routes);
[[nodiscard]] std::size_t jumps(const std::vector<model::layout::Route> &routes);

// Small scenes to start from: a leaf of 80 x 72 with its icon at the top middle, and two of them in a row, joined.
[[nodiscard]] model::layout::RouteNode leafAt(double x, double y);
[[nodiscard]] model::layout::RouteScene pairScene();
