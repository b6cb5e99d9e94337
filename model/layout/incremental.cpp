// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/freespot.h"
#include "model/layout/grouplayout.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>

namespace model::layout {

namespace {

constexpr double kEndless = 1e6;

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[(values.size() - 1) / 2];
}

} // namespace

QRectF GroupLayout::innerArea(int group) const
{
    const Box *box = m_tree.box(group);
    if (!box)
        return {};
    const QMarginsF frame = inset(group, partsOf(group).border);
    const QSizeF size = box->pinnedSize.value_or(QSizeF(kEndless, kEndless));
    return QRectF(QPointF(), size).marginsRemoved(frame);
}

// Right of callers, left of callees, level with them; without links, beside everything that is there.
QPointF GroupLayout::wantedSpot(int group, const Block &block, const Standing &standing) const
{
    std::unordered_map<int, std::size_t> place;
    for (std::size_t i = 0; i < block.members.size(); ++i)
        place.emplace(block.members[i], i);
    const bool isDown = flowsDown(group);
    std::vector<double> xs;
    std::vector<double> ys;
    const auto wish = [&](int member, int memberBox, int other, int otherBox, bool isAfter) {
        const Box &own = m_tree.input->boxes[std::size_t(memberBox)];
        if (isBesideOwner(own.slot) && own.owner >= 0 && own.owner != otherBox)
            return;  // what is owned stands by its owner, wherever its other links lead
        const QPointF inside = block.at[place[member]] - m_tree.cell(member).topLeft() + m_tree.anchorWithin(memberBox, group);
        const QRectF there = m_tree.cell(other);
        const QPointF level = m_tree.anchorWithin(otherBox, group) - inside;
        const bool isBelow = isDown || own.slot == Slot::OwnerBelow;
        if (isBelow) {
            xs.push_back(level.x());
            ys.push_back(isAfter ? there.bottom() + m_spacing.layerGap : there.top() - m_spacing.layerGap - block.extent.height());
        } else {
            xs.push_back(isAfter ? there.right() + m_spacing.layerGap : there.left() - m_spacing.layerGap - block.extent.width());
            ys.push_back(level.y());
        }
    };
    for (const LocalEdge &edge : item(group).edges) {
        const bool fromInside = place.contains(edge.from);
        const bool toInside = place.contains(edge.to);
        if (fromInside == toInside)
            continue;
        // Neighbours that come later have no place yet.
        if (toInside && standing.members.contains(edge.from))
            wish(edge.to, edge.toBox, edge.from, edge.fromBox, true);
        else if (fromInside && standing.members.contains(edge.to))
            wish(edge.from, edge.fromBox, edge.to, edge.toBox, false);
    }
    if (!xs.empty())
        return {median(xs), median(ys)};
    if (innerArea(group).isEmpty())
        return {upToGrid(standing.around.right() + m_spacing.leafGap, m_spacing.grid), standing.around.top()};
    return isDown ? QPointF(standing.around.left(), upToGrid(standing.around.bottom() + m_spacing.leafGap, m_spacing.grid))
                  : QPointF(upToGrid(standing.around.right() + m_spacing.leafGap, m_spacing.grid), standing.around.top());
}

// A new subnet joins its zone's column, public above private; the first of a zone opens a column at the right.
QPointF GroupLayout::wantedInBand(int group, int member, const Standing &standing) const
{
    const Box &self = *m_tree.box(member);
    QRectF column;
    QRectF row;
    bool isAboveAll = true;
    for (const int child : item(group).children) {
        const Box *box = m_tree.box(child);
        if (!box || box->band < 0 || !standing.members.contains(child))
            continue;
        if (box->band == self.band) {
            column = column.united(m_tree.cell(child));
            isAboveAll = isAboveAll && self.rank < box->rank;
        }
        if (box->rank == self.rank)
            row = row.united(m_tree.cell(child));
    }
    if (!column.isEmpty()) {
        const double above = column.top() - m_spacing.rowGap - item(member).size.height();
        return {column.left(), isAboveAll ? above : column.bottom() + m_spacing.rowGap};
    }
    const double gap = 2.0 * m_spacing.bandPadding + m_spacing.bandGap;
    return {upToGrid(standing.around.right() + gap, m_spacing.grid), row.isEmpty() ? standing.around.top() : row.top()};
}

void GroupLayout::Standing::add(const std::vector<int> &added, const QRectF &cell)
{
    members.insert(added.begin(), added.end());
    taken.push_back(cell);
    around = around.united(cell);
}

void GroupLayout::layOutBesidePinned(int group, const Parts &parts)
{
    const QRectF area = innerArea(group);
    makeRoom(parts.fixed);
    Standing standing;
    for (const int child : parts.fixed)
        standing.add({child}, m_tree.cell(child));
    std::vector<int> free;
    for (const int child : parts.flow) {
        const Box *box = m_tree.box(child);
        if (!box || box->band < 0) {
            free.push_back(child);
            continue;
        }
        const QSizeF extent = m_tree.cell(child).size();
        const QPointF wanted = wantedInBand(group, child, standing);
        const QPointF at = findFreeSpot({wanted, extent, area, m_spacing.rowGap, m_spacing.grid}, standing.taken);
        apply({{child}, {QPointF()}, extent}, at);
        standing.add({child}, QRectF(at, extent));
    }
    for (const std::vector<int> &part : components(group, free)) {
        const Block block = layered(group, part);
        const QPointF wanted = wantedSpot(group, block, standing);
        // What is owned stays near its owner, though the container has to grow for it.
        const bool isOwned = std::any_of(part.begin(), part.end(), [this](int member) {
            const Box *box = m_tree.box(member);
            return box && isBesideOwner(box->slot);
        });
        const QRectF where = isOwned && !area.isEmpty() ? QRectF(area.topLeft(), QSizeF(kEndless, kEndless)) : area;
        const QPointF at = findFreeSpot({wanted, block.extent, where, m_spacing.leafGap, m_spacing.grid}, standing.taken);
        apply(block, at);
        standing.add(part, QRectF(at, block.extent));
    }
    const QMarginsF frame = inset(group, parts.border);
    QSizeF content(standing.around.right() - frame.left(), standing.around.bottom() - frame.top());
    if (!m_tree.box(group))
        content = standing.around.size();
    giveSize(group, parts, content);
}

} // namespace model::layout
