// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/spacetool.h"

#include "app/canvas/canvasview.h"
#include "app/canvas/framing.h"
#include "app/canvas/placing.h"
#include "app/canvas/snapping.h"
#include "app/paint/context.h"
#include "app/paint/marks.h"
#include "app/workspace.h"
#include "model/core/drawing.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {

using Shape = model::ViewSpec::Shape;

namespace {

constexpr qreal kGapPx = 16;  // stays between what closes up

QString tr(const char* text) { return QCoreApplication::translate("app", text); }

// Everything is thought along the x axis; the other one is the same, turned.
QRectF turned(const QRectF& r, bool isAcross) { return isAcross ? r : QRectF(r.y(), r.x(), r.height(), r.width()); }

}  // namespace

void SpaceTool::divide() {
    const auto& nodes = m_view.canvas().picture().nodes;
    const qreal cut = m_isAcross ? m_start.x() : m_start.y();
    m_parts.assign(nodes.size(), Part::Stays);
    for (size_t i = 0; i < nodes.size(); ++i) {
        const model::PictureNode& node = nodes[i];
        const auto partOf = [&](int other) { return other < 0 ? Part::Stays : m_parts[static_cast<size_t>(other)]; };
        const Part around = partOf(node.parent);
        const bool follows = node.owner >= 0 && !storedPlace(m_view.workspace().document(), node);
        if (around == Part::Moves || around == Part::Within || (follows && partOf(node.owner) != Part::Stays)) {
            m_parts[i] = Part::Within;
            continue;
        }
        if (follows || node.shape == Shape::Strip) continue;
        const auto id = m_view.workspace().document().findNode(node.node);
        if (id && model::isLocked(m_view.workspace().document().node(*id).data.properties)) continue;
        const QRectF rect = turned(alignRect(node), m_isAcross);
        if (rect.left() >= cut) m_parts[i] = Part::Moves;
        else if (node.shape == Shape::Container && !node.isCollapsed && rect.right() > cut) m_parts[i] = Part::Stretches;
    }
}

// How far what moves in this container may come back before it meets what stays beside it.
qreal SpaceTool::roomIn(int container) const {
    const auto& nodes = m_view.canvas().picture().nodes;
    const QRectF frame = container < 0 ? QRectF(-1e7, -1e7, 2e7, 2e7) : turned(nodes[static_cast<size_t>(container)].rect, m_isAcross);
    qreal least = 1e7;
    qreal last = frame.left();  // of what stays
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].parent != container || nodes[i].shape == Shape::Strip) continue;
        const QRectF rect = turned(nodes[i].rect, m_isAcross);
        if (m_parts[i] != Part::Moves) {
            last = std::max(last, std::min(rect.right(), frame.right() - kGapPx));
            continue;
        }
        qreal wall = container < 0 ? -1e7 : frame.left();
        for (size_t j = 0; j < nodes.size(); ++j) {
            if (nodes[j].parent != container || m_parts[j] == Part::Moves || m_parts[j] == Part::Within) continue;
            const QRectF other = turned(nodes[j].rect, m_isAcross);
            // What stretches ends that much nearer itself.
            const bool isBeside = other.top() < rect.bottom() && other.bottom() > rect.top() && m_parts[j] == Part::Stays;
            if (isBeside && other.left() < rect.left()) wall = std::max(wall, other.right());
        }
        least = std::min(least, rect.left() - wall - kGapPx);
    }
    const bool closesOnContent = container >= 0 && least > 1e6;
    if (closesOnContent) least = frame.right() - last - kGapPx;
    return least;
}

qreal SpaceTool::room() const {
    qreal least = roomIn(-1);
    for (size_t i = 0; i < m_parts.size(); ++i)
        if (m_parts[i] == Part::Stretches) least = std::min(least, roomIn(static_cast<int>(i)));
    return std::max(0.0, least);
}

Tool::State SpaceTool::move(const Pointer& pointer) {
    const QPointF by = pointer.scene - m_start;
    m_isAcross = std::abs(by.x()) >= std::abs(by.y());
    divide();
    m_by = snapToGrid({m_isAcross ? by.x() : by.y(), 0}).x();
    if (m_by < 0) m_by = -snapToGrid({std::min(-m_by, room()) - 3.9, 0}).x();
    if (m_by == 0) m_by = 0;  // no minus zero
    m_view.tell(m_by < 0 ? tr("Remove %1 px").arg(-m_by) : tr("Insert %1 px").arg(m_by), CanvasView::Tone::Good);
    return State::Running;
}

Tool::State SpaceTool::release(const Pointer& pointer) {
    if (pointer.button != Qt::LeftButton) return State::Running;
    if (m_by != 0) commit();
    return State::Done;
}

void SpaceTool::commit() {
    Workspace& workspace = m_view.workspace();
    const model::Picture& picture = workspace.picture();
    model::Edit edit(workspace.document(), m_by < 0 ? tr("Remove space") : tr("Insert space"));
    const QPointF by = m_isAcross ? QPointF(m_by, 0) : QPointF(0, m_by);
    for (size_t i = 0; i < picture.nodes.size(); ++i) {
        const model::PictureNode& node = picture.nodes[i];
        if (node.shape == Shape::Strip || m_parts[i] == Part::Within) continue;
        const auto stored = storedPlace(workspace.document(), node);
        if (!stored && node.owner >= 0) continue;
        const QPointF origin = node.parent < 0 ? QPointF() : picture.nodes[static_cast<size_t>(node.parent)].rect.topLeft();
        // What the layout placed is held where it is: the gap shall not shuffle it.
        model::Geometry place = stored.value_or(model::Geometry{alignRect(node).topLeft() - origin, {0, 0}, false});
        if (m_parts[i] == Part::Moves) place.position += by;
        if (m_parts[i] == Part::Stretches && !place.size.isEmpty()) place.size += QSizeF(by.x(), by.y());
        edit.setGeometry(node.node, place, node.presence);
    }
    workspace.perform(edit.take());
}

void SpaceTool::paint(QPainter& painter, const PaintContext& context) const {
    const QRectF shown = m_view.mapToScene(m_view.viewport()->rect()).boundingRect();
    const QRectF gap = m_isAcross ? QRectF(m_start.x(), shown.top(), m_by, shown.height()) : QRectF(shown.left(), m_start.y(), shown.width(), m_by);
    painter.fillRect(gap.normalized(), context.theme.color(m_by < 0 ? Token::Error : Token::Accent, 0.14));
    const QPointF along = m_isAcross ? QPointF(0, shown.height()) : QPointF(shown.width(), 0);
    for (const QPointF& from : {gap.topLeft(), m_isAcross ? gap.topRight() : gap.bottomLeft()}) paintGuide(painter, context, from, from + along);
    // Where what moves will come to lie.
    const auto& nodes = m_view.canvas().picture().nodes;
    for (size_t i = 0; i < m_parts.size() && m_by != 0; ++i)
        if (m_parts[i] == Part::Moves) paintHover(painter, context, alignRect(nodes[i]).translated(m_isAcross ? QPointF(m_by, 0) : QPointF(0, m_by)));
}

}  // namespace app
