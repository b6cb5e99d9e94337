// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/grouplayout.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace model::layout {

double upToGrid(double length, double grid)
{
    return grid * std::ceil(length / grid - 1e-9);
}

void GroupLayout::layOut(int index)
{
    switch (item(index).kind) {
    case ItemKind::Leaf:
        layOutLeaf(index);
        return;
    case ItemKind::Grid:
        layOutGrid(index);
        return;
    case ItemKind::Cluster:
        layOutCluster(index);
        return;
    case ItemKind::Container:
    case ItemKind::Root:
        layOutFlow(index);
        return;
    }
}

void GroupLayout::layOutLeaf(int leaf)
{
    const Box &box = *m_tree.box(leaf);
    item(leaf).size = box.leafSize;
    if (box.pinned)
        item(leaf).at = *box.pinned;
}

GroupLayout::Parts GroupLayout::partsOf(int group) const
{
    Parts parts;
    for (const int child : item(group).children) {
        const Box *box = m_tree.box(child);
        const bool isBorder = box && box->slot >= Slot::BorderLeft && box->slot <= Slot::BorderBottom;
        if (isBorder && item(group).kind == ItemKind::Container)
            parts.border.push_back(child);
        else if (m_tree.isPinned(child))
            parts.fixed.push_back(child);
        else if (box && box->slot == Slot::Strip && item(group).kind == ItemKind::Container)
            parts.strip.push_back(child);
        else
            parts.flow.push_back(child);
    }
    return parts;
}

bool GroupLayout::flowsDown(int group) const
{
    const Box *box = m_tree.box(group);
    if (!box)
        return false;
    return box->direction == FlowDirection::Downwards || (box->direction == FlowDirection::Automatic && box->band >= 0);
}

bool GroupLayout::comesBefore(int a, int b) const
{
    const auto key = [this](int index) {
        const int first = item(index).children.empty() || m_tree.box(index) ? index : item(index).children.front();
        const Box *box = m_tree.box(first);
        return box ? std::tuple(box->rank, box->order, first) : std::tuple(0, 0, first);
    };
    return key(a) < key(b);
}

void GroupLayout::layOutFlow(int group)
{
    const Box *box = m_tree.box(group);
    if (box && box->pinned)
        item(group).at = *box->pinned;
    const Parts parts = partsOf(group);
    if (!parts.fixed.empty()) {
        layOutBesidePinned(group, parts);
        return;
    }
    const Block content = arrangeFresh(group, parts.flow);
    const QMarginsF frame = inset(group, parts.border);
    apply(content, QPointF(frame.left(), frame.top()));
    giveSize(group, parts, content.extent);
    // Where a title, a border or a person made the container wider, its content stands in the middle.
    const double rest = box ? item(group).size.width() - frame.left() - frame.right() - content.extent.width() : 0.0;
    const double shift = m_spacing.grid * std::floor(rest / 2.0 / m_spacing.grid);
    if (shift > 0.0)
        apply(content, QPointF(frame.left() + shift, frame.top()));
}

} // namespace model::layout
