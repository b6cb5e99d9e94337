// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/jumps.h"

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <utility>

namespace model::layout {

namespace {

constexpr double kRoomForArc = 6.0;   // a jump nearer to a bend could not be drawn
constexpr double kRealCrossing = 0.5; // lines that only touch do not cross

struct Stretch {
    int link = -1;
    int segment = 0;
    double at = 0.0;
    double from = 0.0;
    double to = 0.0;
};

struct Stretches {
    std::vector<Stretch> horizontal;
    std::vector<Stretch> vertical;
};

void addStretches(const Route &route, int link, Stretches &into)
{
    for (std::size_t s = 0; s + 1 < route.points.size(); ++s) {
        const QPointF &a = route.points[s];
        const QPointF &b = route.points[s + 1];
        if (a.y() == b.y())
            into.horizontal.push_back({link, int(s), a.y(), std::min(a.x(), b.x()), std::max(a.x(), b.x())});
        else
            into.vertical.push_back({link, int(s), a.x(), std::min(a.y(), b.y()), std::max(a.y(), b.y())});
    }
}

// Sweeps from left to right over the horizontal stretches that are present at each vertical one.
void cross(std::vector<Route> &routes, std::vector<Stretch> horizontal, std::vector<Stretch> vertical)
{
    std::sort(horizontal.begin(), horizontal.end(), [](const Stretch &a, const Stretch &b) { return a.from < b.from; });
    std::sort(vertical.begin(), vertical.end(), [](const Stretch &a, const Stretch &b) { return a.at < b.at; });
    std::vector<int> byEnd(horizontal.size());
    for (std::size_t i = 0; i < byEnd.size(); ++i)
        byEnd[i] = int(i);
    std::sort(byEnd.begin(), byEnd.end(), [&](int a, int b) { return horizontal[std::size_t(a)].to < horizontal[std::size_t(b)].to; });
    std::set<std::pair<double, int>> present;
    std::size_t nextBegin = 0;
    std::size_t nextEnd = 0;
    for (const Stretch &line : vertical) {
        for (; nextBegin < horizontal.size() && horizontal[nextBegin].from < line.at - kRealCrossing; ++nextBegin)
            present.emplace(horizontal[nextBegin].at, int(nextBegin));
        for (; nextEnd < byEnd.size() && horizontal[std::size_t(byEnd[nextEnd])].to <= line.at + kRealCrossing; ++nextEnd)
            present.erase({horizontal[std::size_t(byEnd[nextEnd])].at, byEnd[nextEnd]});
        auto below = present.lower_bound({line.from + kRoomForArc, -1});
        for (; below != present.end() && below->first <= line.to - kRoomForArc; ++below) {
            const Stretch &other = horizontal[std::size_t(below->second)];
            if (other.link != line.link)
                routes[std::size_t(line.link)].jumps.push_back({line.segment, QPointF(line.at, other.at), other.link});
        }
    }
}

// In drawing order; the first ones are in order already.
void sortJumps(Route &route, std::size_t sorted)
{
    const auto isBefore = [&](const Jump &a, const Jump &b) {
        if (a.segment != b.segment)
            return a.segment < b.segment;
        const double begin = route.points[std::size_t(a.segment)].y();
        const double offA = std::abs(a.at.y() - begin);
        const double offB = std::abs(b.at.y() - begin);
        return offA != offB ? offA < offB : a.over < b.over;
    };
    const auto middle = route.jumps.begin() + long(sorted);
    std::sort(middle, route.jumps.end(), isBefore);
    std::inplace_merge(route.jumps.begin(), middle, route.jumps.end(), isBefore);
}

void keepNear(std::vector<Stretch> &stretches, const QRectF &area, bool isHorizontal)
{
    std::erase_if(stretches, [&](const Stretch &s) {
        if (isHorizontal)
            return s.at < area.top() || s.at > area.bottom() || s.to < area.left() || s.from > area.right();
        return s.at < area.left() || s.at > area.right() || s.to < area.top() || s.from > area.bottom();
    });
}

} // namespace

void findJumps(std::vector<Route> &routes)
{
    Stretches all;
    for (std::size_t r = 0; r < routes.size(); ++r) {
        routes[r].jumps.clear();
        addStretches(routes[r], int(r), all);
    }
    cross(routes, std::move(all.horizontal), std::move(all.vertical));
    for (Route &route : routes)
        sortJumps(route, 0);
}

std::vector<int> updateJumps(std::vector<Route> &routes, const std::vector<int> &changed, const std::vector<QRectF> &reaches,
                             const QRectF &vacated)
{
    std::vector<char> isChanged(routes.size(), 0);
    Stretches fresh;
    QRectF area;
    for (const int r : changed) {
        isChanged[std::size_t(r)] = 1;
        routes[std::size_t(r)].jumps.clear();
        addStretches(routes[std::size_t(r)], r, fresh);
        for (const QPointF &point : routes[std::size_t(r)].points)
            area = area.united(QRectF(point.x() - 1.0, point.y() - 1.0, 2.0, 2.0));
    }
    // Whoever is far from where the changed ones lead and led keeps its jumps.
    std::vector<int> near(changed);
    for (std::size_t r = 0; r < routes.size(); ++r) {
        if (isChanged[r] == 0 && (reaches[r].intersects(area) || reaches[r].intersects(vacated)))
            near.push_back(int(r));
    }
    std::sort(near.begin(), near.end());
    Stretches old;
    std::vector<std::pair<int, std::vector<Jump>>> before;
    std::vector<std::size_t> counts;
    for (const int r : near) {
        std::vector<Jump> &jumps = routes[std::size_t(r)].jumps;
        const auto isOverChanged = [&](const Jump &jump) { return isChanged[std::size_t(jump.over)] != 0; };
        if (std::any_of(jumps.begin(), jumps.end(), isOverChanged)) {
            before.emplace_back(r, jumps);
            std::erase_if(jumps, isOverChanged);
        }
        counts.push_back(jumps.size());
        if (isChanged[std::size_t(r)] == 0 && reaches[std::size_t(r)].intersects(area))
            addStretches(routes[std::size_t(r)], r, old);
    }
    keepNear(old.horizontal, area, true);
    keepNear(old.vertical, area, false);
    cross(routes, old.horizontal, fresh.vertical);
    cross(routes, fresh.horizontal, old.vertical);
    cross(routes, fresh.horizontal, fresh.vertical);

    std::vector<int> affected;
    std::size_t next = 0;
    for (std::size_t i = 0; i < near.size(); ++i) {
        const int r = near[i];
        Route &route = routes[std::size_t(r)];
        const bool wasCut = next < before.size() && before[next].first == r;
        if (route.jumps.size() != counts[i])
            sortJumps(route, counts[i]);
        if (isChanged[std::size_t(r)] == 0 && (wasCut ? before[next].second != route.jumps : route.jumps.size() != counts[i]))
            affected.push_back(r);
        next += wasCut ? 1 : 0;
    }
    return affected;
}

} // namespace model::layout
