// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

namespace model::ec2 {

[[nodiscard]] KindSpec fleetKind();

}  // namespace model::ec2
