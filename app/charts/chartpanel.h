// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chartspec.h"

#include <QWidget>

class QLabel;

QT_BEGIN_NAMESPACE
class QChart;
class QChartView;
class QLineSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace app {

class ChartView;
class Look;

/// One chart with its title, a legend whose entries hide their line, a readout under the pointer, a zoom box, and the time
/// cursor of the run.
class ChartPanel final : public QWidget {
    Q_OBJECT
public:
    ChartPanel(Look& look, QWidget* parent = nullptr);

    /// Replaces what is shown; one replace() a series. Hidden lines and the zoom stay.
    void show(const ChartSpec& spec);
    /// Where the run stands, in simulated seconds; a line on the chart.
    void setCursor(double seconds);
    [[nodiscard]] const ChartSpec& spec() const { return m_spec; }
    [[nodiscard]] QImage image(double scale);
    using QWidget::show;

Q_SIGNALS:
    /// A click on the chart: jump to that instant.
    void timeWanted(double seconds);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void applyTheme();
    void syncSeries();
    void fillSeries();
    void fitAxes();
    void buildLegend();
    void saveAs(const QString& format);

    Look& m_look;
    ChartSpec m_spec;
    QLabel* m_title;
    QLabel* m_unit;
    QWidget* m_legend;
    QLabel* m_empty;
    QChart* m_chart;
    ChartView* m_view;
    QValueAxis* m_x;
    QValueAxis* m_y;
    QList<QLineSeries*> m_lines;
    QStringList m_hidden;
};

}  // namespace app
