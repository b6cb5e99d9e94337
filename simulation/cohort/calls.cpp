// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/calls.h"

#include "simulation/cohort/admitshare.h"

#include <algorithm>
#include <numeric>

namespace sim::cohort {
namespace {

// Of a slice's calls: a single one finds what is there, of many each finds by chance what those before it have left.
CallShares sharesOf(double share, double items, std::uint64_t calls, plan::Arrivals arrivals) {
    const CallShares even = callShares(share, items, Spacing::Even);
    if (arrivals == plan::Arrivals::Constant)
        return even;
    const CallShares byChance = callShares(share, items, Spacing::ByChance);
    const double first = 1 / static_cast<double>(calls);
    return {first * even.complete + (1 - first) * byChance.complete, first * even.refused + (1 - first) * byChance.refused};
}

}  // namespace

// Batches: a call throws only when all of its items are refused (B-030).
Ended drawCalls(Kernel& kernel, const Demand& demand, std::uint64_t attempts, double whole) {
    PatternState& state = kernel.state.patterns[demand.pattern];
    Ended ended;
    if (demand.items <= 1) {
        ended.items = ended.complete = drawBinomial(state.conditions, attempts, demand.admitted);
        ended.left = ended.refused = attempts - ended.items;
        return ended;
    }
    const auto asked = std::max(static_cast<std::uint64_t>(whole * demand.items + 0.5), attempts);
    const double passing = static_cast<double>(asked) * demand.admitted;
    ended.items = std::min(static_cast<std::uint64_t>(passing + state.conditions.uniform()), asked);
    ended.left = asked - ended.items;
    ended.complete = ended.left == 0 ? attempts : 0;
    ended.refused = ended.items == 0 ? attempts : 0;
    if (ended.left == 0 || ended.items == 0)
        return ended;
    const double items = static_cast<double>(asked) / static_cast<double>(attempts);
    const CallShares shares = sharesOf(static_cast<double>(ended.items) / static_cast<double>(asked), items, attempts, kernel.compiled().patterns[demand.pattern].row->arrivals);
    // Some call has what is left, and no more can be answered than there are items that passed.
    ended.complete = std::min({drawBinomial(state.conditions, attempts, shares.complete), attempts - 1, ended.items});
    const std::uint64_t others = attempts - ended.complete;
    const double refused = shares.complete < 1 ? std::min(shares.refused / (1 - shares.complete), 1.0) : 0;
    // Each item that passed went to one call: with one of them that is answered, as many at most as there are items.
    const std::uint64_t answerable = std::min(ended.items - ended.complete, others);
    const std::uint64_t answered = std::min<std::uint64_t>(answerable, ended.complete == 0 ? 1 : 0);
    ended.refused = std::clamp(drawBinomial(state.conditions, others, refused), others - answerable, others - answered);
    return ended;
}

double completeShare(const Kernel& kernel, const Demand& demand) {
    if (demand.items <= 1)
        return demand.admitted;
    const auto calls = std::max<std::uint64_t>(std::accumulate(demand.due.begin(), demand.due.end(), std::uint64_t{0}), 1);
    return sharesOf(demand.admitted, demand.items, calls, kernel.compiled().patterns[demand.pattern].row->arrivals).complete;
}

}  // namespace sim::cohort
