// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/grouplayout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace model::layout {

// The owner at the top left, what stands beside it in a column to the right, the first on the owner's line, and what
// stands below it in a column under its icon.
void GroupLayout::layOutCluster(int group)
{
    const std::vector<int> members = item(group).children;
    const int owner = members.front();
    double column = upToGrid(item(owner).size.width(), 2.0 * m_spacing.grid);
    double beside = 0.0;
    for (const int member : members) {
        const double width = upToGrid(item(member).size.width(), 2.0 * m_spacing.grid);
        double &widest = m_tree.box(member)->slot == Slot::OwnerRight ? beside : column;
        widest = std::max(widest, width);
    }
    const auto centred = [this](double room, double width) { return m_spacing.grid * std::floor((room - width) / 2.0 / m_spacing.grid); };
    const QPointF ownersAnchor = m_tree.iconOf(owner).center();
    item(owner).at = QPointF(centred(column, item(owner).size.width()), 0.0);
    double right = 0.0;
    double below = upToGrid(item(owner).size.height(), m_spacing.grid) + m_spacing.layerGap - 2.0 * m_spacing.grid;
    QSizeF extent(column, item(owner).size.height());
    // First what stands beside: what stands below goes under all of it, where links leave it freely.
    for (const Slot slot : {Slot::OwnerRight, Slot::OwnerBelow}) {
        for (std::size_t i = 1; i < members.size(); ++i) {
            Item &member = item(members[i]);
            if (m_tree.box(members[i])->slot != slot)
                continue;
            const bool isBeside = slot == Slot::OwnerRight;
            double &next = isBeside ? right : below;
            const double left = isBeside ? column + m_spacing.layerGap + centred(beside, member.size.width())
                                         : centred(column, member.size.width());
            if (isBeside && next == 0.0)
                next = std::max(0.0, ownersAnchor.y() - m_tree.iconOf(members[i]).center().y());
            member.at = QPointF(left, next);
            extent = extent.expandedTo(QSizeF(left + member.size.width(), next + member.size.height()));
            next += upToGrid(member.size.height() + m_spacing.leafGap, m_spacing.grid);
        }
        below = std::max(below, right);
    }
    if (beside > 0.0)
        extent.setWidth(column + m_spacing.layerGap + beside);
    item(group).size = QSizeF(upToGrid(extent.width(), 2.0 * m_spacing.grid), upToGrid(extent.height(), m_spacing.grid));
}

} // namespace model::layout
