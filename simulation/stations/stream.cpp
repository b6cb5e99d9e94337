// SPDX-License-Identifier: GPL-3.0-or-later
// A table's change stream (B-090): a shard for each partition, a record for each change, in order within the shard. The records themselves lie
// with their readers, each of which keeps what it has not processed yet.
#include "simulation/stations/partitions.h"
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim {

namespace changes {

void committed(Kernel& kernel, std::uint32_t slot, const Change& change) {
    const CompiledStore& store = kernel.compiled().stores[slot];
    for (const std::uint32_t log : store.logs)
        stream::append(kernel, log, change);
    if (change.cause == Cause::Replication)
        return;  // every replica gets it from where it was written
    for (const std::uint32_t channel : store.channels)
        replicator::push(kernel, channel, change);
}

}  // namespace changes

namespace stream {
namespace {

std::uint32_t shardOf(const Kernel& kernel, const CompiledLog& log, std::uint64_t key) {
    const CompiledStore& store = kernel.compiled().stores[log.store];
    const std::uint64_t hash = plan::keyHash(store.uid, key);
    if (log.row->shards > 0)
        return static_cast<std::uint32_t>(RandomStream::multiplyHigh(hash, log.row->shards));
    const StoreState& state = kernel.state.stores[log.store];
    return state.partitions[partitions::find(state, hash)].number;
}

void trace(const Kernel& kernel, const CompiledLog& log, const StreamRecord& written) {
    HopRecord record;
    record.request = written.request;
    record.departNs = written.commitNs;
    record.arriveNs = written.visibleNs;
    record.fromUid = kernel.compiled().stores[log.store].uid;
    record.toUid = log.uid;
    record.key = written.key;
    record.kind = HopKind::StreamRecord;
    record.itemBytes = static_cast<std::int32_t>(written.bytes);
    record.service = written.service();
    kernel.trace(record);
}

}  // namespace

double recordBytes(const plan::LogStation& log, double itemBytes) {
    switch (log.view) {
    case plan::StreamView::KeysOnly:
        return log.keyBytes;
    case plan::StreamView::NewImage:
    case plan::StreamView::OldImage:
        return log.keyBytes + itemBytes;
    case plan::StreamView::NewAndOldImages:
        break;
    }
    return log.keyBytes + 2 * itemBytes;
}

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledLog& log = kernel.compiled().logs[slot];
    LogState& state = kernel.state.logs[slot];
    if (log.row == nullptr || state.initialized)
        return;
    state.initialized = true;
    state.visibility = RandomStream(kernel.scenario().seed, kernel.scenario().run, log.uid, Purpose::Visibility);
}

std::int64_t visibleAt(Kernel& kernel, std::uint32_t slot, std::uint32_t shard, std::int64_t commitNs) {
    const CompiledLog& log = kernel.compiled().logs[slot];
    LogState& state = kernel.state.logs[slot];
    if (shard >= state.delays.size())
        state.delays.resize(shard + 1);
    ShardDelay& delay = state.delays[shard];
    if (commitNs >= delay.untilNs) {
        delay.ns = log.visibleAfter.draw(state.visibility);
        delay.untilNs = commitNs + static_cast<std::int64_t>(log.row->visibleHeldS * 1e9);
    }
    delay.lastVisibleNs = std::max(commitNs + delay.ns, delay.lastVisibleNs);
    return delay.lastVisibleNs;
}

void append(Kernel& kernel, std::uint32_t slot, const changes::Change& change) {
    const CompiledLog& log = kernel.compiled().logs[slot];
    LogState& state = kernel.state.logs[slot];
    const std::uint32_t shard = shardOf(kernel, log, change.key);
    StreamRecord record;
    record.commitNs = kernel.nowNs();
    record.visibleNs = visibleAt(kernel, slot, shard, kernel.nowNs());
    record.key = change.key;
    record.request = change.request;
    record.bytes = static_cast<std::uint32_t>(recordBytes(*log.row, change.bytes));
    record.kind = change.kind;
    state.serviceRecords += record.service() ? 1 : 0;
    kernel.count(log.metrics + logSlot::ServiceRecords, record.service() ? 1 : 0);
    record.poison = state.poisonNext > 0;
    state.poisonNext -= record.poison ? 1 : 0;
    ++state.records;
    state.bytes += record.bytes;
    kernel.count(log.metrics + logSlot::Records);
    kernel.count(log.metrics + logSlot::Bytes, record.bytes);
    if (kernel.tracesAnything() && kernel.traces(record.request))
        trace(kernel, log, record);
    for (const std::uint32_t reader : log.consumers)
        consumer::push(kernel, reader, shard, record);
}

void onSplit(Kernel& kernel, std::uint32_t store, std::uint32_t parent, std::uint32_t child) {
    for (const std::uint32_t log : kernel.compiled().stores[store].logs)
        if (kernel.compiled().logs[log].row->shards == 0)
            for (const std::uint32_t reader : kernel.compiled().logs[log].consumers)
                consumer::onSplit(kernel, reader, parent, child);
}

std::uint32_t readersAllowed(const Kernel& kernel, const CompiledLog& log) {
    const bool replicates = log.store != kNoSlot && kernel.compiled().stores[log.store].isReplica();
    return std::max(log.row->readersPerShard, replicates ? 2U : 1U) - (replicates ? 1 : 0);
}

void flushMetrics(Kernel& kernel, std::uint32_t slot, double periodS) {
    const CompiledLog& log = kernel.compiled().logs[slot];
    if (log.row == nullptr || log.store == kNoSlot)
        return;
    const auto partitions = static_cast<double>(kernel.state.stores[log.store].partitions.size());
    const double shards = log.row->shards > 0 ? log.row->shards : partitions;
    kernel.set(log.metrics + logSlot::Shards, shards);
    double looksPerS = 0;  // of all readers, at each shard
    for (const std::uint32_t reader : log.consumers)
        looksPerS += 1 / std::max(kernel.compiled().consumers[reader].row->pollS, 1e-3);
    const auto readers = static_cast<double>(log.consumers.size());
    const double throttled = std::max(readers - readersAllowed(kernel, log), 0.0) / std::max(readers, 1.0);
    kernel.count(log.metrics + logSlot::Throttled, shards * looksPerS * throttled * periodS);
}

}  // namespace stream
}  // namespace sim
