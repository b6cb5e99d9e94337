// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/layered.h"

#include <vector>

namespace model::layout {

// The working graph of the layered layout: edges all lead to a later layer, long ones are cut by dummies so that each
// joins neighbouring layers.
struct WorkNode {
    double along = 0.0;
    double across = 0.0;
    double anchor = 0.0;
    int layer = 0;
    bool isDummy = false;
    double position = 0.0;  // across, of its beginning
};

struct WorkEdge {
    int from = -1;
    int to = -1;
    double weight = 1.0;
    double fromPort = 0.0;
    double toPort = 0.0;
    EdgeAlign align = EdgeAlign::Ports;
};

struct WorkGraph {
    std::vector<WorkNode> nodes;
    std::vector<WorkEdge> edges;
    std::vector<std::vector<int>> in;   // edge indices by node
    std::vector<std::vector<int>> out;
    std::vector<std::vector<int>> layers;
    std::vector<std::vector<LayerPull>> pulls;  // by node
};

// Cuts cycles, assigns layers of bounded height and adds dummies.
[[nodiscard]] WorkGraph buildWorkGraph(const LayerGraph &graph);

// Orders each layer so that few edges cross.
void orderLayers(WorkGraph &work, const LayerOptions &options);

// Gives each node its place across: order kept, gaps kept, edges as straight as they can be.
void placeAcross(WorkGraph &work, const LayerOptions &options);

// Room to keep between two neighbours of one layer.
[[nodiscard]] double gapBetween(const WorkNode &a, const WorkNode &b, const LayerOptions &options);

} // namespace model::layout
