// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace app {

/// Tells when Shift is tapped twice in a row, anywhere in the window: the other way to "find anything". It takes no event.
class DoubleShift final : public QObject {
    Q_OBJECT
public:
    explicit DoubleShift(QWidget& window);
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void tapped();

private:
    QWidget& m_window;
    QElapsedTimer m_since;
    bool m_isDown = false;   // alone, and nothing else was pressed since
    bool m_tappedOnce = false;
};

}  // namespace app
