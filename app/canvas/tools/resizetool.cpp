// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/resizetool.h"

#include "app/canvas/canvasview.h"
#include "app/canvas/framing.h"
#include "app/canvas/placing.h"
#include "app/paint/context.h"
#include "app/paint/marks.h"
#include "app/workspace.h"
#include "model/core/drawing.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr QSizeF kLeastPx(96, 72);
constexpr QSizeF kLeastCollapsedPx(96, 32);

QString tr(const char* text) { return QCoreApplication::translate("app", text); }

bool pullsLeft(Grip g) { return g == Grip::TopLeft || g == Grip::Left || g == Grip::BottomLeft; }
bool pullsRight(Grip g) { return g == Grip::TopRight || g == Grip::Right || g == Grip::BottomRight; }
bool pullsTop(Grip g) { return g == Grip::TopLeft || g == Grip::Top || g == Grip::TopRight; }
bool pullsBottom(Grip g) { return g == Grip::BottomLeft || g == Grip::Bottom || g == Grip::BottomRight; }

}  // namespace

ResizeTool::ResizeTool(CanvasView& view, const Pointer& start, int tile, Grip grip)
    : Tool(view), m_start(start), m_tile(tile), m_grip(grip), m_before(view.canvas().picture().nodes[static_cast<size_t>(tile)].rect), m_rect(m_before),
      m_content(view.canvas().picture().nodes[static_cast<size_t>(tile)].isCollapsed ? QRectF() : Framing::contentOf(view.canvas().picture(), tile)) {}

Tool::State ResizeTool::move(const Pointer& pointer) {
    QPointF by = pointer.scene - m_start.scene;
    if (pointer.modifiers & Qt::ShiftModifier && pullsRight(m_grip) != pullsLeft(m_grip) && pullsTop(m_grip) != pullsBottom(m_grip)) {
        const qreal sign = (pullsRight(m_grip) ? 1 : -1) * (pullsBottom(m_grip) ? 1 : -1);
        by.setY(sign * by.x() * m_before.height() / m_before.width());
    }
    const bool fromCentre = pointer.modifiers & Qt::ControlModifier;
    const auto snapped = [&](qreal value) { return pointer.modifiers & Qt::AltModifier ? value : snapToGrid({value, 0}).x(); };
    QRectF rect = m_before;
    if (pullsLeft(m_grip)) rect.setLeft(snapped(rect.left() + by.x()));
    if (pullsRight(m_grip)) rect.setRight(snapped(rect.right() + by.x()));
    if (pullsTop(m_grip)) rect.setTop(snapped(rect.top() + by.y()));
    if (pullsBottom(m_grip)) rect.setBottom(snapped(rect.bottom() + by.y()));
    if (fromCentre) {
        const QPointF grown = QPointF(rect.width() - m_before.width(), rect.height() - m_before.height());
        rect = m_before.adjusted(-grown.x(), -grown.y(), grown.x(), grown.y());
    }
    const QSizeF smallest = m_view.canvas().picture().nodes[static_cast<size_t>(m_tile)].isCollapsed ? kLeastCollapsedPx : kLeastPx;
    const QRectF least = m_content.isEmpty() ? QRectF(m_before.center(), QSizeF()) : m_content;
    if (pullsLeft(m_grip) || fromCentre) rect.setLeft(std::min({rect.left(), m_content.isEmpty() ? rect.left() : least.left(), rect.right() - smallest.width()}));
    if (pullsTop(m_grip) || fromCentre) rect.setTop(std::min({rect.top(), m_content.isEmpty() ? rect.top() : least.top(), rect.bottom() - smallest.height()}));
    if (pullsRight(m_grip) || fromCentre) rect.setRight(std::max({rect.right(), m_content.isEmpty() ? rect.right() : least.right(), rect.left() + smallest.width()}));
    if (pullsBottom(m_grip) || fromCentre) rect.setBottom(std::max({rect.bottom(), m_content.isEmpty() ? rect.bottom() : least.bottom(), rect.top() + smallest.height()}));
    m_rect = rect;
    m_view.tell(QStringLiteral("%1 × %2").arg(qRound(rect.width())).arg(qRound(rect.height())), CanvasView::Tone::Good);
    return State::Running;
}

Tool::State ResizeTool::release(const Pointer& pointer) {
    if (pointer.button != Qt::LeftButton) return State::Running;
    if (m_rect != m_before) commit();
    return State::Done;
}

void ResizeTool::commit() {
    Workspace& workspace = m_view.workspace();
    const model::Picture& picture = workspace.picture();
    const model::PictureNode& node = picture.nodes[static_cast<size_t>(m_tile)];
    model::Edit edit(workspace.document(), tr("Resize"));
    if (node.isCollapsed) {
        // Its size of this state alone; the one that it has when it is open stays.
        const QPointF origin = node.parent < 0 ? QPointF() : picture.nodes[static_cast<size_t>(node.parent)].rect.topLeft();
        const auto stored = storedPlace(workspace.document(), node);
        edit.setGeometry(node.node, model::Geometry{m_rect.topLeft() - origin, stored ? stored->size : QSizeF(0, 0)});
        edit.setProperty(node.node, model::kCollapsedSizeKey, QStringLiteral("%1 %2").arg(m_rect.width()).arg(m_rect.height()));
    } else {
        Framing framing(workspace.document(), picture);
        framing.frame(m_tile, m_rect);
        framing.write(edit);
    }
    workspace.perform(edit.take());
}

void ResizeTool::paint(QPainter& painter, const PaintContext& context) const {
    paintContainerSelection(painter, context, m_rect);
    for (const QPointF& grip : resizeHandles(m_rect)) paintResizeHandle(painter, context, grip);
}

}  // namespace app
