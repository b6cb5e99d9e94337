// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/admitshare.h"

#include "model/plan/fixedmath.h"

#include <algorithm>
#include <cmath>

namespace sim::cohort {
namespace {

constexpr int kCells = 512;  // of the level, from 0 to the largest size

// The decay of F above the largest size: r theta = sum of rate_i (1 - e^(-theta u_i)), its root above 0.
double decay(const std::vector<SizedRate>& rates, double unitsPerS) {
    double low = 0;
    double high = 0;
    for (const SizedRate& each : rates)
        high += each.perS / unitsPerS;
    for (int i = 0; i < 60; ++i) {
        const double theta = (low + high) / 2;
        double down = 0;
        for (const SizedRate& each : rates)
            down += each.perS * (1 - plan::exponential(-theta * each.units));
        (down > unitsPerS * theta ? low : high) = theta;
    }
    return (low + high) / 2;
}

}  // namespace

std::vector<double> admittedShares(const std::vector<SizedRate>& rates, double unitsPerS) {
    std::vector<double> shares(rates.size(), 1);
    double asked = 0;
    double largest = 0;
    for (const SizedRate& each : rates) {
        asked += each.perS * each.units;
        largest = std::max(largest, each.units);
    }
    if (asked <= unitsPerS)
        return shares;
    if (unitsPerS <= 0)
        return std::vector<double>(rates.size(), 0);
    const double cell = largest / kCells;
    const double theta = decay(rates, unitsPerS);
    std::vector<double> more(2 * kCells + 1);  // F at each cell's start, F(largest) = 1 for now
    for (int i = kCells; i <= 2 * kCells; ++i)
        more[i] = plan::exponential(-theta * cell * (i - kCells));
    std::vector<int> places;
    for (const SizedRate& each : rates)
        places.push_back(std::max(static_cast<int>(std::lround(each.units / cell)), 1));
    for (int i = kCells; i > 0; --i) {
        double density = 0;
        for (std::size_t k = 0; k < rates.size(); ++k)
            density += rates[k].perS / unitsPerS * (more[std::max(i, places[k])] - more[i + places[k]]);
        more[i - 1] = more[i] + cell * density;
    }
    for (std::size_t k = 0; k < rates.size(); ++k)
        shares[k] = more[places[k]] / more[0];
    return shares;
}

CallShares callShares(double share, double items, Spacing spacing) {
    if (share >= 1 || share <= 0)
        return share >= 1 ? CallShares{1, 0} : CallShares{0, 1};
    const double passed = share * items;
    if (items <= 1)
        return {share, 1 - share};
    if (spacing == Spacing::Even)
        return {std::clamp(passed - (items - 1), 0.0, 1.0), std::max(1 - passed, 0.0)};
    double low = 0;
    double high = items;
    const auto takenAt = [items](double mean) { return mean * (1 - plan::exponential(-std::min(items / mean, 700.0))); };
    while (high < 1e9 && takenAt(high) < passed)
        high *= 4;
    for (int i = 0; i < 40; ++i) {
        const double middle = (low + high) / 2;
        (takenAt(middle) < passed ? low : high) = middle;
    }
    const double complete = plan::exponential(-std::min(items / high, 700.0));
    return {complete, std::clamp(1 - high * (1 - plan::exponential(-std::min(1 / high, 700.0))), 0.0, 1 - complete)};
}

}  // namespace sim::cohort
