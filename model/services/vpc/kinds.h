// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

namespace model::vpc {

[[nodiscard]] KindSpec vpcKind();
[[nodiscard]] KindSpec subnetKind();

}  // namespace model::vpc
