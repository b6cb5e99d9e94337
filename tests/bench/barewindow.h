// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace bench {

/// A main window of Qt's own widgets with docks and a chart, about as many as the program's: what such a window costs by itself.
[[nodiscard]] std::unique_ptr<QWidget> bareWindow();

}  // namespace bench
