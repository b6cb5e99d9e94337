// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/live/gauges.h"
#include "simulation/live/hopring.h"
#include "simulation/live/triplebuffer.h"
#include "simulation/run.h"
#include "simulation/summary.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace sim {

struct LiveOptions {
    RunOptions run;
    std::size_t ringCapacity = 1 << 16;     // a power of two
    double aheadS = 0.050;                  // wall time that the worker may be ahead of the display
    double journeysPerS = 250;              // that are sampled, a second of wall time: shared among the patterns that have traffic
};

// How far a step goes: one event, or on until a request has made a hop or has come to its end.
enum class StepUntil : std::uint8_t { Event, Hop, Finished };

// A run on a worker thread, and what a view needs of it sixty times a second. The view owns the display clock: it asks advanceDisplay() at
// every frame, and the worker keeps a little ahead of it. Thread contract: one thread (the view's) calls everything here; the worker is
// private. Commands return at once and take effect within one slice.
class LiveFeed {
public:
    explicit LiveFeed(plan::PlanPtr plan, const LiveOptions& options = {});
    ~LiveFeed();
    LiveFeed(const LiveFeed&) = delete;
    LiveFeed& operator=(const LiveFeed&) = delete;

    // Commands
    void run();
    void pause();
    void setSpeed(double simulatedPerWall);  // 1: real time; 1e-4: 1 ms takes 10 s
    void stepEvent(StepUntil until = StepUntil::Event);  // pauses; the display stands at the event
    void stepBack();
    void jumpTo(std::int64_t timeNs);        // earlier or later; the display stands there when it is reached
    void express();                          // runs flat out to the end or until it is paused; the display keeps up
    void runToThrottle();                    // runs flat out until an attempt is throttled, and pauses there
    void apply(InputKind input);             // tuning, fault, plan: at the engine's time
    void watch(std::uint64_t storeUid);      // whose partitions the gauges show; 0: none
    // Runs something on the worker between two slices, for rare questions.
    void ask(std::function<void(const Run&)> question);
    [[nodiscard]] std::future<RunSummary> summary();

    // The view's clock
    // Wall time passed since the last frame; returns the display's time, which never passes the horizon.
    std::int64_t advanceDisplay(std::int64_t wallNs);
    [[nodiscard]] std::int64_t displayNs() const { return m_displayNs.load(std::memory_order_relaxed); }
    [[nodiscard]] std::int64_t horizonNs() const { return m_horizonNs.load(std::memory_order_acquire); }
    [[nodiscard]] double speed() const { return m_speed; }
    [[nodiscard]] LiveState liveState() const { return m_state.load(std::memory_order_acquire); }

    // What to show
    std::size_t drain(std::vector<HopRecord>& out, std::size_t most = 20'000) { return m_ring.drain(out, most); }
    [[nodiscard]] std::uint64_t droppedHops() const { return m_ring.dropped(); }
    [[nodiscard]] const Gauges& gauges() { return m_gauges.newest(); }
    // The recorded series, while the worker is kept from adding to them: be quick.
    template <typename Read>
    void withMetrics(Read read) {
        const std::lock_guard lock(m_mirrorMutex);
        read(static_cast<const MetricLog&>(m_mirror));
    }

private:
    enum class CommandKind : std::uint8_t { Run, Pause, Speed, Step, StepBack, Jump, Express, ToThrottle, Apply, Watch, Ask };
    struct Command {
        CommandKind kind = CommandKind::Pause;
        double number = 0;
        std::int64_t timeNs = 0;
        std::uint64_t uid = 0;
        StepUntil until = StepUntil::Event;
        std::shared_ptr<InputKind> input = nullptr;
        std::function<void(const Run&)> question = nullptr;
    };
    class RingSink;

    void post(Command command);
    void work(const std::stop_token& stop);
    void execute(Command& command);
    void step(StepUntil until);
    bool advance();            // one slice; false when there is nothing to do for now
    void advanceRunning();
    void advanceSeeking();
    [[nodiscard]] std::int64_t leadNs() const;
    void advanceExpress();
    void advanceToThrottle();
    void stand(LiveState state);
    void publish();
    void mirrorMetrics();
    void chooseSampling();
    [[nodiscard]] std::vector<double> patternRates(double simulatedS) const;
    void measure();

    const LiveOptions m_options;
    // The view's own
    double m_speed = 1;
    // Shared
    HopRing m_ring;
    TripleBuffer<Gauges> m_gauges;
    std::atomic<std::int64_t> m_displayNs{0};   // written by the view and, when the display is put somewhere, by the worker; read by both
    std::atomic<std::int64_t> m_horizonNs{0};   // written by the worker, read by the view
    std::atomic<LiveState> m_state{LiveState::Paused};  // written by the worker, read by the view
    std::atomic<std::uint64_t> m_placements{0}; // written by the worker: counts how often it has put the display somewhere
    std::mutex m_mailMutex;
    std::condition_variable_any m_mailArrived;
    std::vector<Command> m_mail;                // under m_mailMutex
    std::mutex m_mirrorMutex;
    MetricLog m_mirror;                         // under m_mirrorMutex
    // The worker's own
    Run m_run;
    std::unique_ptr<RingSink> m_sink;
    GaugeReader m_reader;
    double m_workerSpeed = 1;
    std::int64_t m_targetNs = 0;                // of a seek
    std::int64_t m_chunkNs = 1'000'000;         // simulated time of a slice flat out
    bool m_toThrottle = false;
    std::uint64_t m_watched = 0;
    std::uint64_t m_mask = 0;
    std::uint32_t m_mirrorGeneration = 0;
    std::vector<std::uint64_t> m_sampledMade;   // requests of each pattern when the sampling was chosen last
    std::int64_t m_sampledNs = 0;
    bool m_unpublished = false;
    double m_eventsPerS = 0;
    double m_speedReached = 0;
    std::chrono::steady_clock::time_point m_measuredAt = std::chrono::steady_clock::now();
    std::uint64_t m_measuredEvents = 0;
    std::int64_t m_measuredNs = 0;
    std::jthread m_worker;                      // last: it starts when all else is there
};

}  // namespace sim
