// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/digits.h"

#include <QString>

#include <cstdint>

namespace app {

/// A figure that changes while one looks at it: few digits, grouped. "0.42", "38.5", "1,240", "2.4 M".
[[nodiscard]] QString liveNumber(double number);
/// How many of something: never with a fraction. "4", "1,240", "2.4 M".
[[nodiscard]] QString liveCount(std::uint64_t count);
[[nodiscard]] inline QString liveCount(double count) { return liveCount(count > 0 ? static_cast<std::uint64_t>(count + 0.5) : std::uint64_t(0)); }

}  // namespace app
