// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chartspec.h"

#include <QAbstractButton>

namespace app {

class Look;

/// One line of a chart's legend: a short stroke and the name; a click hides or shows the line.
class LegendEntry final : public QAbstractButton {
    Q_OBJECT
public:
    LegendEntry(const ChartSeries& series, Look& look, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;  ///< the stroke and a few letters: a narrow legend cuts its names

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Look& m_look;
    Token m_ink;
    LineStyle m_style;
    int m_keptPlace;
};

}  // namespace app
