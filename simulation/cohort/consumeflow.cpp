// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/consumeflow.h"

#include "simulation/stations/stations.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sim::cohort {
namespace {

double seconds(std::int64_t ns) { return static_cast<double>(ns) * 1e-9; }

std::uint64_t wholeOf(double& carry) {
    const double whole = std::floor(carry + 1e-9);
    carry = std::max(carry - whole, 0.0);
    return static_cast<std::uint64_t>(whole);
}

double callDurationS(const Kernel& kernel, std::uint32_t slot) {
    const std::uint32_t server = kernel.compiled().consumers[slot].server;
    return server == kNoSlot ? 1e-6 : std::max(kernel.compiled().servers[server].duration.meanNs() * 1e-9, 1e-6);
}

// Batches that may be on their way at once: shards times the parallel factor.
double lanesOf(const Kernel& kernel, std::uint32_t slot) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    const CompiledLog& log = kernel.compiled().logs[consumer.log];
    const double shards = log.row->shards > 0 ? log.row->shards : static_cast<double>(kernel.state.stores[log.store].partitions.size());
    return shards * std::max(consumer.row->parallelFactor, 1U);
}

// Halves that are tried before the poison record is alone: each fails once.
std::uint32_t splitsOf(const plan::ConsumerStation& row) {
    std::uint32_t splits = 0;
    for (std::uint32_t size = row.bisect == plan::Switch::On ? std::max(row.batchSize, 1U) : 1; size > 1; size = (size + 1) / 2)
        ++splits;
    return splits;
}

// How long the mapping waits after so many failures in a row.
double waitAfterS(const plan::ConsumerStation& row, std::uint32_t tries) {
    const std::uint32_t splits = splitsOf(row);
    if (tries <= splits)
        return 0;
    return std::min(row.backoffMs * 1e-3 * static_cast<double>(1ULL << std::min(tries - splits - 1, 32U)), row.backoffCapS);
}

// Takes records from the front of a line; how many there were.
std::uint64_t takeFront(ConsumerState& state, std::size_t line, std::uint64_t wanted) {
    PagedQueue<StreamRecord>& records = state.lanes[line].records;
    std::uint64_t& done = state.frontDone[line];
    std::uint64_t taken = 0;
    while (!records.empty() && taken < wanted) {
        const std::uint64_t now = std::min(records.front().count - done, wanted - taken);
        taken += now;
        done += now;
        if (done < records.front().count)
            break;
        done = 0;
        if (records.front().poison && line > 0)
            --state.held[line - 1].poison;
        records.popTo(records.first() + 1);
    }
    state.waiting -= std::min(state.waiting, taken);
    return taken;
}

void lose(Kernel& kernel, std::uint32_t slot, std::uint64_t records) {
    kernel.state.consumers[slot].lost += records;
    kernel.count(kernel.compiled().consumers[slot].metrics + consumerSlot::Trimmed, static_cast<double>(records));
}

// Records of the retention's age are gone, read or not.
void trim(Kernel& kernel, std::uint32_t slot, std::size_t line) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    const PagedQueue<StreamRecord>& records = state.lanes[line].records;
    while (!records.empty() && records.front().commitNs < kernel.nowNs() - consumer.retentionNs)
        lose(kernel, slot, takeFront(state, line, records.front().count - state.frontDone[line]));
}

// A lane of its own with its part of what waits in the others.
void splitOff(Kernel& kernel, std::uint32_t slot) {
    ConsumerState& state = kernel.state.consumers[slot];
    const double others = std::max(lanesOf(kernel, slot) - static_cast<double>(state.held.size()), 1.0);
    state.lanes.emplace_back();
    state.frontDone.push_back(0);
    state.recordCarry.push_back(0);
    state.held.emplace_back();
    PagedQueue<StreamRecord>& rest = state.lanes.front().records;
    const std::uint64_t end = rest.end();
    while (rest.first() < end) {
        StreamRecord group = rest.front();
        const std::uint64_t count = group.count - std::exchange(state.frontDone.front(), 0);
        rest.popTo(rest.first() + 1);
        group.count = drawBinomial(state.filter, count, 1 / others);
        const std::uint64_t left = count - group.count;
        if (group.count > 0)
            state.lanes.back().records.push(group);
        group.count = left;
        if (group.count > 0)
            rest.push(group);
    }
}

// The line of the lane that a poison record comes into: any of them, those that are held up already among them.
std::size_t lineOfPoison(Kernel& kernel, std::uint32_t slot) {
    ConsumerState& state = kernel.state.consumers[slot];
    const double lanes = std::max(lanesOf(kernel, slot), 1.0);
    const auto drawn = static_cast<std::size_t>(state.filter.uniform() * lanes);
    if (drawn < state.held.size())
        return drawn + 1;
    splitOff(kernel, slot);
    return state.held.size();
}

void giveUp(Kernel& kernel, std::uint32_t slot, std::size_t line, std::uint64_t wanted) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    const std::uint64_t gone = takeFront(state, line, wanted);
    const bool kept = consumer.sink != kNoSlot || consumer.service != kNoSlot;
    if (consumer.sink != kNoSlot)
        sink::put(kernel, consumer.sink);
    (kept ? state.delivered : state.dropped) += gone;
    kernel.count(consumer.metrics + (kept ? consumerSlot::Delivered : consumerSlot::Dropped), static_cast<double>(gone));
}

// The poison record is the oldest of its lane: the lane stands from now on.
void beginHold(Kernel& kernel, std::uint32_t slot, std::size_t line, std::int64_t sliceNs) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    const PagedQueue<StreamRecord>& records = state.lanes[line].records;
    if (records.empty() || !records.front().poison || records.front().visibleNs > kernel.nowNs() + sliceNs)
        return;
    HeldLine& held = state.held[line - 1];
    const std::int64_t fromNs = std::max(records.front().visibleNs, kernel.nowNs());
    const double callS = callDurationS(kernel, slot);
    const double ageS = seconds(fromNs - records.front().commitNs);
    held.sinceNs = records.front().commitNs;
    held.untilNs = fromNs + static_cast<std::int64_t>(heldS(*consumer.row, callS, seconds(consumer.retentionNs), ageS) * 1e9);
    held.tries = 0;
    held.nextNs = fromNs + static_cast<std::int64_t>(callS * 1e9);
}

// The try fails with all of its batch, and is split in two where that is left to do.
void countFailed(Kernel& kernel, std::uint32_t slot, std::size_t line) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    const std::uint32_t tries = state.held[line - 1].tries;
    std::uint64_t waiting = 0;
    const PagedQueue<StreamRecord>& records = state.lanes[line].records;
    std::uint64_t batch = std::max(consumer.row->batchSize, 1U);
    for (std::uint64_t i = records.first(); i < records.end() && waiting < batch && records[i].visibleNs <= state.held[line - 1].nextNs; ++i)
        waiting += records[i].count;
    const double lanePerS = static_cast<double>(state.polled - state.filtered) / std::max(kernel.nowS(), 1.0) / std::max(lanesOf(kernel, slot), 1.0);
    const double gathered = lanePerS * std::max(consumer.row->windowS, consumer::meanPollS(kernel, slot));
    batch = std::min(batch, std::max({waiting, static_cast<std::uint64_t>(gathered), std::uint64_t{1}}));
    const std::uint32_t splits = splitsOf(*consumer.row);
    for (std::uint32_t i = 1; i < tries && i <= splits; ++i)
        batch = (batch + 1) / 2;
    state.failedInvokes += batch;
    kernel.count(consumer.metrics + consumerSlot::FailedInvoke, static_cast<double>(batch));
    if (tries > splits)
        return;
    ++state.splits;
    kernel.count(consumer.metrics + consumerSlot::Splits);
}

// The held lane's failing tries, and its end: the batch is given up (alone, where batches are split; what is too old, where that is the end).
void holdOn(Kernel& kernel, std::uint32_t slot, std::size_t line, std::int64_t sliceNs) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    HeldLine& held = state.held[line - 1];
    const std::int64_t untilNs = std::min(kernel.nowNs() + sliceNs, held.untilNs);
    const CompiledServer& server = kernel.compiled().servers[consumer.server];
    while (held.nextNs <= untilNs) {
        const double nextS = callDurationS(kernel, slot) + waitAfterS(*consumer.row, ++held.tries);
        held.nextNs += static_cast<std::int64_t>(nextS * 1e9);
        ++kernel.state.servers[consumer.server].invocations;
        kernel.count(server.metrics + serverSlot::Invocations);
        kernel.count(server.metrics + serverSlot::Errors);
        ServerState& function = kernel.state.servers[consumer.server];
        function.periodDuration.add(server.duration.draw(function.duration));
        countFailed(kernel, slot, line);
    }
    state.periodAgeNs = std::max(state.periodAgeNs, untilNs - held.sinceNs);
    if (kernel.nowNs() + sliceNs < held.untilNs)
        return;
    const plan::ConsumerStation& row = *consumer.row;
    held.sinceNs = -1;
    if (row.maxRetries < 0 && row.maxAgeS < 0) {  // only the stream's own end lets go of it
        if (held.poison > 0 && state.lanes[line].records.front().poison)
            lose(kernel, slot, takeFront(state, line, 1));
        return;
    }
    const bool wholeBatch = row.maxRetries >= 0 && row.bisect == plan::Switch::Off;
    giveUp(kernel, slot, line, wholeBatch ? std::max(row.batchSize, 1U) : 1);
}

// Records a second that looks bring to so many lanes.
double broughtPerS(const Kernel& kernel, std::uint32_t slot, double lanes, double bytesEach) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    const plan::LogStation& log = *kernel.compiled().logs[consumer.log].row;
    const double shards = lanes / std::max(consumer.row->parallelFactor, 1U);
    return shards * std::min(log.recordsPerRead, log.bytesPerRead / std::max(bytesEach, 1.0)) / consumer::meanPollS(kernel, slot);
}

// Age of the last record of the batches: as old as what waits, or where nothing does as the shards' delay, and what passes between two looks or
// two records.
void noteAge(Kernel& kernel, std::uint32_t slot, std::size_t line, std::uint64_t done, double lanes, std::int64_t sliceNs) {
    ConsumerState& state = kernel.state.consumers[slot];
    const PagedQueue<StreamRecord>& records = state.lanes[line].records;
    const std::int64_t endNs = kernel.nowNs() + sliceNs;
    if (!records.empty() && records.front().visibleNs <= endNs)
        state.periodAgeNs = std::max(state.periodAgeNs, endNs - records.front().commitNs);
    if (done == 0)
        return;
    const double betweenS = std::min(lanes * seconds(sliceNs) / static_cast<double>(done), consumer::meanPollS(kernel, slot));
    const LogState& log = kernel.state.logs[kernel.compiled().consumers[slot].log];
    state.periodAgeNs = std::max(state.periodAgeNs, log.mostDelayNs + static_cast<std::int64_t>(betweenS / 2 * 1e9));
}

// What of a line is done in the slice by so many lanes.
void drain(Kernel& kernel, std::uint32_t slot, std::size_t place, double lanes, std::int64_t sliceNs) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    const CompiledServer& server = kernel.compiled().servers[consumer.server];
    ConsumerState& state = kernel.state.consumers[slot];
    const PagedQueue<StreamRecord>& records = state.lanes[place].records;
    const double sliceS = seconds(sliceNs);
    const double callS = callDurationS(kernel, slot);
    const double batch = std::max(consumer.row->batchSize, 1U);
    const double good = 1 - std::clamp(server.row->errorShare, 0.0, 0.99);
    const double brought = broughtPerS(kernel, slot, lanes, records.empty() ? 1 : records.front().bytes) * sliceS;
    const double most = std::min(lanes * batch * sliceS / callS * good, brought);
    double visible = -static_cast<double>(state.frontDone[place]);
    for (std::uint64_t i = records.first(); i < records.end() && visible < most && records[i].visibleNs <= kernel.nowNs() + sliceNs && !records[i].poison; ++i)
        visible += static_cast<double>(records[i].count);
    double take = std::clamp(visible, 0.0, most);
    const double looksS = std::max({consumer.row->windowS, consumer::meanPollS(kernel, slot), callS});
    const double batches = std::min(take, std::max(take / batch, lanes * sliceS / looksS)) / good;
    const double taken = invoke(kernel, consumer.server, batches, sliceNs);
    take = batches > 0 ? take * taken / batches : 0;
    state.recordCarry[place] += take;
    trim(kernel, slot, place);
    const std::uint64_t done = takeFront(state, place, wholeOf(state.recordCarry[place]));
    state.invoked += done;
    kernel.count(consumer.metrics + consumerSlot::Invoked, static_cast<double>(done));
    noteAge(kernel, slot, place, done, lanes, sliceNs);
    kernel.state.servers[consumer.server].invocations += static_cast<std::uint64_t>(taken);
    makeCalls(kernel, consumer.server, taken, static_cast<double>(done));
}

// A lane that was held up and has caught up with the others is one of them again.
bool joinsAgain(ConsumerState& state, std::size_t line, std::int64_t nowNs, std::int64_t sliceNs) {
    PagedQueue<StreamRecord>& held = state.lanes[line].records;
    PagedQueue<StreamRecord>& rest = state.lanes.front().records;
    const std::int64_t othersNs = rest.empty() ? nowNs : rest.front().commitNs;
    if (state.held[line - 1].sinceNs >= 0 || state.held[line - 1].poison > 0 || (!held.empty() && held.front().commitNs < othersNs - sliceNs))
        return false;
    while (!held.empty()) {
        StreamRecord group = held.front();
        group.count -= std::exchange(state.frontDone[line], 0);
        rest.push(group);
        held.popTo(held.first() + 1);
    }
    const auto place = static_cast<std::ptrdiff_t>(line);
    state.lanes.erase(state.lanes.begin() + place);
    state.frontDone.erase(state.frontDone.begin() + place);
    state.recordCarry.erase(state.recordCarry.begin() + place);
    state.held.erase(state.held.begin() + place - 1);
    return true;
}

void consumeHeld(Kernel& kernel, std::uint32_t slot, std::size_t line, std::int64_t sliceNs) {
    ConsumerState& state = kernel.state.consumers[slot];
    if (state.held[line - 1].sinceNs < 0) {
        drain(kernel, slot, line, 1, sliceNs);
        beginHold(kernel, slot, line, sliceNs);
    } else {
        trim(kernel, slot, line);
    }
    if (state.held[line - 1].sinceNs >= 0)
        holdOn(kernel, slot, line, sliceNs);
}

}  // namespace

double heldS(const plan::ConsumerStation& row, double callS, double retentionS, double ageS) {
    const double limitS = (row.maxAgeS >= 0 ? std::min(row.maxAgeS, retentionS) : retentionS) - ageS;
    double heldForS = 0;
    for (std::uint32_t tries = 1;; ++tries) {
        heldForS += callS;
        const std::uint32_t splits = splitsOf(row);
        if (tries <= splits)
            continue;
        if ((row.maxRetries >= 0 && tries - splits > static_cast<std::uint32_t>(row.maxRetries)) || heldForS >= limitS)
            return heldForS;
        heldForS += waitAfterS(row, tries);
    }
}

void toConsumer(Kernel& kernel, std::uint32_t slot, const ChangeCounts& changes, double bytesEach, Poison poison) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    if (consumer.row == nullptr)
        return;
    ConsumerState& state = kernel.state.consumers[slot];
    const std::uint64_t records = changes.total();
    std::uint64_t wanted = 0;
    for (std::size_t kind = 0; kind < plan::kRecordKinds; ++kind)
        wanted += (consumer.row->takes >> kind & 1) != 0 ? changes.of[kind] : 0;
    const std::uint64_t passed = drawBinomial(state.filter, wanted, std::clamp(consumer.row->filterShare, 0.0, 1.0));
    const std::uint64_t kept = std::max<std::uint64_t>(passed, poison == Poison::Holds ? 1 : 0);  // that one is never filtered
    state.polled += records;
    state.filtered += records - kept;
    kernel.count(consumer.metrics + consumerSlot::Polled, static_cast<double>(records));
    kernel.count(consumer.metrics + consumerSlot::Filtered, static_cast<double>(records - kept));
    if (kept == 0)
        return;
    if (state.lanes.empty()) {
        state.lanes.resize(1);
        state.frontDone.resize(1, 0);
        state.recordCarry.resize(1, 0);
    }
    StreamRecord group;
    group.commitNs = kernel.nowNs() + kernel.state.cohort.sliceNs / 2;
    group.visibleNs = group.commitNs + kernel.state.logs[consumer.log].meanDelayNs + static_cast<std::int64_t>(consumer::throttledWaitS(kernel, slot) * 1e9);
    group.bytes = static_cast<std::uint32_t>(bytesEach);
    state.waiting += kept;
    state.periodAgeNs = std::max(state.periodAgeNs, kernel.state.logs[consumer.log].mostDelayNs + group.visibleNs - group.commitNs - kernel.state.logs[consumer.log].meanDelayNs);
    std::uint64_t left = kept;
    if (poison == Poison::Holds) {
        const std::size_t line = lineOfPoison(kernel, slot);
        StreamRecord record = group;
        record.poison = true;
        state.lanes[line].records.push(record);
        ++state.held[line - 1].poison;
        --left;
    }
    // Every held lane gets its part of what comes.
    const double lanes = lanesOf(kernel, slot);
    for (std::size_t line = 1; line < state.lanes.size(); ++line) {
        group.count = drawBinomial(state.filter, left, std::min(1 / std::max(lanes - static_cast<double>(line - 1), 1.0), 1.0));
        left -= group.count;
        if (group.count > 0)
            state.lanes[line].records.push(group);
    }
    group.count = left;
    if (left > 0)
        state.lanes.front().records.push(group);
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

void consume(Kernel& kernel, std::uint32_t slot, std::int64_t sliceNs) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    if (consumer.row == nullptr || consumer.server == kNoSlot || state.lanes.empty())
        return;
    if (kernel.compiled().servers[consumer.server].row == nullptr || kernel.compiled().logs[consumer.log].row == nullptr)
        return;
    const double free = lanesOf(kernel, slot) - static_cast<double>(state.held.size());
    if (free > 0.5)
        drain(kernel, slot, 0, free, sliceNs);
    else
        trim(kernel, slot, 0);
    for (std::size_t line = 1; line < state.lanes.size(); ++line)
        consumeHeld(kernel, slot, line, sliceNs);
    for (std::size_t line = state.lanes.size(); line-- > 1;)
        (void)joinsAgain(state, line, kernel.nowNs(), sliceNs);
}

}  // namespace sim::cohort
