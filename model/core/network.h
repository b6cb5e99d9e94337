// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/cidr.h"
#include "model/core/nodeview.h"

#include <QString>

#include <optional>
#include <vector>

// What follows from several network facets, as remembered queries: views, rules and reachability ask the same.
namespace model {

/// The Region that a node lies in, and its code; null and empty for what stands outside.
[[nodiscard]] std::optional<NodeView> regionOf(const NodeView& node);
[[nodiscard]] QString regionCodeOf(const NodeView& node);
[[nodiscard]] std::optional<NodeView> vpcOf(const NodeView& node);

/// The VPC's main route tables, ordered by Uid; there should be one.
[[nodiscard]] std::vector<NodeView> mainRouteTables(const NodeView& vpc);
/// The table that a subnet follows: its own, or the main one of its VPC; nothing if that does not exist.
[[nodiscard]] std::optional<NodeView> effectiveRouteTable(const NodeView& subnet);
/// Whether a default route of the subnet's table leads to an internet gateway that is attached to its VPC.
[[nodiscard]] bool isPublicSubnet(const NodeView& subnet);

/// The table's associated subnets: those that name it, and for a main table those that name none.
[[nodiscard]] std::vector<NodeView> subnetsOf(const NodeView& routeTable);

/// Blocks of the VPC and of its subnets that can be read, in the order of their nodes.
struct PlacedBlock {
    Uid node;
    Cidr block;
    friend bool operator==(const PlacedBlock&, const PlacedBlock&) = default;
};
[[nodiscard]] std::vector<PlacedBlock> subnetBlocks(const NodeView& vpc);
[[nodiscard]] std::vector<Cidr> vpcBlocks(const NodeView& vpc);

/// Nodes in the VPC, or placed in one of its subnets from outside, that have interfaces there.
[[nodiscard]] std::vector<NodeView> interfacesIn(const NodeView& vpc);
/// AWS has gateway endpoints for DynamoDB and S3 only (AWS PrivateLink Guide, gateway endpoints).
[[nodiscard]] bool hasGatewayEndpoint(const QString& service);
/// Nodes whose interfaces lie in this subnet.
[[nodiscard]] std::vector<NodeView> occupantsOf(const NodeView& subnet);

}  // namespace model
