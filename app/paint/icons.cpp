// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/icons.h"

#include "app/theme/theme.h"

#include <QFile>
#include <QPaintEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <cmath>

namespace app {

namespace {

constexpr qreal kTileRadius = 0.22;
constexpr qreal kGlyphShare = 0.72;
// Zooming asks for ever new sizes; beyond this many the cache starts anew.
constexpr qsizetype kMostPixmaps = 1024;

QString fileOf(const QString& name) { return QStringLiteral(":/icons/%1.svg").arg(name); }

// QtSvg 6.4 has no current colour, so the text of the file gets the wanted one before it is parsed.
QByteArray svgIn(const QString& name, const QColor& ink) {
    QFile file(fileOf(name));
    if (!file.open(QIODevice::ReadOnly)) {
        file.setFileName(fileOf(QStringLiteral("ui/unknown")));
        if (!file.open(QIODevice::ReadOnly)) return {};
    }
    return file.readAll().replace("currentColor", ink.name(QColor::HexRgb).toLatin1());
}

QString keyOf(const QString& name, int devicePx, const QColor& tile, const QColor& ink) {
    return name + u'|' + QString::number(devicePx) + u'|' + QString::number(tile.rgba(), 16) + u'|' +
           QString::number(ink.rgba(), 16);
}

bool isRaster(const QPainter& painter) {
    return painter.paintEngine() != nullptr && painter.paintEngine()->type() == QPaintEngine::Raster &&
           painter.deviceTransform().type() <= QTransform::TxScale;
}

int devicePxOf(const QPainter& painter, const QRectF& rect) {
    return std::max(1, int(std::lround(painter.deviceTransform().mapRect(rect).width())));
}

QPixmap blank(int devicePx) {
    QPixmap pixmap(devicePx, devicePx);
    pixmap.fill(Qt::transparent);
    return pixmap;
}

void blit(QPainter& painter, const QRectF& rect, const QPixmap& pixmap) {
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(rect, pixmap, QRectF(pixmap.rect()));
}

}  // namespace

Icons::Icons() = default;
Icons::~Icons() = default;

bool Icons::exists(const QString& name) { return QFile::exists(fileOf(name)); }

QSvgRenderer& Icons::rendererOf(const QString& name, const QColor& ink) {
    std::unique_ptr<QSvgRenderer>& renderer = m_renderers[name + u'|' + ink.name()];
    if (!renderer) renderer = std::make_unique<QSvgRenderer>(svgIn(name, ink));
    return *renderer;
}

void Icons::drawTile(QPainter& painter, const QRectF& rect, const QString& name, const QColor& tile, const QColor& ink) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tile);
    const qreal radius = rect.width() * kTileRadius;
    painter.drawRoundedRect(rect, radius, radius);
    const qreal margin = rect.width() * (1 - kGlyphShare) / 2;
    rendererOf(name, ink).render(&painter, rect.adjusted(margin, margin, -margin, -margin));
}

void Icons::paintGlyph(QPainter& painter, const QRectF& rect, const QString& name, const QColor& ink) {
    if (isRaster(painter)) {
        blit(painter, rect, glyphPixmap(name, devicePxOf(painter, rect), 1, ink));
    } else {
        rendererOf(name, ink).render(&painter, rect);
    }
}

void Icons::paintTile(QPainter& painter, const QRectF& rect, const QString& name, const QColor& tile, const QColor& ink) {
    if (isRaster(painter)) {
        blit(painter, rect, tilePixmap(name, devicePxOf(painter, rect), 1, tile, ink));
    } else {
        drawTile(painter, rect, name, tile, ink);
    }
}

QPixmap Icons::glyphPixmap(const QString& name, int sidePx, qreal pixelRatio, const QColor& ink) {
    const int devicePx = int(std::lround(sidePx * pixelRatio));
    const QString key = keyOf(name, devicePx, QColor(Qt::transparent), ink);
    if (m_pixmaps.size() > kMostPixmaps) m_pixmaps.clear();
    QPixmap& pixmap = m_pixmaps[key];
    if (pixmap.isNull()) {
        pixmap = blank(devicePx);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(ink.alphaF());
        rendererOf(name, ink).render(&painter, QRectF(0, 0, devicePx, devicePx));
    }
    QPixmap result = pixmap;
    result.setDevicePixelRatio(pixelRatio);
    return result;
}

QPixmap Icons::tilePixmap(const QString& name, int sidePx, qreal pixelRatio, const QColor& tile, const QColor& ink) {
    const int devicePx = int(std::lround(sidePx * pixelRatio));
    const QString key = keyOf(name, devicePx, tile, ink);
    if (m_pixmaps.size() > kMostPixmaps) m_pixmaps.clear();
    QPixmap& pixmap = m_pixmaps[key];
    if (pixmap.isNull()) {
        pixmap = blank(devicePx);
        QPainter painter(&pixmap);
        drawTile(painter, QRectF(0, 0, devicePx, devicePx), name, tile, ink);
    }
    QPixmap result = pixmap;
    result.setDevicePixelRatio(pixelRatio);
    return result;
}

QIcon Icons::actionIcon(const QString& name, const Theme& theme, int sidePx) {
    QIcon icon;
    for (const qreal ratio : {1.0, 2.0}) {
        const QColor text = theme.color(Token::Text);
        const QColor accent = theme.color(Token::Accent);
        icon.addPixmap(glyphPixmap(name, sidePx, ratio, text), QIcon::Normal, QIcon::Off);
        icon.addPixmap(glyphPixmap(name, sidePx, ratio, accent), QIcon::Normal, QIcon::On);
        icon.addPixmap(glyphPixmap(name, sidePx, ratio, theme.color(Token::Text, 0.35)), QIcon::Disabled, QIcon::Off);
        icon.addPixmap(glyphPixmap(name, sidePx, ratio, theme.color(Token::Text, 0.35)), QIcon::Disabled, QIcon::On);
    }
    return icon;
}

QIcon Icons::tileIcon(const QString& name, const QString& category, const Theme& theme, int sidePx) {
    QIcon icon;
    for (const qreal ratio : {1.0, 2.0}) {
        const QPixmap pixmap =
            tilePixmap(name, sidePx, ratio, theme.color(categoryToken(category)), theme.color(Token::Glyph));
        // A selected row keeps the tile as it is; Qt would tint it.
        for (const auto mode : {QIcon::Normal, QIcon::Selected}) icon.addPixmap(pixmap, mode);
    }
    return icon;
}

QIcon applicationIcon() {
    QSvgRenderer renderer(fileOf(QStringLiteral("skerry")));
    QIcon icon;
    for (const int sidePx : {16, 22, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap = blank(sidePx);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF(0, 0, sidePx, sidePx));
        icon.addPixmap(pixmap);
    }
    return icon;
}

}  // namespace app
