// SPDX-License-Identifier: GPL-3.0-or-later
// A workload with its SDK (B-190): makes requests along the rate curve, sends attempts, waits and tries again, gives up.
#include "simulation/stations/stations.h"

#include "simulation/stations/adaptive.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sim {
namespace source {
namespace {

constexpr double kNeverS = 9e9;

// Constant arrivals ask every 1/rate seconds, Poisson arrivals after exponential shares of the expected count.
double nextCount(const CompiledPattern& pattern, PatternState& state) {
    return pattern.row->arrivals == plan::Arrivals::Constant ? 1.0 : drawExponential(state.arrivals);
}

void scheduleArrival(Kernel& kernel, std::uint32_t slot) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    PatternState& state = kernel.state.patterns[slot];
    const double factor = kernel.state.loadFactor;
    if (factor <= 0)
        return;
    const double timeS = pattern.row->rate.timeOfCount(state.anchorCount + state.drawnCount / factor);
    if (!(timeS < kNeverS))
        return;
    kernel.schedule(std::llround(timeS * 1e9), EventType::Arrival, slot, static_cast<std::uint32_t>(state.generation));
}

// Picks a path by weight among those whose presence lives; 0xFFFF when none does.
std::uint16_t choosePath(Kernel& kernel, const CompiledPattern& pattern, PatternState& state) {
    const std::size_t count = pattern.paths.size();
    const auto lives = [&](std::size_t i) { return !kernel.zoneLost(pattern.paths[i].row->sourceZone); };
    if (count == 0)
        return 0;
    if (count == 1)
        return lives(0) ? 0 : 0xFFFF;
    const double u = state.paths.uniform();
    std::size_t chosen = 0;
    while (chosen + 1 < count && u >= pattern.paths[chosen].cumulativeWeight)
        ++chosen;
    for (std::size_t tried = 0; tried < count; ++tried, chosen = (chosen + 1) % count)
        if (lives(chosen))
            return static_cast<std::uint16_t>(chosen);
    return 0xFFFF;
}

EventType arrivalAt(const CompiledPattern& pattern) {
    if (pattern.cache != kNoSlot)
        return EventType::CacheArrival;
    if (pattern.store != kNoSlot)
        return EventType::StoreArrival;
    if (pattern.server != kNoSlot)
        return EventType::ServerArrival;
    return pattern.sink != kNoSlot ? EventType::SinkArrival : EventType::ServiceArrival;
}

void sendAttempt(Kernel& kernel, std::uint32_t index) {
    Request& request = kernel.state.requests[index];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    request.attemptNs = kernel.nowNs();
    request.throughCache = false;
    ++request.attempt;
    ++kernel.state.patterns[request.pattern].attempts;
    ++kernel.state.totals.attempts;
    kernel.count(pattern.metrics + patternSlot::Attempts);
    const network::Passage passage = network::send(kernel, request);
    if (passage.refusal != plan::Refusal::None)
        return kernel.schedule(passage.arriveNs, EventType::Reply, index, static_cast<std::uint32_t>(passage.refusal));
    kernel.schedule(passage.arriveNs, arrivalAt(pattern), index);
}

// Under the adaptive mode an attempt may have to wait for the client's own limiter.
void sendOrWait(Kernel& kernel, std::uint32_t index) {
    Request& request = kernel.state.requests[index];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.row->retry.mode == plan::RetryMode::Adaptive) {
        AdaptiveLimiter& limiter = kernel.state.patterns[request.pattern].limiter;
        const std::int64_t waitNs = adaptive::acquire(limiter, kernel.nowNs());
        if (waitNs > 0)
            return kernel.schedule(kernel.nowNs() + waitNs, EventType::Retry, index, 1);
    }
    sendAttempt(kernel, index);
}

void traceEnd(const Kernel& kernel, const Request& request, HopKind kind, std::int64_t departNs, std::int64_t arriveNs, plan::Refusal refusal) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    HopRecord record;
    record.request = request.number;
    record.departNs = departNs;
    record.arriveNs = arriveNs;
    record.fromUid = record.toUid = pattern.sourceUid;
    record.patternUid = pattern.row->uid;
    record.key = request.key;
    record.kind = kind;
    record.refusal = refusal;
    record.path = request.path;
    record.attempt = request.attempt;
    kernel.trace(record);
}

// A batch that brings some of its items back unprocessed has succeeded (B-030).
bool isAnswered(plan::Refusal refusal) {
    return refusal == plan::Refusal::None || refusal == plan::Refusal::ConditionalCheckFailed || refusal == plan::Refusal::UnprocessedItems;
}

bool isThrown(plan::Refusal refusal) { return plan::isThrottle(refusal) && refusal != plan::Refusal::UnprocessedItems; }

void finish(Kernel& kernel, std::uint32_t index, plan::Refusal refusal) {
    const Request& request = kernel.state.requests[index];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    PatternState& state = kernel.state.patterns[request.pattern];
    Totals& totals = kernel.state.totals;
    --state.inFlight;
    if (isAnswered(refusal)) {
        ++state.succeeded;
        ++totals.succeeded;
        state.periodLatency.add(kernel.nowNs() - request.madeNs);
    } else if (plan::isThrottle(refusal)) {
        ++state.throttled;
        ++totals.throttled;
    } else {
        ++state.failed;
        ++totals.failed;
    }
    if (pattern.row != nullptr) {
        if (refusal == plan::Refusal::UnprocessedItems)
            kernel.count(pattern.metrics + patternSlot::Unprocessed, request.open.count());
        kernel.count(pattern.metrics + (isAnswered(refusal)         ? patternSlot::Succeeded
                                        : plan::isThrottle(refusal) ? patternSlot::Throttled
                                                                    : patternSlot::Failed));
        if (kernel.traces(request.number))
            traceEnd(kernel, request, HopKind::Finished, request.madeNs, kernel.nowNs(), refusal);
    }
    const std::uint32_t invocation = request.invocation;
    const bool waitedFor = invocation != kNoSlot && kernel.state.invocations[invocation].token == request.invocationToken;
    kernel.freeRequest(index);
    if (waitedFor)
        server::onCallEnded(kernel, invocation, isAnswered(refusal) ? server::Call::Answered : server::Call::Failed);
}

plan::RetryCause causeOf(plan::Refusal refusal) {
    switch (plan::refusalClass(refusal)) {
    case plan::RefusalClass::Throttle:
        return plan::RetryCause::Throttle;
    case plan::RefusalClass::Timeout:
        return plan::RetryCause::Timeout;
    default:
        return plan::RetryCause::Fault;
    }
}

// SDKs do not repeat a transaction that was cancelled, whatever the reasons in its list are (B-190), nor an invocation whose function failed.
bool isRetried(const CompiledPattern& pattern, plan::Refusal refusal) {
    const plan::RefusalClass kind = plan::refusalClass(refusal);
    if (refusal == plan::Refusal::FunctionError || refusal == plan::Refusal::FunctionTimeout)
        return false;  // the answer to the call is HTTP 200
    if (kind == plan::RefusalClass::Throttle && plan::isTransaction(pattern.row->operation))
        return false;
    return kind == plan::RefusalClass::Throttle || kind == plan::RefusalClass::ServerFault || kind == plan::RefusalClass::Timeout;
}

// Waits for another attempt, if attempts and quota are left.
bool tryAgain(Kernel& kernel, std::uint32_t index, plan::Refusal refusal) {
    Request& request = kernel.state.requests[index];
    const plan::RetrySettings& settings = kernel.compiled().patterns[request.pattern].row->retry;
    PatternState& state = kernel.state.patterns[request.pattern];
    if (!isRetried(kernel.compiled().patterns[request.pattern], refusal) || request.attempt >= settings.maxAttempts)
        return false;
    const plan::RetryCause cause = causeOf(refusal);
    const double cost = plan::retryQuotaCost(settings, cause);
    if (cost > state.quotaTokens)
        return false;
    state.quotaTokens -= cost;
    request.quotaTaken = static_cast<float>(cost);
    const double random = settings.jitter == plan::Jitter::None ? 0 : state.retries.uniform();
    const double delayMs = plan::retryDelayMs(settings, request.attempt - 1U, cause, random);
    const std::int64_t atNs = kernel.nowNs() + static_cast<std::int64_t>(delayMs * 1e6);
    if (kernel.traces(request.number))
        traceEnd(kernel, request, HopKind::RetryWait, kernel.nowNs(), atNs, refusal);
    kernel.schedule(atNs, EventType::Retry, index);
    return true;
}

void learn(Kernel& kernel, const Request& request, plan::Refusal refusal) {
    PatternState& state = kernel.state.patterns[request.pattern];
    const plan::RetrySettings& settings = kernel.compiled().patterns[request.pattern].row->retry;
    if (isThrown(refusal)) {
        ++state.throttledAttempts;
        ++kernel.state.totals.throttledAttempts;
        kernel.count(kernel.compiled().patterns[request.pattern].metrics + patternSlot::ThrottledAttempts);
    }
    if (settings.mode == plan::RetryMode::Adaptive)
        adaptive::learn(state.limiter, kernel.nowNs(),
                        isThrown(refusal) ? adaptive::Answer::Throttled : adaptive::Answer::Served);
    // A success gives back what its last retry took, or one token (SDK reference guide, retry quota).
    if (refusal == plan::Refusal::None && settings.quotaTokens > 0)
        state.quotaTokens = std::min(settings.quotaTokens, state.quotaTokens + std::max(static_cast<double>(request.quotaTaken), 1.0));
}

}  // namespace

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    if (pattern.row == nullptr)
        return;
    const plan::Scenario& scenario = kernel.scenario();
    const auto stream = [&](Purpose purpose) { return RandomStream(scenario.seed, scenario.run, pattern.row->uid, purpose); };
    PatternState& state = kernel.state.patterns[slot];
    state.arrivals = stream(Purpose::Arrivals);
    state.keys = stream(Purpose::Keys);
    state.paths = stream(Purpose::Paths);
    state.network = stream(Purpose::Network);
    state.service = stream(Purpose::Service);
    state.retries = stream(Purpose::Retries);
    state.conditions = stream(Purpose::Conditions);
    state.staleness = stream(Purpose::Staleness);
    state.faults = stream(Purpose::Faults);
    state.items = stream(Purpose::Items);
    state.quotaTokens = pattern.row->retry.quotaTokens;
    state.anchorCount = pattern.row->rate.integral(kernel.nowS());
    state.drawnCount = nextCount(pattern, state);
}

void settleArrivals(Kernel& kernel, std::uint32_t slot) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    if (pattern.row == nullptr)
        return;
    PatternState& state = kernel.state.patterns[slot];
    const double reached = pattern.row->rate.integral(kernel.nowS());
    state.drawnCount = std::max(state.drawnCount - (reached - state.anchorCount) * kernel.state.loadFactor, 0.0);
    state.anchorCount = reached;
}

void reschedule(Kernel& kernel, std::uint32_t slot) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    PatternState& state = kernel.state.patterns[slot];
    state.generation = ++kernel.state.generations;
    if (pattern.row == nullptr || kernel.state.cohort.sliceNs > 0)
        return;
    state.anchorCount = pattern.row->rate.integral(kernel.nowS());
    scheduleArrival(kernel, slot);
}

void onArrival(Kernel& kernel, const Event& event) {
    const CompiledPattern& pattern = kernel.compiled().patterns[event.a];
    PatternState& state = kernel.state.patterns[event.a];
    if (pattern.row == nullptr || static_cast<std::uint32_t>(state.generation) != event.b)
        return;
    ++kernel.state.visibleEvents;
    state.drawnCount += nextCount(pattern, state);
    scheduleArrival(kernel, event.a);
    issue(kernel, event.a, kNoSlot);
}

bool issue(Kernel& kernel, std::uint32_t slot, std::uint32_t invocation) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    PatternState& state = kernel.state.patterns[slot];
    // Several new items of one call have numbers of their own.
    const std::uint64_t made = pattern.newKeys ? state.made * pattern.itemsPerCall : state.made;
    const std::uint64_t key = pattern.firstKey + pattern.keys.draw(state.keys, made);
    const std::uint16_t path = choosePath(kernel, pattern, state);
    if (path == 0xFFFF)
        return false;  // no presence of the source is left: nobody asks
    const std::uint32_t index = kernel.newRequest();
    Request& request = kernel.state.requests[index];
    request.number = ++kernel.state.totals.requests;
    kernel.sample(slot, state.made, request.number);
    request.madeNs = kernel.nowNs();
    request.pattern = slot;
    request.path = path;
    request.key = key;
    request.open = ItemSet::first(pattern.itemsPerCall);
    request.invocation = invocation;
    request.invocationToken = invocation != kNoSlot ? kernel.state.invocations[invocation].token : 0;
    const double hotShare = pattern.store != kNoSlot ? kernel.state.stores[pattern.store].hotShare : 0;
    if (hotShare > 0 && state.faults.uniform() < hotShare)
        request.key = 0;
    ++state.made;
    ++state.inFlight;
    kernel.count(pattern.metrics + patternSlot::Requests);
    sendOrWait(kernel, index);
    return true;
}

void onRetry(Kernel& kernel, const Event& event) {
    Request& request = kernel.state.requests[event.a];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.row == nullptr)
        return finish(kernel, event.a, plan::Refusal::ResourceNotFound);
    if (request.path >= pattern.paths.size() || kernel.zoneLost(pattern.paths[request.path].row->sourceZone)) {
        const std::uint16_t path = choosePath(kernel, pattern, kernel.state.patterns[request.pattern]);
        if (path == 0xFFFF)
            return finish(kernel, event.a, plan::Refusal::ClientTimeout);
        request.path = path;
    }
    if (event.b == 1)  // had waited for the client's own limiter, and has its token
        return sendAttempt(kernel, event.a);
    sendOrWait(kernel, event.a);
}

void onReply(Kernel& kernel, const Event& event) {
    Request& request = kernel.state.requests[event.a];
    const bool broke = std::exchange(request.connectionBroke, false);
    const auto refusal = broke ? plan::Refusal::ConnectionReset : static_cast<plan::Refusal>(event.b);
    if (request.pool != kNoSlot)
        connections::giveBack(kernel, request, refusal);
    if (kernel.compiled().patterns[request.pattern].row == nullptr)
        return finish(kernel, event.a, refusal);
    learn(kernel, request, refusal);
    if (refusal != plan::Refusal::None && tryAgain(kernel, event.a, refusal))
        return;
    finish(kernel, event.a, refusal);
}

void flushMetrics(Kernel& kernel, std::uint32_t slot) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    PatternState& state = kernel.state.patterns[slot];
    if (pattern.row != nullptr) {
        const Histogram& latency = state.periodLatency;
        kernel.set(pattern.metrics + patternSlot::InFlight, static_cast<double>(state.inFlight));
        kernel.set(pattern.metrics + patternSlot::LatencyP50, latency.percentileNs(0.50) * 1e-6);
        kernel.set(pattern.metrics + patternSlot::LatencyP99, latency.percentileNs(0.99) * 1e-6);
        kernel.set(pattern.metrics + patternSlot::LatencyMean, latency.meanNs() * 1e-6);
        kernel.set(pattern.metrics + patternSlot::LatencyMax, static_cast<double>(latency.maxNs()) * 1e-6);
    }
    state.runLatency.add(state.periodLatency);
    state.periodLatency.clear();
}

}  // namespace source

void reply(Kernel& kernel, std::uint32_t requestIndex, std::int64_t departNs, plan::Refusal refusal) {
    const Request& request = kernel.state.requests[requestIndex];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.row == nullptr || request.path >= std::max<std::size_t>(pattern.paths.size(), 1))
        return kernel.schedule(departNs, EventType::Reply, requestIndex, static_cast<std::uint32_t>(plan::Refusal::ClientTimeout));
    if (request.throughCache && pattern.cache != kNoSlot) {  // the table's answer goes to the cache first
        RandomStream& times = kernel.state.caches[pattern.cache].times;
        return kernel.schedule(departNs + pattern.fromCache.draw(times), EventType::CacheReply, requestIndex, static_cast<std::uint32_t>(refusal));
    }
    const std::int64_t backNs = network::sendBack(kernel, request, departNs, refusal);
    const std::int64_t timeoutNs = request.attemptNs + pattern.timeoutNs;
    if (pattern.timeoutNs > 0 && backNs > timeoutNs)
        return kernel.schedule(timeoutNs, EventType::Reply, requestIndex, static_cast<std::uint32_t>(plan::Refusal::ClientTimeout));
    kernel.schedule(backNs, EventType::Reply, requestIndex, static_cast<std::uint32_t>(refusal));
}

}  // namespace sim
