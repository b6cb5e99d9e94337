// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/linktool.h"

#include "app/canvas/canvasview.h"
#include "app/canvas/tools/dropmarks.h"
#include "app/paint/context.h"
#include "app/paint/links.h"
#include "app/workspace.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace app {

using Way = LinkVerdict::Way;

namespace {

Token inkOf(Way way) { return way == Way::Good ? Token::Ok : way == Way::Careful ? Token::Warning : Token::Error; }

}  // namespace

LinkTool::LinkTool(CanvasView& view, const Pointer& start, int tile) : Tool(view), m_tile(tile), m_to(start.scene) {
    const model::Picture& picture = view.canvas().picture();
    m_from = picture.nodes[static_cast<size_t>(tile)].icon.center();
    for (const model::Uid target : linkTargets(view.workspace().document(), picture.nodes[static_cast<size_t>(tile)].node))
        for (const int accepting : picture.tilesOf(target)) m_accepting.push_back(accepting);
}

Tool::State LinkTool::move(const Pointer& pointer) {
    m_to = pointer.scene;
    const auto& nodes = m_view.canvas().picture().nodes;
    m_target = -1;
    for (const Hit& hit : m_view.canvas().hits(pointer.scene, m_view.reach() * 2)) {
        const bool isTarget = (hit.kind == Hit::Kind::Leaf && hit.tile != m_tile) || hit.kind == Hit::Kind::ContainerEdge;
        if (!isTarget) continue;
        m_target = hit.tile;
        break;
    }
    if (m_target < 0) {
        m_view.tell({}, CanvasView::Tone::Good);
        return State::Running;
    }
    m_verdict = judgeLink(m_view.workspace().document(), nodes[static_cast<size_t>(m_tile)].node, nodes[static_cast<size_t>(m_target)].node);
    const auto tone = m_verdict.way == Way::Good ? CanvasView::Tone::Good : m_verdict.way == Way::Careful ? CanvasView::Tone::Careful : CanvasView::Tone::Bad;
    m_view.tell(m_verdict.sentence, tone);
    return State::Running;
}

Tool::State LinkTool::release(const Pointer& pointer) {
    if (pointer.button != Qt::LeftButton) return State::Running;
    Workspace& workspace = m_view.workspace();
    const model::Uid start = workspace.picture().nodes[static_cast<size_t>(m_tile)].node;
    if (m_target < 0) {
        const QRectF own = workspace.picture().nodes[static_cast<size_t>(m_tile)].rect.adjusted(-16, -16, 16, 16);
        if (!own.contains(pointer.scene)) Q_EMIT m_view.linkTargetWanted(start, pointer.scene);
        return State::Done;
    }
    if (m_verdict.way == Way::Refused) {
        Q_EMIT workspace.message(m_verdict.sentence);
        return State::Done;
    }
    model::Edit edit(workspace.document(), QCoreApplication::translate("app", "Link"));
    const model::Uid link = addJudged(edit, workspace.document(), m_verdict);
    if (workspace.perform(edit.take())) workspace.selection().set({link});
    return State::Done;
}

void paintLinkPreview(QPainter& painter, const PaintContext& context, const QPointF& from, const QPointF& to, Way way, bool lands) {
    const QPointF by = to - from;
    std::vector<QPointF> points{from};
    if (std::abs(by.x()) > 4 && std::abs(by.y()) > 4) {
        if (std::abs(by.x()) >= std::abs(by.y())) {
            points.emplace_back(from.x() + by.x() / 2, from.y());
            points.emplace_back(from.x() + by.x() / 2, to.y());
        } else {
            points.emplace_back(from.x(), from.y() + by.y() / 2);
            points.emplace_back(to.x(), from.y() + by.y() / 2);
        }
    }
    points.push_back(to);
    paintLink(painter, context, {.points = points, .ink = lands ? inkOf(way) : Token::Accent, .widthPx = 2.2, .arrow = Arrow::AtEnd, .isDashed = !lands});
}

void LinkTool::paint(QPainter& painter, const PaintContext& context) const {
    const model::Picture& picture = m_view.canvas().picture();
    paintAccepting(painter, context, picture, m_accepting);
    const QRectF icon = picture.nodes[static_cast<size_t>(m_tile)].icon;
    // The line leaves the icon on the side of the pointer.
    const QPointF by = m_to - m_from;
    QPointF start = m_from;
    if (std::abs(by.x()) >= std::abs(by.y()))
        start.setX(by.x() > 0 ? icon.right() + 4 : icon.left() - 4);
    else
        start.setY(by.y() > 0 ? icon.bottom() + 4 : icon.top() - 4);
    paintLinkPreview(painter, context, start, m_to, m_verdict.way, m_target >= 0);
    if (m_target >= 0) paintTarget(painter, context, picture, m_target, m_verdict.way == Way::Refused ? Drop::Illegal : Drop::Legal);
}

}  // namespace app
