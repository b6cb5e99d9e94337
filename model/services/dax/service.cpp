// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/services/dax/kinds.h"

namespace model {

void addDaxService(KindRegistry& registry) { registry.add(dax::clusterKind()); }

}  // namespace model
