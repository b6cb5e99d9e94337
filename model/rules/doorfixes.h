// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"
#include "model/reachability/reach.h"
#include "model/traffic/accesspattern.h"

#include <QString>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

// What the rules about doors share: calls with the ways that they take, and the edits that lead them elsewhere.
namespace model {

struct Call {
    LinkView link;
    LinkWay way;
    NodeView to;
    std::shared_ptr<const Reach> reach;
};
[[nodiscard]] std::vector<Call> callsOf(const NodeView& workload);
/// The calls of the VPC's workloads.
[[nodiscard]] std::vector<std::pair<NodeView, Call>> callsIn(const NodeView& vpc);
[[nodiscard]] bool goesThrough(const Call& call, Uid door);
/// The patterns of the call: those that take its way.
[[nodiscard]] std::vector<AccessPattern> patternsOf(const Call& call);

/// The client reads the service by an interface endpoint with the service's private name: a new one, or the VPC's own.
[[nodiscard]] std::optional<ChangeSet> privateNameFix(const NodeView& client, const QString& service);
/// The call goes to private addresses: through an interface endpoint by its own name, or for services other than DynamoDB by the
/// service's private name.
[[nodiscard]] std::optional<ChangeSet> privateWayFix(const NodeView& client, const Call& call, const QString& service);
/// Clients of the interface endpoint take a gateway endpoint in its place, by the ordinary name.
[[nodiscard]] std::optional<ChangeSet> gatewayInsteadFix(const NodeView& door);
/// The call takes the service's ordinary name instead of the way that its patterns name; nullopt where that leads nowhere.
[[nodiscard]] std::optional<ChangeSet> ordinaryNameFix(const NodeView& client, const Call& call);
/// Clients of the door's VPC that call its service go through it, by its own name.
[[nodiscard]] std::optional<ChangeSet> namedFix(const NodeView& door);
/// The interface endpoint stands in the zones of its clients, in the subnets that they have there.
[[nodiscard]] std::optional<ChangeSet> zonesFix(const NodeView& door, const QStringList& zones);
/// Gateway endpoints serve those whom the NAT gateway served, which goes with the routes to it.
[[nodiscard]] std::optional<ChangeSet> endpointsInsteadFix(const NodeView& nat);
/// The client moves into the target's VPC and subnets; nullopt where it has other calls, whose ways that would change.
[[nodiscard]] std::optional<ChangeSet> moveFix(const NodeView& client, const NodeView& target);
/// The function stands in no VPC.
[[nodiscard]] std::optional<ChangeSet> takeOutFix(const NodeView& function);

}  // namespace model
