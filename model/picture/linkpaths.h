// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/picture/picturebuilder.h"

#include <vector>

namespace model {

/// The physical paths of all `calls` links, one for each presence of the caller, as reachability resolves them: what the
/// drawing leads links along, and where it breaks them. `tracker` remembers the reach of pairs between edits (may be null).
[[nodiscard]] std::vector<LinkPath> linkPaths(const Document& document, Tracker* tracker);

}  // namespace model
