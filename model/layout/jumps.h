// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/route.h"

#include <QRectF>

#include <vector>

namespace model::layout {

// Finds where links cross and lets the vertical one jump.
void findJumps(std::vector<Route> &routes);

// The same where only some routes have changed; each lies within its reach, and did so before within what is vacated. Returns which
// routes have other jumps than before, those that changed aside.
[[nodiscard]] std::vector<int> updateJumps(std::vector<Route> &routes, const std::vector<int> &changed, const std::vector<QRectF> &reaches,
                                           const QRectF &vacated);

} // namespace model::layout
