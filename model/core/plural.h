// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace model {

/// "3 zones" or "1 zone" of "%n zone(s)": what a catalogue of the user's language says, else English.
[[nodiscard]] QString counted(const char* context, const char* text, qint64 n);

/// The English of a text with a number: an "s" for each "(s)" unless it is one.
[[nodiscard]] QString englishPlural(QString text, qint64 n);

}  // namespace model
