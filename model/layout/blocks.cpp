// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/grouplayout.h"
#include "model/layout/layered.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <unordered_map>

namespace model::layout {

namespace {

constexpr double kTileColumnGap = 40.0;
constexpr double kNoPull = 1e9;

int findRoot(std::vector<int> &roots, int at)
{
    while (roots[std::size_t(at)] != at)
        at = roots[std::size_t(at)] = roots[std::size_t(roots[std::size_t(at)])];
    return at;
}

} // namespace

// Connected components by the links between these children, in the order of their first members.
std::vector<std::vector<int>> GroupLayout::components(int group, const std::vector<int> &members) const
{
    std::unordered_map<int, int> place;
    for (std::size_t i = 0; i < members.size(); ++i)
        place.emplace(members[i], int(i));
    std::vector<int> roots(members.size());
    std::iota(roots.begin(), roots.end(), 0);
    for (const LocalEdge &edge : item(group).edges) {
        const auto from = place.find(edge.from);
        const auto to = place.find(edge.to);
        if (from == place.end() || to == place.end())
            continue;
        const int a = findRoot(roots, from->second);
        const int b = findRoot(roots, to->second);
        roots[std::size_t(std::max(a, b))] = std::min(a, b);
    }
    std::vector<std::vector<int>> result;
    std::vector<int> number(members.size(), -1);
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto root = std::size_t(findRoot(roots, int(i)));
        if (number[root] < 0) {
            number[root] = int(result.size());
            result.emplace_back();
        }
        result[std::size_t(number[root])].push_back(members[i]);
    }
    return result;
}

// How far across the links to the outside draw the members, as things stood in the pass before.
std::unordered_map<int, double> GroupLayout::pullsOf(int group) const
{
    std::unordered_map<int, double> pulls;
    if (m_pass == LayoutPass::First)
        return pulls;
    const bool isDown = flowsDown(group);
    std::unordered_map<int, int> counts;
    for (const OuterEdge &edge : item(group).outer) {
        const QPointF at = m_tree.absoluteAnchor(edge.outerBox);
        const int count = ++counts[edge.child];
        double &mean = pulls[edge.child];
        mean += ((isDown ? at.x() : at.y()) - mean) / count;
    }
    return pulls;
}

Block GroupLayout::layered(int group, const std::vector<int> &members) const
{
    const bool isDown = flowsDown(group);
    LayerGraph graph;
    std::unordered_map<int, int> place;
    for (const int member : members) {
        place.emplace(member, int(graph.nodes.size()));
        const QRectF cell = m_tree.cell(member);
        const double width = upToGrid(cell.width(), m_spacing.grid);
        const double height = upToGrid(cell.height(), m_spacing.grid);
        const bool isCluster = item(member).kind == ItemKind::Cluster;
        const int owner = isCluster ? item(member).children.front() : member;
        const Box *box = m_tree.box(owner);
        // Icons stand in line: that of a cluster is its owner's. Downwards, cells begin in line.
        const double anchor = isDown ? 0.0 : isCluster ? m_tree.anchorWithin(owner, member).x() : width / 2.0;
        graph.nodes.push_back({isDown ? height : width, isDown ? width : height, anchor, box ? int(box->stage) : 1});
    }
    // Across, from the beginning of the member's cell to where links of the box want to end.
    const auto port = [&](int box, int member) {
        const QPointF at = m_tree.anchorWithin(box, member) + QPointF(item(member).overhang.left(), item(member).overhang.top());
        return isDown ? at.x() : at.y();
    };
    for (const LocalEdge &edge : item(group).edges) {
        const auto from = place.find(edge.from);
        const auto to = place.find(edge.to);
        if (from == place.end() || to == place.end())
            continue;
        const bool joinsContainers = item(edge.from).kind == ItemKind::Container && item(edge.to).kind == ItemKind::Container;
        // The flow in and out of a container is the backbone of a drawing: it is kept straight before anything else.
        const bool joinsOne = (item(edge.from).kind == ItemKind::Container) != (item(edge.to).kind == ItemKind::Container);
        graph.edges.push_back({from->second, to->second, joinsOne ? 2.0 * edge.weight : edge.weight, port(edge.fromBox, edge.from), port(edge.toBox, edge.to),
                               joinsContainers ? EdgeAlign::Starts : EdgeAlign::Ports});
    }
    if (m_pass == LayoutPass::WithPositions) {
        const QPointF middle = item(group).origin + QPointF(item(group).size.width() / 2.0, item(group).size.height() / 2.0);
        for (const OuterEdge &edge : item(group).outer) {
            const auto inner = place.find(edge.child);
            if (inner == place.end())
                continue;
            const QPointF at = m_tree.absoluteAnchor(edge.outerBox) - middle;
            graph.pulls.push_back({inner->second, isDown ? at.x() : at.y(), port(edge.innerBox, edge.child), edge.weight * 0.3});
        }
    }
    LayerOptions options;
    options.grid = m_spacing.grid;
    options.acrossGap = isDown ? std::max(m_spacing.leafGap, kTileColumnGap) : m_spacing.leafGap;
    options.layerGap = isDown ? m_spacing.layerGap - m_spacing.grid : m_spacing.layerGap;
    options.looseGap = m_spacing.leafGap;
    const LayerResult result = layOutInLayers(graph, options);

    Block block;
    block.members = members;
    for (std::size_t i = 0; i < members.size(); ++i)
        block.at.emplace_back(isDown ? result.across[i] : result.along[i], isDown ? result.along[i] : result.across[i]);
    block.extent = isDown ? QSizeF(result.acrossExtent, result.alongExtent) : QSizeF(result.alongExtent, result.acrossExtent);
    return block;
}

// Boxes without links among themselves stand in rows and columns.
Block GroupLayout::tiled(int group, std::vector<int> members, int columns) const
{
    const std::unordered_map<int, double> pulls = pullsOf(group);
    const auto pull = [&pulls](int member) {
        const auto found = pulls.find(member);
        return found == pulls.end() ? kNoPull : found->second;
    };
    std::stable_sort(members.begin(), members.end(), [&](int a, int b) {
        const Box *first = m_tree.box(a);
        const Box *second = m_tree.box(b);
        if (first && second && (first->rank != second->rank || first->order != second->order))
            return comesBefore(a, b);
        return pull(a) != pull(b) ? pull(a) < pull(b) : a < b;
    });
    std::vector<double> widths(std::size_t(columns), 0.0);
    std::vector<double> heights((members.size() + std::size_t(columns) - 1) / std::size_t(columns), 0.0);
    for (std::size_t i = 0; i < members.size(); ++i) {
        const QRectF cell = m_tree.cell(members[i]);
        double &width = widths[i % std::size_t(columns)];
        double &height = heights[i / std::size_t(columns)];
        width = std::max(width, upToGrid(cell.width(), 2.0 * m_spacing.grid));
        height = std::max(height, upToGrid(cell.height(), m_spacing.grid));
    }
    Block block;
    QPointF at;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const std::size_t column = i % std::size_t(columns);
        if (column == 0)
            at = QPointF(0.0, i == 0 ? 0.0 : at.y() + heights[i / std::size_t(columns) - 1] + m_spacing.leafGap);
        const double rest = (widths[column] - m_tree.cell(members[i]).width()) / 2.0;
        block.members.push_back(members[i]);
        block.at.emplace_back(at.x() + m_spacing.grid * std::floor(rest / m_spacing.grid), at.y());
        block.extent = block.extent.expandedTo(QSizeF(at.x() + widths[column], at.y() + heights[i / std::size_t(columns)]));
        at.rx() += widths[column] + kTileColumnGap;
    }
    return block;
}

// How wide a drawing of such parts may be, so that it is not much wider than high.
double GroupLayout::goodWidth(const std::vector<QSizeF> &extents) const
{
    double area = 0.0;
    double widest = 0.0;
    for (const QSizeF &extent : extents) {
        area += (extent.width() + m_spacing.leafGap) * (extent.height() + m_spacing.leafGap);
        widest = std::max(widest, extent.width());
    }
    return std::max(widest, 1.5 * std::sqrt(area));
}

// Blocks in rows, wrapped so that the whole is not much wider than high. The highest begin a row, low ones share a column
// of it.
Block GroupLayout::packed(const std::vector<Block> &blocks) const
{
    if (blocks.size() == 1)
        return blocks.front();
    std::vector<QSizeF> extents;
    for (const Block &block : blocks)
        extents.push_back(block.extent);
    const double limit = goodWidth(extents);
    std::vector<std::size_t> order(blocks.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto rank = [&](std::size_t i) {
            const Box *box = m_tree.box(blocks[i].members.front());
            return box ? box->rank : 0;
        };
        return rank(a) != rank(b) ? rank(a) < rank(b) : blocks[a].extent.height() > blocks[b].extent.height();
    });
    Block whole;
    QRectF row;
    QRectF column;
    for (const std::size_t index : order) {
        const Block &block = blocks[index];
        const double below = upToGrid(column.bottom() + m_spacing.leafGap, m_spacing.grid);
        const double beside = upToGrid(column.right() + m_spacing.leafGap, m_spacing.grid);
        const bool sharesColumn = !column.isEmpty() && below + block.extent.height() <= row.bottom() && block.extent.width() <= column.width();
        QPointF at(column.isEmpty() ? 0.0 : beside, row.top());
        if (sharesColumn)
            at = QPointF(column.left(), below);
        else if (!row.isEmpty() && beside + block.extent.width() > limit)
            at = QPointF(0.0, upToGrid(row.bottom() + m_spacing.leafGap, m_spacing.grid));
        if (row.isEmpty() || at.y() >= row.bottom())
            row = QRectF(at, block.extent);
        column = sharesColumn ? column.united(QRectF(at, block.extent)) : QRectF(at, block.extent);
        row = row.united(column);
        whole.members.insert(whole.members.end(), block.members.begin(), block.members.end());
        for (const QPointF &inside : block.at)
            whole.at.push_back(at + inside);
        whole.extent = whole.extent.expandedTo(QSizeF(row.right(), row.bottom()));
    }
    return whole;
}

// Linked boxes in layers; unlinked ones in tiles and rows: clients before everything, stores after it.
Block GroupLayout::arrangeFresh(int group, const std::vector<int> &flow)
{
    const std::vector<int> members = byName(flow);
    std::vector<std::vector<int>> parts = components(group, members);
    std::stable_sort(parts.begin(), parts.end(), [this](const auto &a, const auto &b) {
        return comesBefore(*std::min_element(a.begin(), a.end(), [this](int x, int y) { return comesBefore(x, y); }),
                           *std::min_element(b.begin(), b.end(), [this](int x, int y) { return comesBefore(x, y); }));
    });
    std::vector<int> single[3];
    std::vector<int> containers;
    std::vector<Block> blocks;
    for (const std::vector<int> &part : parts) {
        if (part.size() == 1 && item(part.front()).kind == ItemKind::Leaf)
            single[int(m_tree.box(part.front())->stage)].push_back(part.front());
        else if (part.size() == 1 && item(part.front()).kind == ItemKind::Container)
            containers.push_back(part.front());
        else
            blocks.push_back(layered(group, part));
    }
    addContainers(group, containers, blocks);
    double widest = 0.0;
    for (const Block &block : blocks)
        widest = std::max(widest, block.extent.width());
    // As many columns as make the tiles square, or as there is room for below the widest block.
    const auto tileColumns = [&](const std::vector<int> &boxes) {
        const int count = int(boxes.size());
        const double pitch = upToGrid(m_tree.cell(boxes.front()).width(), 2.0 * m_spacing.grid) + kTileColumnGap;
        const int fitting = std::clamp(int((widest + kTileColumnGap) / pitch), 1, count);
        const double shape = flowsDown(group) ? 0.75 : 1.2;
        const int square = count <= 3 && flowsDown(group) ? 1 : int(std::ceil(std::sqrt(double(count) * shape)));
        return std::max(square, fitting);
    };
    if (!single[1].empty())
        blocks.push_back(tiled(group, single[1], tileColumns(single[1])));
    std::vector<Block> row;
    double height = 0.0;
    if (!blocks.empty()) {
        row.push_back(packed(blocks));
        height = row.front().extent.height();
    }
    // The columns at both ends are about as high as what stands between them.
    const auto endColumn = [&](const std::vector<int> &boxes) {
        const double pitch = m_tree.cell(boxes.front()).height() + m_spacing.leafGap;
        const int rows = std::max({1, int((height + m_spacing.leafGap) / pitch), int(std::ceil(std::sqrt(double(boxes.size()))))});
        return tiled(group, boxes, (int(boxes.size()) + rows - 1) / rows);
    };
    if (!single[0].empty())
        row.insert(row.begin(), endColumn(single[0]));
    if (!single[2].empty())
        row.push_back(endColumn(single[2]));
    Block whole;
    for (const Block &block : row) {
        const double left = whole.members.empty() ? 0.0 : upToGrid(whole.extent.width() + m_spacing.layerGap, m_spacing.grid);
        whole.members.insert(whole.members.end(), block.members.begin(), block.members.end());
        for (const QPointF &inside : block.at)
            whole.at.push_back(inside + QPointF(left, 0.0));
        whole.extent = QSizeF(left + block.extent.width(), std::max(whole.extent.height(), block.extent.height()));
    }
    return whole;
}

void GroupLayout::apply(const Block &block, const QPointF &at)
{
    for (std::size_t i = 0; i < block.members.size(); ++i) {
        Item &member = item(block.members[i]);
        member.at = at + block.at[i] + QPointF(member.overhang.left(), member.overhang.top());
    }
}

} // namespace model::layout
