// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfnimport/draft.h"

#include <cstddef>
#include <vector>

namespace model::cfnimport {

/// A resource that a workload is told of: a template says nothing about calls, but it gives a function the name of its table.
struct NamedCallee {
    enum class By { Environment, Policy };
    std::size_t caller = 0, callee = 0;  ///< drafts
    By by = By::Environment;
    int line = 0;
};

/// In the order of the drafts, each pair once; a variable of the environment says more than a policy. What a function reads
/// through an event source mapping is none of it.
[[nodiscard]] std::vector<NamedCallee> namedCallees(const cfn::Template& source, const Drafts& drafts);

}  // namespace model::cfnimport
