// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>

class QPainter;

namespace model {
struct Picture;
}

namespace app {

struct PaintContext;

/// Something that lives on the drawing while the drawing itself stands still: gauges, badges, dots. The view paints it in
/// every frame, over the cached picture; the painter is in scene coordinates.
class CanvasOverlay {
public:
    virtual ~CanvasOverlay() = default;
    virtual void paint(QPainter& painter, const PaintContext& context, const model::Picture& picture, const QRectF& visible) = 0;
    /// A click at this place of the drawing; true: it was mine (a dot), and selects nothing.
    virtual bool click(const QPointF& at) {
        static_cast<void>(at);
        return false;
    }
};

/// Below the selection (gauges, badges) or above everything but handles (dots).
enum class OverlayLayer { Marks, Dots };

}  // namespace app
