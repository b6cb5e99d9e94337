// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/events/eventlog.h"
#include "app/jobs/simulatejob.h"
#include "app/live/dotfield.h"
#include "model/planbuilder/planbuilder.h"
#include "simulation/live/livefeed.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace app {

class Workspace;

/// The run of the open design: makes its plan, plays it on the worker thread, keeps the display's clock, and turns edits
/// into tunings. Widgets ask it to do things and refresh from its signals; none of them touches the engine.
class RunController final : public QObject {
    Q_OBJECT
public:
    explicit RunController(Workspace& workspace, QObject* parent = nullptr);
    ~RunController() override;

    // Commands. The first one builds the plan; a design that cannot run says why by message().
    void toggle();
    void pause();
    /// Back to the start. After an edit or a fault by hand the run starts anew, with the design as it is.
    void reset();
    void step();
    enum class StepKind { Event, Hop, Request, Second };  ///< as the bar's menu lists them
    void setStepKind(StepKind kind) { m_stepKind = kind; }
    void stepBack();
    void fast();  ///< a hundred times the chosen speed, and back
    void express();  ///< as fast as the engine can, without dots; until it is called again or paused
    void untilThrottle();
    void setSpeed(double simulatedPerWall);
    void jumpTo(qint64 timeNs);
    void inject(const plan::Fault& fault);  ///< begins now
    void endFaults();
    void endFault(std::uint32_t place);     ///< one of those that the gauges show
    /// A choice of what to look at: no step of undo, and nothing to save.
    void chooseScenario(const QString& name);
    /// Whose partitions the gauges show, in this run and the next; null: none.
    void watch(model::Uid store);

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] bool isExpress() const;
    /// The design was edited since this run began.
    [[nodiscard]] bool isEdited() const { return m_edited; }
    [[nodiscard]] bool exists() const { return m_feed != nullptr; }
    [[nodiscard]] double speed() const { return m_speed; }
    [[nodiscard]] qint64 nowNs() const;
    [[nodiscard]] qint64 computedNs() const;
    [[nodiscard]] qint64 lengthNs() const;
    /// The Region containers with this code.
    [[nodiscard]] std::vector<model::Uid> regionNodes(const QString& code) const;
    [[nodiscard]] const plan::Plan* plan() const { return m_build.plan.get(); }
    [[nodiscard]] const model::PlanBuild& build() const { return m_build; }
    [[nodiscard]] const sim::Gauges& gauges() const { return m_gauges; }
    /// What the figures of that node are; null before the run or where it has none.
    [[nodiscard]] const sim::StationGauge* gaugeOf(model::Uid node) const;
    [[nodiscard]] DotField& dots() { return m_dots; }
    [[nodiscard]] const DotField& dots() const { return m_dots; }
    /// What was recorded, as far as the display has come.
    [[nodiscard]] const EventLog& events() const { return m_events; }
    [[nodiscard]] double displayS() const { return m_displayS; }
    /// Points of a recorded series: x in simulated seconds, y a second's rate for sums.
    [[nodiscard]] std::vector<QPointF> series(const sim::MetricId& id) const;
    /// All recorded series; the engine's thread waits meanwhile, so be quick. Nothing happens before the run exists.
    void readMetrics(const std::function<void(const sim::MetricLog&)>& read) const;
    /// What the run has come to so far; nothing before the first one. Waits for the worker, for a moment.
    [[nodiscard]] std::optional<SimulateResult> result() const;
    /// The steps of a sampled request, in order; empty when it was not sampled or is forgotten.
    [[nodiscard]] std::vector<sim::HopRecord> journey(std::uint64_t request) const;
    /// The nodes that the last step concerned, while the run stands there.
    [[nodiscard]] const std::vector<model::Uid>& touched() const { return m_touched; }
    /// Which row of a link a pattern of the plan comes from, and its name.
    [[nodiscard]] QString patternName(quint64 patternUid) const;
    [[nodiscard]] bool isWrite(quint64 patternUid) const;

Q_SIGNALS:
    void frame();         ///< dots and gauges have moved: up to sixty times a second
    void finished();      ///< the run has come to its end
    void stateChanged();  ///< running, time, speed, length
    void metricsChanged();  ///< a few times a second while running
    void runReplaced();   ///< another plan or scenario: series and marks start over
    void tuned();         ///< an edit has changed the plan of this run; its later faults may be others
    void faultInjected(const plan::Fault& fault);
    void message(const QString& sentence);

private:
    bool ensure();
    bool rebuildPlan();
    void startFeed();
    void onEdit();
    void takeTuning();
    void followScenario();
    void refreshWays();
    void tellIfIdle();
    void wake();
    void tick();
    void takeGauges();
    void takeHops(qint64 displayNs);
    void showInFlight();
    [[nodiscard]] bool isKnown(const sim::HopRecord& record) const;
    void addDot(const sim::HopRecord& record, qint64 displayNs);
    void touch(const sim::HopRecord& record);
    void untouch();
    void remember(const sim::HopRecord& record);

    Workspace& m_workspace;
    model::PlanBuild m_build;
    std::unique_ptr<sim::LiveFeed> m_feed;
    sim::Gauges m_gauges;
    DotField m_dots;
    EventLog m_events;
    QTimer m_timer;
    QTimer m_tuning;
    QElapsedTimer m_wall;
    double m_speed = 1;
    double m_normalSpeed = 1;  // while fast
    double m_displayS = 0;
    double m_metricsDueS = 0;
    double m_idleS = 0;
    std::uint32_t m_generation = 0;
    model::Uid m_watched;
    StepKind m_stepKind = StepKind::Event;
    std::vector<model::Uid> m_touched;
    bool m_wasFinished = false;
    bool m_edited = false;   // since this run began: a start from 0 would be another
    bool m_touchedByHand = false;  // as are faults that were begun or ended by hand
    QString m_scenario;      // whose playing speed was taken over
    double m_scenarioSpeed = 1;
    bool m_stepped = false;  // what comes next was done by a step
    std::vector<sim::HopRecord> m_hops;
    std::unordered_map<std::uint64_t, std::vector<sim::HopRecord>> m_journeys;
    std::vector<sim::HopRecord> m_early;
    qint64 m_rewoundToNs = -1;
    std::vector<std::uint64_t> m_journeyOrder;
};

}  // namespace app
