// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/metrics/metriclog.h"
#include "simulation/metrics/slots.h"
#include "simulation/state.h"
#include "simulation/trace.h"

#include <cstdint>

namespace sim {

// What stations work with: the state, the plan as compiled, the queue, the metric slots and the trace. An instance; nothing is global.
class Kernel {
public:
    Kernel(const plan::PlanPtr& plan, std::int64_t metricPeriodNs);

    [[nodiscard]] const CompiledPlan& compiled() const { return *state.plan; }
    [[nodiscard]] const plan::Scenario& scenario() const { return state.plan->plan->scenario; }
    [[nodiscard]] std::int64_t nowNs() const { return state.nowNs; }
    [[nodiscard]] double nowS() const { return static_cast<double>(state.nowNs) * 1e-9; }
    void schedule(std::int64_t timeNs, EventType type, std::uint32_t a, std::uint32_t b = 0, std::uint64_t c = 0) {
        state.queue.push(timeNs > state.nowNs ? timeNs : state.nowNs, type, a, b, c);
    }
    [[nodiscard]] bool zoneLost(plan::ZoneIndex zone) const { return (state.lostZones & zoneBit(zone)) != 0; }

    // Metrics
    void count(std::uint32_t slot, double amount = 1) { state.metrics[slot] += amount; }
    void set(std::uint32_t slot, double value) { state.metrics[slot] = value; }

    // Trace
    [[nodiscard]] bool traces(std::uint64_t request) const { return m_sink != nullptr && (request & m_sampleMask) == 0; }
    [[nodiscard]] bool tracesAnything() const { return m_sink != nullptr; }
    void trace(HopRecord hop) const;
    // Requests whose number has none of the mask's bits are recorded; mask 0 records all.
    void setTrace(TraceSink* sink, std::uint64_t sampleMask);
    void setGeneration(std::uint32_t generation) { m_generation = generation; }

    // Requests in flight
    [[nodiscard]] std::uint32_t newRequest();
    void freeRequest(std::uint32_t index);

    void dispatch(const Event& event);
    // Takes over another version of the plan at this instant: what still exists keeps its state.
    void changePlan(const plan::PlanPtr& plan);

    State state;
    MetricLog log;

private:
    void compileAndPlace(const plan::PlanPtr& plan);
    void prepareFlow();
    void flushFlow();
    void dispatchFlow(const Event& event);
    void placeMetrics(CompiledPlan& compiled);
    [[nodiscard]] std::uint32_t metricBlock(SlotOwner owner, std::uint64_t stationUid, std::uint64_t patternUid);
    void onMetricTick();

    TraceSink* m_sink = nullptr;
    std::uint64_t m_sampleMask = 0;
    std::uint32_t m_generation = 0;
};

}  // namespace sim
