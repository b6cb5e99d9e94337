// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"

#include <QPointF>
#include <QString>

#include <vector>

namespace app {

enum class LineStyle { Solid, Dashed };

/// One line of a chart: x is simulated seconds.
struct ChartSeries {
    QString name;
    Token ink = Token::Read;
    LineStyle style = LineStyle::Solid;
    std::vector<QPointF> points;
    QString legend = {};  ///< lines with the same legend are shown and hidden together; empty: the name
    QString run = {};     ///< the kept run that it comes from; empty: the present one
    bool isRight = false; ///< its values belong to the axis at the right, of another unit
    int keptPlace = 0;    ///< of that run: 1, 2; kept lines lie behind and are lighter

    [[nodiscard]] const QString& legendText() const { return legend.isEmpty() ? name : legend; }
};

struct ChartSpec {
    QString title;
    QString unit;  ///< "per second", "milliseconds"
    std::vector<ChartSeries> series;
    QString rightUnit = {};  ///< of the axis at the right, where a series has one
};

/// At most one minimum and one maximum per pixel column, in the order of time: what is drawn looks the same.
[[nodiscard]] QList<QPointF> decimated(const std::vector<QPointF>& points, int columns);

/// Whether so many points in so few columns of pixels would fill an area instead of being a line.
[[nodiscard]] bool isDense(const std::vector<QPointF>& points, int columns);
/// Means over a few columns each: the line through a dense series, between the lowest and highest that decimated() shows.
[[nodiscard]] QList<QPointF> averaged(const std::vector<QPointF>& points, int columns);
/// The points within a span of time, and one beyond at each side, so that lines leave the picture.
[[nodiscard]] std::vector<QPointF> within(const std::vector<QPointF>& points, double fromS, double toS);

/// The highest value of the lines of one axis.
[[nodiscard]] double highestOf(const ChartSpec& chart, bool isRight);
[[nodiscard]] bool hasRightAxis(const ChartSpec& chart);

/// A rounded step and count for an axis from zero: 0, 50, 100 for 87.
struct NiceAxis {
    double maximum = 1;
    int ticks = 2;
};
[[nodiscard]] NiceAxis niceAxis(double highest, int wantedTicks);

/// Round instants (of the clock: 15 s, 5 min, 6 h) for a time axis, at most so many.
[[nodiscard]] std::vector<double> timeTicks(double fromS, double toS, int most);
/// Where a time axis ends that shows a run up to `lastS`: at a round instant, so that the axis grows in steps.
[[nodiscard]] double timeAxisEnd(double lastS);

/// "/s" for "per second", "ms" for "milliseconds": where there is little room. Units without a shorter form stay.
[[nodiscard]] QString briefUnit(const QString& unit);

/// "10:00" or "2 d 03:00" for a time of the run.
[[nodiscard]] QString timeLabel(double seconds, double spanS);

/// Lays the lines of a kept run behind those of the same chart; what only the kept run has is there too.
void addKeptRun(ChartSpec& chart, const ChartSpec& kept, const QString& run, int place);

/// How many digits after the point the labels of an axis need for its step: 0 for 50, 1 for 0.5, 2 for 0.25.
[[nodiscard]] int axisDecimals(const NiceAxis& axis);

/// CSV of all series: a row per time, a column per series.
[[nodiscard]] QString toCsv(const ChartSpec& chart);

}  // namespace app
