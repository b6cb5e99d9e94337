// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/grouplayout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace model::layout {

// The owner's column with what stands below it under its icon; to the left and right a column of what stands beside it, the
// first on the owner's line.
void GroupLayout::layOutCluster(int group)
{
    const std::vector<int> members = item(group).children;
    const int owner = members.front();
    const auto widthOf = [this](int member) { return upToGrid(item(member).size.width(), 2.0 * m_spacing.grid); };
    const auto widest = [&](Slot slot) {
        double width = 0.0;
        for (std::size_t i = 1; i < members.size(); ++i)
            if (m_tree.box(members[i])->slot == slot)
                width = std::max(width, widthOf(members[i]));
        return width;
    };
    const double before = widest(Slot::OwnerLeft);
    const double column = std::max(widthOf(owner), widest(Slot::OwnerBelow));
    const double after = widest(Slot::OwnerRight);
    const double ownersX = before > 0.0 ? before + m_spacing.layerGap : 0.0;
    const auto centred = [this](double room, double width) { return m_spacing.grid * std::floor((room - width) / 2.0 / m_spacing.grid); };
    const QPointF ownersAnchor = m_tree.iconOf(owner).center();
    item(owner).at = QPointF(ownersX + centred(column, item(owner).size.width()), 0.0);
    double bottom = item(owner).size.height();
    const auto place = [&](Slot slot, double x, double width, double y) {
        for (std::size_t i = 1; i < members.size(); ++i) {
            Item &member = item(members[i]);
            if (m_tree.box(members[i])->slot != slot)
                continue;
            if (slot != Slot::OwnerBelow && y == 0.0)
                y = std::max(0.0, ownersAnchor.y() - m_tree.iconOf(members[i]).center().y());
            member.at = QPointF(x + centred(width, member.size.width()), y);
            bottom = std::max(bottom, y + member.size.height());
            y += upToGrid(member.size.height() + m_spacing.leafGap, m_spacing.grid);
        }
        return y;
    };
    // First what stands beside: what stands below goes under all of it, where links leave it freely.
    const double left = place(Slot::OwnerLeft, 0.0, before, 0.0);
    const double right = place(Slot::OwnerRight, ownersX + column + m_spacing.layerGap, after, 0.0);
    const double below = upToGrid(item(owner).size.height(), m_spacing.grid) + m_spacing.layerGap - 2.0 * m_spacing.grid;
    place(Slot::OwnerBelow, ownersX, column, std::max({below, left, right}));
    const double width = ownersX + column + (after > 0.0 ? m_spacing.layerGap + after : 0.0);
    item(group).size = QSizeF(upToGrid(width, 2.0 * m_spacing.grid), upToGrid(bottom, m_spacing.grid));
}

} // namespace model::layout
