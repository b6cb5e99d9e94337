// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/pillplaces.h"

#include "app/canvas/handles.h"
#include "app/paint/context.h"
#include "app/paint/marks.h"
#include "app/paint/titles.h"

#include <QLineF>
#include <QRectF>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace app {

namespace {

constexpr double kAbove = 18;       // of the icon
constexpr double kBelow = 14;       // of the labels
constexpr double kBeside = 6;       // a line, an icon
constexpr double kFartherPx = 28;   // from a line whose side is taken: beyond the border that it runs along
constexpr double kLinePx = 4;       // of a line and its dots, on either side
constexpr double kHandlePx = 8;     // a handle and air around it
constexpr double kWidthStepPx = 24; // a pill whose figure grows by a digit stays where it is

using Rects = std::vector<QRectF>;

bool isOpen(const model::PictureNode& node) { return node.shape == model::ViewSpec::Shape::Container && !node.isCollapsed; }

QRectF around(const QPointF& middle, const QSizeF& size) { return {middle - QPointF(size.width(), size.height()) / 2, size}; }

bool meetsAny(const Rects& rects, const QRectF& place) {
    return std::ranges::any_of(rects, [&](const QRectF& rect) { return rect.intersects(place); });
}

// What stands near a place, by how bad it is to hide it.
struct Obstacles {
    Rects solid;    // icons, captions, the heads of containers, lines
    Rects borders;  // the frames of containers: their four sides
};

void addFrame(Rects& borders, const QRectF& r) {
    borders.emplace_back(r.left() - 1, r.top(), 2, r.height());
    borders.emplace_back(r.right() - 1, r.top(), 2, r.height());
    borders.emplace_back(r.left(), r.top() - 1, r.width(), 2);
    borders.emplace_back(r.left(), r.bottom() - 1, r.width(), 2);
}

void addLine(Rects& rects, const std::vector<QPointF>& points, double breadth, const QRectF& near) {
    for (size_t i = 1; i < points.size(); ++i) {
        const QRectF stretch = QRectF(points[i - 1], points[i]).normalized().adjusted(-breadth, -breadth, breadth, breadth);
        if (stretch.intersects(near)) rects.push_back(stretch);
    }
}

Obstacles obstaclesNear(const model::Picture& picture, const QRectF& near, double lineBreadth) {
    Obstacles found;
    for (const model::PictureNode& node : picture.nodes) {
        if (!node.rect.intersects(near)) continue;
        if (node.shape == model::ViewSpec::Shape::Leaf) {
            // Not its whole rectangle: beside the icon, above a wide caption, there is room.
            found.solid.push_back(node.gauges.isEmpty() ? node.icon : node.icon.united(gaugeRect(node.icon, static_cast<int>(node.gauges.size()) - 1)));
            found.solid.insert(found.solid.end(), {node.titleRect, node.secondRect});
            continue;
        }
        if (!isOpen(node)) {
            found.solid.push_back(node.rect);
            continue;
        }
        found.solid.push_back(node.icon.united(node.titleRect).united(node.secondRect));
        addFrame(found.borders, node.rect);
    }
    for (const model::PictureBand& band : picture.bands)
        if (band.rect.intersects(near)) found.solid.push_back(band.titleRect), addFrame(found.borders, band.rect);
    for (const model::PictureLeg& leg : picture.legs) addLine(found.solid, leg.route.points, lineBreadth, near);
    return found;
}

// The first of the places that hides nothing; else the first that hides no more than a piece of a border; else the first.
QPointF best(const std::vector<QPointF>& places, const QSizeF& pill, const Obstacles& obstacles) {
    for (const bool sparesBorders : {true, false})
        for (const QPointF& place : places) {
            const QRectF area = around(place, pill);
            if (!meetsAny(obstacles.solid, area) && !(sparesBorders && meetsAny(obstacles.borders, area))) return place;
        }
    return places.front();
}

std::vector<QPointF> placesAbout(const model::PictureNode& node, const QSizeF& pill, PillSide side, bool hasHandles) {
    const QPointF middle = node.icon.center();
    const double aside = pill.width() / 2 + kBeside + kLinePx;
    const auto handles = linkHandles(node);
    const double above = hasHandles ? handles[1].y() - kHandlePx - pill.height() / 2 : node.icon.top() - kAbove;
    const double below = hasHandles ? handles[3].y() + kHandlePx + pill.height() / 2 : node.rect.bottom() + kBelow;
    const double first = side == PillSide::Above ? above : below, second = side == PillSide::Above ? below : above;
    const double gauges = node.gauges.isEmpty() ? 0 : gaugeRect(node.icon, static_cast<int>(node.gauges.size()) - 1).right() - node.icon.right() + kBeside;
    const double out = hasHandles ? handles[2].x() - node.icon.right() + kHandlePx : kBeside;
    return {{middle.x(), first},
            {middle.x() + aside, first},
            {middle.x() - aside, first},
            {node.icon.right() + std::max(gauges, out) + pill.width() / 2, middle.y()},
            {node.icon.left() - out - pill.width() / 2, middle.y()},
            {middle.x(), second},
            {middle.x() + aside, second},
            {middle.x() - aside, second}};
}

}  // namespace

QPointF pillAt(const PaintContext& context, const model::Picture& picture, int tile, const QSizeF& pill, PillSide side) {
    const model::PictureNode& node = picture.nodes[static_cast<size_t>(tile)];
    const std::vector<QPointF> places = placesAbout(node, pill, side, context.handlesAt == tile);
    if (context.detail() != Detail::Full) return places.front();  // from afar there are many, and no labels to hide
    const QSizeF room(std::ceil(pill.width() / kWidthStepPx) * kWidthStepPx, pill.height());
    QRectF near;
    for (const QPointF& place : places) near |= around(place, room);
    return best(placesAbout(node, room, side, context.handlesAt == tile), room, obstaclesNear(picture, near, kLinePx));
}

QPointF pillBeside(const model::Picture& picture, const std::vector<TitlePlace>& titles, const model::PictureLeg& leg, const QSizeF& pill) {
    const auto& points = leg.route.points;
    std::vector<QLineF> stretches;
    QRectF near;
    for (size_t i = 1; i < points.size(); ++i) {
        stretches.emplace_back(points[i - 1], points[i]);
        near |= QRectF(points[i - 1], points[i]).normalized().adjusted(-1, -1, 1, 1);
    }
    if (stretches.empty()) return {};
    std::ranges::stable_sort(stretches, std::greater(), &QLineF::length);
    const QSizeF room(std::ceil(pill.width() / kWidthStepPx) * kWidthStepPx, pill.height());
    std::vector<QPointF> places;
    for (const double far : {0.0, kFartherPx})
        for (const QLineF& stretch : stretches)
            for (const double along : {0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95})
                for (const double side : {1.0, -1.0}) {
                    const bool upright = stretch.x1() == stretch.x2();
                    places.push_back(stretch.pointAt(along) + side * (upright ? QPointF(room.width() / 2 + kBeside + far, 0) : QPointF(0, -room.height() / 2 - kBeside - far)));
                }
    Obstacles obstacles = obstaclesNear(picture, near.adjusted(-room.width() - 40, -60, room.width() + 40, 60), kLinePx);
    for (const TitlePlace& title : titles) obstacles.solid.push_back(title.plate);
    return best(places, room, obstacles);
}

}  // namespace app
