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

template <class Visit>
void eachPath(const NodeView& caller, const End& from, const End& to, int port, Detail detail, Visit&& visit) {
    Walk walk(caller, from, to, port > 0 ? port : to.port, detail);
    if (from.kind != End::Kind::Interface || from.presences.empty()) return visit(bestPath(walk, nullptr, to));
    for (const SubnetPtr& source : from.presences) visit(bestPath(walk, source.get(), to));
}

Reach computeReach(const NodeView& from, const NodeView& to, int port) {
    const auto caller = callerOf(from);
    const auto callee = calleeOf(to);
    Reach reach;
    eachPath(from, *caller, *callee, port, Detail::Story, [&](ReachPath path) { reach.paths.push_back(std::move(path)); });
    if (callee->kind == End::Kind::Interface && callee->portIsAssumed && port == 0)
        for (ReachPath& path : reach.paths)
            path.assumptions += QCoreApplication::translate("model", "%1 says no port that it listens on; TCP %2 is taken.").arg(callee->name).arg(callee->port);
    return reach;
}

Reach computePair(const NodeView& from, const NodeView& to) { return computeReach(from, to, 0); }

}  // namespace

QString doorName(Door door) {
    switch (door) {
        case Door::None: return {};
        case Door::Local: return QStringLiteral("local");
        case Door::GatewayEndpoint: return QStringLiteral("gateway-endpoint");
        case Door::InternetGateway: return QStringLiteral("internet-gateway");
        case Door::NatGateway: return QStringLiteral("nat-gateway");
        case Door::AwsNetwork: return QStringLiteral("aws-network");
        case Door::Internet: return QStringLiteral("internet");
    }
    return {};
}

QString doorTitle(Door door) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("model", text); };
    switch (door) {
        case Door::None: return {};
        case Door::Local: return tr("inside the VPC");
        case Door::GatewayEndpoint: return tr("gateway endpoint");
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

Reach reachAt(const NodeView& from, const NodeView& to, int port) { return computeReach(from, to, port); }

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
