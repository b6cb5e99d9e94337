// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include <array>
#include <optional>
#include <span>

namespace app {

enum class Scheme { Light, Dark };

// Every colour of the program has a name and stands in one table (theme.cpp); no other file names a colour.
enum class Token : quint8 {
    Window, Panel, Canvas, Grid, Line,
    Text, Secondary, Faint,
    Accent, OnAccent, AccentTint,
    Ok, Warning, WarningTint, Error, ErrorTint,
    Region, Vpc, Zone, PublicSubnet, PublicSubnetFill, PrivateSubnet, PrivateSubnetFill,
    Link, Read, Write, Replication, TtlDeletion, Refused,
    CategoryNetwork, CategoryCompute, CategoryData, CategoryStreams,
    CategoryStorage, CategoryIntegration, CategorySecurity, CategoryGeneral,
    Glyph,
    Count
};

// A pair of colours that really occurs: what is drawn, and the surface that it is drawn on. The contrast test walks them.
struct TokenPair {
    Token ink;
    Token surface;
};

class Theme final {
public:
    explicit Theme(Scheme scheme);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] QColor color(Token token) const { return m_colors[static_cast<std::size_t>(token)]; }
    // The colour at a lower opacity, for shadows, halos of drop targets and the like.
    [[nodiscard]] QColor color(Token token, qreal opacity) const;

    friend bool operator==(const Theme& a, const Theme& b) { return a.m_scheme == b.m_scheme; }

private:
    Scheme m_scheme;
    std::array<QColor, static_cast<std::size_t>(Token::Count)> m_colors;
};

// Names as rows of data write them ("region", "privateSubnet", "categoryData").
[[nodiscard]] std::optional<Token> tokenNamed(QStringView name);
[[nodiscard]] QString tokenName(Token token);

// The colour of a category's tiles; what has no category is "general".
[[nodiscard]] Token categoryToken(QStringView category);

// The fill that goes with a state, an accent or an outline (pills, subnets); Panel where the token has no tint of its own.
[[nodiscard]] Token tintOf(Token token);

// Contrast by WCAG 2.1, between 1 and 21: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

// Text needs a contrast of 4.5; glyphs, outlines, links, dots and chart series one of 3.
[[nodiscard]] std::span<const TokenPair> textPairs();
[[nodiscard]] std::span<const TokenPair> shapePairs();

}  // namespace app
