// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/grouplayout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

namespace model::layout {

namespace {

// Columns that differ less than this look better equal.
constexpr double kNearlyEqual = 1.6;

} // namespace

// One column per zone. A row holds the subnets of one rank, so that public ones stand above private ones in every zone; a
// second subnet of the same rank in a zone opens a second row of that rank.
void GroupLayout::layOutGrid(int group)
{
    std::vector<int> members = item(group).children;
    std::stable_sort(members.begin(), members.end(), [this](int a, int b) { return comesBefore(a, b); });
    std::map<int, std::size_t> columnOf;
    for (const int member : members)
        columnOf.emplace(m_tree.box(member)->band, 0);
    std::size_t count = 0;
    for (auto &[band, column] : columnOf)
        column = count++;

    using Row = std::pair<int, int>;  // rank, number within the rank
    std::map<std::pair<int, int>, int> used;
    std::map<Row, double> heights;
    std::vector<double> widths(count, 0.0);
    std::vector<Row> rowOf;
    for (const int member : members) {
        const Box &box = *m_tree.box(member);
        const Row row{box.rank, used[{box.band, box.rank}]++};
        rowOf.push_back(row);
        const QRectF cell = m_tree.cell(member);
        heights[row] = std::max(heights[row], upToGrid(cell.height(), m_spacing.grid));
        double &width = widths[columnOf[box.band]];
        width = std::max(width, upToGrid(cell.width(), 2.0 * m_spacing.grid));
    }
    const double widest = *std::max_element(widths.begin(), widths.end());
    if (widest < kNearlyEqual * *std::min_element(widths.begin(), widths.end()))
        std::fill(widths.begin(), widths.end(), widest);

    std::vector<double> lefts(count, 0.0);
    double right = 0.0;
    for (std::size_t c = 0; c < count; ++c) {
        lefts[c] = right + m_spacing.bandPadding;
        right = lefts[c] + widths[c] + m_spacing.bandPadding + m_spacing.bandGap;
    }
    std::map<Row, double> tops;
    double bottom = m_spacing.bandTitle;
    for (const auto &[row, height] : heights) {
        tops[row] = bottom;
        bottom += height + m_spacing.rowGap;
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
        const std::size_t column = columnOf[m_tree.box(members[i])->band];
        Item &member = item(members[i]);
        stretch(members[i], QSizeF(widths[column], heights[rowOf[i]]));
        const double rest = (widths[column] - m_tree.cell(members[i]).width()) / 2.0;
        member.at = QPointF(lefts[column] + member.overhang.left() + m_spacing.grid * std::floor(rest / m_spacing.grid),
                            tops[rowOf[i]] + member.overhang.top());
    }
    item(group).size = QSizeF(upToGrid(right - m_spacing.bandGap, 2.0 * m_spacing.grid),
                              upToGrid(bottom - m_spacing.rowGap + m_spacing.bandPadding, m_spacing.grid));
}

// Gives a container the size of its row and column; what it holds stays in the middle.
void GroupLayout::stretch(int index, const QSizeF &extent)
{
    Item &member = item(index);
    if (member.kind != ItemKind::Container)
        return;
    const QMarginsF &over = member.overhang;
    const QSizeF wanted(extent.width() - over.left() - over.right(), extent.height() - over.top() - over.bottom());
    const bool holdsPinned = std::any_of(member.children.begin(), member.children.end(), [this](int c) { return m_tree.isPinned(c); });
    if (m_tree.box(index)->pinnedSize && !wanted.isEmpty() && holdsPinned)
        return;
    const double wider = std::max(0.0, wanted.width() - member.size.width());
    const double higher = std::max(0.0, wanted.height() - member.size.height());
    const double shift = holdsPinned ? 0.0 : m_spacing.grid * std::floor(wider / 2.0 / m_spacing.grid);
    for (const int child : member.children) {
        const Box *box = m_tree.box(child);
        const Slot slot = box ? box->slot : Slot::Flow;
        if (m_tree.isPinned(child) || slot == Slot::Strip || slot == Slot::BorderLeft)
            continue;
        QPointF &at = item(child).at;
        if (slot == Slot::BorderRight)
            at.rx() += wider;
        else if (slot == Slot::BorderBottom)
            at += QPointF(shift, higher);
        else
            at.rx() += shift;
    }
    member.size += QSizeF(wider, higher);
}

} // namespace model::layout
