// SPDX-License-Identifier: GPL-3.0-or-later
// Replication between two replicas of a global table with eventual consistency, one direction (B-130). A change waits for its lag and is applied
// with the replica's own write units; what cannot be applied at its time (the way is closed, no units left) waits in line. Changes of one item
// keep their order; a change that comes while an older one of its item still waits may be merged into it.
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::replicator {
namespace {

std::uint32_t newChange(ReplicatorState& state) {
    if (state.freeChange == kNoSlot) {
        state.changes.emplace_back();
        return static_cast<std::uint32_t>(state.changes.size() - 1);
    }
    const std::uint32_t index = state.freeChange;
    state.freeChange = state.changes[index].next;
    state.changes[index] = ReplicaChange{};
    return index;
}

void freeChange(ReplicatorState& state, std::uint32_t index) {
    ReplicaChange& change = state.changes[index];
    const PendingKey* newest = state.newest.find(change.keyPlusOne - 1);
    if (newest && newest->change == index)
        state.newest.erase(change.keyPlusOne - 1);
    change.keyPlusOne = 0;
    change.next = state.freeChange;
    state.freeChange = index;
    --state.pending;
}

void hold(ReplicatorState& state, std::uint32_t index) {
    state.changes[index].held = true;
    state.changes[index].next = kNoSlot;
    if (state.heldLast != kNoSlot)
        state.changes[state.heldLast].next = index;
    else
        state.heldFirst = index;
    state.heldLast = index;
    ++state.held;
}

// Takes the first one out of the line.
std::uint32_t takeFirst(ReplicatorState& state) {
    const std::uint32_t index = state.heldFirst;
    state.heldFirst = state.changes[index].next;
    if (state.heldFirst == kNoSlot)
        state.heldLast = kNoSlot;
    state.changes[index].held = false;
    --state.held;
    return index;
}

void putFirst(ReplicatorState& state, std::uint32_t index) {
    state.changes[index].held = true;
    state.changes[index].next = state.heldFirst;
    if (state.heldFirst == kNoSlot)
        state.heldLast = index;
    state.heldFirst = index;
    ++state.held;
}

void drainAt(Kernel& kernel, std::uint32_t slot, std::int64_t atNs) {
    ReplicatorState& state = kernel.state.replicators[slot];
    state.draining = true;
    kernel.schedule(atNs, EventType::ReplicaDrain, slot, ++state.drainToken);
}

void trace(const Kernel& kernel, const CompiledReplicator& channel, const ReplicaChange& change, HopKind kind, std::int64_t departNs,
           std::int64_t arriveNs, bool outdated = false) {
    if (!kernel.traces(change.request))
        return;
    HopRecord record;
    record.request = change.request;
    record.departNs = departNs;
    record.arriveNs = arriveNs;
    record.fromUid = channel.fromUid;
    record.toUid = channel.toUid;
    record.key = change.keyPlusOne - 1;
    record.kind = kind;
    record.itemBytes = static_cast<std::int32_t>(change.bytes);
    record.outdated = outdated;
    kernel.trace(record);
}

// Waiting changes are applied one after the other, each partition of the origin at its own pace.
std::int64_t drainStepNs(const Kernel& kernel, const CompiledReplicator& channel) {
    const auto partitions = static_cast<double>(std::max<std::size_t>(kernel.state.stores[channel.from].partitions.size(), 1));
    return static_cast<std::int64_t>(1e9 / std::max(channel.row->drainPerS * partitions, 1.0));
}

// Applies one change; false when the replica has no units for it.
bool apply(Kernel& kernel, std::uint32_t slot, std::uint32_t index) {
    const CompiledReplicator& channel = kernel.compiled().replicators[slot];
    ReplicatorState& state = kernel.state.replicators[slot];
    const ReplicaChange change = state.changes[index];
    const std::int64_t waitedNs = kernel.nowNs() - change.commitNs;
    if (static_cast<double>(waitedNs) > channel.row->retentionS * 1e9) {
        ++state.lost;
        kernel.count(channel.metrics + replicatorSlot::Expired);
        freeChange(state, index);
        return true;
    }
    const unitstore::ReplicaOutcome outcome = unitstore::applyReplica(kernel, channel.to, slot, change);
    if (outcome == unitstore::ReplicaOutcome::NoUnits) {
        ++state.throttles;
        kernel.count(channel.metrics + replicatorSlot::Throttles);
        return false;
    }
    ++state.applied;
    state.periodLag.add(waitedNs);
    kernel.count(channel.metrics + replicatorSlot::Applied);
    if (change.held)  // it waited at its origin until now
        trace(kernel, channel, change, HopKind::ReplicationSent, kernel.nowNs(), kernel.nowNs());
    trace(kernel, channel, change, HopKind::Replication, change.commitNs, kernel.nowNs(), outcome == unitstore::ReplicaOutcome::Outdated);
    freeChange(state, index);
    return true;
}

}  // namespace

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledReplicator& channel = kernel.compiled().replicators[slot];
    ReplicatorState& state = kernel.state.replicators[slot];
    if (channel.row == nullptr || state.initialized)
        return;
    state.initialized = true;
    state.lag = RandomStream(kernel.scenario().seed, kernel.scenario().run, channel.uid, Purpose::Lag);
}

void push(Kernel& kernel, std::uint32_t slot, const changes::Change& change) {
    const CompiledReplicator& channel = kernel.compiled().replicators[slot];
    ReplicatorState& state = kernel.state.replicators[slot];
    if (channel.row == nullptr || channel.to == kNoSlot)
        return;
    const PendingKey* newest = state.newest.find(change.key);
    const std::uint32_t waiting = newest ? newest->change : kNoSlot;
    if (waiting != kNoSlot && channel.row->merges == plan::Switch::On) {
        ReplicaChange& older = state.changes[waiting];
        older.versionNs = change.versionNs;
        older.bytes = change.bytes;
        older.removes = plan::removes(change.kind);
        ++state.merged;
        return kernel.count(channel.metrics + replicatorSlot::Merged);
    }
    const std::uint32_t index = newChange(state);
    ReplicaChange& made = state.changes[index];
    made.keyPlusOne = change.key + 1;
    made.request = change.request;
    made.commitNs = kernel.nowNs();
    made.versionNs = change.versionNs;
    made.bytes = change.bytes;
    made.removes = plan::removes(change.kind);
    const std::int64_t lagNs = channel.lag.draw(state.lag);
    std::int64_t atNs = kernel.nowNs() + lagNs + channel.oneWay.draw(state.lag);
    if (waiting != kNoSlot) {
        if (state.changes[waiting].held)
            atNs = kernel.nowNs();  // behind the older one, in line
        else
            atNs = std::max(atNs, state.changes[waiting].dueNs);
    }
    made.dueNs = atNs;
    state.newest.touch(change.key).change = index;
    ++state.pending;
    kernel.schedule(atNs, EventType::ReplicaApply, slot, index);
    if (!state.paused && state.held == 0)
        trace(kernel, channel, made, HopKind::ReplicationSent, kernel.nowNs(), atNs);
}

void onApply(Kernel& kernel, const Event& event) {
    const CompiledReplicator& channel = kernel.compiled().replicators[event.a];
    ReplicatorState& state = kernel.state.replicators[event.a];
    if (channel.row == nullptr || channel.to == kNoSlot)
        return freeChange(state, event.b);
    if (state.paused || state.held > 0)
        return hold(state, event.b);
    if (apply(kernel, event.a, event.b))
        return;
    hold(state, event.b);
    drainAt(kernel, event.a, kernel.nowNs() + drainStepNs(kernel, channel));
}

void onDrain(Kernel& kernel, const Event& event) {
    const CompiledReplicator& channel = kernel.compiled().replicators[event.a];
    ReplicatorState& state = kernel.state.replicators[event.a];
    if (event.b != state.drainToken)
        return;
    state.draining = false;
    if (channel.row == nullptr || state.paused || state.heldFirst == kNoSlot)
        return;
    constexpr std::int64_t kLookAgainNs = 10'000'000;
    const std::uint32_t first = takeFirst(state);
    const bool applied = apply(kernel, event.a, first);
    if (!applied)
        putFirst(state, first);
    if (state.held > 0)
        drainAt(kernel, event.a, kernel.nowNs() + (applied ? drainStepNs(kernel, channel) : kLookAgainNs));
}

void setWay(Kernel& kernel, std::uint32_t slot, Way way) {
    ReplicatorState& state = kernel.state.replicators[slot];
    const bool closed = way == Way::Closed;
    if (state.paused == closed)
        return;
    state.paused = closed;
    if (!closed && state.held > 0 && !state.draining)
        drainAt(kernel, slot, kernel.nowNs());
}

void flushMetrics(Kernel& kernel, std::uint32_t slot) {
    const CompiledReplicator& channel = kernel.compiled().replicators[slot];
    if (channel.row == nullptr)
        return;
    ReplicatorState& state = kernel.state.replicators[slot];
    double meanMs = state.periodLag.meanNs() * 1e-6;
    double p99Ms = state.periodLag.percentileNs(0.99) * 1e-6;
    // Where nothing gets through, what waits longest tells how far behind it is.
    if (state.periodLag.count() == 0 && state.heldFirst != kNoSlot)
        meanMs = p99Ms = static_cast<double>(kernel.nowNs() - state.changes[state.heldFirst].commitNs) * 1e-6;
    else if (state.periodLag.count() == 0 && !state.waitingBySlice.empty())
        meanMs = p99Ms = static_cast<double>(kernel.nowNs() - state.waitingBySlice.front().commitNs) * 1e-6;
    kernel.set(channel.metrics + replicatorSlot::LatencyMean, meanMs);
    kernel.set(channel.metrics + replicatorSlot::LatencyP99, p99Ms);
    kernel.set(channel.metrics + replicatorSlot::Pending, static_cast<double>(state.pending));
    state.periodLag.clear();
}

}  // namespace sim::replicator
