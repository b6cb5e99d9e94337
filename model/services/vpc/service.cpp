// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/kindregistry.h"
#include "model/services/vpc/kinds.h"

namespace model {

void addVpcService(KindRegistry& registry) {
    registry.add(vpc::vpcKind());
    registry.add(vpc::subnetKind());
    registry.add(vpc::routeTableKind());
    registry.add(vpc::internetGatewayKind());
    registry.add(vpc::natGatewayKind());
    registry.add(vpc::gatewayEndpointKind());
    registry.add(vpc::interfaceEndpointKind());
    registry.add(vpc::securityGroupKind());
    registry.add(vpc::networkAclKind());
}

}  // namespace model
