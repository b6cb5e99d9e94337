// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chartspec.h"
#include "model/core/result.h"

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

QT_BEGIN_NAMESPACE
class QChart;
class QChartView;
class QLineSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace app {

class ChartView;
class ElidedLabel;
class Look;

/// One chart with its title, a legend whose entries hide their line, a readout under the pointer, a zoom box, and the time
/// cursor of the run.
class ChartPanel final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kLeastPx = 236;  ///< three stand side by side in a window of 1,280

    ChartPanel(Look& look, QWidget* parent = nullptr);

    /// Replaces what is shown; one replace() a series. Hidden lines and the zoom stay.
    void show(const ChartSpec& spec);
    /// A chart that a person has added can be taken away.
    enum class Removable { No, Yes };
    void setRemovable(Removable removable) { m_removable = removable; }
    /// Where the run stands, in simulated seconds; a line on the chart.
    void setCursor(double seconds);
    [[nodiscard]] const ChartSpec& spec() const { return m_spec; }
    [[nodiscard]] ChartView& view() const { return *m_view; }
    [[nodiscard]] QImage image(double scale);
    /// Writes the picture (png) or the figures (csv), by the ending of the name; an error is a sentence.
    [[nodiscard]] model::Result<model::Done> write(const QString& path);
    /// How wide it would be for its title to be whole and its legend to take two rows, within reason.
    [[nodiscard]] int wantedPx() const;
    using QWidget::show;

Q_SIGNALS:
    void removeWanted();
    /// A click on the chart: jump to that instant.
    void timeWanted(double seconds);
    /// What became of a file that was asked for.
    void message(const QString& sentence);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyTheme();
    void syncSeries();
    void fillSeries();
    void takeHeight(const QRectF& plot);
    void fitAxes();
    void fitAxis(QValueAxis* axis, bool isRight);
    QLineSeries* makeEnvelope(const ChartSeries& series);
    QLineSeries* makeLine(const ChartSeries& series);
    void buildLegend();
    [[nodiscard]] int legendPx() const;
    [[nodiscard]] int headingPx() const;
    void showTitle();
    void showUnits();
    void toggleLines(const QString& legend, bool shown);
    void saveAs(const QString& format);
    void fillMenu(QMenu& menu);

    Look& m_look;
    ChartSpec m_spec;
    ElidedLabel* m_title;
    ElidedLabel* m_unit;
    ElidedLabel* m_rightUnit;
    QToolButton* m_zoomed;  // while only a part of the run is shown
    QToolButton* m_more;
    QWidget* m_legend;
    QLabel* m_empty;
    QChart* m_chart;
    ChartView* m_view;
    QValueAxis* m_x;
    QValueAxis* m_y;
    QValueAxis* m_right;  // of another unit; hidden where no line needs it
    QList<QLineSeries*> m_lines;
    QList<QLineSeries*> m_envelopes;  // of each line
    QStringList m_hidden;
    int m_ticks = 4;
    double m_cursorS = 0;
    Removable m_removable = Removable::No;
};

}  // namespace app
