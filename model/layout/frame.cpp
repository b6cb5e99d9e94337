// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/grouplayout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace model::layout {

namespace {

constexpr double kBorderGap = 8.0;      // between neighbours on one border, and from them to what the container holds
constexpr double kBelowTitle = 8.0;
constexpr double kStripGap = 16.0;
constexpr double kStripCellGap = 8.0;
constexpr double kStripWidth = 240.0;   // a strip is not wrapped narrower than this
constexpr QSizeF kEmptyContent(112.0, 48.0);

bool isAcross(Slot slot)
{
    return slot == Slot::BorderLeft || slot == Slot::BorderRight;
}

} // namespace

// What lies between the border and the content: padding, title, and the inner halves of the boxes on the border.
QMarginsF GroupLayout::inset(int group, const std::vector<int> &border) const
{
    const Box *box = m_tree.box(group);
    if (!box)
        return {};
    QMarginsF frame(box->padding, std::max(box->padding, box->titleHeight + kBelowTitle), box->padding, box->padding);
    for (const int child : border) {
        const QPointF anchor = m_tree.iconOf(child).center();
        const QSizeF rest(item(child).size.width() - anchor.x(), item(child).size.height() - anchor.y());
        switch (m_tree.box(child)->slot) {
        case Slot::BorderLeft:
            frame.setLeft(std::max(frame.left(), upToGrid(rest.width() + kBorderGap, m_spacing.grid)));
            break;
        case Slot::BorderRight:
            frame.setRight(std::max(frame.right(), upToGrid(anchor.x() + kBorderGap, m_spacing.grid)));
            break;
        case Slot::BorderTop:
            frame.setTop(std::max(frame.top(), upToGrid(rest.height() + kBorderGap, m_spacing.grid)));
            break;
        default:
            frame.setBottom(std::max(frame.bottom(), upToGrid(anchor.y() + kBorderGap, m_spacing.grid)));
            break;
        }
    }
    return frame;
}

void GroupLayout::placeStrip(int group, const std::vector<int> &strip, const QSizeF &content)
{
    const QMarginsF frame = inset(group, partsOf(group).border);
    const double limit = std::max(content.width(), kStripWidth);
    const double gap = content.height() > 0.0 ? kStripGap : 0.0;
    QPointF at(0.0, upToGrid(content.height() + gap, m_spacing.grid));
    double rowHeight = 0.0;
    for (const int member : strip) {
        const QSizeF extent = item(member).size;
        if (at.x() > 0.0 && at.x() + extent.width() > limit) {
            at = QPointF(0.0, at.y() + upToGrid(rowHeight + kStripCellGap, m_spacing.grid));
            rowHeight = 0.0;
        }
        item(member).at = at + QPointF(frame.left(), frame.top());
        at.rx() += upToGrid(extent.width() + kStripCellGap, m_spacing.grid);
        rowHeight = std::max(rowHeight, extent.height());
    }
}

void GroupLayout::giveSize(int group, const Parts &parts, const QSizeF &content)
{
    const Box *box = m_tree.box(group);
    if (!box) {
        item(group).size = content;
        return;
    }
    const QMarginsF frame = inset(group, parts.border);
    QSizeF extent = content;
    std::vector<int> strip = parts.strip;
    std::stable_sort(strip.begin(), strip.end(), [this](int a, int b) { return comesBefore(a, b); });
    placeStrip(group, strip, content);
    for (const int member : strip) {
        const QRectF cell = m_tree.cell(member);
        extent = extent.expandedTo(QSizeF(cell.right() - frame.left(), cell.bottom() - frame.top()));
    }
    if (extent.isEmpty() && parts.border.empty())
        extent = extent.expandedTo(kEmptyContent);
    double onSides[2] = {0.0, 0.0};  // how long the boxes on the left or right, and on the top or bottom, need it to be
    for (const Slot side : {Slot::BorderLeft, Slot::BorderRight, Slot::BorderTop, Slot::BorderBottom}) {
        double needed = 0.0;
        for (const int child : parts.border) {
            if (m_tree.box(child)->slot == side)
                needed += kBorderGap + (isAcross(side) ? item(child).size.height() : item(child).size.width());
        }
        double &most = onSides[isAcross(side) ? 0 : 1];
        most = std::max(most, needed);
    }
    const double width = std::max({frame.left() + extent.width() + frame.right(), box->titleWidth + 2.0 * box->padding,
                                   onSides[1] + 2.0 * box->padding});
    const double height = std::max(frame.top() + extent.height() + frame.bottom(), frame.top() + onSides[0] + frame.bottom());
    QSizeF size(upToGrid(width, 2.0 * m_spacing.grid), upToGrid(height, m_spacing.grid));
    if (box->pinnedSize) {
        size.setWidth(frame.left() + extent.width() + frame.right() <= box->pinnedSize->width() ? box->pinnedSize->width() : size.width());
        size.setHeight(frame.top() + extent.height() + frame.bottom() <= box->pinnedSize->height() ? box->pinnedSize->height() : size.height());
    }
    item(group).size = size;
    placeBorder(group, parts.border);
}

// The median of where its neighbours are, along the border, from the container's corner.
double GroupLayout::wantedAlongBorder(int group, int member) const
{
    const bool isAlongY = isAcross(m_tree.box(member)->slot);
    const auto along = [isAlongY](const QPointF &at) { return isAlongY ? at.y() : at.x(); };
    std::vector<double> wishes;
    for (const LocalEdge &edge : item(group).edges) {
        if (edge.from == member)
            wishes.push_back(along(m_tree.anchorWithin(edge.toBox, group)));
        else if (edge.to == member)
            wishes.push_back(along(m_tree.anchorWithin(edge.fromBox, group)));
    }
    if (m_pass == LayoutPass::WithPositions && wishes.empty()) {
        for (const OuterEdge &edge : item(group).outer) {
            if (edge.child == member)
                wishes.push_back(along(m_tree.absoluteAnchor(edge.outerBox) - item(group).origin));
        }
    }
    if (wishes.empty())
        return along(QPointF(item(group).size.width() / 2.0, item(group).size.height() / 2.0));
    std::sort(wishes.begin(), wishes.end());
    return wishes[(wishes.size() - 1) / 2];
}

// Each box on a border stands level with what it is linked to; neighbours push each other apart, pinned ones stay.
void GroupLayout::placeBorder(int group, const std::vector<int> &border)
{
    const Box &box = *m_tree.box(group);
    const QSizeF size = item(group).size;
    for (const Slot side : {Slot::BorderLeft, Slot::BorderRight, Slot::BorderTop, Slot::BorderBottom}) {
        const bool isAlongY = isAcross(side);
        std::vector<std::pair<double, int>> wanted;
        std::vector<std::pair<double, double>> taken;
        for (const int child : border) {
            if (m_tree.box(child)->slot != side)
                continue;
            const QSizeF extent = item(child).size;
            if (const std::optional<QPointF> pinned = m_tree.box(child)->pinned) {
                // Along the border it stays where it was put; the border itself may have moved.
                const QPointF icon = m_tree.iconOf(child).center();
                const double edge = side == Slot::BorderLeft || side == Slot::BorderTop ? 0.0 : isAlongY ? size.width() : size.height();
                item(child).at = isAlongY ? QPointF(edge - icon.x(), pinned->y()) : QPointF(pinned->x(), edge - icon.y());
                const double from = isAlongY ? pinned->y() : pinned->x();
                taken.emplace_back(from, from + (isAlongY ? extent.height() : extent.width()));
                continue;
            }
            const QPointF anchor = m_tree.iconOf(child).center();
            wanted.emplace_back(wantedAlongBorder(group, child) - (isAlongY ? anchor.y() : anchor.x()), child);
        }
        std::stable_sort(wanted.begin(), wanted.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        const double first = isAlongY ? std::max(box.padding, box.titleHeight + kBelowTitle) : box.padding;
        double end = (isAlongY ? size.height() : size.width()) - box.padding;
        // From the far end back, so that the last still fits; then each no nearer than its neighbour before it.
        for (auto next = wanted.rbegin(); next != wanted.rend(); ++next) {
            const QSizeF extent = item(next->second).size;
            const double length = isAlongY ? extent.height() : extent.width();
            next->first = std::min(next->first, end - length);
            end = next->first - kBorderGap;
        }
        double begin = first;
        for (auto &[at, child] : wanted) {
            const QSizeF extent = item(child).size;
            const double length = isAlongY ? extent.height() : extent.width();
            at = std::max(at, begin);
            for (const auto &[from, to] : taken) {
                if (at < to + kBorderGap && at + length + kBorderGap > from)
                    at = to + kBorderGap;
            }
            begin = at + length + kBorderGap;
            const QPointF anchor = m_tree.iconOf(child).center();
            const double across = side == Slot::BorderLeft || side == Slot::BorderTop ? 0.0 : isAlongY ? size.width() : size.height();
            item(child).at = isAlongY ? QPointF(across - anchor.x(), at) : QPointF(at, across - anchor.y());
        }
    }
    QMarginsF over;
    for (const int child : border) {
        const QRectF cell = m_tree.cell(child);
        over.setLeft(std::max(over.left(), upToGrid(-cell.left(), m_spacing.grid)));
        over.setTop(std::max(over.top(), upToGrid(-cell.top(), m_spacing.grid)));
        over.setRight(std::max(over.right(), upToGrid(cell.right() - size.width(), m_spacing.grid)));
        over.setBottom(std::max(over.bottom(), upToGrid(cell.bottom() - size.height(), m_spacing.grid)));
    }
    item(group).overhang = over;
}

} // namespace model::layout
