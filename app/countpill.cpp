// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/countpill.h"

#include "app/look.h"

#include <QPainter>

#include <algorithm>

namespace app {

namespace {

constexpr int kHeight = 18;

}  // namespace

CountPill::CountPill(Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    setFont(strong);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void CountPill::show(int count, Token ink) {
    m_count = count;
    m_ink = ink;
    setFixedSize(sizeHint());
    update();
}

QSize CountPill::sizeHint() const {
    if (m_count == 0) return {0, 0};
    return {std::max(kHeight, fontMetrics().horizontalAdvance(QString::number(m_count)) + 12), kHeight};
}

void CountPill::paintEvent(QPaintEvent*) {
    if (m_count == 0) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.color(tintOf(m_ink)));
    painter.drawRoundedRect(rect(), kHeight / 2.0, kHeight / 2.0);
    painter.setPen(m_look.color(m_ink));
    painter.drawText(rect(), Qt::AlignCenter, QString::number(m_count));
}

}  // namespace app
