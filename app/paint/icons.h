// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QIcon>
#include <QPixmap>
#include <QString>

#include <memory>
#include <unordered_map>

class QPainter;
class QRectF;
class QSvgRenderer;

namespace app {

class Theme;

// The glyphs of resources/icons: "dynamodb.table" (a kind's id) or "ui/undo". Strokes take the colour that they are asked in.
// On raster devices glyphs and tiles are blitted from a cache; on others (SVG, PDF) they are drawn as curves.
class Icons final {
public:
    Icons();
    ~Icons();
    Icons(const Icons&) = delete;
    Icons& operator=(const Icons&) = delete;

    [[nodiscard]] static bool exists(const QString& name);

    // An unknown name draws the general glyph, a plain rounded square: imported kinds that no one knows yet have no icon.
    void paintGlyph(QPainter& painter, const QRectF& rect, const QString& name, const QColor& ink);
    // A tile has corners of 22 % of its side, and a glyph of 72 %.
    void paintTile(QPainter& painter, const QRectF& rect, const QString& name, const QColor& tile, const QColor& ink);

    [[nodiscard]] QPixmap glyphPixmap(const QString& name, int sidePx, qreal pixelRatio, const QColor& ink);
    [[nodiscard]] QPixmap tilePixmap(const QString& name, int sidePx, qreal pixelRatio, const QColor& tile, const QColor& ink);

    // For actions: text colour, accent while checked, faded while disabled.
    [[nodiscard]] QIcon actionIcon(const QString& name, const Theme& theme, int sidePx = 20);
    // For lists, the palette and the inspector.
    [[nodiscard]] QIcon tileIcon(const QString& name, const QString& category, const Theme& theme, int sidePx = 22);

private:
    QSvgRenderer& rendererOf(const QString& name, const QColor& ink);
    void drawTile(QPainter& painter, const QRectF& rect, const QString& name, const QColor& tile, const QColor& ink);

    std::unordered_map<QString, std::unique_ptr<QSvgRenderer>> m_renderers;
    QHash<QString, QPixmap> m_pixmaps;
};

// The program's own icon, at all sizes that desktops ask for.
[[nodiscard]] QIcon applicationIcon();

}  // namespace app
