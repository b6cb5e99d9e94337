// SPDX-License-Identifier: GPL-3.0-or-later
// Hops of the resolved path (B-170) and their request limits (B-180). A passage needs no events of its own: legs, zones and limits are looked
// at when the attempt is sent; a hop's own limit is taken at that instant, a few tenths of a millisecond early.
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::network {
namespace {

void traceLeg(const Kernel& kernel, const Request& request, std::int64_t departNs, std::int64_t arriveNs, std::uint64_t from,
              std::uint64_t to, std::size_t hop, HopKind kind, plan::Refusal refusal) {
    HopRecord record;
    record.request = request.number;
    record.departNs = departNs;
    record.arriveNs = arriveNs;
    record.fromUid = from;
    record.toUid = to;
    record.patternUid = kernel.compiled().patterns[request.pattern].row->uid;
    record.key = request.key;
    record.kind = kind;
    record.refusal = refusal;
    record.path = request.path;
    record.hop = static_cast<std::uint16_t>(hop);
    record.attempt = request.attempt;
    kernel.trace(record);
}

// When the client learns that its packets got nowhere: policies answer, everything else is silence until the timeout.
std::int64_t blockedUntilNs(const CompiledPattern& pattern, const Request& request, plan::Refusal refusal, std::int64_t atNs) {
    if (plan::refusalClass(refusal) == plan::RefusalClass::Denied)
        return atNs + (atNs - request.attemptNs);
    return request.attemptNs + pattern.timeoutNs;
}

// What the hop does to a request that arrives: nothing, or the reason why it goes no further.
plan::Refusal meetHop(Kernel& kernel, std::uint32_t slot, RandomStream& random) {
    const CompiledHopStation& hop = kernel.compiled().hops[slot];
    if (hop.row == nullptr)
        return plan::Refusal::NoRoute;
    const double dead = deadShare(kernel, hop);
    if (dead >= 1 || (dead > 0 && random.uniform() < dead)) {
        kernel.count(hop.metrics + hopSlot::Dropped);
        return plan::Refusal::ClientTimeout;
    }
    HopState& state = kernel.state.hops[slot];
    kernel.count(hop.metrics + hopSlot::Requests);
    if (hop.row->requestLimitPerS > 0) {
        state.bucket.refill(kernel.nowNs());
        if (!state.bucket.canPay(TokenBucket::kUnit)) {
            ++state.refused;
            kernel.count(hop.metrics + hopSlot::Refused);
            return plan::Refusal::ConnectionRefused;
        }
        state.bucket.pay(TokenBucket::kUnit);
    }
    ++state.passed;
    return plan::Refusal::None;
}

}  // namespace

double deadShare(const Kernel& kernel, const CompiledHopStation& hop) {
    const std::uint64_t lost = hop.zones & kernel.state.lostZones;
    if (lost == 0)
        return 0;
    if (lost == hop.zones)
        return 1;
    int named = __builtin_popcountll(hop.zones);
    int dead = 0;
    for (std::uint64_t zones = lost; zones != 0; zones &= zones - 1) {
        const std::int64_t sinceNs = kernel.state.zoneLostNs[static_cast<std::size_t>(__builtin_ctzll(zones))];
        const bool isNamed = static_cast<double>(kernel.nowNs() - sinceNs) < hop.row->nameRemovalS * 1e9;
        dead += isNamed ? 1 : 0;
        named -= isNamed ? 0 : 1;
    }
    return static_cast<double>(dead) / named;
}

void prepare(Kernel& kernel, std::uint32_t slot) {
    const CompiledHopStation& hop = kernel.compiled().hops[slot];
    if (hop.row == nullptr)
        return;
    const double depth = std::max(hop.row->requestLimitPerS * hop.row->limitBurstS, 1.0);
    kernel.state.hops[slot].bucket = TokenBucket(hop.row->requestLimitPerS, depth, depth, kernel.nowNs());
}

std::int64_t lossNs(const plan::Path& path, RandomStream& random) {
    if (path.lossShare <= 0 || random.uniform() >= path.lossShare)
        return 0;
    return static_cast<std::int64_t>(path.resendMs * 1e6);
}

Passage send(Kernel& kernel, Request& request) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    Passage passage{kernel.nowNs(), plan::Refusal::None};
    if ((pattern.regionsBetween & kernel.state.isolatedRegions) != 0) {  // nothing leaves or enters an isolated Region
        passage.refusal = plan::Refusal::ClientTimeout;
        passage.arriveNs = request.attemptNs + pattern.timeoutNs;
        if (kernel.traces(request.number))
            traceLeg(kernel, request, kernel.nowNs(), passage.arriveNs, pattern.sourceUid, pattern.sourceUid, 0, HopKind::Dropped, passage.refusal);
        return passage;
    }
    if (pattern.paths.empty())
        return passage;
    const CompiledPath& path = pattern.paths[request.path];
    RandomStream& random = kernel.state.patterns[request.pattern].network;
    const bool traced = kernel.traces(request.number);
    std::uint64_t from = pattern.sourceUid;
    if (path.pool != kNoSlot)
        passage.arriveNs += connections::take(kernel, request);
    if (traced && passage.arriveNs > kernel.nowNs())
        traceLeg(kernel, request, kernel.nowNs(), passage.arriveNs, from, from, 0, HopKind::Connect, plan::Refusal::None);
    for (std::size_t i = 0; i < path.legs.size(); ++i) {
        const CompiledLeg& leg = path.legs[i];
        const std::int64_t departNs = passage.arriveNs;
        passage.arriveNs += leg.time.draw(random);
        passage.refusal = meetHop(kernel, leg.hop, random);
        if (passage.refusal == plan::Refusal::None && i + 1 == path.legs.size())
            passage.refusal = path.row->blocked;
        const std::uint64_t to = kernel.compiled().hops[leg.hop].uid;
        if (traced)
            traceLeg(kernel, request, departNs, passage.arriveNs, from, to, i, HopKind::Request, plan::Refusal::None);
        if (passage.refusal != plan::Refusal::None) {
            const std::int64_t atNs = passage.arriveNs;
            passage.arriveNs = passage.refusal == plan::Refusal::ConnectionRefused
                                   ? request.attemptNs + static_cast<std::int64_t>(kernel.compiled().hops[leg.hop].row->refusalAfterMs * 1e6)
                                   : blockedUntilNs(pattern, request, passage.refusal, atNs);
            if (traced)
                traceLeg(kernel, request, atNs, passage.arriveNs, to, to, i, HopKind::Dropped, passage.refusal);
            return passage;
        }
        from = to;
    }
    if (path.row->blocked != plan::Refusal::None) {  // blocked at the source itself
        passage.refusal = path.row->blocked;
        passage.arriveNs = blockedUntilNs(pattern, request, passage.refusal, passage.arriveNs);
        if (traced)
            traceLeg(kernel, request, kernel.nowNs(), passage.arriveNs, from, from, 0, HopKind::Dropped, passage.refusal);
        return passage;
    }
    const std::int64_t departNs = passage.arriveNs;
    passage.arriveNs += path.lastLeg.draw(random) + lossNs(*path.row, random);
    if (traced)
        traceLeg(kernel, request, departNs, passage.arriveNs, from, pattern.entryUid, path.legs.size(), HopKind::Request, plan::Refusal::None);
    return passage;
}

std::int64_t sendBack(Kernel& kernel, const Request& request, std::int64_t departNs, plan::Refusal refusal) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    if (pattern.paths.empty())
        return departNs;
    const CompiledPath& path = pattern.paths[request.path];
    RandomStream& random = kernel.state.patterns[request.pattern].network;
    const bool traced = kernel.traces(request.number);
    std::uint64_t from = pattern.entryUid;
    std::int64_t atNs = departNs + lossNs(*path.row, random);
    for (std::size_t i = path.legs.size() + 1; i-- > 0;) {
        const LatencySampler& time = i == path.legs.size() ? path.lastLeg : path.legs[i].time;
        const std::uint64_t to = i == 0 ? pattern.sourceUid : kernel.compiled().hops[path.legs[i - 1].hop].uid;
        const std::int64_t leftNs = atNs;
        atNs += time.draw(random);
        if (traced)
            traceLeg(kernel, request, leftNs, atNs, from, to, i, HopKind::Response, refusal);
        from = to;
    }
    return atNs;
}

}  // namespace sim::network
