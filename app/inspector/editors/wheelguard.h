// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace app {

/// The wheel scrolls the panel; it changes the widget's value only while the widget has the focus.
void guardWheel(QWidget* widget);

}  // namespace app
