// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvasview.h"

#include "app/look.h"
#include "app/paint/boxes.h"
#include "app/workspace.h"

#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr double kLeastZoom = 0.01;
constexpr double kMostZoom = 8;
constexpr double kZoomStep = 1.2;
constexpr qreal kFitMarginPx = 32;
constexpr double kReadableZoom = 0.6;
constexpr int kRevealMarginPx = 24;

}  // namespace

CanvasView::CanvasView(Workspace& workspace, Look& look, const KindGallery& gallery, QWidget* parent)
    : QGraphicsView(parent), m_workspace(workspace), m_look(look), m_gallery(gallery), m_canvas(workspace, look),
      m_cache([this](QPainter& painter, const QRectF& area) {
          painter.fillRect(area.adjusted(-1, -1, 1, 1), m_look.color(Token::Canvas));
          paintGrid(painter, m_canvas.paintContext(m_zoom), area);
          m_canvas.paintStill(painter, area);
      }) {
    setObjectName(QStringLiteral("canvas"));
    setAccessibleName(tr("Canvas"));
    setScene(&m_canvas);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(NoAnchor);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    // The scene's own painting is not used: tiles and overlays are painted by paintEvent().
    setViewportUpdateMode(NoViewportUpdate);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->grabGesture(Qt::PinchGesture);
    setAcceptDrops(false);
    m_ahead.setSingleShot(true);
    m_ahead.setInterval(30);
    connect(&m_ahead, &QTimer::timeout, this, [this] {
        if (isVisible() && m_cache.paintAhead()) m_ahead.start();
    });
    connect(&m_canvas, &CanvasScene::dirty, this, [this](const QRectF& area) {
        m_cache.invalidate(area);
        if (area.isEmpty()) m_reasonsZoom = 0;  // another theme: the badges, too
        viewport()->update();
    });
    connect(&m_canvas, &CanvasScene::synced, this, [this] {
        m_hover = {};
        m_reasonsZoom = 0;
        extendPaper();
        viewport()->update();
    });
    // A new design begins at 100 %.
    connect(&workspace.document(), &model::Document::reset, this, [this] {
        m_cache.invalidateAll();  // nothing of the one before stands in for it: it is painted whole, and once
        const auto home = [this] {
            if (m_workspace.document().nodeCount() == 0) resetView();
        };
        QMetaObject::invokeMethod(this, home, Qt::QueuedConnection);
    });
    connect(&workspace, &Workspace::drawnAfresh, viewport(), qOverload<>(&QWidget::repaint));
    connect(&workspace.selection(), &Selection::changed, viewport(), qOverload<>(&QWidget::update));
    extendPaper();
    resetView();
}

CanvasView::~CanvasView() { m_gesture.reset(); }

// ---------------------------------------------------------------- where to look
// There is always paper around the drawing, so that it can be moved to any place of the window.
void CanvasView::extendPaper() {
    const QRectF bounds = m_canvas.picture().bounds.isEmpty() ? QRectF(0, 0, 1, 1) : m_canvas.picture().bounds;
    const QSizeF room = QSizeF(viewport()->size()) / m_zoom;
    const QRectF paper = bounds.adjusted(-room.width() - 200, -room.height() - 200, room.width() + 200, room.height() + 200);
    const QRectF shown = mapToScene(viewport()->rect()).boundingRect();
    setSceneRect(paper.united(shown));
}

void CanvasView::zoomAt(double zoom, const QPointF& view) {
    zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
    // Near 100 % the drawing is at its sharpest.
    if (std::abs(zoom - 1) < 0.03) zoom = 1;
    if (zoom == m_zoom) return;
    const QPointF fixed = mapToScene(view.toPoint());
    m_isFitted = false;
    m_zoom = zoom;
    setTransform(QTransform::fromScale(zoom, zoom));
    extendPaper();
    const QPointF now = QPointF(mapFromScene(fixed)) - view;
    panBy(now.toPoint());
    extendPaper();
    viewport()->update();
    Q_EMIT zoomChanged(zoom);
    Q_EMIT lookMoved();
}

void CanvasView::zoomIn() { zoomAt(m_zoom * kZoomStep, viewport()->rect().center()); }
void CanvasView::zoomOut() { zoomAt(m_zoom / kZoomStep, viewport()->rect().center()); }
void CanvasView::zoomTo(double zoom) { zoomAt(zoom, viewport()->rect().center()); }

void CanvasView::panBy(const QPoint& px) {
    m_isFitted = false;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + px.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + px.y());
}

void CanvasView::fit(const QRectF& scene) {
    if (scene.isEmpty()) return resetView();
    show(scene, 1.5);
}

void CanvasView::zoomToRect(const QRectF& scene) { show(scene, kMostZoom); }

void CanvasView::show(const QRectF& scene, double mostZoom) {
    const QSizeF room = QSizeF(viewport()->size()) - QSizeF(2 * kFitMarginPx, 2 * kFitMarginPx);
    const double wanted = std::min(room.width() / scene.width(), room.height() / scene.height());
    zoomAt(std::clamp(wanted, kLeastZoom, mostZoom), viewport()->rect().center());
    setSceneRect(sceneRect().united(scene.adjusted(-4000, -4000, 4000, 4000)));
    centerOn(scene.center());
    extendPaper();
    viewport()->update();
}

void CanvasView::fitAll() {
    fit(m_canvas.picture().bounds);
    m_isFitted = !m_canvas.picture().bounds.isEmpty();
}

void CanvasView::resetView() {
    const QRectF bounds = m_canvas.picture().bounds;
    zoomTo(1);
    // The top left corner of the drawing, with a margin.
    const QPointF corner = bounds.isEmpty() ? QPointF() : bounds.topLeft();
    panBy(mapFromScene(corner) - QPoint(static_cast<int>(kFitMarginPx), static_cast<int>(kFitMarginPx)));
}

void CanvasView::zoomToSelection() {
    QRectF area;
    for (const model::Uid uid : m_workspace.selection().items())
        for (const int tile : m_canvas.picture().shownAt(uid)) area |= m_canvas.picture().nodes[static_cast<size_t>(tile)].rect;
    if (area.isEmpty()) return fitAll();
    fit(area);
}

void CanvasView::reveal(model::Uid uid) {
    const model::Picture& picture = m_canvas.picture();
    QRectF area;
    const auto tiles = picture.shownAt(uid);
    if (!tiles.empty()) area = picture.nodes[static_cast<size_t>(tiles.front())].rect;
    if (const int link = picture.findLink(uid); link >= 0)
        for (const model::PictureJourney& journey : picture.links[static_cast<size_t>(link)].journeys)
            for (const model::PictureJourney::Step& step : journey.steps) area |= legBounds(picture.legs[static_cast<size_t>(step.leg)]);
    if (area.isEmpty()) return;
    // The overview is kept as far as it can be: no larger than needed to read it, and what is in sight stays where it is.
    const QRect room = viewport()->rect().adjusted(kRevealMarginPx, kRevealMarginPx, -kRevealMarginPx, -kRevealMarginPx);
    const double readable = std::min({kReadableZoom, room.width() / area.width(), room.height() / area.height()});
    const QPoint at = mapFromScene(area.center());
    if (m_zoom < readable) zoomAt(readable, room.contains(at) ? at : viewport()->rect().center());
    if (mapToScene(room).boundingRect().contains(area)) return;
    setSceneRect(sceneRect().united(area.adjusted(-4000, -4000, 4000, 4000)));
    const QRectF fitting = mapToScene(room).boundingRect();
    const bool fits = area.width() <= fitting.width() && area.height() <= fitting.height();
    fits ? ensureVisible(area, kRevealMarginPx, kRevealMarginPx) : centerOn(area.center());
    extendPaper();
}

void CanvasView::showWholeNext() {
    connect(&m_workspace, &Workspace::pictureChanged, this, [this] {
        const QRectF bounds = m_canvas.picture().bounds;
        constexpr qreal kBeside = 0.4;  // of its breadth: the next one is dropped there
        const QRectF area = bounds.adjusted(0, 0, bounds.width() * kBeside, 0);
        if (area.isEmpty() || mapToScene(viewport()->rect()).boundingRect().contains(area)) return;
        show(area, m_zoom);
    }, Qt::SingleShotConnection);
}

void CanvasView::bringIn(model::Uid uid) {
    const auto tiles = m_canvas.picture().shownAt(uid);
    if (tiles.empty()) return;
    constexpr int kMarginPx = 40;
    const QSizeF room = mapToScene(viewport()->rect().adjusted(2 * kMarginPx, 2 * kMarginPx, 0, 0)).boundingRect().size();
    const QRectF rect = m_canvas.picture().nodes[static_cast<size_t>(tiles.front())].rect;
    const QRectF area(rect.topLeft(), rect.size().boundedTo(room));  // of what is larger than the view its beginning
    setSceneRect(sceneRect().united(area.adjusted(-4000, -4000, 4000, 4000)));
    ensureVisible(area, kMarginPx, kMarginPx);
    extendPaper();
}

void CanvasView::setMode(Mode mode) {
    cancelGesture();
    if (mode == m_mode) return;
    m_mode = mode;
    updateCursor();
    Q_EMIT modeChanged(mode);
}

// ---------------------------------------------------------------- overlays and words
void CanvasView::addOverlay(CanvasOverlay& overlay, OverlayLayer layer) {
    (layer == OverlayLayer::Marks ? m_marks : m_dots).push_back(&overlay);
    viewport()->update();
}

void CanvasView::removeOverlay(CanvasOverlay& overlay) {
    std::erase(m_marks, &overlay);
    std::erase(m_dots, &overlay);
    viewport()->update();
}

void CanvasView::tell(const QString& sentence, Tone tone, std::optional<QPointF> scene) {
    if (sentence == m_told && tone == m_tone && scene == m_toldAt) return;
    m_told = sentence;
    m_toldAt = scene;
    m_tone = tone;
    viewport()->update();
}

void CanvasView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    extendPaper();
    // Until something is drawn, the corner of the paper stays in the corner of the window.
    if (m_canvas.picture().nodes.empty()) resetView();
    // A drawing that is shown whole stays whole in a window of another size.
    else if (m_isFitted) fitAll();
    Q_EMIT lookMoved();
}

void CanvasView::scrollContentsBy(int dx, int dy) {
    QGraphicsView::scrollContentsBy(dx, dy);
    viewport()->update();
    Q_EMIT lookMoved();
}

}  // namespace app
