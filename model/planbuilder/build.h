// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"
#include "model/plan/stationspec.h"
#include "model/planbuilder/latencies.h"
#include "model/planbuilder/planbuilder.h"
#include "model/rules/facts.h"
#include "model/traffic/accesspattern.h"

#include <QHash>

#include <optional>
#include <vector>

// The pieces that make a plan; planbuilder.cpp calls them in order.
namespace model::build {

struct Source {
    plan::Latency access;   // round trip outside of AWS
    double timeoutMs = 1000;
    double lossShare = 0;
    double resendMs = 0;
    std::optional<plan::Connections> connections = std::nullopt;
};

struct Index {
    plan::StationIndex station = plan::kNoStation;
    plan::IndexChange onUpdate = plan::IndexChange::Update;
    std::int64_t entryBytes = 0;
};

struct Build {
    explicit Build(const Document& d) : document(d), facts(d) {}

    const Document& document;
    Facts facts;  // remembers facets and ways while the plan is made
    plan::Plan plan;
    QHash<Uid, plan::StationIndex> stations;
    QHash<Uid, Source> sources;
    QHash<Uid, plan::StationSpec> passed;  // Regions and gateways: what they add to the ways through them
    QHash<Uid, std::vector<Index>> indexes;  // by the Uid of their table
    std::vector<PatternOrigin> patterns;
    QStringList assumptions;

    [[nodiscard]] std::optional<NodeView> view(Uid uid);
    /// The index of a zone by name; adds it.
    plan::ZoneIndex zone(const QString& name);
    /// The Region that a node lies in; adds it.
    plan::RegionIndex region(const NodeView& node);
    plan::StationIndex addStation(const NodeView& node, plan::StationParameters parameters);
    /// The station of a node, or none.
    [[nodiscard]] plan::StationIndex station(Uid uid) const { return stations.value(uid, plan::kNoStation); }
    template <class Parameters>
    [[nodiscard]] const Parameters* parameters(plan::StationIndex index) const {
        return index < plan.stations.size() ? std::get_if<Parameters>(&plan.stations[index].parameters) : nullptr;
    }
    void assume(const QString& sentence);
};

/// A store that may belong to a global table, and how its changes go to the others.
struct Replica {
    plan::StationIndex station = plan::kNoStation;
    Uid node;
    std::uint64_t globalTable = 0;
    plan::ReplicatorStation settings;
};
/// The channels between all replicas of every global table, and the indexes of those that have none of their own.
void joinReplicas(Build& build, const std::vector<Replica>& stores);
/// Code of the Region that a node lies in; empty: in none.
[[nodiscard]] QString regionOf(const NodeView& node);
/// What the rows of the Region that a node lies in say of distances.
struct Distances {
    double sameZoneMs = 0, crossZoneMs = 0;  ///< round trips
    latency::UnknownPairs unknown;           ///< round trips to Regions of which no figure is known
    double jitterSigma = 0;                  ///< of round trips to other Regions
};
[[nodiscard]] Distances distancesAt(const Build& build, const NodeView& node);
/// One way from the Region of one node to that of another, on top of that much within them.
[[nodiscard]] plan::Latency between(const Build& build, const NodeView& from, const NodeView& to, double roundTripWithinMs = 0);

/// Stations of all nodes that have one, in the order of their Uids.
void addStations(Build& build);
/// The patterns of all links, with their paths.
void addPatterns(Build& build);
void addScenario(Build& build, const Scenario& scenario);
/// The sentences about values that no one can evaluate.
void noteUnresolved(Build& build);

/// The ways from each presence of the caller to the resource; through an endpoint where that is called by its own name.
[[nodiscard]] std::vector<plan::Path> pathsOf(Build& build, const NodeView& caller, const NodeView& resource, Uid endpoint = {});

}  // namespace model::build
