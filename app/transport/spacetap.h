// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

class QAbstractScrollArea;

namespace app {

/// Tells when Space is tapped on the canvas. Held while the mouse works it moves the paper or keeps a container, and is no tap. It takes
/// no event.
class SpaceTap final : public QObject {
    Q_OBJECT
public:
    explicit SpaceTap(QAbstractScrollArea& canvas, QObject* parent = nullptr);
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void tapped();

private:
    QElapsedTimer m_since;
    bool m_isDown = false;  // and nothing else was done since
};

}  // namespace app
