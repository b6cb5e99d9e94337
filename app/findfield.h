// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace app {

class Look;

/// Looks like a field and opens the search over commands, nodes and services: it says its shortcut itself.
class FindField final : public QAbstractButton {
    Q_OBJECT
public:
    FindField(const QString& text, const QString& shortcut, Look& look, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override { return {344, 28}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Look& m_look;
    QString m_shortcut;
};

}  // namespace app
