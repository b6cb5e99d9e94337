// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figures.h"

#include <QLocale>

#include <cmath>

namespace app {

QString liveNumber(double number) {
    const double size = std::abs(number);
    if (size >= 1e6) return QLocale::c().toString(number / 1e6, 'f', size >= 1e8 ? 0 : 1) + QStringLiteral(" M");
    const int decimals = size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return grouped(QString::number(number, 'f', decimals));
}

QString liveCount(std::uint64_t count) { return count < 1'000'000 ? grouped(QString::number(count)) : liveNumber(static_cast<double>(count)); }

}  // namespace app
