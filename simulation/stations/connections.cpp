// SPDX-License-Identifier: GPL-3.0-or-later
// Connections (B-170): every presence of a source keeps those that it has opened to a target, and uses the one again that it used last. A new one
// is made when all are in use: its name is looked up unless the answer is known, and TCP and TLS shake hands. When the way is another one than
// before, nothing is open there yet (B-180).
#include "simulation/stations/stations.h"

#include <algorithm>

namespace sim::connections {
namespace {

bool isAlive(const CompiledPlan& compiled, std::uint32_t pool) { return pool < compiled.pools.size() && compiled.pools[pool].row != nullptr; }

std::int64_t roundTripNs(const CompiledPath& path, RandomStream& random) {
    std::int64_t ns = path.lastLeg.draw(random) + path.lastLeg.draw(random);
    for (const CompiledLeg& leg : path.legs)
        ns += leg.time.draw(random) + leg.time.draw(random);
    return ns;
}

// Who asks while an answer is on its way gets it too.
std::int64_t lookUpNs(ConnectionPool& pool, const plan::Connections& row, std::int64_t nowNs) {
    if (nowNs >= pool.nameKnownUntilNs) {
        pool.nameReadyNs = nowNs + static_cast<std::int64_t>(row.lookupMs * 1e6);
        pool.nameKnownUntilNs = pool.nameReadyNs + static_cast<std::int64_t>(row.lookupKeptS * 1e9);
    }
    return std::max<std::int64_t>(pool.nameReadyNs - nowNs, 0);
}

bool breaksOpen(const CompiledPlan& compiled, const CompiledPath& path) {
    return std::any_of(path.legs.begin(), path.legs.end(), [&](const CompiledLeg& leg) {
        const plan::HopStation* hop = compiled.hops[leg.hop].row;
        return hop != nullptr && hop->breaksOpen == plan::Switch::On;
    });
}

// Whether what is open on the request's way breaks: a gateway endpoint was or is part of it, or a station of it is gone.
bool hasBroken(const CompiledPlan& before, const CompiledPlan& now, const Request& request) {
    const CompiledPattern& old = before.patterns[request.pattern];
    if (request.path >= old.paths.size())
        return false;
    const CompiledPath& oldPath = old.paths[request.path];
    const bool lostStation = std::any_of(oldPath.legs.begin(), oldPath.legs.end(), [&](const CompiledLeg& leg) { return now.hops[leg.hop].row == nullptr; });
    if (lostStation || breaksOpen(before, oldPath))
        return true;
    const std::vector<CompiledPath>& paths = now.patterns[request.pattern].paths;
    return std::any_of(paths.begin(), paths.end(), [&](const CompiledPath& path) {
        return path.row->presenceUid == oldPath.row->presenceUid && breaksOpen(now, path);
    });
}

}  // namespace

void prepare(Kernel& kernel, std::uint32_t slot) {
    if (isAlive(kernel.compiled(), slot))
        return;
    kernel.state.pools[slot].idle.clear();
    kernel.state.pools[slot].cohort = {};
}

std::int64_t take(Kernel& kernel, Request& request) {
    const CompiledPattern& pattern = kernel.compiled().patterns[request.pattern];
    const CompiledPath& path = pattern.paths[request.path];
    request.pool = path.pool;
    const plan::Connections& row = *kernel.compiled().pools[path.pool].row;
    ConnectionPool& pool = kernel.state.pools[path.pool];
    pool.idle.forgetBefore(kernel.nowNs() - static_cast<std::int64_t>(row.idleKeptS * 1e9));
    if (pool.idle.take())
        return 0;
    ++pool.opened;
    kernel.count(pattern.metrics + patternSlot::NewConnections);
    const double tripsNs = row.roundTrips * static_cast<double>(roundTripNs(path, kernel.state.patterns[request.pattern].network));
    return lookUpNs(pool, row, kernel.nowNs()) + static_cast<std::int64_t>(tripsNs + row.setupMs * 1e6);
}

void giveBack(Kernel& kernel, Request& request, plan::Refusal refusal) {
    const std::uint32_t pool = request.pool;
    request.pool = kNoSlot;
    if (isAlive(kernel.compiled(), pool) && plan::refusalClass(refusal) != plan::RefusalClass::Timeout)
        kernel.state.pools[pool].idle.put(kernel.nowNs());
}

void breakOpen(Kernel& kernel, const CompiledPlan& before) {
    const CompiledPlan& now = kernel.compiled();
    for (Request& request : kernel.state.requests) {
        if (request.pool == kNoSlot || isAlive(now, request.pool) || !hasBroken(before, now, request))
            continue;
        request.connectionBroke = true;
        if (now.patterns[request.pattern].row != nullptr)
            kernel.count(now.patterns[request.pattern].metrics + patternSlot::BrokenConnections);
    }
}

}  // namespace sim::connections
