// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSizeF>
#include <QString>
#include <QStringView>

namespace model::layout {

// Labels are measured with a table of Inter's advance widths instead of a font engine, so that the window and the
// command line draw the same picture on every machine. Canvas and exports always use Inter.
enum class FontWeight { Regular, SemiBold };

struct TextStyle {
    FontWeight weight = FontWeight::Regular;
    double sizePx = 12.0;
};

// Width of one line of text. Kerning is left out; letters outside the table take an average for their script.
[[nodiscard]] double textWidthPx(QStringView text, const TextStyle &style);

// Height of one line, rounded up to whole pixels, and the distance from its top to the baseline.
[[nodiscard]] double lineHeightPx(const TextStyle &style);
[[nodiscard]] double ascentPx(const TextStyle &style);

[[nodiscard]] QSizeF textSize(QStringView text, const TextStyle &style);

// The text itself if it fits, else its beginning and end around one ellipsis, at most maxWidthPx wide. Never splits a
// surrogate pair. A width too small for anything gives the ellipsis alone.
[[nodiscard]] QString elidedInMiddle(const QString &text, const TextStyle &style, double maxWidthPx);

} // namespace model::layout
