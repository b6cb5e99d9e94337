// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfnimport/draft.h"

namespace model::cfnimport {

/// Names every draft by the property that names it, its tag "Name" or its logical id, and keeps siblings apart:
/// a name that is taken gives way to the logical id.
void nameDrafts(Drafts& drafts, const QString& region);

/// The name that nobody can tell before deployment ("${Stage}-orders"), where the resource has such a one; null: none.
[[nodiscard]] const cfn::Value* openName(const Draft& draft);

}  // namespace model::cfnimport
