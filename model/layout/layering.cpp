// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/layergraph.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

namespace model::layout {

namespace {

// Beyond this many dummies long edges are left uncut: the router finds its way without reserved room.
constexpr std::size_t kMostDummies = 20000;

using Adjacency = std::vector<std::vector<int>>;

Adjacency outgoing(std::size_t nodeCount, const std::vector<WorkEdge> &edges)
{
    Adjacency out(nodeCount);
    for (std::size_t e = 0; e < edges.size(); ++e)
        out[std::size_t(edges[e].from)].push_back(int(e));
    return out;
}

void turnRound(WorkEdge &edge)
{
    std::swap(edge.from, edge.to);
    std::swap(edge.fromPort, edge.toPort);
}

// Starts the search where the flow should begin: at nodes that nobody calls, clients before stores.
std::vector<int> searchOrder(const LayerGraph &graph)
{
    std::vector<int> incoming(graph.nodes.size(), 0);
    for (const LayerEdge &edge : graph.edges)
        ++incoming[std::size_t(edge.to)];
    std::vector<int> order(graph.nodes.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const auto key = [&](int n) {
            return std::pair(incoming[std::size_t(n)] > 0, graph.nodes[std::size_t(n)].stage);
        };
        return key(a) < key(b);
    });
    return order;
}

// Turns round every edge that leads back to a node on the current path of a depth-first search.
void breakCycles(const LayerGraph &graph, std::vector<WorkEdge> &edges)
{
    const Adjacency out = outgoing(graph.nodes.size(), edges);
    std::vector<char> state(graph.nodes.size(), 0);  // 0 new, 1 on the path, 2 done
    std::vector<std::pair<int, std::size_t>> path;
    std::vector<int> back;
    for (const int root : searchOrder(graph)) {
        if (state[std::size_t(root)] != 0)
            continue;
        path.emplace_back(root, 0);
        state[std::size_t(root)] = 1;
        while (!path.empty()) {
            auto &[node, next] = path.back();
            if (next == out[std::size_t(node)].size()) {
                state[std::size_t(node)] = 2;
                path.pop_back();
                continue;
            }
            const int edge = out[std::size_t(node)][next++];
            const int to = edges[std::size_t(edge)].to;
            if (state[std::size_t(to)] == 1) {
                back.push_back(edge);
            } else if (state[std::size_t(to)] == 0) {
                state[std::size_t(to)] = 1;
                path.emplace_back(to, 0);
            }
        }
    }
    for (const int edge : back)
        turnRound(edges[std::size_t(edge)]);
}

// A layer must not tower over the rest: more than this and its nodes go on into the next layer.
double tallestLayer(const LayerGraph &graph)
{
    double area = 0.0;
    double tallest = 0.0;
    for (const LayerNode &node : graph.nodes) {
        area += (node.along + 56.0) * (node.across + 24.0);
        tallest = std::max(tallest, node.across);
    }
    const double side = std::sqrt(area);
    return std::max({1.25 * side, tallest + 0.35 * side, 400.0});
}

struct Layering {
    std::vector<int> layer;
    std::vector<double> height;
};

Layering assignLayers(const LayerGraph &graph, const std::vector<WorkEdge> &edges, double limit)
{
    const Adjacency out = outgoing(graph.nodes.size(), edges);
    Layering result{std::vector<int>(graph.nodes.size(), 0), {}};
    std::vector<int> waiting(graph.nodes.size(), 0);
    for (const WorkEdge &edge : edges)
        ++waiting[std::size_t(edge.to)];
    std::vector<int> queue;
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
        if (waiting[n] == 0)
            queue.push_back(int(n));
    }
    for (std::size_t head = 0; head < queue.size(); ++head) {
        const auto node = std::size_t(queue[head]);
        const double need = graph.nodes[node].across + 24.0;
        auto layer = std::size_t(result.layer[node]);
        while (layer < result.height.size() && result.height[layer] > 0.0 && result.height[layer] + need > limit)
            ++layer;
        if (layer >= result.height.size())
            result.height.resize(layer + 1, 0.0);
        result.height[layer] += need;
        result.layer[node] = int(layer);
        for (const int e : out[node]) {
            const auto to = std::size_t(edges[std::size_t(e)].to);
            result.layer[to] = std::max(result.layer[to], int(layer) + 1);
            if (--waiting[to] == 0)
                queue.push_back(int(to));
        }
    }
    return result;
}

// A node that nobody calls need not stand at the far beginning: it moves next to what it calls.
void pullSources(const LayerGraph &graph, const std::vector<WorkEdge> &edges, double limit, Layering &layering)
{
    std::vector<char> isCalled(graph.nodes.size(), 0);
    for (const WorkEdge &edge : edges)
        isCalled[std::size_t(edge.to)] = 1;
    const Adjacency out = outgoing(graph.nodes.size(), edges);
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
        if (isCalled[n] != 0 || out[n].empty())
            continue;
        int nearest = int(layering.height.size());
        for (const int e : out[n])
            nearest = std::min(nearest, layering.layer[std::size_t(edges[std::size_t(e)].to)] - 1);
        const double need = graph.nodes[n].across + 24.0;
        while (nearest > layering.layer[n] && layering.height[std::size_t(nearest)] + need > limit)
            --nearest;
        if (nearest <= layering.layer[n])
            continue;
        layering.height[std::size_t(layering.layer[n])] -= need;
        layering.height[std::size_t(nearest)] += need;
        layering.layer[n] = nearest;
    }
}

void closeEmptyLayers(std::vector<int> &layers)
{
    std::vector<int> used(layers);
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    for (int &layer : layers)
        layer = int(std::lower_bound(used.begin(), used.end(), layer) - used.begin());
}

void cutLongEdges(WorkGraph &work, const std::vector<WorkEdge> &edges)
{
    std::size_t dummies = 0;
    for (const WorkEdge &edge : edges)
        dummies += std::size_t(work.nodes[std::size_t(edge.to)].layer - work.nodes[std::size_t(edge.from)].layer - 1);
    for (const WorkEdge &edge : edges) {
        const int first = work.nodes[std::size_t(edge.from)].layer;
        const int last = work.nodes[std::size_t(edge.to)].layer;
        if (last - first == 1) {
            work.edges.push_back(edge);
            continue;
        }
        if (dummies > kMostDummies)
            continue;
        WorkEdge part = edge;
        for (int layer = first + 1; layer < last; ++layer) {
            work.nodes.push_back({0.0, 0.0, 0.0, layer, true, 0.0});
            part.to = int(work.nodes.size()) - 1;
            part.toPort = 0.0;
            part.weight = layer == first + 1 ? edge.weight * 2.0 : edge.weight * 8.0;
            work.edges.push_back(part);
            part.from = part.to;
            part.fromPort = 0.0;
        }
        part.to = edge.to;
        part.toPort = edge.toPort;
        part.weight = edge.weight * 2.0;
        work.edges.push_back(part);
    }
}

} // namespace

WorkGraph buildWorkGraph(const LayerGraph &graph)
{
    std::vector<WorkEdge> edges;
    edges.reserve(graph.edges.size());
    for (const LayerEdge &edge : graph.edges) {
        if (edge.from != edge.to)
            edges.push_back({edge.from, edge.to, edge.weight, edge.fromPort, edge.toPort, edge.align});
    }
    breakCycles(graph, edges);
    const double limit = tallestLayer(graph);
    Layering layering = assignLayers(graph, edges, limit);
    pullSources(graph, edges, limit, layering);
    closeEmptyLayers(layering.layer);

    WorkGraph work;
    work.nodes.reserve(graph.nodes.size());
    for (std::size_t n = 0; n < graph.nodes.size(); ++n)
        work.nodes.push_back({graph.nodes[n].along, graph.nodes[n].across, graph.nodes[n].anchor, layering.layer[n], false, 0.0});
    cutLongEdges(work, edges);

    work.in.resize(work.nodes.size());
    work.out.resize(work.nodes.size());
    work.pulls.resize(work.nodes.size());
    for (std::size_t e = 0; e < work.edges.size(); ++e) {
        work.out[std::size_t(work.edges[e].from)].push_back(int(e));
        work.in[std::size_t(work.edges[e].to)].push_back(int(e));
    }
    for (const LayerPull &pull : graph.pulls)
        work.pulls[std::size_t(pull.node)].push_back(pull);
    for (std::size_t n = 0; n < work.nodes.size(); ++n) {
        const auto layer = std::size_t(work.nodes[n].layer);
        if (layer >= work.layers.size())
            work.layers.resize(layer + 1);
        work.layers[layer].push_back(int(n));
    }
    return work;
}

double gapBetween(const WorkNode &a, const WorkNode &b, const LayerOptions &options)
{
    if (a.isDummy && b.isDummy)
        return options.grid;
    return a.isDummy || b.isDummy ? 2.0 * options.grid : options.acrossGap;
}

} // namespace model::layout
