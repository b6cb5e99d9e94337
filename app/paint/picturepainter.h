// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/context.h"
#include "app/paint/links.h"
#include "app/theme/theme.h"
#include "model/picture/picture.h"

#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace app {

[[nodiscard]] Token categoryToken(model::Category category);
// The outline of a container as its row names it; a name that no theme knows is drawn like a Region.
[[nodiscard]] Token outlineToken(const model::PictureNode& node);

// The colour behind a highlight's name; nothing for a name that is none.
[[nodiscard]] std::optional<Token> highlightToken(const QString& name);

// What is painted over what: containers lie below the bands on them, those below deeper containers, then what was sent to the
// back, then links, then what links lead to. Order counts within a level.
[[nodiscard]] qreal layerOf(const model::PictureNode& node);
[[nodiscard]] qreal layerOf(const model::Picture& picture, const model::PictureBand& band);
inline constexpr qreal kLinkLayer = 1e9;
inline constexpr qreal kTitleLayer = 1.5e9;  // titles that are drawn larger from afar

// What the journeys along a leg say about it.
struct LegState {
    enum class Kind {
        Open,
        Broken,  // every journey along it ends in a refusal on it
        Beyond   // nothing gets this far
    };
    Kind kind = Kind::Open;
    QPointF brokenAt = {};
    QString reason = {};
};
[[nodiscard]] std::vector<LegState> legStates(const model::Picture& picture);

// The parts of a picture, as canvas and exports paint them.
void paintTile(QPainter& painter, const PaintContext& context, const model::Picture& picture, const model::PictureNode& node);
void paintBand(QPainter& painter, const PaintContext& context, const model::PictureBand& band);
// Its ends reach what is shown of its nodes: up to the icon where the detail leaves labels out.
[[nodiscard]] LinkLook legLook(const model::Picture& picture, const model::PictureLeg& leg, const LegState& state, Arrow arrow, Detail detail);
// The badges with the reasons of broken legs, kept off tiles, titles and off each other.
struct ReasonBadge {
    int leg = -1;
    QString reason;
    QRectF rect;
};
[[nodiscard]] std::vector<ReasonBadge> reasonBadges(const PaintContext& context, const model::Picture& picture, const std::vector<LegState>& states);
void paintReasons(QPainter& painter, const PaintContext& context, const std::vector<ReasonBadge>& badges);

// The whole picture at rest, without background and grid. Legs end in arrows where `arrow` says so.
void paintPicture(QPainter& painter, const PaintContext& context, const model::Picture& picture, Arrow arrow);

}  // namespace app
