// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/retryflow.h"

#include <algorithm>

namespace sim::cohort {

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
        const double attempts = static_cast<double>(due[a]) + again;
        all += attempts;
        again = a < sameSlice.size() ? attempts * (1 - share) * sameSlice[a] : 0;
    }
    return all;
}

double solveShare(const std::vector<const Demand*>& demands, double supplyUnits) {
    const auto unitsAt = [&](double share) {
        double sum = 0;
        for (const Demand* demand : demands)
            sum += demand->unitsAt(std::min(share, demand->admitted));
        return sum;
    };
    if (unitsAt(1) <= supplyUnits)
        return 1;
    double low = 0;
    double high = 1;
    for (int i = 0; i < 40; ++i) {
        const double middle = (low + high) / 2;
        (unitsAt(middle) <= supplyUnits ? low : high) = middle;
    }
    return low;
}

}  // namespace sim::cohort
