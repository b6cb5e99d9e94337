// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartview.h"

#include "app/charts/chartspec.h"
#include "app/look.h"
#include "app/textscale.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr double kDragPx = 5;  // less is a click
constexpr int kLabelRoomPx = 64;
constexpr double kLonePx = 2.5;  // the radius of a point that no line leads to yet

// The value of a line at an instant: of the nearest point. Before its first point and after its last one it has none: a run
// that has not come that far cannot be compared with one that has.
std::optional<double> valueAt(const QLineSeries& line, double seconds) {
    const auto points = line.points();
    if (points.isEmpty()) return std::nullopt;
    const double step = points.size() < 2 ? 1.0 : (points.back().x() - points.front().x()) / static_cast<double>(points.size() - 1);
    if (seconds < points.front().x() - step || seconds > points.back().x() + step) return std::nullopt;
    auto it = std::ranges::lower_bound(points, seconds, {}, &QPointF::x);
    if (it == points.end()) --it;
    if (it != points.begin() && std::abs((it - 1)->x() - seconds) < std::abs(it->x() - seconds)) --it;
    return it->y();
}

QString shortNumber(double number) {
    const double size = std::abs(number);
    return QLocale(QLocale::English).toString(number, 'f', size == 0 || size >= 100 ? 0 : size < 10 ? 2 : 1);
}

QString signedNumber(double number) { return (number < 0 ? QString(QChar(0x2212)) : QStringLiteral("+")) + shortNumber(std::abs(number)); }

bool isEnvelope(const QLineSeries& line) { return line.property(ChartView::kEnvelopeProperty).toBool(); }

int keptPlaceOf(const QLineSeries& line) { return line.property(ChartView::kKeptProperty).toInt(); }

}  // namespace

ChartView::ChartView(QChart* chart, Look& look, QWidget* parent) : QChartView(chart, parent), m_look(look) {
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);  // the time axis lies outside of what the scene knows
    setMouseTracking(true);
    setFocusPolicy(Qt::WheelFocus);  // Esc undoes what the wheel did
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    setAcceptDrops(false);
    m_click.setSingleShot(true);
    m_click.setInterval(QApplication::doubleClickInterval());
    connect(&m_click, &QTimer::timeout, this, [this] { Q_EMIT timeClicked(m_clickedS); });
}

void ChartView::setTimeCursor(double seconds) {
    if (seconds == m_cursorS) return;
    m_cursorS = seconds;
    viewport()->update();
}

void ChartView::setCrosshair(double seconds) {
    if (seconds == m_crosshairS) return;
    m_crosshairS = seconds;
    viewport()->update();
}

void ChartView::setMark(double seconds) {
    if (seconds == m_markS) return;
    m_markS = seconds;
    viewport()->update();
}

// ---------------------------------------------------------------- time and place
const QValueAxis* ChartView::timeAxis() const { return static_cast<const QValueAxis*>(chart()->axes(Qt::Horizontal).first()); }

double ChartView::secondsAt(double x) const {
    const QRectF plot = chart()->plotArea();
    const auto* axis = timeAxis();
    return axis->min() + (x - plot.left()) / plot.width() * (axis->max() - axis->min());
}

double ChartView::xOf(double seconds) const {
    const QRectF plot = chart()->plotArea();
    const auto* axis = timeAxis();
    return std::round(plot.left() + (seconds - axis->min()) / (axis->max() - axis->min()) * plot.width());
}

bool ChartView::isShown(double seconds) const {
    const auto* axis = timeAxis();
    return axis->max() > axis->min() && seconds >= axis->min() && seconds <= axis->max();
}

// ---------------------------------------------------------------- drawing
void ChartView::drawForeground(QPainter* painter, const QRectF&) {
    const QRectF plot = chart()->plotArea();
    painter->save();
    drawLonePoints(*painter);
    painter->setRenderHint(QPainter::Antialiasing, false);
    drawTimeAxis(*painter, plot);
    if (m_markS >= 0) drawInstant(*painter, plot, m_markS, QPen(m_look.color(Token::Secondary), 1));
    drawInstant(*painter, plot, m_cursorS, QPen(m_look.color(Token::Accent), 1.5));
    if (m_pressed && m_hover && std::abs(m_hover->x() - m_pressed->x()) > kDragPx) {
        const QRectF box(QPointF(m_pressed->x(), plot.top()), QPointF(m_hover->x(), plot.bottom()));
        painter->fillRect(box.normalized().intersected(plot), m_look.theme().color(Token::Accent, 0.15));
    } else if (m_crosshairS >= 0 && isShown(m_crosshairS)) {
        drawInstant(*painter, plot, m_crosshairS, QPen(m_look.color(Token::Secondary), 1, Qt::DotLine));
        drawReadout(*painter, plot);
    }
    painter->restore();
}

void ChartView::drawTimeAxis(QPainter& painter, const QRectF& plot) const {
    const auto* axis = timeAxis();
    const double spanS = axis->max() - axis->min();
    painter.setFont(smallFont(*this));
    painter.setPen(m_look.color(Token::Secondary));
    const QFontMetricsF metrics(painter.font());
    double freeFrom = 0;
    for (const double seconds : timeTicks(axis->min(), axis->max(), std::max(1, static_cast<int>(plot.width()) / kLabelRoomPx))) {
        const QString label = timeLabel(seconds, spanS);
        const double wide = metrics.horizontalAdvance(label);
        const double left = std::min(xOf(seconds) - wide / 2, viewport()->width() - wide);
        if (left < freeFrom) continue;
        painter.drawText(QPointF(std::max(0.0, left), plot.bottom() + 6 + metrics.ascent()), label);
        freeFrom = left + wide + 8;
    }
}

// A run that has just begun has one point, which is no line.
void ChartView::drawLonePoints(QPainter& painter) const {
    painter.setPen(Qt::NoPen);
    for (auto* series : chart()->series()) {
        const auto* line = static_cast<const QLineSeries*>(series);
        if (isEnvelope(*line) || line->count() != 1 || !line->isVisible() || !isShown(line->at(0).x())) continue;
        painter.setBrush(line->pen().color());
        painter.drawEllipse(chart()->mapToPosition(line->at(0), series), kLonePx, kLonePx);
    }
    painter.setBrush(Qt::NoBrush);
}

void ChartView::drawInstant(QPainter& painter, const QRectF& plot, double seconds, const QPen& pen) const {
    if (!isShown(seconds)) return;
    const double x = xOf(seconds);
    painter.setPen(pen);
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
}

QStringList ChartView::readout(double seconds) const {
    QStringList lines;
    for (const ReadoutLine& line : readoutLines(seconds)) lines += line.text;
    return lines;
}

// How far the present run is from the kept ones, in their order.
QString ChartView::keptText(const QLineSeries& line, double seconds, double value) const {
    QStringList differences;
    for (const auto* series : chart()->series()) {
        const auto* kept = static_cast<const QLineSeries*>(series);
        if (isEnvelope(*kept) || keptPlaceOf(*kept) == 0 || kept->name() != line.name() || !kept->isVisible()) continue;
        if (const auto before = valueAt(*kept, seconds)) differences += signedNumber(value - *before);
    }
    return differences.isEmpty() ? QString() : tr("  %1 vs kept").arg(differences.join(QStringLiteral(" / ")));
}

std::vector<ChartView::ReadoutLine> ChartView::readoutLines(double seconds) const {
    const auto* axis = timeAxis();
    const bool compares = m_markS >= 0;
    QString time = timeLabel(seconds, std::min(axis->max() - axis->min(), 3599.0));
    if (compares) time += QStringLiteral("  Δ ") + signedNumber(seconds - m_markS) + QStringLiteral(" s");
    std::vector<ReadoutLine> lines{{time, m_look.color(Token::Secondary)}};
    QStringList present;
    const auto all = chart()->series();
    for (const auto* series : all)
        if (keptPlaceOf(*static_cast<const QLineSeries*>(series)) == 0 && valueAt(*static_cast<const QLineSeries*>(series), seconds)) present += series->name();
    for (const auto* series : all) {
        const auto* line = static_cast<const QLineSeries*>(series);
        if (isEnvelope(*line)) continue;
        const bool isKept = keptPlaceOf(*line) > 0;
        const auto value = line->isVisible() ? valueAt(*line, seconds) : std::nullopt;
        if (!value || (isKept && present.contains(line->name()))) continue;
        QString text = shortNumber(*value) + QStringLiteral("  ") + line->name();
        if (line->property(kDenseProperty).toBool()) text += tr(", mean");
        if (const auto before = compares ? valueAt(*line, m_markS) : std::nullopt) text += QStringLiteral("  Δ ") + signedNumber(*value - *before);
        text += isKept ? tr(", kept") : keptText(*line, seconds, *value);
        lines.push_back({text, line->pen().color()});
    }
    return lines;
}

void ChartView::drawReadout(QPainter& painter, const QRectF& plot) const {
    const auto lines = readoutLines(m_crosshairS);
    painter.setFont(smallFont(*this));
    const QFontMetricsF metrics(painter.font());
    double width = 0;
    for (const ReadoutLine& line : lines) width = std::max(width, metrics.horizontalAdvance(line.text));
    const double height = metrics.height() * static_cast<double>(lines.size());
    const double x = xOf(m_crosshairS);
    QRectF box(x + 12, plot.top() + 4, width + 16, height + 10);
    if (box.right() > plot.right()) box.moveRight(x - 12);
    box.moveLeft(std::max(box.left(), 0.0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_look.color(Token::Line));
    painter.setBrush(m_look.color(Token::Panel));
    painter.drawRoundedRect(box, 4, 4);
    for (size_t i = 0; i < lines.size(); ++i) {
        painter.setPen(lines[i].ink);
        painter.drawText(QPointF(box.left() + 8, box.top() + 5 + metrics.ascent() + metrics.height() * static_cast<double>(i)), lines[i].text);
    }
}

// ---------------------------------------------------------------- mouse
void ChartView::zoomTo(double fromS, double toS) {
    auto* axis = static_cast<QValueAxis*>(chart()->axes(Qt::Horizontal).first());
    axis->setRange(std::max(0.0, fromS), toS);
    m_zoomed = true;
    Q_EMIT zoomChanged(true);
    viewport()->update();
}

void ChartView::resetZoom() {
    m_zoomed = false;
    Q_EMIT zoomReset();
    Q_EMIT zoomChanged(false);
    viewport()->update();
}

void ChartView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) m_pressed = event->position();
}

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    m_hover = event->position();
    const bool inside = chart()->plotArea().adjusted(-1, -1, 1, 1).contains(*m_hover);
    Q_EMIT hovered(inside ? std::max(0.0, secondsAt(m_hover->x())) : -1);
    if (m_pressed) viewport()->update();
}

void ChartView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_pressed) return;
    const double from = secondsAt(std::min(m_pressed->x(), event->position().x()));
    const double to = secondsAt(std::max(m_pressed->x(), event->position().x()));
    const bool dragged = std::abs(event->position().x() - m_pressed->x()) > kDragPx;
    m_pressed.reset();
    if (dragged) {
        zoomTo(from, to);
    } else if (event->modifiers() & Qt::ShiftModifier) {
        Q_EMIT marked(m_markS >= 0 ? -1 : std::max(0.0, from));
    } else {
        m_clickedS = std::max(0.0, from);
        m_click.start();
    }
    viewport()->update();
}

void ChartView::mouseDoubleClickEvent(QMouseEvent*) {
    m_click.stop();
    m_pressed.reset();
    resetZoom();
}

void ChartView::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape || !m_zoomed) return QChartView::keyPressEvent(event);
    resetZoom();
    event->accept();
}

void ChartView::leaveEvent(QEvent*) {
    m_hover.reset();
    Q_EMIT hovered(-1);
}

void ChartView::wheelEvent(QWheelEvent* event) {
    event->accept();
    if (event->angleDelta().y() == 0) return;
    const auto* axis = timeAxis();
    const double at = secondsAt(event->position().x());
    const double factor = std::pow(0.999, event->angleDelta().y());
    const double from = at - (at - axis->min()) * factor, to = at + (axis->max() - at) * factor;
    if (from > 0 || to < m_wholeEndS)
        zoomTo(from, to);
    else if (m_zoomed)
        resetZoom();
}

}  // namespace app
