// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/consumeflow.h"

#include "simulation/stations/stations.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sim::cohort {
namespace {

enum class Line : std::uint8_t { Rest, Held };

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

// A poison record holds up its lane from now on. Where one is held up already, a second one changes nothing.
void hold(Kernel& kernel, std::uint32_t slot, std::int64_t fromNs) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    if (state.heldUntilNs > 0)
        return;
    const double callS = callDurationS(kernel, slot);
    state.heldSinceNs = fromNs;
    state.heldUntilNs = fromNs + static_cast<std::int64_t>(heldS(*consumer.row, callS, seconds(consumer.retentionNs)) * 1e9);
    state.heldTries = 0;
    state.heldNextNs = fromNs + static_cast<std::int64_t>(callS * 1e9);
}

// Takes records from the front of a line; how many there were.
std::uint64_t takeFront(ConsumerState& state, Line line, std::uint64_t wanted) {
    PagedQueue<StreamRecord>& records = state.lanes[static_cast<std::size_t>(line)].records;
    std::uint64_t& done = state.frontDone[static_cast<std::size_t>(line)];
    std::uint64_t taken = 0;
    while (!records.empty() && taken < wanted) {
        const std::uint64_t now = std::min(records.front().count - done, wanted - taken);
        taken += now;
        done += now;
        if (done < records.front().count)
            break;
        done = 0;
        records.popTo(records.first() + 1);
    }
    state.waiting -= std::min(state.waiting, taken);
    return taken;
}

// Records of the retention's age are gone, read or not.
void trim(Kernel& kernel, std::uint32_t slot, Line line) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    const PagedQueue<StreamRecord>& records = state.lanes[static_cast<std::size_t>(line)].records;
    while (!records.empty() && records.front().commitNs < kernel.nowNs() - consumer.retentionNs) {
        const std::uint64_t gone = takeFront(state, line, records.front().count - state.frontDone[static_cast<std::size_t>(line)]);
        state.lost += gone;
        kernel.count(consumer.metrics + consumerSlot::Trimmed, static_cast<double>(gone));
    }
}

void giveUp(Kernel& kernel, std::uint32_t slot, std::uint64_t wanted) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    const std::uint64_t gone = takeFront(state, Line::Held, wanted);
    const bool kept = consumer.sink != kNoSlot || consumer.service != kNoSlot;
    if (consumer.sink != kNoSlot)
        sink::put(kernel, consumer.sink);
    (kept ? state.delivered : state.dropped) += gone;
    kernel.count(consumer.metrics + (kept ? consumerSlot::Delivered : consumerSlot::Dropped), static_cast<double>(gone));
}

// The held lane's failing tries, and its end: the batch is given up (alone, where batches are split; what is too old, where that is the end).
void holdOn(Kernel& kernel, std::uint32_t slot, std::int64_t sliceNs) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    const std::int64_t untilNs = std::min(kernel.nowNs() + sliceNs, state.heldUntilNs);
    const CompiledServer& server = kernel.compiled().servers[consumer.server];
    while (state.heldNextNs <= untilNs) {
        const double nextS = callDurationS(kernel, slot) + waitAfterS(*consumer.row, ++state.heldTries);
        state.heldNextNs += static_cast<std::int64_t>(nextS * 1e9);
        ++kernel.state.servers[consumer.server].invocations;
        kernel.count(server.metrics + serverSlot::Invocations);
        kernel.count(server.metrics + serverSlot::Errors);
    }
    state.periodAgeNs = std::max(state.periodAgeNs, untilNs - state.heldSinceNs);
    if (kernel.nowNs() + sliceNs < state.heldUntilNs)
        return;
    const plan::ConsumerStation& row = *consumer.row;
    const bool byRetries = row.maxRetries >= 0 && row.bisect == plan::Switch::Off;
    const bool byRetention = row.maxRetries < 0 && row.maxAgeS < 0;
    if (!byRetention)
        giveUp(kernel, slot, byRetries ? std::max(row.batchSize, 1U) : 1);
    state.heldSinceNs = -1;
}

// What of a line is done in the slice by so many lanes.
void drain(Kernel& kernel, std::uint32_t slot, Line line, double lanes, std::int64_t sliceNs) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    const CompiledServer& server = kernel.compiled().servers[consumer.server];
    ConsumerState& state = kernel.state.consumers[slot];
    const auto place = static_cast<std::size_t>(line);
    const PagedQueue<StreamRecord>& records = state.lanes[place].records;
    const double sliceS = seconds(sliceNs);
    const double callS = callDurationS(kernel, slot);
    const double batch = std::max(consumer.row->batchSize, 1U);
    const double good = 1 - std::clamp(server.row->errorShare, 0.0, 0.99);
    const double most = lanes * batch * sliceS / callS * good;
    double visible = -static_cast<double>(state.frontDone[place]);
    for (std::uint64_t i = records.first(); i < records.end() && visible < most && records[i].visibleNs <= kernel.nowNs() + sliceNs; ++i)
        visible += static_cast<double>(records[i].count);
    double take = std::clamp(visible, 0.0, most);
    const double looksS = std::max({consumer.row->windowS, consumer::meanPollS(kernel, slot), callS});
    const double batches = std::min(take, std::max(take / batch, lanes * sliceS / looksS)) / good;
    const double taken = invoke(kernel, consumer.server, batches, sliceNs);
    take = batches > 0 ? take * taken / batches : 0;
    state.recordCarry[place] += take;
    trim(kernel, slot, line);
    const std::uint64_t done = takeFront(state, line, wholeOf(state.recordCarry[place]));
    state.invoked += done;
    kernel.count(consumer.metrics + consumerSlot::Invoked, static_cast<double>(done));
    const std::int64_t oldestNs = records.empty() ? kernel.nowNs() + sliceNs : records.front().commitNs;
    state.periodAgeNs = std::max(state.periodAgeNs, kernel.nowNs() + sliceNs - oldestNs);
    kernel.state.servers[consumer.server].invocations += static_cast<std::uint64_t>(taken);
    makeCalls(kernel, consumer.server, taken, static_cast<double>(done));
}

// A lane that was held up and has caught up with the others is one of them again.
void joinAgain(ConsumerState& state, std::int64_t nowNs, std::int64_t sliceNs) {
    PagedQueue<StreamRecord>& held = state.lanes[static_cast<std::size_t>(Line::Held)].records;
    PagedQueue<StreamRecord>& rest = state.lanes[static_cast<std::size_t>(Line::Rest)].records;
    const std::int64_t othersNs = rest.empty() ? nowNs : rest.front().commitNs;
    if (!held.empty() && held.front().commitNs < othersNs - sliceNs)
        return;
    std::uint64_t& done = state.frontDone[static_cast<std::size_t>(Line::Held)];
    while (!held.empty()) {
        StreamRecord group = held.front();
        group.count -= std::exchange(done, 0);
        rest.push(group);
        held.popTo(held.first() + 1);
    }
    state.heldUntilNs = 0;
}

}  // namespace

double heldS(const plan::ConsumerStation& row, double callS, double retentionS) {
    const double limitS = row.maxAgeS >= 0 ? std::min(row.maxAgeS, retentionS) : retentionS;
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
    if (state.lanes.empty())
        state.lanes.resize(2);
    StreamRecord group;
    group.commitNs = kernel.nowNs() + kernel.state.cohort.sliceNs / 2;
    group.visibleNs = group.commitNs + static_cast<std::int64_t>(kernel.compiled().logs[consumer.log].visibleAfter.meanNs() +
                                                                 consumer::throttledWaitS(kernel, slot) * 1e9);
    group.bytes = static_cast<std::uint32_t>(bytesEach);
    if (poison == Poison::Holds)
        hold(kernel, slot, group.commitNs);
    // A held lane gets its part of what comes.
    std::uint64_t held = 0;
    if (state.heldUntilNs > 0)
        held = std::max<std::uint64_t>(drawBinomial(state.filter, kept, 1 / lanesOf(kernel, slot)), poison == Poison::Holds ? 1 : 0);
    state.waiting += kept;
    for (const Line line : {Line::Rest, Line::Held}) {
        group.count = line == Line::Held ? held : kept - held;
        if (group.count > 0)
            state.lanes[static_cast<std::size_t>(line)].records.push(group);
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

void consume(Kernel& kernel, std::uint32_t slot, std::int64_t sliceNs) {
    const CompiledConsumer& consumer = kernel.compiled().consumers[slot];
    ConsumerState& state = kernel.state.consumers[slot];
    if (consumer.row == nullptr || consumer.server == kNoSlot || state.lanes.empty())
        return;
    if (kernel.compiled().servers[consumer.server].row == nullptr || kernel.compiled().logs[consumer.log].row == nullptr)
        return;
    const double lanes = lanesOf(kernel, slot);
    const double held = state.heldUntilNs > 0 ? 1 : 0;
    drain(kernel, slot, Line::Rest, std::max(lanes - held, 1e-9), sliceNs);
    if (held == 0)
        return;
    if (state.heldSinceNs >= 0) {
        trim(kernel, slot, Line::Held);
        return holdOn(kernel, slot, sliceNs);
    }
    drain(kernel, slot, Line::Held, 1, sliceNs);
    joinAgain(state, kernel.nowNs(), sliceNs);
}

}  // namespace sim::cohort
