// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/tilecache.h"

#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr int kTilePx = 512;        // device pixels; a tile costs 2 to 3 ms
constexpr qint64 kFrameMs = 9;      // for missing tiles in one frame
constexpr int kSpareTiles = 16;     // kept beside those of the surroundings, 1 MB each

int floorDiv(int a, int b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

}  // namespace

void TileCache::setView(double zoom, const QPoint& offsetPx, const QSize& sizePx, qreal pixelRatio) {
    if (zoom != m_zoom || pixelRatio != m_pixelRatio) {
        if (!m_tiles.isEmpty() && !m_sizePx.isEmpty()) {
            QPixmap shown(m_sizePx * m_pixelRatio);
            shown.setDevicePixelRatio(m_pixelRatio);
            shown.fill(Qt::transparent);
            QPainter painter(&shown);
            // What was stretched itself is good enough to be stretched again.
            paintOld(painter, viewRect());
            const QRect keys = keysOf(viewRect());
            for (int y = keys.top(); y <= keys.bottom(); ++y)
                for (int x = keys.left(); x <= keys.right(); ++x)
                    if (const auto it = m_tiles.constFind({x, y}); it != m_tiles.constEnd())
                        painter.drawPixmap(tileRect({x, y}).topLeft() - m_offsetPx, it->pixmap);
            painter.end();
            m_old = shown;
            m_oldScene = QRectF(QPointF(m_offsetPx) / m_zoom, QSizeF(m_sizePx) / m_zoom);
        }
        m_tiles.clear();
    }
    m_zoom = zoom;
    m_offsetPx = offsetPx;
    m_sizePx = sizePx;
    m_pixelRatio = pixelRatio;
}

// Tiles are whole logical pixels wide: 512 device pixels at ratio 1, 256 logical at ratio 2, and what is nearest between.
QRect TileCache::tileRect(const Key& key) const {
    const int side = static_cast<int>(kTilePx / m_pixelRatio);
    return {key.x() * side, key.y() * side, side, side};
}

QRect TileCache::keysOf(const QRect& viewPx) const {
    const int side = static_cast<int>(kTilePx / m_pixelRatio);
    const QRect scaled = viewPx.translated(m_offsetPx);
    return {QPoint(floorDiv(scaled.left(), side), floorDiv(scaled.top(), side)), QPoint(floorDiv(scaled.right(), side), floorDiv(scaled.bottom(), side))};
}

void TileCache::invalidateAll() {
    m_tiles.clear();
    m_old = {};
}

void TileCache::invalidate(const QRectF& scene) {
    if (scene.isEmpty()) return invalidateAll();
    m_old = {};
    const QRect px = QRectF(scene.topLeft() * m_zoom, scene.size() * m_zoom).adjusted(-2, -2, 2, 2).toAlignedRect();
    for (auto it = m_tiles.begin(); it != m_tiles.end(); ++it) {
        const QRect tile = tileRect(it.key());
        if (const QRect part = px.intersected(tile); !part.isEmpty()) it->dirty += part.translated(-tile.topLeft());
    }
}

void TileCache::render(const Key& key, Tile& tile, const QRegion& region) {
    const QRect rect = tileRect(key);
    if (tile.pixmap.isNull()) {
        tile.pixmap = QPixmap((QSizeF(rect.size()) * m_pixelRatio).toSize());
        tile.pixmap.setDevicePixelRatio(m_pixelRatio);
    }
    QPainter painter(&tile.pixmap);
    const QRect bounds = region.boundingRect();
    painter.setClipRect(bounds);
    painter.translate(-rect.topLeft());
    painter.scale(m_zoom, m_zoom);
    const QRectF area = bounds.translated(rect.topLeft());
    m_paint(painter, QRectF(area.topLeft() / m_zoom, area.size() / m_zoom));
    tile.dirty = {};
}

void TileCache::paintOld(QPainter& painter, const QRect& target) {
    if (m_old.isNull()) return;
    const QRectF onView(m_oldScene.topLeft() * m_zoom - m_offsetPx, m_oldScene.size() * m_zoom);
    painter.save();
    painter.setClipRect(target, Qt::IntersectClip);
    painter.drawPixmap(onView, m_old, QRectF(m_old.rect()));
    painter.restore();
}

bool TileCache::paint(QPainter& painter, const QRect& exposed, Budget budget) {
    QElapsedTimer timer;
    timer.start();
    bool missing = false;
    const QRect keys = keysOf(exposed);
    for (int y = keys.top(); y <= keys.bottom(); ++y)
        for (int x = keys.left(); x <= keys.right(); ++x) {
            const QRect rect = tileRect({x, y});
            const QPoint at = rect.topLeft() - m_offsetPx;
            auto it = m_tiles.find({x, y});
            if (it == m_tiles.end()) {
                // Without anything to stand in, a blank frame would be worse than a late one.
                if (budget == Budget::Frame && !m_old.isNull() && timer.elapsed() >= kFrameMs) {
                    missing = true;
                    paintOld(painter, QRect(at, rect.size()));
                    continue;
                }
                it = m_tiles.insert({x, y}, {});
                render({x, y}, *it, QRect(QPoint(), rect.size()));
            } else if (!it->dirty.isEmpty()) {
                render({x, y}, *it, it->dirty);
            }
            painter.drawPixmap(at, it->pixmap);
        }
    if (!missing && keys.contains(keysOf(viewRect()))) m_old = {};
    trim();
    return missing;
}

QRect TileCache::surroundingKeys() const {
    const int x = m_sizePx.width() / 4, y = m_sizePx.height() / 4;
    return keysOf(viewRect().adjusted(-x, -y, x, y));
}

bool TileCache::paintAhead() {
    const QRect keys = surroundingKeys();
    for (int y = keys.top(); y <= keys.bottom(); ++y)
        for (int x = keys.left(); x <= keys.right(); ++x) {
            auto it = m_tiles.find({x, y});
            if (it != m_tiles.end() && it->dirty.isEmpty()) continue;
            if (it == m_tiles.end()) it = m_tiles.insert({x, y}, {});
            const QRegion whole(QRect(QPoint(), tileRect({x, y}).size()));
            render({x, y}, *it, it->pixmap.isNull() ? whole : it->dirty);
            return true;
        }
    return false;
}

// Forgets the tiles that are away from the view: memory follows the size of the window, not the way that was panned.
void TileCache::trim() {
    const QRect keep = surroundingKeys();
    if (m_tiles.size() <= keep.width() * keep.height() + kSpareTiles) return;
    m_tiles.removeIf([&](const auto& entry) { return !keep.contains(entry.key()); });
}

}  // namespace app
