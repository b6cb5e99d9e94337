// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QAbstractScrollArea;
class QKeyEvent;

namespace app {

/// Tells when Space is tapped on the canvas. Held while the mouse works it moves the paper or keeps a container, and is no tap. It takes
/// no event.
///
/// A key that is held repeats itself, on some desktops as releases and presses that nothing tells from a person's: a press right
/// after a release goes on with the hold before it, and a tap is told only when none has come.
class SpaceTap final : public QObject {
    Q_OBJECT
public:
    explicit SpaceTap(QAbstractScrollArea& canvas, QObject* parent = nullptr);
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void tapped();

private:
    void press(const QKeyEvent& key);
    void release(const QKeyEvent& key);
    void spoil();
    [[nodiscard]] qint64 timeOf(const QKeyEvent& key) const;

    QElapsedTimer m_clock;
    qint64 m_sinceMs = 0;     // when the hold began
    qint64 m_releasedMs = -1; // its last release; below 0: none
    bool m_isDown = false;
    bool m_isTap = false;  // so far: nothing else was done since the hold began
    QTimer m_wait;         // for the press that would go on with the hold
};

}  // namespace app
