// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"

#include <QWidget>

namespace app {

class Look;

/// The count beside a tab's title, in the colour of what is counted. Hidden at nothing.
class CountPill final : public QWidget {
    Q_OBJECT
public:
    CountPill(Look& look, QWidget* parent);
    void show(int count, Token ink);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] QSize sizeHint() const override;
    using QWidget::show;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Look& m_look;
    int m_count = 0;
    Token m_ink = Token::Warning;
};

}  // namespace app
