// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/framing.h"

#include "app/canvas/snapping.h"

#include <algorithm>
#include <cmath>

namespace app {

using Shape = model::ViewSpec::Shape;

namespace {

constexpr qreal kInsetPx = 16;
constexpr qreal kTitlePx = 40;
constexpr qreal kGridPx = 8;
constexpr qreal kMostGapPx = 56;  // that is kept to a container that grows

bool isFrame(const model::PictureNode& node) { return node.shape == Shape::Container && !node.isCollapsed; }

QRectF outwards(const QRectF& r) {
    const auto down = [](qreal v) { return std::floor(v / kGridPx) * kGridPx; };
    const auto up = [](qreal v) { return std::ceil(v / kGridPx) * kGridPx; };
    return {QPointF(down(r.left()), down(r.top())), QPointF(up(r.right()), up(r.bottom()))};
}

}  // namespace

QRectF Framing::contentOf(const model::Picture& picture, int container) {
    QRectF content;
    const QRectF frame = picture.nodes[static_cast<size_t>(container)].rect;
    for (const model::PictureNode& node : picture.nodes)
        if (node.parent == container && frame.contains(node.rect) && node.shape != Shape::Strip) content |= node.rect;
    return content.isEmpty() ? content : content.adjusted(-kInsetPx, -kTitlePx, kInsetPx, kInsetPx);
}

QRectF Framing::frameOf(int container) const {
    const auto it = m_frames.find(container);
    return it == m_frames.end() ? tile(container).rect : it->second;
}

void Framing::frame(int container, const QRectF& rect) {
    m_frames[container] = rect;
    m_chosen.insert(container);
}

void Framing::makeRoom(int container, const QRectF& rect) { m_rooms.emplace_back(container, rect); }

void Framing::put(int tile, const QRectF& rect) { m_put[tile] = rect; }

void Framing::grow() {
    growFrames();
    for (size_t left = m_picture.nodes.size(); left > 0 && pushNeighbour(); --left) growFrames();
}

QRectF Framing::placeOf(int tile) const {
    const auto it = m_put.find(tile);
    return it == m_put.end() ? frameOf(tile) : it->second;
}

// A container that grew would come too near to one on its right or below it: that one goes on, and with it all that begins as far
// out, so that rows and columns stay such. What lies over each other already is the affair of the layout.
bool Framing::pushFrom(const QRectF& before, const QRectF& now, int container, bool isDown) {
    const auto from = [&](const QRectF& r) { return isDown ? r.top() : r.left(); };
    const auto end = [&](const QRectF& r) { return isDown ? r.bottom() : r.right(); };
    const auto isLevel = [&](const QRectF& r) { return isDown ? r.left() < now.right() && r.right() > now.left() : r.top() < now.bottom() && r.bottom() > now.top(); };
    const int parent = tile(container).parent;
    double by = 0, line = 0;
    for (int i = 0; i < static_cast<int>(m_picture.nodes.size()); ++i) {
        if (i == container || tile(i).parent != parent || tile(i).shape == Shape::Strip || m_frames.contains(i)) continue;
        const QRectF there = placeOf(i);
        const double gap = std::min(from(tile(i).rect) - end(before), kMostGapPx);
        const double missing = end(now) + gap - from(there);
        if (gap < 0 || !isLevel(there) || missing <= by) continue;
        by = std::ceil(missing / kGridPx) * kGridPx;
        line = from(there);
    }
    if (by <= 0) return false;
    for (int i = 0; i < static_cast<int>(m_picture.nodes.size()); ++i) {
        const bool goesOn = i != container && tile(i).parent == parent && tile(i).shape != Shape::Strip && !m_frames.contains(i) && from(placeOf(i)) >= line;
        if (goesOn && storedPlace(m_document, tile(i))) m_put[i] = placeOf(i).translated(isDown ? 0 : by, isDown ? by : 0);
    }
    return true;
}

bool Framing::pushNeighbour() {
    const std::map<int, QRectF> frames = m_frames;
    for (const auto& [container, frame] : frames) {
        if (m_chosen.contains(container)) continue;
        const QRectF& before = tile(container).rect;
        if (frame.bottom() > before.bottom() && pushFrom(before, frame, container, true)) return true;
        if (frame.right() > before.right() && pushFrom(before, frame, container, false)) return true;
    }
    return false;
}

// From the inside out: a container that grows may stick out of the one around it.
void Framing::growFrames() {
    std::vector<std::pair<int, QRectF>> open = m_rooms;  // containers, and what they must hold
    for (const auto& [inner, rect] : m_put) open.emplace_back(tile(inner).parent, rect);
    while (!open.empty()) {
        const auto [container, rect] = open.back();
        open.pop_back();
        if (container < 0 || !isFrame(tile(container))) continue;
        const QRectF before = frameOf(container);
        const QRectF needed = rect.adjusted(-kInsetPx, -kTitlePx, kInsetPx, kInsetPx);
        // Where it does not stick out, the margin is the user's affair.
        QRectF grown = before;
        if (rect.left() < before.left()) grown.setLeft(needed.left());
        if (rect.top() < before.top() + kTitlePx - kGridPx) grown.setTop(std::min(before.top(), needed.top()));
        if (rect.right() > before.right()) grown.setRight(needed.right());
        if (rect.bottom() > before.bottom()) grown.setBottom(needed.bottom());
        if (grown == before) continue;
        grown = outwards(grown);
        m_frames[container] = grown;
        open.emplace_back(tile(container).parent, grown);
    }
}

// ---------------------------------------------------------------- as an edit
void Framing::writeFrame(model::Edit& edit, int container) const {
    const model::PictureNode& node = tile(container);
    const QRectF frame = frameOf(container);
    const QPointF origin = node.parent < 0 ? QPointF() : frameOf(node.parent).topLeft();
    const auto stored = storedPlace(m_document, node);
    // One that fits its content goes on doing so, unless its frame was chosen.
    const bool fits = stored && stored->size.isEmpty() && !m_chosen.contains(container);
    edit.setGeometry(node.node, model::Geometry{frame.topLeft() - origin, fits ? QSizeF(0, 0) : frame.size()});
}

void Framing::writeChild(model::Edit& edit, int child) const {
    const model::PictureNode& node = tile(child);
    const auto stored = storedPlace(m_document, node);
    const auto moved = m_put.find(child);
    if (moved == m_put.end() && !stored) return;
    QPointF at = alignRect(node).topLeft();
    if (moved != m_put.end()) at += moved->second.topLeft() - node.rect.topLeft();
    const QRectF before = node.parent < 0 ? QRectF() : tile(node.parent).rect;
    const QRectF now = node.parent < 0 ? QRectF() : frameOf(node.parent);
    if (node.parent >= 0 && moved == m_put.end()) {
        if (node.icon.left() < before.left() && node.icon.right() > before.left()) at.rx() += now.left() - before.left();
        else if (node.icon.left() < before.right() && node.icon.right() > before.right()) at.rx() += now.right() - before.right();
    }
    const bool isFreed = moved != m_put.end();
    edit.setGeometry(node.node, model::Geometry{at - now.topLeft(), stored ? stored->size : QSizeF(0, 0), isFreed || stored->pinned}, node.presence);
}

void Framing::write(model::Edit& edit) const {
    for (const auto& [container, frame] : m_frames) writeFrame(edit, container);
    for (int i = 0; i < static_cast<int>(m_picture.nodes.size()); ++i) {
        const model::PictureNode& node = tile(i);
        if (node.shape == Shape::Strip || m_frames.contains(i)) continue;
        if (m_put.contains(i) || m_frames.contains(node.parent)) writeChild(edit, i);
    }
}

}  // namespace app
