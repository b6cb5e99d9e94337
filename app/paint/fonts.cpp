// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paint/fonts.h"

#include <QColor>
#include <QDir>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace app {

namespace {

constexpr auto kFamily = "Inter";
// Where Debian's package fonts-inter puts it; asked only when the font system does not know the family.
constexpr auto kDebianFolder = "/usr/share/fonts/opentype/inter";

QString drawingFamily() {
    const QString family = QString::fromLatin1(kFamily);
    if (QFontDatabase::hasFamily(family)) return family;
    const QDir folder(QString::fromLatin1(kDebianFolder));
    for (const QString& style : {QStringLiteral("Inter-Regular.otf"), QStringLiteral("Inter-SemiBold.otf")}) {
        QFontDatabase::addApplicationFont(folder.filePath(style));
    }
    if (QFontDatabase::hasFamily(family)) return family;
    return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

QFont made(const QString& family, int sizePx, QFont::Weight weight) {
    QFont font(family);
    font.setPixelSize(sizePx);
    font.setWeight(weight);
    // Letters keep their places at every zoom, as in the table of widths that the layout measures with.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

qreal cellWidthPx(const QFontMetricsF& metrics) {
    qreal widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit) {
        widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
    }
    return widest;
}

}  // namespace

Fonts loadFonts() {
    const QString family = drawingFamily();
    return Fonts{
        .label = made(family, 12, QFont::DemiBold),
        .second = made(family, 11, QFont::Normal),
        .pill = made(family, 11, QFont::DemiBold),
        .note = made(family, 12, QFont::Normal),
        .heading = made(family, 15, QFont::DemiBold),
    };
}

qreal digitsWidthPx(const QFont& font, const QString& text) {
    const QFontMetricsF metrics(font);
    const qreal cellPx = cellWidthPx(metrics);
    qreal widthPx = 0;
    for (const QChar letter : text) widthPx += letter.isDigit() ? cellPx : metrics.horizontalAdvance(letter);
    return widthPx;
}

void paintDigits(QPainter& painter, const QPointF& baseline, const QString& text, const QFont& font, const QColor& ink) {
    const QFontMetricsF metrics(font);
    const qreal cellPx = cellWidthPx(metrics);
    painter.setFont(font);
    painter.setPen(ink);
    qreal x = baseline.x();
    for (const QChar letter : text) {
        const qreal advancePx = metrics.horizontalAdvance(letter);
        const qreal stepPx = letter.isDigit() ? cellPx : advancePx;
        painter.drawText(QPointF(x + (stepPx - advancePx) / 2, baseline.y()), QString(letter));
        x += stepPx;
    }
}

}  // namespace app
