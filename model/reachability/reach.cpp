// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/reachability/reach.h"

#include "model/reachability/walk.h"
#include "model/rules/facts.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

using namespace flat;

namespace {

// A caller takes the presence of the target in its own zone, and another where that one does not answer.
ReachPath bestPath(Walk& walk, const Subnet* source, const End& to) {
    if (to.kind != End::Kind::Interface || to.presences.empty()) return walk.run(source, nullptr);
    std::vector<const Subnet*> targets;
    for (const SubnetPtr& subnet : to.presences) targets.push_back(subnet.get());
    std::ranges::stable_partition(targets, [&](const Subnet* t) { return source && t->zone == source->zone; });
    ReachPath first = walk.run(source, targets.front());
    for (size_t i = 1; i < targets.size() && !first.reachable; ++i)
        if (ReachPath other = walk.run(source, targets[i]); other.reachable) return other;
    return first;
}

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

/// What the packets of a request reach first, where it is not the target itself.
struct Stopover {
    NodeView node;
    std::shared_ptr<const End> end;
    std::shared_ptr<const DoorNet> door;  // null: a cache
};

std::optional<Stopover> stopoverAt(const NodeView& caller, Uid node) {
    const auto found = caller.find(node);
    if (!found || !found->kind()) return std::nullopt;
    const auto door = found->kind()->net ? found->netFacet<DoorNet>() : nullptr;
    const bool isEndpoint = door && door->kind == DoorNet::Kind::Interface;
    if (!isEndpoint && !found->flowFacet<CacheFlow>()) return std::nullopt;
    return Stopover{*found, calleeOf(*found), isEndpoint ? door : nullptr};
}

/// The endpoint to which the service's ordinary name leads in the caller's VPC.
std::optional<Stopover> namedDoor(const NodeView& caller, const Subnet* source, const End& from, const End& to) {
    const auto vpc = source && to.kind == End::Kind::Service && from.region == to.region ? caller.find(source->vpc) : std::nullopt;
    if (!vpc) return std::nullopt;
    const auto doors = namedDoorsOf(*vpc);
    const auto it = std::ranges::find(*doors, to.service, &NamedDoor::service);
    return it == doors->end() ? std::nullopt : stopoverAt(caller, it->node);
}

void blockAt(ReachPath& path, Uid node, const char* code, const QString& message) {
    path.blockers.push_back({QString::fromLatin1(code), node, message, std::nullopt, false});
}

// From the stopover on: by PrivateLink, or by the cache's own calls, to the service in the same Region.
void goOn(ReachPath& path, const Stopover& stop, const End& to) {
    const End& at = *stop.end;
    const bool serves = !stop.door || stop.door->service == to.service;
    if (!serves)
        blockAt(path, at.node, "SKERRY_OTHER_SERVICE", tr("Endpoint %1 leads to %2, not to %3 of %4. Use an endpoint for that service.").arg(at.name, stop.door->service, to.service, to.name));
    if (to.kind == End::Kind::Service && at.region != to.region)
        blockAt(path, at.node, "SKERRY_OTHER_REGION", tr("%1 and %2 are in different Regions, and it serves its own only. Use a replica in its Region.").arg(at.name, to.name));
    const PolicyVerdict verdict = stop.door && serves ? judgePolicy(stop.door->policy, stop.door->service, to) : PolicyVerdict();
    if (verdict.isUnread) path.assumptions += tr("The policy of %1 is not readable as JSON and is taken to allow the calls.").arg(at.name);
    if (!verdict.allowed) blockAt(path, at.node, "SKERRY_ENDPOINT_POLICY", tr("The policy of endpoint %1 allows nothing on %2. Extend it.").arg(at.name, to.name));
    const bool passes = path.blockers.empty();
    path.hops.push_back({at.node, ReachHop::Stage::Endpoint, passes, {}, {}});
    if (passes) path.hops.push_back({to.node, ReachHop::Stage::Service, true, {}, {}});
    path.reachable = passes;
    if (!stop.door) return;
    path.door = Door::InterfaceEndpoint;
    path.doorNode = at.node;
}

// The words of the hops that goOn() added.
void tellOnward(ReachPath& path, const Stopover& stop) {
    for (ReachHop& hop : path.hops) {
        if (!hop.decision.isEmpty()) continue;
        if (hop.stage == ReachHop::Stage::Service) {
            hop.decision = tr("arrives");
            hop.by = stop.door ? tr("by PrivateLink") : tr("by AWS's own network");
        } else {
            hop.decision = hop.passes ? tr("allowed") : tr("denied");
            hop.by = !stop.door ? tr("answers from its cache or asks the table") : stop.door->policy.isEmpty() ? tr("full access") : tr("its policy");
        }
    }
}

ReachPath pathBy(const NodeView& caller, const Subnet* source, const End& from, const Stopover& stop, const End& to, Detail detail) {
    Walk walk(caller, from, *stop.end, stop.end->port, detail);
    ReachPath path = bestPath(walk, source, *stop.end);
    // Its arrival there is no end; what the stopover decides is told instead.
    if (!path.hops.empty() && path.hops.back().stage == ReachHop::Stage::Target) path.hops.pop_back();
    goOn(path, stop, to);
    if (detail == Detail::Verdict) path.hops.clear();
    if (detail == Detail::Story) tellOnward(path, stop);
    return path;
}

template <class Visit>
void eachPath(const NodeView& caller, const End& from, const End& to, int port, Detail detail, Visit&& visit, const std::optional<Stopover>& via = std::nullopt) {
    Walk walk(caller, from, to, port > 0 ? port : to.port, detail);
    const auto path = [&](const Subnet* source) {
        const auto stop = via ? via : namedDoor(caller, source, from, to);
        return stop ? pathBy(caller, source, from, *stop, to, detail) : bestPath(walk, source, to);
    };
    if (from.kind != End::Kind::Interface || from.presences.empty()) return visit(path(nullptr));
    for (const SubnetPtr& source : from.presences) visit(path(source.get()));
}

Reach computeReach(const NodeView& from, const NodeView& to, int port, Detail detail, const std::optional<Stopover>& via = std::nullopt) {
    const auto caller = callerOf(from);
    const auto callee = calleeOf(to);
    Reach reach;
    eachPath(from, *caller, *callee, port, detail, [&](ReachPath path) { reach.paths.push_back(std::move(path)); }, via);
    if (callee->kind == End::Kind::Interface && callee->portIsAssumed && port == 0)
        for (ReachPath& path : reach.paths)
            path.assumptions += QCoreApplication::translate("model", "%1 says no port that it listens on; TCP %2 is taken.").arg(callee->name).arg(callee->port);
    return reach;
}

Reach computePair(const NodeView& from, const NodeView& to) { return computeReach(from, to, 0, Detail::Way); }

}  // namespace

QString doorName(Door door) {
    switch (door) {
        case Door::None: return {};
        case Door::Local: return QStringLiteral("local");
        case Door::GatewayEndpoint: return QStringLiteral("gateway-endpoint");
        case Door::InterfaceEndpoint: return QStringLiteral("interface-endpoint");
        case Door::InternetGateway: return QStringLiteral("internet-gateway");
        case Door::NatGateway: return QStringLiteral("nat-gateway");
        case Door::AwsNetwork: return QStringLiteral("aws-network");
        case Door::Internet: return QStringLiteral("internet");
    }
    return {};
}

QString doorTitle(Door door) {
    switch (door) {
        case Door::None: return {};
        case Door::Local: return tr("inside the VPC");
        case Door::GatewayEndpoint: return tr("gateway endpoint");
        case Door::InterfaceEndpoint: return tr("interface endpoint");
        case Door::InternetGateway: return tr("internet gateway");
        case Door::NatGateway: return tr("NAT gateway");
        case Door::AwsNetwork: return tr("AWS's own network");
        case Door::Internet: return tr("the internet");
    }
    return {};
}

bool Reach::reachable() const { return !paths.empty() && std::ranges::all_of(paths, &ReachPath::reachable); }

Door Reach::door() const {
    const auto it = std::ranges::find_if(paths, &ReachPath::reachable);
    return it == paths.end() ? Door::None : it->door;
}

std::vector<Blocker> Reach::blockers() const {
    std::vector<Blocker> all;
    for (const ReachPath& path : paths)
        for (const Blocker& blocker : path.blockers)
            if (std::ranges::find(all, blocker) == all.end()) all.push_back(blocker);
    return all;
}

QStringList Reach::assumptions() const {
    QStringList all;
    for (const ReachPath& path : paths) all += path.assumptions;
    all.removeDuplicates();
    return all;
}

std::shared_ptr<const Reach> reachOf(const NodeView& from, const NodeView& to) { return from.query(PairQuery<Reach>{computePair}, to); }

std::shared_ptr<const Reach> reachOf(const NodeView& from, const NodeView& to, Uid via) {
    const auto stop = via.isNull() ? std::nullopt : stopoverAt(from, via);
    return stop ? std::make_shared<const Reach>(computeReach(from, to, 0, Detail::Way, stop)) : reachOf(from, to);
}

Reach tellReach(const NodeView& from, const NodeView& to, Uid via) {
    return computeReach(from, to, 0, Detail::Story, via.isNull() ? std::nullopt : stopoverAt(from, via));
}

Reach reachAt(const NodeView& from, const NodeView& to, int port) { return computeReach(from, to, port, Detail::Story); }

std::vector<PairReach> reachAll(const Document& document) {
    Facts facts(document);
    struct Side {
        NodeView view;
        std::shared_ptr<const End> end;
    };
    std::vector<Side> callers, callees;
    for (const NodeId id : document.nodes()) {
        const NodeView view = facts.view(id);
        if (!view.kind()) continue;
        if (view.kind()->emitsCalls) callers.push_back({view, callerOf(view)});
        if (view.kind()->data) callees.push_back({view, calleeOf(view)});
    }
    std::vector<PairReach> pairs;
    pairs.reserve(callers.size() * callees.size());
    for (const Side& from : callers)
        for (const Side& to : callees) {
            if (from.view == to.view) continue;
            PairReach pair{from.view.uid(), to.view.uid(), true, Door::None, false};
            eachPath(from.view, *from.end, *to.end, 0, Detail::Verdict, [&](const ReachPath& path) {
                pair.reachable &= path.reachable;
                if (path.reachable && pair.door == Door::None) pair.door = path.door;
            });
            pair.internet = pair.door == Door::InternetGateway || pair.door == Door::NatGateway || pair.door == Door::Internet;
            pairs.push_back(pair);
        }
    return pairs;
}

}  // namespace model
