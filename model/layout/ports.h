// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/trackgraph.h"

#include <span>
#include <vector>

namespace model::layout {

// Every place where one of these links may begin or end.
[[nodiscard]] std::vector<PortSpot> portsOf(const RouteScene &scene, std::span<const int> links, double margin,
                                            Containers containers);

} // namespace model::layout
