// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace model::layout {

// Layered (Sugiyama) layout of one flat graph. It speaks of "along" (the direction of the flow) and "across", so that
// the same code lays out to the right and downwards.
struct LayerNode {
    double along = 0.0;
    double across = 0.0;
    double anchor = 0.0;  // along, from its beginning: what stands in line with the other nodes of its layer
    int stage = 1;  // 0 start, 1 middle, 2 end: decides where cycles are cut
};

// Ports: the edge wants to be straight. Starts: two large containers look better with their tops in line.
enum class EdgeAlign { Ports, Starts };

struct LayerEdge {
    int from = -1;
    int to = -1;
    double weight = 1.0;
    double fromPort = 0.0;  // across, from the node's beginning
    double toPort = 0.0;
    EdgeAlign align = EdgeAlign::Ports;
};

// Something outside of the graph that a node is linked to, at a place across (0 is the middle of the graph).
struct LayerPull {
    int node = -1;
    double at = 0.0;
    double port = 0.0;
    double weight = 1.0;
};

struct LayerOptions {
    double grid = 8.0;
    double acrossGap = 24.0;
    double layerGap = 56.0;
    double looseGap = 24.0;  // between layers that no edge joins
};

struct LayerGraph {
    std::vector<LayerNode> nodes;
    std::vector<LayerEdge> edges;
    std::vector<LayerPull> pulls;
};

struct LayerResult {
    std::vector<double> along;
    std::vector<double> across;
    double alongExtent = 0.0;
    double acrossExtent = 0.0;
};

[[nodiscard]] LayerResult layOutInLayers(const LayerGraph &graph, const LayerOptions &options);

} // namespace model::layout
