// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"

namespace plan {

// What one node gives the plan. The builder adds what follows from its neighbours: the zones of a hop, the table of an index.
struct StationSpec {
    StationParameters parameters;
    Latency access;                                // sources: round trip from the caller to the door of its Region, outside of AWS
    double timeoutMs = 1000;                       // sources: an attempt is given up after this long [A]
    std::optional<Connections> connections;        // sources: what new connections cost
    IndexChange onUpdate = IndexChange::Update;    // indexes: what an UpdateItem of the table does to the entry
    std::int64_t entryBytes = 0;                   // indexes: size of an entry; 0: the whole item
    std::uint64_t itemCount = 0;                   // stores: items besides those that patterns state
    // Neighbours, by the value of their Uid; the builder turns them into stations. 0: as said, or none.
    std::uint64_t of = 0;                          // logs: the table (0: the parent); consumers: the log
    std::uint64_t server = 0;                      // consumers: the function
    std::uint64_t onFailure = 0;                   // consumers: where batches go that were given up
    std::uint64_t globalTable = 0;                 // stores: those of one number (the uid of one of them) are replicas of each other
    ReplicatorStation replication;                 // stores: how their changes go to the other replicas
    std::vector<std::uint64_t> subnets;            // caches: one for each node, for its zone ...
    std::vector<std::string> nodeZones;            // ... unless the zones are stated
    // What a node adds to the ways that lead through it; such a node (parameters: a hop) is a station where a way does.
    double passMs = 0;                             // gateways: one way [A]
    double sameZoneRoundTripMs = 0;                // Regions [A]
    double crossZoneRoundTripMs = 0;               // Regions [M]
    double pairDetour = 0;                         // Regions: cables to another are so much longer than the way over the ground [A] ...
    double pairAddedMs = 0;                        // ... and their ends add this, where no round trip is measured [A]
    double unknownPairMs = 0;                      // Regions: round trip to another where not even its place is known [A]
    double jitterShare = 0;                        // Regions: sigma of the round trip to another, log-normal [A]
    double lossShare = 0;                          // sources: share of the crossings of the internet that lose a packet [A]
    double resendMs = 0;                           // sources: until it is sent again [A]
    friend bool operator==(const StationSpec&, const StationSpec&) = default;
};

}  // namespace plan
