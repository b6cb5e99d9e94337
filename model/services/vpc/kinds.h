// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/kindspec.h"

#include <vector>

namespace model::vpc {

[[nodiscard]] KindSpec vpcKind();
[[nodiscard]] KindSpec subnetKind();
[[nodiscard]] KindSpec routeTableKind();
[[nodiscard]] KindSpec internetGatewayKind();
[[nodiscard]] KindSpec natGatewayKind();
[[nodiscard]] KindSpec gatewayEndpointKind();
[[nodiscard]] KindSpec interfaceEndpointKind();
[[nodiscard]] KindSpec securityGroupKind();
[[nodiscard]] KindSpec networkAclKind();

// Their rules, one file a group of the catalogue.
[[nodiscard]] std::vector<RuleSpec> vpcRules();
[[nodiscard]] std::vector<RuleSpec> subnetRules();
[[nodiscard]] std::vector<RuleSpec> routeTableRules();
[[nodiscard]] std::vector<RuleSpec> internetGatewayRules();
[[nodiscard]] std::vector<RuleSpec> natGatewayRules();
[[nodiscard]] std::vector<RuleSpec> gatewayEndpointRules();
[[nodiscard]] std::vector<RuleSpec> interfaceEndpointRules();
[[nodiscard]] std::vector<RuleSpec> securityGroupRules();
[[nodiscard]] std::vector<RuleSpec> networkAclRules();

}  // namespace model::vpc
