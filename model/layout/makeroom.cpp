// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/grouplayout.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace model::layout {

// The room that a subnet takes together with the rectangle of its zone, where that of another zone is beside it.
QRectF GroupLayout::footprint(int child, int beside) const
{
    const Box *self = m_tree.box(child);
    const Box *other = m_tree.box(beside);
    const QRectF cell = m_tree.cell(child);
    if (!self || !other || self->band < 0 || other->band < 0 || self->band == other->band)
        return cell;
    return cell.adjusted(-m_spacing.bandPadding, -m_spacing.bandTitle, m_spacing.bandPadding, m_spacing.bandPadding);
}

// How one of the two must go, to the right or down, to be clear of the other; nothing where neither is a container or they
// do not meet. Leaves may lie over each other if a person wants it so.
std::optional<GroupLayout::Push> GroupLayout::pushApart(int a, int b) const
{
    const auto isContainer = [this](int child) { return item(child).kind == ItemKind::Container; };
    const QRectF first = footprint(a, b);
    const QRectF second = footprint(b, a);
    if ((!isContainer(a) && !isContainer(b)) || !first.intersects(second))
        return {};
    const bool areBanded = m_tree.box(a)->band >= 0 && m_tree.box(b)->band >= 0;
    const double gap = areBanded ? m_spacing.rowGap : m_spacing.leafGap;
    const auto away = [&](double aFrom, double aTo, double bFrom, double bTo, bool isDown) {
        const bool isSecond = aFrom <= bFrom;
        const double distance = (isSecond ? aTo - bFrom : bTo - aFrom) + gap;
        return isSecond ? Push{b, a, isDown, upToGrid(distance, m_spacing.grid)} : Push{a, b, isDown, upToGrid(distance, m_spacing.grid)};
    };
    const Push aside = away(first.left(), first.right(), second.left(), second.right(), false);
    const Push below = away(first.top(), first.bottom(), second.top(), second.bottom(), true);
    return aside.distance < below.distance ? aside : below;
}

bool GroupLayout::isLocked(int child) const
{
    const Box *box = m_tree.box(child);
    return box && box->isLocked;
}

// Children in the order of their left edges: one that begins right of another's end meets neither it nor what it meets.
std::optional<GroupLayout::Push> GroupLayout::nextPush(const std::vector<int> &children) const
{
    std::vector<std::pair<QRectF, int>> byLeft;
    for (const int child : children)
        byLeft.emplace_back(m_tree.cell(child), child);
    std::stable_sort(byLeft.begin(), byLeft.end(), [](const auto &a, const auto &b) { return a.first.left() < b.first.left(); });
    for (std::size_t a = 0; a < byLeft.size(); ++a) {
        const double reach = byLeft[a].first.right() + 2.0 * m_spacing.bandPadding;
        for (std::size_t b = a + 1; b < byLeft.size() && byLeft[b].first.left() < reach; ++b) {
            const auto push = pushApart(byLeft[a].second, byLeft[b].second);
            if (push && !isLocked(push->child))
                return push;
        }
    }
    return {};
}

// A container that had to grow moves its neighbours on, and with them all that begins as far right or down as they do: so
// rows and columns stay rows and columns, and since nothing comes nearer to what it was clear of, each push leaves fewer
// boxes that lie over each other. The bound is for places so far out that a push is lost in rounding.
void GroupLayout::makeRoom(const std::vector<int> &children)
{
    std::size_t left = children.size() * children.size();
    for (auto push = nextPush(children); push && left > 0; push = nextPush(children), --left) {
        const QRectF moved = m_tree.cell(push->child);
        for (const int child : children) {
            const QRectF cell = m_tree.cell(child);
            if (child == push->from || isLocked(child))
                continue;
            if (push->isDown && cell.top() >= moved.top())
                item(child).at.ry() += push->distance;
            else if (!push->isDown && cell.left() >= moved.left())
                item(child).at.rx() += push->distance;
        }
    }
}

} // namespace model::layout
