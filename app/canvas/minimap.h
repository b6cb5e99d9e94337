// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QTransform>
#include <QWidget>

namespace app {

class CanvasView;
class Look;

/// The whole drawing in a corner of the canvas, with a frame around what is shown; dragging moves the view.
class Minimap final : public QWidget {
    Q_OBJECT
public:
    Minimap(CanvasView& view, Look& look);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] bool isNeeded() const;
    void giveWay(const QPoint& pointer);
    void place();
    /// Whether the map, put there, would lie upon what is selected.
    [[nodiscard]] bool coversSelection(const QPoint& topLeft) const;
    void redraw();
    [[nodiscard]] QTransform toMap() const;
    void look(const QPointF& at);

    CanvasView& m_view;
    Look& m_look;
    bool m_givesWay = false;
    QPixmap m_drawing;  // what stands still, painted when the design changes
    bool m_isStale = true;
    bool m_isPressed = false;  // it stays where it is while it is dragged in
};

}  // namespace app
