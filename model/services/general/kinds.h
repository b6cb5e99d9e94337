// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

namespace model::general {

[[nodiscard]] KindSpec regionKind();
[[nodiscard]] KindSpec internetKind();
[[nodiscard]] KindSpec clientKind();
[[nodiscard]] KindSpec noteKind();

}  // namespace model::general
