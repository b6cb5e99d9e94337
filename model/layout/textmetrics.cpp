// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/textmetrics.h"

#include "model/layout/intermetrics.h"

#include <QChar>
#include <QList>

#include <algorithm>
#include <cmath>

namespace model::layout {

namespace {

constexpr char16_t kEllipsis = 0x2026;

// Letters that Inter lacks come from whatever font the machine has; these are averages of common fonts, in ems.
double averageEm(char32_t letter)
{
    const QChar::Category category = QChar::category(letter);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Other_Format)
        return 0.0;
    switch (QChar::script(letter)) {
    case QChar::Script_Han:
    case QChar::Script_Hangul:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
        return 1.0;
    case QChar::Script_Arabic:
    case QChar::Script_Hebrew:
        return 0.5;
    default:
        break;
    }
    return letter > 0xFFFF ? 1.1 : 0.62;
}

int unitsOf(char32_t letter, FontWeight weight)
{
    for (std::size_t i = 0; i < kInter.rangeCount; ++i) {
        const InterRange &range = kInter.ranges[i];
        if (letter < range.first)
            break;
        if (letter > range.last)
            continue;
        const std::size_t at = std::size_t(range.offset) + letter - range.first;
        return weight == FontWeight::SemiBold ? kInter.semiBold[at] : kInter.regular[at];
    }
    return 0;
}

double letterPx(char32_t letter, const TextStyle &style)
{
    const int units = unitsOf(letter, style.weight);
    return style.sizePx * (units > 0 ? double(units) / kInter.unitsPerEm : averageEm(letter));
}

} // namespace

double textWidthPx(QStringView text, const TextStyle &style)
{
    double width = 0.0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t letter = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            letter = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        width += letterPx(letter, style);
    }
    return width;
}

double lineHeightPx(const TextStyle &style)
{
    return std::ceil(style.sizePx * double(kInter.ascent + kInter.descent + kInter.lineGap) / kInter.unitsPerEm);
}

double ascentPx(const TextStyle &style)
{
    return style.sizePx * double(kInter.ascent) / kInter.unitsPerEm;
}

QSizeF textSize(QStringView text, const TextStyle &style)
{
    return {textWidthPx(text, style), lineHeightPx(style)};
}

QString elidedInMiddle(const QString &text, const TextStyle &style, double maxWidthPx)
{
    if (textWidthPx(text, style) <= maxWidthPx)
        return text;
    const QList<uint> letters = text.toUcs4();
    double room = maxWidthPx - letterPx(kEllipsis, style);
    qsizetype head = 0;
    qsizetype tail = letters.size();
    // Beginning and end grow in turn, the beginning first: names differ at both ends more often than in the middle.
    while (head < tail) {
        const bool isHeadsTurn = head <= letters.size() - tail;
        const double next = letterPx(isHeadsTurn ? letters[head] : letters[tail - 1], style);
        if (next > room)
            break;
        room -= next;
        if (isHeadsTurn)
            ++head;
        else
            --tail;
    }
    const auto part = [&letters](qsizetype from, qsizetype to) {
        return QString::fromUcs4(reinterpret_cast<const char32_t *>(letters.constData()) + from, to - from);
    };
    return part(0, head) + QChar(kEllipsis) + part(tail, letters.size());
}

} // namespace model::layout
