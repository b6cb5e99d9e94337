// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/itemtree.h"

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace model::layout {

// Items laid out relative to each other, to be put somewhere as one.
struct Block {
    std::vector<int> members;
    std::vector<QPointF> at;  // of the members' cells
    QSizeF extent;
};

enum class LayoutPass { First, WithPositions };

// Lays out the children of one item, whose own sizes are known, and gives the item its size.
class GroupLayout {
public:
    GroupLayout(ItemTree &tree, LayoutPass pass) : m_tree(tree), m_spacing(tree.input->spacing), m_pass(pass) {}

    void layOut(int item);

private:
    struct Parts {
        std::vector<int> flow;
        std::vector<int> border;
        std::vector<int> strip;
        std::vector<int> fixed;
    };

    // What already has its place in a container with pinned boxes.
    struct Standing {
        std::unordered_set<int> members;
        std::vector<QRectF> taken;
        QRectF around;

        void add(const std::vector<int> &added, const QRectF &cell);
    };

    Item &item(int index) { return m_tree.items[std::size_t(index)]; }
    [[nodiscard]] const Item &item(int index) const { return m_tree.items[std::size_t(index)]; }
    [[nodiscard]] Parts partsOf(int group) const;
    [[nodiscard]] bool flowsDown(int group) const;
    [[nodiscard]] bool comesBefore(int a, int b) const;

    void layOutLeaf(int leaf);
    void layOutFlow(int group);

    // Grid of the subnets of one container, a column per zone (zonegrid.cpp).
    void layOutGrid(int group);
    void stretch(int member, const QSizeF &extent);

    // Owner with its indexes and streams (cluster.cpp).
    void layOutCluster(int group);

    // Blocks and how they are packed (blocks.cpp).
    [[nodiscard]] std::vector<std::vector<int>> components(int group, const std::vector<int> &members) const;
    [[nodiscard]] Block layered(int group, const std::vector<int> &members) const;
    [[nodiscard]] Block tiled(int group, std::vector<int> members, int columns) const;
    [[nodiscard]] Block arrangeFresh(int group, const std::vector<int> &flow);
    [[nodiscard]] Block packed(const std::vector<Block> &blocks) const;
    [[nodiscard]] double goodWidth(const std::vector<QSizeF> &extents) const;
    [[nodiscard]] std::unordered_map<int, double> pullsOf(int group) const;
    void apply(const Block &block, const QPointF &at);

    // Containers without links among themselves (rows.cpp).
    struct Rows {
        Block block;
        std::vector<QSizeF> cells;  // of the members: those of one row are of one height
    };
    [[nodiscard]] std::vector<int> byName(const std::vector<int> &members) const;
    void addContainers(int group, const std::vector<int> &containers, std::vector<Block> &blocks);
    [[nodiscard]] std::vector<std::vector<int>> rowsOf(const std::vector<int> &members) const;
    [[nodiscard]] Rows inRows(std::vector<int> members) const;

    // What stands beside pinned boxes (incremental.cpp).
    void layOutBesidePinned(int group, const Parts &parts);
    [[nodiscard]] QPointF wantedSpot(int group, const Block &block, const Standing &standing) const;
    [[nodiscard]] QPointF wantedInBand(int group, int member, const Standing &standing) const;
    [[nodiscard]] QRectF innerArea(int group) const;

    // What containers that grew lie over (makeroom.cpp).
    struct Push {
        int child = -1;
        int from = -1;
        bool isDown = false;  // else to the right
        double distance = 0.0;
    };
    void makeRoom(const std::vector<int> &children);
    [[nodiscard]] std::optional<Push> nextPush(const std::vector<int> &children) const;
    [[nodiscard]] std::optional<Push> pushApart(int a, int b) const;
    [[nodiscard]] bool isLocked(int child) const;
    [[nodiscard]] QRectF footprint(int child, int beside) const;

    // Borders, strips and the size that results (frame.cpp).
    void placeBorder(int group, const std::vector<int> &border);
    void placeStrip(int group, const std::vector<int> &strip, const QSizeF &content);
    void giveSize(int group, const Parts &parts, const QSizeF &content);
    [[nodiscard]] QMarginsF inset(int group, const std::vector<int> &border) const;
    [[nodiscard]] double wantedAlongBorder(int group, int member) const;

    ItemTree &m_tree;
    const Spacing &m_spacing;
    LayoutPass m_pass;
};

// To whole steps of the grid, never smaller.
[[nodiscard]] double upToGrid(double length, double grid);

} // namespace model::layout
