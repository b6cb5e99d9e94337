// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QPixmap>
#include <QPoint>
#include <QRect>
#include <QRegion>
#include <QTransform>

#include <functional>

class QPainter;

namespace app {

/// The still picture as pixmaps of 512 x 512 device pixels, so that panning and everything that lives on top cost a blit.
/// Tiles are named by their place in the scaled scene; another zoom starts a new set, and the old one stands in, stretched,
/// until the new tiles are painted within a few frames.
class TileCache {
public:
    /// Paints the area of the scene; the painter is in scene coordinates and clipped.
    using PaintScene = std::function<void(QPainter&, const QRectF& area)>;
    explicit TileCache(PaintScene paint) : m_paint(std::move(paint)) {}

    /// Declares how the view looks at the scene. Offsets are whole pixels.
    void setView(double zoom, const QPoint& offsetPx, const QSize& sizePx, qreal pixelRatio);
    void invalidate(const QRectF& scene);
    void invalidateAll();

    enum class Budget { Frame, Everything };
    /// Blits the exposed part of the view. True: tiles are missing, call again soon.
    bool paint(QPainter& painter, const QRect& exposed, Budget budget);
    /// Paints one tile around the view, for the next pan. True: there is more to do.
    bool paintAhead();
    [[nodiscard]] int tileCount() const { return static_cast<int>(m_tiles.size()); }

private:
    struct Tile {
        QPixmap pixmap;
        QRegion dirty;  // in pixels of the tile
    };
    using Key = QPoint;

    [[nodiscard]] QRect keysOf(const QRect& viewPx) const;
    [[nodiscard]] QRect tileRect(const Key& key) const;  // in pixels of the scaled scene
    [[nodiscard]] QRect viewRect() const { return {QPoint(), m_sizePx}; }
    [[nodiscard]] QRect surroundingKeys() const;  // of the view and a quarter of it on each side
    void render(const Key& key, Tile& tile, const QRegion& region);
    void paintOld(QPainter& painter, const QRect& target);
    void trim();

    PaintScene m_paint;
    QHash<Key, Tile> m_tiles;
    double m_zoom = 1;
    QPoint m_offsetPx;
    QSize m_sizePx;
    qreal m_pixelRatio = 1;
    // What the view showed before the zoom changed, as one pixmap of the area that was visible.
    QPixmap m_old;
    QRectF m_oldScene;
};

}  // namespace app
