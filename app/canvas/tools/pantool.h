// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/tools/tool.h"

namespace app {

/// Drags the paper: Space + left button, right button on empty canvas, middle button.
class PanTool final : public Tool {
public:
    PanTool(CanvasView& view, const Pointer& start) : Tool(view), m_last(start.view) {}
    State move(const Pointer& pointer) override;
    State release(const Pointer&) override { return State::Done; }
    [[nodiscard]] QCursor cursor() const override { return Qt::ClosedHandCursor; }

private:
    QPoint m_last;
};

}  // namespace app
