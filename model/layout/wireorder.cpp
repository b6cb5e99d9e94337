// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/wireorder.h"

#include <cmath>

namespace model::layout {

namespace {

constexpr double kSamePlace = 6.0;
constexpr int kFarthest = 12;  // corners; wires that run together for longer are told apart by their numbers

// Walks along a wire, one segment at a time.
struct Walker {
    const Wire *wire = nullptr;
    int segment = 0;
    int step = 1;  // +1 towards the end of the wire, -1 towards its beginning

    [[nodiscard]] QPointF end() const { return wire->points[std::size_t(step > 0 ? segment + 1 : segment)]; }
    [[nodiscard]] QPointF begin() const { return wire->points[std::size_t(step > 0 ? segment : segment + 1)]; }
    [[nodiscard]] bool isLast() const { return step > 0 ? segment + 2 >= int(wire->points.size()) : segment == 0; }
    void advance() { segment += step; }
    [[nodiscard]] QPointF heading() const
    {
        const QPointF off = end() - begin();
        const auto sign = [](double v) { return v > 0.0 ? 1.0 : v < 0.0 ? -1.0 : 0.0; };
        return {sign(off.x()), sign(off.y())};
    }
};

// +1: turns to the left hand of who walks (on a screen, y grows downwards), -1: to the right.
int turn(const QPointF &heading, const QPointF &next)
{
    const double cross = heading.x() * next.y() - heading.y() * next.x();
    return cross < 0.0 ? 1 : cross > 0.0 ? -1 : 0;
}

double progress(const Walker &walker, const QPointF &heading)
{
    return walker.end().x() * heading.x() + walker.end().y() * heading.y();
}

int turnAhead(const Walker &walker, const QPointF &heading)
{
    if (walker.isLast())
        return 0;
    Walker next = walker;
    next.advance();
    return turn(heading, next.heading());
}

// +1: the first should walk at the left hand of the second.
int sideWhileWalking(Walker a, Walker b)
{
    for (int corner = 0; corner < kFarthest; ++corner) {
        const QPointF heading = a.heading();
        const double difference = progress(a, heading) - progress(b, heading);
        const int turnA = turnAhead(a, heading);
        const int turnB = turnAhead(b, heading);
        if (std::abs(difference) > kSamePlace) {
            // The one that ends first turns away from under the other.
            return difference < 0.0 ? turnA : -turnB;
        }
        if (turnA != turnB)
            return turnA > turnB ? 1 : -1;
        if (turnA == 0 || a.isLast() || b.isLast())
            return 0;
        a.advance();
        b.advance();
    }
    return 0;
}

Walker walkerTowards(const WirePlace &place, const QPointF &heading)
{
    Walker walker{place.wire, int(place.segment), 1};
    if (walker.heading() != heading)
        walker.step = -1;
    return walker;
}

} // namespace

int betterOrder(const WirePlace &a, const WirePlace &b)
{
    const bool isHorizontal = segmentAxis(*a.wire, a.segment) == Axis::Horizontal;
    const QPointF forward = isHorizontal ? QPointF(1.0, 0.0) : QPointF(0.0, 1.0);
    // Heading right, the left hand is at smaller y; heading down, it is at larger x.
    const int leftIsSmaller = isHorizontal ? -1 : 1;
    const int ahead = sideWhileWalking(walkerTowards(a, forward), walkerTowards(b, forward));
    const int behind = sideWhileWalking(walkerTowards(a, -forward), walkerTowards(b, -forward));
    const int vote = (ahead - behind) * leftIsSmaller;
    if (vote != 0)
        return vote;
    return ahead * leftIsSmaller;
}

} // namespace model::layout
