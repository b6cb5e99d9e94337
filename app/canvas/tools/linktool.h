// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/linkjudge.h"
#include "app/canvas/tools/dropmarks.h"
#include "app/canvas/tools/tool.h"

#include <vector>

namespace app {

/// Pulls a link out of a node. Targets show whether they take it; dropped where nothing is, it asks for what to put there.
class LinkTool final : public Tool {
public:
    LinkTool(CanvasView& view, const Pointer& start, int tile);
    State move(const Pointer& pointer) override;
    State release(const Pointer& pointer) override;
    void paint(QPainter& painter, const PaintContext& context) const override;
    [[nodiscard]] QCursor cursor() const override { return m_target >= 0 && m_verdict.way == LinkVerdict::Way::Refused ? Qt::ForbiddenCursor : Qt::CrossCursor; }

private:
    [[nodiscard]] int targetAt(const QPointF& at) const;
    [[nodiscard]] int nearestIn(int container, const QPointF& at) const;
    void judge();

    int m_tile;
    QPointF m_from, m_to;
    int m_target = -1;
    LinkVerdict m_verdict;
    AcceptingMarks m_accepting;
};

/// A line from an icon towards a point, as links are drawn.
void paintLinkPreview(QPainter& painter, const PaintContext& context, const QPointF& from, const QPointF& to, LinkVerdict::Way way, bool lands);

}  // namespace app
