// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/services/general/kinds.h"

namespace model {

void addGeneralService(KindRegistry& registry) {
    registry.add(general::regionKind());
    registry.add(general::internetKind());
    registry.add(general::clientKind());
    registry.add(general::noteKind());
}

}  // namespace model
