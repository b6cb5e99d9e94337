// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

namespace model::vpc {

[[nodiscard]] KindSpec vpcKind();
[[nodiscard]] KindSpec subnetKind();
[[nodiscard]] KindSpec routeTableKind();
[[nodiscard]] KindSpec internetGatewayKind();
[[nodiscard]] KindSpec natGatewayKind();
[[nodiscard]] KindSpec gatewayEndpointKind();
[[nodiscard]] KindSpec securityGroupKind();
[[nodiscard]] KindSpec networkAclKind();

}  // namespace model::vpc
