// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace app {

/// How wide charts in a row are, so that whole ones fill the room and further ones are scrolled to: as many as have what they want,
/// but three (or all of fewer) as soon as each has the least.
[[nodiscard]] std::vector<int> chartWidths(const std::vector<int>& wanted, int least, int room);

}  // namespace app
