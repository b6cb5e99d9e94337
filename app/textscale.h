// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

class QWidget;

namespace app {

/// The size of the text of panels, menus and charts, for projectors and tired eyes; the drawing has its own zoom. Remembered.
enum class TextStep { Smaller, Normal, Larger };
void scaleText(TextStep step);
/// At the start: the size that was chosen last.
void restoreTextScale();
[[nodiscard]] int textPercent();

/// The font of legends, axes and second lines beside a widget's own.
[[nodiscard]] QFont smallFont(const QWidget& widget);

}  // namespace app
