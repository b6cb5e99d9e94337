// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/icons.h"
#include "app/theme/theme.h"

#include <QProxyStyle>

class QApplication;

namespace app {

// How controls look: Qt's Fusion, redrawn from the colour tokens. Controls are 26 px high with corners of 6 px; scroll bars
// are thin; the chrome steps back behind the drawing.
//
// Dynamic properties that widgets may set: "state" = "warning" or "error" on inputs, "quiet" = true on inputs that show their
// frame only under the pointer and with the focus, "primary" = true on buttons, "narrow" = true on tool buttons of a chevron.
class ChromeStyle final : public QProxyStyle {
    Q_OBJECT

public:
    explicit ChromeStyle(const Theme& theme);

    using QProxyStyle::polish;
    void polish(QWidget* widget) override;
    void polish(QPalette& palette) override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                       const QWidget* widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                         const QWidget* widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                                QStyleHintReturn* data) const override;
    [[nodiscard]] QIcon standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;

private:
    [[nodiscard]] bool drawPanel(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const;
    [[nodiscard]] bool drawIndicator(PrimitiveElement element, const QStyleOption* option, QPainter* painter) const;

    Theme m_theme;
    // Glyphs are drawn on demand, also from const functions.
    mutable Icons m_icons;
};

// Gives the application this look; again, after the theme has changed.
void applyChrome(QApplication& application, const Theme& theme);

}  // namespace app
