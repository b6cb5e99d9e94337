// SPDX-License-Identifier: GPL-3.0-or-later
// The larger controls of the style: tabs, menus, titles, combo boxes, scroll bars, sliders.
#include "app/chrome/chromeshapes.h"

#include <QPainter>
#include <QTabBar>

#include <algorithm>

namespace app {

namespace {

constexpr int kGlyphPx = 16;
constexpr int kMenuInsetPx = 10;
constexpr int kMenuIconPx = 20;

bool has(const QStyleOption& option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }

QRect glyphRect(const QRect& rect) {
    return {rect.center().x() - kGlyphPx / 2 + 1, rect.center().y() - kGlyphPx / 2 + 1, kGlyphPx, kGlyphPx};
}

void drawLine(QPainter& painter, const ChromeContext& context, const QRect& rect) {
    painter.fillRect(rect, context.color(Token::Line));
}

bool isVertical(QTabBar::Shape shape) {
    return shape == QTabBar::RoundedWest || shape == QTabBar::RoundedEast || shape == QTabBar::TriangularWest ||
           shape == QTabBar::TriangularEast;
}

}  // namespace

void drawTab(QPainter& painter, const ChromeContext& context, const QStyleOptionTab& option) {
    const bool selected = has(option, QStyle::State_Selected);
    const bool hovered = has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled);
    if (hovered && !selected) {
        fillFrame(painter, option.rect.adjusted(2, 4, -2, -4), context.theme.color(Token::Text, 0.05), {}, Corner::Control);
    }
    if (!selected) return;
    constexpr int kUnderlinePx = 2;
    const QRect& tab = option.rect;
    const QRect line = isVertical(option.shape)
                           ? QRect(tab.right() - kUnderlinePx + 1, tab.top() + 8, kUnderlinePx, tab.height() - 16)
                           : QRect(tab.left() + 10, tab.bottom() - kUnderlinePx + 1, tab.width() - 20, kUnderlinePx);
    painter.fillRect(line, context.color(Token::Accent));
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange)) {
        fillFrame(painter, tab.adjusted(2, 4, -2, -4), {}, context.color(Token::Accent), Corner::Control);
    }
}

void drawMenuItem(QPainter& painter, const ChromeContext& context, const QStyleOptionMenuItem& option) {
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        const QRect& rect = option.rect;
        if (option.text.isEmpty()) {
            drawLine(painter, context, {rect.left() + kMenuInsetPx, rect.center().y(), rect.width() - 2 * kMenuInsetPx, 1});
        } else {
            painter.setPen(context.color(Token::Secondary));
            painter.drawText(rect.adjusted(kMenuInsetPx, 0, -kMenuInsetPx, 0), Qt::AlignVCenter, option.text);
        }
        return;
    }
    if (has(option, QStyle::State_Selected) && has(option, QStyle::State_Enabled)) {
        fillFrame(painter, option.rect.adjusted(4, 1, -4, -1), context.color(Token::AccentTint), {}, Corner::Small);
    }
    const QRect iconRect(option.rect.left() + kMenuInsetPx, option.rect.center().y() - kGlyphPx / 2 + 1, kGlyphPx, kGlyphPx);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked) {
        drawGlyph(painter, context, iconRect, "check", context.ink(option, Token::Accent));
    } else if (!option.icon.isNull()) {
        option.icon.paint(&painter, iconRect, Qt::AlignCenter,
                          has(option, QStyle::State_Enabled) ? QIcon::Normal : QIcon::Disabled);
    }
    const qsizetype tab = option.text.indexOf(u'\t');
    const QRect textRect = option.rect.adjusted(kMenuInsetPx + kMenuIconPx + 4, 0, -kMenuInsetPx - kGlyphPx, 0);
    QFont font = option.font;
    if (option.menuItemType == QStyleOptionMenuItem::DefaultItem) font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(context.ink(option));
    painter.drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic,
                     tab < 0 ? option.text : option.text.left(tab));
    if (tab >= 0) {
        painter.setPen(context.ink(option, Token::Secondary));
        painter.drawText(textRect.adjusted(0, 0, kGlyphPx - 4, 0), Qt::AlignVCenter | Qt::AlignRight,
                         option.text.mid(tab + 1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow(option.rect.right() - kGlyphPx - 6, option.rect.center().y() - kGlyphPx / 2 + 1, kGlyphPx, kGlyphPx);
        drawGlyph(painter, context, arrow, "chevron-right", context.ink(option, Token::Secondary));
    }
}

void drawMenuBarItem(QPainter& painter, const ChromeContext& context, const QStyleOptionMenuItem& option) {
    painter.fillRect(option.rect, context.color(Token::Window));
    if (has(option, QStyle::State_Selected)) {
        const qreal opacity = has(option, QStyle::State_Sunken) ? 0.12 : 0.06;
        fillFrame(painter, option.rect.adjusted(0, 2, 0, -3), context.theme.color(Token::Text, opacity), {}, Corner::Small);
    }
    painter.setPen(context.ink(option));
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextShowMnemonic, option.text);
}

void drawDockTitle(QPainter& painter, const ChromeContext& context, const QStyleOptionDockWidget& option) {
    painter.fillRect(option.rect, context.color(Token::Panel));
    QFont font = painter.font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(context.color(Token::Secondary));
    const QRect text = context.style.subElementRect(QStyle::SE_DockWidgetTitleBarText, &option).adjusted(12, 0, 0, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(option.title, Qt::ElideMiddle, text.width()));
}

void drawHeader(QPainter& painter, const ChromeContext& context, const QStyleOptionHeader& option) {
    painter.fillRect(option.rect, context.color(Token::Panel));
    if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled)) {
        painter.fillRect(option.rect, context.theme.color(Token::Text, 0.04));
    }
    drawLine(painter, context, {option.rect.left(), option.rect.bottom(), option.rect.width(), 1});
}

void drawHeaderLabel(QPainter& painter, const ChromeContext& context, const QStyleOptionHeader& option) {
    // Titles stand above their columns: to the left, unless the model says otherwise.
    Qt::Alignment side = option.textAlignment & Qt::AlignHorizontal_Mask;
    if (side == Qt::AlignHCenter || !side) side = Qt::AlignLeft;
    const QRect& rect = option.rect;  // has the margin of the cells below already
    painter.setPen(context.ink(option, Token::Secondary));
    painter.drawText(rect, side | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(option.text, Qt::ElideRight, rect.width()));
}

void drawProgress(QPainter& painter, const ChromeContext& context, const QStyleOptionProgressBar& option) {
    constexpr int kBarPx = 6;
    const QRect groove(option.rect.left(), option.rect.center().y() - kBarPx / 2 + 1, option.rect.width(), kBarPx);
    fillFrame(painter, groove, context.color(Token::Line), {}, Corner::Small);
    const int range = option.maximum - option.minimum;
    // An unknown end shows a bar that is neither empty nor full.
    const double share = range <= 0 ? 0.4 : double(option.progress - option.minimum) / range;
    QRect done = groove;
    done.setWidth(int(groove.width() * std::clamp(share, 0.0, 1.0)));
    if (done.width() > 0) fillFrame(painter, done, context.color(Token::Accent), {}, Corner::Small);
}

void drawComboBox(QPainter& painter, const ChromeContext& context, const QStyleOptionComboBox& option,
                  const QWidget* widget) {
    if (option.frame) drawInput(painter, context, option, widget);
    const QRect arrow = context.style.subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxArrow, widget);
    drawGlyph(painter, context, glyphRect(arrow), "chevron-down", context.ink(option, Token::Secondary));
}

void drawSpinBox(QPainter& painter, const ChromeContext& context, const QStyleOptionSpinBox& option, const QWidget* widget) {
    if (option.frame) drawInput(painter, context, option, widget);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons) return;
    const auto button = [&](QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag step, const char* glyph) {
        const QRect rect = context.style.subControlRect(QStyle::CC_SpinBox, &option, part, widget);
        const bool hovered = option.activeSubControls == part && has(option, QStyle::State_MouseOver);
        if (hovered) fillFrame(painter, rect, context.theme.color(Token::Text, 0.07), {}, Corner::Small);
        constexpr int kSidePx = 12;
        const QRect place(rect.center().x() - kSidePx / 2 + 1, rect.center().y() - kSidePx / 2 + 1, kSidePx, kSidePx);
        const bool works = option.stepEnabled.testFlag(step);
        drawGlyph(painter, context, place, glyph, works ? context.ink(option, Token::Secondary) : context.color(Token::Line));
    };
    button(QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, "chevron-up");
    button(QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, "chevron-down");
}

void drawScrollBar(QPainter& painter, const ChromeContext& context, const QStyleOptionSlider& option, const QWidget* widget) {
    painter.fillRect(option.rect, option.palette.color(QPalette::Base));
    if (option.maximum <= option.minimum) return;
    const bool active = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
    const int marginPx = active ? 1 : 2;
    const QRect slider = context.style.subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, widget)
                             .adjusted(marginPx, marginPx, -marginPx, -marginPx);
    fillFrame(painter, slider, context.theme.color(Token::Faint, active ? 0.75 : 0.4), {}, Corner::Small);
}

void drawSlider(QPainter& painter, const ChromeContext& context, const QStyleOptionSlider& option, const QWidget* widget) {
    constexpr int kGroovePx = 4;
    const bool horizontal = option.orientation == Qt::Horizontal;
    const QRect& rect = option.rect;
    const QRect groove = horizontal
                             ? QRect(rect.left() + 2, rect.center().y() - kGroovePx / 2 + 1, rect.width() - 4, kGroovePx)
                             : QRect(rect.center().x() - kGroovePx / 2 + 1, rect.top() + 2, kGroovePx, rect.height() - 4);
    const QRect handle = context.style.subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, widget);
    fillFrame(painter, groove, context.color(Token::Line), {}, Corner::Small);
    QRect done = groove;
    if (horizontal) option.upsideDown ? done.setLeft(handle.center().x()) : done.setRight(handle.center().x());
    else option.upsideDown ? done.setTop(handle.center().y()) : done.setBottom(handle.center().y());
    const bool enabled = has(option, QStyle::State_Enabled);
    if (enabled) fillFrame(painter, done, context.color(Token::Accent), {}, Corner::Small);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(context.color(enabled ? Token::Accent : Token::Line), 2));
    painter.setBrush(context.color(Token::Panel));
    const qreal radius = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_HasFocus) ? 7 : 6;
    painter.drawEllipse(QRectF(handle).center(), radius, radius);
    painter.restore();
}

}  // namespace app
