// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/cfnspec.h"
#include "model/core/nodeview.h"

#include <vector>

namespace model::vpc {

/// The columns of a security group's rules, and of a network ACL's.
[[nodiscard]] std::vector<PropertySpec> groupColumns();
[[nodiscard]] std::vector<PropertySpec> aclColumns();

/// The rules of one direction as the facet carries them; ports of rules for all protocols span everything.
[[nodiscard]] std::vector<FilterRule> filterRules(const NodeView& v, const QString& key);

/// One rule that allows everything to everywhere, as a new group has outbound.
[[nodiscard]] Rows allowEverything();

/// Protocol, ports and peer of one CloudFormation entry below `path`, into cells of the rows.
void readRule(CfnReading& reading, const QString& path, const QString& rowsKey, Row& row);

}  // namespace model::vpc
