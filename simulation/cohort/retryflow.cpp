// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/retryflow.h"

#include "simulation/cohort/admitshare.h"

#include <algorithm>

namespace sim::cohort {
namespace {

// The largest share from 0 to 1 that fits, of those up to which all fit.
template <typename Fits>
double largestShare(const Fits& fits) {
    if (fits(1.0))
        return 1;
    double low = 0;
    double high = 1;
    for (int i = 0; i < 40; ++i) {
        const double middle = (low + high) / 2;
        (fits(middle) ? low : high) = middle;
    }
    return low;
}

}  // namespace

DelayRange delayRange(const plan::RetrySettings& settings, std::uint32_t retry) {
    const double whole = plan::retryDelayMs(settings, retry, plan::RetryCause::Throttle, 1.0) * 1e6;
    switch (settings.jitter) {
    case plan::Jitter::None:
        return {whole, whole};
    case plan::Jitter::Equal:
        return {plan::retryDelayMs(settings, retry, plan::RetryCause::Throttle, 0.0) * 1e6, whole};
    case plan::Jitter::Full:
        break;
    }
    return {0, whole};
}

double sameSliceShare(const DelayRange& delay, double answerNs, double sliceNs) {
    // The attempt comes evenly within the slice, its successor d later: the share of those inside is (slice - d) / slice, averaged over d.
    const double from = answerNs + delay.fromNs;
    const double to = answerNs + delay.toNs;
    if (from >= sliceNs)
        return 0;
    if (to <= from)
        return (sliceNs - from) / sliceNs;
    const double last = std::min(to, sliceNs);
    const double area = ((sliceNs - from) * (sliceNs - from) - (sliceNs - last) * (sliceNs - last)) / 2;
    return area / (sliceNs * (to - from));
}

double sameSliceMeanNs(const DelayRange& delay, double answerNs, double sliceNs) {
    const double from = answerNs + delay.fromNs;
    const double last = std::min(answerNs + delay.toNs, sliceNs);
    if (last <= from)
        return from;
    // Short ones fit more often: the mean of d weighted with (slice - d).
    const auto weight = [&](double d) { return sliceNs * d - d * d / 2; };
    const auto moment = [&](double d) { return sliceNs * d * d / 2 - d * d * d / 3; };
    return (moment(last) - moment(from)) / (weight(last) - weight(from));
}

double Demand::attemptsAt(double share) const {
    double all = 0;
    double again = 0;
    for (std::size_t a = 0; a < due.size(); ++a) {
        const double attempts = dueWhole[a] + again;
        all += attempts;
        again = a < sameSlice.size() ? attempts * (1 - share) * retried * sameSlice[a] : 0;
    }
    return all;
}

double Demand::quotaBalance(double retryShare, double costTokens) const {
    double balance = 0;
    double again = 0;
    for (std::size_t a = 0; a < due.size(); ++a) {
        const double attempts = static_cast<double>(due[a]) + again;
        const double retries = a < sameSlice.size() ? attempts * (1 - complete) * retryShare : 0;
        balance += attempts * complete * (a > 0 ? std::max(costTokens, 1.0) : 1.0) - retries * costTokens;
        again = a < sameSlice.size() ? retries * sameSlice[a] : 0;
    }
    return balance;
}

std::vector<double> solveShares(const std::vector<const Demand*>& demands, double supplyUnits, double seconds) {
    std::vector<double> shares(demands.size(), 1);
    const auto fits = [&](const auto& shareOf) {
        double units = 0;
        for (std::size_t i = 0; i < demands.size(); ++i)
            units += demands[i]->unitsAt(std::min(shareOf(i), demands[i]->admitted));
        return units <= supplyUnits;
    };
    const double even = largestShare([&](double share) { return fits([&](std::size_t) { return share; }); });
    if (even >= 1)
        return shares;
    // Only those that pass the other bounds ask here. How often they ask depends a little on what passes: the even share will do.
    std::vector<SizedRate> rates;
    for (const Demand* demand : demands)
        rates.push_back({demand->units / demand->items,
                         std::max(demand->attemptsAt(std::min(even, demand->admitted)) * demand->items * demand->admitted, 1e-9) / seconds});
    shares = admittedShares(rates, supplyUnits / seconds);
    // The odds between sizes hold, the level follows from the supply.
    const double level = largestShare([&](double part) {
        return fits([&](std::size_t i) { return part <= 0.5 ? 2 * part * shares[i] : shares[i] + (2 * part - 1) * (1 - shares[i]); });
    });
    for (double& share : shares)
        share = level <= 0.5 ? 2 * level * share : share + (2 * level - 1) * (1 - share);
    return shares;
}

double solveRetryShare(const std::vector<const Demand*>& demands, double tokens, double costTokens) {
    return largestShare([&](double share) {
        double left = tokens;
        for (const Demand* demand : demands)
            left += demand->quotaBalance(share, costTokens);
        return left >= 0;
    });
}

}  // namespace sim::cohort
