// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/services/vpc/kinds.h"

namespace model {

void addVpcService(KindRegistry& registry) {
    registry.add(vpc::vpcKind());
    registry.add(vpc::subnetKind());
}

}  // namespace model
