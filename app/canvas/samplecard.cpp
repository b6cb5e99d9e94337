// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/samplecard.h"

#include "app/paint/context.h"
#include "app/paint/picturepainter.h"
#include "model/io/design.h"
#include "model/picture/linkpaths.h"
#include "model/picture/picturebuilder.h"
#include "model/rules/facts.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kWidthPx = 232;
constexpr int kPicturePx = 124;
constexpr int kWordsPx = 88;
constexpr int kMarginPx = 12;
constexpr int kTitlePx = 18;
constexpr int kAboutLines = 3;

/// The sample's drawing, as large as fits. A sample that cannot be read leaves the picture empty; a click tells why.
void paintSample(QPainter& painter, const QString& name, const model::KindRegistry& kinds, Look& look, const QSizeF& room) {
    auto design = model::sampleDesign(name);
    if (!design) return;
    model::Document document(kinds);
    if (!model::loadDesign(document, std::move(*design))) return;
    model::PictureBuilder builder(document);
    model::Facts facts(document);
    const model::Picture& picture = builder.build(model::linkPaths(document, &facts), &facts);
    if (picture.bounds.isEmpty()) return;
    const double zoom = std::min(room.width() / picture.bounds.width(), room.height() / picture.bounds.height());
    painter.translate(room.width() / 2, room.height() / 2);
    painter.scale(zoom, zoom);
    painter.translate(-picture.bounds.center());
    // In every detail, as a photograph of the drawing: the level of detail of the canvas would blow the titles up.
    paintPicture(painter, {look.theme(), look.fonts(), look.icons()}, picture, Arrow::None);
}

/// Some lines of text from the top of the box on; the last one ends in dots where words are left over.
void drawLines(QPainter& painter, const QRect& box, const QString& text, int lines) {
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    const QFontMetrics metrics(painter.font());
    int y = box.top() + metrics.ascent();
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(box.width());
        const QString rest = text.mid(line.textStart());
        const bool last = i + 1 == lines;
        painter.drawText(box.left(), y, last ? metrics.elidedText(rest, Qt::ElideRight, box.width()) : text.mid(line.textStart(), line.textLength()));
        y += metrics.lineSpacing();
    }
    layout.endLayout();
}

}  // namespace

SampleCard::SampleCard(const model::Sample& sample, const model::KindRegistry& kinds, Look& look, QWidget* parent)
    : QAbstractButton(parent), m_sample(sample), m_kinds(kinds), m_look(look) {
    setText(sample.title);
    setAccessibleDescription(sample.about);
    setToolTip(sample.about);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setFixedSize(sizeHint());
    connect(&look, &Look::changed, this, [this] {
        m_picture = {};
        update();
    });
}

void SampleCard::setPictured(bool pictured) {
    m_pictured = pictured;
    setFixedSize(sizeHint());
}

QSize SampleCard::sizeHint() const { return {kWidthPx, kWordsPx + (m_pictured ? kPicturePx : 0)}; }

QRect SampleCard::pictureRect() const { return {1, 1, width() - 2, kPicturePx - 1}; }

const QPixmap& SampleCard::picture(const QSize& size) {
    const qreal ratio = devicePixelRatioF();
    if (m_picture.size() != size * ratio) {
        m_picture = QPixmap(size * ratio);
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(Qt::transparent);
        QPainter painter(&m_picture);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        paintSample(painter, m_sample.name, m_kinds, m_look, size);
    }
    return m_picture;
}

void SampleCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = underMouse() || hasFocus();
    painter.setPen(QPen(m_look.color(lit ? Token::Accent : Token::Line), lit ? 2 : 1));
    painter.setBrush(m_look.color(isDown() ? Token::AccentTint : Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
    int y = kMarginPx;
    if (m_pictured) {
        const QRect room = pictureRect().adjusted(10, 10, -10, -6);
        painter.drawPixmap(room.topLeft(), picture(room.size()));
        y += kPicturePx - 4;
    }
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(m_look.color(Token::Text));
    painter.drawText(QRect(kMarginPx, y, width() - 2 * kMarginPx, kTitlePx), Qt::AlignLeft | Qt::AlignVCenter, m_sample.title);
    font.setWeight(QFont::Normal);
    font.setPixelSize(11);
    painter.setFont(font);
    painter.setPen(m_look.color(Token::Secondary));
    drawLines(painter, {kMarginPx, y + kTitlePx + 2, width() - 2 * kMarginPx, kWordsPx}, m_sample.about, kAboutLines);
}

}  // namespace app
