// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/dropjudge.h"
#include "app/canvas/snapping.h"
#include "app/canvas/tools/dropmarks.h"
#include "app/canvas/tools/tool.h"

#include <QRectF>

#include <utility>
#include <vector>

namespace app {

/// Moves what is selected, or a copy of it. Containers take their content along; links are routed again on the way; the
/// place under the pointer says what a drop would do.
class MoveTool final : public Tool {
public:
    enum class Kind { Move, Clone };
    MoveTool(CanvasView& view, const Pointer& start, int grabbedTile, Kind kind);

    State move(const Pointer& pointer) override;
    State release(const Pointer& pointer) override;
    void cancel() override;
    void paint(QPainter& painter, const PaintContext& context) const override;
    [[nodiscard]] QCursor cursor() const override;

private:
    void collect();
    void addRoot(int tile);
    [[nodiscard]] QPointF wantedBy(const Pointer& pointer);
    void preview();
    void judge(const QPointF& at);
    void drop();
    [[nodiscard]] bool stays(int tile) const;
    [[nodiscard]] DropVerdict verdictFor(int tile) const;
    [[nodiscard]] std::vector<std::pair<int, QPointF>> staying() const;
    void describe();

    Pointer m_start;
    int m_grabbed;
    Kind m_kind;
    std::vector<int> m_roots;                       // tiles that move by themselves
    std::vector<std::pair<int, QRectF>> m_before;   // every tile that moves, where it was
    Lifted m_lifted;
    std::vector<QRectF> m_neighbours;
    QSet<int> m_ignored;
    AcceptingMarks m_accepting;
    QPointF m_by;
    std::vector<Guide> m_guides;
    DropVerdict m_verdict;
    bool m_keepsParent = false;
    QString m_refusal;
};

}  // namespace app
