// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/services/lambda/kinds.h"

namespace model {

void addLambdaService(KindRegistry& registry) {
    registry.add(lambda::functionKind());
    registry.add(lambda::mappingKind());
}

}  // namespace model
