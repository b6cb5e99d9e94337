// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace app {

class CanvasView;

/// Renames a node in its place on the canvas. Enter takes the name, Esc leaves it; it goes away with the focus.
class RenameField final : public QLineEdit {
    Q_OBJECT
public:
    RenameField(CanvasView& view, int tile);

Q_SIGNALS:
    void renamed(const QString& name);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void finish();

    CanvasView& m_view;
    QString m_before;
    bool m_isDone = false;
};

}  // namespace app
