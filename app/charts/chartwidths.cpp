// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartwidths.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace app {

namespace {

constexpr int kAtOnce = 3;

// What is left over goes to all alike, the last one takes the rest.
void spread(std::vector<int>& widths, size_t count, int room) {
    const int rest = room - std::accumulate(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(count), 0);
    const int each = rest / static_cast<int>(count);
    for (int& width : widths) width += each;
    widths[count - 1] += rest - each * static_cast<int>(count);
}

}  // namespace

std::vector<int> chartWidths(const std::vector<int>& wanted, int least, int room) {
    std::vector<int> widths = wanted;
    if (widths.empty()) return widths;
    for (int& width : widths) width = std::max(width, least);
    size_t fitting = 0;
    for (int used = 0; fitting < widths.size() && used + widths[fitting] <= room; ++fitting) used += widths[fitting];
    const size_t wished = std::min({widths.size(), static_cast<size_t>(kAtOnce), static_cast<size_t>(std::max(1, room / least))});
    if (fitting < wished) {
        // Each gives up the same share of what it wants beyond the least.
        const int all = std::accumulate(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(wished), 0);
        const int beyond = std::max(1, all - least * static_cast<int>(wished));
        const int spare = std::max(0, room - least * static_cast<int>(wished));
        for (int& width : widths) width = std::min(width, least + (width - least) * spare / beyond);
        fitting = wished;
    }
    if (room >= least) spread(widths, fitting, room);
    return widths;
}

}  // namespace app
