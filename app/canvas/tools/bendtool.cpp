// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/bendtool.h"

#include "app/canvas/canvasview.h"
#include "app/canvas/placing.h"
#include "app/paint/context.h"
#include "app/paint/links.h"
#include "app/paint/marks.h"
#include "app/workspace.h"
#include "model/picture/bends.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace app {

BendTool::BendTool(CanvasView& view, const Pointer& start, int leg)
    : Tool(view), m_start(start), m_leg(leg), m_before(view.canvas().picture().legs[static_cast<size_t>(leg)]),
      m_segment(model::nearestSegment(m_before.route, start.scene)), m_bends(m_before.bends) {
    view.canvas().lift({{}, {leg}});
}

bool BendTool::isUpright() const {
    if (m_segment < 0) return false;
    const QPointF way = m_before.route.points[static_cast<size_t>(m_segment) + 1] - m_before.route.points[static_cast<size_t>(m_segment)];
    return std::abs(way.x()) < std::abs(way.y());
}

Tool::State BendTool::move(const Pointer& pointer) {
    if (m_segment < 0) return State::Running;
    const QPointF by = pointer.scene - m_start.scene;
    const QPointF at = m_before.route.points[static_cast<size_t>(m_segment)];
    const qreal from = isUpright() ? at.x() : at.y();
    qreal to = from + (isUpright() ? by.x() : by.y());
    if (!(pointer.modifiers & Qt::AltModifier)) to = snapToGrid({to, 0}).x();
    m_bends = to == from ? m_before.bends : model::bendsAfterPull(m_before, m_segment, to - from);
    m_view.canvas().liftLegs(m_view.workspace().pictureBuilder().previewBends(m_leg, m_bends));
    return State::Running;
}

Tool::State BendTool::release(const Pointer& pointer) {
    if (pointer.button != Qt::LeftButton) return State::Running;
    Workspace& workspace = m_view.workspace();
    if (m_bends == m_before.bends) {
        cancel();
        return State::Done;
    }
    model::Edit edit(workspace.document(), QCoreApplication::translate("app", "Bend a link"));
    model::setBends(edit, workspace.document(), workspace.picture(), m_leg, m_bends);
    if (!workspace.perform(edit.take())) cancel();
    return State::Done;
}

void BendTool::cancel() { m_view.workspace().refreshPicture(); }

QCursor BendTool::cursor() const { return isUpright() ? Qt::SizeHorCursor : Qt::SizeVerCursor; }

void BendTool::paint(QPainter& painter, const PaintContext& context) const {
    const auto& leg = m_view.canvas().picture().legs[static_cast<size_t>(m_leg)];
    paintLink(painter, context, {.points = leg.route.points, .jumps = leg.route.jumps, .ink = Token::Accent, .widthPx = 2.2, .arrow = Arrow::AtEnd});
    for (const QPointF& bend : m_bends) paintResizeHandle(painter, context, bend);
}

}  // namespace app
