// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

namespace app {

class Theme;

// The palette that makes Qt's own widgets speak the theme's colours.
[[nodiscard]] QPalette paletteOf(const Theme& theme);

}  // namespace app
