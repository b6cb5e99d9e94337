// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/live/livefeed.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace sim {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::uint64_t kEventsPerSlice = 20'000;  // about three milliseconds
constexpr int kMostEventsPerStep = 1'000'000;      // a design without requests never makes a hop
constexpr auto kIdle = std::chrono::milliseconds(4);
constexpr auto kSliceAim = std::chrono::milliseconds(5);
constexpr double kLeastLeadS = 0.02, kMostLeadS = 1;  // simulated time before the end of a jump that is recorded
constexpr double kLeastShare = 0.5;  // journeys a second: a pattern that is shown more seldom seems to be idle

// How many journeys each pattern may show so that all together show so many: what slow ones leave goes to the others.
double fairShare(std::vector<double> rates, double journeysPerS) {
    std::sort(rates.begin(), rates.end());
    double left = journeysPerS;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const double share = left / static_cast<double>(rates.size() - i);
        if (rates[i] > share)
            return std::max(share, kLeastShare);
        left -= rates[i];
    }
    return std::max(journeysPerS, kLeastShare);
}

std::uint64_t maskFor(double perWallS, double share) {
    std::uint64_t mask = 0;
    while (perWallS / static_cast<double>(mask + 1) > share && mask < (1ULL << 40))
        mask = mask * 2 + 1;
    return mask;
}

}  // namespace

class LiveFeed::RingSink : public TraceSink {
public:
    explicit RingSink(HopRing& ring) : m_ring(ring) {}
    void record(const HopRecord& hop) override {
        m_ring.push(hop);
        const bool ends = hop.kind == HopKind::Finished;
        if (hop.request != 0 && (ends || hop.kind == HopKind::Request || hop.kind == HopKind::Response || hop.kind == HopKind::Served || hop.kind == HopKind::Dropped))
            seen = std::max(seen, ends ? StepUntil::Finished : StepUntil::Hop);
    }

    StepUntil seen = StepUntil::Event;  // the farthest thing that a request has done since this was set back

private:
    HopRing& m_ring;
};

LiveFeed::LiveFeed(plan::PlanPtr plan, const LiveOptions& options)
    : m_options(options), m_ring(options.ringCapacity), m_run(std::move(plan), options.run), m_sink(std::make_unique<RingSink>(m_ring)) {
    m_mirror = MetricLog(m_run.metrics().periodNs());
    m_run.setTrace(m_sink.get(), m_mask);
    publish();
    m_worker = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

LiveFeed::~LiveFeed() {
    m_worker.request_stop();
    m_mailArrived.notify_all();
}

void LiveFeed::post(Command command) {
    {
        const std::lock_guard lock(m_mailMutex);
        m_mail.push_back(std::move(command));
    }
    m_mailArrived.notify_one();
}

void LiveFeed::run() { post({.kind = CommandKind::Run}); }
void LiveFeed::pause() { post({.kind = CommandKind::Pause}); }
void LiveFeed::stepEvent(StepUntil until) { post({.kind = CommandKind::Step, .until = until}); }
void LiveFeed::stepBack() { post({.kind = CommandKind::StepBack}); }
void LiveFeed::jumpTo(std::int64_t timeNs) { post({.kind = CommandKind::Jump, .timeNs = timeNs}); }
void LiveFeed::express() { post({.kind = CommandKind::Express}); }
void LiveFeed::runToThrottle() { post({.kind = CommandKind::ToThrottle}); }
void LiveFeed::watch(std::uint64_t storeUid) { post({.kind = CommandKind::Watch, .uid = storeUid}); }

void LiveFeed::setSpeed(double simulatedPerWall) {
    m_speed = std::max(simulatedPerWall, 1e-9);
    post({.kind = CommandKind::Speed, .number = m_speed});
}

void LiveFeed::apply(InputKind input) { post({.kind = CommandKind::Apply, .input = std::make_shared<InputKind>(std::move(input))}); }

void LiveFeed::ask(std::function<void(const Run&)> question) { post({.kind = CommandKind::Ask, .question = std::move(question)}); }

std::future<RunSummary> LiveFeed::summary() {
    auto promise = std::make_shared<std::promise<RunSummary>>();
    std::future<RunSummary> future = promise->get_future();
    ask([promise](const Run& run) { promise->set_value(summarize(run)); });
    return future;
}

std::int64_t LiveFeed::advanceDisplay(std::int64_t wallNs) {
    const std::uint64_t placement = m_placements.load(std::memory_order_acquire);
    std::int64_t shown = displayNs();
    const auto stepNs = static_cast<std::int64_t>(static_cast<double>(std::max<std::int64_t>(wallNs, 0)) * m_speed);
    const std::int64_t moved = std::min(shown + stepNs, std::max(horizonNs(), shown));
    // The worker may have put the display elsewhere meanwhile: then its word counts.
    const LiveState state = liveState();
    if (state == LiveState::Seeking || state == LiveState::Express || m_placements.load(std::memory_order_acquire) != placement ||
        !m_displayNs.compare_exchange_strong(shown, moved, std::memory_order_acq_rel))
        return displayNs();
    return moved;
}

// Puts the display where the engine is, and stays there.
void LiveFeed::stand(LiveState state) {
    m_displayNs.store(m_run.nowNs(), std::memory_order_release);
    m_placements.fetch_add(1, std::memory_order_acq_rel);
    m_horizonNs.store(m_run.nowNs(), std::memory_order_release);
    m_state.store(m_run.finished() ? LiveState::Finished : state, std::memory_order_release);
    m_toThrottle = false;
    mirrorMetrics();  // before anything is recorded that differs from what was
}

void LiveFeed::step(StepUntil until) {
    m_run.setTrace(m_sink.get(), m_mask = 0);  // a step shows every request
    m_sink->seen = StepUntil::Event;
    int events = 0;
    do m_run.stepEvent();
    while (m_sink->seen < until && !m_run.finished() && ++events < kMostEventsPerStep);
    stand(LiveState::Paused);
}

void LiveFeed::execute(Command& command) {
    switch (command.kind) {
    case CommandKind::Run:
        m_toThrottle = false;
        m_state.store(m_run.finished() ? LiveState::Finished : LiveState::Running, std::memory_order_release);
        break;
    case CommandKind::Pause:  // the display runs on to the horizon, at most 50 ms
        if (const LiveState state = m_state.load(std::memory_order_relaxed); state == LiveState::Seeking || state == LiveState::Express) {
            stand(LiveState::Paused);
            break;
        }
        m_state.store(m_run.finished() ? LiveState::Finished : LiveState::Paused, std::memory_order_release);
        break;
    case CommandKind::Speed:
        m_workerSpeed = command.number;
        break;
    case CommandKind::Step:
        step(command.until);
        break;
    case CommandKind::StepBack:
        m_run.stepBack();
        stand(LiveState::Paused);
        break;
    case CommandKind::Jump:
        m_targetNs = std::clamp<std::int64_t>(command.timeNs, 0, m_run.endNs());
        if (m_targetNs <= m_run.nowNs()) {
            m_run.jumpTo(std::max<std::int64_t>(m_targetNs - GaugeReader::kWindowNs, 0));
            m_reader.mark(m_run);
            m_run.jumpTo(std::max<std::int64_t>(m_targetNs - leadNs(), 0));
            m_run.runUntil(m_targetNs);  // recorded: what is on its way there
            stand(LiveState::Paused);
            break;
        }
        m_run.beginGeneration();
        m_toThrottle = false;
        m_state.store(LiveState::Seeking, std::memory_order_release);
        break;
    case CommandKind::Express:
        m_run.beginGeneration();
        m_toThrottle = false;
        m_state.store(LiveState::Express, std::memory_order_release);
        break;
    case CommandKind::ToThrottle:
        m_run.beginGeneration();
        m_toThrottle = true;
        m_state.store(LiveState::Seeking, std::memory_order_release);
        break;
    case CommandKind::Apply:
        m_run.apply(std::move(*command.input));
        break;
    case CommandKind::Watch:
        m_watched = command.uid;
        break;
    case CommandKind::Ask:
        command.question(m_run);
        break;
    }
}

void LiveFeed::advanceRunning() {
    const auto aheadNs = static_cast<std::int64_t>(m_options.aheadS * 1e9 * m_workerSpeed);
    const std::int64_t targetNs = std::min(displayNs() + std::max<std::int64_t>(aheadNs, 1), m_run.endNs());
    if (targetNs > m_run.nowNs())
        m_run.runSome(targetNs, kEventsPerSlice);
    m_horizonNs.store(m_run.nowNs(), std::memory_order_release);
    if (m_run.finished() && displayNs() >= m_run.endNs())
        m_state.store(LiveState::Finished, std::memory_order_release);
}

std::int64_t LiveFeed::leadNs() const { return static_cast<std::int64_t>(std::clamp(m_workerSpeed, kLeastLeadS, kMostLeadS) * 1e9); }

// What is passed over is not shown, but what is on its way when the target is reached.
void LiveFeed::advanceSeeking() {
    const bool isNear = m_run.nowNs() >= m_targetNs - leadNs();
    if (!isNear)
        m_run.setTrace(nullptr, 0);
    const bool there = m_run.runSome(isNear ? m_targetNs : m_targetNs - leadNs(), kEventsPerSlice);
    m_run.setTrace(m_sink.get(), m_mask);
    if (isNear && there)
        stand(LiveState::Paused);
}

void LiveFeed::advanceExpress() {
    m_run.setTrace(nullptr, 0);
    const bool there = m_run.runSome(m_run.endNs(), kEventsPerSlice);
    m_run.setTrace(m_sink.get(), m_mask);
    if (there)
        return stand(LiveState::Paused);
    m_displayNs.store(m_run.nowNs(), std::memory_order_release);
    m_placements.fetch_add(1, std::memory_order_acq_rel);
    m_horizonNs.store(m_run.nowNs(), std::memory_order_release);
}

void LiveFeed::advanceToThrottle() {
    const auto start = Clock::now();
    const std::int64_t untilNs = std::min(m_run.nowNs() + m_chunkNs, m_run.endNs());
    const bool found = m_run.runUntilThrottle(untilNs);
    const bool quick = Clock::now() - start < kSliceAim;
    m_chunkNs = std::clamp<std::int64_t>(quick ? m_chunkNs * 2 : m_chunkNs / 2, 1'000, 3'600'000'000'000);
    if (found || m_run.finished())
        stand(LiveState::Paused);
}

bool LiveFeed::advance() {
    switch (m_state.load(std::memory_order_relaxed)) {
    case LiveState::Running: {
        const std::int64_t before = m_run.nowNs();
        advanceRunning();
        return m_run.nowNs() > before;
    }
    case LiveState::Seeking:
        if (m_toThrottle)
            advanceToThrottle();
        else
            advanceSeeking();
        return true;
    case LiveState::Express:
        advanceExpress();
        return true;
    case LiveState::Paused:
    case LiveState::Finished:
        break;
    }
    return false;
}

// Requests of each pattern, by slot, a second of wall time.
std::vector<double> LiveFeed::patternRates(double simulatedS) const {
    const std::vector<PatternState>& patterns = m_run.state().patterns;
    std::vector<double> rates(patterns.size());
    for (std::size_t slot = 0; slot < patterns.size() && slot < m_sampledMade.size(); ++slot)
        if (simulatedS > 0 && patterns[slot].made > m_sampledMade[slot])
            rates[slot] = static_cast<double>(patterns[slot].made - m_sampledMade[slot]) / simulatedS * m_workerSpeed;
    return rates;
}

// So many journeys a second of wall time: of each pattern, a power of two of the requests is skipped for each one shown.
void LiveFeed::chooseSampling() {
    const double simulatedS = static_cast<double>(m_run.nowNs() - m_sampledNs) * 1e-9;
    if (simulatedS < 0.05 && simulatedS >= 0)
        return;
    const std::vector<double> rates = patternRates(simulatedS);
    m_sampledMade.clear();
    for (const PatternState& pattern : m_run.state().patterns)
        m_sampledMade.push_back(pattern.made);
    m_sampledNs = m_run.nowNs();
    const double share = fairShare(rates, m_options.journeysPerS);
    std::vector<std::uint64_t> masks;
    std::uint64_t all = 0;
    for (const double perWallS : rates) {
        masks.push_back(maskFor(perWallS, share));
        all |= masks.back();
    }
    m_run.setPatternMasks(std::move(masks));
    if (all == m_mask)
        return;
    m_mask = all;
    m_run.setTrace(m_sink.get(), m_mask);
}

void LiveFeed::mirrorMetrics() {
    const MetricLog& log = m_run.metrics();
    const bool jumped = m_mirrorGeneration != m_run.generation();
    if (!jumped && log.rowCount() == m_mirror.rowCount() && log.series().size() == m_mirror.series().size())
        return;
    const std::lock_guard lock(m_mirrorMutex);
    m_mirrorGeneration = m_run.generation();
    if (jumped)
        m_mirror.truncate(log.rowCount(), 0);
    m_mirror.follow(log);
}

void LiveFeed::publish() {
    Gauges& gauges = m_gauges.back();
    m_reader.read(m_run, m_watched, gauges);
    gauges.state = m_state.load(std::memory_order_relaxed);
    gauges.eventsPerS = m_eventsPerS;
    gauges.speedReached = m_speedReached;
    m_gauges.publish();
    mirrorMetrics();
}

void LiveFeed::measure() {
    const auto now = Clock::now();
    const double wallS = std::chrono::duration<double>(now - m_measuredAt).count();
    if (wallS < 0.5)
        return;
    const auto delta = [](auto a, auto b) { return a > b ? static_cast<double>(a - b) : 0.0; };
    m_eventsPerS = delta(m_run.eventCount(), m_measuredEvents) / wallS;
    m_speedReached = delta(m_run.nowNs(), m_measuredNs) * 1e-9 / wallS;
    m_measuredAt = now;
    m_measuredEvents = m_run.eventCount();
    m_measuredNs = m_run.nowNs();
}

void LiveFeed::work(const std::stop_token& stop) {
    constexpr auto kPublishEvery = std::chrono::milliseconds(8);
    auto published = Clock::now() - kPublishEvery;
    bool changed = true;
    std::vector<Command> mail;
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mailMutex);
            if (m_mail.empty() && !changed)
                m_mailArrived.wait_for(lock, stop, kIdle, [this] { return !m_mail.empty(); });
            mail.swap(m_mail);
        }
        const bool commanded = !mail.empty();
        for (Command& command : mail)
            execute(command);
        mail.clear();
        changed = advance();
        chooseSampling();
        measure();
        if (commanded || (!changed && m_unpublished) || (changed && Clock::now() - published >= kPublishEvery)) {
            publish();
            published = Clock::now();
            m_unpublished = false;
        } else {
            m_unpublished = m_unpublished || changed;
        }
    }
}

}  // namespace sim
