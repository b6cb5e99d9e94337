// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/plural.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace model {

QString englishPlural(QString text, qint64 n) {
    return text.replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

QString counted(const char* context, const char* text, qint64 n) {
    const qint64 most = std::numeric_limits<int>::max();
    return englishPlural(QCoreApplication::translate(context, text, nullptr, static_cast<int>(std::clamp<qint64>(n, 0, most))), n);
}

}  // namespace model
