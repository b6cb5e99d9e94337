// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/nearmatches.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <utility>
#include <vector>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

constexpr qsizetype kMostMatches = 3;

/// How many letters were added, left out, replaced, or swapped with their neighbour.
qsizetype distance(const QString& a, const QString& b) {
    std::vector<qsizetype> before, last(static_cast<size_t>(b.size()) + 1), row(last.size());
    for (size_t j = 0; j < last.size(); ++j) last[j] = static_cast<qsizetype>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<size_t>(j);
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            const bool isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (isSwap) row[at] = std::min(row[at], before[at - 2] + 1);
        }
        before = std::exchange(last, row);
    }
    return last.back();
}

/// 0 for the same word in other letters; -1 where it is too far away.
qsizetype farness(const QString& word, const QString& known) {
    static const QRegularExpression divider(QStringLiteral("[.-]"));
    if (word == known) return 0;
    if (known.split(divider).contains(word) || (word.size() > 2 && known.startsWith(word))) return 1;
    const qsizetype letters = distance(word, known);
    return letters <= std::max<qsizetype>(1, word.size() / 3) ? letters : -1;
}

}  // namespace

QStringList nearMatches(const QString& word, const QStringList& known) {
    std::vector<std::pair<qsizetype, QString>> found;
    for (const QString& each : known)
        if (const qsizetype far = farness(word.toLower(), each.toLower()); far >= 0) found.emplace_back(far, each);
    std::ranges::stable_sort(found, {}, &std::pair<qsizetype, QString>::first);
    QStringList words;
    for (const auto& [far, each] : found)
        if (words.size() < kMostMatches) words += each;
    return words;
}

QString didYouMean(const QString& word, const QStringList& known) {
    QStringList words = nearMatches(word, known);
    if (words.isEmpty()) return QStringLiteral(".");
    for (QString& each : words) each = u'"' + each + u'"';
    const QString last = words.takeLast();
    const QString said = words.isEmpty() ? last : tr("%1 or %2").arg(words.join(QStringLiteral(", ")), last);
    return tr("; did you mean %1?").arg(said);
}

}  // namespace app::cli
