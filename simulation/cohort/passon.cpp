// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/passon.h"

#include "simulation/cohort/flow.h"
#include "simulation/cohort/hitshare.h"
#include "simulation/stations/stations.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sim::cohort {
namespace {

constexpr double kMissLoad = 10;
constexpr double kWriteLoad = 25;

double seconds(std::int64_t ns) { return static_cast<double>(ns) * 1e-9; }

std::uint64_t wholeOf(double& carry) {
    const double whole = std::floor(carry + 1e-9);
    carry = std::max(carry - whole, 0.0);
    return static_cast<std::uint64_t>(whole);
}

// One record stands for all of a slice that the filter lets through.
void toConsumer(Kernel& kernel, std::uint32_t slot, const ChangeCounts& changes, double bytesEach) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    if (consumer.row == nullptr)
        return;
    ConsumerState& state = kernel.state.consumers[slot];
    const std::uint64_t records = changes.total();
    std::uint64_t wanted = 0;
    for (std::size_t kind = 0; kind < plan::kRecordKinds; ++kind)
        wanted += (consumer.row->takes >> kind & 1) != 0 ? changes.of[kind] : 0;
    const std::uint64_t kept = drawBinomial(state.filter, wanted, std::clamp(consumer.row->filterShare, 0.0, 1.0));
    state.polled += records;
    state.filtered += records - kept;
    kernel.count(consumer.metrics + consumerSlot::Polled, static_cast<double>(records));
    kernel.count(consumer.metrics + consumerSlot::Filtered, static_cast<double>(records - kept));
    if (kept == 0)
        return;
    if (state.lanes.empty())
        state.lanes.resize(1);
    StreamRecord group;
    group.commitNs = kernel.nowNs() + kernel.state.cohort.sliceNs / 2;
    group.visibleNs = group.commitNs + static_cast<std::int64_t>(kernel.compiled().logs[consumer.log].visibleAfter.meanNs());
    group.count = kept;
    group.bytes = static_cast<std::uint32_t>(bytesEach);
    state.lanes.front().records.push(group);
    state.waiting += kept;
}

// Into the table's streams, and on to those who read them.
void toLogs(Kernel& kernel, const CompiledStore& store, const ChangeCounts& changes, double itemBytes) {
    const auto records = static_cast<double>(changes.total());
    const std::uint64_t service = changes[plan::RecordKind::ServiceRemove];
    for (const std::uint32_t slot : store.logs) {
        const CompiledLog& log = kernel.compiled().logs[slot];
        LogState& state = kernel.state.logs[slot];
        const double bytes = stream::recordBytes(*log.row, itemBytes);
        state.records += changes.total();
        state.serviceRecords += service;
        state.bytes += bytes * records;
        kernel.count(log.metrics + logSlot::Records, records);
        kernel.count(log.metrics + logSlot::Bytes, bytes * records);
        kernel.count(log.metrics + logSlot::ServiceRecords, static_cast<double>(service));
        for (const std::uint32_t consumer : log.consumers)
            toConsumer(kernel, consumer, changes, bytes);
    }
}

void makeCalls(Kernel& kernel, std::uint32_t server, double invocations, double records) {
    for (const std::uint32_t call : kernel.compiled().servers[server].calls) {
        const CompiledPattern& pattern = kernel.compiled().patterns[call];
        const double base = pattern.row->trigger == plan::Trigger::PerRecord ? records : invocations;
        kernel.state.patterns[call].cohort.carry += base * pattern.row->perTrigger;
    }
}

// How many of these invocations the function takes in the slice.
double invoke(Kernel& kernel, std::uint32_t slot, double wanted, std::int64_t sliceNs) {
    const CompiledServer& server = kernel.compiled().servers[slot];
    if (server.row == nullptr || wanted <= 0)
        return 0;
    ServerState& state = kernel.state.servers[slot];
    const double durationS = std::max(std::min(server.duration.meanNs() * 1e-9, server.row->timeoutS), 1e-6);
    const double limit = server::limitOf(kernel, slot);
    const double most = limit * std::min(seconds(sliceNs) / durationS, server.row->requestsPerEnvironment * seconds(sliceNs));
    const double taken = std::min(wanted, most);
    state.busy = static_cast<std::uint32_t>(std::min(taken * durationS / seconds(sliceNs) + 0.5, limit));
    state.periodMostBusy = std::max(state.periodMostBusy, state.busy);
    state.periodDuration.add(static_cast<std::int64_t>(server.duration.draw(state.duration)), static_cast<std::uint64_t>(std::ceil(taken)));
    kernel.count(server.metrics + serverSlot::Invocations, taken);
    kernel.count(server.metrics + serverSlot::Errors, taken * server.row->errorShare);
    kernel.count(server.metrics + serverSlot::Throttles, wanted - taken);
    state.throttles += static_cast<std::uint64_t>(wanted - taken);
    return taken;
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

// What the cache's LRU keeps for this pattern's target: a part of its entries that follows the requests.
double hitShareNow(Kernel& kernel, std::uint32_t slot, double perS) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const CompiledCache& cache = kernel.compiled().caches[pattern.cache];
    CohortFlow& flow = kernel.state.patterns[slot].cohort;
    const CacheState& state = kernel.state.caches[pattern.cache];
    const double warmS = seconds(kernel.nowNs() - state.coldSinceNs) + seconds(kernel.state.cohort.sliceNs) / 2;
    const double everyS = warmS < 300 ? std::max(warmS / 20, 0.05) : 60;
    if (flow.hitShareNs >= state.coldSinceNs && flow.hitShareNs >= 0 && seconds(kernel.nowNs() - flow.hitShareNs) < everyS)
        return flow.hitShare;
    const bool query = pattern.row->operation == plan::Operation::Query || pattern.row->operation == plan::Operation::Scan;
    const plan::CacheStation& row = *cache.row;
    const double share = std::clamp(row.queryShare, 0.0, 1.0);
    const double bytes = row.nodeBytes * (query ? share : 1 - share);
    const double entryBytes = static_cast<double>(pattern.row->itemBytes) * (query ? std::max(pattern.row->itemsPerCall, 1U) : 1);
    CacheUse use;
    use.requestsPerS = perS * pattern.itemsPerCall;
    use.entries = bytes / std::max(entryBytes, 1.0);
    use.ttlS = query ? row.queryTtlS : row.itemTtlS;
    use.warmS = warmS;
    const bool kept = !pattern.strong && !(query && row.queryTtlS <= 0);
    flow.hitShare = kept ? hitShare(keyGroups(pattern.row->keys), use) : 0;
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
    const double loadEach = pattern.writes ? kWriteLoad * kb : (hit + (1 - hit) * kMissLoad) * kb / live;
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
    const std::uint64_t hits = drawBinomial(state.nodeChoice, left, hit);
    const bool query = pattern.row->operation == plan::Operation::Query || pattern.row->operation == plan::Operation::Scan;
    (query ? state.queryHits : state.hits) += hits;
    (query ? state.queryMisses : state.misses) += left - hits;
    kernel.count(cache.metrics + (query ? cacheSlot::QueryHits : cacheSlot::ItemHits), static_cast<double>(hits));
    kernel.count(cache.metrics + (query ? cacheSlot::QueryMisses : cacheSlot::ItemMisses), static_cast<double>(left - hits));
    attempted(kernel, slot, hits);
    finishServed(kernel, slot, hits, 0, AnsweredBy::Cache);
    return left - hits;
}

void callServer(Kernel& kernel, std::uint32_t slot, std::uint64_t requests, std::int64_t sliceNs) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    attempted(kernel, slot, requests);
    const double taken = invoke(kernel, pattern.server, static_cast<double>(requests), sliceNs);
    const std::uint64_t served = std::min(static_cast<std::uint64_t>(taken + 0.5), requests);
    const plan::ServerStation* row = kernel.compiled().servers[pattern.server].row;
    const std::uint64_t errors = row != nullptr ? drawBinomial(kernel.state.servers[pattern.server].errors, served, row->errorShare) : served;
    finishFailed(kernel, slot, errors);
    finishServed(kernel, slot, served - errors, 0, AnsweredBy::Target);
    throttled(kernel, slot, requests - served);
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
    finishServed(kernel, slot, served, 0, AnsweredBy::Target);
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
    target.itemCount = std::max(target.itemCount, origin.itemCount > state.pending ? origin.itemCount - state.pending : 0);
}

void consume(Kernel& kernel, std::uint32_t slot, std::int64_t sliceNs) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    if (consumer.row == nullptr || consumer.server == kNoSlot || state.lanes.empty())
        return;
    const CompiledServer& server = kernel.compiled().servers[consumer.server];
    const CompiledLog& log = kernel.compiled().logs[consumer.log];
    if (server.row == nullptr || log.row == nullptr)
        return;
    PagedQueue<StreamRecord>& records = state.lanes.front().records;
    const plan::ConsumerStation& row = *consumer.row;
    const double shards = log.row->shards > 0 ? log.row->shards : static_cast<double>(kernel.state.stores[log.store].partitions.size());
    const double lanes = shards * std::max(row.parallelFactor, 1U);
    const double sliceS = seconds(sliceNs);
    const double durationS = std::max(server.duration.meanNs() * 1e-9, 1e-6);
    const double batch = std::max(row.batchSize, 1U);
    const double good = 1 - std::clamp(server.row->errorShare, 0.0, 0.99);
    const double most = lanes * batch * sliceS / durationS * good;
    double visible = -static_cast<double>(state.frontDone);
    for (std::uint64_t i = records.first(); i < records.end() && visible < most && records[i].visibleNs <= kernel.nowNs() + sliceNs; ++i)
        visible += static_cast<double>(records[i].count);
    double take = std::clamp(visible, 0.0, most);
    const double looksS = std::max({row.windowS, row.pollS, durationS});
    double batches = std::min(take, std::max(take / batch, lanes * sliceS / looksS)) / good;
    const double taken = invoke(kernel, consumer.server, batches, sliceNs);
    take = batches > 0 ? take * taken / batches : 0;
    state.recordCarry += take;
    std::uint64_t left = wholeOf(state.recordCarry);
    const auto goneBefore = kernel.nowNs() - consumer.retentionNs;
    double done = 0;
    while (!records.empty()) {
        const StreamRecord group = records.front();
        const bool lost = group.commitNs < goneBefore;
        const std::uint64_t now = lost ? group.count - state.frontDone : std::min(group.count - state.frontDone, left);
        if (now == 0 && !lost)
            break;
        (lost ? state.lost : state.invoked) += now;
        kernel.count(consumer.metrics + (lost ? consumerSlot::Trimmed : consumerSlot::Invoked), static_cast<double>(now));
        left -= lost ? 0 : now;
        done += lost ? 0 : static_cast<double>(now);
        state.waiting -= std::min(state.waiting, now);
        state.frontDone += now;
        if (state.frontDone < group.count)
            break;
        state.frontDone = 0;
        records.popTo(records.first() + 1);
    }
    const std::int64_t oldestNs = records.empty() ? kernel.nowNs() + sliceNs : records.front().commitNs;
    state.periodAgeNs = std::max(state.periodAgeNs, kernel.nowNs() + sliceNs - oldestNs);
    kernel.state.servers[consumer.server].invocations += static_cast<std::uint64_t>(taken);
    makeCalls(kernel, consumer.server, taken, done);
}

}  // namespace sim::cohort
