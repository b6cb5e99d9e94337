// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/core/randomstream.h"

namespace sim {

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t run, std::uint64_t uid, Purpose purpose)
    : m_key(mix(mix(mix(seed + 1, run), uid), static_cast<std::uint64_t>(purpose))) {}

}  // namespace sim
