// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/links.h"
#include "app/theme/theme.h"
#include "model/picture/picture.h"

#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace app {

struct PaintContext;

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
[[nodiscard]] LinkLook legLook(const model::PictureLeg& leg, const LegState& state, Arrow arrow);
// The badges with the reasons of broken legs, kept off tiles and off each other.
void paintReasons(QPainter& painter, const PaintContext& context, const model::Picture& picture,
                  const std::vector<LegState>& states);

// The whole picture at rest, without background and grid. Legs end in arrows where `arrow` says so.
void paintPicture(QPainter& painter, const PaintContext& context, const model::Picture& picture, Arrow arrow);

}  // namespace app
