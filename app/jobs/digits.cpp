// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/digits.h"

#include <QRegularExpression>
#include <QStringList>

namespace app {

namespace {

QString groupedDigits(QString digits) {
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3) digits.insert(at, u',');
    return digits;
}

QString amountsGrouped(const QString& text) {
    static const QRegularExpression amount(QStringLiteral(R"((?<![\w.,:/#-])(?<!TCP |UDP |port |ports |rule )\d{4,}(?![\w:-]|/(?!s\b))(?!\.\d+\.))"));
    QString out;
    qsizetype last = 0;
    for (auto it = amount.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += text.mid(last, match.capturedStart() - last) + groupedDigits(match.captured());
        last = match.capturedEnd();
    }
    return out + text.mid(last);
}

}  // namespace

QString grouped(std::uint64_t number) { return groupedDigits(QString::number(static_cast<qulonglong>(number))); }

QString grouped(const QString& text) {
    QStringList parts = text.split(u'"');
    for (qsizetype i = 0; i < parts.size(); i += 2) parts[i] = amountsGrouped(parts[i]);  // every other one stands in quotes
    return parts.join(u'"');
}

}  // namespace app
