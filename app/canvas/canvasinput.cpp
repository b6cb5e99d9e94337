// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvasview.h"
#include "app/canvas/handles.h"
#include "app/canvas/membership.h"
#include "app/canvas/tools/bendtool.h"
#include "app/canvas/tools/linktool.h"
#include "app/canvas/tools/movetool.h"
#include "app/canvas/tools/pantool.h"
#include "app/canvas/tools/resizetool.h"
#include "app/canvas/tools/rubberbandtool.h"
#include "app/canvas/tools/spacetool.h"
#include "app/canvas/tools/zoomtool.h"
#include "app/workspace.h"
#include "model/core/drawing.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

// Mouse and keys of the canvas: what a press may become, and who gets the rest.
namespace app {

using NodeShape = model::ViewSpec::Shape;

namespace {

constexpr qreal kHandleReachPx = 9;
constexpr qreal kHoverReachPx = 24;  // the way from an icon to its handles keeps it hovered

qreal distance(const QPointF& a, const QPointF& b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

// What the partition view opens: a store's icon. Its name is renamed as every other.
bool hasInside(const model::PictureNode& node, const QPointF& at) {
    return node.shape == NodeShape::Leaf && !node.gauges.isEmpty() && node.icon.contains(at);
}

}  // namespace

Pointer CanvasView::pointerAt(const QPoint& view) const {
    return {mapToScene(view), view, Qt::NoButton, QApplication::mouseButtons(), QApplication::keyboardModifiers()};
}

QPointF CanvasView::pointerScene() const {
    const QPoint inside = viewport()->rect().contains(m_lastView) && !m_lastView.isNull() ? m_lastView : viewport()->rect().center();
    return mapToScene(inside);
}

namespace {

Pointer pointerOf(const CanvasView& view, const QMouseEvent& event) {
    const QPoint at = event.position().toPoint();
    return {view.mapToScene(at), at, event.button(), event.buttons(), event.modifiers()};
}

}  // namespace

// ---------------------------------------------------------------- gestures
void CanvasView::begin(std::unique_ptr<Tool> gesture) {
    cancelGesture();
    m_gesture = std::move(gesture);
    updateCursor();
    viewport()->update();
    Q_EMIT gestureBegan();
}

bool CanvasView::cancelGesture() {
    m_pressed.reset();
    if (!m_gesture) return false;
    // Out of the way first: what a gesture restores may look at the view.
    const std::unique_ptr<Tool> gesture = std::move(m_gesture);
    gesture->cancel();
    leaveEmpty();
    return true;
}

void CanvasView::finish(Tool::State state) {
    if (state == Tool::State::Done) {
        m_gesture.reset();
        leaveEmpty();
    }
    updateCursor();
    viewport()->update();
}

void CanvasView::leaveEmpty() {
    tell({}, Tone::Good);
    updateCursor();
    viewport()->update();
    Q_EMIT gestureEnded();
}

void CanvasView::moveFromOutside(const QPoint& global) {
    if (!m_gesture) return;
    const QPoint at = viewport()->mapFromGlobal(global);
    m_lastView = at;
    finish(m_gesture->move(pointerAt(at)));
}

void CanvasView::releaseFromOutside(const QPoint& global) {
    if (!m_gesture) return;
    const QPoint at = viewport()->mapFromGlobal(global);
    if (!viewport()->rect().contains(at)) {
        cancelGesture();
        return;
    }
    Pointer pointer = pointerAt(at);
    pointer.button = Qt::LeftButton;
    finish(m_gesture->release(pointer));
}

// ---------------------------------------------------------------- mouse
void CanvasView::mousePressEvent(QMouseEvent* event) {
    const Pointer pointer = pointerOf(*this, *event);
    m_lastView = pointer.view;
    event->accept();
    if (m_gesture) return finish(m_gesture->press(pointer));
    const bool pans = event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && (m_spaceHeld || m_mode == Mode::Pan));
    if (pans) return begin(std::make_unique<PanTool>(*this, pointer));
    if (event->button() == Qt::LeftButton) return pressLeft(pointer);
    if (event->button() == Qt::RightButton) m_pressed = CanvasPress{pointer, m_canvas.hit(pointer.scene, reach()), {}, {}};
}

void CanvasView::pressLeft(const Pointer& pointer) {
    CanvasPress pressed{pointer, m_canvas.hit(pointer.scene, reach()), linkHandleAt(pointer.scene), resizeHandleAt(pointer.scene)};
    if (pressed.linkHandle) pressed.hit = m_hover;
    // A press on something that is not selected selects it, so that a drag moves what is under the pointer.
    const bool toggles = pointer.modifiers & (Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier);
    pressed.selected = !toggles && pressed.hit.isMovable() && !pressed.linkHandle && !m_workspace.selection().contains(pressed.hit.uid);
    m_pressed = pressed;
    if (pressed.selected) m_workspace.selection().set(model::groupMembers(m_workspace.document(), pressed.hit.uid));
}

bool CanvasView::isLocked(const Hit& hit) const {
    const auto node = m_workspace.document().findNode(hit.uid);
    return node && model::isLocked(m_workspace.document().node(*node).data.properties);
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    const Pointer pointer = pointerOf(*this, *event);
    m_lastView = pointer.view;
    event->accept();
    if (m_gesture) {
        finish(m_gesture->move(pointer));
        return;
    }
    if (m_pressed && (pointer.view - m_pressed->pointer.view).manhattanLength() >= QApplication::startDragDistance() / 2 + 1) {
        startDrag();
        if (m_gesture) finish(m_gesture->move(pointer));
        return;
    }
    if (!m_pressed) updateHover(pointer);
}

void CanvasView::startDrag() {
    const CanvasPress pressed = *m_pressed;
    m_pressed.reset();
    begin(gestureFor(pressed));
}

// What the drag of a pressed button is.
std::unique_ptr<Tool> CanvasView::gestureFor(const CanvasPress& press) {
    const Pointer& start = press.pointer;
    const Qt::KeyboardModifiers held = start.modifiers;
    constexpr Qt::KeyboardModifiers kAll = Qt::AltModifier | Qt::ControlModifier | Qt::ShiftModifier;
    if (start.button == Qt::RightButton) return std::make_unique<PanTool>(*this, start);
    if ((held & kAll) == kAll) return std::make_unique<SpaceTool>(*this, start);
    if (press.resizeHandle) {
        const int tile = m_canvas.picture().tilesOf(m_workspace.selection().items().front()).front();
        return std::make_unique<ResizeTool>(*this, start, tile, static_cast<Grip>(*press.resizeHandle));
    }
    const bool linkMode = m_mode == Mode::Link && press.hit.kind == Hit::Kind::Leaf;
    if (press.linkHandle || linkMode) return std::make_unique<LinkTool>(*this, start, press.hit.tile);
    if (press.hit.kind == Hit::Kind::Leg && !(held & kAll)) {
        m_workspace.selection().set({press.hit.uid});
        return std::make_unique<BendTool>(*this, start, press.hit.leg);
    }
    if (!press.hit.isMovable() && m_ctrlDragZooms && held & Qt::ControlModifier) return std::make_unique<ZoomTool>(*this, start);
    // Alt held before the drag selects, even over an object; Ctrl clones.
    const bool stays = isLocked(press.hit) && !(held & (Qt::ControlModifier | Qt::AltModifier));
    if (stays && press.hit.isMovable()) Q_EMIT m_workspace.message(tr("%1 is locked: Ctrl+L unlocks it.").arg(m_workspace.document().name(*m_workspace.document().findNode(press.hit.uid))));
    if (held & Qt::AltModifier || !press.hit.isMovable() || stays) return std::make_unique<RubberBandTool>(*this, start);
    if (!m_workspace.selection().contains(press.hit.uid)) {
        if (held & Qt::ShiftModifier)
            toggleClicked(press.hit.uid);
        else
            m_workspace.selection().set(model::groupMembers(m_workspace.document(), press.hit.uid));
    }
    const bool clones = held & Qt::ControlModifier;
    return std::make_unique<MoveTool>(*this, start, press.hit.tile, clones ? MoveTool::Kind::Clone : MoveTool::Kind::Move);
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    const Pointer pointer = pointerOf(*this, *event);
    m_lastView = pointer.view;
    event->accept();
    if (m_gesture) {
        finish(m_gesture->release(pointer));
        updateHover(pointer);
        return;
    }
    if (!m_pressed) return;
    const CanvasPress pressed = *m_pressed;
    m_pressed.reset();
    viewport()->update();  // the handles come back
    if (pressed.linkHandle) {
        Q_EMIT cloneWanted(pressed.hit.tile, *pressed.linkHandle);
        return;
    }
    if (pressed.pointer.button == Qt::LeftButton) return click(pressed);
    if (pressed.pointer.button != Qt::RightButton) return;
    if (pressed.hit.kind != Hit::Kind::Nothing && !m_workspace.selection().contains(pressed.hit.uid))
        m_workspace.selection().set(model::groupMembers(m_workspace.document(), pressed.hit.uid));
    Q_EMIT menuWanted(viewport()->mapToGlobal(pointer.view), pressed.hit);
}

// A group is selected as a whole; a click on one of it while all of it is selected takes that one alone.
void CanvasView::selectClicked(const CanvasPress& press, model::Uid item) {
    Selection& selection = m_workspace.selection();
    std::vector<model::Uid> members = model::groupMembers(m_workspace.document(), item);
    const bool wasWhole = !press.selected && std::ranges::all_of(members, [&](model::Uid member) { return selection.contains(member); });
    selection.set(wasWhole ? std::vector{item} : std::move(members));
}

void CanvasView::toggleClicked(model::Uid item) {
    const bool adds = !m_workspace.selection().contains(item);
    for (const model::Uid member : model::groupMembers(m_workspace.document(), item))
        if (m_workspace.selection().contains(member) != adds) m_workspace.selection().toggle(member);
}

void CanvasView::click(const CanvasPress& press) {
    const Pointer& pointer = press.pointer;
    for (CanvasOverlay* overlay : m_dots)
        if (overlay->click(pointer.scene)) return;
    if (clickBadge(pointer.scene)) return;
    std::vector<Hit> all = m_canvas.hits(pointer.scene, reach());
    Selection& selection = m_workspace.selection();
    if (pointer.modifiers & Qt::AltModifier && !all.empty()) {
        // The one below what is selected here; from the lowest back to the top.
        size_t next = 0;
        for (size_t i = 0; i < all.size(); ++i)
            if (selection.contains(all[i].uid)) next = (i + 1) % all.size();
        return selection.set({all[next].uid});
    }
    const bool toggles = pointer.modifiers & (Qt::ShiftModifier | Qt::ControlModifier);
    if (all.empty()) {
        if (!toggles) selection.clear();
        return;
    }
    if (toggles)
        toggleClicked(all.front().uid);
    else
        selectClicked(press, all.front().uid);
}

// A badge is a way to its finding: the link is selected, and whoever lists findings is told.
bool CanvasView::clickBadge(const QPointF& scene) {
    if (m_reasonsZoom != m_zoom || !m_canvas.hasReasons()) return false;
    const auto badge = std::ranges::find_if(m_badges, [&](const ReasonBadge& each) { return each.rect.contains(scene); });
    if (badge == m_badges.end()) return false;
    const model::PictureLeg& leg = m_canvas.picture().legs[static_cast<size_t>(badge->leg)];
    std::vector<model::Uid> subjects = leg.links;
    for (const int end : {leg.from, leg.to}) subjects.push_back(m_canvas.picture().nodes[static_cast<size_t>(end)].node);
    m_workspace.selection().set({subjects.front()});
    Q_EMIT findingWanted(subjects);
    return true;
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) {
    event->accept();
    if (event->button() != Qt::LeftButton || m_gesture) return;
    const QPointF at = mapToScene(event->position().toPoint());
    const Hit found = m_canvas.hit(at, reach());
    m_pressed.reset();
    if (linkHandleAt(at)) return;
    if (found.kind == Hit::Kind::Leg) {
        Q_EMIT straightenWanted(found.leg, at);
    } else if (found.tile >= 0 && m_canvas.picture().nodes[static_cast<size_t>(found.tile)].isCollapsed) {
        Q_EMIT expandWanted(found.uid);
    } else if (found.tile >= 0 && hasInside(m_canvas.picture().nodes[static_cast<size_t>(found.tile)], at)) {
        m_workspace.selection().set({found.uid});
        Q_EMIT lookInsideWanted(found.uid);
    } else if (found.isMovable()) {
        Q_EMIT renameWanted(found.uid);
    } else {
        if (!found.uid.isNull()) m_workspace.selection().set({found.uid});
        Q_EMIT insertWanted(at);
    }
}

void CanvasView::leaveEvent(QEvent* event) {
    QGraphicsView::leaveEvent(event);
    m_hover = {};
    viewport()->update();
}

void CanvasView::focusOutEvent(QFocusEvent* event) {
    QGraphicsView::focusOutEvent(event);
    m_spaceHeld = false;
}

// The menu comes on release (a right drag pans); here only the menu key.
void CanvasView::contextMenuEvent(QContextMenuEvent* event) {
    event->accept();
    if (event->reason() != QContextMenuEvent::Keyboard) return;
    Hit found;
    QPoint at = viewport()->rect().center();
    if (!m_workspace.selection().isEmpty()) {
        found.uid = m_workspace.selection().items().front();
        const auto tiles = m_canvas.picture().tilesOf(found.uid);
        found.kind = tiles.empty() ? Hit::Kind::Leg : Hit::Kind::Leaf;
        if (!tiles.empty()) {
            found.tile = tiles.front();
            at = mapFromScene(m_canvas.picture().nodes[static_cast<size_t>(tiles.front())].icon.center());
        }
    }
    Q_EMIT menuWanted(viewport()->mapToGlobal(at), found);
}

// ---------------------------------------------------------------- hover
std::optional<int> CanvasView::linkHandleAt(const QPointF& scene) const {
    if (m_hover.kind != Hit::Kind::Leaf || m_mode == Mode::Pan) return {};
    const model::PictureNode& node = m_canvas.picture().nodes[static_cast<size_t>(m_hover.tile)];
    if (!canStartLink(m_workspace.document(), node.node)) return {};
    const auto handles = linkHandles(node);
    for (size_t i = 0; i < handles.size(); ++i)
        if (distance(handles[i], scene) <= kHandleReachPx / std::min(1.0, m_zoom)) return static_cast<int>(i);
    return {};
}

std::optional<int> CanvasView::resizeHandleAt(const QPointF& scene) const {
    const auto& items = m_workspace.selection().items();
    if (items.size() != 1) return {};
    const auto tiles = m_canvas.picture().tilesOf(items.front());
    if (tiles.empty()) return {};
    const model::PictureNode& node = m_canvas.picture().nodes[static_cast<size_t>(tiles.front())];
    if (node.shape == NodeShape::Leaf || node.shape == NodeShape::Strip || isLocked({Hit::Kind::Leaf, tiles.front(), -1, node.node})) return {};
    const auto grips = resizeHandles(node.rect);
    for (size_t i = 0; i < grips.size(); ++i)
        if (distance(grips[i], scene) <= kHandleReachPx / m_zoom) return static_cast<int>(i);
    return {};
}

void CanvasView::mark(int tile) {
    m_hover = tile < 0 ? Hit() : Hit{Hit::Kind::Leaf, tile, -1, m_canvas.picture().nodes[static_cast<size_t>(tile)].node};
    viewport()->update();
}

QString CanvasView::tipAt(const QPointF& scene) const {
    if (m_gesture) return {};
    if (linkHandleAt(scene)) return tr("Drag: a link. Click: a copy on this side, connected.");
    const Hit found = m_canvas.hit(scene, reach());
    const model::Document& document = m_workspace.document();
    if (const auto link = document.findLink(found.uid)) {
        const model::Link& calls = document.link(*link);
        return tr("%1 calls %2").arg(document.name(calls.from), document.name(calls.to));
    }
    const auto node = document.findNode(found.uid);
    if (!node || !found.isMovable() || found.tile < 0) return {};
    // A name that is shown in full needs no repeating, unless it is too small to be read.
    const QString name = document.name(*node);
    return m_canvas.picture().nodes[static_cast<size_t>(found.tile)].title == name && m_zoom >= 0.6 ? QString() : name;
}

// Below the handles of what is under the pointer: the next thing that is wanted may be one of them.
QPoint CanvasView::tipPlace(const QPoint& view) const {
    if (m_hover.kind != Hit::Kind::Leaf || m_hover.tile < 0) return view;
    constexpr int kHandlePx = 10;
    constexpr int kTipBelowPx = 16;  // a tip comes so far below the place that it is given
    const qreal lowest = linkHandles(m_canvas.picture().nodes[static_cast<size_t>(m_hover.tile)]).back().y();
    const int below = mapFromScene(QPointF(0, lowest)).y() + kHandlePx - kTipBelowPx;
    return {view.x(), std::max(view.y(), below)};
}

void CanvasView::updateHover(const Pointer& pointer) {
    const Hit found = m_canvas.hit(pointer.scene, reach());
    const bool stays = m_hover.kind == Hit::Kind::Leaf && found.kind != Hit::Kind::Leaf && m_hover.tile < static_cast<int>(m_canvas.picture().nodes.size()) &&
                       m_canvas.picture().nodes[static_cast<size_t>(m_hover.tile)].rect.adjusted(-kHoverReachPx, -kHoverReachPx, kHoverReachPx, kHoverReachPx).contains(pointer.scene);
    if (!stays && (found.tile != m_hover.tile || found.leg != m_hover.leg || found.kind != m_hover.kind)) {
        m_hover = found;
        viewport()->update();
    }
    updateCursor();
}

void CanvasView::updateCursor() {
    if (m_gesture) return viewport()->setCursor(m_gesture->cursor());
    if (m_spaceHeld || m_mode == Mode::Pan) return viewport()->setCursor(Qt::OpenHandCursor);
    const QPointF at = mapToScene(m_lastView);
    if (const auto grip = resizeHandleAt(at)) return viewport()->setCursor(gripCursor(static_cast<Grip>(*grip)));
    if (linkHandleAt(at) || m_mode == Mode::Link) return viewport()->setCursor(Qt::CrossCursor);
    if (m_hover.kind == Hit::Kind::ContainerEdge) return viewport()->setCursor(Qt::SizeAllCursor);
    viewport()->setCursor(m_hover.kind == Hit::Kind::Leg ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

// ---------------------------------------------------------------- wheel and pinch
void CanvasView::wheelEvent(QWheelEvent* event) {
    event->accept();
    const QPoint angle = event->angleDelta();
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) {
        // Alt turns the wheel sideways on some desktops.
        const int turned = angle.y() != 0 ? angle.y() : angle.x();
        return zoomAt(m_zoom * std::pow(1.2, turned / 120.0), event->position());
    }
    QPoint by = event->pixelDelta();
    if (by.isNull()) by = angle / 2;
    if (event->modifiers() & Qt::ShiftModifier && by.x() == 0) by = QPoint(by.y(), 0);
    panBy(-by);
    if (m_gesture) finish(m_gesture->move(pointerAt(event->position().toPoint())));
}

bool CanvasView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(mapToScene(help->pos()));
        tip.isEmpty() ? QToolTip::hideText() : QToolTip::showText(viewport()->mapToGlobal(tipPlace(help->pos())), tip.toHtmlEscaped(), viewport());
        return true;
    }
    if (event->type() == QEvent::Gesture) {
        if (auto* pinch = static_cast<QPinchGesture*>(static_cast<QGestureEvent*>(event)->gesture(Qt::PinchGesture))) {
            zoomAt(m_zoom * pinch->scaleFactor(), viewport()->mapFromGlobal(pinch->centerPoint()));
            return true;
        }
    }
    if (event->type() == QEvent::NativeGesture) {
        const auto* native = static_cast<QNativeGestureEvent*>(event);
        if (native->gestureType() == Qt::ZoomNativeGesture) {
            zoomAt(m_zoom * (1 + native->value()), native->position());
            return true;
        }
    }
    return QGraphicsView::viewportEvent(event);
}

// ---------------------------------------------------------------- keys
bool CanvasView::keyToGesture(QKeyEvent* event) {
    if (!m_gesture) return false;
    bool handled = false;
    const Tool::State state = m_gesture->key(*event, handled);
    if (handled) finish(state);
    return handled;
}

// A key that means something to a drag counts at once, not with its next move.
void CanvasView::lookAgain() {
    if (m_gesture) finish(m_gesture->move(pointerAt(m_lastView)));
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        event->accept();
        if (cancelGesture()) return;
        if (m_mode != Mode::Select) return setMode(Mode::Select);
        return m_workspace.selection().clear();
    }
    if (keyToGesture(event)) return event->accept();
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceHeld = true;
        updateCursor();
        lookAgain();
        return event->accept();
    }
    event->ignore();
}

// While a gesture runs, its keys are no shortcuts: Enter takes what was chosen and renames nothing.
bool CanvasView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && m_gesture) {
        event->accept();
        return true;
    }
    return QGraphicsView::event(event);
}

// Tab walks from node to node; Ctrl+1 to Ctrl+6 move between the parts of the window.
bool CanvasView::focusNextPrevChild(bool) { return false; }

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceHeld = false;
        updateCursor();
        lookAgain();
        return event->accept();
    }
    event->ignore();
}

}  // namespace app
