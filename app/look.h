// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/fonts.h"
#include "app/paint/icons.h"
#include "app/theme/theme.h"

#include <QObject>

namespace app {

/// Theme, icons and fonts of the running window, passed to every widget that draws. One exists; main() owns it.
class Look final : public QObject {
    Q_OBJECT
public:
    explicit Look(Scheme scheme, QObject* parent = nullptr) : QObject(parent), m_theme(scheme), m_fonts(loadFonts()) {}

    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] QColor color(Token token) const { return m_theme.color(token); }
    [[nodiscard]] Icons& icons() { return m_icons; }
    [[nodiscard]] const Fonts& fonts() const { return m_fonts; }

    void setScheme(Scheme scheme) {
        if (scheme == m_theme.scheme()) return;
        m_theme = Theme(scheme);
        Q_EMIT changed();
    }

Q_SIGNALS:
    /// Another theme: whoever keeps colours or pixmaps takes them anew.
    void changed();

private:
    Theme m_theme;
    Icons m_icons;
    Fonts m_fonts;
};

}  // namespace app
