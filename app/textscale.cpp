// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/textscale.h"

#include <QApplication>
#include <QSettings>
#include <QWidget>

#include <algorithm>

namespace app {

namespace {

constexpr int kSmallest = 80, kLargest = 200, kStep = 10;
constexpr double kSmall = 0.88;
const QString kKey = QStringLiteral("textPercent");
constexpr auto kBaseSize = "skerryBaseTextSize";  // what the desktop gave, kept at the application

void apply(int percent) {
    if (!qApp->property(kBaseSize).isValid()) qApp->setProperty(kBaseSize, QApplication::font().pointSizeF());
    const double base = qApp->property(kBaseSize).toDouble();
    if (base <= 0) return;
    QFont font = QApplication::font();
    if (qFuzzyCompare(font.pointSizeF(), base * percent / 100)) return;
    font.setPointSizeF(base * percent / 100);
    QApplication::setFont(font);
}

}  // namespace

int textPercent() { return std::clamp(QSettings().value(kKey, 100).toInt(), kSmallest, kLargest); }

void scaleText(TextStep step) {
    const int percent = step == TextStep::Normal ? 100 : std::clamp(textPercent() + (step == TextStep::Larger ? kStep : -kStep), kSmallest, kLargest);
    QSettings().setValue(kKey, percent);
    apply(percent);
}

void restoreTextScale() { apply(textPercent()); }

QFont smallFont(const QWidget& widget) {
    QFont font = widget.font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * kSmall);
    else
        font.setPixelSize(std::max(8, static_cast<int>(font.pixelSize() * kSmall)));
    return font;
}

}  // namespace app
