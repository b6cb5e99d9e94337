// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"

#include <cstdint>
#include <type_traits>

namespace sim {

enum class HopKind : std::uint8_t {
    Request,     // towards the target; fromUid, toUid are neighbours on the path
    Response,    // the answer, the same way back; refusal tells a refused attempt
    Dropped,     // the way ends at toUid: over a limit, blocked, zone gone. arriveNs is when the client learns it
    Served,      // at the target: units, tokens, partition. departNs is the arrival, arriveNs the end of the work
    RetryWait,   // the client waits before the next attempt
    Finished,    // the request ended: refusal None is success. departNs is when it was made
    IndexFeed,   // a table's write on its way to an index
    TtlDelete,   // the sweeper deletes an item; departNs is its expiry
    Replication, // a change on its way from one replica to another; departNs is its commit, arriveNs its apply
    StreamBatch, // a stream's records on their way to a function; departNs is the last one's commit, unitsHalves how many
    CacheTurn,   // the cache answers by itself; refusal tells why it does not
    Forward,     // the cache asks the table, or hands on its answer
    ReplicationSent,  // a change leaves for another replica; arriveNs is when it is to be there
    StreamRecord,     // a change enters a stream; arriveNs is when its readers see it
    Failure,     // a batch that was given up goes to the on-failure destination
    Scaling,     // auto scaling has changed toUid's capacity: hop 0 reads, 1 writes; table tokens before and after are the units
    FaultStart,  // key is the place of its kind in plan::FaultKind, toUid the station that it is about (0: none), partition its zone, Region
    FaultEnd,    //   or node, tableTokensAfter its figure (a factor, a share, a limit, milliseconds)
    Connect,     // the client opens a connection before it sends; fromUid and toUid are its own
};

// One step of a journey. Collected by request number (or shown as a dot between departure and arrival), records tell the whole story.
struct HopRecord {
    std::uint64_t request = 0;      // 1, 2, 3 ... over the run; 0 for steps of no request (TTL)
    std::int64_t departNs = 0;
    std::int64_t arriveNs = 0;
    std::uint64_t fromUid = 0;      // stations
    std::uint64_t toUid = 0;
    std::uint64_t patternUid = 0;
    std::uint64_t key = 0;
    HopKind kind = HopKind::Request;
    plan::Refusal refusal = plan::Refusal::None;
    std::uint16_t path = 0;         // of the pattern's paths
    std::uint16_t hop = 0;          // place on the path: 0 is the source's first leg
    std::uint16_t attempt = 0;      // from 1
    std::uint32_t partition = 0;    // its number
    std::int32_t unitsHalves = 0;   // capacity units in halves
    std::int32_t itemBytes = 0;     // what the unit arithmetic worked on
    float tableTokensBefore = 0;    // units
    float tableTokensAfter = 0;
    float partitionTokensBefore = 0;
    float partitionTokensAfter = 0;
    bool service = false;           // of an item that the service deleted (time to live)
    bool outdated = false;          // Served: what was read is no longer true; Replication: a later write stands there already
    std::uint32_t generation = 0;   // changes with every jump in time
};
static_assert(std::is_trivially_copyable_v<HopRecord>);

// Receives the steps of sampled requests. Called from the thread that runs the engine; must not call back into it.
class TraceSink {
public:
    virtual ~TraceSink() = default;
    virtual void record(const HopRecord& hop) = 0;
};

}  // namespace sim
