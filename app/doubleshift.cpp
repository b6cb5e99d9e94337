// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/doubleshift.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace app {

namespace {

constexpr qint64 kLongestMs = 400;  // between the first press and the last release

}  // namespace

DoubleShift::DoubleShift(QWidget& window) : QObject(&window), m_window(window) { QCoreApplication::instance()->installEventFilter(this); }

bool DoubleShift::eventFilter(QObject* watched, QEvent* event) {
    const bool press = event->type() == QEvent::KeyPress, release = event->type() == QEvent::KeyRelease;
    if (event->type() == QEvent::MouseButtonPress) m_tappedOnce = m_isDown = false;
    if (!press && !release) return false;
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget->window() != &m_window || widget != QApplication::focusWidget()) return false;  // each key once, though it travels up
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->isAutoRepeat()) return false;
    if (key->key() != Qt::Key_Shift) {
        m_tappedOnce = m_isDown = false;
    } else if (press) {
        if (m_tappedOnce && m_since.elapsed() > kLongestMs) m_tappedOnce = false;
        if (!m_tappedOnce) m_since.start();
        m_isDown = true;
    } else if (m_isDown) {
        m_isDown = false;
        const bool twice = m_tappedOnce && m_since.elapsed() <= kLongestMs;
        m_tappedOnce = !twice;
        if (twice) Q_EMIT tapped();
    }
    return false;
}

}  // namespace app
