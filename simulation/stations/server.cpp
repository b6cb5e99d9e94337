// SPDX-License-Identifier: GPL-3.0-or-later
// A function (B-110): every invocation has an environment of its own. What is over the concurrency, over what may start in ten seconds, or over
// ten requests a second for each environment is answered with 429. An invocation ends when its own work is done and its calls are answered.
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::server {
namespace {

void configure(Kernel& kernel, std::uint32_t slot) {
    const CompiledServer& server = kernel.compiled().servers[slot];
    ServerState& state = kernel.state.servers[slot];
    const double perS = server.row->newPer10S / 10;
    state.newEnvironments.change(perS, std::max(server.row->newPer10S, 1.0), kernel.nowNs());
    const double rate = std::max(limitOf(kernel, slot), 1.0) * server.row->requestsPerEnvironment;
    state.rate.change(rate, rate, kernel.nowNs());
}

void forgetIdle(const plan::ServerStation& row, ServerState& state, std::int64_t nowNs) {
    state.idle.forgetBefore(nowNs - static_cast<std::int64_t>(row.idleKeptS * 1e9));
}

bool isReserved(const CompiledServer& server) { return server.row->reserved >= 0; }

plan::Refusal admit(Kernel& kernel, std::uint32_t slot) {
    const CompiledServer& server = kernel.compiled().servers[slot];
    ServerState& state = kernel.state.servers[slot];
    const bool full = static_cast<double>(state.busy) + 1 > limitOf(kernel, slot);
    const bool poolFull = !isReserved(server) && static_cast<double>(kernel.state.poolBusy[server.pool]) + 1 > server.poolLimit;
    state.rate.refill(kernel.nowNs());
    if (full || poolFull || !state.rate.canPay(TokenBucket::kUnit))
        return plan::Refusal::TooManyInvocations;
    return plan::Refusal::None;
}

// Takes an environment; returns how long it takes to be there, or -1 when no more may be started.
std::int64_t takeEnvironment(Kernel& kernel, std::uint32_t slot, Invocation& invocation) {
    const CompiledServer& server = kernel.compiled().servers[slot];
    ServerState& state = kernel.state.servers[slot];
    if (static_cast<double>(state.provisionedBusy) < server.row->provisioned) {
        invocation.provisioned = true;
        ++state.provisionedBusy;
        return 0;
    }
    forgetIdle(*server.row, state, kernel.nowNs());
    if (state.idle.take())
        return 0;
    state.newEnvironments.refill(kernel.nowNs());
    if (!state.newEnvironments.canPay(TokenBucket::kUnit))
        return -1;
    state.newEnvironments.pay(TokenBucket::kUnit);
    ++state.coldStarts;
    kernel.count(server.metrics + serverSlot::ColdStarts);
    return server.coldStart.draw(state.coldStart);
}

plan::Refusal refuse(Kernel& kernel, std::uint32_t slot) {
    ++kernel.state.servers[slot].throttles;
    ++kernel.state.throttleEvents;
    kernel.count(kernel.compiled().servers[slot].metrics + serverSlot::Throttles);
    return plan::Refusal::TooManyInvocations;
}

std::uint32_t newInvocation(Kernel& kernel, const Invocation& wanted) {
    State& state = kernel.state;
    std::uint32_t index = state.freeInvocation;
    std::uint32_t token = 1;
    if (index == kNoSlot) {
        index = static_cast<std::uint32_t>(state.invocations.size());
        state.invocations.emplace_back();
    } else {
        state.freeInvocation = state.invocations[index].nextFree;
        token = state.invocations[index].token + 1;
    }
    state.invocations[index] = wanted;
    state.invocations[index].token = token;
    return index;
}

void trace(const Kernel& kernel, const Invocation& invocation, plan::Refusal refusal) {
    const CompiledServer& server = kernel.compiled().servers[invocation.server];
    HopRecord record;
    record.request = invocation.request;
    record.departNs = invocation.invokedNs;
    record.arriveNs = kernel.nowNs();
    record.fromUid = record.toUid = server.uid;
    record.kind = HopKind::Served;
    record.refusal = refusal;
    kernel.trace(record);
}

// The invocation is over: its environment is free, its caller learns how it went.
void end(Kernel& kernel, std::uint32_t index, plan::Refusal refusal) {
    Invocation invocation = kernel.state.invocations[index];
    Invocation& slot = kernel.state.invocations[index];
    slot.caller = Invocation::Caller::None;
    ++slot.token;
    slot.nextFree = kernel.state.freeInvocation;
    kernel.state.freeInvocation = index;
    const CompiledServer& server = kernel.compiled().servers[invocation.server];
    ServerState& state = kernel.state.servers[invocation.server];
    --state.busy;
    if (server.row != nullptr) {
        if (invocation.provisioned)
            --state.provisionedBusy;
        else
            state.idle.put(kernel.nowNs());
        if (!isReserved(server) && kernel.state.poolBusy[server.pool] > 0)
            --kernel.state.poolBusy[server.pool];
        state.periodDuration.add(kernel.nowNs() - invocation.startNs);
        if (refusal != plan::Refusal::None) {
            ++state.errorCount;
            kernel.count(server.metrics + serverSlot::Errors);
        }
        if (kernel.traces(invocation.request))
            trace(kernel, invocation, refusal);
    }
    if (invocation.caller == Invocation::Caller::Request)
        return reply(kernel, invocation.a, kernel.nowNs(), refusal);
    if (invocation.caller == Invocation::Caller::Lane)
        consumer::onInvoked(kernel, invocation.a, invocation.b,
                            refusal == plan::Refusal::None ? consumer::Outcome::Succeeded : consumer::Outcome::Failed);
}

// The calls that it makes: so many for each invocation or record; of a fraction, by chance.
void makeCalls(Kernel& kernel, std::uint32_t index) {
    const std::uint32_t slot = kernel.state.invocations[index].server;
    for (const std::uint32_t call : kernel.compiled().servers[slot].calls) {
        const CompiledPattern& pattern = kernel.compiled().patterns[call];
        const double wanted = pattern.row->trigger == plan::Trigger::PerRecord ? pattern.row->perTrigger * kernel.state.invocations[index].records
                                                                                 : pattern.row->perTrigger;
        auto calls = static_cast<std::uint64_t>(wanted);
        const double part = wanted - static_cast<double>(calls);
        if (part > 0 && kernel.state.servers[slot].calls.uniform() < part)
            ++calls;
        for (; calls > 0; --calls)
            if (source::issue(kernel, call, index))
                ++kernel.state.invocations[index].callsOpen;
    }
}

}  // namespace

double limitOf(const Kernel& kernel, std::uint32_t slot) {
    const CompiledServer& server = kernel.compiled().servers[slot];
    const double limit = isReserved(server) ? server.row->reserved : server.poolLimit;
    const double cut = kernel.state.servers[slot].cut;
    return cut >= 0 ? std::min(limit, cut) : limit;
}

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledServer& server = kernel.compiled().servers[slot];
    ServerState& state = kernel.state.servers[slot];
    if (server.row == nullptr)
        return;
    if (state.initialized)
        return configure(kernel, slot);
    state.initialized = true;
    const plan::Scenario& scenario = kernel.scenario();
    const auto stream = [&](Purpose purpose) { return RandomStream(scenario.seed, scenario.run, server.uid, purpose); };
    state.duration = stream(Purpose::Duration);
    state.coldStart = stream(Purpose::ColdStart);
    state.errors = stream(Purpose::Errors);
    state.calls = stream(Purpose::Calls);
    const double fresh = std::max(server.row->newPer10S, 1.0);
    state.newEnvironments = TokenBucket(server.row->newPer10S / 10, fresh, fresh, kernel.nowNs());
    const double rate = std::max(limitOf(kernel, slot), 1.0) * server.row->requestsPerEnvironment;
    state.rate = TokenBucket(rate, rate, rate, kernel.nowNs());
}

plan::Refusal invoke(Kernel& kernel, std::uint32_t slot, const Invocation& wanted) {
    const CompiledServer& server = kernel.compiled().servers[slot];
    if (server.row == nullptr)
        return plan::Refusal::ResourceNotFound;
    if (admit(kernel, slot) != plan::Refusal::None)
        return refuse(kernel, slot);
    Invocation invocation = wanted;
    const std::int64_t coldNs = takeEnvironment(kernel, slot, invocation);
    if (coldNs < 0)
        return refuse(kernel, slot);
    ServerState& state = kernel.state.servers[slot];
    state.rate.pay(TokenBucket::kUnit);
    ++state.busy;
    state.periodMostBusy = std::max(state.periodMostBusy, state.busy);
    if (!isReserved(server))
        ++kernel.state.poolBusy[server.pool];
    ++state.invocations;
    kernel.count(server.metrics + serverSlot::Invocations);
    invocation.server = slot;
    invocation.invokedNs = kernel.nowNs();
    invocation.startNs = kernel.nowNs() + coldNs;
    if (server.row->errorShare > 0 && state.errors.uniform() < server.row->errorShare)
        invocation.failed = true;
    const std::uint32_t index = newInvocation(kernel, invocation);
    const std::uint32_t token = kernel.state.invocations[index].token;
    if (!server.calls.empty()) {
        kernel.schedule(invocation.startNs, EventType::InvocationStart, index, token);
        return plan::Refusal::None;
    }
    const auto timeoutNs = static_cast<std::int64_t>(server.row->timeoutS * 1e9);
    const std::int64_t durationNs = server.duration.draw(state.duration);
    const bool late = durationNs > timeoutNs;
    kernel.schedule(invocation.startNs + std::min(durationNs, timeoutNs), late ? EventType::InvocationTimeout : EventType::InvocationEnd, index, token);
    return plan::Refusal::None;
}

void onArrival(Kernel& kernel, const Event& event) {
    const Request& request = kernel.state.requests[event.a];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.row == nullptr || pattern.server == kNoSlot)
        return reply(kernel, event.a, kernel.nowNs(), plan::Refusal::ResourceNotFound);
    Invocation wanted;
    wanted.caller = Invocation::Caller::Request;
    wanted.a = event.a;
    wanted.request = request.number;
    const plan::Refusal refusal = invoke(kernel, pattern.server, wanted);
    if (refusal != plan::Refusal::None)
        reply(kernel, event.a, kernel.nowNs(), refusal);
}

void onStart(Kernel& kernel, const Event& event) {
    if (event.a >= kernel.state.invocations.size() || kernel.state.invocations[event.a].token != event.b)
        return;
    const std::uint32_t slot = kernel.state.invocations[event.a].server;
    const CompiledServer& server = kernel.compiled().servers[slot];
    if (server.row == nullptr)
        return end(kernel, event.a, plan::Refusal::ResourceNotFound);
    makeCalls(kernel, event.a);
    const auto timeoutNs = static_cast<std::int64_t>(server.row->timeoutS * 1e9);
    const std::int64_t durationNs = server.duration.draw(kernel.state.servers[slot].duration);
    if (durationNs <= timeoutNs)
        kernel.schedule(kernel.nowNs() + durationNs, EventType::InvocationEnd, event.a, event.b);
    kernel.schedule(kernel.nowNs() + timeoutNs, EventType::InvocationTimeout, event.a, event.b);
}

void onHandlerEnd(Kernel& kernel, const Event& event) {
    if (event.a >= kernel.state.invocations.size() || kernel.state.invocations[event.a].token != event.b)
        return;
    Invocation& invocation = kernel.state.invocations[event.a];
    invocation.handlerDone = true;
    if (invocation.callsOpen == 0)
        end(kernel, event.a, invocation.failed ? plan::Refusal::FunctionError : plan::Refusal::None);
}

void onTimeout(Kernel& kernel, const Event& event) {
    if (event.a < kernel.state.invocations.size() && kernel.state.invocations[event.a].token == event.b)
        end(kernel, event.a, plan::Refusal::FunctionTimeout);
}

void onCallEnded(Kernel& kernel, std::uint32_t index, Call call) {
    Invocation& invocation = kernel.state.invocations[index];
    if (invocation.callsOpen > 0)
        --invocation.callsOpen;
    invocation.failed = invocation.failed || call == Call::Failed;
    if (invocation.handlerDone && invocation.callsOpen == 0)
        end(kernel, index, invocation.failed ? plan::Refusal::FunctionError : plan::Refusal::None);
}

void flushMetrics(Kernel& kernel, std::uint32_t slot) {
    const CompiledServer& server = kernel.compiled().servers[slot];
    if (server.row == nullptr)
        return;
    ServerState& state = kernel.state.servers[slot];
    forgetIdle(*server.row, state, kernel.nowNs());
    const auto set = [&](std::uint32_t which, double value) { kernel.set(server.metrics + which, value); };
    set(serverSlot::Concurrent, state.periodMostBusy);
    set(serverSlot::Environments, static_cast<double>(state.busy) + static_cast<double>(state.idle.count()));
    set(serverSlot::DurationP50, state.periodDuration.percentileNs(0.50) * 1e-6);
    set(serverSlot::DurationP99, state.periodDuration.percentileNs(0.99) * 1e-6);
    set(serverSlot::DurationMean, state.periodDuration.meanNs() * 1e-6);
    state.periodDuration.clear();
    state.periodMostBusy = state.busy;
}

}  // namespace sim::server
