// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/flowstate.h"

#include <algorithm>

namespace sim {

void IdleList::forgetBefore(std::int64_t oldestNs) {
    while (first < sinceNs.size() && sinceNs[first] < oldestNs)
        ++first;
    if (first > 64 && first * 2 > sinceNs.size()) {
        sinceNs.erase(sinceNs.begin(), sinceNs.begin() + static_cast<std::ptrdiff_t>(first));
        first = 0;
    }
}

bool IdleList::take() {
    if (count() == 0)
        return false;
    sinceNs.pop_back();
    return true;
}

void IdleList::clear() {
    sinceNs.clear();
    first = 0;
}

ChangeCounts ChangeCounts::take(std::uint64_t wanted) {
    ChangeCounts taken;
    std::uint64_t all = total();
    std::uint64_t left = std::min(wanted, all);
    for (std::size_t kind = 0; kind < of.size() && left > 0; ++kind) {
        // What is left of the wanted ones, by this kind's part of what is left of all: the last kind takes the rest.
        const double part = static_cast<double>(left) * static_cast<double>(of[kind]) / static_cast<double>(all);
        const std::uint64_t others = all - of[kind];
        taken.of[kind] = std::clamp(static_cast<std::uint64_t>(part + 0.5), left > others ? left - others : 0, std::min(of[kind], left));
        all = others;
        left -= taken.of[kind];
        of[kind] -= taken.of[kind];
    }
    return taken;
}

}  // namespace sim
