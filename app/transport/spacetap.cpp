// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/transport/spacetap.h"

#include <QAbstractScrollArea>
#include <QGuiApplication>
#include <QKeyEvent>

namespace app {

namespace {

constexpr qint64 kLongestMs = 400;  // who holds it longer wanted to drag and thought better of it

}  // namespace

SpaceTap::SpaceTap(QAbstractScrollArea& canvas, QObject* parent) : QObject(parent) {
    canvas.installEventFilter(this);
    canvas.viewport()->installEventFilter(this);
}

bool SpaceTap::eventFilter(QObject*, QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseButtonPress:
        case QEvent::Wheel:
        case QEvent::FocusOut: m_isDown = false; return false;
        case QEvent::KeyPress:
        case QEvent::KeyRelease: break;
        default: return false;
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->isAutoRepeat()) return false;
    const bool isSpace = key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier;
    if (event->type() == QEvent::KeyPress) {
        m_isDown = isSpace && QGuiApplication::mouseButtons() == Qt::NoButton;
        m_since.start();
    } else if (isSpace && m_isDown) {
        m_isDown = false;
        if (m_since.elapsed() <= kLongestMs) Q_EMIT tapped();
    }
    return false;
}

}  // namespace app
