// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/overlay.h"
#include "app/paint/dots.h"
#include "simulation/live/gauges.h"

#include <QPointF>
#include <QString>

#include <vector>

namespace app {

class Look;
class RunController;

/// What replication, streams and caches do: the lag on the line to a replica, changes that stack up at their source while it is
/// paused, the iterator age of a consumer that is behind, the hit rate of a cache.
class FlowOverlay final : public CanvasOverlay {
public:
    FlowOverlay(const RunController& run, Look& look) : m_run(run), m_look(look) {}
    void paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) override;

private:
    const RunController& m_run;
    Look& m_look;
};

/// The state of the line between two replicas, both ways together.
struct LineState {
    int leg = -1;
    double lagS = 0;          ///< of the slower way
    double waiting = 0;       ///< changes, both ways, that wait since the replication stands still
    double stackFrom = 0;     ///< those that wait at leg.from ...
    double stackTo = 0;       ///< ... and at leg.to
    bool isPaused = false;
};
[[nodiscard]] std::vector<LineState> replicationLines(const RunController& run, const model::Picture& picture);
/// "lag 0.5 s"; "paused, lag 41 s, 2,035 waiting".
[[nodiscard]] QString lineText(const LineState& line);
/// How many dots stand for so many waiting changes: one more with each doubling, twelve at most.
[[nodiscard]] int stackedDots(double waiting);

}  // namespace app
