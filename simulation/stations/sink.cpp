// SPDX-License-Identifier: GPL-3.0-or-later
// A bucket of objects (B-228): every prefix takes so many puts and gets a second, what is over is answered with 503 SlowDown.
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::sink {
namespace {

// Whether the prefix takes one more.
bool take(Kernel& kernel, std::vector<TokenBucket>& buckets, std::uint64_t key) {
    if (buckets.empty())
        return true;
    TokenBucket& bucket = buckets[static_cast<std::size_t>(mix(key, 0x51) % buckets.size())];
    bucket.refill(kernel.nowNs());
    if (!bucket.canPay(TokenBucket::kUnit))
        return false;
    bucket.pay(TokenBucket::kUnit);
    return true;
}

void trace(const Kernel& kernel, const Request& request, std::uint64_t uid, std::int64_t doneNs, plan::Refusal refusal) {
    HopRecord record;
    record.request = request.number;
    record.departNs = kernel.nowNs();
    record.arriveNs = doneNs;
    record.fromUid = record.toUid = uid;
    record.patternUid = kernel.compiled().patterns[request.pattern].row->uid;
    record.key = request.key;
    record.kind = HopKind::Served;
    record.refusal = refusal;
    record.attempt = request.attempt;
    kernel.trace(record);
}

}  // namespace

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledSink& bucket = kernel.compiled().sinks[slot];
    SinkState& state = kernel.state.sinks[slot];
    if (bucket.row == nullptr)
        return;
    if (!state.initialized)
        state.times = RandomStream(kernel.scenario().seed, kernel.scenario().run, bucket.uid, Purpose::Service);
    state.initialized = true;
    const std::size_t prefixes = std::max(bucket.row->prefixes, 1U);
    const auto fill = [&](std::vector<TokenBucket>& buckets, double perS) {
        if (buckets.size() != prefixes || buckets.front().ratePerS() != perS)
            buckets.assign(prefixes, TokenBucket(perS, std::max(perS, 1.0), std::max(perS, 1.0), kernel.nowNs()));
    };
    fill(state.puts, bucket.row->putsPerS);
    fill(state.gets, bucket.row->getsPerS);
}

void put(Kernel& kernel, std::uint32_t slot) {
    const CompiledSink& bucket = kernel.compiled().sinks[slot];
    if (bucket.row == nullptr)
        return;
    ++kernel.state.sinks[slot].putCount;
    kernel.count(bucket.metrics + sinkSlot::Puts);
}

void onArrival(Kernel& kernel, const Event& event) {
    const Request& request = kernel.state.requests[event.a];
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.row == nullptr || pattern.sink == kNoSlot || kernel.compiled().sinks[pattern.sink].row == nullptr)
        return reply(kernel, event.a, kernel.nowNs(), plan::Refusal::ResourceNotFound);
    const CompiledSink& bucket = kernel.compiled().sinks[pattern.sink];
    SinkState& state = kernel.state.sinks[pattern.sink];
    const bool puts = pattern.row->operation != plan::Operation::GetObject;
    ++(puts ? state.putCount : state.getCount);
    kernel.count(bucket.metrics + (puts ? sinkSlot::Puts : sinkSlot::Gets));
    plan::Refusal refusal = plan::Refusal::None;
    std::int64_t doneNs = kernel.nowNs();
    if (take(kernel, puts ? state.puts : state.gets, request.key)) {
        doneNs += (puts ? bucket.put : bucket.get).draw(state.times);
    } else {
        refusal = plan::Refusal::SlowDown;
        ++state.refused;
        kernel.count(bucket.metrics + sinkSlot::Refused);
    }
    if (kernel.traces(request.number))
        trace(kernel, request, bucket.uid, doneNs, refusal);
    reply(kernel, event.a, doneNs, refusal);
}

}  // namespace sim::sink
