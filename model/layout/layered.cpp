// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/layered.h"

#include "model/layout/layergraph.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace model::layout {

namespace {

// A chain of layers longer than this is wrapped into rows where the whole would be far longer than high.
constexpr double kShortestWrapped = 2000.0;
constexpr double kAspect = 1.8;

// A wish for one node's position, as a point of a weighted median.
struct Wish {
    double at = 0.0;
    double weight = 1.0;
};

// Neighbours that stand together because none of them can move nearer to its wish without pushing the other.
struct Cluster {
    std::size_t first = 0;
    std::size_t last = 0;
    std::vector<Wish> wishes;  // sorted
    double at = 0.0;
};

// Medians rather than means make edges exactly straight; of two equally good places the first is taken, so that one of
// the two edges is straight rather than none.
double weightedMedian(const std::vector<Wish> &wishes)
{
    double total = 0.0;
    for (const Wish &wish : wishes)
        total += wish.weight;
    double sum = 0.0;
    for (const Wish &wish : wishes) {
        sum += wish.weight;
        if (sum > total / 2.0 - 1e-9)
            return wish.at;
    }
    return 0.0;
}

enum class Neighbours { Earlier, Later, Both };

// How far the later end's position is from the earlier end's where the edge is satisfied.
double shift(const WorkEdge &edge)
{
    return edge.align == EdgeAlign::Ports ? edge.fromPort - edge.toPort : 0.0;
}

std::vector<Wish> wishesOf(const WorkGraph &work, int node, Neighbours which)
{
    std::vector<Wish> wishes;
    const auto n = std::size_t(node);
    if (which != Neighbours::Later) {
        for (const int e : work.in[n]) {
            const WorkEdge &edge = work.edges[std::size_t(e)];
            wishes.push_back({work.nodes[std::size_t(edge.from)].position + shift(edge), edge.weight});
        }
    }
    if (which != Neighbours::Earlier) {
        for (const int e : work.out[n]) {
            const WorkEdge &edge = work.edges[std::size_t(e)];
            wishes.push_back({work.nodes[std::size_t(edge.to)].position - shift(edge), edge.weight});
        }
    }
    // Without a wish of its own a node stays where it is, but yields to any neighbour that has one.
    if (wishes.empty())
        wishes.push_back({work.nodes[n].position, 0.01});
    return wishes;
}

void absorb(Cluster &into, Cluster &from)
{
    std::vector<Wish> merged;
    merged.reserve(into.wishes.size() + from.wishes.size());
    std::merge(into.wishes.begin(), into.wishes.end(), from.wishes.begin(), from.wishes.end(), std::back_inserter(merged),
               [](const Wish &a, const Wish &b) { return a.at < b.at; });
    into.wishes = std::move(merged);
    into.last = from.last;
    into.at = weightedMedian(into.wishes);
}

// Isotonic regression in the L1 norm by pooling neighbours: the best positions that keep order and gaps.
void placeLayer(WorkGraph &work, const std::vector<int> &layer, Neighbours which, const LayerOptions &options)
{
    std::vector<double> offsets(layer.size(), 0.0);
    for (std::size_t i = 1; i < layer.size(); ++i) {
        const WorkNode &above = work.nodes[std::size_t(layer[i - 1])];
        offsets[i] = offsets[i - 1] + above.across + gapBetween(above, work.nodes[std::size_t(layer[i])], options);
    }
    std::vector<Cluster> clusters;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        Cluster next{i, i, wishesOf(work, layer[i], which), 0.0};
        for (Wish &wish : next.wishes)
            wish.at -= offsets[i];
        std::sort(next.wishes.begin(), next.wishes.end(), [](const Wish &a, const Wish &b) { return a.at < b.at; });
        next.at = weightedMedian(next.wishes);
        while (!clusters.empty() && clusters.back().at >= next.at) {
            absorb(clusters.back(), next);
            next = std::move(clusters.back());
            clusters.pop_back();
        }
        clusters.push_back(std::move(next));
    }
    for (const Cluster &cluster : clusters) {
        for (std::size_t i = cluster.first; i <= cluster.last; ++i)
            work.nodes[std::size_t(layer[i])].position = cluster.at + offsets[i];
    }
}

// Rounding the part that the gaps do not explain keeps order and gaps, as sizes and gaps are whole steps of the grid.
void snapToGrid(WorkGraph &work, const LayerOptions &options)
{
    double first = 0.0;
    for (const WorkNode &node : work.nodes)
        first = std::min(first, node.position);
    for (const std::vector<int> &layer : work.layers) {
        double offset = 0.0;
        for (std::size_t i = 0; i < layer.size(); ++i) {
            WorkNode &node = work.nodes[std::size_t(layer[i])];
            if (i > 0) {
                const WorkNode &above = work.nodes[std::size_t(layer[i - 1])];
                offset += above.across + gapBetween(above, node, options);
            }
            node.position = options.grid * std::floor((node.position - first - offset) / options.grid + 0.5) + offset;
        }
    }
}

// Edges that change their place across need a track of their own between two layers.
double roomForTracks(const WorkGraph &work, const std::vector<int> &layer, const LayerOptions &options)
{
    int bent = 0;
    bool isJoined = false;
    for (const int n : layer) {
        for (const int e : work.out[std::size_t(n)]) {
            const WorkEdge &edge = work.edges[std::size_t(e)];
            isJoined = true;
            const double from = work.nodes[std::size_t(n)].position + edge.fromPort;
            const double to = work.nodes[std::size_t(edge.to)].position + edge.toPort;
            bent += edge.align == EdgeAlign::Starts || std::abs(from - to) > 1.0 ? 1 : 0;
        }
    }
    if (!isJoined)
        return options.looseGap;
    return options.layerGap + options.grid * std::clamp(bent - 3, 0, 16);
}

// Layers that stand one after the other; a long row of layers is wrapped into several.
struct Row {
    std::size_t first = 0;
    std::size_t last = 0;
};

struct LayerExtent {
    double along = 0.0;
    double anchor = 0.0;
    double gapAfter = 0.0;
    double from = 0.0;
    double to = 0.0;
};

std::vector<LayerExtent> measureLayers(const WorkGraph &work, const LayerOptions &options)
{
    std::vector<LayerExtent> extents;
    for (const std::vector<int> &layer : work.layers) {
        LayerExtent extent;
        bool isFirst = true;
        for (const int n : layer) {
            const WorkNode &node = work.nodes[std::size_t(n)];
            if (node.isDummy)
                continue;
            extent.anchor = std::max(extent.anchor, node.anchor);
            extent.from = isFirst ? node.position : std::min(extent.from, node.position);
            extent.to = isFirst ? node.position + node.across : std::max(extent.to, node.position + node.across);
            isFirst = false;
        }
        for (const int n : layer)
            extent.along = std::max(extent.along, extent.anchor - work.nodes[std::size_t(n)].anchor + work.nodes[std::size_t(n)].along);
        extent.gapAfter = roomForTracks(work, layer, options);
        extents.push_back(extent);
    }
    return extents;
}

std::vector<Row> breakIntoRows(const std::vector<LayerExtent> &layers)
{
    double along = 0.0;
    double from = layers.front().from;
    double to = layers.front().to;
    for (const LayerExtent &layer : layers) {
        along += layer.along + layer.gapAfter;
        from = std::min(from, layer.from);
        to = std::max(to, layer.to);
    }
    // With k rows the drawing is a k-th as long and k times as high.
    const double rows = std::max(1.0, std::round(std::sqrt(along / (kAspect * std::max(1.0, to - from)))));
    const double limit = std::max(kShortestWrapped, along / rows);
    std::vector<Row> result{{0, 0}};
    double at = 0.0;
    for (std::size_t l = 0; l < layers.size(); ++l) {
        if (l > result.back().first && at + layers[l].along > limit) {
            result.push_back({l, l});
            at = 0.0;
        }
        result.back().last = l;
        at += layers[l].along + layers[l].gapAfter;
    }
    return result;
}

void placeRow(const WorkGraph &work, const Row &row, const std::vector<LayerExtent> &extents, const LayerOptions &options,
              LayerResult &result)
{
    double from = extents[row.first].from;
    double to = extents[row.first].to;
    for (std::size_t l = row.first; l <= row.last; ++l) {
        from = std::min(from, extents[l].from);
        to = std::max(to, extents[l].to);
    }
    const double top = result.acrossExtent > 0.0 ? result.acrossExtent + options.layerGap : 0.0;
    double at = 0.0;
    for (std::size_t l = row.first; l <= row.last; ++l) {
        for (const int n : work.layers[l]) {
            const WorkNode &node = work.nodes[std::size_t(n)];
            if (node.isDummy)
                continue;
            const double rest = extents[l].anchor - node.anchor;
            result.along[std::size_t(n)] = at + options.grid * std::floor(rest / options.grid);
            result.across[std::size_t(n)] = top + node.position - from;
        }
        result.alongExtent = std::max(result.alongExtent, at + extents[l].along);
        at += extents[l].along + extents[l].gapAfter;
    }
    result.acrossExtent = top + to - from;
}

} // namespace

void placeAcross(WorkGraph &work, const LayerOptions &options)
{
    for (int sweep = 0; sweep < 3; ++sweep) {
        for (const std::vector<int> &layer : work.layers)
            placeLayer(work, layer, Neighbours::Earlier, options);
        for (auto layer = work.layers.rbegin(); layer != work.layers.rend(); ++layer)
            placeLayer(work, *layer, Neighbours::Later, options);
    }
    for (int sweep = 0; sweep < 2; ++sweep) {
        for (const std::vector<int> &layer : work.layers)
            placeLayer(work, layer, Neighbours::Both, options);
    }
    snapToGrid(work, options);
}

namespace {

// In a wrapped drawing most edges lead from row to row, so straight ones are no aim: its layers are stacked close from the
// top of their row.
void stackLayers(WorkGraph &work, const LayerOptions &options)
{
    for (std::vector<int> &layer : work.layers) {
        std::erase_if(layer, [&](int n) { return work.nodes[std::size_t(n)].isDummy; });
        double at = 0.0;
        for (const int n : layer) {
            work.nodes[std::size_t(n)].position = at;
            at += work.nodes[std::size_t(n)].across + options.acrossGap;
        }
    }
}

} // namespace

LayerResult layOutInLayers(const LayerGraph &graph, const LayerOptions &options)
{
    LayerResult result;
    if (graph.nodes.empty())
        return result;
    WorkGraph work = buildWorkGraph(graph);
    orderLayers(work, options);
    placeAcross(work, options);
    result.along.assign(graph.nodes.size(), 0.0);
    result.across.assign(graph.nodes.size(), 0.0);
    std::vector<LayerExtent> extents = measureLayers(work, options);
    std::vector<Row> rows = breakIntoRows(extents);
    if (rows.size() > 1) {
        stackLayers(work, options);
        extents = measureLayers(work, options);
        rows = breakIntoRows(extents);
    }
    for (const Row &row : rows)
        placeRow(work, row, extents, options, result);
    return result;
}

} // namespace model::layout
