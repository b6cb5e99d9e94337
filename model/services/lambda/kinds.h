// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

namespace model::lambda {

[[nodiscard]] KindSpec functionKind();

}  // namespace model::lambda
