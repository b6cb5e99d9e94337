// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/services/dynamodb/kinds.h"

namespace model {

void addDynamodbService(KindRegistry& registry) {
    registry.add(dynamodb::tableKind());
    registry.add(dynamodb::indexKind());
    registry.add(dynamodb::localIndexKind());
    registry.add(dynamodb::streamKind());
    registry.add(dynamodb::replicaKind());
}

}  // namespace model
