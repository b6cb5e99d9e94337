// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/plan/keydistribution.h"
#include "model/planbuilder/build.h"

#include <algorithm>

// The replicas of a global table: a channel for each ordered pair, and the table's indexes in every Region.
namespace model::build {

namespace {

std::uint64_t pairUid(std::uint64_t a, std::uint64_t b) { return plan::keyHash(plan::keyHash(0, a), b); }

void join(Build& build, const Replica& from, const Replica& to) {
    plan::ReplicatorStation channel = from.settings;
    channel.from = from.station;
    channel.to = to.station;
    channel.drainPerS = std::min(from.settings.drainPerS, to.settings.drainPerS);  // a pair catches up as the slower one does
    const plan::Station& a = build.plan.stations[from.station];
    const plan::Station& b = build.plan.stations[to.station];
    const auto nameOf = [&](const plan::Station& s) { return s.region < build.plan.regions.size() ? build.plan.regions[s.region] : std::string(); };
    const auto here = build.view(from.node), there = build.view(to.node);
    if (here && there) channel.oneWay = between(build, *here, *there);
    const plan::RegionIndex region = a.region;
    build.plan.stations.push_back({pairUid(a.uid, b.uid), a.name + " to " + nameOf(b), channel, region});
}

// The table's indexes are indexes of every replica, each with partitions and capacity of its own.
void copyIndexes(Build& build, Uid owner, const Replica& replica) {
    if (replica.node == owner || build.indexes.contains(replica.node)) return;
    for (const Index& index : build.indexes.value(owner)) {
        plan::Station copy = build.plan.stations[index.station];
        auto& store = std::get<plan::UnitStoreStation>(copy.parameters);
        const plan::Station& home = build.plan.stations[replica.station];
        copy.uid = pairUid(replica.node.value, copy.uid);
        copy.name = home.name + copy.name.substr(std::min(copy.name.size(), copy.name.rfind('/')));
        copy.region = home.region;
        store.index->table = replica.station;
        store.replication.zones = std::get<plan::UnitStoreStation>(home.parameters).replication.zones;
        Index made = index;
        made.station = static_cast<plan::StationIndex>(build.plan.stations.size());
        build.plan.stations.push_back(std::move(copy));
        build.indexes[replica.node].push_back(made);
    }
}

}  // namespace

void joinReplicas(Build& build, const std::vector<Replica>& stores) {
    const auto groupOf = [&](const Replica& store) {
        // The table that others call theirs belongs to them, whether it says so or not.
        const bool named = std::ranges::any_of(stores, [&](const Replica& other) { return other.globalTable == store.node.value; });
        return named ? store.node.value : store.globalTable;
    };
    for (const Replica& from : stores) {
        const std::uint64_t group = groupOf(from);
        if (group == 0) continue;
        copyIndexes(build, Uid{group}, from);
        for (const Replica& to : stores)
            if (&from != &to && groupOf(to) == group && build.plan.stations[from.station].region != build.plan.stations[to.station].region) join(build, from, to);
    }
}

}  // namespace model::build
