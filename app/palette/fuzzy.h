// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace app {

/// How well a text fits what was typed: whole words first, then beginnings of words ("gwe" finds "Gateway endpoint"), then
/// letters in order. 0: not at all.
[[nodiscard]] int fuzzyScore(const QString& typed, const QString& text);

}  // namespace app
