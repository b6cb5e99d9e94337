// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plan {

/// For std::visit: one of these for each alternative of a variant.
template <typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

}  // namespace plan
