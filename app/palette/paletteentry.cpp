// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/palette/paletteentry.h"

#include "app/look.h"
#include "app/paint/picturepainter.h"
#include "app/palette/kindgallery.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace app {

namespace {

constexpr int kInsetPx = 12;
constexpr int kIconPx = 22;

}  // namespace

PaletteEntry::PaletteEntry(const model::KindSpec& kind, Look& look, QWidget* parent) : QWidget(parent), m_kind(kind), m_look(look) {
    setObjectName(kind.id);
    setAccessibleName(kindTitle(kind));
    setAccessibleDescription(QCoreApplication::translate("model", kind.help));
    setToolTip(QStringLiteral("<p>%1</p>").arg(QCoreApplication::translate("model", kind.help).toHtmlEscaped()));
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(28);
    setCursor(Qt::OpenHandCursor);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void PaletteEntry::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(m_look.color(Token::Accent), 1) : QPen(Qt::NoPen));
        painter.setBrush(m_look.color(underMouse() ? Token::AccentTint : Token::Panel));
        painter.drawRoundedRect(QRectF(rect()).adjusted(6.5, 0.5, -6.5, -0.5), 6, 6);
    }
    const QRectF icon(kInsetPx, (height() - kIconPx) / 2.0, kIconPx, kIconPx);
    m_look.icons().paintTile(painter, icon, m_kind.id, m_look.color(categoryToken(m_kind.category)), m_look.color(Token::Glyph));
    painter.setPen(m_look.color(Token::Text));
    const QRect text(kInsetPx + kIconPx + 9, 0, width() - kInsetPx - kIconPx - 17, height());
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(kindTitle(m_kind), Qt::ElideRight, text.width()));
}

void PaletteEntry::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) m_pressed = event->position().toPoint();
}

void PaletteEntry::mouseMoveEvent(QMouseEvent* event) {
    if (!m_pressed) return;
    const QPoint global = event->globalPosition().toPoint();
    if (!m_isDragged) {
        if ((event->position().toPoint() - *m_pressed).manhattanLength() < QApplication::startDragDistance()) return;
        m_isDragged = true;
        Q_EMIT dragStarted();
    }
    Q_EMIT dragMoved(global);
}

void PaletteEntry::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_pressed) return;
    m_pressed.reset();
    if (std::exchange(m_isDragged, false))
        Q_EMIT dragEnded(event->globalPosition().toPoint());
    else if (rect().contains(event->position().toPoint()))
        Q_EMIT clicked();
}

void PaletteEntry::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) Q_EMIT activated();
}

void PaletteEntry::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) return Q_EMIT activated();
    QWidget::keyPressEvent(event);
}

void PaletteEntry::enterEvent(QEnterEvent*) { update(); }
void PaletteEntry::leaveEvent(QEvent*) { update(); }

PaletteHeader::PaletteHeader(const QString& title, Look& look, QWidget* parent) : QWidget(parent), m_title(title), m_look(look) {
    setFixedHeight(28);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(title);
    setCursor(Qt::PointingHandCursor);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void PaletteHeader::setOpen(bool open) {
    m_isOpen = open;
    update();
}

void PaletteHeader::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(m_look.color(hasFocus() ? Token::Accent : Token::Secondary));
    painter.drawText(rect().adjusted(kInsetPx, 4, -32, 0), Qt::AlignVCenter | Qt::AlignLeft, m_title);
    m_look.icons().paintGlyph(painter, QRectF(width() - 28, 8, 16, 16), m_isOpen ? QStringLiteral("ui/chevron-down") : QStringLiteral("ui/chevron-right"), m_look.color(Token::Secondary));
}

void PaletteHeader::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) Q_EMIT clicked();
}

void PaletteHeader::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space) return Q_EMIT clicked();
    QWidget::keyPressEvent(event);
}

}  // namespace app
