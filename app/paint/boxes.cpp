// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/boxes.h"

#include "app/paint/context.h"
#include "app/paint/icons.h"
#include "app/paint/text.h"

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
constexpr qreal kBandBaselinePx = 18;
// Titles of containers never look smaller than this on the screen.
constexpr qreal kLeastTitlePx = 9;
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

qreal titleScale(const PaintContext& context) {
    return std::max(1.0, kLeastTitlePx / (context.fonts.label.pixelSize() * context.zoom));
}

// Draws glyph, title and second line from the top left corner, and returns how wide they are.
qreal layTitle(QPainter* painter, const PaintContext& context, const ContainerLook& look) {
    const qreal available = look.rect.width() / titleScale(context) - 2 * kTitleInsetPx;
    const QFontMetricsF titleMetrics(context.fonts.label);
    const QFontMetricsF secondMetrics(context.fonts.second);
    qreal x = kTitleInsetPx;
    if (!look.glyph.isEmpty()) {
        if (painter != nullptr) {
            context.icons.paintGlyph(*painter, QRectF(x, 7, kTitleGlyphPx, kTitleGlyphPx),
                                     look.glyph, context.color(look.outline));
        }
        x += kTitleGlyphPx + 6;
    }
    const qreal titlePx = std::min(titleMetrics.horizontalAdvance(look.title), kTitleInsetPx + available - x);
    if (painter != nullptr && titlePx > 0) {
        paintText(*painter, {x, kTitleBaselinePx}, look.title, {context.fonts.label, context.color(look.outline), {}},
                  titlePx + 0.5);
    }
    x += std::max(0.0, titlePx);
    const qreal secondPx = secondMetrics.horizontalAdvance(look.second);
    const bool secondFits = x + kTitleGapPx + secondPx <= kTitleInsetPx + available;
    if (look.second.isEmpty() || !secondFits || context.detail() != Detail::Full) return x;
    if (painter != nullptr) {
        paintText(*painter, {x + kTitleGapPx, kTitleBaselinePx}, look.second,
                  {context.fonts.second, context.color(Token::Secondary), {}});
    }
    return x + kTitleGapPx + secondPx;
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

    // The title of a subnet goes with its detail; those of Regions and VPCs stay readable at any zoom.
    if (context.detail() >= Detail::NoLabels && filled) return;
    // A large container reaches into many tiles of the canvas, its title into one or two.
    const QRectF title(look.rect.left(), look.rect.top(), look.rect.width(), kTitleRoomPx * titleScale(context));
    if (painter.hasClipping() && !painter.clipBoundingRect().intersects(title)) return;
    painter.save();
    painter.translate(look.rect.topLeft());
    painter.scale(titleScale(context), titleScale(context));
    layTitle(&painter, context, look);
    painter.restore();
}

QRectF containerTitleRect(const PaintContext& context, const ContainerLook& look) {
    const qreal scale = titleScale(context);
    const qreal right = layTitle(nullptr, context, look);
    return {look.rect.left() + (kTitleInsetPx - 4) * scale, look.rect.top() + 4 * scale,
            (right - kTitleInsetPx + 8) * scale, 20 * scale};
}

void paintZoneBand(QPainter& painter, const PaintContext& context, const QRectF& rect, const QString& title) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outlinePen(context, Token::Zone));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect, outlineStyle(Token::Zone).radiusPx, outlineStyle(Token::Zone).radiusPx);
    if (context.detail() >= Detail::NoLabels) return;
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
