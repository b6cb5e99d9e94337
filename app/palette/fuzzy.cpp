// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/palette/fuzzy.h"

namespace app {

namespace {

// Letters of `typed` each begin a word of `text` or go on in the word that the last one began.
bool fitsWordBeginnings(QStringView typed, QStringView text) {
    if (typed.isEmpty()) return true;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool begins = i == 0 || !text[i - 1].isLetterOrNumber();
        if (!begins || text[i] != typed[0]) continue;
        qsizetype run = 0;
        while (run < typed.size() && i + run < text.size() && text[i + run] == typed[run]) ++run;
        for (; run > 0; --run)
            if (fitsWordBeginnings(typed.mid(run), text.mid(i + run))) return true;
    }
    return false;
}

bool fitsInOrder(QStringView typed, QStringView text) {
    qsizetype at = 0;
    for (const QChar c : text)
        if (at < typed.size() && typed[at] == c) ++at;
    return at == typed.size();
}

}  // namespace

int fuzzyScore(const QString& typed, const QString& text) {
    const QString wanted = typed.simplified().toCaseFolded();
    const QString inside = text.toCaseFolded();
    if (wanted.isEmpty()) return 1;
    if (inside == wanted) return 100;
    if (inside.startsWith(wanted)) return 90;
    if (inside.contains(u' ' + wanted)) return 80;
    if (inside.contains(wanted)) return 60;
    QString letters = wanted;
    letters.remove(u' ');
    if (fitsWordBeginnings(letters, inside)) return 50;
    return letters.size() >= 3 && fitsInOrder(letters, inside) ? 10 : 0;
}

}  // namespace app
