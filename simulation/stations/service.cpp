// SPDX-License-Identifier: GPL-3.0-or-later
// A target outside the model's detail: it answers after a time, perhaps with a limit and a share of errors.
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::service {

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledService& service = kernel.compiled().services[slot];
    if (service.row == nullptr)
        return;
    const plan::Scenario& scenario = kernel.scenario();
    ServiceState& state = kernel.state.services[slot];
    state.service = RandomStream(scenario.seed, scenario.run, service.uid, Purpose::Service);
    const double rate = service.row->requestLimitPerS;
    state.bucket = TokenBucket(rate, std::max(rate, 1.0), std::max(rate, 1.0), kernel.nowNs());
}

void onArrival(Kernel& kernel, const Event& event) {
    const Request& request = kernel.state.requests[event.a];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.row == nullptr || pattern.service == kNoSlot || kernel.compiled().services[pattern.service].row == nullptr)
        return reply(kernel, event.a, kernel.nowNs(), plan::Refusal::ResourceNotFound);
    const CompiledService& service = kernel.compiled().services[pattern.service];
    ServiceState& state = kernel.state.services[pattern.service];
    ++state.passed;
    kernel.count(service.metrics + serviceSlot::Requests);
    plan::Refusal refusal = plan::Refusal::None;
    if (service.row->requestLimitPerS > 0) {
        state.bucket.refill(kernel.nowNs());
        if (state.bucket.canPay(TokenBucket::kUnit))
            state.bucket.pay(TokenBucket::kUnit);
        else
            refusal = plan::Refusal::ServiceUnavailable;
    }
    if (service.row->errorShare > 0 && state.service.uniform() < service.row->errorShare)
        refusal = plan::Refusal::ServiceUnavailable;
    if (refusal != plan::Refusal::None)
        kernel.count(service.metrics + serviceSlot::Errors);
    const std::int64_t doneNs = kernel.nowNs() + service.time.draw(state.service);
    if (kernel.traces(request.number)) {
        HopRecord record;
        record.request = request.number;
        record.departNs = kernel.nowNs();
        record.arriveNs = doneNs;
        record.fromUid = record.toUid = service.uid;
        record.patternUid = pattern.row->uid;
        record.kind = HopKind::Served;
        record.refusal = refusal;
        record.attempt = request.attempt;
        kernel.trace(record);
    }
    reply(kernel, event.a, doneNs, refusal);
}

}  // namespace sim::service
