// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/flowbands.h"

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr double kPxPerDecade = 4;
constexpr double kWidestPx = 16;

Token inkOf(const FlowBands::Rate& rate, const std::optional<FlowBands::Band>& before) {
    if (before && before->ink == Token::Read && rate.write < FlowBands::kMajority * rate.read) return Token::Read;
    if (before && before->ink == Token::Write && rate.read < FlowBands::kMajority * rate.write) return Token::Write;
    return rate.read >= rate.write ? Token::Read : Token::Write;
}

}  // namespace

const std::vector<std::optional<FlowBands::Band>>& FlowBands::at(const std::vector<Rate>& rates) {
    if (m_bands.size() != rates.size()) m_bands.assign(rates.size(), {});
    for (size_t i = 0; i < rates.size(); ++i) {
        const double all = rates[i].read + rates[i].write;
        if (all < (m_bands[i] ? kUntilPerS : kFromPerS))
            m_bands[i].reset();
        else
            m_bands[i] = Band{std::min(kWidestPx, kPxPerDecade * (1 + std::log10(std::max(all, kFromPerS) / kFromPerS))), inkOf(rates[i], m_bands[i])};
    }
    return m_bands;
}

}  // namespace app
