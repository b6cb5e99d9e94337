// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/layergraph.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace model::layout {

namespace {

constexpr int kSweeps = 10;
constexpr std::size_t kMostEdgesToSwap = 3000;

// Stacks a layer in its order, its middle at 0.
void stack(WorkGraph &work, const std::vector<int> &layer, const LayerOptions &options)
{
    double at = 0.0;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        WorkNode &node = work.nodes[std::size_t(layer[i])];
        if (i > 0)
            at += gapBetween(work.nodes[std::size_t(layer[i - 1])], node, options);
        node.position = at;
        at += node.across;
    }
    for (const int n : layer)
        work.nodes[std::size_t(n)].position -= at / 2.0;
}

enum class Towards { Earlier, Later };

double fromEnd(const WorkGraph &work, int edge)
{
    const WorkEdge &e = work.edges[std::size_t(edge)];
    return work.nodes[std::size_t(e.from)].position + e.fromPort;
}

double toEnd(const WorkGraph &work, int edge)
{
    const WorkEdge &e = work.edges[std::size_t(edge)];
    return work.nodes[std::size_t(e.to)].position + e.toPort;
}

// Where the neighbours in the earlier or later layer would like the node's middle to be.
double barycentre(const WorkGraph &work, int node, Towards towards)
{
    const WorkNode &self = work.nodes[std::size_t(node)];
    const double middle = self.across / 2.0;
    double sum = 0.0;
    double weight = 0.0;
    const auto &edges = towards == Towards::Earlier ? work.in[std::size_t(node)] : work.out[std::size_t(node)];
    for (const int e : edges) {
        const WorkEdge &edge = work.edges[std::size_t(e)];
        const double wanted = towards == Towards::Earlier ? fromEnd(work, e) - edge.toPort : toEnd(work, e) - edge.fromPort;
        sum += edge.weight * (wanted + middle);
        weight += edge.weight;
    }
    for (const LayerPull &pull : work.pulls[std::size_t(node)]) {
        sum += pull.weight * (pull.at - pull.port + middle);
        weight += pull.weight;
    }
    return weight > 0.0 ? sum / weight : self.position + middle;
}

void sortLayer(WorkGraph &work, std::vector<int> &layer, Towards towards, const LayerOptions &options)
{
    std::vector<std::pair<double, int>> keyed;
    keyed.reserve(layer.size());
    for (const int n : layer)
        keyed.emplace_back(barycentre(work, n, towards), n);
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto &a, const auto &b) { return a.first < b.first - 1e-6; });
    for (std::size_t i = 0; i < layer.size(); ++i)
        layer[i] = keyed[i].second;
    stack(work, layer, options);
}

// Inversions by merge sort.
long long inversions(std::vector<double> &values, std::vector<double> &scratch, std::size_t from, std::size_t to)
{
    if (to - from < 2)
        return 0;
    const std::size_t middle = (from + to) / 2;
    long long count = inversions(values, scratch, from, middle) + inversions(values, scratch, middle, to);
    std::size_t left = from;
    std::size_t right = middle;
    for (std::size_t i = from; i < to; ++i) {
        if (right == to || (left < middle && values[left] <= values[right])) {
            scratch[i] = values[left++];
        } else {
            count += (long long)(middle - left);
            scratch[i] = values[right++];
        }
    }
    std::copy(scratch.begin() + long(from), scratch.begin() + long(to), values.begin() + long(from));
    return count;
}

long long crossings(const WorkGraph &work)
{
    long long total = 0;
    std::vector<std::pair<double, double>> ends;
    for (const std::vector<int> &layer : work.layers) {
        ends.clear();
        for (const int n : layer) {
            for (const int e : work.out[std::size_t(n)])
                ends.emplace_back(fromEnd(work, e), toEnd(work, e));
        }
        std::sort(ends.begin(), ends.end());
        std::vector<double> values(ends.size());
        std::transform(ends.begin(), ends.end(), values.begin(), [](const auto &end) { return end.second; });
        std::vector<double> scratch(values.size());
        total += inversions(values, scratch, 0, values.size());
    }
    return total;
}

// Crossings count most, then how far nodes are from what they are linked to outside.
double cost(const WorkGraph &work)
{
    double distance = 0.0;
    for (std::size_t n = 0; n < work.nodes.size(); ++n) {
        for (const LayerPull &pull : work.pulls[n])
            distance += pull.weight * std::abs(work.nodes[n].position + pull.port - pull.at);
    }
    for (std::size_t e = 0; e < work.edges.size(); ++e)
        distance += 0.2 * std::abs(fromEnd(work, int(e)) - toEnd(work, int(e)));
    return double(crossings(work)) * 100.0 + distance * 0.1;
}

// Crossings between the edges of two neighbours a above b, towards one side.
int pairCrossings(const WorkGraph &work, int a, int b, Towards towards)
{
    const auto &of = towards == Towards::Earlier ? work.in : work.out;
    const auto end = [&](int e) { return towards == Towards::Earlier ? fromEnd(work, e) : toEnd(work, e); };
    int count = 0;
    for (const int ea : of[std::size_t(a)]) {
        for (const int eb : of[std::size_t(b)])
            count += end(ea) > end(eb) ? 1 : 0;
    }
    return count;
}

void swapNeighbours(WorkGraph &work, const LayerOptions &options)
{
    for (std::vector<int> &layer : work.layers) {
        bool hasChanged = false;
        for (std::size_t i = 0; i + 1 < layer.size(); ++i) {
            const int a = layer[i];
            const int b = layer[i + 1];
            const int now = pairCrossings(work, a, b, Towards::Earlier) + pairCrossings(work, a, b, Towards::Later);
            if (now == 0)
                continue;
            const int then = pairCrossings(work, b, a, Towards::Earlier) + pairCrossings(work, b, a, Towards::Later);
            if (then < now) {
                std::swap(layer[i], layer[i + 1]);
                hasChanged = true;
            }
        }
        if (hasChanged)
            stack(work, layer, options);
    }
}

} // namespace

void orderLayers(WorkGraph &work, const LayerOptions &options)
{
    for (std::vector<int> &layer : work.layers)
        stack(work, layer, options);
    std::vector<std::vector<int>> best = work.layers;
    double bestCost = cost(work);
    int sinceBest = 0;
    for (int sweep = 0; sweep < kSweeps && sinceBest < 4; ++sweep, ++sinceBest) {
        if (sweep % 2 == 0) {
            for (std::vector<int> &layer : work.layers)
                sortLayer(work, layer, Towards::Earlier, options);
        } else {
            for (auto layer = work.layers.rbegin(); layer != work.layers.rend(); ++layer)
                sortLayer(work, *layer, Towards::Later, options);
        }
        if (work.edges.size() <= kMostEdgesToSwap)
            swapNeighbours(work, options);
        const double now = cost(work);
        if (now < bestCost - 1e-6) {
            bestCost = now;
            best = work.layers;
            sinceBest = 0;
        }
    }
    work.layers = std::move(best);
    for (const std::vector<int> &layer : work.layers)
        stack(work, layer, options);
}

} // namespace model::layout
