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
        for (const int accepting : picture.tilesOf(target)) m_accepting.add(accepting);
}

// On the border of a container the nearest thing in it is meant that takes the link.
int LinkTool::nearestIn(int container, const QPointF& at) const {
    const auto& nodes = m_view.canvas().picture().nodes;
    int best = container;
    qreal least = 1e12;
    for (const int tile : m_accepting.tiles()) {
        bool isInside = false;
        for (int around = nodes[static_cast<size_t>(tile)].parent; around >= 0 && !isInside; around = nodes[static_cast<size_t>(around)].parent)
            isInside = around == container;
        const QPointF by = nodes[static_cast<size_t>(tile)].icon.center() - at;
        if (!isInside || std::hypot(by.x(), by.y()) >= least) continue;
        least = std::hypot(by.x(), by.y());
        best = tile;
    }
    return best;
}

int LinkTool::targetAt(const QPointF& at) const {
    for (const Hit& hit : m_view.canvas().hits(at, m_view.reach() * 2)) {
        if (hit.kind == Hit::Kind::Leaf && hit.tile != m_tile) return hit.tile;
        if (hit.kind == Hit::Kind::ContainerEdge) return nearestIn(hit.tile, at);
    }
    return -1;
}

void LinkTool::judge() {
    Workspace& workspace = m_view.workspace();
    const auto& nodes = m_view.canvas().picture().nodes;
    m_verdict = judgeLink(workspace.document(), nodes[static_cast<size_t>(m_tile)].node, nodes[static_cast<size_t>(m_target)].node);
    m_verdict = judgeWay(workspace.document(), m_verdict, &workspace.checks().engine().facts());
    if (nodes[static_cast<size_t>(m_target)].isCollapsed)
        m_verdict.sentence = QCoreApplication::translate("app", "%1 is collapsed: expand it to link to what lies inside.").arg(nodes[static_cast<size_t>(m_target)].title);
}

Tool::State LinkTool::move(const Pointer& pointer) {
    m_to = pointer.scene;
    const int target = targetAt(pointer.scene);
    if (target >= 0 && target != m_target) {
        m_target = target;
        judge();
    }
    m_target = target;
    if (m_target < 0) {
        m_view.tell({}, CanvasView::Tone::Good);
        return State::Running;
    }
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
    model::Edit edit(workspace.document(), linkTitle(workspace.document(), m_verdict));
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
    m_accepting.paint(painter, context, picture);
    const QRectF icon = picture.nodes[static_cast<size_t>(m_tile)].icon;
    // The line leaves the icon on the side of the pointer.
    const QPointF by = m_to - m_from;
    QPointF start = m_from;
    if (std::abs(by.x()) >= std::abs(by.y()))
        start.setX(by.x() > 0 ? icon.right() + 4 : icon.left() - 4);
    else
        start.setY(by.y() > 0 ? icon.bottom() + 4 : icon.top() - 4);
    // Over a border the line leads to what is meant there.
    const bool isBorrowed = m_target >= 0 && m_verdict.way != Way::Refused && !picture.nodes[static_cast<size_t>(m_target)].rect.contains(m_to);
    paintLinkPreview(painter, context, start, isBorrowed ? picture.nodes[static_cast<size_t>(m_target)].icon.center() : m_to, m_verdict.way, m_target >= 0);
    if (m_target >= 0) paintTarget(painter, context, picture, m_target, m_verdict.way == Way::Refused ? Drop::Illegal : Drop::Legal);
}

}  // namespace app
