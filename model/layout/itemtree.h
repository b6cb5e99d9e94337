// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/arrange.h"

#include <QMarginsF>
#include <QPointF>
#include <QSizeF>

#include <vector>

namespace model::layout {

// Items are the boxes (same index) and the groups that the layout makes up: the root, the grid of the banded subnets of one
// container, the cluster of a box with what it owns.
enum class ItemKind { Leaf, Container, Grid, Cluster, Root };

struct LocalEdge {
    int from = -1;  // children of the item that holds the edge
    int to = -1;
    int fromBox = -1;  // the real ends, at or below those children
    int toBox = -1;
    double weight = 1.0;
};

// A link of something at or below a child with something outside of the item.
struct OuterEdge {
    int child = -1;
    int innerBox = -1;
    int outerBox = -1;
    double weight = 1.0;
};

struct Item {
    ItemKind kind = ItemKind::Leaf;
    int parent = -1;
    int depth = 0;
    std::vector<int> children;
    std::vector<LocalEdge> edges;
    std::vector<OuterEdge> outer;
    QPointF at;          // of its rectangle, relative to the parent item's
    QSizeF size;
    QMarginsF overhang;  // how far children on its border stick out
    QPointF origin;      // absolute, from the pass before
};

struct ItemTree {
    const ArrangeInput *input = nullptr;
    std::vector<Item> items;
    std::vector<int> inner;  // item indices, children before their parents
    int root = -1;

    [[nodiscard]] const Box *box(int item) const;
    [[nodiscard]] bool isPinned(int item) const;
    // Where links of a box want to end, relative to the item at or above it.
    [[nodiscard]] QPointF anchorWithin(int box, int item) const;
    [[nodiscard]] QPointF absoluteAnchor(int box) const;
    [[nodiscard]] QRectF iconOf(int box) const;
    // The rectangle of an item together with its overhang, relative to the parent item.
    [[nodiscard]] QRectF cell(int item) const;
    void refreshOrigins();
};

[[nodiscard]] ItemTree buildItemTree(const ArrangeInput &input);

} // namespace model::layout
