// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChartView>
#include <QTimer>

#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QLineSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace app {

class Look;

/// The picture area of a chart: draws the time axis, the time cursor, the crosshair and the zoom box over it, and turns the
/// mouse into zooming. The crosshair is shared: what one chart hovers, the others show too.
class ChartView final : public QChartView {
    Q_OBJECT
public:
    static constexpr const char* kKeptProperty = "keptPlace";  ///< of a line: 0 the present run, 1 and 2 kept ones
    static constexpr const char* kDenseProperty = "dense";  ///< of a line: it shows the means of more points than there is room for
    static constexpr const char* kEnvelopeProperty = "envelope";  ///< of a line: how far the points of another one reach; no readout
    static constexpr int kTimeAxisPx = 18;  ///< below the plot, for the labels that this view draws

    ChartView(QChart* chart, Look& look, QWidget* parent);

    void setTimeCursor(double seconds);
    /// The instant that some chart, or the scrub bar, is hovered at; negative: none.
    void setCrosshair(double seconds);
    /// The instant that readouts compare with; negative: none.
    void setMark(double seconds);
    [[nodiscard]] bool isZoomed() const { return m_zoomed; }
    void zoomTo(double fromS, double toS);
    void resetZoom();
    /// Where the time axis ends that shows all of the run: who zooms out so far is not zoomed any more.
    void setWholeEnd(double seconds) { m_wholeEndS = seconds; }
    /// What the readout says at an instant: the time, then a line a series, with its difference to the kept runs.
    [[nodiscard]] QStringList readout(double seconds) const;

Q_SIGNALS:
    void timeClicked(double seconds);
    void hovered(double seconds);  ///< negative: the pointer left
    void marked(double seconds);   ///< Shift and click; negative: taken away
    void zoomReset();
    void zoomChanged(bool isZoomed);

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] const QValueAxis* timeAxis() const;
    [[nodiscard]] double secondsAt(double x) const;
    [[nodiscard]] double xOf(double seconds) const;
    [[nodiscard]] bool isShown(double seconds) const;
    void drawTimeAxis(QPainter& painter, const QRectF& plot) const;
    void drawLonePoints(QPainter& painter) const;
    void drawInstant(QPainter& painter, const QRectF& plot, double seconds, const QPen& pen) const;
    struct ReadoutLine {
        QString text;
        QColor ink;
    };
    [[nodiscard]] std::vector<ReadoutLine> readoutLines(double seconds) const;
    [[nodiscard]] QString keptText(const QLineSeries& line, double seconds, double value) const;
    void drawReadout(QPainter& painter, const QRectF& plot) const;

    Look& m_look;
    double m_cursorS = -1;
    double m_crosshairS = -1;
    double m_markS = -1;
    double m_wholeEndS = 0;
    std::optional<QPointF> m_hover, m_pressed;
    QTimer m_click;  // a second click within its time is a double-click and no jump
    double m_clickedS = 0;
    bool m_zoomed = false;
};

}  // namespace app
