// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/planbuilder/build.h"
#include "model/planbuilder/latencies.h"
#include "model/reachability/reach.h"

#include <algorithm>

// The way that reachability found, as legs with times (B-170): a leg to each door, and one from the last door to the service.
namespace model::build {

namespace {

using plan::Latency;

std::optional<NodeView> homeRegion(const NodeView& node) {
    for (auto above = node.parent(); above; above = above->parent())
        if (above->netAs<RegionNet>()) return above;
    return std::nullopt;
}

// One way within a zone, and to the service, which answers in any zone.
double nearMs(const Distances& distances) { return distances.sameZoneMs / 2; }
double farMs(const Distances& distances) { return distances.crossZoneMs / 2; }

Latency operator+(const Latency& a, const Latency& b) {
    const auto high = [](const Latency& l) { return l.p99Ms > 0 ? l.p99Ms : l.p50Ms; };
    return {a.p50Ms + b.p50Ms, high(a) + high(b)};
}

QString zoneOf(Build& build, Uid subnet) {
    const auto node = build.view(subnet);
    const auto net = node ? node->netAs<SubnetNet>() : std::nullopt;
    return net ? net->zone : QString();
}

// A way through in which a request passes a component: none when it is a caller or a store itself.
plan::StationIndex hopStation(Build& build, Uid uid) {
    const auto node = build.view(uid);
    if (!node) return plan::kNoStation;
    if (const auto it = build.stations.constFind(uid); it != build.stations.constEnd())
        return std::holds_alternative<plan::HopStation>(build.plan.stations[*it].parameters) ? *it : plan::kNoStation;
    plan::HopStation hop;
    if (const auto it = build.passed.constFind(uid); it != build.passed.constEnd()) hop = std::get<plan::HopStation>(it->parameters);
    if (const auto gateway = node->netAs<GatewayNet>(); gateway && !gateway->subnet.isNull())
        if (const auto zone = build.zone(zoneOf(build, gateway->subnet)); zone != plan::kNoZone) hop.zones = {zone};
    if (const auto door = node->netAs<DoorNet>(); door && door->kind == DoorNet::Kind::Interface)
        for (const Uid subnet : door->subnets)
            if (const auto zone = build.zone(zoneOf(build, subnet)); zone != plan::kNoZone) hop.zones.push_back(zone);
    return build.addStation(*node, hop);
}

// One way into a door, from the subnet of the caller or from the door before it.
double legMs(Build& build, const NodeView& door, const QString& fromZone, const Distances& distances) {
    const double passMs = build.passed.value(door.uid()).passMs;
    const auto gateway = door.netAs<GatewayNet>();
    if (!gateway || gateway->kind == GatewayNet::Kind::Internet) return nearMs(distances) + passMs;
    const QString zone = gateway->subnet.isNull() ? fromZone : zoneOf(build, gateway->subnet);
    return (zone == fromZone ? nearMs(distances) : farMs(distances)) + passMs;
}

plan::Refusal refusalOf(const QString& code) {
    if (code == u"SKERRY_DNS_OFF") return plan::Refusal::NameNotResolved;
    if (code == u"SKERRY_ENDPOINT_POLICY") return plan::Refusal::EndpointPolicyDenied;
    if (code.contains(u"ACL")) return plan::Refusal::NetworkAclDenied;
    if (code.contains(u"SG_")) return plan::Refusal::SecurityGroupDenied;
    return plan::Refusal::NoRoute;
}

bool isDoor(const ReachHop& hop) { return hop.stage == ReachHop::Stage::Gateway || hop.stage == ReachHop::Stage::Endpoint; }

void addHops(Build& build, const ReachPath& way, const Distances& distances, plan::Path& path) {
    const Uid blocker = way.blockers.empty() ? Uid() : way.blockers.front().node;
    for (const ReachHop& hop : way.hops) {
        if (!blocker.isNull() && hop.node == blocker) break;
        if (!isDoor(hop) || hop.node.isNull()) continue;
        const plan::StationIndex station = hopStation(build, hop.node);
        if (station != plan::kNoStation) path.hops.push_back({station, {legMs(build, *build.view(hop.node), way.zone, distances), 0}});
    }
    if (way.blockers.empty()) return;
    path.blocked = refusalOf(way.blockers.front().code);
    path.blockedCode = way.blockers.front().code.toStdString();
    const plan::StationIndex station = hopStation(build, blocker);
    if (station != plan::kNoStation) path.hops.push_back({station, {nearMs(distances), 0}});
}

// From the last door, or the caller itself, to the service.
Latency lastLeg(const ReachPath& way, const plan::Path& path, const Source& source, const Distances& distances) {
    switch (way.door) {
        case Door::GatewayEndpoint: return {farMs(distances) - nearMs(distances), 0};
        case Door::InterfaceEndpoint: return {farMs(distances) - nearMs(distances), 0};
        // The way to the public endpoint counts at the gateway.
        case Door::InternetGateway:
        case Door::NatGateway: return {path.hops.empty() ? farMs(distances) + latency::kInternetGatewayMs : nearMs(distances), 0};
        case Door::Internet: return {source.access.p50Ms / 2, source.access.p99Ms / 2};
        case Door::None:
        case Door::Local:
        case Door::AwsNetwork: break;
    }
    return {farMs(distances), 0};
}

}  // namespace

Distances distancesAt(const Build& build, const NodeView& node) {
    const auto region = homeRegion(node);
    const auto it = region ? build.passed.constFind(region->uid()) : build.passed.constEnd();
    if (it == build.passed.constEnd()) return {latency::kSameZoneRoundTripMs, latency::kCrossZoneRoundTripMs, {}, latency::kJitterSigma};
    return {it->sameZoneRoundTripMs, it->crossZoneRoundTripMs, {it->pairDetour, it->pairAddedMs, it->unknownPairMs}, it->jitterShare};
}

Latency between(const Build& build, const NodeView& from, const NodeView& to, double roundTripWithinMs) {
    const QString a = regionOf(from), b = regionOf(to);
    const Distances distances = distancesAt(build, from);
    const double farMs = a.isEmpty() || b.isEmpty() ? 0 : latency::regionRoundTripMs(a, b, distances.unknown);
    if (farMs + roundTripWithinMs <= 0) return {};
    return latency::oneWay(farMs + roundTripWithinMs, distances.jitterSigma);
}

QString regionOf(const NodeView& node) {
    const auto region = homeRegion(node);
    return region ? region->netAs<RegionNet>()->code : QString();
}

std::vector<plan::Path> pathsOf(Build& build, const NodeView& caller, const NodeView& resource, Uid endpoint) {
    std::vector<plan::Path> paths;
    const auto reach = reachOf(caller, resource, endpoint);
    const Source source = build.sources.value(caller.uid());
    const Distances distances = distancesAt(build, caller);
    for (const ReachPath& way : reach->paths) {
        plan::Path path;
        path.presenceUid = way.presence.value;
        path.sourceZone = build.zone(way.zone);
        addHops(build, way, distances, path);
        path.lastLeg = lastLeg(way, path, source, distances);
        if (way.door == Door::Internet) {
            path.lossShare = source.lossShare;
            path.resendMs = source.resendMs;
        }
        if (way.door != Door::Internet)
            if (const Latency far = between(build, caller, resource); far.p50Ms > 0) path.lastLeg = path.lastLeg + far;
        paths.push_back(std::move(path));
    }
    for (const QString& assumption : reach->assumptions()) build.assume(assumption);
    return paths;
}

}  // namespace model::build
