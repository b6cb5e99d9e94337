// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/overlay.h"
#include "app/live/flowbands.h"
#include "app/paint/dots.h"
#include "model/plan/refusal.h"

#include <QObject>

#include <memory>
#include <vector>

namespace app {

class Look;
class RunController;

/// Load bars beside stores, and pills that tell throttles and their reason.
class GaugeOverlay final : public CanvasOverlay {
public:
    explicit GaugeOverlay(const RunController& run) : m_run(run) {}
    void paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) override;

private:
    const RunController& m_run;
};

/// Rings around what the last step concerned.
class StepOverlay final : public CanvasOverlay {
public:
    explicit StepOverlay(const RunController& run) : m_run(run) {}
    void paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) override;

private:
    const RunController& m_run;
};

/// Requests on their way. A click on a dot opens its envelope.
class DotOverlay final : public QObject, public CanvasOverlay {
    Q_OBJECT
public:
    DotOverlay(RunController& run, Look& look, QObject* parent = nullptr);
    void paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) override;
    bool click(const QPointF& at) override;

    enum class Motion { Full, Reduced };  // Reduced: no dots, gauges only, as the desktop wishes
    void setMotion(Motion motion) { m_motion = motion; }

Q_SIGNALS:
    void requestClicked(quint64 request);

private:
    void paintFlows(QPainter& painter, const PaintContext& context, const model::Picture& picture);

    RunController& m_run;
    Look& m_look;
    FlowBands m_bands;
    std::unique_ptr<DotSprites> m_sprites;
    double m_spritesAt = 0;
    Motion m_motion = Motion::Full;
};

/// How many requests a second pass each leg of the drawing.
[[nodiscard]] std::vector<FlowBands::Rate> flowRates(const RunController& run, const model::Picture& picture);
/// The reason of a refusal in four words or fewer: "over table capacity", "key range".
[[nodiscard]] QString shortReason(plan::Refusal refusal);

}  // namespace app
