// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/transport/scrubbar.h"

#include "app/look.h"
#include "app/textscale.h"
#include "app/transport/speedscale.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr double kMargin = 8;
constexpr double kTrackY = 22;
constexpr double kTrack = 4;
constexpr double kHandle = 7;
constexpr double kNearPx = 6;
constexpr double kMarkY = 5;
constexpr double kMarkPx = 8;
constexpr double kCaptionY = 42;
constexpr qint64 kMomentShare = 12;  // of the run

}  // namespace

ScrubBar::ScrubBar(Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Time line"));
    setCursor(Qt::PointingHandCursor);
    setMouseTracking(true);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void ScrubBar::setLength(qint64 lengthNs) {
    m_lengthNs = std::max<qint64>(1, lengthNs);
    update();
}

void ScrubBar::setTime(qint64 nowNs, qint64 computedNs) {
    if (nowNs == m_nowNs && computedNs == m_computedNs) return;
    m_nowNs = nowNs;
    m_computedNs = computedNs;
    update();
}

void ScrubBar::setMarks(std::vector<TimeMark> marks) {
    if (marks == m_marks) return;
    m_marks = std::move(marks);
    update();
}

void ScrubBar::setCrosshair(qint64 timeNs) {
    if (timeNs == m_crosshairNs) return;
    m_crosshairNs = timeNs;
    update();
}

double ScrubBar::xOf(qint64 timeNs) const {
    const double share = std::clamp(static_cast<double>(timeNs) / static_cast<double>(m_lengthNs), 0.0, 1.0);
    return kMargin + share * (width() - 2 * kMargin);
}

qint64 ScrubBar::timeAt(double x) const {
    const double share = std::clamp((x - kMargin) / (width() - 2 * kMargin), 0.0, 1.0);
    return std::llround(share * static_cast<double>(m_lengthNs));
}

ScrubBar::Found ScrubBar::markNear(double x) const {
    for (const TimeMark& mark : m_marks) {
        if (std::abs(xOf(mark.timeNs) - x) <= kNearPx) return {&mark, false};
        if (mark.untilNs > 0 && std::abs(xOf(mark.untilNs) - x) <= kNearPx) return {&mark, true};
    }
    return {};
}

const TimeMark* ScrubBar::captioned() const {
    const TimeMark* newest = nullptr;
    for (const TimeMark& mark : m_marks) {
        const qint64 untilNs = mark.isMoment ? mark.timeNs + m_lengthNs / kMomentShare : mark.untilNs;
        const bool lasts = mark.timeNs <= m_nowNs && (untilNs == 0 || m_nowNs < untilNs);
        if (lasts && (!newest || mark.timeNs >= newest->timeNs)) newest = &mark;
    }
    return newest;
}

QString ScrubBar::caption() const {
    const TimeMark* mark = captioned();
    return mark ? mark->text : QString();
}

// Ticks where something begins, shorter ones where it ends, and a thin line between the two.
void ScrubBar::paintMarks(QPainter& painter) const {
    painter.setPen(Qt::NoPen);
    for (const TimeMark& mark : m_marks) {
        const double x = xOf(mark.timeNs);
        if (mark.untilNs > mark.timeNs) {
            const double end = xOf(mark.untilNs);
            painter.setBrush(m_look.theme().color(mark.ink, 0.3));
            painter.drawRect(QRectF(x, kMarkY + kMarkPx / 2 - 1, end - x, 2));
            painter.setBrush(m_look.color(mark.ink));
            painter.drawRoundedRect(QRectF(end - 1, kMarkY + 2, 2, kMarkPx - 4), 1, 1);
        }
        painter.setBrush(m_look.color(mark.ink));
        painter.drawRoundedRect(QRectF(x - 1, kMarkY, 2, kMarkPx), 1, 1);
    }
}

void ScrubBar::paintCaption(QPainter& painter) const {
    const TimeMark* mark = captioned();
    if (!mark) return;
    painter.setFont(smallFont(*this));
    painter.setPen(m_look.color(Token::Secondary));
    const QString text = painter.fontMetrics().elidedText(mark->text, Qt::ElideMiddle, width() - 2);
    const double wide = painter.fontMetrics().horizontalAdvance(text);
    const double left = std::clamp(xOf(mark->timeNs) - wide / 2, 0.0, std::max(0.0, width() - wide));
    painter.drawText(QPointF(left, kCaptionY), text);
}

void ScrubBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const auto bar = [&](double from, double to, const QColor& ink) {
        painter.setBrush(ink);
        painter.drawRoundedRect(QRectF(from, kTrackY - kTrack / 2, to - from, kTrack), kTrack / 2, kTrack / 2);
    };
    bar(kMargin, width() - kMargin, m_look.color(Token::Line));
    bar(kMargin, xOf(m_computedNs), m_look.theme().color(Token::Accent, 0.35));
    bar(kMargin, xOf(m_nowNs), m_look.color(Token::Accent));
    paintMarks(painter);
    if (m_crosshairNs >= 0) {
        painter.setBrush(m_look.color(Token::Secondary));
        painter.drawRect(QRectF(std::round(xOf(m_crosshairNs)), kTrackY - 8, 1, 16));
    }
    const double x = xOf(m_nowNs);
    painter.setPen(QPen(m_look.color(hasFocus() ? Token::Text : Token::Panel), 1.5));
    painter.setBrush(m_look.color(Token::Accent));
    painter.drawEllipse(QPointF(x, kTrackY), kHandle, kHandle);
    paintCaption(painter);
}

void ScrubBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const Found found = event->position().y() < kTrackY - kHandle ? markNear(event->position().x()) : Found();
    if (!found.mark) return Q_EMIT timeWanted(timeAt(event->position().x()));
    Q_EMIT timeWanted(found.isEnd ? found.mark->untilNs : found.mark->timeNs);
}

void ScrubBar::mouseMoveEvent(QMouseEvent* event) {
    const qint64 timeNs = timeAt(event->position().x());
    if (event->buttons() & Qt::LeftButton) Q_EMIT timeWanted(timeNs);
    Q_EMIT hovered(timeNs);
}

void ScrubBar::leaveEvent(QEvent*) { Q_EMIT hovered(-1); }

void ScrubBar::keyPressEvent(QKeyEvent* event) {
    const qint64 step = std::max<qint64>(1, m_lengthNs / 200);
    switch (event->key()) {
        case Qt::Key_Left: return Q_EMIT timeWanted(std::max<qint64>(0, m_nowNs - step));
        case Qt::Key_Right: return Q_EMIT timeWanted(std::min(m_lengthNs, m_nowNs + step));
        case Qt::Key_Home: return Q_EMIT timeWanted(0);
        case Qt::Key_End: return Q_EMIT timeWanted(m_computedNs);
        default: QWidget::keyPressEvent(event);
    }
}

QString ScrubBar::tipAt(const QPoint& at) const {
    const auto told = [](qint64 timeNs, const QString& text) { return QStringLiteral("%1  %2").arg(clockText(timeNs), text); };
    if (const TimeMark* mark = captioned(); mark && at.y() > kTrackY + kHandle) return told(mark->timeNs, mark->text);
    const Found found = markNear(at.x());
    if (!found.mark) return clockText(timeAt(at.x()));
    return found.isEnd ? told(found.mark->untilNs, tr("end: %1").arg(found.mark->text)) : told(found.mark->timeNs, found.mark->text);
}

bool ScrubBar::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace app
