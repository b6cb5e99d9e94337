// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/arrange.h"

#include "model/layout/grouplayout.h"
#include "model/layout/itemtree.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

namespace model::layout {

namespace {

constexpr double kIconCentre = 20.0;  // of every leaf, whatever the size of its icon, so that icons of one row align
constexpr double kLabelGap = 4.0;

bool holdsOther(const std::vector<Box> &boxes, const std::vector<QRectF> &absolute, const std::vector<int> &siblings,
                const QRectF &area, int band)
{
    return std::any_of(siblings.begin(), siblings.end(), [&](int sibling) {
        const Box &box = boxes[std::size_t(sibling)];
        return box.band >= 0 && box.band != band && absolute[std::size_t(sibling)].intersects(area);
    });
}

// Subnets of one zone that can share a rectangle into which no subnet of another zone reaches.
void addBands(const std::vector<Box> &boxes, const std::vector<QRectF> &absolute, const std::vector<int> &siblings, int band,
              const Spacing &spacing, std::vector<ZoneBand> &bands)
{
    std::vector<ZoneBand> groups;
    for (const int sibling : siblings) {
        const Box &box = boxes[std::size_t(sibling)];
        if (box.band == band)
            groups.push_back({box.parent, band, absolute[std::size_t(sibling)], {sibling}});
    }
    const auto padded = [&](const QRectF &r) {
        return r.adjusted(-spacing.bandPadding, -spacing.bandTitle, spacing.bandPadding, spacing.bandPadding);
    };
    bool hasMerged = true;
    while (hasMerged) {
        hasMerged = false;
        for (std::size_t a = 0; a < groups.size(); ++a) {
            for (std::size_t b = groups.size() - 1; b > a; --b) {
                const QRectF both = groups[a].rect.united(groups[b].rect);
                if (holdsOther(boxes, absolute, siblings, both, band))
                    continue;
                groups[a].rect = both;
                groups[a].members.insert(groups[a].members.end(), groups[b].members.begin(), groups[b].members.end());
                groups.erase(groups.begin() + long(b));
                hasMerged = true;
            }
        }
    }
    for (ZoneBand &group : groups) {
        group.rect = padded(group.rect);
        std::sort(group.members.begin(), group.members.end());
        bands.push_back(std::move(group));
    }
}

QRectF boundsOf(const std::vector<QRectF> &rectangles)
{
    QRectF bounds;
    for (const QRectF &rectangle : rectangles)
        bounds = bounds.united(rectangle);
    return bounds;
}

} // namespace

Arrangement arrange(const ArrangeInput &input)
{
    ItemTree tree = buildItemTree(input);
    // Orders inside containers depend on where things outside stand, so the second pass uses the places of the first.
    for (const LayoutPass pass : {LayoutPass::First, LayoutPass::WithPositions}) {
        GroupLayout layout(tree, pass);
        for (const int item : tree.inner)
            layout.layOut(item);
        tree.refreshOrigins();
    }
    Arrangement result;
    for (std::size_t b = 0; b < input.boxes.size(); ++b) {
        const Item &item = tree.items[b];
        result.absolute.emplace_back(item.origin, item.size);
    }
    for (std::size_t b = 0; b < input.boxes.size(); ++b) {
        // Groups that only the layout knows stand between a box and its parent; callers see the parent alone.
        int parent = tree.items[b].parent;
        while (parent >= 0 && std::size_t(parent) >= input.boxes.size())
            parent = tree.items[std::size_t(parent)].parent;
        const QPointF origin = parent < 0 ? QPointF() : tree.items[std::size_t(parent)].origin;
        result.relative.emplace_back(tree.items[b].origin - origin, tree.items[b].size);
    }
    result.bands = zoneBands(input.boxes, result.absolute, input.spacing);
    result.bounds = boundsOf(result.absolute);
    return result;
}

std::vector<ZoneBand> zoneBands(const std::vector<Box> &boxes, const std::vector<QRectF> &absolute, const Spacing &spacing)
{
    std::map<int, std::vector<int>> byParent;
    for (std::size_t b = 0; b < boxes.size(); ++b) {
        if (boxes[b].band >= 0)
            byParent[boxes[b].parent].push_back(int(b));
    }
    std::vector<ZoneBand> bands;
    for (const auto &[parent, siblings] : byParent) {
        std::vector<int> zones;
        for (const int sibling : siblings)
            zones.push_back(boxes[std::size_t(sibling)].band);
        std::sort(zones.begin(), zones.end());
        zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
        for (const int zone : zones)
            addBands(boxes, absolute, siblings, zone, spacing, bands);
    }
    return bands;
}

LeafCell leafCell(QSizeF icon, QSizeF firstLine, QSizeF secondLine)
{
    const double top = std::max(0.0, kIconCentre - icon.height() / 2.0);
    const double labelTop = std::ceil(top + icon.height() + kLabelGap);
    const QSizeF label(std::max(firstLine.width(), secondLine.width()), firstLine.height() + secondLine.height());
    // Half the width is a whole step of the grid, so that the icon's centre is on it.
    const double width = upToGrid(std::max(icon.width(), label.width()) + 8.0, 16.0);
    const double height = upToGrid(labelTop + label.height(), 8.0);
    LeafCell cell;
    cell.size = QSizeF(width, height);
    cell.icon = QRectF(QPointF((width - icon.width()) / 2.0, top), icon);
    cell.label = QRectF(QPointF((width - label.width()) / 2.0, labelTop), label);
    return cell;
}

} // namespace model::layout
