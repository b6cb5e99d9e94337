// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/obstacles.h"
#include "model/layout/surroundings.h"
#include "model/layout/wire.h"

#include <span>
#include <vector>

namespace model::layout {

// A place where a link may end, on the line that leads away from it.
struct PortSpot {
    int node = -1;
    int link = -1;  // leaves share their ports among links; those of containers and fixed ones belong to one
    bool isFromEnd = true;
    Side side = Side::Right;
    QPointF edge;   // on the icon or border
    QPointF start;  // where the line leaves the box's margin
    int leads = 1;  // direction along the line in which a link leaves
    double first = 0.0;
    double last = 0.0;
};

// The free tracks of a part of the drawing: maximal free lines beside boxes and borders and from the ends of links, and
// the stops where they cross. Stops of one line are neighbours in the list.
struct TrackGraph {
    struct Line {
        double at = 0.0;
        double lo = 0.0;
        double hi = 0.0;
        int port = -1;       // a mark of no length that makes a stop on the line that a port leads to
        int tieBreak = 0;    // among lines at one place: marks of ports stand nearest to their boxes
        int firstStop = 0;
        int stopCount = 0;
    };
    std::vector<Line> lines;  // horizontal first
    int horizontalCount = 0;
    std::vector<int> stopLine;
    std::vector<double> stopPos;  // along its line
    std::vector<int> stopMate;    // the same place on the crossing line
    std::vector<PortSpot> ports;
    std::vector<int> portStop;    // on the line that leads away, -1: blocked

    [[nodiscard]] Axis axis(int line) const { return line < horizontalCount ? Axis::Horizontal : Axis::Vertical; }
    [[nodiscard]] QPointF point(int stop) const
    {
        const int line = stopLine[std::size_t(stop)];
        return pointAt(stopPos[std::size_t(stop)], lines[std::size_t(line)].at, axis(line));
    }
    // The stop where the lines through a waypoint cross, on its horizontal line; -1 where something covers it.
    [[nodiscard]] int stopAt(const QPointF &waypoint) const;
};

[[nodiscard]] TrackGraph buildTrackGraph(const RouteScene &scene, const Surroundings &surroundings, std::span<const int> links);

// Whether one box is at or inside of another.
[[nodiscard]] bool isWithin(const RouteScene &scene, int inner, int outer);

} // namespace model::layout
