// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/palette.h"

#include "app/theme/theme.h"

namespace app {

QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token) { palette.setColor(role, theme.color(token)); };
    set(QPalette::Window, Token::Window);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Panel);
    set(QPalette::AlternateBase, Token::Window);
    set(QPalette::Text, Token::Text);
    set(QPalette::PlaceholderText, Token::Faint);
    set(QPalette::Button, Token::Panel);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::Error);
    set(QPalette::ToolTipBase, Token::Text);
    set(QPalette::ToolTipText, Token::Panel);
    set(QPalette::Highlight, Token::AccentTint);
    set(QPalette::HighlightedText, Token::Text);
    set(QPalette::Link, Token::Accent);
    set(QPalette::LinkVisited, Token::Vpc);
    set(QPalette::Light, Token::Panel);
    set(QPalette::Midlight, Token::Line);
    set(QPalette::Mid, Token::Line);
    set(QPalette::Dark, Token::Faint);
    set(QPalette::Shadow, Token::Line);

    const QColor disabled = theme.color(Token::Faint, 0.6);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.color(Token::Line));
    return palette;
}

}  // namespace app
