// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chartspec.h"

#include <QByteArray>
#include <QRectF>
#include <QSizeF>

namespace app {

/// The chart as a self-contained SVG with title, axes and legend, for reports: no widget and no display is needed.
[[nodiscard]] QByteArray chartSvg(const ChartSpec& chart, const Theme& theme, const QSizeF& extent = {460, 240});

}  // namespace app
