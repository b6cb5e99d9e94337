// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/minimap.h"

#include "app/canvas/canvasview.h"
#include "app/look.h"
#include "app/workspace.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>

namespace app {

using Shape = model::ViewSpec::Shape;

namespace {

constexpr QSize kSizePx(176, 116);
constexpr int kMarginPx = 16;
constexpr int kInsetPx = 6;
constexpr int kWordsPx = 200;  // how far the words of a gesture reach from the pointer

}  // namespace

Minimap::Minimap(CanvasView& view, Look& look) : QWidget(view.viewport()), m_view(view), m_look(look) {
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Minimap"));
    setCursor(Qt::PointingHandCursor);
    resize(kSizePx);
    view.viewport()->installEventFilter(this);
    const auto stale = [this] {
        m_isStale = true;
        place();
        update();
    };
    connect(&view.canvas(), &CanvasScene::synced, this, stale);
    connect(&look, &Look::changed, this, stale);
    connect(&view, &CanvasView::lookMoved, this, [this] {
        place();
        update();
    });
    connect(&view.workspace().selection(), &Selection::changed, this, &Minimap::place);
    connect(&view, &CanvasView::gestureEnded, this, [this] { giveWay({}); });
    place();
}

bool Minimap::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) place();
    if (event->type() == QEvent::MouseMove) giveWay(static_cast<QMouseEvent*>(event)->position().toPoint());
    return QWidget::eventFilter(watched, event);
}

// A gesture that comes near has its words there.
void Minimap::giveWay(const QPoint& pointer) {
    const bool isNear = m_view.gesture() && geometry().adjusted(-kWordsPx, -kWordsPx / 2, kWordsPx, kWordsPx).contains(pointer);
    if (isNear == m_givesWay) return;
    m_givesWay = isNear;
    update();
}

// At the bottom right, or in the first corner where it hides nothing of what is selected.
void Minimap::place() {
    if (m_isPressed) return;
    const QSize room = m_view.viewport()->size();
    const int right = room.width() - width() - kMarginPx, bottom = room.height() - height() - kMarginPx;
    const QPoint usual(right, bottom);
    const std::array corners{usual, QPoint(kMarginPx, bottom), QPoint(right, kMarginPx), QPoint(kMarginPx, kMarginPx)};
    const auto free = std::ranges::find_if(corners, [this](const QPoint& corner) { return !coversSelection(corner); });
    move(free == corners.end() ? usual : *free);
}

bool Minimap::coversSelection(const QPoint& topLeft) const {
    const model::Picture& picture = m_view.canvas().picture();
    const QRectF covered = m_view.mapToScene(QRect(topLeft, size())).boundingRect();
    const auto covers = [&](int tile) {
        const model::PictureNode& node = picture.nodes[static_cast<size_t>(tile)];
        const bool isOpen = node.shape == Shape::Container && !node.isCollapsed;
        return covered.intersects(isOpen ? node.icon.united(node.titleRect).united(node.secondRect) : node.rect);
    };
    for (const model::Uid uid : m_view.workspace().selection().items()) {
        if (std::ranges::any_of(picture.shownAt(uid), covers)) return true;
        const int link = picture.findLink(uid);
        if (link < 0) continue;
        for (const model::PictureJourney& journey : picture.links[static_cast<size_t>(link)].journeys)
            for (const model::PictureJourney::Step& step : journey.steps) {
                const model::PictureLeg& leg = picture.legs[static_cast<size_t>(step.leg)];
                if (covers(leg.from) || covers(leg.to)) return true;
            }
    }
    return false;
}

QTransform Minimap::toMap() const {
    const QRectF bounds = m_view.canvas().picture().bounds;
    if (bounds.isEmpty()) return {};
    const QRectF room = QRectF(rect()).adjusted(kInsetPx, kInsetPx, -kInsetPx, -kInsetPx);
    const qreal scale = std::min({room.width() / bounds.width(), room.height() / bounds.height(), 0.25});
    QTransform map;
    map.translate(room.center().x(), room.center().y());
    map.scale(scale, scale);
    map.translate(-bounds.center().x(), -bounds.center().y());
    return map;
}

void Minimap::redraw() {
    m_isStale = false;
    m_drawing = QPixmap(size() * devicePixelRatioF());
    m_drawing.setDevicePixelRatio(devicePixelRatioF());
    m_drawing.fill(Qt::transparent);
    QPainter painter(&m_drawing);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_look.color(Token::Line), 1));
    painter.setBrush(m_look.color(Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const QTransform map = toMap();
    for (const model::PictureNode& node : m_view.canvas().picture().nodes) {
        if (node.shape == Shape::Container) {
            const Token outline = outlineToken(node);
            painter.setPen(QPen(m_look.color(outline), 1));
            painter.setBrush(tintOf(outline) == Token::Panel ? QBrush(Qt::NoBrush) : QBrush(m_look.color(tintOf(outline))));
            painter.drawRect(map.mapRect(node.rect));
        } else if (node.shape == Shape::Leaf) {
            QRectF dot = map.mapRect(node.icon);
            if (dot.width() < 2) dot = QRectF(dot.center() - QPointF(1, 1), QSizeF(2, 2));
            painter.fillRect(dot, m_look.color(categoryToken(node.category)));
        }
    }
}

// While all of the drawing is in sight a map of it only stands in the way.
bool Minimap::isNeeded() const {
    const QRectF bounds = m_view.canvas().picture().bounds;
    return !m_givesWay && !bounds.isEmpty() && !m_view.mapToScene(m_view.viewport()->rect()).boundingRect().adjusted(-8, -8, 8, 8).contains(bounds);
}

void Minimap::paintEvent(QPaintEvent*) {
    setAttribute(Qt::WA_TransparentForMouseEvents, !isNeeded());
    if (!isNeeded()) return;
    if (m_isStale || m_drawing.deviceIndependentSize() != QSizeF(size())) redraw();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_drawing);
    const QRectF shown = toMap().mapRect(m_view.mapToScene(m_view.viewport()->rect()).boundingRect());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_look.color(Token::Accent), 1.5));
    painter.setBrush(m_look.theme().color(Token::Accent, 0.08));
    painter.drawRoundedRect(shown.intersected(QRectF(rect()).adjusted(2, 2, -2, -2)), 2, 2);
}

void Minimap::look(const QPointF& at) {
    const QPointF scene = toMap().inverted().map(at);
    m_view.panBy(m_view.mapFromScene(scene) - m_view.viewport()->rect().center());
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    event->accept();
    m_isPressed = true;
    look(event->position());
}

void Minimap::mouseReleaseEvent(QMouseEvent* event) {
    event->accept();
    m_isPressed = false;
    place();
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    event->accept();
    if (event->buttons() & Qt::LeftButton) look(event->position());
}

void Minimap::wheelEvent(QWheelEvent* event) {
    event->accept();
    event->angleDelta().y() > 0 ? m_view.zoomIn() : m_view.zoomOut();
}

}  // namespace app
