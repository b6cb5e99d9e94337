// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plan/plan.h"
#include "simulation/kernel.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace sim {

// What a user does to a run: data, so that going back and forth in time does it again at the same place.
struct FaultInput {
    plan::Fault fault;  // startS is set to the instant at which it is applied
};
struct EndFaultsInput {  // a fault that is in force ends now, or all of them
    std::optional<std::uint32_t> only = {};  // its place in State::faults
};
struct PlanInput {
    plan::PlanPtr plan;  // a changed property or a changed structure: what still exists (by uid) carries on
};
using InputKind = std::variant<FaultInput, EndFaultsInput, PlanInput>;
struct Input {
    std::int64_t timeNs = 0;
    std::uint64_t afterEvents = 0;
    InputKind kind;
};

struct RunOptions {
    std::int64_t metricPeriodNs = 0;              // 0: a second up to six hours, a minute beyond
    std::size_t checkpointBytes = 256ULL << 20;   // budget for going back; 0: none are kept, and going back starts over
};

// One run of a plan: forwards by event or by time, backwards by checkpoint and running again, always to the same bits.
class Run {
public:
    explicit Run(plan::PlanPtr plan, const RunOptions& options = {});

    [[nodiscard]] std::int64_t nowNs() const { return m_kernel.state.nowNs; }
    [[nodiscard]] std::int64_t endNs() const { return m_endNs; }
    [[nodiscard]] bool finished() const { return nowNs() >= m_endNs; }
    [[nodiscard]] std::uint64_t eventCount() const { return m_kernel.state.eventCount; }
    [[nodiscard]] std::uint64_t fingerprint() const { return m_kernel.state.fingerprint; }
    [[nodiscard]] const plan::Plan& plan() const { return *m_kernel.state.plan->plan; }
    [[nodiscard]] const State& state() const { return m_kernel.state; }
    [[nodiscard]] const MetricLog& metrics() const { return m_kernel.log; }
    // Whether one event stands for the requests of a slice of time, and how long the current slice is.
    [[nodiscard]] bool isCohort() const { return m_kernel.state.cohort.sliceNs > 0; }
    [[nodiscard]] double sliceS() const { return static_cast<double>(m_kernel.state.cohort.sliceNs) * 1e-9; }
    // Changes with every jump in time; the records of a trace carry it.
    [[nodiscard]] std::uint32_t generation() const { return m_generation; }

    // For a jump that is made in pieces with runSome: what is recorded from here on belongs to another generation.
    void beginGeneration() { m_kernel.setGeneration(++m_generation); }

    // Every event up to and including the time; the clock stands at the time afterwards.
    void runUntil(std::int64_t timeNs);
    // As runUntil, but at most so many events; false when events are left before the time.
    bool runSome(std::int64_t timeNs, std::uint64_t mostEvents);
    // The next event that a person can see (no metric or control tick); false at the end.
    bool stepEvent();
    // To just after the visible event before the current one; false at the beginning.
    bool stepBack();
    // Runs until an attempt is throttled; false when none was before the time.
    bool runUntilThrottle(std::int64_t timeNs = std::numeric_limits<std::int64_t>::max());
    // To any instant, earlier or later. What was done to the run meanwhile is done again at its place.
    void jumpTo(std::int64_t timeNs);
    void jumpToEvent(std::uint64_t eventCount);

    // Does something to the run now. What had been done later than now is forgotten: the run branches here.
    void apply(InputKind kind);
    [[nodiscard]] const std::vector<Input>& inputs() const { return m_inputs; }

    // The sink must live until it is taken away with nullptr. It never changes what happens.
    void setTrace(TraceSink* sink, std::uint64_t sampleMask);
    // How much of each pattern is recorded, by its slot in the state (Kernel::setPatternMasks).
    void setPatternMasks(std::vector<std::uint64_t> masks) { m_kernel.setPatternMasks(std::move(masks)); }
    [[nodiscard]] std::size_t checkpointCount() const { return m_checkpoints.size(); }
    [[nodiscard]] std::size_t checkpointBytes() const { return m_checkpointBytes; }

private:
    struct Checkpoint {
        State state;
        std::size_t bytes = 0;
    };
    void step();
    void applyDueInputs();
    void performNext();
    void takeCheckpoint();
    void thinCheckpoints();
    void restoreBefore(std::uint64_t eventCount, std::int64_t timeNs);
    [[nodiscard]] std::size_t stateBytes() const;
    void runToEvent(std::uint64_t eventCount);

    RunOptions m_options;
    Kernel m_kernel;
    std::int64_t m_endNs = 0;
    std::vector<Input> m_inputs;
    std::size_t m_nextInput = 0;  // of those, the first that is not applied yet
    std::vector<Checkpoint> m_checkpoints;  // in order of time; the first is the beginning
    std::size_t m_checkpointBytes = 0;
    std::uint64_t m_nextCheckpoint = 0;  // event count
    std::uint32_t m_generation = 0;
    TraceSink* m_sink = nullptr;
    std::uint64_t m_sampleMask = 0;
};

}  // namespace sim
