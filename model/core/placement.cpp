// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/placement.h"

#include "model/core/network.h"

#include <algorithm>

namespace model {

Refs subnetOfEachZone(const NodeView& vpc) {
    std::vector<NodeView> subnets = vpc.children(QStringLiteral("subnet"));
    std::ranges::stable_partition(subnets, [](const NodeView& subnet) { return !isPublicSubnet(subnet); });
    Refs chosen;
    QStringList zones;
    for (const NodeView& subnet : subnets) {
        const auto net = subnet.netFacet<SubnetNet>();
        if (!net || zones.contains(net->zone)) continue;
        zones += net->zone;
        chosen.items.push_back({subnet.uid(), {}});
    }
    return chosen;
}

}  // namespace model
