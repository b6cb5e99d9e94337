// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/placetool.h"

#include "app/canvas/canvasview.h"
#include "app/canvas/placing.h"
#include "app/canvas/tools/dropmarks.h"
#include "app/paint/boxes.h"
#include "app/paint/context.h"
#include "app/paint/icons.h"
#include "app/palette/kindgallery.h"
#include "app/workspace.h"

#include <QCoreApplication>
#include <QPainter>

namespace app {

using Way = DropVerdict::Way;
using Shape = model::ViewSpec::Shape;

namespace {

constexpr qreal kIconPx = 40;

}  // namespace

PlaceTool::PlaceTool(CanvasView& view, const model::KindSpec& kind, By by) : Tool(view), m_kind(kind), m_by(by) {
    m_accepting = AcceptingMarks(DropJudge(view.workspace().document(), view.canvas(), view.gallery()).accepting(kind));
}

// Icons hang at the pointer by their middle, containers by a point inside their title.
QPointF PlaceTool::cornerFor(const QPointF& pointer) const {
    const bool isContainer = m_view.gallery().shapeOf(m_kind) == Shape::Container;
    return snapToGrid(pointer - (isContainer ? QPointF(16, 16) : QPointF(kIconPx / 2, kIconPx / 2)));
}

Tool::State PlaceTool::press(const Pointer& pointer) {
    if (m_by == By::Drag || pointer.button != Qt::LeftButton) return State::Running;
    move(pointer);
    if (m_verdict.way == Way::Refused) {
        Q_EMIT m_view.workspace().message(m_verdict.sentence);
        return State::Running;
    }
    put(pointer);
    // Shift places one after another.
    return pointer.modifiers & Qt::ShiftModifier ? State::Running : State::Done;
}

Tool::State PlaceTool::move(const Pointer& pointer) {
    m_isOver = true;
    m_at = pointer.scene;
    m_verdict = DropJudge(m_view.workspace().document(), m_view.canvas(), m_view.gallery()).judge(m_kind, m_at);
    m_view.tell(m_verdict.sentence, m_verdict.way == Way::Refused ? CanvasView::Tone::Bad : CanvasView::Tone::Good);
    return State::Running;
}

Tool::State PlaceTool::release(const Pointer& pointer) {
    if (m_by == By::Click) return State::Running;
    move(pointer);
    if (m_verdict.way == Way::Refused)
        Q_EMIT m_view.workspace().message(m_verdict.sentence);
    else
        put(pointer);
    return State::Done;
}

void PlaceTool::put(const Pointer& pointer) {
    Workspace& workspace = m_view.workspace();
    model::Edit edit(workspace.document(), QCoreApplication::translate("app", "Add %1").arg(kindTitle(m_kind)));
    const Placing placing(workspace.document(), workspace.picture(), m_view.gallery());
    if (workspace.document().nodeCount() == 0) m_view.showWholeNext();
    const model::Uid node = placing.place(edit, m_kind, m_verdict, cornerFor(pointer.scene));
    if (workspace.perform(edit.take()) && !node.isNull()) workspace.selection().set({node});
    m_view.setFocus();
}

void PlaceTool::paint(QPainter& painter, const PaintContext& context) const {
    const model::Picture& picture = m_view.canvas().picture();
    m_accepting.paint(painter, context, picture);
    if (!m_isOver) return;
    const bool refused = m_verdict.way == Way::Refused;
    if (m_verdict.tile >= 0) paintTarget(painter, context, picture, m_verdict.tile, refused ? Drop::Illegal : Drop::Legal);
    painter.setOpacity(refused ? 0.35 : 0.75);
    const QPointF corner = cornerFor(m_at);
    if (m_view.gallery().shapeOf(m_kind) == Shape::Container) {
        const Placing placing(m_view.workspace().document(), picture, m_view.gallery());
        const Token outline = tokenNamed(m_view.gallery().viewOf(m_kind).token).value_or(Token::Region);
        paintContainer(painter, context, {QRectF(corner, placing.startSize(m_kind, m_verdict.tile, corner)), outline, m_kind.id, kindTitle(m_kind), {}});
    } else {
        context.icons.paintTile(painter, QRectF(corner, QSizeF(kIconPx, kIconPx)), m_kind.id, context.color(categoryToken(m_kind.category)), context.color(Token::Glyph));
    }
    painter.setOpacity(1);
}

}  // namespace app
