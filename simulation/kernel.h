// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/metrics/metriclog.h"
#include "simulation/metrics/slots.h"
#include "simulation/state.h"
#include "simulation/trace.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

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
    [[nodiscard]] bool traces(std::uint64_t request) const {
        return m_sink != nullptr && (m_sampleMask == 0 || request == 0 || m_sampled[request % kSampled] == request);
    }
    [[nodiscard]] bool tracesAnything() const { return m_sink != nullptr; }
    void trace(HopRecord hop) const;
    // Mask 0 records all requests. Else those whose place among the requests of their pattern has none of the mask's bits: a slow
    // pattern beside a fast one is seen too.
    void setTrace(TraceSink* sink, std::uint64_t sampleMask);
    // Masks of single patterns, by slot; those without one have the mask of setTrace().
    void setPatternMasks(std::vector<std::uint64_t> masks) { m_patternMasks = std::move(masks); }
    // A request of a pattern was made, so many after its first: it is recorded or not.
    void sample(std::uint32_t pattern, std::uint64_t place, std::uint64_t request) {
        if (m_sink == nullptr)
            return;
        const std::uint64_t mask = pattern < m_patternMasks.size() ? m_patternMasks[pattern] : m_sampleMask;
        if (m_sampleMask == 0 || (place & mask) == 0)
            m_sampled[request % kSampled] = request;
    }
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

    static constexpr std::size_t kSampled = 1 << 13;  // more than are on their way at once

    TraceSink* m_sink = nullptr;
    std::uint64_t m_sampleMask = 0;
    std::vector<std::uint64_t> m_patternMasks;
    std::vector<std::uint64_t> m_sampled = std::vector<std::uint64_t>(kSampled);  // numbers of requests that are recorded, by their remainder
    std::uint32_t m_generation = 0;
};

}  // namespace sim
