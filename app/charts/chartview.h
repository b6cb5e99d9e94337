// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChartView>

#include <optional>

namespace app {

class Look;

/// The picture area of a chart: draws time cursor, hover line and zoom box over it, and turns the mouse into zooming.
class ChartView final : public QChartView {
    Q_OBJECT
public:
    ChartView(QChart* chart, Look& look, QWidget* parent);

    void setTimeCursor(double seconds);
    [[nodiscard]] bool isZoomed() const { return m_zoomed; }
    void resetZoom();

Q_SIGNALS:
    void timeClicked(double seconds);
    void zoomReset();

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] double secondsAt(double x) const;
    void drawReadout(QPainter& painter, const QRectF& plot) const;
    void zoomTo(double fromS, double toS);

    Look& m_look;
    double m_cursorS = -1;
    std::optional<QPointF> m_hover, m_pressed;
    bool m_zoomed = false;
};

}  // namespace app
