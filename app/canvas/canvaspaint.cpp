// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvasview.h"
#include "app/canvas/handles.h"
#include "app/canvas/membership.h"
#include "app/look.h"
#include "app/paint/icons.h"
#include "app/paint/links.h"
#include "app/paint/marks.h"
#include "app/workspace.h"
#include "model/core/drawing.h"

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>
#include <QSet>

#include <algorithm>
#include <cmath>

// What the canvas paints in every frame: the blitted drawing, then all that lives.
namespace app {

using NodeShape = model::ViewSpec::Shape;

void CanvasView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const QTransform toView = viewportTransform();
    const QPoint offset(-static_cast<int>(std::lround(toView.dx())), -static_cast<int>(std::lround(toView.dy())));
    m_cache.setView(m_zoom, offset, viewport()->size(), devicePixelRatioF());
    const QRect exposed = event->rect();
    if (m_cache.paint(painter, exposed, m_budget)) viewport()->update();
    m_budget = TileCache::Budget::Frame;
    m_ahead.start();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setTransform(toView);
    paintLive(painter, exposed);
    painter.resetTransform();
    if (!m_told.isEmpty()) paintTold(painter);
}

void CanvasView::paintLive(QPainter& painter, const QRect& exposed) {
    PaintContext context = paintContext();
    const model::Picture& picture = m_canvas.picture();
    if (showsHandles()) context.handlesAt = m_hover.tile;
    const QRectF visible = mapToScene(exposed).boundingRect();
    if (!m_canvas.lifted().isEmpty()) m_canvas.paintLifted(painter, context);
    for (CanvasOverlay* overlay : m_marks) overlay->paint(painter, context, picture, visible);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSelection(painter, context);
    if (m_canvas.hasReasons()) painter.drawPicture(0, 0, reasons(context));
    for (CanvasOverlay* overlay : m_dots) overlay->paint(painter, context, picture, visible);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_gesture) return m_gesture->paint(painter, context);
    if (m_hover.kind != Hit::Kind::Leaf || m_mode == Mode::Pan || m_pressed || m_hover.tile >= static_cast<int>(picture.nodes.size())) return;
    const model::PictureNode& node = picture.nodes[static_cast<size_t>(m_hover.tile)];
    if (!m_workspace.selection().contains(node.node)) {
        paintHover(painter, context, node.shape == NodeShape::Leaf ? node.icon : node.rect);
        paintLock(painter, context, node);
    }
    if (!showsHandles()) return;
    for (const QPointF& handle : linkHandles(node)) paintLinkHandle(painter, context, handle);
}

bool CanvasView::showsHandles() const {
    const auto& nodes = m_canvas.picture().nodes;
    const bool isMarked = m_hover.kind == Hit::Kind::Leaf && m_mode != Mode::Pan && !m_pressed && !m_gesture && m_hover.tile >= 0 && m_hover.tile < static_cast<int>(nodes.size());
    return isMarked && canStartLink(m_workspace.document(), nodes[static_cast<size_t>(m_hover.tile)].node);
}

// Finding free places for the badges looks at the whole drawing: once a picture, zoom and look, not once a frame.
const QPicture& CanvasView::reasons(const PaintContext& context) {
    if (m_reasonsZoom == m_zoom) return m_reasons;
    m_badges = reasonBadges(context, m_canvas.picture(), m_canvas.legStates());
    m_reasons = QPicture();
    QPainter recorder(&m_reasons);
    paintReasons(recorder, context, m_badges);
    m_reasonsZoom = m_zoom;
    return m_reasons;
}

void CanvasView::paintSelection(QPainter& painter, const PaintContext& context) const {
    const std::vector<model::Uid>& items = m_workspace.selection().items();
    for (const model::Uid uid : items) {
        if (m_canvas.picture().findLink(uid) >= 0)
            paintLinkPath(painter, context, uid);
        else
            paintNode(painter, context, uid);
    }
    if (items.size() == 1) paintMembers(painter, context, items.front());
    if (!m_gesture) paintGroups(painter, context);
}

// A frame around each group of which something is selected.
void CanvasView::paintGroups(QPainter& painter, const PaintContext& context) const {
    QSet<model::Uid> done;
    for (const model::Uid item : m_workspace.selection().items()) {
        if (done.contains(item)) continue;
        const auto members = model::groupMembers(m_workspace.document(), item);
        if (members.size() < 2) continue;
        QRectF around;
        for (const model::Uid member : members) {
            done.insert(member);
            for (const int tile : m_canvas.picture().shownAt(member)) around |= m_canvas.picture().nodes[static_cast<size_t>(tile)].rect;
        }
        paintGroupFrame(painter, context, around.adjusted(-8, -8, 8, 8));
    }
}

// At the top left of what stays put, as large from afar as from near.
void CanvasView::paintLock(QPainter& painter, const PaintContext& context, const model::PictureNode& tile) const {
    const auto node = m_workspace.document().findNode(tile.node);
    if (!node || !model::isLocked(m_workspace.document().node(*node).data.properties)) return;
    constexpr qreal kSidePx = 16;
    const qreal side = kSidePx / std::min(1.0, m_zoom);
    const QPointF corner = tile.shape == NodeShape::Leaf ? tile.icon.topLeft() : tile.rect.topLeft();
    const QRectF plate(corner - QPointF(side * 0.75, side * 0.75), QSizeF(side, side));
    painter.setPen(QPen(context.color(Token::Line), 1 / m_zoom));
    painter.setBrush(context.color(Token::Panel));
    painter.drawRoundedRect(plate, side / 4, side / 4);
    context.icons.paintGlyph(painter, plate.adjusted(side / 8, side / 8, -side / 8, -side / 8), QStringLiteral("ui/lock"), context.color(Token::Text));
}

void CanvasView::paintNode(QPainter& painter, const PaintContext& context, model::Uid uid) const {
    for (const int tile : m_canvas.picture().shownAt(uid)) {
        const model::PictureNode& node = m_canvas.picture().nodes[static_cast<size_t>(tile)];
        if (node.shape == NodeShape::Leaf) {
            app::paintSelection(painter, context, node.icon);
            paintLock(painter, context, node);
            continue;
        }
        paintContainerSelection(painter, context, node.rect);
        paintLock(painter, context, node);
        const bool alone = m_workspace.selection().items().size() == 1;
        if (node.shape == NodeShape::Strip || !alone || m_gesture || node.node != uid || isLocked({Hit::Kind::Leaf, tile, -1, uid})) continue;
        for (const QPointF& grip : resizeHandles(node.rect)) paintResizeHandle(painter, context, grip);
    }
}

// The way of what is selected is stronger and has a halo, and both ends are marked.
void CanvasView::paintLinkPath(QPainter& painter, const PaintContext& context, model::Uid link) const {
    const model::Picture& picture = m_canvas.picture();
    for (const model::PictureJourney& journey : picture.links[static_cast<size_t>(picture.findLink(link))].journeys) {
        for (const model::PictureJourney::Step& step : journey.steps) {
            const model::PictureLeg& leg = picture.legs[static_cast<size_t>(step.leg)];
            LinkLook look = legLook(picture, leg, m_canvas.legStates()[static_cast<size_t>(step.leg)], Arrow::AtEnd, context.detail());
            // No line in the colour of the dots that go along it: the halo marks it.
            look.halo = Token::Accent;
            look.widthPx = 2.2;
            paintLink(painter, context, look);
            for (const QPointF& bend : leg.bends) paintResizeHandle(painter, context, bend);
        }
        if (journey.steps.empty()) continue;
        const auto& first = picture.legs[static_cast<size_t>(journey.steps.front().leg)];
        const auto& last = picture.legs[static_cast<size_t>(journey.steps.back().leg)];
        const int from = journey.steps.front().backwards ? first.to : first.from;
        const int to = journey.steps.back().backwards ? last.from : last.to;
        for (const int end : {from, to}) paintHover(painter, context, picture.nodes[static_cast<size_t>(end)].icon);
    }
}

void CanvasView::paintMembers(QPainter& painter, const PaintContext& context, model::Uid group) const {
    const model::Picture& picture = m_canvas.picture();
    const auto chips = picture.tilesOf(group);
    if (chips.empty() || picture.nodes[static_cast<size_t>(chips.front())].shape != NodeShape::Strip) return;
    const Token ink = categoryToken(picture.nodes[static_cast<size_t>(chips.front())].category);
    for (const model::Uid member : membersOf(m_workspace.document(), group))
        for (const int tile : picture.tilesOf(member)) {
            const model::PictureNode& node = picture.nodes[static_cast<size_t>(tile)];
            const QRectF area = node.shape == NodeShape::Leaf ? node.icon.adjusted(-5, -5, 5, 5) : node.rect;
            paintMembership(painter, context, area, ink);
        }
}

// A pill beside the pointer, kept within the view.
void CanvasView::paintTold(QPainter& painter) const {
    const Token state = m_tone == Tone::Good ? Token::Accent : m_tone == Tone::Careful ? Token::Warning : Token::Error;
    const QFont font = m_look.fonts().pill;
    const QFontMetricsF metrics(font);
    const qreal widest = std::min(420.0, viewport()->width() - 32.0);
    QRectF text = metrics.boundingRect(QRectF(0, 0, widest, 400), Qt::TextWordWrap, m_told);
    QRectF pill(0, 0, std::ceil(text.width()) + 20, std::ceil(text.height()) + 10);
    const QPointF beside = m_toldAt ? QPointF(mapFromScene(*m_toldAt)) : QPointF(m_lastView);
    pill.moveTopLeft(beside + QPointF(16, 20));
    if (pill.right() > viewport()->width() - 8) pill.moveRight(viewport()->width() - 8);
    if (pill.bottom() > viewport()->height() - 8) pill.moveBottom(beside.y() - 12);
    painter.setPen(QPen(m_look.color(state), 1));
    painter.setBrush(m_look.color(tintOf(state)));
    painter.drawRoundedRect(pill, 8, 8);
    painter.setFont(font);
    painter.setPen(m_look.color(state == Token::Accent ? Token::Text : state));
    painter.drawText(pill.adjusted(10, 5, -10, -5), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, m_told);
}

}  // namespace app
