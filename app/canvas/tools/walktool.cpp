// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tools/walktool.h"

#include "app/canvas/canvasview.h"
#include "app/canvas/tools/dropmarks.h"
#include "app/canvas/tools/linktool.h"
#include "app/workspace.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {

WalkTool::WalkTool(CanvasView& view, int from, std::vector<Stop> stops, Show show) : Tool(view), m_from(from), m_stops(std::move(stops)), m_show(show) {
    const QPointF start = placeOf(m_from);
    std::ranges::stable_sort(m_stops, {}, [&](const Stop& stop) {
        const QPointF by = placeOf(stop.tile) - start;
        return stop.tile < 0 ? 1e12 : std::hypot(by.x(), by.y());
    });
    announce();
}

QPointF WalkTool::placeOf(int tile) const {
    if (tile < 0) return m_view.canvas().picture().bounds.topLeft();
    const model::PictureNode& node = m_view.canvas().picture().nodes[static_cast<size_t>(tile)];
    return node.shape == model::ViewSpec::Shape::Container ? node.rect.center() : node.icon.center();
}

// Below the names of an icon; in the corner of a container, under its title.
QPointF WalkTool::wordsAt(int tile) const {
    if (tile < 0) return placeOf(tile);
    const model::PictureNode& node = m_view.canvas().picture().nodes[static_cast<size_t>(tile)];
    return node.shape == model::ViewSpec::Shape::Container ? node.rect.topLeft() + QPointF(0, 16) : node.rect.bottomLeft() - QPointF(16, 8);
}

void WalkTool::announce() {
    const Stop& stop = m_stops[m_at];
    if (stop.tile >= 0) m_view.reveal(m_view.canvas().picture().nodes[static_cast<size_t>(stop.tile)].node);
    m_words = stop.words();
    m_view.tell(m_words.sentence, m_words.careful ? CanvasView::Tone::Careful : CanvasView::Tone::Good, wordsAt(stop.tile));
    Q_EMIT m_view.workspace().message(m_words.sentence);
}

void WalkTool::step(int by) {
    const auto count = std::ssize(m_stops);
    m_at = static_cast<size_t>((static_cast<std::ptrdiff_t>(m_at) + by + count) % count);
    announce();
}

// The stop that lies most in that direction: near along it, and not far off it.
void WalkTool::go(const QPointF& direction) {
    const QPointF here = placeOf(m_stops[m_at].tile);
    qreal best = 1e12;
    size_t found = m_at;
    for (size_t i = 0; i < m_stops.size(); ++i) {
        const QPointF by = placeOf(m_stops[i].tile) - here;
        const qreal along = QPointF::dotProduct(by, direction);
        if (i == m_at || along <= 1) continue;
        const qreal off = std::abs(by.x() * direction.y() - by.y() * direction.x());
        if (along + 2 * off >= best) continue;
        best = along + 2 * off;
        found = i;
    }
    if (found == m_at) return;
    m_at = found;
    announce();
}

Tool::State WalkTool::press(const Pointer&) {
    // A click elsewhere leaves the walk.
    return State::Done;
}

Tool::State WalkTool::key(const QKeyEvent& event, bool& handled) {
    handled = true;
    switch (event.key()) {
        case Qt::Key_Tab: step(event.modifiers() & Qt::ShiftModifier ? -1 : 1); return State::Running;
        case Qt::Key_Backtab: step(-1); return State::Running;
        case Qt::Key_Left: go({-1, 0}); return State::Running;
        case Qt::Key_Right: go({1, 0}); return State::Running;
        case Qt::Key_Up: go({0, -1}); return State::Running;
        case Qt::Key_Down: go({0, 1}); return State::Running;
        case Qt::Key_Return:
        case Qt::Key_Enter: m_stops[m_at].take(); return State::Done;
        default: handled = false; return State::Running;
    }
}

void WalkTool::paint(QPainter& painter, const PaintContext& context) const {
    const model::Picture& picture = m_view.canvas().picture();
    std::vector<int> tiles;
    for (const Stop& stop : m_stops)
        if (stop.tile >= 0) tiles.push_back(stop.tile);
    paintAccepting(painter, context, picture, tiles);
    const Stop& stop = m_stops[m_at];
    const auto way = m_words.careful ? LinkVerdict::Way::Careful : LinkVerdict::Way::Good;
    if (m_show == Show::Line && stop.tile >= 0) paintLinkPreview(painter, context, placeOf(m_from), placeOf(stop.tile), way, true);
    paintTarget(painter, context, picture, stop.tile, Drop::Legal);
}

}  // namespace app
