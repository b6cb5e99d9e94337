// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <type_traits>

namespace sim {

// What happens. The numbers go into the fingerprint: append, never renumber.
enum class EventType : std::uint8_t {
    None = 0,
    Arrival = 1,       // a: pattern. A source makes a request
    StoreArrival = 2,  // a: request. It reaches its table or index
    ServiceArrival = 3,  // a: request. It reaches a service target
    Reply = 4,         // a: request, b: refusal. The answer reaches the client
    Retry = 5,         // a: request. The client tries again
    IndexApply = 6,    // a: index station, b: entry's units in halves, c: table's write time
    TtlStep = 7,       // a: store, c: key. The item expires, or the sweeper takes it
    MinuteTick = 8,    // control loops: on-demand growth, heat
    MetricTick = 9,
    SplitDone = 10,    // a: store, b: partition's number
    FaultStart = 11,   // a: fault
    FaultEnd = 12,     // a: fault
    CohortSlice = 13,
    CohortExpiry = 14, // a: pattern, b: which of its cohorts of items expires
    WarmReady = 15,    // a: store. Warm throughput that was raised during the run is there
    CacheArrival = 16,     // a: request. It reaches a cache on its way
    CacheReply = 17,       // a: request, b: refusal. The table's answer is back at the cache
    ServerArrival = 18,    // a: request. It reaches a function
    SinkArrival = 19,      // a: request. It reaches a bucket
    InvocationStart = 20,  // a: invocation, b: its token. The environment is warm, the handler begins
    InvocationEnd = 21,    // a: invocation, b: its token. The handler's own work is done
    InvocationTimeout = 22,  // a: invocation, b: its token
    ConsumerWake = 23,     // a: consumer, b: lane, c: the lane's token
    ReplicaApply = 24,     // a: replicator, b: waiting change
    ReplicaDrain = 25,     // a: replicator, b: its token. The next change of those that wait
    ScalingApply = 26,     // a: store, b: 0 read, 1 write, c: units
};

// 32 bytes, copied freely. Ordered by time, then by the order in which events were pushed.
struct Event {
    std::int64_t timeNs = 0;
    std::uint64_t sequence = 0;  // given by the queue; the type sits in the lowest byte
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint64_t c = 0;

    [[nodiscard]] EventType type() const { return static_cast<EventType>(sequence & 0xFF); }
};
static_assert(sizeof(Event) == 32 && std::is_trivially_copyable_v<Event>);

[[nodiscard]] inline bool before(const Event& x, const Event& y) {
    return x.timeNs != y.timeNs ? x.timeNs < y.timeNs : x.sequence < y.sequence;
}

}  // namespace sim
