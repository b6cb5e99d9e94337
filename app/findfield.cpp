// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/findfield.h"

#include "app/look.h"

#include <QPainter>

namespace app {

FindField::FindField(const QString& text, const QString& shortcut, Look& look, QWidget* parent) : QAbstractButton(parent), m_look(look), m_shortcut(shortcut) {
    setText(text);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void FindField::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF pill = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(m_look.color(hasFocus() || underMouse() ? Token::Accent : Token::Line), 1));
    painter.setBrush(m_look.color(Token::Window));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    const QRect inside = rect().adjusted(14, 0, -14, 0);
    const int shortcutPx = fontMetrics().horizontalAdvance(m_shortcut);
    const bool hasRoom = inside.width() > shortcutPx + 140;
    painter.setPen(m_look.color(Token::Secondary));
    if (hasRoom) painter.drawText(inside, Qt::AlignVCenter | Qt::AlignRight, m_shortcut);
    const int room = inside.width() - (hasRoom ? shortcutPx + 12 : 0);
    painter.drawText(inside, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(text(), Qt::ElideRight, room));
}

void FindField::enterEvent(QEnterEvent*) { update(); }
void FindField::leaveEvent(QEvent*) { update(); }

}  // namespace app
