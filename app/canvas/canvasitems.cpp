// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvasitems.h"

#include "app/canvas/canvasscene.h"
#include "app/paint/context.h"
#include "app/paint/marks.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace app {

using Shape = model::ViewSpec::Shape;

namespace {

qreal zoomOf(const QPainter& painter) { return painter.worldTransform().m11(); }

}  // namespace

// ---------------------------------------------------------------- tiles
void NodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const PaintContext context = m_scene.paintContext(zoomOf(*painter));
    paintTile(*painter, context, m_scene.picture(), m_node);
    if (m_node.shape != Shape::Leaf || context.detail() >= Detail::NoLabels) return;
    for (int i = 0; i < m_node.gauges.size(); ++i) paintGauge(*painter, context, gaugeRect(m_node.icon, i), 0, Token::Link);
}

// Indices shift when nodes come and go; they do not change how a tile looks.
bool NodeItem::looksLike(const model::PictureNode& other) const {
    const model::PictureNode& n = m_node;
    return n.rect == other.rect && n.icon == other.icon && n.titleRect == other.titleRect && n.secondRect == other.secondRect &&
           n.title == other.title && n.secondLine == other.secondLine && n.shape == other.shape && n.token == other.token &&
           n.kind == other.kind && n.gauges == other.gauges && n.depth == other.depth && n.isCollapsed == other.isCollapsed &&
           n.order == other.order && n.highlight == other.highlight;
}

void NodeItem::take(int tile, const model::PictureNode& node) {
    m_tile = tile;
    m_node = node;
    const QRectF bounds = node.rect.united(node.icon).united(node.titleRect).united(node.secondRect).adjusted(-4, -4, 24, 6);
    if (bounds != m_bounds) {
        prepareGeometryChange();
        m_bounds = bounds;
    }
    setZValue(layerOf(node));
}

// ---------------------------------------------------------------- links
QRectF legBounds(const model::PictureLeg& leg) {
    if (leg.route.points.empty()) return {};
    qreal left = std::numeric_limits<qreal>::max(), top = left, right = -left, bottom = -left;
    for (const QPointF& p : leg.route.points) {
        left = std::min(left, p.x());
        right = std::max(right, p.x());
        top = std::min(top, p.y());
        bottom = std::max(bottom, p.y());
    }
    return QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-14, -14, 14, 14);
}

qreal distanceToRoute(const std::vector<QPointF>& points, const QPointF& to) {
    qreal best = std::numeric_limits<qreal>::max();
    for (size_t i = 1; i < points.size(); ++i) {
        const QPointF way = points[i] - points[i - 1];
        const qreal squared = QPointF::dotProduct(way, way);
        const qreal t = squared > 0 ? std::clamp(QPointF::dotProduct(to - points[i - 1], way) / squared, 0.0, 1.0) : 0.0;
        best = std::min(best, QLineF(to, points[i - 1] + t * way).length());
    }
    return best;
}

void LegItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const PaintContext context = m_scene.paintContext(zoomOf(*painter));
    paintLink(*painter, context, legLook(m_scene.picture(), m_shown, m_state, m_scene.arrow(), context.detail()));
}

bool LegItem::looksLike(const model::PictureLeg& other, const LegState& state) const {
    const auto same = [](const model::layout::Jump& a, const model::layout::Jump& b) { return a.segment == b.segment && a.at == b.at; };
    return m_shown.kind == other.kind && m_shown.highlight == other.highlight && m_shown.route.points == other.route.points && m_state.kind == state.kind &&
           m_state.brokenAt == state.brokenAt && m_state.reason == state.reason &&
           std::ranges::equal(m_shown.route.jumps, other.route.jumps, same);
}

void LegItem::take(int leg, const model::PictureLeg& shown, const LegState& state) {
    m_leg = leg;
    m_shown = shown;
    m_state = state;
    QRectF bounds = legBounds(shown);
    // From afar the line goes on to the icons.
    const auto& nodes = m_scene.picture().nodes;
    for (const int end : {shown.from, shown.to})
        if (const model::PictureNode& node = nodes[static_cast<size_t>(end)]; node.shape == Shape::Leaf) bounds |= node.icon;
    if (bounds != m_bounds) {
        prepareGeometryChange();
        m_bounds = bounds;
    }
    setZValue(kLinkLayer);
}

qreal LegItem::distanceTo(const QPointF& point) const { return distanceToRoute(m_shown.route.points, point); }

// ---------------------------------------------------------------- titles from afar
TitlesItem::TitlesItem(const CanvasScene& scene) : m_scene(scene) { setZValue(kTitleLayer); }

void TitlesItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const PaintContext context = m_scene.paintContext(zoomOf(*painter));
    for (const TitlePlace& title : m_scene.titles(context.zoom))
        if (!m_scene.lifted().tiles.contains(title.node)) paintTitle(*painter, context, title);
}

void TitlesItem::cover(const QRectF& area) {
    if (area == m_bounds) return;
    prepareGeometryChange();
    m_bounds = area;
}

// ---------------------------------------------------------------- zones
BandItem::BandItem(const CanvasScene& scene, const model::PictureBand& band) : m_scene(scene), m_band(band) {
    setZValue(layerOf(scene.picture(), band));
}

void BandItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    paintBand(*painter, m_scene.paintContext(zoomOf(*painter)), m_band);
}

}  // namespace app
