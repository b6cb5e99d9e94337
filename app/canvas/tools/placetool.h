// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/dropjudge.h"
#include "app/canvas/tools/dropmarks.h"
#include "app/canvas/tools/tool.h"

#include <vector>

namespace app {

/// Puts a new node of a kind where it is dropped (dragged from the palette) or clicked.
class PlaceTool final : public Tool {
public:
    enum class By { Drag, Click };
    PlaceTool(CanvasView& view, const model::KindSpec& kind, By by);
    State press(const Pointer& pointer) override;
    State move(const Pointer& pointer) override;
    State release(const Pointer& pointer) override;
    void paint(QPainter& painter, const PaintContext& context) const override;
    [[nodiscard]] QCursor cursor() const override { return m_verdict.way == DropVerdict::Way::Refused ? Qt::ForbiddenCursor : Qt::CrossCursor; }

private:
    [[nodiscard]] QPointF cornerFor(const QPointF& pointer) const;
    void put(const Pointer& pointer);

    const model::KindSpec& m_kind;
    By m_by;
    QPointF m_at;
    bool m_isOver = false;  // the pointer has been over the canvas
    DropVerdict m_verdict;
    AcceptingMarks m_accepting;
};

}  // namespace app
