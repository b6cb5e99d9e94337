// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/overlay.h"
#include "app/jobs/faulttext.h"
#include "model/plan/plan.h"

#include <QString>

namespace app {

class RunController;

/// What is out of order while a run suffers faults: lost zones and Regions that are cut off are hatched, and a station has a
/// pill below it that says what is wrong.
class FaultOverlay final : public CanvasOverlay {
public:
    explicit FaultOverlay(const RunController& run) : m_run(run) {}
    void paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) override;

    /// Where the pill of a fault stands.
    [[nodiscard]] static std::vector<int> tilesOf(const model::Picture& picture, const plan::Plan& plan, const plan::FaultKind& kind, plan::StationIndex station);

private:
    void paintLostZone(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QString& zone) const;

    const RunController& m_run;
};

}  // namespace app
