// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/trackgraph.h"

#include "model/layout/ports.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <tuple>

namespace model::layout {

namespace {

constexpr double kEpsilon = 1e-6;
constexpr double kBorderTrack = 8.0;    // tracks run this far beside borders
constexpr double kNearDuplicate = 6.0;  // tracks of the same reach that are nearer than this are one

struct Reach {
    double lo = 0.0;
    double hi = 0.0;
};

// All that blocks lines of one axis, by place across, so that the free stretches of one line are found quickly.
class LineField {
public:
    LineField(const Extent &window, std::size_t expected) : m_window(window) { m_blockers.reserve(expected); }

    void add(const Extent &blocker)
    {
        if (blocker.across1 > m_window.across0 && blocker.across0 < m_window.across1)
            m_blockers.push_back(blocker);
    }

    // Everything was added: from now on buckets are in order along the lines. They lie one behind the other in one array.
    void finish()
    {
        std::sort(m_blockers.begin(), m_blockers.end(), [](const Extent &a, const Extent &b) { return a.along0 < b.along0; });
        m_firstOf.assign(bucketOf(m_window.across1) + 2, 0);
        for (const Extent &blocker : m_blockers) {
            for (std::size_t b = bucketOf(blocker.across0); b <= bucketOf(blocker.across1); ++b)
                ++m_firstOf[b + 1];
        }
        for (std::size_t b = 1; b < m_firstOf.size(); ++b)
            m_firstOf[b] += m_firstOf[b - 1];
        m_entries.resize(m_firstOf.back());
        std::vector<std::size_t> next(m_firstOf.begin(), m_firstOf.end() - 1);
        for (std::size_t id = 0; id < m_blockers.size(); ++id) {
            for (std::size_t b = bucketOf(m_blockers[id].across0); b <= bucketOf(m_blockers[id].across1); ++b)
                m_entries[next[b]++] = int(id);
        }
    }

    void freeStretches(double across, std::vector<Reach> &result) const
    {
        result.clear();
        double at = m_window.along0;
        const std::size_t bucket = bucketOf(across);
        for (std::size_t entry = m_firstOf[bucket]; entry < m_firstOf[bucket + 1]; ++entry) {
            const Extent &blocker = m_blockers[std::size_t(m_entries[entry])];
            if (across <= blocker.across0 + kEpsilon || across >= blocker.across1 - kEpsilon)
                continue;
            if (blocker.along0 >= at)
                result.push_back({at, std::min(blocker.along0, m_window.along1)});
            at = std::max(at, blocker.along1);
            if (at >= m_window.along1)
                return;
        }
        result.push_back({at, m_window.along1});
    }

private:
    static constexpr double kBucket = 48.0;

    std::size_t bucketOf(double across) const
    {
        const double at = std::clamp(across, m_window.across0, m_window.across1) - m_window.across0;
        return std::size_t(at / kBucket);
    }

    Extent m_window;
    std::vector<Extent> m_blockers;
    std::vector<std::size_t> m_firstOf;  // by bucket, and one more
    std::vector<int> m_entries;
};

// Asks for the free lines at one place across that reach into a stretch along.
struct Candidate {
    double at = 0.0;
    double lo = 0.0;
    double hi = 0.0;
    bool isPort = false;
};

class GraphBuilder {
public:
    GraphBuilder(const RouteScene &scene, const Surroundings &surroundings)
        : m_scene(scene), m_window(surroundings.window), m_clearance(surroundings.clearance), m_solids(surroundings.solids),
          m_borders(surroundings.borders), m_containers(surroundings.containers)
    {
    }

    TrackGraph build(std::span<const int> links)
    {
        m_graph.ports = portsOf(m_scene, links, m_clearance.box, m_containers);
        for (const int link : links) {
            for (const QPointF &waypoint : m_scene.links[std::size_t(link)].waypoints) {
                m_candidates[0].push_back({waypoint.y(), waypoint.x(), waypoint.x(), true});
                m_candidates[1].push_back({waypoint.x(), waypoint.y(), waypoint.y(), true});
            }
        }
        for (const Axis axis : {Axis::Horizontal, Axis::Vertical})
            addLines(axis);
        addCrossings();
        findPortStops();
        return std::move(m_graph);
    }

private:
    std::vector<Candidate> &candidates(Axis axis) { return m_candidates[axis == Axis::Horizontal ? 0 : 1]; }

    void gatherCandidates(Axis axis)
    {
        std::vector<Candidate> &wanted = candidates(axis);
        for (const QRectF &solid : m_solids) {
            const Extent extent = extentOf(solid, axis);
            wanted.push_back({extent.across0, extent.along0, extent.along1, false});
            wanted.push_back({extent.across1, extent.along0, extent.along1, false});
        }
        const double off = m_clearance.border > 0.0 ? kBorderTrack : m_clearance.box;
        for (const QRectF &border : m_borders[axis == Axis::Horizontal ? 0 : 1]) {
            const Extent extent = extentOf(border, axis);
            for (const double side : {-off, off})
                wanted.push_back({extent.across0 + side, extent.along0 - off, extent.along1 + off, false});
        }
        for (const PortSpot &port : m_graph.ports) {
            if (axisOf(port.side) == axis)
                wanted.push_back({acrossOf(port.start, axis), alongOf(port.start, axis), alongOf(port.start, axis), true});
        }
        const Extent window = extentOf(m_window, axis);
        std::erase_if(wanted, [&](const Candidate &c) { return c.at < window.across0 || c.at > window.across1; });
        std::sort(wanted.begin(), wanted.end(), [](const Candidate &a, const Candidate &b) {
            return std::tuple(a.at, a.lo, a.hi) < std::tuple(b.at, b.lo, b.hi);
        });
    }

    LineField fieldOf(Axis axis) const
    {
        LineField field(extentOf(m_window, axis), m_solids.size() + m_borders[axis == Axis::Horizontal ? 0 : 1].size());
        for (const QRectF &solid : m_solids)
            field.add(extentOf(solid, axis));
        if (m_clearance.border > 0.0) {
            const double off = m_clearance.border;
            for (const QRectF &border : m_borders[axis == Axis::Horizontal ? 0 : 1])
                field.add(extentOf(border.adjusted(-off, -off, off, off), axis));
        }
        field.finish();
        return field;
    }

    void addLines(Axis axis)
    {
        gatherCandidates(axis);
        const LineField field = fieldOf(axis);
        std::vector<TrackGraph::Line> lines;
        std::vector<char> isPort;
        std::vector<Reach> stretches;
        double at = std::nan("");
        std::size_t firstHere = 0;
        for (const Candidate &wanted : candidates(axis)) {
            if (!(std::abs(wanted.at - at) < kEpsilon)) {
                at = wanted.at;
                field.freeStretches(at, stretches);
                firstHere = lines.size();
            }
            auto stretch = std::lower_bound(stretches.begin(), stretches.end(), wanted.lo - kEpsilon,
                                            [](const Reach &reach, double lo) { return reach.hi < lo; });
            for (; stretch != stretches.end() && stretch->lo <= wanted.hi + kEpsilon; ++stretch) {
                // Wishes at one place come in order, so a line that is known was added lately.
                std::size_t index = lines.size();
                while (index > firstHere && lines[index - 1].lo > stretch->lo)
                    --index;
                if (index > firstHere && lines[index - 1].lo == stretch->lo) {
                    --index;
                } else {
                    index = lines.size();
                    lines.push_back({at, stretch->lo, stretch->hi, -1, 0, 0, 0});
                    isPort.push_back(0);
                }
                isPort[index] = char(isPort[index] != 0 || wanted.isPort);
            }
        }
        dropNearDuplicates(lines, isPort);
        markPorts(axis, lines);
        std::sort(lines.begin(), lines.end(), [](const TrackGraph::Line &a, const TrackGraph::Line &b) {
            return std::tuple(a.at, a.tieBreak, a.lo) < std::tuple(b.at, b.tieBreak, b.lo);
        });
        m_graph.lines.insert(m_graph.lines.end(), lines.begin(), lines.end());
        if (axis == Axis::Horizontal)
            m_graph.horizontalCount = int(lines.size());
    }

    // Boxes of a row that differ a little in height would otherwise each bring a track of their own.
    void dropNearDuplicates(std::vector<TrackGraph::Line> &lines, const std::vector<char> &isPort) const
    {
        if (m_clearance.border <= 0.0)
            return;
        std::vector<std::size_t> order(lines.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return std::tuple(lines[a].lo, lines[a].hi, lines[a].at) < std::tuple(lines[b].lo, lines[b].hi, lines[b].at);
        });
        std::vector<char> isDropped(lines.size(), 0);
        std::size_t kept = 0;
        for (std::size_t i = 1; i < order.size(); ++i) {
            const TrackGraph::Line &a = lines[order[kept]];
            const TrackGraph::Line &b = lines[order[i]];
            const bool isNear = a.lo == b.lo && a.hi == b.hi && b.at - a.at < kNearDuplicate;
            if (isNear && isPort[order[i]] == 0)
                isDropped[order[i]] = 1;
            else
                kept = i;
        }
        std::size_t to = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (isDropped[i] == 0)
                lines[to++] = lines[i];
        }
        lines.resize(to);
    }

    // A port on a line of the other axis becomes a mark that crosses that line.
    void markPorts(Axis axis, std::vector<TrackGraph::Line> &lines) const
    {
        for (std::size_t p = 0; p < m_graph.ports.size(); ++p) {
            const PortSpot &port = m_graph.ports[p];
            if (axisOf(port.side) == axis)
                continue;
            const double along = alongOf(port.start, axis);
            lines.push_back({acrossOf(port.start, axis), along, along, int(p), -port.leads, 0, 0});
        }
    }

    struct Crossing {
        int horizontal;
        int vertical;
    };

    void addCrossings()
    {
        std::vector<TrackGraph::Line> &lines = m_graph.lines;
        const auto first = lines.begin() + m_graph.horizontalCount;
        std::vector<Crossing> crossings;
        crossings.reserve(lines.size() * 8);
        for (int h = 0; h < m_graph.horizontalCount; ++h) {
            const TrackGraph::Line &line = lines[std::size_t(h)];
            auto other = std::lower_bound(first, lines.end(), line.lo - kEpsilon, [](const TrackGraph::Line &l, double lo) { return l.at < lo; });
            for (; other != lines.end() && other->at <= line.hi + kEpsilon; ++other) {
                if (other->lo > line.at + kEpsilon || other->hi < line.at - kEpsilon || (line.port >= 0 && other->port >= 0))
                    continue;
                crossings.push_back({h, int(other - lines.begin())});
            }
        }
        for (const Crossing &crossing : crossings) {
            ++lines[std::size_t(crossing.horizontal)].stopCount;
            ++lines[std::size_t(crossing.vertical)].stopCount;
        }
        int total = 0;
        for (TrackGraph::Line &line : lines) {
            line.firstStop = total;
            total += line.stopCount;
            line.stopCount = 0;
        }
        m_graph.stopLine.resize(std::size_t(total));
        m_graph.stopPos.resize(std::size_t(total));
        m_graph.stopMate.resize(std::size_t(total));
        // Both kinds of lines are sorted, so the stops of each line come in order.
        for (const Crossing &crossing : crossings) {
            const int a = addStop(crossing.horizontal, lines[std::size_t(crossing.vertical)].at);
            const int b = addStop(crossing.vertical, lines[std::size_t(crossing.horizontal)].at);
            m_graph.stopMate[std::size_t(a)] = b;
            m_graph.stopMate[std::size_t(b)] = a;
        }
    }

    int addStop(int index, double at)
    {
        TrackGraph::Line &line = m_graph.lines[std::size_t(index)];
        const int stop = line.firstStop + line.stopCount++;
        m_graph.stopLine[std::size_t(stop)] = index;
        m_graph.stopPos[std::size_t(stop)] = at;
        return stop;
    }

    void findPortStops()
    {
        m_graph.portStop.assign(m_graph.ports.size(), -1);
        for (const TrackGraph::Line &line : m_graph.lines) {
            if (line.port >= 0 && line.stopCount > 0)
                m_graph.portStop[std::size_t(line.port)] = m_graph.stopMate[std::size_t(line.firstStop)];
        }
    }

    const RouteScene &m_scene;
    QRectF m_window;
    Clearance m_clearance;
    TrackGraph m_graph;
    const std::vector<QRectF> &m_solids;
    const std::array<std::vector<QRectF>, 2> &m_borders;
    Containers m_containers;
    std::vector<Candidate> m_candidates[2];
};

} // namespace

int TrackGraph::stopAt(const QPointF &waypoint) const
{
    const auto begin = lines.begin();
    auto line = std::lower_bound(begin, begin + horizontalCount, waypoint.y() - kEpsilon, [](const Line &l, double y) { return l.at < y; });
    for (; line != begin + horizontalCount && line->at <= waypoint.y() + kEpsilon; ++line) {
        if (line->lo > waypoint.x() + kEpsilon || line->hi < waypoint.x() - kEpsilon)
            continue;
        for (int s = line->firstStop; s < line->firstStop + line->stopCount; ++s) {
            const int across = stopLine[std::size_t(stopMate[std::size_t(s)])];
            if (std::abs(stopPos[std::size_t(s)] - waypoint.x()) < kEpsilon && lines[std::size_t(across)].port < 0)
                return s;
        }
    }
    return -1;
}

TrackGraph buildTrackGraph(const RouteScene &scene, const Surroundings &surroundings, std::span<const int> links)
{
    return GraphBuilder(scene, surroundings).build(links);
}

} // namespace model::layout
