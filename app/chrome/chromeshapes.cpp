// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/chrome/chromeshapes.h"

#include "app/paint/icons.h"

#include <QPainter>
#include <QWidget>

namespace app {

namespace {

constexpr int kCheckPx = 16;

bool has(const QStyleOption& option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }

QRect centred(const QRect& rect, int sidePx) {
    return {rect.center().x() - sidePx / 2 + 1, rect.center().y() - sidePx / 2 + 1, sidePx, sidePx};
}

Token inputLine(const QStyleOption& option, const QWidget* widget) {
    const QString state = widget == nullptr ? QString() : widget->property("state").toString();
    if (state == u"error") return Token::Error;
    if (state == u"warning") return Token::Warning;
    return has(option, QStyle::State_HasFocus) ? Token::Accent : Token::Line;
}

void ring(QPainter& painter, const QRect& rect, const QColor& ink, Corner corner) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), int(corner), int(corner));
    painter.restore();
}

}  // namespace

void fillFrame(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& line, Corner corner) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = line.isValid() ? 0.5 : 0;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), int(corner), int(corner));
    painter.restore();
}

void drawGlyph(QPainter& painter, const ChromeContext& context, const QRect& rect, const char* name, const QColor& ink) {
    context.icons.paintGlyph(painter, QRectF(rect), QStringLiteral("ui/") + QLatin1String(name), ink);
}

void drawInput(QPainter& painter, const ChromeContext& context, const QStyleOption& option, const QWidget* widget) {
    const Token line = inputLine(option, widget);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool readOnly = has(option, QStyle::State_ReadOnly);
    const bool resting = line == Token::Line && !has(option, QStyle::State_MouseOver);
    if (resting && widget != nullptr && widget->property("quiet").toBool()) return;
    const QColor fill = context.color(enabled && !readOnly ? Token::Panel : Token::Window);
    QColor edge = context.color(line);
    if (line == Token::Line && enabled && has(option, QStyle::State_MouseOver)) edge = context.theme.color(Token::Faint, 0.7);
    fillFrame(painter, option.rect, fill, edge, Corner::Control);
    if (line != Token::Line) ring(painter, option.rect, edge, Corner::Control);
}

void drawButton(QPainter& painter, const ChromeContext& context, const QStyleOptionButton& option, const QWidget* widget) {
    const bool primary = option.features.testFlag(QStyleOptionButton::DefaultButton) || has(option, QStyle::State_On) ||
                         (widget != nullptr && widget->property("primary").toBool());
    const bool hovered = has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled);
    const bool pressed = has(option, QStyle::State_Sunken);
    if (option.features.testFlag(QStyleOptionButton::Flat) && !primary && !hovered && !pressed) return;
    const bool marked = primary && has(option, QStyle::State_Enabled);
    QColor fill = context.color(marked ? Token::AccentTint : Token::Panel);
    if (pressed) fill = context.theme.color(marked ? Token::Accent : Token::Text, marked ? 0.28 : 0.12);
    else if (hovered) fill = context.theme.color(marked ? Token::Accent : Token::Text, marked ? 0.18 : 0.05);
    fillFrame(painter, option.rect, context.color(Token::Panel), {}, Corner::Control);
    fillFrame(painter, option.rect, fill, context.color(marked ? Token::Accent : Token::Line), Corner::Control);
    drawFocusRing(painter, context, option);
}

void drawFocusRing(QPainter& painter, const ChromeContext& context, const QStyleOption& option) {
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange)) ring(painter, option.rect, context.color(Token::Accent), Corner::Control);
}

void drawToolButtonPanel(QPainter& painter, const ChromeContext& context, const QStyleOption& option, const QWidget* widget) {
    const bool enabled = has(option, QStyle::State_Enabled);
    if (enabled && widget != nullptr && widget->property("primary").toBool()) {
        const qreal opacity = has(option, QStyle::State_Sunken) ? 0.8 : has(option, QStyle::State_MouseOver) ? 0.9 : 1;
        fillFrame(painter, option.rect, context.theme.color(Token::Accent, opacity), {}, Corner::Control);
    } else if (has(option, QStyle::State_On)) {
        fillFrame(painter, option.rect, context.color(Token::AccentTint), {}, Corner::Control);
    } else if (enabled && has(option, QStyle::State_Sunken)) {
        fillFrame(painter, option.rect, context.theme.color(Token::Text, 0.14), {}, Corner::Control);
    } else if (enabled && has(option, QStyle::State_MouseOver)) {
        fillFrame(painter, option.rect, context.theme.color(Token::Text, 0.07), {}, Corner::Control);
    }
    drawFocusRing(painter, context, option);
}

void drawCheckBox(QPainter& painter, const ChromeContext& context, const QStyleOption& option) {
    const QRect box = centred(option.rect, kCheckPx);
    const bool marked = has(option, QStyle::State_On) || has(option, QStyle::State_NoChange);
    const bool enabled = has(option, QStyle::State_Enabled);
    const Token edge = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_HasFocus) ? Token::Accent : Token::Faint;
    if (!marked) {
        fillFrame(painter, box, context.color(Token::Panel), context.color(enabled ? edge : Token::Line), Corner::Small);
        return;
    }
    fillFrame(painter, box, enabled ? context.color(Token::Accent) : context.color(Token::Line), {}, Corner::Small);
    drawGlyph(painter, context, box, has(option, QStyle::State_On) ? "check" : "remove", context.color(Token::OnAccent));
}

void drawRadioButton(QPainter& painter, const ChromeContext& context, const QStyleOption& option) {
    const QRectF circle = QRectF(centred(option.rect, kCheckPx)).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool marked = has(option, QStyle::State_On);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool lit = marked || has(option, QStyle::State_MouseOver) || has(option, QStyle::State_HasFocus);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(context.color(!enabled ? Token::Line : lit ? Token::Accent : Token::Faint), marked ? 1.6 : 1));
    painter.setBrush(context.color(Token::Panel));
    painter.drawEllipse(circle);
    if (marked) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(context.color(enabled ? Token::Accent : Token::Line));
        painter.drawEllipse(circle.center(), 4, 4);
    }
    painter.restore();
}

void drawRow(QPainter& painter, const ChromeContext& context, const QStyleOption& option) {
    if (has(option, QStyle::State_Selected)) {
        painter.fillRect(option.rect, context.color(Token::AccentTint));
    } else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled)) {
        painter.fillRect(option.rect, context.theme.color(Token::Text, 0.045));
    }
}

}  // namespace app
