// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"
#include "model/picture/picture.h"

#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace app {

struct PaintContext;

/// Where the title of a container or zone stands while the drawing is seen from so far that its letters would be too small:
/// larger than its place at 100 %, in scene coordinates.
struct TitlePlace {
    QRectF plate;   ///< what it covers: glyph and text, on a plate of the surface that hides what passes behind
    QString text;   ///< cut to the room
    QString glyph;  ///< empty: none
    Token ink = Token::Region;
    int node = -1;  ///< of the picture; -1: a zone's band
    friend bool operator==(const TitlePlace&, const TitlePlace&) = default;
};

/// How much larger titles are drawn than they are placed, so that they can be read; 1 from about 75 % on.
[[nodiscard]] qreal titleScale(const PaintContext& context);

/// The titles in enlarged letters, none upon another: what does not fit beside the title of what is around it is left out. Empty
/// while titles stand in their own places.
[[nodiscard]] std::vector<TitlePlace> titlePlaces(const PaintContext& context, const model::Picture& picture);

void paintTitle(QPainter& painter, const PaintContext& context, const TitlePlace& title);

}  // namespace app
