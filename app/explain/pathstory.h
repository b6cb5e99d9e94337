// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"
#include "model/reachability/reach.h"

#include <QString>

#include <vector>

namespace app {

/// The answer as HTML: nodes are anchors "node:UID", fixes "fix:N" with N counting into `fixes`, which it appends to.
[[nodiscard]] QString pathStory(const model::Document& document, const model::Reach& reach, const Theme& theme, std::vector<model::ChangeSet>& fixes);

}  // namespace app
