// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/kernel.h"

#include "simulation/cohort/cohort.h"
#include "simulation/stations/admission.h"
#include "simulation/stations/stations.h"

#include <utility>

namespace sim {
namespace {

constexpr std::int64_t kMinuteNs = 60'000'000'000;

std::uint64_t rotate(std::uint64_t x, int bits) { return (x << bits) | (x >> (64 - bits)); }

}  // namespace

Kernel::Kernel(const plan::PlanPtr& plan, std::int64_t metricPeriodNs) : log(metricPeriodNs) {
    state.loadFactor = plan->scenario.loadFactor;
    cohort::start(*this, *plan);
    compileAndPlace(plan);
    schedule(kMinuteNs, EventType::MinuteTick, 0);
    schedule(metricPeriodNs, EventType::MetricTick, 0);
    faults::planAhead(*this, nullptr);
}

void Kernel::changePlan(const plan::PlanPtr& plan) {
    for (std::uint32_t slot = 0; slot < state.patterns.size(); ++slot)
        source::settleArrivals(*this, slot);
    const CompiledPlanPtr before = state.plan;
    compileAndPlace(plan);
    connections::breakOpen(*this, *before);
    faults::planAhead(*this, before->plan.get());
    faults::apply(*this);
}

void Kernel::compileAndPlace(const plan::PlanPtr& plan) {
    const std::shared_ptr<CompiledPlan> compiled = compilePlan(plan, state.slots);
    placeMetrics(*compiled);
    state.plan = compiled;
    const std::size_t oldPatterns = state.patterns.size();
    const std::size_t oldHops = state.hops.size();
    const std::size_t oldServices = state.services.size();
    state.patterns.resize(state.slots.patterns.size());
    state.hops.resize(state.slots.hops.size());
    state.services.resize(state.slots.services.size());
    state.stores.resize(state.slots.stores.size());
    prepareFlow();
    for (std::uint32_t slot = 0; slot < state.hops.size(); ++slot)
        if (compiled->hops[slot].row != nullptr && (slot >= oldHops || state.hops[slot].bucket.ratePerS() != compiled->hops[slot].row->requestLimitPerS))
            network::prepare(*this, slot);
    for (std::uint32_t slot = static_cast<std::uint32_t>(oldServices); slot < state.services.size(); ++slot)
        service::prepare(*this, slot);
    for (std::uint32_t slot = 0; slot < state.stores.size(); ++slot) {
        if (compiled->stores[slot].row == nullptr)
            continue;
        if (!state.stores[slot].initialized)
            unitstore::prepare(*this, slot);
        else
            unitstore::applyPlan(*this, slot);
    }
    for (std::uint32_t slot = 0; slot < state.patterns.size(); ++slot) {
        if (slot >= oldPatterns)
            source::prepare(*this, slot);
        source::reschedule(*this, slot);
    }
}

// Streams, consumers, functions, caches, replication and buckets: made when they first appear, or told of a changed plan.
void Kernel::prepareFlow() {
    const auto each = [this](auto& states, const std::vector<std::uint64_t>& uids, void (*prepare)(Kernel&, std::uint32_t)) {
        states.resize(uids.size());
        for (std::uint32_t slot = 0; slot < states.size(); ++slot)
            prepare(*this, slot);
    };
    state.poolBusy.resize(256, 0);
    each(state.logs, state.slots.logs, stream::prepare);
    each(state.consumers, state.slots.consumers, consumer::prepare);
    each(state.servers, state.slots.servers, server::prepare);
    each(state.caches, state.slots.caches, cache::prepare);
    each(state.replicators, state.slots.replicators, replicator::prepare);
    each(state.sinks, state.slots.sinks, sink::prepare);
    each(state.pools, state.slots.pools, connections::prepare);
}

void Kernel::flushFlow() {
    for (std::uint32_t slot = 0; slot < state.logs.size(); ++slot)
        stream::flushMetrics(*this, slot, log.periodS());
    for (std::uint32_t slot = 0; slot < state.consumers.size(); ++slot)
        consumer::flushMetrics(*this, slot);
    for (std::uint32_t slot = 0; slot < state.servers.size(); ++slot)
        server::flushMetrics(*this, slot);
    for (std::uint32_t slot = 0; slot < state.caches.size(); ++slot)
        cache::flushMetrics(*this, slot, log.periodS());
    for (std::uint32_t slot = 0; slot < state.replicators.size(); ++slot)
        replicator::flushMetrics(*this, slot);
}

std::uint32_t Kernel::metricBlock(SlotOwner owner, std::uint64_t stationUid, std::uint64_t patternUid) {
    const std::span<const SlotSpec> specs = slotSpecs(owner);
    std::uint32_t base = kNoSlot;
    for (const SlotSpec& spec : specs) {
        const std::uint32_t slot = log.define({stationUid, patternUid, spec.metric, spec.dimension, spec.statistic});
        base = base == kNoSlot ? slot : base;
        if (slot >= state.metrics.size()) {
            state.metrics.resize(slot + 1, 0);
            state.statistics.resize(slot + 1, Statistic::Sum);
        }
        state.statistics[slot] = spec.statistic;
    }
    return base;
}

void Kernel::placeMetrics(CompiledPlan& compiled) {
    for (CompiledPattern& pattern : compiled.patterns)
        if (pattern.row != nullptr)
            pattern.metrics = metricBlock(SlotOwner::Pattern, pattern.sourceUid, pattern.row->uid);
    for (CompiledHopStation& hop : compiled.hops)
        if (hop.row != nullptr)
            hop.metrics = metricBlock(SlotOwner::Hop, hop.uid, 0);
    for (CompiledService& service : compiled.services)
        if (service.row != nullptr)
            service.metrics = metricBlock(SlotOwner::Service, service.uid, 0);
    for (CompiledStore& store : compiled.stores)
        if (store.row != nullptr)
            store.metrics = metricBlock(store.isIndex() ? SlotOwner::Index : SlotOwner::Table, store.uid, 0);
    const auto place = [this](auto& stations, SlotOwner owner) {
        for (auto& station : stations)
            if (station.row != nullptr)
                station.metrics = metricBlock(owner, station.uid, 0);
    };
    place(compiled.logs, SlotOwner::Log);
    place(compiled.consumers, SlotOwner::Consumer);
    place(compiled.servers, SlotOwner::Server);
    place(compiled.caches, SlotOwner::Cache);
    place(compiled.replicators, SlotOwner::Replicator);
    place(compiled.sinks, SlotOwner::Sink);
}

void Kernel::setTrace(TraceSink* sink, std::uint64_t sampleMask) {
    m_sink = sink;
    m_sampleMask = sampleMask;
}

void Kernel::trace(HopRecord hop) const {
    hop.generation = m_generation;
    m_sink->record(hop);
}

std::uint32_t Kernel::newRequest() {
    if (state.freeRequest == kNoSlot) {
        state.requests.emplace_back();
        return static_cast<std::uint32_t>(state.requests.size() - 1);
    }
    const std::uint32_t index = state.freeRequest;
    state.freeRequest = state.requests[index].nextFree;
    state.requests[index] = Request{};
    return index;
}

void Kernel::freeRequest(std::uint32_t index) {
    state.requests[index].nextFree = state.freeRequest;
    state.freeRequest = index;
}

void Kernel::onMetricTick() {
    for (std::uint32_t slot = 0; slot < state.patterns.size(); ++slot)
        source::flushMetrics(*this, slot);
    for (std::uint32_t slot = 0; slot < state.stores.size(); ++slot)
        unitstore::flushMetrics(*this, slot, log.periodS());
    flushFlow();
    log.appendRow(state.metrics);
    ++state.metricRows;
    for (std::size_t slot = 0; slot < state.metrics.size(); ++slot)
        if (state.statistics[slot] == Statistic::Sum)
            state.metrics[slot] = 0;
    schedule(state.nowNs + log.periodNs(), EventType::MetricTick, 0);
}

void Kernel::dispatch(const Event& event) {
    state.nowNs = event.timeNs;
    ++state.eventCount;
    const std::uint64_t word = static_cast<std::uint64_t>(event.timeNs) ^ rotate(event.sequence, 40) ^
                               (static_cast<std::uint64_t>(event.a) << 32 | event.b) ^ rotate(event.c, 17);
    state.fingerprint = (state.fingerprint ^ word) * 0x9FB21C651E98DF25ULL;
    state.fingerprint ^= state.fingerprint >> 29;
    const EventType type = event.type();
    if (type != EventType::Arrival && type != EventType::MetricTick && type != EventType::MinuteTick)
        ++state.visibleEvents;
    switch (type) {
    case EventType::Arrival:
        return source::onArrival(*this, event);
    case EventType::StoreArrival:
        return unitstore::onArrival(*this, event);
    case EventType::ServiceArrival:
        return service::onArrival(*this, event);
    case EventType::Reply:
        return source::onReply(*this, event);
    case EventType::Retry:
        return source::onRetry(*this, event);
    case EventType::IndexApply:
        return index::onApply(*this, event);
    case EventType::TtlStep:
        return ttl::onStep(*this, event);
    case EventType::MinuteTick:
        for (std::uint32_t slot = 0; slot < state.stores.size(); ++slot)
            unitstore::onMinute(*this, slot);
        return schedule(state.nowNs + kMinuteNs, EventType::MinuteTick, 0);
    case EventType::MetricTick:
        return onMetricTick();
    case EventType::SplitDone:
        return unitstore::onSplitDone(*this, event);
    case EventType::FaultStart:
        return faults::onStart(*this, event);
    case EventType::FaultEnd:
        return faults::onEnd(*this, event);
    case EventType::CohortSlice:
        return cohort::onSlice(*this, event);
    case EventType::CohortExpiry:
        return cohort::onExpiry(*this, event);
    case EventType::WarmReady:
        return admission::onWarmReady(*this, event);
    default:
        return dispatchFlow(event);
    }
}

void Kernel::dispatchFlow(const Event& event) {
    switch (event.type()) {
    case EventType::CacheArrival:
        return cache::onArrival(*this, event);
    case EventType::CacheReply:
        return cache::onTableReply(*this, event);
    case EventType::ServerArrival:
        return server::onArrival(*this, event);
    case EventType::SinkArrival:
        return sink::onArrival(*this, event);
    case EventType::InvocationStart:
        return server::onStart(*this, event);
    case EventType::InvocationEnd:
        return server::onHandlerEnd(*this, event);
    case EventType::InvocationTimeout:
        return server::onTimeout(*this, event);
    case EventType::ConsumerWake:
        return consumer::onWake(*this, event);
    case EventType::ReplicaApply:
        return replicator::onApply(*this, event);
    case EventType::ReplicaDrain:
        return replicator::onDrain(*this, event);
    case EventType::ScalingApply:
        return scaling::onApply(*this, event);
    default:
        break;
    }
}

}  // namespace sim
