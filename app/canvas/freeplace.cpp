// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/freeplace.h"

#include "app/canvas/placing.h"
#include "model/layout/freespot.h"

#include <algorithm>

namespace app {

using model::Picture;
using model::PictureNode;
using Shape = model::ViewSpec::Shape;

namespace {

constexpr qreal kGapPx = 8;
constexpr qreal kTitlePx = 32;     // of a container, free of what stands in it
constexpr qreal kInsetPx = 16;
constexpr qreal kBesideXPx = 36, kBesideYPx = 20;  // between an icon with its labels and its copy
constexpr qreal kContainersPx = 56;                // between containers: room for what runs between them
constexpr int kMostSteps = 12;

QRectF insideOf(const QRectF& frame) { return frame.adjusted(kGapPx, kTitlePx, -kGapPx, -kGapPx); }

// Half in and half out of its container.
bool standsAtEdge(const Picture& picture, const PictureNode& node) {
    return node.parent >= 0 && node.shape == Shape::Leaf && !picture.nodes[static_cast<size_t>(node.parent)].rect.contains(node.icon);
}

// What stands in the container, and what reaches into it from the border of one in it.
std::vector<QRectF> takenIn(const Picture& picture, int container, const std::vector<int>& ignored) {
    std::vector<QRectF> taken;
    for (int i = 0; i < static_cast<int>(picture.nodes.size()); ++i) {
        const PictureNode& node = picture.nodes[static_cast<size_t>(i)];
        if (std::ranges::find(ignored, i) != ignored.end()) continue;
        const bool reachesIn = node.parent >= 0 && picture.nodes[static_cast<size_t>(node.parent)].parent == container && standsAtEdge(picture, node);
        if (node.parent == container || reachesIn) taken.push_back(node.rect);
    }
    for (const model::PictureBand& band : picture.bands)
        if (band.parent == container) taken.push_back(band.rect);
    return taken;
}

}  // namespace

QPointF nearestFree(const Picture& picture, const Landing& landing) {
    const QRectF area = landing.container < 0 ? QRectF() : insideOf(picture.nodes[static_cast<size_t>(landing.container)].rect).adjusted(0, 0, kGapPx - kInsetPx, kGapPx - kInsetPx);
    std::vector<QRectF> taken = takenIn(picture, landing.container, landing.ignored);
    taken.insert(taken.end(), landing.landed.begin(), landing.landed.end());
    const QRectF kept = landing.wanted.adjusted(-kGapPx / 2, -kGapPx / 2, kGapPx / 2, kGapPx / 2);
    if (std::ranges::none_of(taken, [&](const QRectF& other) { return other.intersects(kept); })) return landing.wanted.topLeft();
    return model::layout::findFreeSpot({landing.wanted.topLeft(), landing.wanted.size(), area, kGapPx, kGapPx}, taken);
}

namespace {

enum class Bounds { Inside, GrowRightAndDown, None };

bool isWithin(const Picture& picture, const PictureNode& node, const QRectF& spot, Bounds bounds) {
    if (node.parent < 0 || bounds == Bounds::None) return true;
    const QRectF inside = insideOf(picture.nodes[static_cast<size_t>(node.parent)].rect);
    const bool fitsInside = bounds == Bounds::Inside;
    if (spot.top() < inside.top() || (fitsInside && spot.bottom() > inside.bottom())) return false;
    return standsAtEdge(picture, node) || (spot.left() >= inside.left() && !(fitsInside && spot.right() > inside.right()));
}

// As far as the largest of the tiles is large.
QPointF stepFor(const Picture& picture, const std::vector<int>& tiles) {
    QSizeF size;
    bool holdsContainer = false;
    for (const int tile : tiles) {
        const PictureNode& node = picture.nodes[static_cast<size_t>(tile)];
        size = size.expandedTo(node.rect.size());
        holdsContainer = holdsContainer || node.shape == Shape::Container;
    }
    return {size.width() + (holdsContainer ? kContainersPx : kBesideXPx), size.height() + (holdsContainer ? kContainersPx : kBesideYPx)};
}

}  // namespace

QPointF freeStep(const Picture& picture, const std::vector<int>& tiles, const std::vector<QPointF>& directions, Frames frames) {
    const QPointF unit = stepFor(picture, tiles);
    std::vector<std::vector<QRectF>> taken;
    for (const int tile : tiles) taken.push_back(takenIn(picture, picture.nodes[static_cast<size_t>(tile)].parent, {}));
    const auto areFree = [&](const QPointF& by, Bounds bounds) {
        for (size_t i = 0; i < tiles.size(); ++i) {
            const PictureNode& node = picture.nodes[static_cast<size_t>(tiles[i])];
            const QRectF spot = node.rect.translated(by).adjusted(-kGapPx / 2, -kGapPx / 2, kGapPx / 2, kGapPx / 2);
            if (!isWithin(picture, node, spot, bounds) || std::ranges::any_of(taken[i], [&](const QRectF& other) { return other.intersects(spot); })) return false;
        }
        return true;
    };
    for (const Bounds bounds : {Bounds::Inside, frames == Frames::GrowAnyway ? Bounds::None : Bounds::GrowRightAndDown})
        for (int n = 1; n <= kMostSteps; ++n)
            for (const QPointF& direction : directions) {
                const QPointF by = snapToGrid({direction.x() * unit.x() * n, direction.y() * unit.y() * n});
                if (areFree(by, bounds)) return by;
            }
    return snapToGrid({directions.front().x() * unit.x(), directions.front().y() * unit.y()});
}

}  // namespace app
