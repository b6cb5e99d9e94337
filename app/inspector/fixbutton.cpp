// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector/fixbutton.h"

namespace app {

namespace {

constexpr int kLeastPx = 60;

}  // namespace

FixButton::FixButton(const QString& title, QWidget* parent) : QPushButton(title, parent), m_title(title) {
    setAccessibleName(title);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);  // narrower than its text, where it must be
}

int FixButton::besideTextPx() const { return QPushButton::sizeHint().width() - fontMetrics().size(Qt::TextShowMnemonic, text()).width(); }

QSize FixButton::sizeHint() const { return {fontMetrics().size(Qt::TextShowMnemonic, m_title).width() + besideTextPx(), QPushButton::sizeHint().height()}; }

QSize FixButton::minimumSizeHint() const { return {kLeastPx, QPushButton::sizeHint().height()}; }

void FixButton::resizeEvent(QResizeEvent* event) {
    QPushButton::resizeEvent(event);
    const QString shown = fontMetrics().elidedText(m_title, Qt::ElideRight, width() - besideTextPx());
    if (shown == text()) return;
    setText(shown);
    setToolTip(shown == m_title ? QString() : m_title);
}

}  // namespace app
