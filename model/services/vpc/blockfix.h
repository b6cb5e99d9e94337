// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"

#include <QString>

#include <optional>

namespace model::vpc {

/// The rule of a security group, which is to deny, goes into the network ACLs of its members' subnets; those with the default one
/// get a network ACL of their own that allows everything else. nullopt where the group has no members yet.
[[nodiscard]] std::optional<ChangeSet> blockFix(const NodeView& group, const QString& rowsKey, size_t index);

}  // namespace model::vpc
