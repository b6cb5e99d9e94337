// SPDX-License-Identifier: GPL-3.0-or-later
// A table or an index: an attempt arrives, is admitted by the store's buckets, its partition's and its indexes', and is served (B-010 to B-060).
#include "simulation/stations/admission.h"
#include "simulation/stations/partitions.h"
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::unitstore {
namespace {

using admission::Direction;

constexpr double kCopies = 3;  // of every partition

// One item's (or page's) try at the store.
struct Try {
    std::uint64_t key = 0;
    std::uint32_t partition = 0;
    std::int32_t halves = 0;
    std::int64_t storeNano = 0;
    std::int64_t partitionNano = 0;
    plan::Refusal refusal = plan::Refusal::None;
    float storeBefore = 0, partitionBefore = 0;
    bool stale = false;
};

Direction directionOf(const CompiledPattern& pattern) { return pattern.writes ? Direction::Write : Direction::Read; }

// An item is there unless the run knows that it was deleted, or a write meets a key that nobody has written.
bool exists(const CompiledStore& store, const StoreState& state, const CompiledPattern& pattern, std::uint64_t key) {
    const Item* item = state.items.find(key);
    if (item != nullptr)
        return item->present;
    return !pattern.writes || store.hasAtStart(key);
}

Try plan_(Kernel& kernel, const CompiledPattern& pattern, std::uint64_t key) {
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    StoreState& state = kernel.state.stores[pattern.store];
    const std::uint64_t hash = plan::keyHash(store.uid, key);
    Try result;
    result.key = key;
    result.partition = partitions::find(state, hash);
    result.halves = pattern.unitsHalves == pattern.missingHalves || exists(store, state, pattern, key) ? pattern.unitsHalves
                                                                                                     : pattern.missingHalves;
    result.storeNano = TokenBucket::halvesToNano(result.halves);
    result.partitionNano = result.storeNano;
    // Three copies answer eventual reads: measured 4,500 units a partition in place of 3,000.
    if (!pattern.writes && !pattern.strong && store.row->partitions.threeReplicaReads == plan::Switch::On)
        result.partitionNano = result.partitionNano * 2 / 3;
    partitions::sample(state.partitions[result.partition], hash);
    return result;
}

// Looks at every bucket without taking anything.
void check(Kernel& kernel, const CompiledPattern& pattern, Try& attempt) {
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    StoreState& state = kernel.state.stores[pattern.store];
    PartitionState& partition = state.partitions[attempt.partition];
    const std::int64_t nowNs = kernel.nowNs();
    TokenBucket& storeBucket = pattern.writes ? state.write : state.read;
    TokenBucket& partitionBucket = pattern.writes ? partition.write : partition.read;
    storeBucket.refill(nowNs);
    partitionBucket.refill(nowNs);
    attempt.storeBefore = static_cast<float>(storeBucket.tokenUnits());
    attempt.partitionBefore = static_cast<float>(partitionBucket.tokenUnits());
    (pattern.writes ? state.writeGrowth : state.readGrowth).windowUnits += static_cast<double>(attempt.halves) / 2;
    if (pattern.writes || pattern.strong ? !partitions::hasLeader(kernel, store, partition) : !partitions::hasCopy(kernel, store))
        attempt.refusal = plan::Refusal::InternalServerError;
    else if (!storeBucket.canPay(attempt.storeNano))
        attempt.refusal = admission::storeRefusal(kernel, pattern.store, directionOf(pattern));
    else if (!partitionBucket.canPay(attempt.partitionNano))
        attempt.refusal = admission::keyRangeRefusal(store, directionOf(pattern));
    else if (!pattern.indexWrites.empty())
        attempt.refusal = index::check(kernel, pattern, attempt.key);
}

void pay(Kernel& kernel, const CompiledPattern& pattern, const Try& attempt) {
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    StoreState& state = kernel.state.stores[pattern.store];
    PartitionState& partition = state.partitions[attempt.partition];
    const double units = static_cast<double>(attempt.halves) / 2;
    if (pattern.writes) {
        state.write.pay(attempt.storeNano);
        partition.write.pay(attempt.partitionNano);
        state.consumedWrite += units;
        partition.periodWrite += units;
        partition.minuteWrite += units;
        kernel.count(store.metrics + storeSlot::ConsumedWrite, units);
        return;
    }
    state.read.pay(attempt.storeNano);
    partition.read.pay(attempt.partitionNano);
    state.consumedRead += units;
    partition.periodRead += units;
    partition.minuteRead += units;
    kernel.count(store.metrics + storeSlot::ConsumedRead, units);
}

void countRefusal(Kernel& kernel, const CompiledPattern& pattern, const Try& attempt) {
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    if (!plan::isThrottle(attempt.refusal)) {
        kernel.count(store.metrics + storeSlot::SystemErrors);
        return;
    }
    ++kernel.state.throttleEvents;
    StoreState& state = kernel.state.stores[pattern.store];
    ++state.throttles;
    state.lastRefusal = attempt.refusal;
    ++state.partitions[attempt.partition].throttles;
    kernel.count(store.metrics + (pattern.writes ? storeSlot::WriteThrottles : storeSlot::ReadThrottles));
    // A table's write that an index rejects counts at that index too (its own reason); index::check has done that.
    const auto code = static_cast<int>(attempt.refusal);
    const bool indexReason = (code >= 9 && code <= 16) || code >= 33;
    if (indexReason == store.isIndex())
        kernel.count(store.metrics + reasonSlot(attempt.refusal));
}

enum class Before : std::uint8_t { Missing, Present };

Before writeItem(Kernel& kernel, const CompiledPattern& pattern, std::uint64_t key) {
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    StoreState& state = kernel.state.stores[pattern.store];
    const plan::AccessPattern& row = *pattern.row;
    const bool deletes = row.operation == plan::Operation::DeleteItem;
    const bool existed = exists(store, state, pattern, key);
    const double oldBytes = existed ? static_cast<double>(row.oldItemBytes >= 0 ? row.oldItemBytes : row.itemBytes) : 0;
    if (existed != !deletes)
        state.itemCount += deletes ? (state.itemCount > 0 ? ~0ULL : 0) : 1;
    state.storedBytes = std::max(state.storedBytes + (deletes ? 0 : static_cast<double>(row.itemBytes)) - oldBytes, 0.0);
    if (!store.caches.empty())
        cache::itemChanged(kernel, pattern.store, key);
    Item* item = state.items.findToWrite(key);
    if (item == nullptr) {
        if (kernel.state.itemsTracked >= kernel.compiled().plan->itemCap)
            return existed ? Before::Present : Before::Missing;  // beyond the stated cap expiry and age are not followed
        ++kernel.state.itemsTracked;
        item = &state.items.touch(key);
    }
    item->lastWriteNs = kernel.nowNs();
    if (store.isReplica()) {
        item->versionNs = kernel.nowNs() + state.clockSkewNs;
        item->origin = store.regionIndex;
    }
    item->bytes = static_cast<std::uint32_t>(deletes ? 0 : row.itemBytes);
    item->present = !deletes;
    if (deletes)
        ttl::itemDeleted(kernel, pattern.store, *item);
    else
        ttl::itemWritten(kernel, pattern.store, *item, row.expiresAfterS);
    return existed ? Before::Present : Before::Missing;
}

// An eventual read asks one of the live copies; only the one that was not among the two that acknowledged can lag (B-060).
bool isFromLaggard(Kernel& kernel, const CompiledPattern& pattern, std::uint32_t slot, std::uint64_t key) {
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    if (pattern.strong)
        return false;
    const Item* item = kernel.state.stores[pattern.store].items.find(key);
    if (item == nullptr || item->lastWriteNs < 0)
        return false;
    const double sinceMs = static_cast<double>(kernel.nowNs() - item->lastWriteNs) * 1e-6;
    const double lagMs = store.row->replication.lagMeanMs;
    if (lagMs <= 0 || sinceMs > 40 * lagMs)
        return false;
    // While a zone is lost, the two copies that live have both acknowledged.
    if ((store.zones & kernel.state.lostZones) != 0)
        return false;
    return kernel.state.patterns[slot].staleness.uniform() < plan::exponential(-sinceMs / lagMs) / kCopies;
}

// Tells whether what it read is no longer true, here or because another Region has written since.
bool readItem(Kernel& kernel, const CompiledPattern& pattern, std::uint32_t slot, std::uint64_t key) {
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    const auto returned = std::max(pattern.row->itemsPerCall / std::max(pattern.itemsPerCall, 1U), 1U);
    kernel.count(store.metrics + storeSlot::ReturnedItems, returned);
    const bool isBehind = store.isReplica() && unitstore::isBehind(kernel, pattern.store, key);
    const bool isLate = isFromLaggard(kernel, pattern, slot, key);
    if (isBehind)
        kernel.count(store.metrics + storeSlot::StaleReplicaReads);
    if (isLate)
        kernel.count(store.metrics + storeSlot::StaleReads);
    if (!isBehind && !isLate)
        return false;
    ++kernel.state.patterns[slot].staleReads;
    ++kernel.state.staleReads;
    kernel.count(pattern.metrics + patternSlot::StaleReads);
    return true;
}

void serve(Kernel& kernel, const CompiledPattern& pattern, std::uint32_t patternSlot_, std::uint64_t request, Try& attempt) {
    pay(kernel, pattern, attempt);
    if (!pattern.writes) {
        attempt.stale = readItem(kernel, pattern, patternSlot_, attempt.key);
        return;
    }
    const Before before = writeItem(kernel, pattern, attempt.key);
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    const bool deletes = pattern.row->operation == plan::Operation::DeleteItem;
    if (!pattern.indexWrites.empty() && !(deletes && before == Before::Missing))  // where no item was, no entry goes
        index::feed(kernel, pattern, attempt.key, request, before == Before::Present ? index::Entry::Known : index::Entry::New);
    if (!store.passesOn() || (deletes && before == Before::Missing))
        return;
    const std::int64_t versionNs = kernel.nowNs() + kernel.state.stores[pattern.store].clockSkewNs;
    const auto bytes = static_cast<std::uint32_t>(pattern.row->itemBytes);
    const plan::RecordKind kind = deletes ? plan::RecordKind::Remove : before == Before::Missing ? plan::RecordKind::Insert : plan::RecordKind::Modify;
    changes::committed(kernel, pattern.store, {attempt.key, request, versionNs, bytes, kind, changes::Cause::Local});
}

void traceServed(Kernel& kernel, const CompiledPattern& pattern, const Request& request, const Try& attempt, std::int64_t doneNs) {
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    const StoreState& state = kernel.state.stores[pattern.store];
    const PartitionState& partition = state.partitions[attempt.partition];
    HopRecord record;
    record.request = request.number;
    record.departNs = kernel.nowNs();
    record.arriveNs = doneNs;
    record.fromUid = record.toUid = store.uid;
    record.patternUid = pattern.row->uid;
    record.key = attempt.key;
    record.kind = HopKind::Served;
    record.refusal = attempt.refusal;
    record.path = request.path;
    record.attempt = request.attempt;
    record.partition = partition.number;
    record.unitsHalves = attempt.halves;
    record.outdated = attempt.stale;
    record.itemBytes = static_cast<std::int32_t>(pattern.row->itemBytes);
    record.tableTokensBefore = attempt.storeBefore;
    record.partitionTokensBefore = attempt.partitionBefore;
    record.tableTokensAfter = static_cast<float>((pattern.writes ? state.write : state.read).tokenUnits());
    record.partitionTokensAfter = static_cast<float>((pattern.writes ? partition.write : partition.read).tokenUnits());
    kernel.trace(record);
}

// Batches: every item is admitted on its own; what is refused comes back as unprocessed and is asked for again.
Try batch(Kernel& kernel, Request& request) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    Try last;
    plan::Refusal refusal = plan::Refusal::None;
    const ItemSet asked = request.open;
    std::int32_t served = 0;
    float storeBefore = 0;
    bool isFirst = true;
    request.answered = {};
    for (std::uint32_t i = 0; i < ItemSet::kMost; ++i) {
        if (!asked.has(i))
            continue;
        Try attempt = plan_(kernel, pattern, keyOfItem(kernel, request, i));
        check(kernel, pattern, attempt);
        if (attempt.refusal == plan::Refusal::None) {
            serve(kernel, pattern, request.pattern, request.number, attempt);
            served += attempt.halves;
            request.open.remove(i);
            request.answered.add(i);
        } else {
            countRefusal(kernel, pattern, attempt);
            refusal = attempt.refusal;
        }
        storeBefore = isFirst ? attempt.storeBefore : storeBefore;
        isFirst = false;
        last = attempt;
    }
    last.halves = served;
    last.storeBefore = storeBefore;
    const std::uint32_t refused = request.open.count();
    last.refusal = refused == 0 ? plan::Refusal::None : refused == asked.count() ? refusal : plan::Refusal::UnprocessedItems;
    return last;
}

// Transactions: all items or none. One bucket may be asked by several of them, so each pays at once and gets it back on a refusal.
Try transaction(Kernel& kernel, Request& request) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    StoreState& state = kernel.state.stores[pattern.store];
    std::vector<Try> tries;
    tries.reserve(pattern.itemsPerCall);
    Try refused;
    for (std::uint32_t i = 0; i < pattern.itemsPerCall && refused.refusal == plan::Refusal::None; ++i) {
        Try attempt = plan_(kernel, pattern, keyOfItem(kernel, request, i));
        check(kernel, pattern, attempt);
        if (attempt.refusal != plan::Refusal::None) {
            refused = attempt;
            break;
        }
        (pattern.writes ? state.write : state.read).pay(attempt.storeNano);
        PartitionState& partition = state.partitions[attempt.partition];
        (pattern.writes ? partition.write : partition.read).pay(attempt.partitionNano);
        tries.push_back(attempt);
    }
    for (const Try& attempt : tries) {
        (pattern.writes ? state.write : state.read).pay(-attempt.storeNano);
        PartitionState& partition = state.partitions[attempt.partition];
        (pattern.writes ? partition.write : partition.read).pay(-attempt.partitionNano);
    }
    if (refused.refusal != plan::Refusal::None) {
        countRefusal(kernel, pattern, refused);
        return refused;
    }
    Try sum = tries.front();
    sum.halves = 0;
    for (Try& attempt : tries) {
        serve(kernel, pattern, request.pattern, request.number, attempt);
        sum.halves += attempt.halves;
    }
    return sum;
}

// Judged on the item as this replica has it.
bool conditionFails(const Kernel& kernel, const CompiledPattern& pattern, const Request& request) {
    if (!pattern.writes || pattern.row->condition == plan::Condition::None)
        return false;
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    const StoreState& state = kernel.state.stores[pattern.store];
    if (pattern.row->condition != plan::Condition::Unchanged)
        return exists(store, state, pattern, request.key) == (pattern.row->condition == plan::Condition::ItemAbsent);
    const Item* item = state.items.find(request.key);
    return item != nullptr && item->lastWriteNs > request.madeNs - static_cast<std::int64_t>(pattern.row->readBeforeMs * 1e6);
}

Try single(Kernel& kernel, Request& request) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    Try attempt = plan_(kernel, pattern, request.key);
    check(kernel, pattern, attempt);
    if (attempt.refusal != plan::Refusal::None) {
        countRefusal(kernel, pattern, attempt);
        return attempt;
    }
    const double failShare = pattern.writes ? pattern.row->conditionFailShare : 0;
    const bool byChance = failShare > 0 && kernel.state.patterns[request.pattern].conditions.uniform() < failShare;
    if (byChance || conditionFails(kernel, pattern, request)) {
        pay(kernel, pattern, attempt);  // a failed condition is metered like the write
        attempt.refusal = plan::Refusal::ConditionalCheckFailed;
        kernel.count(kernel.compiled().stores[pattern.store].metrics + storeSlot::ConditionalFailures);
        return attempt;
    }
    serve(kernel, pattern, request.pattern, request.number, attempt);
    return attempt;
}

}  // namespace

// A function of the call and the place alone: store, cache and retries speak of the same items.
std::uint64_t keyOfItem(const Kernel& kernel, const Request& request, std::uint32_t item) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.newKeys)
        return request.key + item;
    if (pattern.row->keys.shape == plan::KeyDistribution::Shape::Sequential)
        return request.key * pattern.itemsPerCall + item;
    if (item == 0)
        return request.key;
    const plan::Scenario& scenario = kernel.scenario();
    RandomStream random(scenario.seed, scenario.run, mix(pattern.row->uid, request.number * ItemSet::kMost + item), Purpose::Items);
    return pattern.keys.draw(random, 0);
}

bool readInBackground(Kernel& kernel, std::uint32_t slot, std::uint64_t key, std::int32_t halves) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    StoreState& state = kernel.state.stores[slot];
    PartitionState& partition = state.partitions[partitions::find(state, plan::keyHash(store.uid, key))];
    const std::int64_t nano = TokenBucket::halvesToNano(halves);
    const double units = static_cast<double>(halves) / 2;
    state.read.refill(kernel.nowNs());
    partition.read.refill(kernel.nowNs());
    state.readGrowth.windowUnits += units;
    if (!partitions::hasLeader(kernel, store, partition))
        return false;
    if (!state.read.canPay(nano) || !partition.read.canPay(nano)) {
        const bool ofStore = !state.read.canPay(nano);
        ++kernel.state.throttleEvents;
        ++state.throttles;
        state.lastRefusal = ofStore ? admission::storeRefusal(kernel, slot, Direction::Read) : admission::keyRangeRefusal(store, Direction::Read);
        kernel.count(store.metrics + storeSlot::ReadThrottles);
        kernel.count(store.metrics + reasonSlot(state.lastRefusal));
        return false;
    }
    state.read.pay(nano);
    partition.read.pay(nano);
    partition.periodRead += units;
    partition.minuteRead += units;
    state.consumedRead += units;
    kernel.count(store.metrics + storeSlot::ConsumedRead, units);
    return true;
}

namespace {

// A call that the service does not take, whatever its capacity: it costs nothing and is answered at once.
plan::Refusal refuseCall(Kernel& kernel, std::uint32_t slot) {
    StoreState& state = kernel.state.stores[slot];
    ++state.throttles;
    return state.lastRefusal = plan::Refusal::ValidationFailed;
}

}  // namespace

void onArrival(Kernel& kernel, const Event& event) {
    Request& request = kernel.state.requests[event.a];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.row == nullptr || pattern.store == kNoSlot || kernel.compiled().stores[pattern.store].row == nullptr)
        return reply(kernel, event.a, kernel.nowNs(), plan::Refusal::ResourceNotFound);
    const CompiledStore& store = kernel.compiled().stores[pattern.store];
    Try result;
    if (store.refuses(pattern))
        result.refusal = refuseCall(kernel, pattern.store);
    else if (plan::isTransaction(pattern.row->operation))
        result = transaction(kernel, request);
    else if (pattern.itemsPerCall > 1)
        result = batch(kernel, request);
    else
        result = single(kernel, request);
    std::int64_t doneNs = kernel.nowNs() + static_cast<std::int64_t>(store.row->times.throttledMs * 1e6);
    const bool answered = !plan::isThrottle(result.refusal) || result.refusal == plan::Refusal::UnprocessedItems;
    if (answered && result.refusal != plan::Refusal::InternalServerError && result.refusal != plan::Refusal::ValidationFailed) {
        doneNs = kernel.nowNs() + pattern.serviceTime.draw(kernel.state.patterns[request.pattern].service) + pattern.sizeNs;
        kernel.state.stores[pattern.store].periodLatency.add(doneNs - kernel.nowNs());
    }
    if (plan::isThrottle(result.refusal) && result.refusal != plan::Refusal::UnprocessedItems)
        kernel.count(store.metrics + storeSlot::ThrottledRequests);
    if (kernel.traces(request.number))
        traceServed(kernel, pattern, request, result, doneNs);
    reply(kernel, event.a, doneNs, result.refusal);
}

}  // namespace sim::unitstore
