// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace app {

/// Writes long runs of digits in groups of three, as the fields read them too: "2000000 items" becomes "2,000,000 items".
/// Digits after a point and numbers below 10,000 stay as they are.
[[nodiscard]] QString grouped(const QString& text);

/// A figure that changes while one looks at it: few digits, grouped. "0.42", "38.5", "1,240", "2.4 M".
[[nodiscard]] QString liveNumber(double number);

}  // namespace app
