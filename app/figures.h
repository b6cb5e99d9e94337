// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/digits.h"

#include <QString>

namespace app {

/// A figure that changes while one looks at it: few digits, grouped. "0.42", "38.5", "1,240", "2.4 M".
[[nodiscard]] QString liveNumber(double number);

}  // namespace app
