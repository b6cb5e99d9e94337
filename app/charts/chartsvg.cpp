// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartsvg.h"

#include "app/jobs/digits.h"

#include <QCoreApplication>
#include <QXmlStreamWriter>

#include <algorithm>
#include <vector>

namespace app {

namespace {

constexpr double kLeft = 48, kRight = 20, kTop = 34, kBottom = 52;
constexpr int kTicks = 4;
constexpr int kTimeTicks = 5;
constexpr double kLegendRow = 16;
constexpr double kEnvelopeOpacity = 0.28;

/// "10,000"; millions by their letter, for which there is room.
QString tickLabel(double value) {
    return value < 1e6 ? grouped(QString::number(value, 'g', 6)) : QString::number(value / 1e6, 'g', 6) + QStringLiteral(" M");
}

/// Room for an entry of the legend.
double entryWidth(const ChartSeries& series) { return 34 + 6.2 * static_cast<double>(series.name.size()); }

/// Where each entry of the legend begins, in as many rows as it takes; y counts from the first row.
std::vector<QPointF> legendPlaces(const ChartSpec& chart, double left, double right) {
    std::vector<QPointF> places;
    QPointF at(left, 0);
    for (const ChartSeries& series : chart.series) {
        if (at.x() > left && at.x() + entryWidth(series) > right) at = {left, at.y() + kLegendRow};
        places.push_back(at);
        at.rx() += entryWidth(series);
    }
    return places;
}

QString number(double value) { return QString::number(value, 'f', 1); }

class Writer {
public:
    Writer(QByteArray& out, const ChartSpec& chart, const Theme& theme, const QSizeF& extent)
        : m_xml(&out), m_chart(chart), m_theme(theme), m_extent(extent), m_plot(kLeft, kTop, extent.width() - kLeft - (hasRightAxis(chart) ? kLeft : kRight), extent.height() - kTop - kBottom), m_legend(legendPlaces(chart, kLeft, extent.width())) {
        if (!m_legend.empty()) m_extent.rheight() += m_legend.back().y();  // further rows stand below the picture's usual extent
        for (const ChartSeries& series : chart.series)
            if (!series.points.empty()) m_lastS = std::max(m_lastS, series.points.back().x());
        m_axis = niceAxis(highestOf(chart, false), kTicks);
        m_right = niceAxis(highestOf(chart, true), kTicks);
        m_lastS = timeAxisEnd(m_lastS);
    }

    void write() {
        m_xml.writeStartElement(QStringLiteral("svg"));
        m_xml.writeDefaultNamespace(QStringLiteral("http://www.w3.org/2000/svg"));
        m_xml.writeAttribute(QStringLiteral("viewBox"), QStringLiteral("0 0 %1 %2").arg(m_extent.width()).arg(m_extent.height()));
        m_xml.writeAttribute(QStringLiteral("role"), QStringLiteral("img"));
        m_xml.writeAttribute(QStringLiteral("aria-label"), m_chart.title);
        text(0, 16, m_chart.title, Token::Text, QStringLiteral("start"), 13, 600);
        text(m_extent.width() - kRight, 16, units(), Token::Secondary, QStringLiteral("end"), 11, 400);
        axes();
        for (const ChartSeries& series : m_chart.series) line(series);
        legend();
        m_xml.writeEndElement();
    }

private:
    [[nodiscard]] QString ink(Token token) const { return m_theme.color(token).name(); }
    [[nodiscard]] QString units() const {
        return m_chart.rightUnit.isEmpty() ? m_chart.unit : QCoreApplication::translate("app::ChartPanel", "%1 (left), %2 (right)").arg(m_chart.unit, m_chart.rightUnit);
    }
    [[nodiscard]] QPointF at(const QPointF& p, const NiceAxis& axis) const {
        return {m_plot.left() + p.x() / std::max(m_lastS, 1e-9) * m_plot.width(), m_plot.bottom() - p.y() / axis.maximum * m_plot.height()};
    }
    void text(double x, double y, const QString& words, Token token, const QString& anchor, int sizePx, int weight) {
        m_xml.writeStartElement(QStringLiteral("text"));
        m_xml.writeAttribute(QStringLiteral("x"), number(x));
        m_xml.writeAttribute(QStringLiteral("y"), number(y));
        m_xml.writeAttribute(QStringLiteral("text-anchor"), anchor);
        m_xml.writeAttribute(QStringLiteral("font-family"), QStringLiteral("Inter, system-ui, sans-serif"));
        m_xml.writeAttribute(QStringLiteral("font-size"), QString::number(sizePx));
        m_xml.writeAttribute(QStringLiteral("font-weight"), QString::number(weight));
        m_xml.writeAttribute(QStringLiteral("fill"), ink(token));
        m_xml.writeCharacters(words);
        m_xml.writeEndElement();
    }
    void stroke(const QString& points, Token token, double widthPx, LineStyle style, double opacity = 1) {
        m_xml.writeEmptyElement(QStringLiteral("polyline"));
        m_xml.writeAttribute(QStringLiteral("points"), points);
        m_xml.writeAttribute(QStringLiteral("fill"), QStringLiteral("none"));
        m_xml.writeAttribute(QStringLiteral("stroke"), ink(token));
        m_xml.writeAttribute(QStringLiteral("stroke-width"), number(widthPx));
        if (style == LineStyle::Dashed) m_xml.writeAttribute(QStringLiteral("stroke-dasharray"), QStringLiteral("4 4"));
        if (opacity < 1) m_xml.writeAttribute(QStringLiteral("stroke-opacity"), QString::number(opacity));
    }
    static QString pair(const QPointF& p) { return number(p.x()) + u',' + number(p.y()) + u' '; }

    void axes() {
        for (int i = 0; i < m_axis.ticks; ++i) {
            const double value = m_axis.maximum * i / (m_axis.ticks - 1);
            const double y = m_plot.bottom() - value / m_axis.maximum * m_plot.height();
            stroke(pair({m_plot.left(), y}) + pair({m_plot.right(), y}), Token::Line, 1, LineStyle::Solid);
            text(m_plot.left() - 6, y + 4, tickLabel(value), Token::Secondary, QStringLiteral("end"), 11, 400);
        }
        for (int i = 0; hasRightAxis(m_chart) && i < m_right.ticks; ++i) {
            const double value = m_right.maximum * i / (m_right.ticks - 1);
            text(m_plot.right() + 6, at({0, value}, m_right).y() + 4, tickLabel(value), Token::Secondary, QStringLiteral("start"), 11, 400);
        }
        for (const double seconds : timeTicks(0, m_lastS, kTimeTicks))
            text(at({seconds, 0}, m_axis).x(), m_plot.bottom() + 16, timeLabel(seconds, m_lastS), Token::Secondary, QStringLiteral("middle"), 11, 400);
    }
    void line(const ChartSeries& series) {
        const auto along = [&](const QList<QPointF>& of) {
            QString points;
            for (const QPointF& p : of) points += pair(at(p, series.isRight ? m_right : m_axis));
            return points;
        };
        const int columns = static_cast<int>(m_plot.width());
        const bool dense = isDense(series.points, columns);
        // How far the points reach, pale, behind the line of their means.
        if (dense && series.style == LineStyle::Solid) stroke(along(decimated(series.points, columns)), series.ink, 1, series.style, kEnvelopeOpacity);
        const QString points = along(dense ? averaged(series.points, columns) : QList<QPointF>(series.points.begin(), series.points.end()));
        if (!points.isEmpty()) stroke(points, series.ink, 1.8, series.style);
    }
    void legend() {
        const double first = m_plot.bottom() + kBottom - 10;
        for (size_t i = 0; i < m_legend.size(); ++i) {
            const ChartSeries& series = m_chart.series[i];
            const double x = m_legend[i].x(), y = first + m_legend[i].y();
            stroke(pair({x, y - 4}) + pair({x + 14, y - 4}), series.ink, 2.5, series.style);
            text(x + 20, y, series.name, Token::Secondary, QStringLiteral("start"), 11, 400);
        }
    }

    QXmlStreamWriter m_xml;
    const ChartSpec& m_chart;
    const Theme& m_theme;
    QSizeF m_extent;
    QRectF m_plot;
    std::vector<QPointF> m_legend;
    NiceAxis m_axis, m_right;
    double m_lastS = 0;
};

}  // namespace

QByteArray chartSvg(const ChartSpec& chart, const Theme& theme, const QSizeF& extent) {
    QByteArray out;
    Writer(out, chart, theme, extent).write();
    return out;
}

}  // namespace app
