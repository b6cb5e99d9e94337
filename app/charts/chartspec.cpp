// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartspec.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace app {

namespace {

constexpr int kAxisSteps = 5;
constexpr int kColumnsPerMean = 3;

// Steps that people count time in.
double clockStep(double spanS, int most) {
    constexpr std::array kSteps = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0,
                                   600.0, 900.0, 1800.0, 3600.0, 7200.0, 10800.0, 21600.0, 43200.0, 86400.0, 172800.0, 604800.0, 1209600.0, 2592000.0};
    const auto it = std::ranges::find_if(kSteps, [&](double step) { return spanS / step <= most + 1e-9; });
    return it == kSteps.end() ? std::ceil(spanS / most / kSteps.back()) * kSteps.back() : *it;
}

// Calls `use` with the first and the last of the points of each column that has any.
void eachColumn(const std::vector<QPointF>& points, int columns, const auto& use) {
    const double first = points.front().x();
    const double width = (points.back().x() - first) / columns;
    auto from = points.begin();
    for (int column = 0; column < columns && from != points.end(); ++column) {
        const double end = column + 1 == columns ? INFINITY : first + width * (column + 1);
        const auto to = std::find_if(from, points.end(), [end](const QPointF& p) { return p.x() >= end; });
        if (from != to) use(from, to);
        from = to;
    }
}

}  // namespace

bool isDense(const std::vector<QPointF>& points, int columns) { return points.size() * 4 > static_cast<size_t>(std::max(columns, 1)) * 3; }

QList<QPointF> decimated(const std::vector<QPointF>& points, int columns) {
    QList<QPointF> shown;
    if (points.empty() || columns < 1) return shown;
    if (points.size() <= static_cast<size_t>(columns) * 2) return QList<QPointF>(points.begin(), points.end());
    shown.reserve(columns * 2);
    eachColumn(points, columns, [&](auto from, auto to) {
        const auto [low, high] = std::minmax_element(from, to, [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); });
        shown.append(low < high ? *low : *high);
        if (low != high) shown.append(low < high ? *high : *low);
    });
    return shown;
}

QList<QPointF> averaged(const std::vector<QPointF>& points, int columns) {
    QList<QPointF> shown;
    if (points.empty() || columns < 1) return shown;
    const int means = std::max(1, columns / kColumnsPerMean);
    shown.reserve(means);
    eachColumn(points, means, [&](auto from, auto to) { shown.append(std::accumulate(from, to, QPointF()) / static_cast<double>(to - from)); });
    return shown;
}

std::vector<QPointF> within(const std::vector<QPointF>& points, double fromS, double toS) {
    auto from = std::ranges::lower_bound(points, fromS, {}, &QPointF::x), to = std::ranges::upper_bound(points, toS, {}, &QPointF::x);
    if (from != points.begin()) --from;
    if (to != points.end()) ++to;
    return {from, to};
}

double highestOf(const ChartSpec& chart, bool isRight) {
    double highest = 0;
    for (const ChartSeries& series : chart.series)
        if (series.isRight == isRight)
            for (const QPointF& p : series.points) highest = std::max(highest, p.y());
    return highest;
}

bool hasRightAxis(const ChartSpec& chart) { return std::ranges::any_of(chart.series, &ChartSeries::isRight); }

NiceAxis niceAxis(double highest, int wantedTicks) {
    if (!(highest > 0)) return {1, 2};
    const double raw = highest / std::max(1, wantedTicks - 1);
    const double magnitude = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * magnitude;
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (factor * magnitude >= raw - 1e-12) {
            step = factor * magnitude;
            break;
        }
    const int steps = static_cast<int>(std::ceil(highest / step - 1e-9));
    return {steps * step, steps + 1};
}

QString briefUnit(const QString& unit) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("app::ChartsDock", text); };
    if (unit == tr("per second")) return tr("/s");
    if (unit == tr("milliseconds")) return tr("ms");
    if (unit == tr("seconds")) return tr("s");
    if (unit == tr("percent")) return tr("%");
    return unit;
}

std::vector<double> timeTicks(double fromS, double toS, int most) {
    std::vector<double> ticks;
    if (!(toS > fromS) || most < 1) return ticks;
    const double step = clockStep(toS - fromS, most);
    for (double n = std::ceil(fromS / step - 1e-6); n * step <= toS + step * 1e-6; ++n) ticks.push_back(n * step);
    return ticks;
}

double timeAxisEnd(double lastS) {
    if (!(lastS > 0)) return 1;
    const double step = clockStep(lastS, kAxisSteps);
    return std::ceil(lastS / step - 1e-6) * step;
}

QString timeLabel(double seconds, double spanS) {
    const auto whole = static_cast<qint64>(std::floor(seconds + 1e-9));
    const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (spanS < 5) return QStringLiteral("%1 s").arg(seconds, 0, 'f', spanS < 0.5 ? 3 : 1);
    if (spanS < 3600) return QStringLiteral("%1:%2").arg(two(whole / 60), two(whole % 60));
    const QString clock = QStringLiteral("%1:%2").arg(two(whole / 3600 % 24), two(whole / 60 % 60));
    return whole < 86400 ? clock : QStringLiteral("%1 d %2").arg(whole / 86400).arg(clock);
}

void addKeptRun(ChartSpec& chart, const ChartSpec& kept, const QString& run, int place) {
    for (const ChartSeries& series : kept.series) {
        if (series.points.empty()) continue;
        ChartSeries line = series;
        line.run = line.legend = run;
        line.keptPlace = place;
        chart.series.push_back(std::move(line));
    }
}

int axisDecimals(const NiceAxis& axis) {
    double step = axis.maximum / (axis.ticks - 1);
    int decimals = 0;
    for (; decimals < 4 && std::abs(step - std::round(step)) > 1e-6; ++decimals) step *= 10;
    return decimals;
}

QString toCsv(const ChartSpec& chart) {
    std::map<double, std::vector<QString>> rows;
    QString text = QStringLiteral("time_s");
    for (size_t s = 0; s < chart.series.size(); ++s) {
        QString name = chart.series[s].name;
        if (!chart.series[s].run.isEmpty()) name += QStringLiteral(" (%1)").arg(chart.series[s].run);
        text += QStringLiteral(",\"%1\"").arg(name.replace(u'"', QStringLiteral("\"\"")));
        for (const QPointF& p : chart.series[s].points) {
            auto& row = rows[p.x()];
            row.resize(chart.series.size());
            row[s] = QString::number(p.y(), 'g', 12);
        }
    }
    text += u'\n';
    for (const auto& [time, cells] : rows) {
        text += QString::number(time, 'g', 15);
        for (const QString& cell : cells) text += u',' + cell;
        text += u'\n';
    }
    return text;
}

}  // namespace app
