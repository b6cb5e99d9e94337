// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/planbuilder/build.h"
#include "model/planbuilder/latencies.h"

namespace model::build {

namespace {

QString regionOf(const NodeView& node) {
    for (auto above = node.parent(); above; above = above->parent())
        if (const auto region = above->netAs<RegionNet>()) return region->code;
    return {};
}

// From the edge of the caller's network to the service: across zones within a Region, across the world between two.
plan::Latency legBetween(const NodeView& caller, const NodeView& resource) {
    const QString a = regionOf(caller), b = regionOf(resource);
    const double regionsMs = a.isEmpty() || b.isEmpty() ? 0 : latency::regionRoundTripMs(a, b);
    if (regionsMs > 0) return latency::oneWay(regionsMs);
    return {latency::kCrossZoneRoundTripMs / 2, 0};
}

}  // namespace

std::vector<plan::Path> pathsOf(Build& build, const NodeView& caller, const NodeView& resource) {
    std::vector<plan::Path> paths;
    const plan::Latency leg = legBetween(caller, resource);
    if (const auto interfaces = caller.netAs<InterfaceNet>()) {
        for (const Uid uid : interfaces->subnets) {
            const auto subnet = build.view(uid);
            const auto net = subnet ? subnet->netAs<SubnetNet>() : std::nullopt;
            if (!net) continue;
            plan::Path path;
            path.sourceZone = build.zone(net->zone);
            path.presenceUid = uid.value;
            path.lastLeg = leg;
            paths.push_back(std::move(path));
        }
        return paths;
    }
    plan::Path path;
    const Source source = build.sources.value(caller.uid());
    path.lastLeg = {leg.p50Ms + source.access.p50Ms / 2, leg.p99Ms + source.access.p99Ms / 2};
    paths.push_back(std::move(path));
    return paths;
}

}  // namespace model::build
