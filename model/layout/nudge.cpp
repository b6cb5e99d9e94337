// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/nudge.h"

#include "model/layout/channel.h"
#include "model/layout/wireorder.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <queue>

namespace model::layout {

namespace {

constexpr double kReach = 96.0;         // a segment never moves farther than this
constexpr double kWideChannel = 120.0;  // in wider ones a lone segment stays where it is instead of moving to the middle
constexpr double kEndToEnd = 4.0;       // segments that follow each other with less between them still keep apart
constexpr double kTolerance = 1e-6;

// One segment of one wire, seen along its axis.
struct Piece {
    int wire = -1;
    std::size_t segment = 0;
    double at = 0.0;  // across
    double from = 0.0;
    double to = 0.0;
    double lo = 0.0;
    double hi = 0.0;
    double wish = 0.0;
    int endNode = -1;   // of a segment that leads to a box, with the side; straight links have two and keep the first
    int endSide = -1;
    bool isMovable = false;
};

bool isFirst(const Piece &piece) { return piece.segment == 0; }

bool isLast(const Piece &piece, const Wire &wire) { return piece.segment + 2 == wire.points.size(); }

class NudgePass {
public:
    NudgePass(const RouteScene &scene, const RouteOptions &options, const ObstacleMap &obstacles, std::vector<Wire> &wires, Axis axis)
        : m_scene(scene), m_options(options), m_obstacles(obstacles), m_wires(wires), m_axis(axis)
    {
    }

    void run(std::span<const int> movable, std::span<const QRectF> reaches)
    {
        std::vector<char> isMovable(m_wires.size(), 0);
        std::vector<bool> isNamed(m_wires.size(), false);
        QRectF area;
        for (const int w : movable) {
            isNamed[std::size_t(w)] = true;
            isMovable[std::size_t(w)] = m_wires[std::size_t(w)].isClear ? 1 : 0;
            for (const QPointF &point : m_wires[std::size_t(w)].points)
                area = area.united(QRectF(point.x() - kReach, point.y() - kReach, 2.0 * kReach, 2.0 * kReach));
        }
        for (const int w : movable)
            addPieces(w, isMovable[std::size_t(w)] != 0, area);
        const std::size_t own = m_pieces.size();
        for (std::size_t w = 0; w < m_wires.size() && own > 0; ++w) {
            if (!isNamed[w] && reaches[w].intersects(area))
                addPieces(int(w), false, area);
        }
        keepThoseBeside(own);
        if (own == 0)
            return;
        orderPieces();
        apply();
    }

private:
    void addPieces(int index, bool isMovable, const QRectF &area)
    {
        const Wire &wire = m_wires[std::size_t(index)];
        for (std::size_t s = 0; s + 1 < wire.points.size(); ++s) {
            if (segmentAxis(wire, s) != m_axis)
                continue;
            Piece piece;
            piece.wire = index;
            piece.segment = s;
            piece.at = acrossOf(wire.points[s], m_axis);
            piece.from = std::min(alongOf(wire.points[s], m_axis), alongOf(wire.points[s + 1], m_axis));
            piece.to = std::max(alongOf(wire.points[s], m_axis), alongOf(wire.points[s + 1], m_axis));
            piece.isMovable = isMovable;
            if (!isMovable && !isNear(piece, area))
                continue;
            piece.lo = piece.hi = piece.wish = piece.at;
            const WireEnd *end = endOf(piece);
            if (end) {
                piece.endNode = end->node;
                piece.endSide = int(end->side);
            }
            if (isMovable)
                findRoom(piece);
            m_pieces.push_back(piece);
        }
    }

    // Of the pieces that stay, only those matter that stand beside one that moves.
    void keepThoseBeside(std::size_t own)
    {
        const auto isBeside = [&](const Piece &piece) {
            return std::any_of(m_pieces.begin(), m_pieces.begin() + long(own), [&](const Piece &other) {
                return other.lo - m_options.separation < piece.at && piece.at < other.hi + m_options.separation
                    && other.from < piece.to + kEndToEnd && piece.from < other.to + kEndToEnd;
            });
        };
        std::size_t kept = own;
        for (std::size_t p = own; p < m_pieces.size(); ++p) {
            if (isBeside(m_pieces[p]))
                m_pieces[kept++] = m_pieces[p];
        }
        m_pieces.resize(kept);
    }

    bool isNear(const Piece &piece, const QRectF &area) const
    {
        const Extent extent = extentOf(area, m_axis);
        return piece.at >= extent.across0 && piece.at <= extent.across1 && piece.to >= extent.along0 && piece.from <= extent.along1;
    }

    const WireEnd *endOf(const Piece &piece) const
    {
        const Wire &wire = m_wires[std::size_t(piece.wire)];
        if (isFirst(piece) && axisOf(wire.from.side) == m_axis)
            return &wire.from;
        return isLast(piece, wire) && axisOf(wire.to.side) == m_axis ? &wire.to : nullptr;
    }

    bool holdsWaypoint(const Piece &piece) const
    {
        const std::vector<QPointF> &waypoints = m_scene.links[std::size_t(piece.wire)].waypoints;
        return std::any_of(waypoints.begin(), waypoints.end(), [&](const QPointF &point) {
            const double along = alongOf(point, m_axis);
            return std::abs(acrossOf(point, m_axis) - piece.at) < 0.5 && along > piece.from - 0.5 && along < piece.to + 0.5;
        });
    }

    // How far the segment may be shifted: to the next box, label or border, and along the sides at which it ends.
    void findRoom(Piece &piece) const
    {
        const Wire &wire = m_wires[std::size_t(piece.wire)];
        if (holdsWaypoint(piece))
            return;
        piece.lo = piece.at - kReach;
        piece.hi = piece.at + kReach;
        bool isEnd = false;
        int except[2] = {-1, -1};
        double from = piece.from;
        double to = piece.to;
        const auto limitTo = [&](const WireEnd &end, bool isHere, int slot) {
            if (!isHere || axisOf(end.side) != m_axis)
                return;
            isEnd = true;
            piece.lo = std::max(piece.lo, end.first);
            piece.hi = std::min(piece.hi, end.last);
            except[slot] = end.node;
        };
        limitTo(wire.from, isFirst(piece), 0);
        limitTo(wire.to, isLast(piece, wire), 1);
        if (piece.lo > piece.hi) {
            piece.lo = piece.hi = piece.at;
            return;
        }
        const double reach = std::max(piece.at - piece.lo, piece.hi - piece.at) + m_options.margin;
        const QPointF corner = pointAt(from, piece.at - reach, m_axis);
        const QPointF opposite = pointAt(to, piece.at + reach, m_axis);
        const QRectF area(corner, opposite);
        double lo = piece.lo;
        double hi = piece.hi;
        const auto bound = [&](const QRectF &rect, double margin, double endMargin) {
            const Extent extent = extentOf(rect, m_axis);
            if (extent.along1 + endMargin <= from + kTolerance || extent.along0 - endMargin >= to - kTolerance)
                return;
            // Where the margin cannot be kept the segment may at least not come nearer than it is.
            if (extent.across1 <= piece.at + kTolerance)
                lo = std::max(lo, std::min(extent.across1 + margin, piece.at));
            else if (extent.across0 >= piece.at - kTolerance)
                hi = std::min(hi, std::max(extent.across0 - margin, piece.at));
        };
        m_obstacles.visitSolids(area, [&](int solid, const QRectF &rect) {
            if (solid != except[0] && solid != except[1])
                bound(rect, m_obstacles.isLabel(solid) ? 3.0 : m_options.margin, 0.0);
        });
        m_obstacles.visitBorders(area, m_axis, [&](const QRectF &rect) { bound(rect, m_options.borderMargin, m_options.borderMargin); });
        piece.lo = std::min(lo, piece.at);
        piece.hi = std::max(hi, piece.at);
        // A lone segment looks best in the middle of its channel; an end at the middle of its side.
        if (!isEnd && piece.hi - piece.lo < kWideChannel)
            piece.wish = (piece.lo + piece.hi) / 2.0;
    }

    struct Pair {
        int a;
        int b;
    };

    bool canShare(const Piece &a, const Piece &b) const
    {
        return a.at >= b.lo - kTolerance && a.at <= b.hi + kTolerance && b.at >= a.lo - kTolerance && b.at <= a.hi + kTolerance;
    }

    // Which of two segments belongs before the other: where they could change places, the order without crossings decides.
    bool comesBefore(const Piece &a, const Piece &b) const
    {
        const double apart = a.at - b.at;
        if (std::abs(apart) < kTolerance || canShare(a, b)) {
            const int order = betterOrder({&m_wires[std::size_t(a.wire)], a.segment}, {&m_wires[std::size_t(b.wire)], b.segment});
            if (order != 0)
                return order < 0;
        }
        if (std::abs(apart) > kTolerance)
            return apart < 0.0;
        return a.wire != b.wire ? a.wire < b.wire : a.segment < b.segment;
    }

    std::vector<Pair> interactingPairs() const
    {
        std::vector<int> order(m_pieces.size());
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(), [this](int a, int b) {
            const Piece &first = m_pieces[std::size_t(a)];
            const Piece &second = m_pieces[std::size_t(b)];
            return first.lo != second.lo ? first.lo < second.lo : a < b;
        });
        std::vector<Pair> pairs;
        std::vector<int> active;
        for (const int index : order) {
            const Piece &piece = m_pieces[std::size_t(index)];
            std::erase_if(active, [&](int other) { return m_pieces[std::size_t(other)].hi + m_options.separation <= piece.lo; });
            for (const int other : active) {
                const Piece &there = m_pieces[std::size_t(other)];
                const bool overlaps = there.from < piece.to + kEndToEnd && piece.from < there.to + kEndToEnd;
                if (overlaps && (piece.isMovable || there.isMovable) && piece.wire != there.wire)
                    pairs.push_back({other, index});
            }
            active.push_back(index);
        }
        return pairs;
    }

    double distanceBetween(const Piece &a, const Piece &b) const
    {
        return a.endNode >= 0 && a.endNode == b.endNode && a.endSide == b.endSide ? sideStep(a) : m_options.separation;
    }

    // Ends share the length of their side.
    double sideStep(const Piece &piece) const
    {
        const auto side = std::size_t(piece.endNode) * 4 + std::size_t(piece.endSide);
        const int count = m_sideLoad[side];
        const Wire &wire = m_wires[std::size_t(piece.wire)];
        const WireEnd &end = wire.from.node == piece.endNode && int(wire.from.side) == piece.endSide ? wire.from : wire.to;
        return count > 1 ? std::min(m_options.separation, (end.last - end.first) / (count - 1)) : m_options.separation;
    }

    void countSides()
    {
        m_sideLoad.assign(m_scene.nodes.size() * 4, 0);
        for (const Piece &piece : m_pieces) {
            if (piece.endNode >= 0)
                ++m_sideLoad[std::size_t(piece.endNode) * 4 + std::size_t(piece.endSide)];
        }
    }

    // Numbers the pieces so that who belongs before has the smaller number; cycles of wishes are cut at the smallest
    // coordinate.
    void orderPieces()
    {
        countSides();
        std::vector<Pair> pairs = interactingPairs();
        std::vector<std::vector<int>> after(m_pieces.size());
        std::vector<int> waiting(m_pieces.size(), 0);
        for (Pair &pair : pairs) {
            if (!comesBefore(m_pieces[std::size_t(pair.a)], m_pieces[std::size_t(pair.b)]))
                std::swap(pair.a, pair.b);
            after[std::size_t(pair.a)].push_back(pair.b);
            ++waiting[std::size_t(pair.b)];
        }
        std::vector<int> byPlace(m_pieces.size());
        std::iota(byPlace.begin(), byPlace.end(), 0);
        std::sort(byPlace.begin(), byPlace.end(), [this](int a, int b) {
            const Piece &first = m_pieces[std::size_t(a)];
            const Piece &second = m_pieces[std::size_t(b)];
            return first.at != second.at ? first.at < second.at : a < b;
        });
        std::vector<int> place(m_pieces.size());
        for (std::size_t i = 0; i < byPlace.size(); ++i)
            place[std::size_t(byPlace[i])] = int(i);
        std::priority_queue<int, std::vector<int>, std::greater<>> ready;
        for (std::size_t p = 0; p < m_pieces.size(); ++p) {
            if (waiting[p] == 0)
                ready.push(place[p]);
        }
        m_number.assign(m_pieces.size(), -1);
        int next = 0;
        std::size_t oldest = 0;
        while (next < int(m_pieces.size())) {
            int piece = -1;
            if (!ready.empty()) {
                piece = byPlace[std::size_t(ready.top())];
                ready.pop();
            } else {
                while (m_number[std::size_t(byPlace[oldest])] >= 0)
                    ++oldest;
                piece = byPlace[oldest];
            }
            if (m_number[std::size_t(piece)] >= 0)
                continue;
            m_number[std::size_t(piece)] = next++;
            for (const int follower : after[std::size_t(piece)]) {
                if (--waiting[std::size_t(follower)] == 0 && m_number[std::size_t(follower)] < 0)
                    ready.push(place[std::size_t(follower)]);
            }
        }
        m_pairs = std::move(pairs);
    }

    void apply()
    {
        std::vector<ChannelItem> items(m_pieces.size());
        for (std::size_t p = 0; p < m_pieces.size(); ++p)
            items[std::size_t(m_number[p])] = {m_pieces[p].lo, m_pieces[p].hi, m_pieces[p].wish};
        std::vector<ChannelGap> gaps;
        gaps.reserve(m_pairs.size());
        for (const Pair &pair : m_pairs) {
            const int a = m_number[std::size_t(pair.a)];
            const int b = m_number[std::size_t(pair.b)];
            gaps.push_back({std::min(a, b), std::max(a, b), distanceBetween(m_pieces[std::size_t(pair.a)], m_pieces[std::size_t(pair.b)])});
        }
        const std::vector<double> places = solveChannels(items, std::move(gaps));
        for (std::size_t p = 0; p < m_pieces.size(); ++p) {
            const Piece &piece = m_pieces[p];
            if (!piece.isMovable)
                continue;
            Wire &wire = m_wires[std::size_t(piece.wire)];
            const double at = places[std::size_t(m_number[p])];
            for (const std::size_t i : {piece.segment, piece.segment + 1})
                wire.points[i] = pointAt(alongOf(wire.points[i], m_axis), at, m_axis);
        }
    }

    const RouteScene &m_scene;
    const RouteOptions &m_options;
    const ObstacleMap &m_obstacles;
    std::vector<Wire> &m_wires;
    Axis m_axis;
    std::vector<Piece> m_pieces;
    std::vector<int> m_sideLoad;
    std::vector<int> m_number;
    std::vector<Pair> m_pairs;
};

} // namespace

void nudge(const RouteScene &scene, const RouteOptions &options, const ObstacleMap &obstacles, std::vector<Wire> &wires,
           std::span<const int> movable, std::span<const QRectF> reaches)
{
    for (const Axis axis : {Axis::Horizontal, Axis::Vertical, Axis::Horizontal})
        NudgePass(scene, options, obstacles, wires, axis).run(movable, reaches);
}

void straightenEnds(const ObstacleMap &obstacles, Wire &wire)
{
    constexpr double kSmallStep = 20.0;
    const auto straighten = [&](bool isFromEnd) {
        const std::size_t count = wire.points.size();
        if (count < 4)
            return;
        const WireEnd &end = isFromEnd ? wire.from : wire.to;
        // Counted from the end: its own segment, the step, and the segment to be level with.
        const auto at = [&](std::size_t i) -> QPointF & { return wire.points[isFromEnd ? i : count - 1 - i]; };
        const Axis axis = axisOf(end.side);
        const double level = acrossOf(at(2), axis);
        const bool isStep = acrossOf(at(0), axis) == acrossOf(at(1), axis) && acrossOf(at(2), axis) == acrossOf(at(3), axis);
        if (!isStep || std::abs(level - acrossOf(at(1), axis)) > kSmallStep || level < end.first || level > end.last)
            return;
        const bool turnsBack = (alongOf(at(1), axis) - alongOf(at(0), axis)) * (alongOf(at(3), axis) - alongOf(at(2), axis)) < 0.0;
        const QPointF begin = pointAt(alongOf(at(0), axis), level, axis);
        if (turnsBack || obstacles.isHit(begin, at(3), wire.from.node, wire.to.node))
            return;
        at(0) = begin;
        const std::size_t first = isFromEnd ? 1 : count - 3;
        wire.points.erase(wire.points.begin() + long(first), wire.points.begin() + long(first) + 2);
    };
    straighten(true);
    straighten(false);
}

} // namespace model::layout
