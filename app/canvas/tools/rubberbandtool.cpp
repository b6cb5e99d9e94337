// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/rubberbandtool.h"

#include "app/canvas/canvasscene.h"
#include "app/canvas/canvasview.h"
#include "app/paint/marks.h"
#include "app/workspace.h"
#include "model/core/drawing.h"

#include <algorithm>

namespace app {

RubberBandTool::RubberBandTool(CanvasView& view, const Pointer& start)
    : Tool(view), m_start(start.scene), m_rect(start.scene, QSizeF()), m_before(view.workspace().selection().items()) {
    if (start.modifiers & (Qt::ShiftModifier | Qt::ControlModifier)) m_kept = m_before;
}

Tool::State RubberBandTool::move(const Pointer& pointer) {
    m_rect = QRectF(m_start, pointer.scene).normalized();
    std::vector<model::Uid> selected = m_kept;
    const model::Document& document = m_view.workspace().document();
    const model::Picture& picture = m_view.workspace().picture();
    for (const int tile : m_view.canvas().tilesWithin(m_rect)) {
        const model::Uid uid = picture.nodes[static_cast<size_t>(tile)].node;
        if (std::ranges::find(selected, uid) == selected.end()) selected.push_back(uid);
    }
    m_view.workspace().selection().set(model::withGroups(document, selected));
    return State::Running;
}

Tool::State RubberBandTool::release(const Pointer&) { return State::Done; }

void RubberBandTool::cancel() { m_view.workspace().selection().set(m_before); }

void RubberBandTool::paint(QPainter& painter, const PaintContext& context) const { paintRubberBand(painter, context, m_rect); }

}  // namespace app
