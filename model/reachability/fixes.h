// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/reachability/match.h"

#include <QString>

#include <optional>

// Edits that open a way. They write the rows that the kinds with these roles share, and find a kind by what it offers.
namespace model::flat {

/// Draws the main route table that comes with the VPC, where it is not drawn yet, and opens the way through it: an endpoint
/// can be associated with drawn tables only.
[[nodiscard]] std::optional<ChangeSet> mainTableFix(const NodeView& vpc, const QString& service);
/// Associates the table with the VPC's gateway endpoint of that service, or adds such an endpoint.
[[nodiscard]] std::optional<ChangeSet> endpointFix(const NodeView& vpc, Uid routeTable, const QString& service);
/// Adds a security group to the node's VPC, with AWS's default of everything out and nothing in, and makes the node its member.
[[nodiscard]] std::optional<ChangeSet> ownGroupFix(const NodeView& node);
/// Lets members of the group start TCP connections to the other side, or the other side start them to the members.
[[nodiscard]] std::optional<ChangeSet> groupFix(const NodeView& group, bool inbound, const Address& other, int port);
/// Lets these TCP ports pass before the rule that denies them.
[[nodiscard]] std::optional<ChangeSet> aclFix(const NodeView& acl, bool inbound, const Address& other, int fromPort, int toPort, const Verdict& verdict);

}  // namespace model::flat
