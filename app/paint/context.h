// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/fonts.h"
#include "app/theme/theme.h"

namespace app {

class Icons;

// What is left out when the drawing is seen from afar.
enum class Detail {
    Full,
    NoSecondLines,  // below 60 %
    NoLabels,       // below 40 %: names of leaves go too
    Tiles           // below 20 %: icons become tiles of their category's colour
};

[[nodiscard]] constexpr Detail detailAt(double zoom) {
    if (zoom < 0.2) return Detail::Tiles;
    if (zoom < 0.4) return Detail::NoLabels;
    return zoom < 0.6 ? Detail::NoSecondLines : Detail::Full;
}

// What every painter is given. Painters never clip, and leave the painter as they found it except for pen, brush and font.
struct PaintContext {
    const Theme& theme;
    const Fonts& fonts;
    Icons& icons;
    double zoom = 1.0;
    int handlesAt = -1;  // the tile that shows its link handles: what stands about it keeps off them

    [[nodiscard]] Detail detail() const { return detailAt(zoom); }
    [[nodiscard]] QColor color(Token token) const { return theme.color(token); }
};

}  // namespace app
