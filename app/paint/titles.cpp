// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/titles.h"

#include "app/paint/boxes.h"
#include "app/paint/context.h"
#include "app/paint/icons.h"
#include "app/paint/picturepainter.h"
#include "app/paint/text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace app {

using Shape = model::ViewSpec::Shape;

namespace {

// Titles of containers never look smaller than this on the screen.
constexpr qreal kLeastTitlePx = 9;
constexpr qreal kInsetPx = 12;
constexpr qreal kLinePx = 16;   // of a title at 100 %, with the room above and below its letters
constexpr qreal kGapPx = 4;     // between glyph and text, and around both
constexpr qreal kLeastTextPx = 24;  // less says nothing

// What a title is laid into: the box that it names, and the strip that is free for it at the top.
struct Strip {
    QRectF box;
    qreal heightPx = 0;
    QString title;
    TitlePlace place;  // glyph, ink, node
};

std::vector<Strip> stripsOf(const PaintContext& context, const model::Picture& picture) {
    const bool showsAll = context.detail() < Detail::NoLabels;
    std::vector<Strip> strips;
    for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
        const model::PictureNode& node = picture.nodes[i];
        if (node.shape != Shape::Container || node.isCollapsed) continue;
        // The title of a subnet goes with its detail; those of Regions and VPCs stay readable at any zoom.
        const Token ink = outlineToken(node);
        if (!showsAll && surfaceInside(ink) != Token::Canvas) continue;
        strips.push_back({node.rect, 2 * (node.icon.center().y() - node.rect.top()), node.title, {{}, {}, node.kind, ink, int(i)}});
    }
    if (showsAll)
        for (const model::PictureBand& band : picture.bands)
            strips.push_back({band.rect, 2 * (band.titleRect.center().y() - band.rect.top()), band.zone, {{}, {}, {}, Token::Zone, -1}});
    return strips;
}

// In the middle of the strip while that is high enough, else up over the border: below it stands what is inside.
bool lay(TitlePlace& place, const Strip& strip, qreal left, qreal scale, const QFontMetricsF& metrics) {
    const qreal height = kLinePx * scale;
    const qreal top = height <= strip.heightPx ? strip.box.top() + (strip.heightPx - height) / 2 : strip.box.top() + strip.heightPx - height;
    const qreal textLeft = place.glyph.isEmpty() ? left : left + height + kGapPx * scale;
    const qreal room = (strip.box.right() - kInsetPx / 2 - textLeft) / scale;
    if (room < kLeastTextPx && room < metrics.horizontalAdvance(strip.title)) return false;
    place.text = metrics.elidedText(strip.title, Qt::ElideMiddle, room);
    place.plate = QRectF(left, top, textLeft - left + metrics.horizontalAdvance(place.text) * scale, height).adjusted(-kGapPx, 0, kGapPx, 0);
    return true;
}

}  // namespace

qreal titleScale(const PaintContext& context) { return std::max(1.0, kLeastTitlePx / (context.fonts.label.pixelSize() * context.zoom)); }

std::vector<TitlePlace> titlePlaces(const PaintContext& context, const model::Picture& picture) {
    const qreal scale = titleScale(context);
    std::vector<TitlePlace> places;
    if (scale <= 1) return places;
    const QFontMetricsF metrics(context.fonts.label);
    for (const Strip& strip : stripsOf(context, picture)) {
        TitlePlace place = strip.place;
        qreal left = strip.box.left() + kInsetPx;
        // Beside the title that stands there already, of what is around it.
        constexpr int kMostMoves = 4;
        for (int move = 0; move < kMostMoves && lay(place, strip, left, scale, metrics); ++move) {
            const auto other = std::ranges::find_if(places, [&](const TitlePlace& earlier) { return earlier.plate.intersects(place.plate); });
            if (other == places.end()) {
                places.push_back(place);
                break;
            }
            left = other->plate.right() + 2 * kGapPx * scale;
        }
    }
    return places;
}

void paintTitle(QPainter& painter, const PaintContext& context, const TitlePlace& title) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(context.color(surfaceInside(title.ink)));
    painter.drawRoundedRect(title.plate, kGapPx, kGapPx);
    const qreal scale = titleScale(context);
    const qreal height = title.plate.height();
    qreal left = title.plate.left() + kGapPx;
    if (!title.glyph.isEmpty()) {
        context.icons.paintGlyph(painter, QRectF(left, title.plate.top(), height, height), title.glyph, context.color(title.ink));
        left += height + kGapPx * scale;
    }
    painter.save();
    painter.translate(left, title.plate.top() + height * 0.75);
    painter.scale(scale, scale);
    paintText(painter, {}, title.text, {context.fonts.label, context.color(title.ink), {}});
    painter.restore();
}

}  // namespace app
