// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/run.h"

#include "model/plan/overloaded.h"
#include "simulation/stations/stations.h"

#include <algorithm>
#include <utility>

namespace sim {
namespace {

constexpr std::uint64_t kLeastEventsApart = 80'000;
// An event takes about 150 ns and copying about 0.2 ns a byte: so copying stays below 5 % of the time.
constexpr std::uint64_t kBytesPerEvent = 16;

std::int64_t periodFor(const plan::Plan& plan, const RunOptions& options) {
    if (options.metricPeriodNs > 0)
        return options.metricPeriodNs;
    return plan.scenario.lengthS <= 6 * 3600 ? 1'000'000'000 : 60'000'000'000;
}

// Of streams, functions, caches and replication. Pages that are shared count whole: so checkpoints come rather too seldom than too often.
std::size_t flowBytes(const State& state) {
    std::size_t bytes = state.invocations.size() * sizeof(Invocation);
    for (const ConsumerState& consumer : state.consumers) {
        bytes += sizeof(ConsumerState) + consumer.lanes.size() * sizeof(Lane);
        for (const Lane& lane : consumer.lanes)
            bytes += lane.records.count() * sizeof(StreamRecord);
    }
    for (const ServerState& server : state.servers)
        bytes += sizeof(ServerState) + server.idle.sinceNs.size() * 8 + Histogram::kClasses * sizeof(std::uint64_t);
    for (const ConnectionPool& pool : state.pools)
        bytes += sizeof(ConnectionPool) + pool.idle.sinceNs.size() * 8;
    for (const CacheState& cache : state.caches)
        for (const CacheNode& node : cache.nodes)
            bytes += sizeof(CacheNode) + node.items.stateBytes() + node.queries.stateBytes();
    for (const ReplicatorState& channel : state.replicators)
        bytes += sizeof(ReplicatorState) + channel.changes.size() * sizeof(ReplicaChange) +
                 channel.waitingBySlice.size() * sizeof(WaitingChanges) + Histogram::kClasses * sizeof(std::uint64_t);
    return bytes;
}

}  // namespace

Run::Run(plan::PlanPtr plan, const RunOptions& options)
    : m_options(options),
      m_kernel(plan, periodFor(*plan, options)),
      m_endNs(static_cast<std::int64_t>(plan->scenario.lengthS * 1e9)) {
    takeCheckpoint();
}

std::size_t Run::stateBytes() const {
    const State& state = m_kernel.state;
    std::size_t bytes = sizeof(State) + state.queue.stateBytes() + state.requests.size() * sizeof(Request) + state.metrics.size() * 9;
    for (const PatternState& pattern : state.patterns)
        bytes += sizeof(PatternState) + 2 * Histogram::kClasses * sizeof(std::uint64_t) + pattern.cohort.stateBytes();
    for (const StoreState& store : state.stores)
        bytes += sizeof(StoreState) + store.partitions.size() * (sizeof(PartitionState) + 8) + store.items.pageCount() * 16 +
                 store.items.count() * sizeof(Item) + 2 * Histogram::kClasses * sizeof(std::uint64_t);
    return bytes + flowBytes(state);
}

void Run::takeCheckpoint() {
    const std::size_t bytes = stateBytes();
    m_nextCheckpoint = eventCount() + std::max<std::uint64_t>(kLeastEventsApart, bytes / kBytesPerEvent);
    if (!m_checkpoints.empty() && (m_checkpoints.back().state.eventCount >= eventCount() || m_options.checkpointBytes == 0))
        return;
    m_checkpoints.push_back({m_kernel.state, bytes});
    m_checkpointBytes += bytes;
    if (m_checkpointBytes > m_options.checkpointBytes)
        thinCheckpoints();
}

// Every second of the older half goes: the past stays reachable, only farther apart.
void Run::thinCheckpoints() {
    std::size_t kept = 0;
    const std::size_t half = m_checkpoints.size() / 2;
    for (std::size_t i = 0; i < m_checkpoints.size(); ++i) {
        if (i != 0 && i < half && i % 2 == 1)
            continue;
        if (kept != i)
            m_checkpoints[kept] = std::move(m_checkpoints[i]);
        ++kept;
    }
    m_checkpoints.resize(std::max<std::size_t>(kept, 1));
    m_checkpointBytes = 0;
    for (const Checkpoint& checkpoint : m_checkpoints)
        m_checkpointBytes += checkpoint.bytes;
}

void Run::performNext() {
    const Input& input = m_inputs[m_nextInput++];
    m_kernel.state.inputsApplied = m_nextInput;
    m_kernel.state.nowNs = std::max(m_kernel.state.nowNs, input.timeNs);
    const double nowS = static_cast<double>(input.timeNs) * 1e-9;
    std::visit(plan::Overloaded{
                   [&](const FaultInput& added) {
                       plan::Fault fault = added.fault;
                       fault.startS = nowS;
                       faults::add(m_kernel, fault);
                       m_kernel.state.faultActive.back() = true;
                       faults::apply(m_kernel);
                   },
                   [&](const EndFaultsInput& ended) { faults::end(m_kernel, ended.only); },
                   [&](const PlanInput& changed) { m_kernel.changePlan(changed.plan); },
               },
               input.kind);
    m_endNs = static_cast<std::int64_t>(plan().scenario.lengthS * 1e9);
}

void Run::applyDueInputs() {
    while (m_nextInput < m_inputs.size() && m_inputs[m_nextInput].afterEvents <= eventCount())
        performNext();
}

void Run::step() {
    if (m_nextInput < m_inputs.size())
        applyDueInputs();
    if (eventCount() >= m_nextCheckpoint)
        takeCheckpoint();
    m_kernel.dispatch(m_kernel.state.queue.pop());
}

bool Run::runSome(std::int64_t timeNs, std::uint64_t mostEvents) {
    timeNs = std::min(timeNs, m_endNs);
    for (std::uint64_t done = 0; m_kernel.state.queue.nextTimeNs() <= timeNs; ++done) {
        // An input in between moves the clock first: its time lies between two events.
        if (m_nextInput < m_inputs.size()) {
            applyDueInputs();
            if (m_kernel.state.queue.nextTimeNs() > timeNs)
                break;
        }
        if (done == mostEvents)
            return false;
        step();
    }
    while (m_nextInput < m_inputs.size() && m_inputs[m_nextInput].afterEvents <= eventCount() && m_inputs[m_nextInput].timeNs <= timeNs)
        performNext();
    m_kernel.state.nowNs = std::max(m_kernel.state.nowNs, timeNs);
    return true;
}

void Run::runUntil(std::int64_t timeNs) { runSome(timeNs, std::numeric_limits<std::uint64_t>::max()); }

bool Run::stepEvent() {
    while (m_kernel.state.queue.nextTimeNs() <= m_endNs) {
        const std::uint64_t visibleBefore = m_kernel.state.visibleEvents;
        step();
        if (m_kernel.state.visibleEvents != visibleBefore)
            return true;
    }
    m_kernel.state.nowNs = std::max(nowNs(), m_endNs);
    return false;
}

bool Run::runUntilThrottle(std::int64_t timeNs) {
    timeNs = std::min(timeNs, m_endNs);
    const std::uint64_t before = m_kernel.state.throttleEvents;
    while (m_kernel.state.queue.nextTimeNs() <= timeNs) {
        step();
        if (m_kernel.state.throttleEvents != before)
            return true;
    }
    m_kernel.state.nowNs = std::max(nowNs(), timeNs);
    return false;
}

void Run::restoreBefore(std::uint64_t count, std::int64_t timeNs) {
    const auto tooLate = [&](const Checkpoint& c) { return c.state.eventCount > count || c.state.nowNs > timeNs; };
    auto place = std::find_if(m_checkpoints.begin() + 1, m_checkpoints.end(), tooLate);
    const Checkpoint& chosen = *(place - 1);
    m_kernel.state = chosen.state;
    m_kernel.log.truncate(m_kernel.state.metricRows, m_kernel.state.metrics.size());
    m_nextInput = m_kernel.state.inputsApplied;
    m_nextCheckpoint = m_checkpoints.back().state.eventCount + kLeastEventsApart;
    m_endNs = static_cast<std::int64_t>(plan().scenario.lengthS * 1e9);
    m_kernel.setGeneration(++m_generation);
}

void Run::runToEvent(std::uint64_t count) {
    m_kernel.setTrace(nullptr, 0);  // what is run again was recorded before
    while (eventCount() < count)
        step();
    m_kernel.setTrace(m_sink, m_sampleMask);
}

void Run::jumpToEvent(std::uint64_t count) {
    if (count < eventCount())
        restoreBefore(count, std::numeric_limits<std::int64_t>::max());
    else
        m_kernel.setGeneration(++m_generation);
    runToEvent(count);
}

void Run::jumpTo(std::int64_t timeNs) {
    timeNs = std::clamp<std::int64_t>(timeNs, 0, m_endNs);
    if (timeNs < nowNs())
        restoreBefore(std::numeric_limits<std::uint64_t>::max(), timeNs);
    else
        m_kernel.setGeneration(++m_generation);
    m_kernel.setTrace(nullptr, 0);
    runUntil(timeNs);
    m_kernel.setTrace(m_sink, m_sampleMask);
}

bool Run::stepBack() {
    const std::uint64_t here = eventCount();
    std::uint64_t from = here;
    while (from > 0) {
        // The last visible event before the current one, somewhere after the checkpoint before `from`.
        restoreBefore(from - 1, std::numeric_limits<std::int64_t>::max());
        const std::uint64_t start = eventCount();
        std::uint64_t target = 0;
        std::uint64_t lastVisible = 0;
        m_kernel.setTrace(nullptr, 0);
        while (eventCount() < here) {
            const std::uint64_t visibleBefore = m_kernel.state.visibleEvents;
            step();
            if (m_kernel.state.visibleEvents == visibleBefore)
                continue;
            target = lastVisible;
            lastVisible = eventCount();
        }
        m_kernel.setTrace(m_sink, m_sampleMask);
        if (lastVisible != 0 && lastVisible != here)  // the current position lies behind ticks: back to the event before them
            target = lastVisible;
        if (target != 0 || start == 0) {
            jumpToEvent(target);
            return lastVisible != 0;
        }
        from = start;
    }
    return false;
}

void Run::apply(InputKind kind) {
    m_inputs.resize(m_nextInput);
    const auto later = [this](const Checkpoint& c) { return c.state.eventCount > eventCount() || c.state.nowNs > nowNs(); };
    while (m_checkpoints.size() > 1 && later(m_checkpoints.back())) {
        m_checkpointBytes -= m_checkpoints.back().bytes;
        m_checkpoints.pop_back();
    }
    m_nextCheckpoint = std::min(m_nextCheckpoint, eventCount() + kLeastEventsApart);
    m_inputs.push_back({nowNs(), eventCount(), std::move(kind)});
    performNext();
}

void Run::setTrace(TraceSink* sink, std::uint64_t sampleMask) {
    m_sink = sink;
    m_sampleMask = sampleMask;
    m_kernel.setTrace(sink, sampleMask);
}

}  // namespace sim
