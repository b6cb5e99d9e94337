// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/cohort/cohort.h"

#include "simulation/cohort/cohortitems.h"
#include "simulation/cohort/consumeflow.h"
#include "simulation/cohort/flow.h"
#include "simulation/cohort/newconnections.h"
#include "simulation/cohort/passon.h"

#include <algorithm>

namespace sim::cohort {
namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;
constexpr std::int64_t kStayFineNs = 10'000'000'000;  // after the last throttle

std::int64_t automaticSlice(const Kernel& kernel) {
    const bool busy = kernel.nowNs() < kernel.state.cohort.busyUntilNs || kernel.nowNs() % kSecondNs != 0;
    return busy ? kSlotNs : kSecondNs;
}

// Fine slices while and where something throttles, or may within the next second; else a second at a time.
std::int64_t sliceLength(Kernel& kernel) {
    const double stated = kernel.scenario().sliceS;
    if (stated > 0) {
        const auto slots = static_cast<std::int64_t>(stated * 1e9 / static_cast<double>(kSlotNs) + 0.5);
        return std::clamp<std::int64_t>(slots, 1, 10) * kSlotNs;
    }
    if (mayThrottle(kernel, kSecondNs))
        kernel.state.cohort.busyUntilNs = kernel.nowNs() + kStayFineNs;
    return automaticSlice(kernel);
}

void countAttempts(Kernel& kernel, std::uint32_t slot, std::uint64_t attempts) {
    kernel.state.patterns[slot].attempts += attempts;
    kernel.state.totals.attempts += attempts;
    kernel.count(kernel.compiled().patterns[slot].metrics + patternSlot::Attempts, static_cast<double>(attempts));
}

void refuseAll(Kernel& kernel, std::uint32_t slot, std::uint64_t requests) {
    countAttempts(kernel, slot, requests);
    finishFailed(kernel, slot, requests);
}

// Attempts that fail are made again within the slice; what the waiting takes is in the latencies alone.
void serveServices(Kernel& kernel, std::uint32_t slot, std::uint64_t requests) {
    const CompiledPattern& pattern = kernel.compiled().patterns[slot];
    const CompiledService& service = kernel.compiled().services[pattern.service];
    ServiceState& state = kernel.state.services[pattern.service];
    const plan::RetrySettings& retry = pattern.row->retry;
    const double cost = plan::retryQuotaCost(retry, plan::RetryCause::Fault);
    double elapsedNs = 0;
    for (std::uint32_t attempt = 1; requests > 0; ++attempt) {
        const std::uint64_t errors = drawBinomial(state.service, requests, service.row->errorShare);
        const std::uint64_t late = finishServed(kernel, slot, requests - errors, elapsedNs, AnsweredBy::Target);
        const std::uint64_t again = madeAgain(kernel, slot, errors, attempt, plan::RetryCause::Fault) + madeAgain(kernel, slot, late, attempt, plan::RetryCause::Timeout);
        countAttempts(kernel, slot, requests);
        state.passed += requests;
        kernel.count(service.metrics + serviceSlot::Requests, static_cast<double>(requests));
        kernel.count(service.metrics + serviceSlot::Errors, static_cast<double>(errors));
        finishFailed(kernel, slot, errors + late - again);
        double& tokens = kernel.state.patterns[slot].quotaTokens;
        if (retry.quotaTokens > 0)
            tokens = std::min(retry.quotaTokens, tokens + static_cast<double>(requests - errors - late) * (attempt > 1 ? std::max(cost, 1.0) : 1.0));
        elapsedNs += (meanAtTargetS(kernel, slot) + meanRoundTripS(pattern)) * 1e9 + plan::retryDelayMs(retry, attempt - 1, plan::RetryCause::Fault, 0.5) * 1e6;
        requests = again;
    }
}

}  // namespace

void start(Kernel& kernel, const plan::Plan& plan) {
    const plan::Scenario& scenario = plan.scenario;
    const bool many = plan::expectedRequests(plan) >= plan.exactLimitRequests;
    if (scenario.fidelity == plan::Fidelity::Exact || (scenario.fidelity == plan::Fidelity::Automatic && !many))
        return;
    kernel.state.cohort.sliceNs = kSlotNs;
    kernel.schedule(0, EventType::CohortSlice, 0);
}

void onSlice(Kernel& kernel, const Event&) {
    const CompiledPlan& compiled = kernel.compiled();
    for (std::uint32_t store = 0; store < kernel.state.stores.size(); ++store)
        if (compiled.stores[store].row != nullptr)
            classify(kernel, store);
    const auto endNs = static_cast<std::int64_t>(kernel.scenario().lengthS * 1e9);
    if (kernel.nowNs() >= endNs)  // a slice counts what comes after its start: at the end there is nothing left
        return kernel.schedule(kernel.nowNs() + kSlotNs, EventType::CohortSlice, 0);
    const std::int64_t leftNs = std::max((endNs - kernel.nowNs()) / kSlotNs, std::int64_t{1}) * kSlotNs;
    const std::int64_t sliceNs = std::min(sliceLength(kernel), leftNs);
    kernel.state.cohort.sliceNs = sliceNs;
    usePools(kernel, sliceNs);
    std::vector<std::vector<Demand>> reads(kernel.state.stores.size());
    std::vector<std::vector<Demand>> writes(kernel.state.stores.size());
    for (std::uint32_t slot = 0; slot < compiled.patterns.size(); ++slot) {
        const CompiledPattern& pattern = compiled.patterns[slot];
        if (pattern.row == nullptr)
            continue;
        std::uint64_t fresh = passHops(kernel, slot, drawFresh(kernel, slot, sliceNs));
        if (pattern.cache != kNoSlot)
            fresh = throughCache(kernel, slot, fresh);
        if (pattern.service != kNoSlot && compiled.services[pattern.service].row != nullptr)
            serveServices(kernel, slot, fresh);
        else if (pattern.server != kNoSlot)
            callServer(kernel, slot, fresh, sliceNs);
        else if (pattern.sink != kNoSlot)
            callSink(kernel, slot, fresh, sliceNs);
        else if (pattern.store != kNoSlot && compiled.stores[pattern.store].refuses(pattern))
            refuseAll(kernel, slot, fresh);
        else if (pattern.store != kNoSlot && compiled.stores[pattern.store].row != nullptr)
            collect(kernel, slot, fresh, sliceNs, (pattern.writes ? writes : reads)[pattern.store]);
        else
            finishFailed(kernel, slot, fresh);
    }
    for (std::uint32_t store = 0; store < kernel.state.stores.size(); ++store) {
        serveStore(kernel, store, reads[store], sliceNs);
        serveStore(kernel, store, writes[store], sliceNs);
    }
    for (std::uint32_t slot = 0; slot < kernel.state.replicators.size(); ++slot)
        replicate(kernel, slot, sliceNs);
    for (std::uint32_t slot = 0; slot < kernel.state.consumers.size(); ++slot)
        consume(kernel, slot, sliceNs);
    const std::int64_t nextNs = kernel.nowNs() + sliceNs;
    if (nextNs / kSecondNs != kernel.nowNs() / kSecondNs)
        for (std::uint32_t slot = 0; slot < compiled.patterns.size(); ++slot)
            if (compiled.patterns[slot].row != nullptr && compiled.patterns[slot].store != kNoSlot)
                sweep(kernel, slot);
    kernel.schedule(nextNs, EventType::CohortSlice, 0);
}

}  // namespace sim::cohort
