// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QWidget>

#include <optional>

namespace model {
struct KindSpec;
}

namespace app {

class Look;

/// One kind in the palette. Dragging is our own mouse drag, so that it works the same in tests without a display.
class PaletteEntry final : public QWidget {
    Q_OBJECT
public:
    PaletteEntry(const model::KindSpec& kind, Look& look, QWidget* parent);

    [[nodiscard]] const model::KindSpec& kind() const { return m_kind; }
    [[nodiscard]] QSize sizeHint() const override { return {180, 28}; }

Q_SIGNALS:
    void dragStarted();
    void dragMoved(const QPoint& global);
    void dragEnded(const QPoint& global);
    void clicked();
    void activated();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    const model::KindSpec& m_kind;
    Look& m_look;
    std::optional<QPoint> m_pressed;
    bool m_isDragged = false;
};

/// The title of a category; a click folds it.
class PaletteHeader final : public QWidget {
    Q_OBJECT
public:
    PaletteHeader(const QString& title, Look& look, QWidget* parent);
    void setOpen(bool open);
    [[nodiscard]] QSize sizeHint() const override { return {180, 28}; }

Q_SIGNALS:
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_title;
    Look& m_look;
    bool m_isOpen = true;
};

}  // namespace app
