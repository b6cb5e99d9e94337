// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/runcontroller.h"

#include "app/charts/nodecharts.h"
#include "app/workspace.h"
#include "model/core/edit.h"
#include "model/core/network.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace app {

namespace {

constexpr int kFrameMs = 16;
constexpr qint64 kSecondNs = 1'000'000'000;
constexpr size_t kMostTouched = 24;       // more rings than that tell nothing
constexpr double kMetricsEveryS = 0.2;
constexpr double kIdleAfterS = 1.5;       // a paused view keeps ticking until seeks are done and fades are over
constexpr double kLongestJourneyS = 4;    // of the eye, with all its stretched hops
constexpr size_t kJourneysKept = 2000;    // of sampled requests, for their envelopes
constexpr double kFastFactor = 100;
constexpr double kJourneysPerS = 40;      // sampled and shown: more than that no eye can follow
constexpr double kLongestFrameS = 0.1;    // a view that was hidden does not catch up in one leap

}  // namespace

RunController::RunController(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace) {
    m_timer.setInterval(kFrameMs);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_tuning.setSingleShot(true);
    m_tuning.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &RunController::tick);
    connect(&m_tuning, &QTimer::timeout, this, &RunController::takeTuning);
    connect(&workspace.document(), &model::Document::changed, this, &RunController::onEdit);
    connect(&workspace.document(), &model::Document::reset, this, [this] {
        m_feed.reset();
        m_build = {};
        m_gauges = {};
        m_dots.clear();
        m_events.clear();
        m_timer.stop();
        m_edited = m_touchedByHand = false;
        m_scenario.clear();
        m_scenarioSpeed = 0;
        followScenario();
        Q_EMIT runReplaced();
        Q_EMIT stateChanged();
        Q_EMIT frame();
    });
    connect(&workspace, &Workspace::pictureChanged, this, &RunController::refreshWays);
}

RunController::~RunController() = default;

// ---------------------------------------------------------------- the plan and its feed
bool RunController::ensure() { return m_feed || (rebuildPlan() && (startFeed(), true)); }

bool RunController::rebuildPlan() {
    const auto scenario = model::scenarioOf(m_workspace.document());
    if (!scenario) {
        Q_EMIT message(scenario.error());
        return false;
    }
    auto build = model::buildPlan(m_workspace.document(), *scenario);
    if (!build) {
        Q_EMIT message(build.error());
        return false;
    }
    m_build = std::move(*build);
    return true;
}

void RunController::startFeed() {
    m_feed.reset();
    sim::LiveOptions options;
    options.journeysPerS = kJourneysPerS;
    m_feed = std::make_unique<sim::LiveFeed>(m_build.plan, options);
    m_feed->setSpeed(m_speed);
    m_feed->watch(m_watched.value);
    m_gauges = m_feed->gauges();
    m_generation = m_gauges.generation;
    m_journeys.clear();
    m_early.clear();
    m_journeyOrder.clear();
    m_events.clear();
    m_edited = m_touchedByHand = false;
    refreshWays();
    Q_EMIT runReplaced();
    Q_EMIT stateChanged();
}

// Several edits in one turn (a paste, an undo of many) make one new plan.
void RunController::onEdit() {
    followScenario();
    if (m_feed) m_tuning.start();
}

// A design begins at the speed of its scenario, as does another scenario; until then the speed is the user's.
void RunController::followScenario() {
    const auto scenario = model::scenarioOf(m_workspace.document());
    if (!scenario || (scenario->name == m_scenario && scenario->playSpeed == m_scenarioSpeed)) return;
    m_scenario = scenario->name;
    m_scenarioSpeed = scenario->playSpeed;
    setSpeed(m_scenarioSpeed);
}

void RunController::takeTuning() {
    const plan::PlanPtr old = m_build.plan;
    if (!rebuildPlan()) return;
    if (*old == *m_build.plan) return;
    // Another length or seed is another run; everything else carries on from here.
    if (old->scenario.seed != m_build.plan->scenario.seed || old->scenario.lengthS != m_build.plan->scenario.lengthS ||
        old->scenario.name != m_build.plan->scenario.name) {
        startFeed();
    } else {
        m_feed->apply(sim::PlanInput{m_build.plan});
        refreshWays();
        if (!std::exchange(m_edited, true)) Q_EMIT message(tr("The run goes on with the changed design. F8 starts it over from 0 with the design as it is."));
        Q_EMIT tuned();
    }
    wake();
}

void RunController::refreshWays() {
    DotField::Ways ways;
    if (m_build.plan)
        for (size_t i = 0; i < m_build.plan->patterns.size(); ++i) {
            const plan::AccessPattern& pattern = m_build.plan->patterns[i];
            const DotField::Way direct{m_build.patterns[i].link, {}, plan::isWrite(pattern.operation)};
            if (pattern.paths.empty()) ways.insert({pattern.uid, 0}, direct);
            for (size_t path = 0; path < pattern.paths.size(); ++path) {
                DotField::Way way = direct;
                way.presence = {pattern.paths[path].presenceUid};
                ways.insert({pattern.uid, static_cast<int>(path)}, way);
            }
        }
    m_dots.setPicture(m_workspace.picture(), std::move(ways));
    Q_EMIT frame();
}

// ---------------------------------------------------------------- commands
void RunController::wake() {
    m_idleS = 0;
    if (m_timer.isActive()) return;
    m_wall.start();
    m_timer.start();
}

void RunController::toggle() {
    if (!ensure()) return;
    if (isRunning()) return pause();
    tellIfIdle();
    if (nowNs() >= lengthNs()) m_feed->jumpTo(0);
    untouch();
    m_feed->run();
    wake();
    Q_EMIT stateChanged();
}

// Stations that nobody asks stand still for ever: the word for it comes at the start.
void RunController::tellIfIdle() {
    if (m_build.expectedRequests <= 0) Q_EMIT message(tr("Nothing sends requests yet: draw a link from a client, a fleet or a function to a table, select it, and add an access pattern with a rate in the inspector."));
}

void RunController::pause() {
    if (!m_feed) return;
    m_feed->pause();
    wake();
    Q_EMIT stateChanged();
}

void RunController::reset() {
    if (!m_feed) return;
    m_feed->pause();
    untouch();
    m_dots.clear();
    // Going back to 0 would do again, at their times, what was done to the run.
    if (m_edited || m_touchedByHand || m_tuning.isActive()) {
        m_tuning.stop();
        if (!rebuildPlan()) return;
        startFeed();
        Q_EMIT message(tr("Back at the start, with the design as it is."));
    } else {
        m_feed->jumpTo(0);
    }
    wake();
}

void RunController::step() {
    if (!ensure()) return;
    tellIfIdle();
    untouch();
    m_stepped = true;
    switch (m_stepKind) {
        case StepKind::Event: m_feed->stepEvent(); break;
        case StepKind::Hop: m_feed->stepEvent(sim::StepUntil::Hop); break;
        case StepKind::Request: m_feed->stepEvent(sim::StepUntil::Finished); break;
        case StepKind::Second: m_feed->jumpTo(std::min(nowNs() + kSecondNs, lengthNs())); break;
    }
    wake();
}

void RunController::stepBack() {
    if (!ensure()) return;
    untouch();
    m_feed->stepBack();
    wake();
}

void RunController::fast() {
    if (m_speed == m_normalSpeed) {
        setSpeed(m_speed * kFastFactor);
        m_normalSpeed = m_speed / kFastFactor;
        if (!isRunning()) toggle();
    } else {
        setSpeed(m_normalSpeed);
    }
}

void RunController::express() {
    if (!ensure()) return;
    if (isExpress()) return pause();
    if (nowNs() >= lengthNs()) m_feed->jumpTo(0);
    tellIfIdle();
    untouch();
    m_dots.clear();
    m_feed->express();
    wake();
    Q_EMIT stateChanged();
}

void RunController::untilThrottle() {
    if (!ensure()) return;
    untouch();
    m_feed->runToThrottle();
    wake();
}

void RunController::setSpeed(double simulatedPerWall) {
    m_speed = m_normalSpeed = simulatedPerWall;
    if (m_feed) m_feed->setSpeed(simulatedPerWall);
    Q_EMIT stateChanged();
}

void RunController::jumpTo(qint64 timeNs) {
    if (!ensure()) return;
    m_dots.clear();
    untouch();
    m_feed->jumpTo(std::clamp<qint64>(timeNs, 0, lengthNs()));
    wake();
}

void RunController::inject(const plan::Fault& fault) {
    if (!ensure()) return;
    m_feed->apply(sim::FaultInput{fault});
    m_touchedByHand = true;
    Q_EMIT faultInjected(fault);
    wake();
}

void RunController::endFaults() {
    if (!m_feed) return;
    m_feed->apply(sim::EndFaultsInput{});
    m_touchedByHand = true;
    wake();
}

void RunController::endFault(std::uint32_t place) {
    if (!m_feed) return;
    m_feed->apply(sim::EndFaultsInput{place});
    m_touchedByHand = true;
    wake();
}

std::vector<model::Uid> RunController::regionNodes(const QString& code) const {
    std::vector<model::Uid> regions;
    const model::Document& document = m_workspace.document();
    for (const model::NodeId id : document.topNodes())
        if (const model::NodeView node(document, id); model::regionOf(node) == node && model::regionCodeOf(node) == code) regions.push_back(node.uid());
    return regions;
}

void RunController::chooseScenario(const QString& name) {
    model::Edit edit(m_workspace.document(), tr("Scenario %1").arg(name));
    edit.setDocument(model::scenario::kCurrent, model::Value(name));
    m_workspace.perform(edit.take());
}

// ---------------------------------------------------------------- reading
void RunController::watch(model::Uid store) {
    m_watched = store;
    if (!m_feed) return;
    m_feed->watch(store.value);
    wake();
}

bool RunController::isRunning() const { return m_feed && (m_feed->liveState() == sim::LiveState::Running || isExpress()); }
bool RunController::isExpress() const { return m_feed && m_feed->liveState() == sim::LiveState::Express; }
qint64 RunController::nowNs() const { return m_feed ? m_feed->displayNs() : 0; }
qint64 RunController::computedNs() const { return m_feed ? m_feed->horizonNs() : 0; }

qint64 RunController::lengthNs() const {
    const double lengthS = m_build.plan ? m_build.plan->scenario.lengthS : model::scenariosOf(m_workspace.document()).front().lengthS;
    return std::llround(lengthS * 1e9);
}

const sim::StationGauge* RunController::gaugeOf(model::Uid node) const {
    const auto it = std::ranges::find(m_gauges.stations, node.value, &sim::StationGauge::uid);
    return it == m_gauges.stations.end() ? nullptr : &*it;
}

std::optional<SimulateResult> RunController::result() const {
    if (!m_feed) return std::nullopt;
    const auto scenario = model::scenarioOf(m_workspace.document());
    return SimulateResult{m_feed->summary().get(), scenario ? *scenario : model::Scenario(), m_build.assumptions, 0};
}

std::vector<QPointF> RunController::series(const sim::MetricId& id) const {
    std::vector<QPointF> points;
    readMetrics([&](const sim::MetricLog& log) { points = pointsOf(log, id); });
    return points;
}

void RunController::readMetrics(const std::function<void(const sim::MetricLog&)>& read) const {
    if (m_feed) m_feed->withMetrics(read);
}

QString RunController::patternName(quint64 patternUid) const {
    if (!m_build.plan) return {};
    const auto it = std::ranges::find(m_build.plan->patterns, patternUid, &plan::AccessPattern::uid);
    return it == m_build.plan->patterns.end() ? QString() : QString::fromStdString(it->name);
}

bool RunController::isWrite(quint64 patternUid) const {
    if (!m_build.plan) return false;
    const auto it = std::ranges::find(m_build.plan->patterns, patternUid, &plan::AccessPattern::uid);
    return it != m_build.plan->patterns.end() && plan::isWrite(it->operation);
}

// ---------------------------------------------------------------- the clock
void RunController::takeGauges() {
    const qint64 knownNs = m_gauges.nowNs;
    m_gauges = m_feed->gauges();
    if (m_gauges.generation == m_generation) return;
    m_generation = m_gauges.generation;
    m_dots.clear();
    m_rewoundToNs = m_gauges.nowNs < knownNs ? m_gauges.nowNs : -1;
    if (m_gauges.nowNs >= knownNs) return;
    // What lies later will be recorded again.
    m_events.cut(m_gauges.nowNs);
    for (auto& [request, steps] : m_journeys) std::erase_if(steps, [this](const sim::HopRecord& record) { return eventTimeNs(record) > m_gauges.nowNs; });
    showInFlight();
}

// After a step back the requests that were on their way at that instant are on their way again.
void RunController::showInFlight() {
    for (const std::uint64_t request : m_journeyOrder) {
        const auto journey = m_journeys.find(request);
        if (journey == m_journeys.end()) continue;
        for (const sim::HopRecord& record : journey->second) {
            const double agoS = static_cast<double>(m_gauges.nowNs - record.arriveNs) * 1e-9 / m_speed;
            if (agoS < kLongestJourneyS) addDot(record, m_gauges.nowNs);
        }
    }
}

void RunController::addDot(const sim::HopRecord& record, qint64 displayNs) {
    const auto shownAt = [&](qint64 timeNs) { return m_displayS + static_cast<double>(timeNs - displayNs) * 1e-9 / m_speed; };
    m_dots.add(record, shownAt(record.departNs), shownAt(record.arriveNs));
}

void RunController::tick() {
    const double wallS = std::min(static_cast<double>(m_wall.nsecsElapsed()) * 1e-9, kLongestFrameS);
    m_wall.start();
    const qint64 before = m_feed->displayNs();
    const qint64 displayNs = m_feed->advanceDisplay(std::llround(wallS * 1e9));
    takeGauges();
    const sim::LiveState state = m_feed->liveState();
    // The engine has the processor to itself: a few frames a second show how far it is.
    if (state == sim::LiveState::Express && m_metricsDueS > wallS) {
        m_metricsDueS -= wallS;
        m_idleS = 0;
        return;
    }
    // Dots go on to their ends when the run stands at its end, and stand still while it is paused.
    if (state == sim::LiveState::Running || state == sim::LiveState::Finished) m_displayS += wallS;
    // Of a jump nothing is shown before it has come to its end, and then by where the display stands.
    if (state != sim::LiveState::Seeking) takeHops(m_feed->displayNs());
    m_metricsDueS -= wallS;
    const bool moved = displayNs != before || state == sim::LiveState::Seeking;
    m_idleS = moved || state == sim::LiveState::Running || state == sim::LiveState::Express ? 0 : m_idleS + wallS;
    if (m_metricsDueS <= 0 && m_idleS < kIdleAfterS) {
        m_metricsDueS = kMetricsEveryS;
        m_events.advance(displayNs);
        Q_EMIT metricsChanged();
    }
    Q_EMIT frame();
    Q_EMIT stateChanged();
    const bool isFinished = state == sim::LiveState::Finished;
    if (isFinished && !m_wasFinished) Q_EMIT finished();
    m_wasFinished = isFinished;
    if (m_idleS >= kIdleAfterS) m_timer.stop();
}

void RunController::takeHops(qint64 displayNs) {
    m_hops = std::exchange(m_early, {});  // of a jump that the gauges had not told of yet
    m_feed->drain(m_hops);
    std::vector<sim::HopRecord> early;
    for (const sim::HopRecord& record : m_hops) {
        if (record.generation != m_generation) {
            if (record.generation > m_generation) early.push_back(record);
            continue;
        }
        if (record.departNs <= m_rewoundToNs && isKnown(record)) continue;
        remember(record);
        m_events.add(record);
        if (m_stepped) touch(record);
        addDot(record, displayNs);
    }
    m_early = std::move(early);
}

// A jump back records again what is on its way at its end; some of it had been recorded before.
bool RunController::isKnown(const sim::HopRecord& record) const {
    const auto journey = m_journeys.find(record.request);
    return journey != m_journeys.end() && std::ranges::any_of(journey->second, [&](const sim::HopRecord& known) {
        return known.kind == record.kind && known.departNs == record.departNs && known.toUid == record.toUid;
    });
}

void RunController::touch(const sim::HopRecord& record) {
    for (const std::uint64_t uid : {record.fromUid, record.toUid})
        if (uid != 0 && m_touched.size() < kMostTouched && std::ranges::find(m_touched, model::Uid{uid}) == m_touched.end()) m_touched.push_back(model::Uid{uid});
}

void RunController::untouch() {
    m_touched.clear();
    m_stepped = false;
}

void RunController::remember(const sim::HopRecord& record) {
    if (record.request == 0) return;
    auto [it, isNew] = m_journeys.try_emplace(record.request);
    it->second.push_back(record);
    if (!isNew) return;
    m_journeyOrder.push_back(record.request);
    if (m_journeyOrder.size() <= 2 * kJourneysKept) return;
    for (size_t i = 0; i < kJourneysKept; ++i) m_journeys.erase(m_journeyOrder[i]);
    m_journeyOrder.erase(m_journeyOrder.begin(), m_journeyOrder.begin() + static_cast<std::ptrdiff_t>(kJourneysKept));
}

std::vector<sim::HopRecord> RunController::journey(std::uint64_t request) const {
    const auto it = m_journeys.find(request);
    return it == m_journeys.end() ? m_events.journey(request) : it->second;
}

}  // namespace app
