// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/legendentry.h"

#include "app/look.h"
#include "app/textscale.h"

#include <QPainter>

#include <algorithm>

namespace app {

namespace {

constexpr int kStroke = 14;
constexpr int kGap = 6;
constexpr int kHeight = 20;

}  // namespace

LegendEntry::LegendEntry(const ChartSeries& series, Look& look, QWidget* parent) : QAbstractButton(parent), m_look(look), m_ink(series.ink), m_style(series.style), m_keptPlace(series.keptPlace) {
    if (m_keptPlace > 0 || !series.legend.isEmpty()) m_ink = Token::Secondary;  // it speaks for lines of several inks
    setText(series.legendText());
    setCheckable(true);
    setChecked(true);
    setFont(smallFont(*this));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setToolTip(tr("Show or hide %1").arg(series.legendText()));
}

QSize LegendEntry::sizeHint() const { return {kStroke + kGap + fontMetrics().horizontalAdvance(text()) + 4, kHeight}; }

QSize LegendEntry::minimumSizeHint() const { return {std::min(sizeHint().width(), kStroke + kGap + 4 * fontMetrics().averageCharWidth()), kHeight}; }

void LegendEntry::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setOpacity(isChecked() ? 1 : 0.4);
    QPen pen(m_look.color(m_ink), 2.5);
    if (m_keptPlace > 0) pen = QPen(m_look.color(m_ink), 1.6);
    if (m_style == LineStyle::Dashed || m_keptPlace == 1) pen.setDashPattern({2, 1.2});
    if (m_keptPlace > 1) pen.setDashPattern({1, 1.6});
    painter.setPen(pen);
    painter.drawLine(0, height() / 2, kStroke, height() / 2);
    painter.setPen(m_look.color(hasFocus() ? Token::Accent : Token::Secondary));
    const QRect words = rect().adjusted(kStroke + kGap, 0, 0, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
}

}  // namespace app
