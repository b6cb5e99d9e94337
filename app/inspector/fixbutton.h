// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace app {

/// The button of a fix. A sentence longer than the panel is cut with dots; then the tooltip has all of it. It never widens its panel.
class FixButton final : public QPushButton {
    Q_OBJECT
public:
    FixButton(const QString& title, QWidget* parent);

    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] int besideTextPx() const;

    QString m_title;
};

}  // namespace app
