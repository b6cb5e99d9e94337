// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/resizetool.h"

#include "app/canvas/canvasview.h"
#include "app/canvas/placing.h"
#include "app/paint/context.h"
#include "app/paint/marks.h"
#include "app/workspace.h"
#include "model/core/edit.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr QSizeF kLeastPx(96, 72);
constexpr qreal kInsetPx = 16;
constexpr qreal kTitlePx = 32;

QString tr(const char* text) { return QCoreApplication::translate("app", text); }

bool pullsLeft(Grip g) { return g == Grip::TopLeft || g == Grip::Left || g == Grip::BottomLeft; }
bool pullsRight(Grip g) { return g == Grip::TopRight || g == Grip::Right || g == Grip::BottomRight; }
bool pullsTop(Grip g) { return g == Grip::TopLeft || g == Grip::Top || g == Grip::TopRight; }
bool pullsBottom(Grip g) { return g == Grip::BottomLeft || g == Grip::Bottom || g == Grip::BottomRight; }

}  // namespace

ResizeTool::ResizeTool(CanvasView& view, const Pointer& start, int tile, Grip grip)
    : Tool(view), m_start(start), m_tile(tile), m_grip(grip), m_before(view.canvas().picture().nodes[static_cast<size_t>(tile)].rect), m_rect(m_before),
      m_content(contentRect()) {}

// What the container may not shrink below: what lies in it, with its inset. What stands on its border goes along.
QRectF ResizeTool::contentRect() const {
    QRectF content;
    for (const model::PictureNode& node : m_view.canvas().picture().nodes)
        if (node.parent == m_tile && m_before.contains(node.rect) && node.shape != model::ViewSpec::Shape::Strip) content |= node.rect;
    return content.isEmpty() ? content : content.adjusted(-kInsetPx, -kTitlePx, kInsetPx, kInsetPx);
}

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
    const QRectF least = m_content.isEmpty() ? QRectF(m_before.center(), QSizeF()) : m_content;
    if (pullsLeft(m_grip) || fromCentre) rect.setLeft(std::min({rect.left(), m_content.isEmpty() ? rect.left() : least.left(), rect.right() - kLeastPx.width()}));
    if (pullsTop(m_grip) || fromCentre) rect.setTop(std::min({rect.top(), m_content.isEmpty() ? rect.top() : least.top(), rect.bottom() - kLeastPx.height()}));
    if (pullsRight(m_grip) || fromCentre) rect.setRight(std::max({rect.right(), m_content.isEmpty() ? rect.right() : least.right(), rect.left() + kLeastPx.width()}));
    if (pullsBottom(m_grip) || fromCentre) rect.setBottom(std::max({rect.bottom(), m_content.isEmpty() ? rect.bottom() : least.bottom(), rect.top() + kLeastPx.height()}));
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
    const QPointF origin = node.parent < 0 ? QPointF() : picture.nodes[static_cast<size_t>(node.parent)].rect.topLeft();
    model::Edit edit(workspace.document(), tr("Resize"));
    edit.setGeometry(node.node, model::Geometry{m_rect.topLeft() - origin, m_rect.size()});
    // Children keep their place on the paper though their container's corner moved; what stands on the right border follows it.
    const QPointF shift = m_before.topLeft() - m_rect.topLeft();
    const qreal right = m_rect.right() - m_before.right();
    for (const model::PictureNode& child : picture.nodes) {
        if (child.parent != m_tile || child.shape == model::ViewSpec::Shape::Strip) continue;
        const model::NodeData& data = workspace.document().node(*workspace.document().findNode(child.node)).data;
        const auto presence = std::ranges::find(data.presences, child.presence, [](const auto& p) { return p.first; });
        std::optional<model::Geometry> place = child.presence.isNull() ? data.geometry : presence == data.presences.end() ? std::nullopt : std::optional(presence->second);
        if (!place) continue;
        const bool onRight = child.icon.left() < m_before.right() && child.icon.right() > m_before.right();
        const bool onLeft = child.icon.left() < m_before.left() && child.icon.right() > m_before.left();
        place->position += onLeft ? QPointF(0, shift.y()) : onRight ? QPointF(right + shift.x(), shift.y()) : shift;
        edit.setGeometry(child.node, place, child.presence);
    }
    workspace.perform(edit.take());
}

void ResizeTool::paint(QPainter& painter, const PaintContext& context) const {
    paintContainerSelection(painter, context, m_rect);
    for (const QPointF& grip : resizeHandles(m_rect)) paintResizeHandle(painter, context, grip);
}

}  // namespace app
