// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/chrome/chromestyle.h"

#include "app/chrome/chromeshapes.h"
#include "app/theme/palette.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QFrame>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QSlider>
#include <QStyleOption>
#include <QTabBar>

#include <algorithm>

namespace app {

namespace {

constexpr int kLeastScrollSliderPx = 28;

// An input inside another one (the field of a spin box) leaves the frame to it.
bool isInnerEdit(const QWidget* widget) {
    return widget != nullptr && (qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) != nullptr ||
                                 qobject_cast<const QComboBox*>(widget->parentWidget()) != nullptr);
}

QRect scrollSlider(const QStyleOptionSlider& bar) {
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int lengthPx = horizontal ? bar.rect.width() : bar.rect.height();
    const int range = bar.maximum - bar.minimum;
    int sliderPx = lengthPx;
    if (range > 0) {
        const qint64 wanted = qint64(lengthPx) * bar.pageStep / (qint64(range) + bar.pageStep);
        sliderPx = int(std::clamp<qint64>(wanted, std::min(kLeastScrollSliderPx, lengthPx), lengthPx));
    }
    const int at = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, lengthPx - sliderPx,
                                                   bar.upsideDown);
    return horizontal ? QRect(at, 0, sliderPx, bar.rect.height()) : QRect(0, at, bar.rect.width(), sliderPx);
}

QRect scrollPart(const QStyleOptionSlider& bar, QStyle::SubControl part) {
    const QRect slider = scrollSlider(bar);
    const bool horizontal = bar.orientation == Qt::Horizontal;
    switch (part) {
    case QStyle::SC_ScrollBarGroove: return {QPoint(0, 0), bar.rect.size()};
    case QStyle::SC_ScrollBarSlider: return slider;
    case QStyle::SC_ScrollBarSubPage:
        return horizontal ? QRect(0, 0, slider.left(), bar.rect.height()) : QRect(0, 0, bar.rect.width(), slider.top());
    case QStyle::SC_ScrollBarAddPage:
        return horizontal ? QRect(slider.right() + 1, 0, bar.rect.width() - slider.right() - 1, bar.rect.height())
                          : QRect(0, slider.bottom() + 1, bar.rect.width(), bar.rect.height() - slider.bottom() - 1);
    default: return {};
    }
}

QRect spinPart(const QStyleOptionSpinBox& box, QStyle::SubControl part) {
    const bool hasButtons = box.buttonSymbols != QAbstractSpinBox::NoButtons;
    constexpr int kButtonPx = 20;
    const QRect& rect = box.rect;
    const int halfPx = (rect.height() - 4) / 2;
    switch (part) {
    case QStyle::SC_SpinBoxUp:
        return hasButtons ? QRect(rect.right() - kButtonPx - 1, rect.top() + 2, kButtonPx, halfPx) : QRect();
    case QStyle::SC_SpinBoxDown:
        return hasButtons ? QRect(rect.right() - kButtonPx - 1, rect.top() + 2 + halfPx, kButtonPx, halfPx) : QRect();
    case QStyle::SC_SpinBoxEditField: return rect.adjusted(6, 2, hasButtons ? -kButtonPx - 3 : -6, -2);
    default: return rect;
    }
}

}  // namespace

ChromeStyle::ChromeStyle(const Theme& theme) : QProxyStyle(QStringLiteral("Fusion")), m_theme(theme) {}

void ChromeStyle::polish(QPalette& palette) { palette = paletteOf(m_theme); }

void ChromeStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    const bool reacts = qobject_cast<QTabBar*>(widget) || qobject_cast<QScrollBar*>(widget) ||
                        qobject_cast<QSlider*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                        qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QComboBox*>(widget);
    if (reacts) widget->setAttribute(Qt::WA_Hover);
    // Panels are a shade brighter than the window that they dock to.
    if (auto* dock = qobject_cast<QDockWidget*>(widget)) {
        QPalette palette = paletteOf(m_theme);
        palette.setColor(QPalette::Window, m_theme.color(Token::Panel));
        dock->setPalette(palette);
        dock->setAutoFillBackground(true);
    }
    if (auto* tabs = qobject_cast<QTabBar*>(widget)) tabs->setExpanding(false);
}

bool ChromeStyle::drawPanel(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const {
    const ChromeContext context{m_theme, m_icons, *this};
    const QRect& rect = option->rect;
    switch (element) {
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        if (!isInnerEdit(widget)) drawInput(*painter, context, *option, widget);
        return true;
    case PE_PanelButtonCommand:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            drawButton(*painter, context, *button, widget);
        }
        return true;
    case PE_PanelButtonTool: drawToolButtonPanel(*painter, context, *option, widget); return true;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow: drawRow(*painter, context, *option); return true;
    case PE_PanelMenu:
    case PE_FrameMenu:
        fillFrame(*painter, rect, element == PE_PanelMenu ? context.color(Token::Panel) : QColor(),
                  context.color(Token::Line), Corner::None);
        return true;
    case PE_PanelTipLabel: fillFrame(*painter, rect, context.color(Token::Text), {}, Corner::None); return true;
    case PE_PanelMenuBar: painter->fillRect(rect, context.color(Token::Window)); return true;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), context.color(Token::Line));
        return true;
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_FrameDockWidget:
    case PE_FrameFocusRect:
    case PE_FrameButtonTool:
    case PE_FrameButtonBevel: return true;
    case PE_PanelStatusBar:
        painter->fillRect(rect, context.color(Token::Window));
        painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), context.color(Token::Line));
        return true;
    case PE_Frame: fillFrame(*painter, rect, {}, context.color(Token::Line), Corner::Small); return true;
    case PE_FrameGroupBox: fillFrame(*painter, rect, {}, context.color(Token::Line), Corner::Control); return true;
    default: return false;
    }
}

bool ChromeStyle::drawIndicator(PrimitiveElement element, const QStyleOption* option, QPainter* painter) const {
    const ChromeContext context{m_theme, m_icons, *this};
    const QRect& rect = option->rect;
    const auto glyph = [&](const char* name) {
        const int sidePx = std::min({16, rect.width(), rect.height()});
        const QRect place(rect.center().x() - sidePx / 2 + 1, rect.center().y() - sidePx / 2 + 1, sidePx, sidePx);
        drawGlyph(*painter, context, place, name, context.ink(*option, Token::Secondary));
    };
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawCheckBox(*painter, context, *option); return true;
    case PE_IndicatorRadioButton: drawRadioButton(*painter, context, *option); return true;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown: glyph("chevron-down"); return true;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp: glyph("chevron-up"); return true;
    case PE_IndicatorArrowLeft: glyph("chevron-left"); return true;
    case PE_IndicatorArrowRight: glyph("chevron-right"); return true;
    case PE_IndicatorTabClose: glyph("close"); return true;
    case PE_IndicatorHeaderArrow:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            glyph(header->sortIndicator == QStyleOptionHeader::SortUp ? "chevron-up" : "chevron-down");
        }
        return true;
    case PE_IndicatorBranch:
        if (option->state & State_Children) glyph(option->state & State_Open ? "chevron-down" : "chevron-right");
        return true;
    case PE_IndicatorToolBarSeparator:
        if (option->state & State_Horizontal) {
            painter->fillRect(QRect(rect.center().x(), rect.top() + 6, 1, rect.height() - 12), context.color(Token::Line));
        } else {
            painter->fillRect(QRect(rect.left() + 6, rect.center().y(), rect.width() - 12, 1), context.color(Token::Line));
        }
        return true;
    case PE_IndicatorDockWidgetResizeHandle: {
        const bool upright = rect.height() > rect.width();
        painter->fillRect(upright ? QRect(rect.center().x(), rect.top(), 1, rect.height())
                                  : QRect(rect.left(), rect.center().y(), rect.width(), 1),
                          context.color(option->state & State_MouseOver ? Token::Accent : Token::Line));
        return true;
    }
    default: return false;
    }
}

void ChromeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
    if (drawPanel(element, option, painter, widget) || drawIndicator(element, option, painter)) return;
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void ChromeStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
    const ChromeContext context{m_theme, m_icons, *this};
    const QRect& rect = option->rect;
    painter->save();
    if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option); tab && element == CE_TabBarTabShape) {
        drawTab(*painter, context, *tab);
    } else if (const auto* label = qstyleoption_cast<const QStyleOptionTab*>(option); label && element == CE_TabBarTabLabel) {
        QStyleOptionTab toned(*label);
        const Token ink = toned.state & State_Selected ? Token::Text : Token::Secondary;
        toned.palette.setColor(QPalette::WindowText, context.ink(toned, ink));
        toned.state &= ~State_HasFocus;
        QProxyStyle::drawControl(element, &toned, painter, widget);
    } else if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option); item && element == CE_MenuItem) {
        drawMenuItem(*painter, context, *item);
    } else if (item && element == CE_MenuBarItem) {
        drawMenuBarItem(*painter, context, *item);
    } else if (const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(option); dock && element == CE_DockWidgetTitle) {
        drawDockTitle(*painter, context, *dock);
    } else if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option); header && element == CE_HeaderSection) {
        drawHeader(*painter, context, *header);
    } else if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option); bar && element == CE_ProgressBarContents) {
        drawProgress(*painter, context, *bar);
    } else if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option); button && element == CE_PushButtonLabel) {
        QStyleOptionButton toned(*button);
        const bool primary = toned.features.testFlag(QStyleOptionButton::DefaultButton) || (toned.state & State_On) ||
                             (widget != nullptr && widget->property("primary").toBool());
        if (primary) toned.palette.setColor(QPalette::ButtonText, context.ink(toned, Token::Accent));
        QProxyStyle::drawControl(element, &toned, painter, widget);
    } else if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option); combo && element == CE_ComboBoxLabel) {
        QStyleOptionComboBox cut(*combo);
        const int icon = combo->currentIcon.isNull() ? 0 : combo->iconSize.width() + 4;
        const int room = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget).width() - icon;
        cut.currentText = combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, room);
        QProxyStyle::drawControl(element, &cut, painter, widget);
    } else if (header && element == CE_HeaderLabel) {
        drawHeaderLabel(*painter, context, *header);
    } else if (element == CE_ProgressBarGroove || element == CE_SizeGrip) {
        // Groove and contents are drawn together; a window is resized by its frame.
    } else if (element == CE_ToolBar || element == CE_MenuBarEmptyArea) {
        painter->fillRect(rect, context.color(element == CE_ToolBar ? Token::Panel : Token::Window));
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), context.color(Token::Line));
    } else if (element == CE_Splitter) {
        drawPrimitive(PE_IndicatorDockWidgetResizeHandle, option, painter, widget);
    } else {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
    painter->restore();
}

void ChromeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                     const QWidget* widget) const {
    const ChromeContext context{m_theme, m_icons, *this};
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option); combo && control == CC_ComboBox) {
        drawComboBox(*painter, context, *combo, widget);
    } else if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option); spin && control == CC_SpinBox) {
        drawSpinBox(*painter, context, *spin, widget);
    } else if (slider && control == CC_ScrollBar) {
        drawScrollBar(*painter, context, *slider, widget);
    } else if (slider && control == CC_Slider) {
        drawSlider(*painter, context, *slider, widget);
    } else if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option); tool && control == CC_ToolButton) {
        QStyleOptionToolButton plain(*tool);  // a chevron beside the word tells of the menu; no arrow in a corner besides
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        if (plain.state & State_AutoRaise) drawFocusRing(*painter, context, plain);  // others have it in their panel
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect ChromeStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents && !isInnerEdit(widget)) return option->rect.adjusted(7, 1, -7, -1);
    if (element == SE_ProgressBarContents || element == SE_ProgressBarGroove) return option->rect;
    return rect;
}

QRect ChromeStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                  const QWidget* widget) const {
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option); bar && control == CC_ScrollBar) {
        return scrollPart(*bar, part);
    }
    if (const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option); box && control == CC_SpinBox) {
        return visualRect(box->direction, box->rect, spinPart(*box, part));
    }
    if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option); box && control == CC_ComboBox) {
        constexpr int kArrowPx = 24;
        const QRect& rect = box->rect;
        if (part == SC_ComboBoxArrow) {
            return visualRect(box->direction, rect, QRect(rect.right() - kArrowPx + 1, rect.top(), kArrowPx, rect.height()));
        }
        if (part == SC_ComboBoxEditField) return visualRect(box->direction, rect, rect.adjusted(7, 2, -kArrowPx, -2));
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void applyChrome(QApplication& application, const Theme& theme) {
    QApplication::setStyle(new ChromeStyle(theme));
    application.setPalette(paletteOf(theme));
}

}  // namespace app
