// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/transport/spacetap.h"

#include <QAbstractScrollArea>
#include <QGuiApplication>
#include <QKeyEvent>

namespace app {

namespace {

constexpr qint64 kLongestMs = 400;  // who holds it longer wanted to drag and thought better of it
constexpr qint64 kRepeatMs = 40;    // no finger presses so soon after it let go

}  // namespace

SpaceTap::SpaceTap(QAbstractScrollArea& canvas, QObject* parent) : QObject(parent) {
    m_clock.start();
    m_wait.setSingleShot(true);
    m_wait.setInterval(kRepeatMs);
    connect(&m_wait, &QTimer::timeout, this, &SpaceTap::tapped);
    canvas.installEventFilter(this);
    canvas.viewport()->installEventFilter(this);
}

// By the clock of the display where there is one: a busy program may see a release and the press right after it far apart.
qint64 SpaceTap::timeOf(const QKeyEvent& key) const { return key.timestamp() > 0 ? static_cast<qint64>(key.timestamp()) : m_clock.elapsed(); }

// The rest of this hold, however often the key repeats, is no tap.
void SpaceTap::spoil() {
    m_isTap = false;
    m_wait.stop();
}

void SpaceTap::press(const QKeyEvent& key) {
    const qint64 now = timeOf(key);
    const bool goesOn = m_isDown || key.isAutoRepeat() || (m_releasedMs >= 0 && now - m_releasedMs < kRepeatMs);
    m_wait.stop();
    m_isDown = true;
    if (goesOn) return;
    m_sinceMs = now;
    m_isTap = QGuiApplication::mouseButtons() == Qt::NoButton;
}

void SpaceTap::release(const QKeyEvent& key) {
    if (key.isAutoRepeat() || !m_isDown) return;
    m_isDown = false;
    m_releasedMs = timeOf(key);
    if (m_isTap && m_releasedMs - m_sinceMs <= kLongestMs) m_wait.start();
}

bool SpaceTap::eventFilter(QObject*, QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseButtonPress:
        case QEvent::Wheel: spoil(); return false;
        case QEvent::FocusOut:
            spoil();
            m_isDown = false;
            return false;
        case QEvent::KeyPress:
        case QEvent::KeyRelease: break;
        default: return false;
    }
    const auto& key = *static_cast<QKeyEvent*>(event);
    const bool isPress = event->type() == QEvent::KeyPress;
    if (key.key() != Qt::Key_Space || key.modifiers() != Qt::NoModifier) {
        if (isPress) spoil();
    } else {
        isPress ? press(key) : release(key);
    }
    return false;
}

}  // namespace app
