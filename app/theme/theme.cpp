// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace app {

namespace {

struct Row {
    Token token;
    const char* name;
    QRgb light;
    QRgb dark;
};

constexpr QRgb opaque(QRgb rgb) { return 0xFF000000U | rgb; }

constexpr Row kRows[] = {
    {Token::Window, "window", opaque(0xF4F5F6), opaque(0x1B1E23)},
    {Token::Panel, "panel", opaque(0xFFFFFF), opaque(0x22262C)},
    {Token::Canvas, "canvas", opaque(0xFAFAF8), opaque(0x15181C)},
    {Token::Grid, "grid", opaque(0xE4E4DF), opaque(0x262B32)},
    {Token::Line, "line", opaque(0xD9DCE0), opaque(0x343A43)},
    {Token::Text, "text", opaque(0x1B1F24), opaque(0xE8EAED)},
    {Token::Secondary, "secondary", opaque(0x5A6470), opaque(0xA3ACB8)},
    {Token::Faint, "faint", opaque(0x67707A), opaque(0x8B95A1)},
    {Token::Accent, "accent", opaque(0x1863BA), opaque(0x6CB0FF)},
    {Token::OnAccent, "onAccent", opaque(0xFFFFFF), opaque(0x10131A)},
    {Token::AccentTint, "accentTint", opaque(0xE3EEFB), opaque(0x223A57)},
    {Token::Ok, "ok", opaque(0x1F7533), opaque(0x69DB7C)},
    {Token::Warning, "warning", opaque(0x995300), opaque(0xFFC069)},
    {Token::WarningTint, "warningTint", opaque(0xFFF1D6), opaque(0x3D2F14)},
    {Token::Error, "error", opaque(0xC22B2B), opaque(0xFF8787)},
    {Token::ErrorTint, "errorTint", opaque(0xFDE7E7), opaque(0x42201F)},
    {Token::Region, "region", opaque(0x0B7285), opaque(0x3BC9DB)},
    {Token::Vpc, "vpc", opaque(0x6741D9), opaque(0xA78BFA)},
    {Token::Zone, "zone", opaque(0x5F6975), opaque(0x8B95A1)},
    {Token::PublicSubnet, "publicSubnet", opaque(0x3F7A31), opaque(0x7CC46A)},
    {Token::PublicSubnetFill, "publicSubnetFill", opaque(0xEDF6E9), opaque(0x1C2A1C)},
    {Token::PrivateSubnet, "privateSubnet", opaque(0x2F6199), opaque(0x7FB2EA)},
    {Token::PrivateSubnetFill, "privateSubnetFill", opaque(0xEAF1FA), opaque(0x1A2634)},
    {Token::Link, "link", opaque(0x7C8590), opaque(0x8C96A3)},
    {Token::Read, "read", opaque(0x1863BA), opaque(0x6CB0FF)},
    {Token::Write, "write", opaque(0xC9400A), opaque(0xFF9A5C)},
    {Token::Replication, "replication", opaque(0x6741D9), opaque(0xB197FC)},
    {Token::TtlDeletion, "ttlDeletion", opaque(0x707983), opaque(0xADB5BD)},
    {Token::Refused, "refused", opaque(0xC22B2B), opaque(0xFF8787)},
    {Token::CategoryNetwork, "categoryNetwork", opaque(0x6741D9), opaque(0x7C5CE6)},
    {Token::CategoryCompute, "categoryCompute", opaque(0xC2570C), opaque(0xD9700F)},
    {Token::CategoryData, "categoryData", opaque(0x2F5BD0), opaque(0x4470E8)},
    {Token::CategoryStreams, "categoryStreams", opaque(0x0B7A75), opaque(0x0F8F88)},
    {Token::CategoryStorage, "categoryStorage", opaque(0x4B7F1A), opaque(0x5E9A24)},
    {Token::CategoryIntegration, "categoryIntegration", opaque(0xB02A6B), opaque(0xC8407F)},
    {Token::CategorySecurity, "categorySecurity", opaque(0xA8323A), opaque(0xC2454E)},
    {Token::CategoryGeneral, "categoryGeneral", opaque(0x5A6470), opaque(0x6B7683)},
    {Token::Glyph, "glyph", opaque(0xFFFFFF), opaque(0xFFFFFF)},
};
static_assert(std::size(kRows) == static_cast<std::size_t>(Token::Count));

// Rows stand in the order of the tokens, so that the table is its own index.
constexpr bool rowsAreInOrder() {
    for (std::size_t i = 0; i < std::size(kRows); ++i) {
        if (kRows[i].token != static_cast<Token>(i)) return false;
    }
    return true;
}
static_assert(rowsAreInOrder());

constexpr TokenPair kTextPairs[] = {
    {Token::Text, Token::Window}, {Token::Text, Token::Panel}, {Token::Text, Token::Canvas},
    {Token::Text, Token::AccentTint}, {Token::Text, Token::WarningTint}, {Token::Text, Token::ErrorTint},
    {Token::Text, Token::PublicSubnetFill}, {Token::Text, Token::PrivateSubnetFill},
    {Token::Secondary, Token::Window}, {Token::Secondary, Token::Panel}, {Token::Secondary, Token::Canvas},
    {Token::Secondary, Token::AccentTint},
    {Token::Secondary, Token::PublicSubnetFill}, {Token::Secondary, Token::PrivateSubnetFill},
    {Token::Faint, Token::Window}, {Token::Faint, Token::Panel},
    {Token::Accent, Token::Window}, {Token::Accent, Token::Panel}, {Token::Accent, Token::AccentTint},
    {Token::OnAccent, Token::Accent},
    {Token::Ok, Token::Panel}, {Token::Ok, Token::Window}, {Token::Ok, Token::Canvas},
    {Token::Warning, Token::Panel}, {Token::Warning, Token::WarningTint},
    {Token::Error, Token::Panel}, {Token::Error, Token::ErrorTint},
    {Token::Region, Token::Canvas}, {Token::Vpc, Token::Canvas}, {Token::Vpc, Token::Panel},
    {Token::Zone, Token::Canvas}, {Token::Replication, Token::Panel},
    {Token::PublicSubnet, Token::PublicSubnetFill}, {Token::PrivateSubnet, Token::PrivateSubnetFill},
};

constexpr TokenPair kShapePairs[] = {
    {Token::Region, Token::Canvas}, {Token::Vpc, Token::Canvas}, {Token::Zone, Token::Canvas},
    {Token::PublicSubnet, Token::Canvas}, {Token::PrivateSubnet, Token::Canvas},
    {Token::Link, Token::Canvas}, {Token::Link, Token::PublicSubnetFill}, {Token::Link, Token::PrivateSubnetFill},
    {Token::Read, Token::Canvas}, {Token::Read, Token::PrivateSubnetFill}, {Token::Read, Token::Panel},
    {Token::Read, Token::PublicSubnetFill}, {Token::Write, Token::PublicSubnetFill},
    {Token::Write, Token::Canvas}, {Token::Write, Token::PrivateSubnetFill}, {Token::Write, Token::Panel},
    {Token::Replication, Token::Canvas}, {Token::Replication, Token::Panel}, {Token::CategoryStreams, Token::Panel}, {Token::CategoryIntegration, Token::Panel},
    {Token::TtlDeletion, Token::Canvas}, {Token::TtlDeletion, Token::Panel},
    {Token::Refused, Token::Canvas}, {Token::Refused, Token::PrivateSubnetFill}, {Token::Refused, Token::Panel},
    {Token::Accent, Token::Canvas}, {Token::Accent, Token::PrivateSubnetFill}, {Token::Accent, Token::PublicSubnetFill},
    {Token::Glyph, Token::CategoryNetwork}, {Token::Glyph, Token::CategoryCompute}, {Token::Glyph, Token::CategoryData},
    {Token::Glyph, Token::CategoryStreams}, {Token::Glyph, Token::CategoryStorage},
    {Token::Glyph, Token::CategoryIntegration}, {Token::Glyph, Token::CategorySecurity},
    {Token::Glyph, Token::CategoryGeneral},
};

double relativeLuminance(const QColor& color) {
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

}  // namespace

Theme::Theme(Scheme scheme) : m_scheme(scheme) {
    for (const Row& row : kRows) {
        m_colors[static_cast<std::size_t>(row.token)] = QColor(scheme == Scheme::Light ? row.light : row.dark);
    }
}

QColor Theme::color(Token token, qreal opacity) const {
    QColor result = color(token);
    result.setAlphaF(static_cast<float>(opacity));
    return result;
}

std::optional<Token> tokenNamed(QStringView name) {
    const auto row = std::ranges::find_if(kRows, [name](const Row& each) { return name == QLatin1String(each.name); });
    if (row == std::end(kRows)) return std::nullopt;
    return row->token;
}

QString tokenName(Token token) { return QString::fromLatin1(kRows[static_cast<std::size_t>(token)].name); }

Token categoryToken(QStringView category) {
    if (category.isEmpty()) return Token::CategoryGeneral;
    const QString name = QLatin1String("category") + category.first(1).toString().toUpper() + category.mid(1).toString();
    return tokenNamed(name).value_or(Token::CategoryGeneral);
}

Token tintOf(Token token) {
    switch (token) {
    case Token::Accent: return Token::AccentTint;
    case Token::Warning: return Token::WarningTint;
    case Token::Error:
    case Token::Refused: return Token::ErrorTint;
    case Token::PublicSubnet: return Token::PublicSubnetFill;
    case Token::PrivateSubnet: return Token::PrivateSubnetFill;
    default: return Token::Panel;
    }
}

double contrastRatio(const QColor& a, const QColor& b) {
    const double first = relativeLuminance(a);
    const double second = relativeLuminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

std::span<const TokenPair> textPairs() { return kTextPairs; }
std::span<const TokenPair> shapePairs() { return kShapePairs; }

}  // namespace app
