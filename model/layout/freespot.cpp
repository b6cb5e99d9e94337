// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/freespot.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace model::layout {

namespace {

// Only so many of the nearest rectangles offer places beside them; all of them block.
constexpr std::size_t kMostNeighbours = 40;

bool isFree(const QRectF &place, const std::vector<QRectF> &taken, double gap)
{
    const QRectF kept = place.adjusted(-gap, -gap, gap, gap);
    return std::none_of(taken.begin(), taken.end(), [&](const QRectF &other) { return other.intersects(kept); });
}

double distance(const QPointF &a, const QPointF &b)
{
    return std::abs(a.x() - b.x()) + std::abs(a.y() - b.y());
}

std::vector<QRectF> nearest(const std::vector<QRectF> &taken, const QPointF &wanted)
{
    std::vector<QRectF> result(taken);
    const std::size_t count = std::min(kMostNeighbours, result.size());
    const auto off = [&](const QRectF &r) {
        return std::max({r.left() - wanted.x(), wanted.x() - r.right(), 0.0}) + std::max({r.top() - wanted.y(), wanted.y() - r.bottom(), 0.0});
    };
    std::stable_sort(result.begin(), result.end(), [&](const QRectF &a, const QRectF &b) { return off(a) < off(b); });
    result.resize(count);
    return result;
}

std::vector<QPointF> candidates(const SpotRequest &request, const std::vector<QRectF> &taken)
{
    std::vector<double> xs{request.wanted.x()};
    std::vector<double> ys{request.wanted.y()};
    if (!request.area.isEmpty()) {
        xs.push_back(request.area.left());
        ys.push_back(request.area.top());
    }
    for (const QRectF &other : nearest(taken, request.wanted)) {
        xs.push_back(other.left());
        xs.push_back(request.grid * std::ceil((other.right() + request.gap) / request.grid));
        xs.push_back(request.grid * std::floor((other.left() - request.gap - request.extent.width()) / request.grid));
        ys.push_back(other.top());
        ys.push_back(request.grid * std::ceil((other.bottom() + request.gap) / request.grid));
        ys.push_back(request.grid * std::floor((other.top() - request.gap - request.extent.height()) / request.grid));
    }
    std::vector<QPointF> result;
    result.reserve(xs.size() * ys.size());
    for (const double x : xs) {
        for (const double y : ys)
            result.emplace_back(x, y);
    }
    std::stable_sort(result.begin(), result.end(), [&](const QPointF &a, const QPointF &b) {
        return distance(a, request.wanted) < distance(b, request.wanted);
    });
    return result;
}

} // namespace

QPointF findFreeSpot(const SpotRequest &request, const std::vector<QRectF> &taken)
{
    // A tight place inside is better than a container that grows.
    SpotRequest tighter = request;
    for (; tighter.gap >= request.grid; tighter.gap = request.area.isEmpty() ? 0.0 : tighter.gap / 2.0) {
        for (const QPointF &at : candidates(tighter, taken)) {
            const QRectF place(at, request.extent);
            if ((request.area.isEmpty() || request.area.contains(place)) && isFree(place, taken, tighter.gap))
                return at;
        }
    }
    QRectF all;
    for (const QRectF &other : taken)
        all = all.united(other);
    const QPointF start = request.area.isEmpty() ? all.topLeft() : request.area.topLeft();
    if (all.width() > 1.6 * all.height())
        return {start.x(), request.grid * std::ceil((all.bottom() + request.gap) / request.grid)};
    return {request.grid * std::ceil((all.right() + request.gap) / request.grid), std::max(start.y(), all.top())};
}

} // namespace model::layout
