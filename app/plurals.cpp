// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plurals.h"

namespace app {

QString EnglishPlurals::translate(const char*, const char* sourceText, const char*, int n) const {
    if (n < 0) return {};
    QString text = QString::fromUtf8(sourceText);
    return text.replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

}  // namespace app
