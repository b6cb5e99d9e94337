// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/tools/tool.h"
#include "model/picture/picture.h"

#include <vector>

namespace app {

/// Pulls a segment of a link aside. What it leaves are bends that stay until they are taken away.
class BendTool final : public Tool {
public:
    BendTool(CanvasView& view, const Pointer& start, int leg);
    State move(const Pointer& pointer) override;
    State release(const Pointer& pointer) override;
    void cancel() override;
    void paint(QPainter& painter, const PaintContext& context) const override;
    [[nodiscard]] QCursor cursor() const override;

private:
    [[nodiscard]] bool isUpright() const;

    Pointer m_start;
    int m_leg;
    model::PictureLeg m_before;
    int m_segment;
    std::vector<QPointF> m_bends;
};

}  // namespace app
