// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figures.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace app {

QString grouped(const QString& text) {
    constexpr qsizetype kLeastDigits = 5;
    QString out;
    for (qsizetype i = 0; i < text.size();) {
        const bool begins = text[i].isDigit() && (i == 0 || (text[i - 1] != u'.' && !text[i - 1].isLetter()));
        qsizetype end = i;
        while (end < text.size() && text[end].isDigit()) ++end;
        if (!begins || end - i < kLeastDigits) {
            end = std::max(end, i + 1);
            out += text.mid(i, end - i);
        } else {
            for (qsizetype at = i; at < end; ++at) {
                if (at > i && (end - at) % 3 == 0) out += u',';
                out += text[at];
            }
        }
        i = end;
    }
    return out;
}

QString liveNumber(double number) {
    const double size = std::abs(number);
    if (size >= 1e6) return QLocale::c().toString(number / 1e6, 'f', size >= 1e8 ? 0 : 1) + QStringLiteral(" M");
    const int decimals = size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return grouped(QString::number(number, 'f', decimals));
}

QString liveCount(std::uint64_t count) { return count < 1'000'000 ? grouped(QString::number(count)) : liveNumber(static_cast<double>(count)); }

}  // namespace app
