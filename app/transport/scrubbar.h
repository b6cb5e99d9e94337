// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace app {

class Look;

/// A mark on the time line: a fault, an edit during the run, the first throttle.
struct TimeMark {
    qint64 timeNs = 0;
    Token ink = Token::Warning;
    QString text;
    qint64 untilNs = 0;  ///< when what began then was over: the time line has a mark there too; 0: it lasts, or was a moment
    bool isMoment = false;  ///< it lasts no time: the label tells of it for a while
    friend bool operator==(const TimeMark&, const TimeMark&) = default;
};

/// The run from its start to its end: how far it has come, marks, and a handle that drags time. The label below the
/// newest mark that is not over tells what it was.
class ScrubBar final : public QWidget {
    Q_OBJECT
public:
    ScrubBar(Look& look, QWidget* parent = nullptr);

    void setLength(qint64 lengthNs);
    /// Where the display stands and how far the run has been computed.
    void setTime(qint64 nowNs, qint64 computedNs);
    void setMarks(std::vector<TimeMark> marks);
    /// The instant that a chart is hovered at; negative: none.
    void setCrosshair(qint64 timeNs);
    /// What the label below the newest mark says, in full.
    [[nodiscard]] QString caption() const;
    [[nodiscard]] QSize sizeHint() const override { return {400, 44}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 44}; }

Q_SIGNALS:
    void timeWanted(qint64 timeNs);
    void hovered(qint64 timeNs);  ///< negative: the pointer left

protected:
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] double xOf(qint64 timeNs) const;
    [[nodiscard]] qint64 timeAt(double x) const;
    /// What stands at that place: a mark, or the end of one.
    struct Found {
        const TimeMark* mark = nullptr;
        bool isEnd = false;
    };
    [[nodiscard]] Found markNear(double x) const;
    [[nodiscard]] const TimeMark* captioned() const;
    [[nodiscard]] QString tipAt(const QPoint& at) const;
    void paintMarks(QPainter& painter) const;
    void paintCaption(QPainter& painter) const;

    Look& m_look;
    qint64 m_lengthNs = 1;
    qint64 m_nowNs = 0;
    qint64 m_computedNs = 0;
    qint64 m_crosshairNs = -1;
    std::vector<TimeMark> m_marks;
};

}  // namespace app
