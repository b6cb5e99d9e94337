// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartview.h"

#include "app/charts/chartspec.h"
#include "app/look.h"

#include <QLineSeries>
#include <QMouseEvent>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr double kDragPx = 5;  // less is a click

// The value of a line at an instant: of the nearest point.
std::optional<double> valueAt(const QLineSeries& line, double seconds) {
    const auto points = line.points();
    if (points.isEmpty()) return std::nullopt;
    auto it = std::ranges::lower_bound(points, seconds, {}, &QPointF::x);
    if (it == points.end()) --it;
    if (it != points.begin() && std::abs((it - 1)->x() - seconds) < std::abs(it->x() - seconds)) --it;
    return it->y();
}

QString shortNumber(double number) { return QString::number(number, 'f', std::abs(number) < 10 ? 2 : std::abs(number) < 100 ? 1 : 0); }

}  // namespace

ChartView::ChartView(QChart* chart, Look& look, QWidget* parent) : QChartView(chart, parent), m_look(look) {
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
}

void ChartView::setTimeCursor(double seconds) {
    if (seconds == m_cursorS) return;
    m_cursorS = seconds;
    viewport()->update();
}

double ChartView::secondsAt(double x) const {
    const QRectF plot = chart()->plotArea();
    const auto* axis = static_cast<const QValueAxis*>(chart()->axes(Qt::Horizontal).first());
    return axis->min() + (x - plot.left()) / plot.width() * (axis->max() - axis->min());
}

void ChartView::drawForeground(QPainter* painter, const QRectF&) {
    const QRectF plot = chart()->plotArea();
    const auto* axis = static_cast<const QValueAxis*>(chart()->axes(Qt::Horizontal).first());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    if (m_cursorS >= axis->min() && m_cursorS <= axis->max() && axis->max() > axis->min()) {
        const double x = std::round(plot.left() + (m_cursorS - axis->min()) / (axis->max() - axis->min()) * plot.width());
        painter->setPen(QPen(m_look.color(Token::Accent), 1.5));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    if (m_pressed && m_hover && std::abs(m_hover->x() - m_pressed->x()) > kDragPx) {
        QRectF box(QPointF(m_pressed->x(), plot.top()), QPointF(m_hover->x(), plot.bottom()));
        painter->fillRect(box.normalized().intersected(plot), m_look.theme().color(Token::Accent, 0.15));
    } else if (m_hover && plot.contains(*m_hover)) {
        drawReadout(*painter, plot);
    }
    painter->restore();
}

void ChartView::drawReadout(QPainter& painter, const QRectF& plot) const {
    const double seconds = secondsAt(m_hover->x());
    const auto* axis = static_cast<const QValueAxis*>(chart()->axes(Qt::Horizontal).first());
    painter.setPen(QPen(m_look.color(Token::Secondary), 1, Qt::DotLine));
    painter.drawLine(QPointF(m_hover->x(), plot.top()), QPointF(m_hover->x(), plot.bottom()));
    QStringList lines{timeLabel(seconds, std::min(axis->max() - axis->min(), 3599.0))};
    QList<QColor> inks{m_look.color(Token::Secondary)};
    for (const auto* series : chart()->series()) {
        const auto* line = static_cast<const QLineSeries*>(series);
        const auto value = line->isVisible() ? valueAt(*line, seconds) : std::nullopt;
        if (!value) continue;
        lines += QStringLiteral("%1  %2").arg(shortNumber(*value), line->name());
        inks += line->pen().color();
    }
    painter.setFont(m_look.fonts().second);
    const QFontMetricsF metrics(painter.font());
    double width = 0;
    for (const QString& text : lines) width = std::max(width, metrics.horizontalAdvance(text));
    const double height = metrics.height() * static_cast<double>(lines.size());
    QRectF box(m_hover->x() + 12, plot.top() + 4, width + 16, height + 10);
    if (box.right() > plot.right()) box.moveRight(m_hover->x() - 12);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_look.color(Token::Line));
    painter.setBrush(m_look.color(Token::Panel));
    painter.drawRoundedRect(box, 4, 4);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter.setPen(inks[i]);
        painter.drawText(QPointF(box.left() + 8, box.top() + 5 + metrics.ascent() + metrics.height() * static_cast<double>(i)), lines[i]);
    }
}

void ChartView::zoomTo(double fromS, double toS) {
    auto* axis = static_cast<QValueAxis*>(chart()->axes(Qt::Horizontal).first());
    axis->setRange(std::max(0.0, fromS), toS);
    m_zoomed = true;
}

void ChartView::resetZoom() {
    m_zoomed = false;
    Q_EMIT zoomReset();
}

void ChartView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) m_pressed = event->position();
}

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    m_hover = event->position();
    viewport()->update();
}

void ChartView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_pressed) return;
    const double from = secondsAt(std::min(m_pressed->x(), event->position().x()));
    const double to = secondsAt(std::max(m_pressed->x(), event->position().x()));
    const bool dragged = std::abs(event->position().x() - m_pressed->x()) > kDragPx;
    m_pressed.reset();
    if (dragged)
        zoomTo(from, to);
    else
        Q_EMIT timeClicked(std::max(0.0, from));
    viewport()->update();
}

void ChartView::mouseDoubleClickEvent(QMouseEvent*) { resetZoom(); }

void ChartView::leaveEvent(QEvent*) {
    m_hover.reset();
    viewport()->update();
}

void ChartView::wheelEvent(QWheelEvent* event) {
    auto* axis = static_cast<QValueAxis*>(chart()->axes(Qt::Horizontal).first());
    const double at = secondsAt(event->position().x());
    const double factor = std::pow(0.999, event->angleDelta().y());
    zoomTo(at - (at - axis->min()) * factor, at + (axis->max() - at) * factor);
    event->accept();
}

}  // namespace app
