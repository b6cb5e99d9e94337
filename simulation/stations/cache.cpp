// SPDX-License-Identifier: GPL-3.0-or-later
// A DAX cluster (B-150): an item cache and a query cache on every node, each with its own order of use (LRU) and times to live. Clients read any
// node; what one node reads or writes reaches the others a moment later, which answer with what they had until then. Writes go through the primary to the table, and what the table has
// taken is in the item cache. Of a batch each item is looked up, and the missing ones are asked of the table. A transaction's writes are read
// in the background.
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::cache {
namespace {

bool isQuery(plan::Operation operation) { return operation == plan::Operation::Query || operation == plan::Operation::Scan; }

std::uint64_t itemId(std::uint64_t owner, std::uint64_t key) {
    const std::uint64_t id = mix(key, owner);
    return id != 0 ? id : 1;
}

// A result is another for other parameters: the pattern stands for those besides the key.
std::uint64_t entryId(const CompiledPattern& pattern, std::uint64_t key) {
    return itemId(isQuery(pattern.row->operation) ? mix(pattern.row->uid, pattern.targetUid) : pattern.targetUid, key);
}

std::size_t liveNodes(const CacheState& state) {
    return static_cast<std::size_t>(std::count_if(state.nodes.begin(), state.nodes.end(), [](const CacheNode& node) { return !node.down; }));
}

// Any node that is there; the client tries another one at once.
std::uint32_t chooseNode(CacheState& state) {
    const std::size_t live = liveNodes(state);
    if (live == 0)
        return kNoSlot;
    std::uint64_t nth = live == 1 ? 0 : state.nodeChoice.below(live);
    for (std::uint32_t i = 0; i < state.nodes.size(); ++i)
        if (!state.nodes[i].down && nth-- == 0)
            return i;
    return kNoSlot;
}

// Takes a node's part of the work; false when it has no time for it.
bool takeLoad(Kernel& kernel, CacheNode& node, double load) {
    const std::int64_t nano = TokenBucket::toNano(load);
    node.load.refill(kernel.nowNs());
    if (!node.load.canPay(nano))
        return false;
    node.load.pay(nano);
    node.periodLoad += load;
    return true;
}

double kilobytes(const plan::AccessPattern& row, std::uint32_t items) {
    return items == 0 ? 0 : std::max(static_cast<double>(row.itemBytes) * items / 1024, 1.0);
}

void trace(const Kernel& kernel, const Request& request, std::uint64_t from, std::uint64_t to, std::int64_t departNs, std::int64_t arriveNs,
           HopKind kind, plan::Refusal refusal) {
    if (!kernel.traces(request.number))
        return;
    HopRecord record;
    record.request = request.number;
    record.departNs = departNs;
    record.arriveNs = arriveNs;
    record.fromUid = from;
    record.toUid = to;
    record.patternUid = kernel.compiled().patterns[request.pattern].row->uid;
    record.key = request.key;
    record.kind = kind;
    record.refusal = refusal;
    record.path = request.path;
    record.attempt = request.attempt;
    record.itemBytes = static_cast<std::int32_t>(kernel.compiled().patterns[request.pattern].row->itemBytes);
    kernel.trace(record);
}

void refuse(Kernel& kernel, std::uint32_t index, plan::Refusal refusal) {
    const Request& request = kernel.state.requests[index];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    const CompiledCache& cache = kernel.compiled().caches[pattern.cache];
    CacheState& state = kernel.state.caches[pattern.cache];
    const bool throttled = refusal == plan::Refusal::CacheThrottled;
    ++(throttled ? state.throttles : state.failures);
    kernel.state.throttleEvents += throttled ? 1 : 0;
    kernel.count(cache.metrics + (throttled ? cacheSlot::Throttled : cacheSlot::Faults));
    trace(kernel, request, cache.uid, cache.uid, kernel.nowNs(), kernel.nowNs(), HopKind::CacheTurn, refusal);
    reply(kernel, index, kernel.nowNs(), refusal);
}

// The request goes on to the table (and its answer comes back this way).
void forward(Kernel& kernel, std::uint32_t index) {
    Request& request = kernel.state.requests[index];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    const CompiledCache& cache = kernel.compiled().caches[pattern.cache];
    CacheState& state = kernel.state.caches[pattern.cache];
    // A miss has been looked up first, a write only passes.
    const std::int64_t cacheNs = pattern.writes ? static_cast<std::int64_t>(cache.row->writeMs * 1e6)
                                                : cache.hit.draw(state.times) + static_cast<std::int64_t>(cache.row->missMs * 1e6);
    const std::int64_t leaveNs = kernel.nowNs() + cacheNs;
    const std::int64_t thereNs = leaveNs + pattern.fromCache.draw(state.times);
    request.throughCache = true;
    trace(kernel, request, cache.uid, pattern.targetUid, leaveNs, thereNs, HopKind::Forward, plan::Refusal::None);
    kernel.schedule(thereNs, EventType::StoreArrival, index);
}

// Whether the node has a value: this one, or the one before while it is on its way from another node.
bool holds(const CacheEntry& entry, std::int64_t nowNs) {
    return (entry.readyNs <= nowNs || entry.olderMs > 0) && (entry.expiresNs == 0 || entry.expiresNs > nowNs);
}

// When what the node has now was read or written.
std::int64_t valueNs(const CacheEntry& entry, std::int64_t nowNs) {
    return entry.readyNs <= nowNs ? entry.readNs : entry.readNs - std::int64_t{entry.olderMs} * 1'000'000;
}

// An answered value that has been overwritten in the table meanwhile.
void noteStale(Kernel& kernel, const CompiledPattern& pattern, std::uint32_t slot, const CacheEntry& entry, std::uint64_t key) {
    const Item* item = kernel.state.stores[pattern.store].items.find(key);
    if (item == nullptr || item->lastWriteNs <= valueNs(entry, kernel.nowNs()))
        return;
    CacheState& state = kernel.state.caches[pattern.cache];
    ++state.staleReads;
    ++kernel.state.staleReads;
    ++kernel.state.patterns[slot].staleReads;
    const std::int64_t changedNs = entry.readyNs <= kernel.nowNs() ? entry.changedNs : entry.olderChangedNs;
    state.periodStalestNs = std::max(state.periodStalestNs, kernel.nowNs() - (changedNs > 0 ? changedNs : item->lastWriteNs));
    kernel.count(kernel.compiled().caches[pattern.cache].metrics + cacheSlot::Stale);
    kernel.count(pattern.metrics + patternSlot::StaleReads);
}

bool isHit(Kernel& kernel, const CompiledPattern& pattern, std::uint32_t slot, CacheNode& node, std::uint64_t key) {
    const bool query = isQuery(pattern.row->operation);
    LruCache& lru = query ? node.queries : node.items;
    const std::uint64_t id = entryId(pattern, key);
    const CacheEntry* entry = lru.use(id);
    const std::int64_t nowNs = kernel.nowNs();
    const bool hit = entry != nullptr && holds(*entry, nowNs);
    if (hit && !query)
        noteStale(kernel, pattern, slot, *entry, key);
    if (entry != nullptr && entry->expiresNs != 0 && entry->expiresNs <= nowNs)
        lru.erase(id);
    CacheState& state = kernel.state.caches[pattern.cache];
    ++(query ? (hit ? state.queryHits : state.queryMisses) : (hit ? state.hits : state.misses));
    const std::uint32_t metric = query ? (hit ? cacheSlot::QueryHits : cacheSlot::QueryMisses) : (hit ? cacheSlot::ItemHits : cacheSlot::ItemMisses);
    kernel.count(kernel.compiled().caches[pattern.cache].metrics + metric);
    return hit;
}

// The value is put into every node: at once (or when it comes) where it was asked for, a moment later in the others.
void fill(Kernel& kernel, const CompiledPattern& pattern, std::uint32_t nodeIndex, std::uint64_t key, std::int64_t comesNs = 0) {
    const plan::CacheStation& row = *kernel.compiled().caches[pattern.cache].row;
    CacheState& state = kernel.state.caches[pattern.cache];
    const bool query = isQuery(pattern.row->operation);
    const double ttlS = query ? row.queryTtlS : row.itemTtlS;
    if (query && ttlS <= 0)
        return;  // results are not kept
    CacheEntry entry;
    entry.id = entryId(pattern, key);
    entry.readNs = kernel.nowNs() + comesNs;
    entry.expiresNs = ttlS > 0 ? entry.readNs + static_cast<std::int64_t>(ttlS * 1e9) : 0;
    const double items = query ? std::max(pattern.row->itemsPerCall, 1U) : 1;
    entry.bytes = static_cast<std::uint32_t>(std::min(static_cast<double>(pattern.row->itemBytes) * items, 1048576.0));
    const auto laterNs = static_cast<std::int64_t>(row.replicationMs * 1e6);
    for (std::uint32_t i = 0; i < state.nodes.size(); ++i) {
        if (state.nodes[i].down)
            continue;
        LruCache& lru = query ? state.nodes[i].queries : state.nodes[i].items;
        entry.readyNs = entry.readNs + (i == nodeIndex ? 0 : laterNs);
        const CacheEntry* before = entry.readyNs > kernel.nowNs() ? lru.find(entry.id) : nullptr;
        const bool hasOlder = before != nullptr && holds(*before, kernel.nowNs());
        entry.olderMs = hasOlder ? static_cast<std::uint32_t>((entry.readNs - valueNs(*before, kernel.nowNs())) / 1'000'000 + 1) : 0;
        entry.olderChangedNs = !hasOlder ? 0 : before->readyNs <= kernel.nowNs() ? before->changedNs : before->olderChangedNs;
        lru.put(entry);
    }
}

// The items of the request that this node has not; those that it has are answered, and no longer open.
std::uint32_t lookUp(Kernel& kernel, Request& request, CacheNode& node, std::uint32_t& hits) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.strong)
        return pattern.itemsPerCall > 1 ? request.open.count() : 1;  // strong and transactional reads pass through and are not kept
    std::uint32_t missing = 0;
    for (std::uint32_t i = 0; i < std::min(pattern.itemsPerCall, ItemSet::kMost); ++i) {
        if (!request.open.has(i))
            continue;
        const bool hit = isHit(kernel, pattern, request.pattern, node, unitstore::keyOfItem(kernel, request, i));
        ++(hit ? hits : missing);
        if (hit && pattern.itemsPerCall > 1)
            request.open.remove(i);
    }
    return missing;
}

void read(Kernel& kernel, std::uint32_t index, std::uint32_t nodeIndex) {
    Request& request = kernel.state.requests[index];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    const CompiledCache& cache = kernel.compiled().caches[pattern.cache];
    CacheState& state = kernel.state.caches[pattern.cache];
    CacheNode& node = state.nodes[nodeIndex];
    const ItemSet asked = request.open;
    std::uint32_t hits = 0;
    const std::uint32_t missing = lookUp(kernel, request, node, hits);
    const std::uint32_t each = pattern.itemsPerCall > 1 ? 1 : std::max(pattern.row->itemsPerCall, 1U);  // items of a page
    const double load = kilobytes(*pattern.row, hits * each) + kilobytes(*pattern.row, missing * each) * cache.row->missLoad;
    if (!takeLoad(kernel, node, load)) {
        request.open = asked;
        return refuse(kernel, index, plan::Refusal::CacheThrottled);
    }
    if (missing > 0)
        return forward(kernel, index);
    const std::int64_t doneNs = kernel.nowNs() + cache.hit.draw(state.times);
    trace(kernel, request, cache.uid, cache.uid, kernel.nowNs(), doneNs, HopKind::CacheTurn, plan::Refusal::None);
    reply(kernel, index, doneNs, plan::Refusal::None);
}

// What the table has answered is kept: a result, an item (also that there is none), or what a write has put.
void keep(Kernel& kernel, const Request& request, plan::Refusal refusal) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (refusal != plan::Refusal::None && refusal != plan::Refusal::UnprocessedItems)
        return;
    if (pattern.writes ? plan::isTransaction(pattern.row->operation) : pattern.strong)
        return;
    if (pattern.itemsPerCall == 1)
        return fill(kernel, pattern, request.cacheNode, request.key);
    for (std::uint32_t i = 0; i < ItemSet::kMost; ++i)
        if (request.answered.has(i))
            fill(kernel, pattern, request.cacheNode, unitstore::keyOfItem(kernel, request, i));
}

// A transaction passes; afterwards the cluster reads its items with TransactGetItems, two read units for each 4 KB (DynamoDB Developer Guide,
// "Managing complex workflows with DynamoDB transactions", on DAX).
void refresh(Kernel& kernel, const Request& request) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    CacheState& state = kernel.state.caches[pattern.cache];
    const LatencySampler& time = kernel.compiled().stores[pattern.store].transactGet;
    const std::int64_t comesNs = 2 * pattern.fromCache.draw(state.times) + time.draw(state.times);
    for (std::uint32_t i = 0; i < std::min(pattern.itemsPerCall, ItemSet::kMost); ++i) {
        const std::uint64_t key = unitstore::keyOfItem(kernel, request, i);
        if (unitstore::readInBackground(kernel, pattern.store, key, pattern.refreshHalves))
            fill(kernel, pattern, request.cacheNode, key, comesNs);
    }
}

void write(Kernel& kernel, std::uint32_t index) {
    const Request& request = kernel.state.requests[index];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    CacheState& state = kernel.state.caches[pattern.cache];
    if (state.primary >= state.nodes.size() || state.nodes[state.primary].down || state.primaryReadyNs > kernel.nowNs())
        return refuse(kernel, index, plan::Refusal::CacheUnavailable);
    const double load = kilobytes(*pattern.row, std::max(pattern.row->itemsPerCall, 1U)) * kernel.compiled().caches[pattern.cache].row->writeLoad;
    if (!takeLoad(kernel, state.nodes[state.primary], load))
        return refuse(kernel, index, plan::Refusal::CacheThrottled);
    for (std::uint32_t i = 0; i < state.nodes.size(); ++i)
        if (i != state.primary && !state.nodes[i].down)
            (void)takeLoad(kernel, state.nodes[i], load);
    kernel.state.requests[index].cacheNode = static_cast<std::uint8_t>(state.primary);
    forward(kernel, index);
}

}  // namespace

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledCache& cache = kernel.compiled().caches[slot];
    CacheState& state = kernel.state.caches[slot];
    if (cache.row == nullptr)
        return;
    if (!state.initialized) {
        const plan::Scenario& scenario = kernel.scenario();
        state.nodeChoice = RandomStream(scenario.seed, scenario.run, cache.uid, Purpose::Nodes);
        state.times = RandomStream(scenario.seed, scenario.run, cache.uid, Purpose::CacheTime);
    }
    state.coldSinceNs = state.initialized ? state.coldSinceNs : kernel.nowNs();
    state.initialized = true;
    const plan::CacheStation& row = *cache.row;
    const double perS = row.nodeCapacityPerS;
    const double queryBytes = row.nodeBytes * std::clamp(row.queryShare, 0.0, 1.0);
    state.nodes.resize(std::clamp<std::size_t>(row.nodeZones.size(), 1, 64));
    for (CacheNode& node : state.nodes) {
        if (node.items.capacityBytes() != row.nodeBytes - queryBytes || node.queries.capacityBytes() != queryBytes) {
            node.items = LruCache(row.nodeBytes - queryBytes);
            node.queries = LruCache(queryBytes);
        }
        if (node.load.ratePerS() != perS)
            node.load = TokenBucket(perS, perS, perS, kernel.nowNs());
    }
}

void onArrival(Kernel& kernel, const Event& event) {
    Request& request = kernel.state.requests[event.a];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.row == nullptr || pattern.cache == kNoSlot || kernel.compiled().caches[pattern.cache].row == nullptr)
        return reply(kernel, event.a, kernel.nowNs(), plan::Refusal::ResourceNotFound);
    kernel.count(kernel.compiled().caches[pattern.cache].metrics + cacheSlot::Requests);
    const std::uint32_t node = chooseNode(kernel.state.caches[pattern.cache]);
    if (node == kNoSlot)
        return refuse(kernel, event.a, plan::Refusal::CacheUnavailable);
    if (pattern.writes)
        return write(kernel, event.a);
    request.cacheNode = static_cast<std::uint8_t>(node);
    read(kernel, event.a, node);
}

void onTableReply(Kernel& kernel, const Event& event) {
    Request& request = kernel.state.requests[event.a];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    const auto refusal = static_cast<plan::Refusal>(event.b);
    request.throughCache = false;
    if (pattern.row == nullptr || pattern.cache == kNoSlot || kernel.compiled().caches[pattern.cache].row == nullptr)
        return reply(kernel, event.a, kernel.nowNs(), refusal);
    keep(kernel, request, refusal);
    if (refusal == plan::Refusal::None && pattern.row->operation == plan::Operation::TransactWriteItems)
        refresh(kernel, request);
    trace(kernel, request, pattern.targetUid, kernel.compiled().caches[pattern.cache].uid, kernel.nowNs(), kernel.nowNs(), HopKind::Forward, refusal);
    reply(kernel, event.a, kernel.nowNs(), refusal);
}

void applyNodes(Kernel& kernel, std::uint32_t slot, std::uint64_t lostNodes) {
    const CompiledCache& cache = kernel.compiled().caches[slot];
    if (cache.row == nullptr)
        return;
    CacheState& state = kernel.state.caches[slot];
    const std::size_t liveBefore = liveNodes(state);
    for (std::uint32_t i = 0; i < state.nodes.size(); ++i) {
        CacheNode& node = state.nodes[i];
        const bool zoneLost = i < cache.row->nodeZones.size() && kernel.zoneLost(cache.row->nodeZones[i]);
        const bool down = zoneLost || (lostNodes >> i & 1) != 0;
        if (down && !node.down) {  // what comes in its place is empty
            node.items.clear();
            node.queries.clear();
        }
        if (!down && node.down)
            node.emptySinceNs = kernel.nowNs();
        if (down != node.down)
            state.changedNs = kernel.nowNs();
        node.down = down;
    }
    if (liveBefore == 0)
        state.coldSinceNs = kernel.nowNs();
    if (state.primary < state.nodes.size() && !state.nodes[state.primary].down)
        return;
    for (std::uint32_t i = 0; i < state.nodes.size(); ++i) {
        if (state.nodes[i].down)
            continue;
        state.primary = i;
        state.primaryReadyNs = kernel.nowNs() + static_cast<std::int64_t>(cache.row->failoverS * 1e9);
        return;
    }
}

void itemChanged(Kernel& kernel, std::uint32_t store, std::uint64_t key) {
    const std::int64_t nowNs = kernel.nowNs();
    for (const std::uint32_t slot : kernel.compiled().stores[store].caches) {
        const std::uint64_t id = itemId(kernel.compiled().stores[store].uid, key);
        for (CacheNode& node : kernel.state.caches[slot].nodes) {
            const CacheEntry* entry = node.items.find(id);
            const bool serves = entry != nullptr && entry->readyNs > nowNs && entry->olderMs > 0 && entry->olderChangedNs == 0;
            if (entry == nullptr || (!serves && (entry->changedNs != 0 || entry->readNs > nowNs)))
                continue;
            CacheEntry* old = node.items.change(id);
            old->changedNs = old->changedNs == 0 && old->readNs <= nowNs ? nowNs : old->changedNs;
            old->olderChangedNs = serves ? nowNs : old->olderChangedNs;
        }
    }
}

void flush(Kernel& kernel, std::uint32_t slot) {
    kernel.state.caches[slot].coldSinceNs = kernel.nowNs();
    for (CacheNode& node : kernel.state.caches[slot].nodes) {
        node.items.clear();
        node.queries.clear();
    }
}

void flushMetrics(Kernel& kernel, std::uint32_t slot, double periodS) {
    const CompiledCache& cache = kernel.compiled().caches[slot];
    if (cache.row == nullptr)
        return;
    CacheState& state = kernel.state.caches[slot];
    double used = 0;
    double capacity = 0;
    double busiest = 0;
    double evicted = 0;
    for (CacheNode& node : state.nodes) {
        used += node.items.usedBytes() + node.queries.usedBytes();
        capacity += node.items.capacityBytes() + node.queries.capacityBytes();
        evicted += node.items.evictedBytes() + node.queries.evictedBytes();
        busiest = std::max(busiest, node.periodLoad / periodS);
        node.periodLoad = 0;
    }
    const auto set = [&](std::uint32_t which, double value) { kernel.set(cache.metrics + which, value); };
    set(cacheSlot::Evicted, evicted - state.evictedBefore);
    set(cacheSlot::Memory, capacity > 0 ? used / capacity * 100 : 0);
    set(cacheSlot::Load, cache.row->nodeCapacityPerS > 0 ? busiest / cache.row->nodeCapacityPerS * 100 : 0);
    set(cacheSlot::Stalest, static_cast<double>(state.periodStalestNs) * 1e-6);
    set(cacheSlot::Nodes, static_cast<double>(liveNodes(state)));
    state.evictedBefore = evicted;
    state.periodStalestNs = 0;
}

}  // namespace sim::cache
