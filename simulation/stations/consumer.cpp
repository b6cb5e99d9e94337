// SPDX-License-Identifier: GPL-3.0-or-later
// Lambda's event source mapping on a stream (B-100): gathers a batch, filters first, invokes the function and waits; what fails is tried again,
// split in two, or given up. A shard goes on only when its batch has: so one bad record holds up all that come after it.
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::consumer {
namespace {

std::uint32_t laneIndex(const CompiledConsumer& consumer, std::uint32_t shard, std::uint64_t key) {
    const std::uint32_t factor = std::max(consumer.row->parallelFactor, 1U);
    return shard * factor + (factor > 1 ? static_cast<std::uint32_t>(mix(key, consumer.uid) % factor) : 0);
}

void growLanes(ConsumerState& state, const CompiledConsumer& consumer, std::uint32_t shard) {
    const std::size_t wanted = (static_cast<std::size_t>(shard) + 1) * std::max(consumer.row->parallelFactor, 1U);
    if (state.lanes.size() < wanted)
        state.lanes.resize(wanted);
}

// Readers of a shard beyond those that may look at once: all have to miss so many of their looks, by turns.
struct Readers {
    std::uint64_t all = 1;
    std::uint64_t allowed = 1;
    std::uint64_t place = 0;  // of this one
    [[nodiscard]] std::uint64_t tooMany() const { return all > allowed ? all - allowed : 0; }
    [[nodiscard]] bool mayLook(std::uint64_t turn) const { return (turn + place) % all < allowed; }
};

Readers readersOf(const Kernel& kernel, std::uint32_t slot) {
    const std::uint32_t logSlot_ = kernel.compiled().consumers[slot].log;
    if (logSlot_ == kNoSlot)
        return {};
    const CompiledLog& log = kernel.compiled().logs[logSlot_];
    const auto place = std::find(log.consumers.begin(), log.consumers.end(), slot) - log.consumers.begin();
    return {std::max<std::uint64_t>(log.consumers.size(), 1), stream::readersAllowed(kernel, log), static_cast<std::uint64_t>(place)};
}

std::int64_t lookPeriodNs(const CompiledConsumer& consumer) { return std::max<std::int64_t>(static_cast<std::int64_t>(consumer.row->pollS * 1e9), 1); }

std::int64_t lookPhaseNs(const CompiledConsumer& consumer, std::uint32_t shard, std::int64_t periodNs) {
    return static_cast<std::int64_t>(mix(consumer.uid, shard) % static_cast<std::uint64_t>(periodNs));
}

std::uint32_t shardOfLane(const CompiledConsumer& consumer, std::uint32_t lane) { return lane / std::max(consumer.row->parallelFactor, 1U); }

// The shard's looks until now: each brings so many records and bytes. They stop when a batch could be made of what is there.
ShardLooks& lookUntilNow(Kernel& kernel, std::uint32_t slot, std::uint32_t shard) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    std::vector<ShardLooks>& all = kernel.state.consumers[slot].looks;
    if (all.size() <= shard)
        all.resize(shard + 1);
    ShardLooks& looks = all[shard];
    const plan::LogStation& log = *kernel.compiled().logs[consumer.log].row;
    const bool gathers = consumer.row->windowS > 0;
    const double mostRecords = std::max(log.recordsPerRead, gathers ? static_cast<double>(consumer.row->batchSize) : 1.0);
    const double mostBytes = std::max(log.bytesPerRead, gathers ? consumer.row->payloadBytes : 1.0);
    const std::int64_t periodNs = lookPeriodNs(consumer);
    const std::int64_t sinceNs = kernel.nowNs() - lookPhaseNs(consumer, shard, periodNs);
    const std::int64_t turns = sinceNs < 0 ? -1 : sinceNs / periodNs;
    const Readers readers = readersOf(kernel, slot);
    for (std::int64_t turn = turns; turn > looks.counted && (looks.records < mostRecords || looks.bytes < mostBytes); --turn) {
        if (!readers.mayLook(static_cast<std::uint64_t>(turn)))
            continue;
        looks.records = std::min(looks.records + log.recordsPerRead, mostRecords);
        looks.bytes = std::min(looks.bytes + log.bytesPerRead, mostBytes);
    }
    looks.counted = std::max(looks.counted, turns);
    return looks;
}

// The first look at the shard at or after this time that is not throttled.
std::int64_t nextPoll(const Kernel& kernel, std::uint32_t slot, std::uint32_t lane, std::int64_t atNs) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    const std::int64_t periodNs = lookPeriodNs(consumer);
    const std::int64_t phaseNs = lookPhaseNs(consumer, shardOfLane(consumer, lane), periodNs);
    const std::int64_t since = atNs - phaseNs;
    std::int64_t periods = since <= 0 ? 0 : (since + periodNs - 1) / periodNs;
    const Readers readers = readersOf(kernel, slot);
    while (!readers.mayLook(static_cast<std::uint64_t>(periods)))
        ++periods;
    return phaseNs + periods * periodNs;
}

void wakeAt(Kernel& kernel, std::uint32_t slot, std::uint32_t index, std::int64_t atNs) {
    Lane& lane = kernel.state.consumers[slot].lanes[index];
    kernel.schedule(atNs, EventType::ConsumerWake, slot, index, ++lane.token);
}

void count(Kernel& kernel, std::uint32_t slot, std::uint32_t which, std::uint64_t records) {
    kernel.count(kernel.compiled().consumers[slot].metrics + which, static_cast<double>(records));
}

// Records of the retention's age are gone, read or not.
void trim(Kernel& kernel, std::uint32_t slot, Lane& lane) {
    const std::int64_t oldestNs = kernel.nowNs() - kernel.compiled().consumers[slot].retentionNs;
    std::uint64_t kept = lane.records.first();
    while (kept < lane.records.end() && lane.records[kept].commitNs < oldestNs)
        ++kept;
    const std::uint64_t gone = kept - lane.records.first();
    if (gone == 0)
        return;
    lane.records.popTo(kept);
    lane.brought -= static_cast<std::uint32_t>(std::min<std::uint64_t>(lane.brought, gone));
    lane.failures = 0;
    ConsumerState& state = kernel.state.consumers[slot];
    state.lost += gone;
    state.waiting -= gone;
    count(kernel, slot, consumerSlot::Trimmed, gone);
}

void popDepth(Lane& lane) {
    while (lane.depth > 0 && lane.ends[lane.depth - 1] <= lane.records.first())
        --lane.depth;
}

// How many records a batch could have now: visible ones that looks have brought, up to its size and the largest payload, and not past the half that is tried.
std::uint32_t available(Kernel& kernel, std::uint32_t slot, std::uint32_t index) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    Lane& lane = kernel.state.consumers[slot].lanes[index];
    if (consumer.log == kNoSlot || kernel.compiled().logs[consumer.log].row == nullptr)
        return 0;
    ShardLooks& looks = lookUntilNow(kernel, slot, shardOfLane(consumer, index));
    std::uint64_t most = std::min<std::uint64_t>(lane.records.count(), std::max(consumer.row->batchSize, 1U));
    if (lane.depth > 0)
        most = std::min(most, lane.ends[lane.depth - 1] - lane.records.first());
    std::uint64_t bytes = 0;
    std::uint32_t found = 0;
    lane.poisoned = false;
    while (found < most) {
        const StreamRecord& record = lane.records[lane.records.first() + found];
        bytes += record.bytes;
        if (record.visibleNs > kernel.nowNs() || (found > 0 && static_cast<double>(bytes) > consumer.row->payloadBytes))
            break;
        if (found >= lane.brought) {
            if (looks.records < 1 || looks.bytes <= 0)
                break;
            looks.records -= 1;
            looks.bytes -= record.bytes;
            ++lane.brought;
        }
        lane.poisoned = lane.poisoned || record.poison;
        ++found;
    }
    return found;
}

bool mustWait(const ConsumerState& state, Lane& lane) {
    if (lane.waitsFor == kNoSlot)
        return false;
    if (state.lanes[lane.waitsFor].records.first() < lane.waitsUntil)
        return true;
    lane.waitsFor = kNoSlot;
    return false;
}

void traceBatch(const Kernel& kernel, const CompiledConsumer& consumer, const StreamRecord& last, std::uint32_t records, HopKind kind) {
    HopRecord hop;
    hop.request = last.request;
    hop.departNs = last.commitNs;
    hop.arriveNs = kernel.nowNs();
    hop.fromUid = kind == HopKind::StreamBatch ? consumer.logUid : consumer.serverUid;
    hop.toUid = kind == HopKind::StreamBatch ? consumer.serverUid : consumer.failureUid;
    if (kind == HopKind::Failure)
        hop.departNs = kernel.nowNs();
    hop.key = last.key;
    hop.kind = kind;
    hop.unitsHalves = static_cast<std::int32_t>(records) * 2;
    hop.itemBytes = static_cast<std::int32_t>(last.bytes);
    hop.service = last.service();
    kernel.trace(hop);
}

std::int64_t backoffNs(const plan::ConsumerStation& row, std::uint32_t times) {
    const auto baseNs = static_cast<std::int64_t>(row.backoffMs * 1e6);
    return std::min(baseNs << std::min(times > 0 ? times - 1 : 0U, 16U), static_cast<std::int64_t>(row.backoffCapS * 1e9));
}

void invoke(Kernel& kernel, std::uint32_t slot, std::uint32_t index, std::uint32_t records) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    Lane& lane = state.lanes[index];
    const StreamRecord last = lane.records[lane.records.first() + records - 1];
    state.periodAgeNs = std::max(state.periodAgeNs, kernel.nowNs() - last.commitNs);
    Invocation wanted;
    wanted.caller = Invocation::Caller::Lane;
    wanted.a = slot;
    wanted.b = index;
    wanted.records = records;
    wanted.failed = lane.poisoned;
    wanted.request = last.request;
    const plan::Refusal refusal = consumer.server != kNoSlot ? server::invoke(kernel, consumer.server, wanted) : plan::Refusal::ResourceNotFound;
    if (refusal != plan::Refusal::None) {  // throttled: that counts as no failure, the mapping tries again
        lane.phase = Lane::Phase::BackingOff;
        return wakeAt(kernel, slot, index, kernel.nowNs() + backoffNs(*consumer.row, ++lane.throttles));
    }
    lane.throttles = 0;
    lane.phase = Lane::Phase::Invoking;
    lane.batch = records;
    lane.gatherSinceNs = -1;
    if (kernel.tracesAnything())  // batches are few beside their records: none is left out
        traceBatch(kernel, consumer, last, records, HopKind::StreamBatch);
}

// Begins a batch, or finds out when there is something to do.
void goOn(Kernel& kernel, std::uint32_t slot, std::uint32_t index) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    Lane& lane = state.lanes[index];
    lane.phase = Lane::Phase::Idle;
    trim(kernel, slot, lane);
    popDepth(lane);
    if (lane.records.empty())
        return;
    lane.phase = Lane::Phase::Waiting;
    if (mustWait(state, lane))
        return wakeAt(kernel, slot, index, nextPoll(kernel, slot, index, kernel.nowNs() + 1));
    const std::uint32_t records = available(kernel, slot, index);
    if (records == 0)
        return wakeAt(kernel, slot, index, nextPoll(kernel, slot, index, std::max(lane.records.front().visibleNs, kernel.nowNs() + 1)));
    const auto windowNs = static_cast<std::int64_t>(consumer.row->windowS * 1e9);
    if (windowNs > 0 && lane.depth == 0 && lane.failures == 0 && records < consumer.row->batchSize) {
        if (lane.gatherSinceNs < 0)
            lane.gatherSinceNs = kernel.nowNs();
        const std::int64_t untilNs = lane.gatherSinceNs + windowNs;
        if (kernel.nowNs() < untilNs)
            return wakeAt(kernel, slot, index, std::min(untilNs, nextPoll(kernel, slot, index, kernel.nowNs() + 1)));
    }
    invoke(kernel, slot, index, records);
}

// Takes so many records from the front for good.
void finish(Kernel& kernel, std::uint32_t slot, Lane& lane, std::uint64_t records) {
    lane.records.popTo(lane.records.first() + records);
    lane.brought -= static_cast<std::uint32_t>(std::min<std::uint64_t>(lane.brought, records));
    lane.failures = 0;
    lane.batch = 0;
    kernel.state.consumers[slot].waiting -= records;
    popDepth(lane);
}

void giveUp(Kernel& kernel, std::uint32_t slot, Lane& lane, std::uint64_t records) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    if (records == 0)
        return;
    const StreamRecord last = lane.records[lane.records.first() + records - 1];
    const bool kept = consumer.sink != kNoSlot || consumer.service != kNoSlot;
    if (consumer.sink != kNoSlot)
        sink::put(kernel, consumer.sink);
    if (consumer.service != kNoSlot && kernel.compiled().services[consumer.service].row != nullptr) {
        ++kernel.state.services[consumer.service].passed;
        kernel.count(kernel.compiled().services[consumer.service].metrics + serviceSlot::Requests);
    }
    (kept ? state.delivered : state.dropped) += records;
    count(kernel, slot, kept ? consumerSlot::Delivered : consumerSlot::Dropped, records);
    if (kept && kernel.tracesAnything() && kernel.traces(last.request))
        traceBatch(kernel, consumer, last, static_cast<std::uint32_t>(records), HopKind::Failure);
    finish(kernel, slot, lane, records);
}

// Of a batch that failed: those that are older than the mapping lets them be.
std::uint64_t tooOld(const Kernel& kernel, const CompiledConsumer& consumer, const Lane& lane) {
    if (consumer.row->maxAgeS < 0)
        return 0;
    const std::int64_t oldestNs = kernel.nowNs() - static_cast<std::int64_t>(consumer.row->maxAgeS * 1e9);
    std::uint64_t found = 0;
    while (found < std::min<std::uint64_t>(lane.batch, lane.records.count()) && lane.records[lane.records.first() + found].commitNs < oldestNs)
        ++found;
    return found;
}

void split(Kernel& kernel, std::uint32_t slot, Lane& lane) {
    const std::uint64_t end = lane.records.first() + lane.batch;
    if (lane.depth == 0 || lane.ends[lane.depth - 1] != end)
        lane.ends[lane.depth++] = end;
    lane.ends[lane.depth++] = lane.records.first() + (lane.batch + 1) / 2;
    lane.failures = 0;
    lane.batch = 0;
    ++kernel.state.consumers[slot].splits;
    count(kernel, slot, consumerSlot::Splits, 1);
}

// Retries, halves or the destination. Splitting takes none of the retries (Lambda Developer Guide, "Bisect batch on function error").
void fail(Kernel& kernel, std::uint32_t slot, std::uint32_t index) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    Lane& lane = state.lanes[index];
    state.failedInvokes += lane.batch;
    count(kernel, slot, consumerSlot::FailedInvoke, lane.batch);
    if (const std::uint64_t old = tooOld(kernel, consumer, lane); old > 0) {
        giveUp(kernel, slot, lane, old);
        return goOn(kernel, slot, index);
    }
    constexpr std::uint8_t kDeepest = 14;
    if (consumer.row->bisect == plan::Switch::On && lane.batch > 1 && lane.depth <= kDeepest) {
        split(kernel, slot, lane);
        return goOn(kernel, slot, index);
    }
    ++lane.failures;
    if (consumer.row->maxRetries >= 0 && lane.failures > static_cast<std::uint32_t>(consumer.row->maxRetries)) {
        giveUp(kernel, slot, lane, lane.batch);
        return goOn(kernel, slot, index);
    }
    lane.phase = Lane::Phase::BackingOff;
    wakeAt(kernel, slot, index, kernel.nowNs() + backoffNs(*consumer.row, lane.failures));
}

bool letsThrough(const plan::ConsumerStation& row, const StreamRecord& record, RandomStream& random) {
    if ((row.takes & plan::recordBit(record.kind)) == 0)
        return false;
    return row.filterShare >= 1 || random.uniform() < row.filterShare;
}

}  // namespace

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    if (consumer.row == nullptr || state.initialized)
        return;
    state.initialized = true;
    state.filter = RandomStream(kernel.scenario().seed, kernel.scenario().run, consumer.uid, Purpose::Filter);
}

double throttledWaitS(const Kernel& kernel, std::uint32_t slot) {
    // The missed looks follow each other: whoever comes before the first of m waits for m of them.
    const Readers readers = readersOf(kernel, slot);
    const auto missed = static_cast<double>(readers.tooMany());
    return kernel.compiled().consumers[slot].row->pollS * missed * (missed + 1) / 2 / static_cast<double>(readers.all);
}

double meanPollS(const Kernel& kernel, std::uint32_t slot) {
    const Readers readers = readersOf(kernel, slot);
    const double share = 1 - static_cast<double>(readers.tooMany()) / static_cast<double>(readers.all);
    return kernel.compiled().consumers[slot].row->pollS / share;
}

void push(Kernel& kernel, std::uint32_t slot, std::uint32_t shard, const StreamRecord& record) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    if (consumer.row == nullptr)
        return;
    ConsumerState& state = kernel.state.consumers[slot];
    ++state.polled;
    count(kernel, slot, consumerSlot::Polled, 1);
    if (!record.poison && !letsThrough(*consumer.row, record, state.filter)) {
        ++state.filtered;
        return count(kernel, slot, consumerSlot::Filtered, 1);
    }
    growLanes(state, consumer, shard);
    const std::uint32_t index = laneIndex(consumer, shard, record.key);
    Lane& lane = state.lanes[index];
    lane.records.push(record);
    ++state.waiting;
    if (lane.phase != Lane::Phase::Idle)
        return;
    lane.phase = Lane::Phase::Waiting;
    wakeAt(kernel, slot, index, nextPoll(kernel, slot, index, record.visibleNs));
}

void onSplit(Kernel& kernel, std::uint32_t slot, std::uint32_t parent, std::uint32_t child) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    if (consumer.row == nullptr)
        return;
    ConsumerState& state = kernel.state.consumers[slot];
    growLanes(state, consumer, std::max(parent, child));
    const std::uint32_t factor = std::max(consumer.row->parallelFactor, 1U);
    for (std::uint32_t i = 0; i < factor; ++i) {
        Lane& lane = state.lanes[child * factor + i];
        lane.waitsFor = parent * factor + i;
        lane.waitsUntil = state.lanes[lane.waitsFor].records.end();
    }
}

void onWake(Kernel& kernel, const Event& event) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[event.a];
    ConsumerState& state = kernel.state.consumers[event.a];
    if (consumer.row == nullptr || event.b >= state.lanes.size() || state.lanes[event.b].token != event.c)
        return;
    goOn(kernel, event.a, event.b);
}

void onInvoked(Kernel& kernel, std::uint32_t slot, std::uint32_t index, Outcome outcome) {
    ConsumerState& state = kernel.state.consumers[slot];
    if (kernel.compiled().consumers[slot].row == nullptr || index >= state.lanes.size())
        return;
    Lane& lane = state.lanes[index];
    if (outcome == Outcome::Failed)
        return fail(kernel, slot, index);
    state.invoked += lane.batch;
    count(kernel, slot, consumerSlot::Invoked, lane.batch);
    finish(kernel, slot, lane, lane.batch);
    goOn(kernel, slot, index);
}

void flushMetrics(Kernel& kernel, std::uint32_t slot) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    if (consumer.row == nullptr)
        return;
    ConsumerState& state = kernel.state.consumers[slot];
    std::int64_t ageNs = state.periodAgeNs;
    for (const Lane& lane : state.lanes)  // a shard that is held up ages without being read
        if (lane.phase == Lane::Phase::BackingOff && !lane.records.empty())
            ageNs = std::max(ageNs, kernel.nowNs() - lane.records.front().commitNs);
    state.lastAgeNs = ageNs >= 0 ? ageNs : state.lastAgeNs;  // without an invocation there is no new value
    kernel.set(consumer.metrics + consumerSlot::IteratorAge, static_cast<double>(state.lastAgeNs) * 1e-6);
    kernel.set(consumer.metrics + consumerSlot::Waiting, static_cast<double>(state.waiting));
    state.periodAgeNs = -1;
}

}  // namespace sim::consumer
