// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes, habits and standard icons of the style.
#include "app/chrome/chromestyle.h"

#include <QStyleOption>
#include <QToolButton>

#include <algorithm>

namespace app {

namespace {

constexpr int kControlHeightPx = 26;
constexpr int kRowHeightPx = 26;
constexpr int kTabHeightPx = 32;

}  // namespace

QSize ChromeStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                    const QWidget* widget) const {
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    const auto atLeast = [&](int heightPx) { size.setHeight(std::max(size.height(), heightPx)); };
    switch (type) {
    case CT_PushButton:
        size = {std::max(contents.width() + 24, 64), std::max(kControlHeightPx, contents.height() + 8)};
        break;
    case CT_LineEdit: size = {contents.width() + 14, std::max(kControlHeightPx, contents.height() + 6)}; break;
    // The field inside has its own margins already.
    case CT_SpinBox: size = {contents.width() + 34, std::max(kControlHeightPx, contents.height())}; break;
    case CT_ComboBox: size = {contents.width() + 38, std::max(kControlHeightPx, contents.height() + 8)}; break;
    case CT_ToolButton:
        size = size.expandedTo({28, 28});
        if (widget != nullptr && widget->property("narrow").toBool()) size = {16, 28};
        break;
    case CT_CheckBox:
    case CT_RadioButton: atLeast(24); break;
    case CT_ItemViewItem:
    case CT_HeaderSection: atLeast(kRowHeightPx); break;
    case CT_TabBarTab: atLeast(kTabHeightPx); break;
    case CT_MenuBarItem: size = {contents.width() + 18, std::max(28, contents.height() + 8)}; break;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty()) return {contents.width(), 9};
            size = {contents.width() + 10 + 24 + 34, std::max(kControlHeightPx, contents.height() + 6)};
            if (item->text.contains(u'\t')) size.rwidth() += 24;
        }
        break;
    default: break;
    }
    return size;
}

int ChromeStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_DefaultFrameWidth: return 1;
    case PM_ScrollBarExtent: return 10;
    case PM_ScrollBarSliderMin: return 28;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent: return 5;
    case PM_DockWidgetFrameWidth: return 0;
    case PM_DockWidgetTitleMargin: return 6;
    case PM_ToolBarFrameWidth: return 0;
    case PM_ToolBarItemMargin: return 6;
    case PM_ToolBarItemSpacing: return 4;
    case PM_ToolBarSeparatorExtent: return 13;
    case PM_ToolBarIconSize: return 20;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize: return 16;
    case PM_TabBarTabHSpace: return 20;
    case PM_TabBarTabVSpace: return 12;
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap: return 0;
    case PM_MenuPanelWidth: return 1;
    case PM_MenuHMargin: return 0;
    case PM_MenuVMargin: return 4;
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin: return 0;
    case PM_MenuBarHMargin: return 6;
    case PM_MenuBarItemSpacing: return 2;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return 8;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength: return 16;
    case PM_TreeViewIndentation: return 18;
    case PM_HeaderMargin: return 6;
    case PM_FocusFrameHMargin: return 6;
    case PM_ToolTipLabelFrameWidth: return 4;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return 8;
    case PM_MenuButtonIndicator: return 16;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ChromeStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* data) const {
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
    case SH_DockWidget_ButtonsHaveFrame:
    case SH_ScrollBar_Transient: return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition: return hint == SH_ItemView_ShowDecorationSelected;
    case SH_Slider_AbsoluteSetButtons: return Qt::LeftButton;
    case SH_TabBar_Alignment: return Qt::AlignLeft;
    case SH_ToolTipLabel_Opacity: return 255;
    // Menus fade and combos slide by timers; a program of measured frames does without.
    case SH_Widget_Animation_Duration: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QIcon ChromeStyle::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const {
    const auto glyph = [&](const char* name) { return m_icons.actionIcon(QStringLiteral("ui/") + QLatin1String(name), m_theme, 16); };
    switch (which) {
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
    case SP_LineEditClearButton:
    case SP_TabCloseButton: return glyph("close");
    case SP_TitleBarNormalButton: return glyph("float");
    case SP_ToolBarHorizontalExtensionButton: return glyph("more");
    case SP_ToolBarVerticalExtensionButton: return glyph("more");
    case SP_ArrowBack: return glyph("chevron-left");
    case SP_ArrowForward: return glyph("chevron-right");
    default: return QProxyStyle::standardIcon(which, option, widget);
    }
}

}  // namespace app
