// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/passon.h"

#include "simulation/cohort/consumeflow.h"
#include "simulation/cohort/flow.h"
#include "simulation/cohort/hitshare.h"
#include "simulation/stations/stations.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace sim::cohort {
namespace {

double seconds(std::int64_t ns) { return static_cast<double>(ns) * 1e-9; }

// The delays of a stream's shards in this slice: the line of records goes by their mean, the iterator age by the longest.
void lookAtDelays(Kernel& kernel, std::uint32_t slot) {
    const CompiledLog& log = kernel.compiled().logs[slot];
    LogState& state = kernel.state.logs[slot];
    const std::size_t partitions = log.row->shards > 0 ? log.row->shards : kernel.state.stores[log.store].partitions.size();
    const auto shards = static_cast<std::uint32_t>(std::min<std::size_t>(partitions, 256));
    const std::int64_t commitNs = kernel.nowNs() + kernel.state.cohort.sliceNs / 2;
    double sum = 0;
    state.mostDelayNs = 0;
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
        const std::int64_t delayNs = stream::visibleAt(kernel, slot, shard, commitNs) - commitNs;
        sum += static_cast<double>(delayNs);
        state.mostDelayNs = std::max(state.mostDelayNs, delayNs);
    }
    state.meanDelayNs = static_cast<std::int64_t>(sum / shards);
}

// Into the table's streams, and on to those who read them.
void toLogs(Kernel& kernel, const CompiledStore& store, const ChangeCounts& changes, double itemBytes) {
    const auto records = static_cast<double>(changes.total());
    const std::uint64_t service = changes[plan::RecordKind::ServiceRemove];
    for (const std::uint32_t slot : store.logs) {
        const CompiledLog& log = kernel.compiled().logs[slot];
        LogState& state = kernel.state.logs[slot];
        const double bytes = stream::recordBytes(*log.row, itemBytes);
        lookAtDelays(kernel, slot);
        const Poison poison = state.poisonNext > 0 && changes.total() > 0 ? Poison::Holds : Poison::None;
        state.poisonNext -= poison == Poison::Holds ? 1 : 0;
        state.records += changes.total();
        state.serviceRecords += service;
        state.bytes += bytes * records;
        kernel.count(log.metrics + logSlot::Records, records);
        kernel.count(log.metrics + logSlot::Bytes, bytes * records);
        kernel.count(log.metrics + logSlot::ServiceRecords, static_cast<double>(service));
        for (const std::uint32_t consumer : log.consumers)
            toConsumer(kernel, consumer, changes, bytes, poison);
    }
}

void attempted(Kernel& kernel, std::uint32_t pattern, std::uint64_t count) {
    kernel.state.patterns[pattern].attempts += count;
    kernel.state.totals.attempts += count;
    kernel.count(kernel.compiled().patterns[pattern].metrics + patternSlot::Attempts, static_cast<double>(count));
}

void throttled(Kernel& kernel, std::uint32_t pattern, std::uint64_t count) {
    PatternState& state = kernel.state.patterns[pattern];
    state.throttledAttempts += count;
    kernel.state.totals.throttledAttempts += count;
    kernel.state.throttleEvents += count;
    kernel.count(kernel.compiled().patterns[pattern].metrics + patternSlot::ThrottledAttempts, static_cast<double>(count));
    finishThrottled(kernel, pattern, count);
}

bool isQuery(const plan::AccessPattern& row) { return row.operation == plan::Operation::Query || row.operation == plan::Operation::Scan; }

// Other patterns that read the same items through the cache find them there for each other, and writes leave them there. Results are a
// pattern's own.
std::vector<KeyGroup> cachedKeys(const Kernel& kernel, std::uint32_t slot) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const std::vector<CompiledPattern>& patterns = kernel.compiled().patterns;
    const auto isOther = [&](std::uint32_t place) {
        const CompiledPattern& other = patterns[place];
        return place != slot && other.row != nullptr && other.cache == pattern.cache && other.store == pattern.store && !other.newKeys &&
               (other.writes || (!other.strong && !isQuery(*other.row)));
    };
    bool isShared = false;
    for (std::uint32_t place = 0; place < patterns.size() && !isQuery(*pattern.row); ++place)
        isShared = isShared || isOther(place);
    std::vector<KeyGroup> groups = keyGroups(pattern.row->keys, isShared ? Grouping::Fine : Grouping::AsAsked);
    for (std::uint32_t place = 0; isShared && place < patterns.size(); ++place)
        if (isOther(place))
            (patterns[place].writes ? addWrites : addReads)(groups, patterns[place].row->keys, itemsPerS(kernel, place));
    return groups;
}

// What the cache's LRU keeps for this pattern's target: a part of its entries that follows the requests.
double hitShareNow(Kernel& kernel, std::uint32_t slot, double perS) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const CompiledCache& cache = kernel.compiled().caches[pattern.cache];
    CohortFlow& flow = kernel.state.patterns[slot].cohort;
    const CacheState& state = kernel.state.caches[pattern.cache];
    const double sinceNowS = seconds(kernel.state.cohort.sliceNs) / 2;
    const double warmS = seconds(kernel.nowNs() - state.coldSinceNs) + sinceNowS;
    const double youngestS = std::min(warmS, seconds(kernel.nowNs() - state.changedNs) + sinceNowS);
    const double everyS = youngestS < 300 ? std::max(youngestS / 20, 0.05) : 60;
    if (flow.hitShareNs >= std::max(state.coldSinceNs, state.changedNs) && flow.hitShareNs >= 0 && seconds(kernel.nowNs() - flow.hitShareNs) < everyS)
        return flow.hitShare;
    const bool query = isQuery(*pattern.row);
    const plan::CacheStation& row = *cache.row;
    const double share = std::clamp(row.queryShare, 0.0, 1.0);
    const double bytes = row.nodeBytes * (query ? share : 1 - share);
    const double entryBytes = static_cast<double>(pattern.row->itemBytes) * (query ? std::max(pattern.row->itemsPerCall, 1U) : 1);
    CacheUse use;
    use.requestsPerS = perS * pattern.itemsPerCall;
    use.entries = bytes / std::max(entryBytes, 1.0);
    use.ttlS = query ? row.queryTtlS : row.itemTtlS;
    use.warmS = warmS;
    use.nodes = 0;
    for (const CacheNode& node : state.nodes) {
        use.nodes += node.down ? 0 : 1;
        if (!node.down && node.emptySinceNs > state.coldSinceNs)
            use.freshS.push_back(seconds(kernel.nowNs() - node.emptySinceNs) + sinceNowS);
    }
    const bool kept = !pattern.strong && !(query && row.queryTtlS <= 0);
    flow.hitShare = kept ? hitShare(cachedKeys(kernel, slot), use) : 0;
    flow.hitShareNs = kernel.nowNs();
    return flow.hitShare;
}

// Changes of one item that wait together become one; how many do follows from the keys and the lag.
double unmergedNow(Kernel& kernel, std::uint32_t slot, std::uint32_t channelSlot, std::uint64_t changes) {
    const CompiledReplicator& channel = kernel.compiled().replicators[channelSlot];
    CohortFlow& flow = kernel.state.patterns[slot].cohort;
    if (channel.row->merges == plan::Switch::Off)
        return 1;
    constexpr std::int64_t kEveryNs = 60'000'000'000;
    if (flow.unmergedNs >= 0 && kernel.nowNs() - flow.unmergedNs < kEveryNs)
        return flow.unmerged;
    const double lagS = (channel.lag.meanNs() + channel.oneWay.meanNs()) * 1e-9;
    const double perS = static_cast<double>(changes) / seconds(kernel.state.cohort.sliceNs);
    flow.unmerged = unmergedShare(keyGroups(kernel.compiled().patterns[slot].row->keys), perS, lagS);
    flow.unmergedNs = kernel.nowNs();
    return flow.unmerged;
}

}  // namespace

void passChanges(Kernel& kernel, std::uint32_t slot, std::uint32_t pattern, const ChangeCounts& changes) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    const std::uint64_t total = changes.total();
    if (total == 0)
        return;
    const plan::AccessPattern& row = *kernel.compiled().patterns[pattern].row;
    const double unitsEach = plan::writeUnits(row.itemBytes, row.itemBytes, plan::WriteMode::Standard).value();
    toLogs(kernel, store, changes, static_cast<double>(row.itemBytes));
    for (const std::uint32_t channel : store.channels) {
        ReplicatorState& state = kernel.state.replicators[channel];
        const std::uint64_t kept = drawBinomial(state.lag, total, unmergedNow(kernel, pattern, channel, total));
        state.merged += total - kept;
        kernel.count(kernel.compiled().replicators[channel].metrics + replicatorSlot::Merged, static_cast<double>(total - kept));
        state.pending += kept;
        state.pendingUnits += unitsEach * static_cast<double>(kept);
        ChangeCounts left = changes;
        state.waitingBySlice.push_back({kernel.nowNs() + kernel.state.cohort.sliceNs / 2, left.take(kept), row.itemBytes});
    }
}

std::uint64_t throughCache(Kernel& kernel, std::uint32_t slot, std::uint64_t requests) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const CompiledCache& cache = kernel.compiled().caches[pattern.cache];
    if (cache.row == nullptr || requests == 0)
        return requests;
    CacheState& state = kernel.state.caches[pattern.cache];
    const double sliceS = seconds(kernel.state.cohort.sliceNs);
    kernel.count(cache.metrics + cacheSlot::Requests, static_cast<double>(requests));
    const auto live = static_cast<double>(std::count_if(state.nodes.begin(), state.nodes.end(), [](const CacheNode& node) { return !node.down; }));
    const bool noPrimary = pattern.writes && state.primaryReadyNs > kernel.nowNs();
    if (live <= 0 || noPrimary) {
        attempted(kernel, slot, requests);
        state.failures += requests;
        kernel.count(cache.metrics + cacheSlot::Faults, static_cast<double>(requests));
        finishFailed(kernel, slot, requests);
        return 0;
    }
    const double kb = std::max(static_cast<double>(pattern.row->itemBytes) * std::max(pattern.row->itemsPerCall, 1U) / 1024, 1.0);
    const double hit = pattern.writes ? 0 : hitShareNow(kernel, slot, static_cast<double>(requests) / sliceS);
    // Every node gets its part of the reads and all of the writes.
    const double loadEach = pattern.writes ? cache.row->writeLoad * kb : (hit + (1 - hit) * cache.row->missLoad) * kb / live;
    std::uint64_t refused = 0;
    for (CacheNode& node : state.nodes) {
        if (node.down)
            continue;
        node.load.refill(kernel.nowNs());
        const double supply = std::max(node.load.tokenUnits() + node.load.ratePerS() * sliceS, 0.0);
        const double asked = loadEach * static_cast<double>(requests);
        refused = std::max(refused, asked > supply ? static_cast<std::uint64_t>(static_cast<double>(requests) * (1 - supply / asked)) : 0);
        node.load.pay(TokenBucket::toNano(std::min(asked, supply)));
        node.periodLoad += std::min(asked, supply);
    }
    state.throttles += refused;
    kernel.count(cache.metrics + cacheSlot::Throttled, static_cast<double>(refused));
    attempted(kernel, slot, refused);
    throttled(kernel, slot, refused);
    const std::uint64_t left = requests - refused;
    if (pattern.writes)
        return left;
    if (pattern.strong)
        return left;  // neither hits nor misses: they pass
    // A batch is answered or passed on as a whole here: its items are hits and misses at the same share.
    const std::uint64_t hits = drawBinomial(state.nodeChoice, left, hit);
    const bool query = isQuery(*pattern.row);
    const std::uint64_t hitItems = hits * pattern.itemsPerCall;
    const std::uint64_t missItems = (left - hits) * pattern.itemsPerCall;
    (query ? state.queryHits : state.hits) += hitItems;
    (query ? state.queryMisses : state.misses) += missItems;
    kernel.count(cache.metrics + (query ? cacheSlot::QueryHits : cacheSlot::ItemHits), static_cast<double>(hitItems));
    kernel.count(cache.metrics + (query ? cacheSlot::QueryMisses : cacheSlot::ItemMisses), static_cast<double>(missItems));
    attempted(kernel, slot, hits);
    finishFailed(kernel, slot, finishServed(kernel, slot, hits, 0, AnsweredBy::Cache));
    return left - hits;
}

void refreshCache(Kernel& kernel, std::uint32_t slot, std::uint64_t items) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    StoreState& state = kernel.state.stores[pattern.store];
    const double asked = static_cast<double>(items) * pattern.refreshHalves / 2;
    state.read.refill(kernel.nowNs());
    const double supply = std::max(state.read.tokenUnits() + state.read.ratePerS() * seconds(kernel.state.cohort.sliceNs), 0.0);
    const double units = std::min(asked, supply);
    state.readGrowth.windowUnits += asked;
    state.read.pay(TokenBucket::toNano(units));
    state.consumedRead += units;
    state.cohort.coldRead += units;
    kernel.count(kernel.compiled().stores[pattern.store].metrics + storeSlot::ConsumedRead, units);
}

// Calls that the client has waited for in vain go on in the function; those that it makes again come with the next slice.
void callServer(Kernel& kernel, std::uint32_t slot, std::uint64_t requests, std::int64_t sliceNs) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    CohortFlow& flow = kernel.state.patterns[slot].cohort;
    std::vector<std::uint64_t> due{requests};
    due.insert(due.end(), flow.waitedLong.begin(), flow.waitedLong.end());
    flow.waitedLong.assign(flow.waitedLong.size(), 0);
    const std::uint64_t all = std::accumulate(due.begin(), due.end(), std::uint64_t{0});
    attempted(kernel, slot, all);
    const double taken = invoke(kernel, pattern.server, static_cast<double>(all), sliceNs);
    const std::uint64_t served = std::min(static_cast<std::uint64_t>(taken + 0.5), all);
    const plan::ServerStation* row = kernel.compiled().servers[pattern.server].row;
    std::uint64_t left = served;
    for (std::uint32_t a = 0; a < due.size(); ++a) {
        const std::uint64_t here = a + 1 < due.size() ? std::min(left, due[a] * served / std::max<std::uint64_t>(all, 1)) : std::min(left, due[a]);
        left -= here;
        const std::uint64_t errors = row != nullptr ? drawBinomial(kernel.state.servers[pattern.server].errors, here, row->errorShare) : here;
        const std::uint64_t late = finishServed(kernel, slot, here - errors, a * static_cast<double>(pattern.timeoutNs), AnsweredBy::Target);
        const std::uint64_t again = madeAgain(kernel, slot, late, a + 1, plan::RetryCause::Timeout);
        finishFailed(kernel, slot, errors + late - again);
        throttled(kernel, slot, due[a] - here);
        if (again == 0)
            continue;
        flow.waitedLong.resize(std::max<std::size_t>(flow.waitedLong.size(), a + 1), 0);
        flow.waitedLong[a] += again;
    }
    kernel.state.servers[pattern.server].invocations += served;
    makeCalls(kernel, pattern.server, static_cast<double>(served), static_cast<double>(served));
}

void callSink(Kernel& kernel, std::uint32_t slot, std::uint64_t requests, std::int64_t sliceNs) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const CompiledSink& bucket = kernel.compiled().sinks[pattern.sink];
    if (bucket.row == nullptr)
        return finishFailed(kernel, slot, requests);
    SinkState& state = kernel.state.sinks[pattern.sink];
    const bool puts = pattern.row->operation != plan::Operation::GetObject;
    double supply = 0;
    std::vector<TokenBucket>& buckets = puts ? state.puts : state.gets;
    for (TokenBucket& prefix : buckets) {
        prefix.refill(kernel.nowNs());
        supply += std::max(prefix.tokenUnits() + prefix.ratePerS() * seconds(sliceNs), 0.0);
    }
    const std::uint64_t served = std::min(requests, static_cast<std::uint64_t>(supply));
    for (TokenBucket& prefix : buckets)
        prefix.pay(TokenBucket::toNano(static_cast<double>(served) / static_cast<double>(buckets.size())));
    (puts ? state.putCount : state.getCount) += requests;
    state.refused += requests - served;
    kernel.count(bucket.metrics + (puts ? sinkSlot::Puts : sinkSlot::Gets), static_cast<double>(requests));
    kernel.count(bucket.metrics + sinkSlot::Refused, static_cast<double>(requests - served));
    attempted(kernel, slot, requests);
    finishFailed(kernel, slot, finishServed(kernel, slot, served, 0, AnsweredBy::Target));
    throttled(kernel, slot, requests - served);
}

void replicate(Kernel& kernel, std::uint32_t slot, std::int64_t sliceNs) {
    const CompiledReplicator& channel = kernel.compiled().replicators[slot];
    ReplicatorState& state = kernel.state.replicators[slot];
    if (channel.row == nullptr || channel.to == kNoSlot || state.paused || state.pending == 0)
        return;
    const CompiledStore& store = kernel.compiled().stores[channel.to];
    StoreState& target = kernel.state.stores[channel.to];
    const auto lagNs = static_cast<std::int64_t>(channel.lag.meanNs() + channel.oneWay.meanNs());
    const double unitsEach = state.pendingUnits / static_cast<double>(state.pending);
    target.write.refill(kernel.nowNs());
    const double supply = std::max(target.write.tokenUnits() + target.write.ratePerS() * seconds(sliceNs), 0.0);
    auto left = static_cast<std::uint64_t>(unitsEach > 0 ? supply / unitsEach : 1e18);
    const double partitions = static_cast<double>(kernel.state.stores[channel.from].partitions.size());
    left = std::min(left, static_cast<std::uint64_t>(channel.row->drainPerS * partitions * seconds(sliceNs)) + 1);
    std::uint64_t applied = 0;
    std::uint64_t removed = 0;
    std::size_t done = 0;
    for (WaitingChanges& waiting : state.waitingBySlice) {
        if (waiting.commitNs + lagNs > kernel.nowNs() + sliceNs || left == 0)
            break;
        ChangeCounts arrived = waiting.changes.take(left);
        const std::uint64_t now = arrived.total();
        state.periodLag.add(std::max(kernel.nowNs() + sliceNs / 2 - waiting.commitNs, lagNs), now);
        left -= now;
        applied += now;
        done += waiting.changes.total() == 0 ? 1 : 0;
        // A deletion by time to live is the service's own in its Region only.
        arrived[plan::RecordKind::Remove] += std::exchange(arrived[plan::RecordKind::ServiceRemove], 0);
        removed += arrived[plan::RecordKind::Remove];
        toLogs(kernel, store, arrived, static_cast<double>(waiting.itemBytes));
    }
    state.waitingBySlice.erase(state.waitingBySlice.begin(), state.waitingBySlice.begin() + static_cast<std::ptrdiff_t>(done));
    if (applied == 0)
        return;
    const double units = unitsEach * static_cast<double>(applied);
    state.pending -= applied;
    state.pendingUnits = std::max(state.pendingUnits - units, 0.0);
    state.applied += applied;
    kernel.count(channel.metrics + replicatorSlot::Applied, static_cast<double>(applied));
    target.write.pay(TokenBucket::toNano(units));
    target.writeGrowth.windowUnits += units;
    target.consumedWrite += units;
    target.cohort.coldWrite += units;
    kernel.count(store.metrics + storeSlot::ConsumedWrite, units);
    // What the origin has made of its items holds here too, in the long run.
    const StoreState& origin = kernel.state.stores[channel.from];
    target.itemCount -= std::min(target.itemCount, removed);
    target.itemCount = std::max(target.itemCount, origin.itemCount > state.pending ? origin.itemCount - state.pending : 0);
}

}  // namespace sim::cohort
