// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/kernel.h"

#include <optional>

// What each archetype does with the events that are its own. One file a station; the kernel's dispatch is their list.
namespace sim {

namespace source {
void prepare(Kernel& kernel, std::uint32_t slot);          // first appearance of the pattern
void reschedule(Kernel& kernel, std::uint32_t slot);       // rate or factor changed at this instant
void onArrival(Kernel& kernel, const Event& event);
void onRetry(Kernel& kernel, const Event& event);
void onReply(Kernel& kernel, const Event& event);
void flushMetrics(Kernel& kernel, std::uint32_t slot);
// One request now, made by an invocation; false when no presence of the source is left.
bool issue(Kernel& kernel, std::uint32_t slot, std::uint32_t invocation);
// The expected count of the curve times the factor: call before the load factor or the curve changes.
void settleArrivals(Kernel& kernel, std::uint32_t slot);
}  // namespace source

namespace network {
struct Passage {
    std::int64_t arriveNs = 0;      // at the target, or where and when the client learns of the refusal
    plan::Refusal refusal = plan::Refusal::None;
};
void prepare(Kernel& kernel, std::uint32_t slot);
// What a lost packet adds to one crossing of the path: mostly nothing.
[[nodiscard]] std::int64_t lossNs(const plan::Path& path, RandomStream& random);
// Share of the requests to a hop in several zones that reach an interface in a lost one: clients go round all that the Regional name answers
// with, and that leaves out a lost one after a time only (B-180).
[[nodiscard]] double deadShare(const Kernel& kernel, const CompiledHopStation& hop);
// Sends the request's attempt over its path, hop by hop.
[[nodiscard]] Passage send(Kernel& kernel, Request& request);
// The answer's way back; returns when the client has it.
[[nodiscard]] std::int64_t sendBack(Kernel& kernel, const Request& request, std::int64_t departNs, plan::Refusal refusal);
}  // namespace network

namespace connections {
void prepare(Kernel& kernel, std::uint32_t slot);
// The attempt, by a path that has connections, gets one: what a new one costs in time, nothing where one waits to be used.
[[nodiscard]] std::int64_t take(Kernel& kernel, Request& request);
// The attempt has its answer; after silence the connection is used no more.
void giveBack(Kernel& kernel, Request& request, plan::Refusal refusal);
// The plan was changed from this one: connections whose way is another now break where a gateway endpoint or a station that is gone is concerned.
void breakOpen(Kernel& kernel, const CompiledPlan& before);
}  // namespace connections

namespace service {
void prepare(Kernel& kernel, std::uint32_t slot);
void onArrival(Kernel& kernel, const Event& event);
}  // namespace service

namespace unitstore {
void prepare(Kernel& kernel, std::uint32_t slot);
void applyPlan(Kernel& kernel, std::uint32_t slot);        // parameters changed
void onArrival(Kernel& kernel, const Event& event);
void onMinute(Kernel& kernel, std::uint32_t slot);
void onSplitDone(Kernel& kernel, const Event& event);
void flushMetrics(Kernel& kernel, std::uint32_t slot, double periodS);
// A change of another replica: the larger time stamp wins.
enum class ReplicaOutcome : std::uint8_t { NoUnits, Applied, Outdated };
[[nodiscard]] ReplicaOutcome applyReplica(Kernel& kernel, std::uint32_t slot, std::uint32_t channel, const ReplicaChange& change);
// The key of one item of a call.
[[nodiscard]] std::uint64_t keyOfItem(const Kernel& kernel, const Request& request, std::uint32_t item);
// A read that no request waits for, of so many units in halves; false when there are none left for it.
[[nodiscard]] bool readInBackground(Kernel& kernel, std::uint32_t slot, std::uint64_t key, std::int32_t halves);
// Whether another Region has a newer version of the item.
[[nodiscard]] bool isBehind(const Kernel& kernel, std::uint32_t slot, std::uint64_t key);
}  // namespace unitstore

namespace scaling {
void prepare(Kernel& kernel, std::uint32_t slot);
void onMinute(Kernel& kernel, std::uint32_t slot);
void onApply(Kernel& kernel, const Event& event);
}  // namespace scaling

// What a committed write sets off: stream records and replication.
namespace changes {
enum class Cause : std::uint8_t { Local, Replication };
struct Change {
    std::uint64_t key = 0;
    std::uint64_t request = 0;
    std::int64_t versionNs = 0;
    std::uint32_t bytes = 0;      // after the write; of a removal before it
    plan::RecordKind kind = plan::RecordKind::Insert;
    Cause cause = Cause::Local;
};
void committed(Kernel& kernel, std::uint32_t store, const Change& change);
}  // namespace changes

namespace stream {
void prepare(Kernel& kernel, std::uint32_t slot);
void append(Kernel& kernel, std::uint32_t slot, const changes::Change& change);
// When readers see what is committed to the shard at this time; asked in the order of commits.
[[nodiscard]] std::int64_t visibleAt(Kernel& kernel, std::uint32_t slot, std::uint32_t shard, std::int64_t commitNs);
// Size of a record about an item of so many bytes.
[[nodiscard]] double recordBytes(const plan::LogStation& log, double itemBytes);
// A partition of the table was split: the child's records follow the parent's.
void onSplit(Kernel& kernel, std::uint32_t store, std::uint32_t parent, std::uint32_t child);
// How many readers may look at a shard at once; replication to other Regions takes the place of one (B-090).
[[nodiscard]] std::uint32_t readersAllowed(const Kernel& kernel, const CompiledLog& log);
void flushMetrics(Kernel& kernel, std::uint32_t slot, double periodS);
}  // namespace stream

namespace consumer {
void prepare(Kernel& kernel, std::uint32_t slot);
void push(Kernel& kernel, std::uint32_t slot, std::uint32_t shard, const StreamRecord& record);
void onSplit(Kernel& kernel, std::uint32_t slot, std::uint32_t parent, std::uint32_t child);
void onWake(Kernel& kernel, const Event& event);
// What throttled looks add to the time until a record is found, on average, and to the time between two looks.
[[nodiscard]] double throttledWaitS(const Kernel& kernel, std::uint32_t slot);
[[nodiscard]] double meanPollS(const Kernel& kernel, std::uint32_t slot);
enum class Outcome : std::uint8_t { Succeeded, Failed };
void onInvoked(Kernel& kernel, std::uint32_t slot, std::uint32_t lane, Outcome outcome);
void flushMetrics(Kernel& kernel, std::uint32_t slot);
}  // namespace consumer

namespace server {
void prepare(Kernel& kernel, std::uint32_t slot);
void onArrival(Kernel& kernel, const Event& event);        // a request calls it
// Begins an invocation for a consumer's lane, or refuses.
[[nodiscard]] plan::Refusal invoke(Kernel& kernel, std::uint32_t slot, const Invocation& wanted);
void onStart(Kernel& kernel, const Event& event);
void onHandlerEnd(Kernel& kernel, const Event& event);
void onTimeout(Kernel& kernel, const Event& event);
enum class Call : std::uint8_t { Answered, Failed };
void onCallEnded(Kernel& kernel, std::uint32_t invocation, Call call);
[[nodiscard]] double limitOf(const Kernel& kernel, std::uint32_t slot);
void flushMetrics(Kernel& kernel, std::uint32_t slot);
}  // namespace server

namespace cache {
void prepare(Kernel& kernel, std::uint32_t slot);
void onArrival(Kernel& kernel, const Event& event);
void onTableReply(Kernel& kernel, const Event& event);
// Which nodes are there, after zones or nodes were lost or came back.
void applyNodes(Kernel& kernel, std::uint32_t slot, std::uint64_t lostNodes);
void flush(Kernel& kernel, std::uint32_t slot);
// The item has another value in the table now: what nodes have is old from here on.
void itemChanged(Kernel& kernel, std::uint32_t store, std::uint64_t key);
void flushMetrics(Kernel& kernel, std::uint32_t slot, double periodS);
}  // namespace cache

namespace replicator {
void prepare(Kernel& kernel, std::uint32_t slot);
void push(Kernel& kernel, std::uint32_t slot, const changes::Change& change);
void onApply(Kernel& kernel, const Event& event);
void onDrain(Kernel& kernel, const Event& event);
enum class Way : std::uint8_t { Open, Closed };
void setWay(Kernel& kernel, std::uint32_t slot, Way way);
void flushMetrics(Kernel& kernel, std::uint32_t slot);
}  // namespace replicator

namespace sink {
void prepare(Kernel& kernel, std::uint32_t slot);
void onArrival(Kernel& kernel, const Event& event);
void put(Kernel& kernel, std::uint32_t slot);              // an object that nobody waits for
}  // namespace sink

namespace index {
// Whether the indexes would take these writes; the refusal of the first that would not.
[[nodiscard]] plan::Refusal check(Kernel& kernel, const CompiledPattern& pattern, std::uint64_t key);
enum class Entry : std::uint8_t { New, Known };  // whether the table had the item before
// An insert over an item that was there is an update of its entry, at the same price; an update that makes the item inserts one entry.
[[nodiscard]] CompiledIndexWrite asMade(const CompiledIndexWrite& write, Entry entry);
void feed(Kernel& kernel, const CompiledPattern& pattern, std::uint64_t key, std::uint64_t request, Entry entry);
// The same for a change that came from another replica: the indexes of this one follow.
void feedReplica(Kernel& kernel, std::uint32_t store, std::uint64_t key, std::uint32_t bytes, plan::IndexChange change);
void onApply(Kernel& kernel, const Event& event);
}  // namespace index

namespace ttl {
void itemWritten(Kernel& kernel, std::uint32_t store, Item& item, double expiresAfterS);
void itemDeleted(Kernel& kernel, std::uint32_t store, Item& item);
void onStep(Kernel& kernel, const Event& event);
// Time to live was turned on during the run: items that have an expiry are followed from now on, after the time that AWS takes for that.
void followPlan(Kernel& kernel, std::uint32_t store);
}  // namespace ttl

namespace faults {
void add(Kernel& kernel, const plan::Fault& fault);        // schedules its start and end
// The scenario's time line: all of it at the beginning (before: null); after a change of the plan what lies ahead, in place of
// what lay ahead before. Faults that have begun go on to their end.
void planAhead(Kernel& kernel, const plan::Plan* before);
void onStart(Kernel& kernel, const Event& event);
void onEnd(Kernel& kernel, const Event& event);
void end(Kernel& kernel, std::optional<std::uint32_t> only);  // now; without a place in State::faults: all
void apply(Kernel& kernel);                                // makes the state what the active faults say
}  // namespace faults

// Answers the client: over the path back, or by its timeout, whichever is first.
void reply(Kernel& kernel, std::uint32_t requestIndex, std::int64_t departNs, plan::Refusal refusal);

}  // namespace sim
