// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace model::layout {

// Places on a line for things that have bounds, wishes, and distances to keep from each other.
struct ChannelItem {
    double lo = 0.0;
    double hi = 0.0;
    double wish = 0.0;
};

struct ChannelGap {
    int before = -1;
    int after = -1;
    double distance = 0.0;
};

// The places nearest to the wishes. Where there is not enough room, distances shrink in the group that is too crowded.
// The items must be numbered so that "before" is always smaller than "after".
[[nodiscard]] std::vector<double> solveChannels(const std::vector<ChannelItem> &items, std::vector<ChannelGap> gaps);

} // namespace model::layout
