// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/naturalorder.h"

namespace model {

namespace {

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

// The digits at the beginning, without zeros before them; `text` goes on after them.
QStringView takeNumber(QStringView& text) {
    qsizetype length = 0;
    while (length < text.size() && isDigit(text[length])) ++length;
    QStringView number = text.first(length);
    while (number.size() > 1 && number.front() == u'0') number = number.sliced(1);
    text = text.sliced(length);
    return number;
}

// Longer numbers are larger ones.
int compareNumbers(QStringView a, QStringView b) {
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    return a.compare(b);
}

int compareNaturally(QStringView a, QStringView b) {
    while (!a.isEmpty() && !b.isEmpty()) {
        int result = 0;
        if (isDigit(a.front()) && isDigit(b.front())) {
            const QStringView first = takeNumber(a), second = takeNumber(b);
            result = compareNumbers(first, second);
        } else {
            result = a.first(1).compare(b.first(1), Qt::CaseInsensitive);
            a = a.sliced(1);
            b = b.sliced(1);
        }
        if (result != 0) return result;
    }
    return a.isEmpty() ? (b.isEmpty() ? 0 : -1) : 1;
}

}  // namespace

bool comesNaturallyBefore(QStringView a, QStringView b) {
    const int result = compareNaturally(a, b);
    return result != 0 ? result < 0 : a < b;
}

}  // namespace model
