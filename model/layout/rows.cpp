// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/grouplayout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>

namespace model::layout {

namespace {

constexpr double kNearlyEqual = 1.6;   // boxes that differ less than this in width look better equal
constexpr double kBroad = 1200.0;      // up to so wide, boxes of one rank stand in one row
constexpr double kStillTight = 1.25;   // the room that rows may take, compared with boxes as they are, packed

double areaOf(const Block &block)
{
    return block.extent.width() * block.extent.height();
}

} // namespace

// The same boxes; containers exchange their places so that they come in their order. Where links leave it open, it decides.
std::vector<int> GroupLayout::byName(const std::vector<int> &members) const
{
    const auto isContainer = [this](int member) { return item(member).kind == ItemKind::Container; };
    std::vector<int> containers;
    std::copy_if(members.begin(), members.end(), std::back_inserter(containers), isContainer);
    std::stable_sort(containers.begin(), containers.end(), [this](int a, int b) { return comesBefore(a, b); });
    std::vector<int> ordered;
    auto next = containers.begin();
    for (const int member : members)
        ordered.push_back(isContainer(member) ? *next++ : member);
    return ordered;
}

// In rows if that is about as tight as packing them as they are, which boxes of very different heights need.
void GroupLayout::addContainers(int group, const std::vector<int> &containers, std::vector<Block> &blocks)
{
    if (containers.empty())
        return;
    std::vector<Block> loose = blocks;
    for (const int container : containers)
        loose.push_back(layered(group, {container}));
    const Rows rows = inRows(containers);
    blocks.push_back(rows.block);
    if (areaOf(packed(blocks)) > kStillTight * areaOf(packed(loose))) {
        blocks = std::move(loose);
        return;
    }
    for (std::size_t i = 0; i < rows.block.members.size(); ++i)
        stretch(rows.block.members[i], rows.cells[i]);
}

// Boxes of one rank share a row, or as many equal rows as they need.
std::vector<std::vector<int>> GroupLayout::rowsOf(const std::vector<int> &members) const
{
    std::vector<QSizeF> extents;
    for (const int member : members)
        extents.push_back(m_tree.cell(member).size());
    const double good = goodWidth(extents);
    const auto widthOf = [this](auto begin, auto end) {
        double width = -m_spacing.leafGap;
        for (; begin != end; ++begin)
            width += m_tree.cell(*begin).width() + m_spacing.leafGap;
        return width;
    };
    std::vector<std::vector<int>> rows;
    for (auto begin = members.begin(); begin != members.end();) {
        const int rank = m_tree.box(*begin)->rank;
        const auto end = std::find_if(begin, members.end(), [&](int member) { return m_tree.box(member)->rank != rank; });
        const double whole = widthOf(begin, end);
        const auto count = std::size_t(end - begin);
        const double limit = whole <= kBroad ? kBroad : good;
        const std::size_t needed = std::clamp(std::size_t(std::ceil(whole / limit)), std::size_t(1), count);
        const std::size_t each = (count + needed - 1) / needed;
        for (; begin != end; begin += std::min(std::ptrdiff_t(each), end - begin))
            rows.emplace_back(begin, begin + std::min(std::ptrdiff_t(each), end - begin));
    }
    return rows;
}

GroupLayout::Rows GroupLayout::inRows(std::vector<int> members) const
{
    std::stable_sort(members.begin(), members.end(), [this](int a, int b) { return comesBefore(a, b); });
    double narrowest = m_tree.cell(members.front()).width();
    double widest = 0.0;
    for (const int member : members) {
        narrowest = std::min(narrowest, m_tree.cell(member).width());
        widest = std::max(widest, upToGrid(m_tree.cell(member).width(), 2.0 * m_spacing.grid));
    }
    Rows result;
    QPointF at;
    for (const std::vector<int> &row : rowsOf(members)) {
        double height = 0.0;
        for (const int member : row)
            height = std::max(height, upToGrid(m_tree.cell(member).height(), m_spacing.grid));
        at.setX(0.0);
        for (const int member : row) {
            const double own = upToGrid(m_tree.cell(member).width(), 2.0 * m_spacing.grid);
            const QSizeF cell(widest < kNearlyEqual * narrowest ? widest : own, height);
            result.block.members.push_back(member);
            result.block.at.push_back(at);
            result.cells.push_back(cell);
            result.block.extent = result.block.extent.expandedTo(QSizeF(at.x() + cell.width(), at.y() + height));
            at.rx() += cell.width() + m_spacing.leafGap;
        }
        at.ry() += height + m_spacing.leafGap;
    }
    return result;
}

} // namespace model::layout
