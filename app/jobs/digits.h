// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace app {

/// "12,345", whatever the locale.
[[nodiscard]] QString grouped(std::uint64_t number);
/// The text with its numbers in groups of three digits, as fields read them too: "12,345.5 ms". What is no amount stays:
/// names in quotes, ports, numbers of rules, addresses, dates.
[[nodiscard]] QString grouped(const QString& text);

}  // namespace app
