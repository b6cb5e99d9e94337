// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/reachability/match.h"

#include <QString>

#include <optional>
#include <vector>

// Edits that open a way. They write the rows that the kinds with these roles share, and find a kind by what it offers.
namespace model::flat {

/// The first kind that offers the role.
[[nodiscard]] const KindSpec* kindOffering(const NodeView& view, const QString& role);
/// The key of a kind's references to nodes of that role, such as its subnets; empty: it has none.
[[nodiscard]] QString refsKey(const KindSpec& kind, const QString& role);
/// An identity for a node that a fix adds to the parent. It follows from the place, so that a check that runs again offers the same fix.
[[nodiscard]] Uid freeUid(const NodeView& parent, const QString& what);

/// Draws the main route table that comes with the VPC, where it is not drawn yet, and opens the way through it: an endpoint
/// can be associated with drawn tables only.
[[nodiscard]] std::optional<ChangeSet> mainTableFix(const NodeView& vpc, const QString& service);
/// The same for several tables.
[[nodiscard]] std::optional<ChangeSet> endpointFix(const NodeView& vpc, const std::vector<Uid>& routeTables, const QString& service);
/// Associates the table with the VPC's gateway endpoint of that service, or adds such an endpoint.
[[nodiscard]] std::optional<ChangeSet> endpointFix(const NodeView& vpc, Uid routeTable, const QString& service);
/// Adds a security group to the node's VPC, with AWS's default of everything out and nothing in, and makes the node its member.
[[nodiscard]] std::optional<ChangeSet> ownGroupFix(const NodeView& node);
/// An interface endpoint that a fix adds.
struct NewDoor {
    Uid endpoint;
    ChangeSet changes;
};
/// Adds an interface endpoint for that service in one subnet of each of the client's zones, with a group that lets the client
/// in. With the private name the service's ordinary name leads to it; else clients call it by its own.
[[nodiscard]] std::optional<NewDoor> interfaceDoor(const NodeView& client, const QString& service, bool hasPrivateName);
/// Places the node in the subnets of the target, with a group of its own that the target's group lets in.
[[nodiscard]] std::optional<ChangeSet> joinFix(const NodeView& node, const NodeView& target);
/// Lets members of the group start TCP connections to the other side, or the other side start them to the members.
[[nodiscard]] std::optional<ChangeSet> groupFix(const NodeView& group, bool inbound, const Address& other, int port);
/// Lets these TCP ports pass before the rule that denies them.
[[nodiscard]] std::optional<ChangeSet> aclFix(const NodeView& acl, bool inbound, const Address& other, int fromPort, int toPort, const Verdict& verdict);

}  // namespace model::flat
