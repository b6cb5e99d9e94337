// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace model {

class KindRegistry;

/// Adds the rules that look across services, topic by topic; they read facets, never kinds.
void addCrossRules(KindRegistry& registry);

}  // namespace model
