// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"

#include <QStyleOption>

class QPainter;
class QStyle;
class QWidget;

namespace app {

class Icons;

// What the drawing functions of the style are given.
struct ChromeContext {
    const Theme& theme;
    Icons& icons;
    const QStyle& style;

    [[nodiscard]] QColor color(Token token) const { return theme.color(token); }
    // The colour of text and glyphs: pale while disabled.
    [[nodiscard]] QColor ink(const QStyleOption& option, Token token = Token::Text) const {
        return option.state & QStyle::State_Enabled ? theme.color(token) : theme.color(Token::Faint, 0.6);
    }
};

enum class Corner { None = 0, Small = 4, Control = 6 };

// A filled rectangle with a line of one pixel, sharp at every scale. Invalid colours draw nothing.
void fillFrame(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& line, Corner corner);
void drawGlyph(QPainter& painter, const ChromeContext& context, const QRect& rect, const char* name, const QColor& ink);

void drawInput(QPainter& painter, const ChromeContext& context, const QStyleOption& option, const QWidget* widget);
void drawButton(QPainter& painter, const ChromeContext& context, const QStyleOptionButton& option, const QWidget* widget);
void drawFocusRing(QPainter& painter, const ChromeContext& context, const QStyleOption& option);
void drawToolButtonPanel(QPainter& painter, const ChromeContext& context, const QStyleOption& option, const QWidget* widget);
void drawCheckBox(QPainter& painter, const ChromeContext& context, const QStyleOption& option);
void drawRadioButton(QPainter& painter, const ChromeContext& context, const QStyleOption& option);
void drawRow(QPainter& painter, const ChromeContext& context, const QStyleOption& option);

void drawTab(QPainter& painter, const ChromeContext& context, const QStyleOptionTab& option);
void drawMenuItem(QPainter& painter, const ChromeContext& context, const QStyleOptionMenuItem& option);
void drawMenuBarItem(QPainter& painter, const ChromeContext& context, const QStyleOptionMenuItem& option);
void drawDockTitle(QPainter& painter, const ChromeContext& context, const QStyleOptionDockWidget& option);
void drawHeader(QPainter& painter, const ChromeContext& context, const QStyleOptionHeader& option);
void drawHeaderLabel(QPainter& painter, const ChromeContext& context, const QStyleOptionHeader& option);
void drawProgress(QPainter& painter, const ChromeContext& context, const QStyleOptionProgressBar& option);

void drawComboBox(QPainter& painter, const ChromeContext& context, const QStyleOptionComboBox& option,
                  const QWidget* widget);
void drawSpinBox(QPainter& painter, const ChromeContext& context, const QStyleOptionSpinBox& option, const QWidget* widget);
void drawScrollBar(QPainter& painter, const ChromeContext& context, const QStyleOptionSlider& option, const QWidget* widget);
void drawSlider(QPainter& painter, const ChromeContext& context, const QStyleOptionSlider& option, const QWidget* widget);

}  // namespace app
