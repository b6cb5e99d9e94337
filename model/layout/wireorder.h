// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/wire.h"

#include <cstddef>

namespace model::layout {

struct WirePlace {
    const Wire *wire = nullptr;
    std::size_t segment = 0;
};

// Two segments of one axis share a stretch of a channel. Negative: the first should stand at the smaller coordinate across,
// positive: at the larger one, 0: it makes no difference. Follows both wires to where they part.
[[nodiscard]] int betterOrder(const WirePlace &a, const WirePlace &b);

} // namespace model::layout
