// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/io/cfnimport/draft.h"

namespace model::cfnimport {

/// Names every draft by the property that names it, its tag "Name" or its logical id, and keeps siblings apart:
/// a name that is taken gives way to the logical id.
void nameDrafts(Drafts& drafts, const QString& region);

}  // namespace model::cfnimport
