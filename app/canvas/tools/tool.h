// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCursor>
#include <QPoint>
#include <QPointF>
#include <QString>

class QKeyEvent;
class QPainter;

namespace app {

class CanvasView;
struct PaintContext;

/// Where the pointer is, and what is held with it.
struct Pointer {
    QPointF scene;
    QPoint view;
    Qt::MouseButton button = Qt::NoButton;
    Qt::MouseButtons buttons;
    Qt::KeyboardModifiers modifiers;
};

/// One gesture, from the press of a button (or a key) to its end: moving, linking, resizing. A gesture shows what it would
/// do and makes one edit when it is finished; cancel() restores what was before it.
class Tool {
public:
    enum class State { Running, Done };

    explicit Tool(CanvasView& view) : m_view(view) {}
    virtual ~Tool() = default;
    Tool(const Tool&) = delete;
    Tool& operator=(const Tool&) = delete;

    virtual State press(const Pointer& pointer) {
        static_cast<void>(pointer);
        return State::Running;
    }
    virtual State move(const Pointer& pointer) = 0;
    virtual State release(const Pointer& pointer) = 0;
    /// A key went down; Esc never comes here. `handled` stays false for keys that mean nothing to the gesture.
    virtual State key(const QKeyEvent& event, bool& handled) {
        static_cast<void>(event);
        static_cast<void>(handled);
        return State::Running;
    }
    virtual void cancel() {}
    /// Over the drawing, in scene coordinates.
    virtual void paint(QPainter& painter, const PaintContext& context) const {
        static_cast<void>(painter);
        static_cast<void>(context);
    }
    [[nodiscard]] virtual QCursor cursor() const { return Qt::ArrowCursor; }

protected:
    CanvasView& m_view;
};

}  // namespace app
