// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"

#include <optional>
#include <vector>

namespace app {

/// Which lines of the drawing carry so much that they are shown as bands. Rates tremble: a line becomes a band at kFromPerS and stays
/// one until its rate has come down to kUntilPerS, and its colour changes only with a clear majority.
class FlowBands {
public:
    static constexpr double kFromPerS = 200;   ///< journeys a second
    static constexpr double kUntilPerS = 150;  ///< further off than the rates of a steady flow stray
    static constexpr double kMajority = 1.25;  ///< of reads over writes, or the other way round

    struct Rate {
        double read = 0;
        double write = 0;
    };
    struct Band {
        double widthPx = 0;  ///< 4 px at 200/s, 8 px at 2,000/s
        Token ink = Token::Read;
    };
    /// One a line, in the order of the rates, which is that of the time before; another number of lines is another drawing.
    const std::vector<std::optional<Band>>& at(const std::vector<Rate>& rates);

private:
    std::vector<std::optional<Band>> m_bands;
};

}  // namespace app
