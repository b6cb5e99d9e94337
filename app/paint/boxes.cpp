// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/boxes.h"

#include "app/paint/context.h"
#include "app/paint/icons.h"
#include "app/paint/text.h"
#include "app/paint/titles.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPixmap>
#include <QTextOption>
#include <QVarLengthArray>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr qreal kTitleInsetPx = 12;
constexpr qreal kTitleBaselinePx = 20;
constexpr qreal kTitleRoomPx = 32;
constexpr qreal kTitleGlyphPx = 18;
constexpr qreal kTitleGapPx = 8;
constexpr qreal kHeadCentrePx = 16;  // of glyph and title, below the top
constexpr qreal kBandBaselinePx = 18;
constexpr qreal kGridStepPx = 24;

struct OutlineStyle {
    qreal widthPx;
    qreal radiusPx;
    QList<qreal> dashPx;
};

OutlineStyle outlineStyle(Token outline) {
    switch (outline) {
    case Token::Region: return {1.5, 10, {7, 5}};
    case Token::Vpc: return {2, 10, {}};
    case Token::Zone: return {1.2, 8, {3, 4}};
    case Token::PublicSubnet:
    case Token::PrivateSubnet: return {1.2, 8, {}};
    default: return {1.2, 8, {}};
    }
}

QPen outlinePen(const PaintContext& context, Token outline) {
    const OutlineStyle style = outlineStyle(outline);
    QPen pen(context.color(outline), style.widthPx);
    if (!style.dashPx.isEmpty()) {
        // Qt counts dashes in widths of the pen.
        QList<qreal> pattern;
        for (const qreal lengthPx : style.dashPx) pattern << lengthPx / style.widthPx;
        pen.setDashPattern(pattern);
        pen.setCapStyle(Qt::FlatCap);
    }
    return pen;
}

// Glyph, title and second line in the top left corner; the second line only where there is room for all of it.
void paintHead(QPainter& painter, const PaintContext& context, const ContainerLook& look) {
    const QPointF corner = look.rect.topLeft();
    const qreal right = look.rect.width() - kTitleInsetPx;
    qreal x = kTitleInsetPx;
    if (!look.glyph.isEmpty()) {
        context.icons.paintGlyph(painter, QRectF(corner + QPointF(x, 7), QSizeF(kTitleGlyphPx, kTitleGlyphPx)), look.glyph, context.color(look.outline));
        x += kTitleGlyphPx + 6;
    }
    const qreal titlePx = std::min(QFontMetricsF(context.fonts.label).horizontalAdvance(look.title), right - x);
    if (titlePx > 0) {
        paintText(painter, corner + QPointF(x, kTitleBaselinePx), look.title, {context.fonts.label, context.color(look.outline), {}}, titlePx + 0.5);
    }
    x += std::max(0.0, titlePx) + kTitleGapPx;
    const bool fits = x + QFontMetricsF(context.fonts.second).horizontalAdvance(look.second) <= right;
    if (look.second.isEmpty() || !fits || context.detail() != Detail::Full) return;
    paintText(painter, corner + QPointF(x, kTitleBaselinePx), look.second, {context.fonts.second, context.color(Token::Secondary), {}});
}

// The plus at the right end of a collapsed container.
void paintMore(QPainter& painter, const PaintContext& context, const ContainerLook& look) {
    if (context.detail() >= Detail::NoLabels) return;
    constexpr qreal kArmPx = 4.5;
    const QPointF centre(look.rect.right() - 16, look.rect.top() + 16);
    painter.setPen(QPen(context.color(look.outline), 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(centre - QPointF(kArmPx, 0), centre + QPointF(kArmPx, 0));
    painter.drawLine(centre - QPointF(0, kArmPx), centre + QPointF(0, kArmPx));
}

}  // namespace

Token surfaceInside(Token outline) {
    return tintOf(outline) == Token::Panel ? Token::Canvas : tintOf(outline);
}

void paintContainer(QPainter& painter, const PaintContext& context, const ContainerLook& look) {
    const OutlineStyle style = outlineStyle(look.outline);
    const bool filled = surfaceInside(look.outline) != Token::Canvas;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outlinePen(context, look.outline));
    const QBrush surface(context.color(surfaceInside(look.outline)));
    painter.setBrush(filled || look.isCollapsed ? surface : QBrush(Qt::NoBrush));
    if (look.isCollapsed) painter.drawRoundedRect(look.rect.translated(3, 3), style.radiusPx, style.radiusPx);
    painter.drawRoundedRect(look.rect, style.radiusPx, style.radiusPx);
    if (look.isCollapsed) paintMore(painter, context, look);

    if (context.detail() >= Detail::NoLabels && filled) return;
    // A large container reaches into many tiles of the canvas, its title into one or two.
    const QRectF title(look.rect.left(), look.rect.top(), look.rect.width(), kTitleRoomPx);
    if (!look.isCollapsed && painter.hasClipping() && !painter.clipBoundingRect().intersects(title)) return;
    const qreal scale = titleScale(context);
    if (scale <= 1) return paintHead(painter, context, look);
    // From afar the titles of all containers are laid out together: see titlePlaces(). That of a collapsed one fills its box.
    if (!look.isCollapsed) return;
    const qreal most = std::min(scale, look.rect.height() / kTitleGlyphPx);
    painter.save();
    painter.translate(look.rect.left(), look.rect.center().y() - most * kHeadCentrePx);
    painter.scale(most, most);
    ContainerLook head = look;
    head.rect = QRectF(0, 0, look.rect.width() / most, look.rect.height() / most);
    paintHead(painter, context, head);
    painter.restore();
}

void paintZoneBand(QPainter& painter, const PaintContext& context, const QRectF& rect, const QString& title) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outlinePen(context, Token::Zone));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect, outlineStyle(Token::Zone).radiusPx, outlineStyle(Token::Zone).radiusPx);
    if (titleScale(context) > 1) return;
    paintText(painter, rect.topLeft() + QPointF(kTitleInsetPx, kBandBaselinePx), title,
              {context.fonts.label, context.color(Token::Zone), {}}, rect.width() - 2 * kTitleInsetPx);
}

void paintLeaf(QPainter& painter, const PaintContext& context, const LeafLook& look) {
    const qreal opacity = painter.opacity();
    if (look.presence == Presence::Dimmed) painter.setOpacity(opacity * 0.4);
    if (context.detail() == Detail::Tiles) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(context.color(look.tile));
        painter.drawRect(look.icon);
    } else {
        context.icons.paintTile(painter, look.icon, look.glyph, context.color(look.tile), context.color(Token::Glyph));
    }
    const QPointF below(look.icon.center().x(), look.icon.bottom());
    const QColor halo = look.halo ? context.color(*look.halo) : QColor();
    if (context.detail() < Detail::NoLabels && !look.label.isEmpty()) {
        paintCentredText(painter, below + QPointF(0, 15.5), look.label,
                         {context.fonts.label, context.color(Token::Text), halo}, look.maxLabelWidthPx);
    }
    if (context.detail() == Detail::Full && !look.second.isEmpty()) {
        paintCentredText(painter, below + QPointF(0, 30), look.second,
                         {context.fonts.second, context.color(Token::Secondary), halo}, look.maxLabelWidthPx);
    }
    painter.setOpacity(opacity);
}

void paintChip(QPainter& painter, const PaintContext& context, const ChipLook& look) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(context.color(Token::Line), 1));
    painter.setBrush(context.color(Token::Panel));
    painter.drawRoundedRect(look.rect, 6, 6);
    if (context.detail() >= Detail::NoLabels) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(context.color(look.tile));
        painter.drawRect(look.icon);
        return;
    }
    context.icons.paintTile(painter, look.icon, look.glyph, context.color(look.tile), context.color(Token::Glyph));
    paintText(painter, {look.icon.right() + 6, look.rect.center().y() + 4}, look.label,
              {context.fonts.second, context.color(Token::Text), {}});
}

void paintNote(QPainter& painter, const PaintContext& context, const QRectF& rect, const QString& text, std::optional<Token> highlight) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(context.color(highlight.value_or(Token::Line)), 1));
    painter.setBrush(context.color(highlight ? Token::Panel : Token::WarningTint));
    painter.drawRoundedRect(rect, 6, 6);
    if (highlight) {
        painter.setBrush(context.theme.color(*highlight, 0.16));
        painter.drawRoundedRect(rect, 6, 6);
    }
    if (context.detail() >= Detail::NoLabels) return;
    painter.setFont(context.fonts.note);
    painter.setPen(context.color(Token::Text));
    QTextOption option(Qt::AlignLeft | Qt::AlignTop);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    painter.drawText(rect.adjusted(12, 10, -12, -8), text, option);
}

void paintGrid(QPainter& painter, const PaintContext& context, const QRectF& area) {
    qreal stepPx = kGridStepPx;
    while (stepPx * context.zoom < kGridStepPx / 2) stepPx *= 2;
    // One round dot, stamped: a thousand antialiased points cost twenty times as much.
    constexpr qreal kDotPx = 1.6;
    const qreal ratio = painter.deviceTransform().m11();
    QPixmap dot(int(std::ceil(kDotPx * ratio)) + 2, int(std::ceil(kDotPx * ratio)) + 2);
    dot.fill(Qt::transparent);
    QPainter stamp(&dot);
    stamp.setRenderHint(QPainter::Antialiasing);
    stamp.setPen(Qt::NoPen);
    stamp.setBrush(context.color(Token::Grid));
    stamp.drawEllipse(QRectF(dot.rect()).center(), kDotPx * ratio / 2, kDotPx * ratio / 2);
    stamp.end();
    QVarLengthArray<QPainter::PixmapFragment, 2048> dots;
    for (qreal y = std::ceil(area.top() / stepPx) * stepPx; y <= area.bottom(); y += stepPx) {
        for (qreal x = std::ceil(area.left() / stepPx) * stepPx; x <= area.right(); x += stepPx) {
            dots.append(QPainter::PixmapFragment::create({x, y}, dot.rect(), 1 / ratio, 1 / ratio));
        }
    }
    painter.drawPixmapFragments(dots.constData(), int(dots.size()), dot);
}

}  // namespace app
