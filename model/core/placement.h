// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"

namespace model {

/// A subnet of each zone of the VPC, private ones before public ones: where something without a place may stand.
[[nodiscard]] Refs subnetOfEachZone(const NodeView& vpc);

}  // namespace model
