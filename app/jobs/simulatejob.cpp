// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/simulatejob.h"

#include "app/jobs/digits.h"
#include "app/jobs/faulttext.h"
#include "app/jobs/metricnames.h"
#include "app/jobs/patternnames.h"
#include "app/jobs/runfiles.h"
#include "app/jobs/settings.h"
#include "model/core/document.h"
#include "model/core/quantity.h"
#include "model/io/design.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("jobs", text); }

QString utf8(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

double rounded(double number) { return std::round(number * 1e6) / 1e6; }

model::Result<model::PlanBuild> planOf(const model::Document& document, const model::Scenario& scenario, const SimulateOptions& options) {
    auto built = model::buildPlan(document, scenario);
    if (!built) return built;
    plan::Plan changed = *built->plan;
    changed.scenario.run = std::max(options.run, 1U);
    if (options.cohort == u"off") {
        changed.scenario.fidelity = plan::Fidelity::Exact;
    } else if (!options.cohort.isEmpty() && options.cohort != u"auto") {
        const auto sliceS = model::parseQuantity(options.cohort, model::Unit::Seconds);
        constexpr double kLongestSliceS = 1;  // longer ones would hide what a second of throttling does
        if (sliceS && *sliceS > kLongestSliceS) return model::Error{tr("--cohort takes a slice of at most 1s, not \"%1\".").arg(options.cohort)};
        if (!sliceS || *sliceS <= 0) return model::Error{tr("--cohort takes auto, off or a slice such as 100ms, not \"%1\".").arg(options.cohort)};
        changed.scenario.fidelity = plan::Fidelity::Cohort;
        changed.scenario.sliceS = *sliceS;
    }
    built->plan = std::make_shared<const plan::Plan>(std::move(changed));
    return built;
}

// A copy with the settings of this call.
model::Result<model::Done> applySettings(const model::Document& document, const QStringList& settings, model::Document& copy) {
    if (const auto loaded = model::loadDesign(copy, model::designOf(document)); !loaded) return loaded;
    const auto changes = settingsOf(copy, settings);
    if (!changes) return model::Error{changes.error()};
    if (const auto applied = copy.apply(*changes); !applied) return model::Error{applied.error()};
    return model::Done{};
}

model::Result<model::Done> advance(sim::Run& run, const SimulateOptions& options) {
    // An event of a cohort run stands for many requests: progress is told by time as well as by events.
    constexpr std::uint64_t kEventsAtOnce = 200'000;
    const std::int64_t stretchNs = std::max<std::int64_t>(1, run.endNs() / 200);
    while (!run.finished()) {
        run.runSome(std::min(run.endNs(), run.nowNs() + stretchNs), kEventsAtOnce);
        if (!run.finished() && options.progress && !options.progress(static_cast<double>(run.nowNs()) / static_cast<double>(run.endNs())))
            return model::Error{tr("The run was stopped at %1.").arg(model::formatQuantity(static_cast<double>(run.nowNs()) * 1e-9, model::Unit::Seconds))};
    }
    return model::Done{};
}

model::Result<SimulateResult> runPlan(const model::Document& document, const model::PlanBuild& build, const SimulateOptions& options) {
    sim::RunOptions runOptions;
    runOptions.checkpointBytes = 0;  // nobody goes back
    if (!options.metricsPath.isEmpty()) runOptions.metricPeriodNs = std::llround(options.metricsPeriodS * 1e9);
    QElapsedTimer timer;
    timer.start();
    sim::Run run(build.plan, runOptions);
    OutputFile events;
    EventLogWriter writer(document, *build.plan, events);
    if (!options.eventsPath.isEmpty()) {
        if (const auto opened = events.open(options.eventsPath); !opened) return model::Error{opened.error()};
        run.setTrace(&writer, 0);
    }
    if (const auto done = advance(run, options); !done) return model::Error{done.error()};
    run.setTrace(nullptr, 0);
    const double wallS = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
    if (!options.eventsPath.isEmpty())
        if (const auto written = events.commit(); !written) return model::Error{written.error()};
    if (!options.metricsPath.isEmpty())
        if (const auto written = writeMetricsCsv(document, run, options.metricsPath); !written) return model::Error{written.error()};
    if (options.finished) options.finished(run, build);
    return SimulateResult{sim::summarize(run), {}, build.assumptions, wallS};
}

// ---------------------------------------------------------------- JSON
QJsonObject requestsJson(const sim::RequestCounts& counts) {
    return {{QStringLiteral("total"), static_cast<qint64>(counts.total)},
            {QStringLiteral("succeeded"), static_cast<qint64>(counts.succeeded)},
            {QStringLiteral("throttled"), static_cast<qint64>(counts.throttled)},
            {QStringLiteral("failed"), static_cast<qint64>(counts.failed)},
            {QStringLiteral("in_flight"), static_cast<qint64>(counts.inFlight)}};
}

QJsonObject latencyJson(const sim::LatencySummary& latency) {
    return {{QStringLiteral("mean"), rounded(latency.meanMs)}, {QStringLiteral("p50"), rounded(latency.p50Ms)}, {QStringLiteral("p99"), rounded(latency.p99Ms)}, {QStringLiteral("max"), rounded(latency.maxMs)}};
}

// Sums: {"sum","max_per_s"}; levels: {"last","max"}; percentiles and means of a latency: {"p99_last","p99_max"}.
QJsonObject metricsJson(const std::vector<sim::MetricSummary>& metrics) {
    QJsonObject all;
    for (const sim::MetricSummary& metric : metrics) {
        const QString name = metric.dimension.empty() ? utf8(metric.metric) : utf8(metric.metric) + u'/' + utf8(metric.dimension);
        QJsonObject one = all.value(name).toObject();
        if (metric.statistic == sim::Statistic::Sum) {
            one.insert(QStringLiteral("sum"), rounded(metric.sum));
            one.insert(QStringLiteral("max_per_s"), rounded(metric.maxPerS));
        } else {
            const QString prefix = metric.statistic == sim::Statistic::Value ? QString() : utf8(sim::statisticName(metric.statistic)).toLower() + u'_';
            one.insert(prefix + QStringLiteral("last"), rounded(metric.sum));
            one.insert(prefix + QStringLiteral("max"), rounded(metric.maxPerS));
        }
        all.insert(name, one);
    }
    return all;
}

QJsonArray patternsJson(const sim::RunSummary& summary) {
    QJsonArray patterns;
    for (const sim::PatternSummary& pattern : summary.patterns) {
        QJsonObject row{{QStringLiteral("name"), QString::fromStdString(pattern.name)},
                                {QStringLiteral("caller"), QString::fromStdString(pattern.caller)},
                                {QStringLiteral("resource"), QString::fromStdString(pattern.resource)},
                                {QStringLiteral("requests"), requestsJson(pattern.requests)},
                                {QStringLiteral("attempts"), static_cast<qint64>(pattern.attempts)},
                        {QStringLiteral("latency_ms"), latencyJson(pattern.latency)}};
        // Cohorts know no versions of items: nothing is better than a zero.
        if (summary.fidelity == plan::Fidelity::Exact) row.insert(QStringLiteral("stale_reads"), static_cast<qint64>(pattern.staleReads));
        patterns += row;
    }
    return patterns;
}

}  // namespace

model::Result<SimulateResult> simulate(const model::Document& document, const SimulateOptions& options) {
    if (!(options.loadFactor >= 0) || options.loadFactor > 1e6) return model::Error{tr("A load factor lies between 0 and a million.")};
    if (!(options.metricsPeriodS > 0)) return model::Error{tr("The period of metrics is longer than zero.")};
    model::Document copy(document.registry());
    if (const auto ready = applySettings(document, options.settings, copy); !ready) return model::Error{ready.error()};
    auto scenario = model::scenarioOf(copy, options.scenario);
    if (!scenario) return model::Error{scenario.error()};
    if (options.lengthS) scenario->lengthS = *options.lengthS;
    if (options.seed) scenario->seed = *options.seed;
    scenario->loadFactor *= options.loadFactor;
    const auto build = planOf(copy, *scenario, options);
    if (!build) return model::Error{build.error()};
    auto result = runPlan(copy, *build, options);
    if (result) result->scenario = *scenario;
    return result;
}

namespace {

QJsonArray faultsJson(const sim::RunSummary& summary) {
    QJsonArray faults;
    for (const sim::FaultSummary& fault : summary.faults) {
        QJsonObject row{{QStringLiteral("start_s"), fault.fault.startS}, {QStringLiteral("what"), faultText(*fault.plan, fault.fault.kind)}};
        if (fault.fault.durationS > 0) row.insert(QStringLiteral("end_s"), fault.fault.startS + fault.fault.durationS);
        faults.append(row);
    }
    return faults;
}

}  // namespace

QJsonObject simulateJson(const SimulateResult& result) {
    const sim::RunSummary& s = result.summary;
    QJsonArray nodes;
    for (const sim::NodeSummary& node : s.nodes)
        nodes += QJsonObject{{QStringLiteral("node"), QString::fromStdString(node.name)}, {QStringLiteral("metrics"), metricsJson(node.metrics)}};
    return {{QStringLiteral("fingerprint"), QString::fromStdString(sim::fingerprintText(s.fingerprint))},
            {QStringLiteral("scenario"), result.scenario.name},
            {QStringLiteral("seed"), static_cast<qint64>(s.seed)},
            {QStringLiteral("run"), static_cast<qint64>(s.run)},
            {QStringLiteral("simulated_s"), s.simulatedS},
            {QStringLiteral("wall_s"), rounded(result.wallS)},
            {QStringLiteral("events"), static_cast<qint64>(s.events)},
            {QStringLiteral("fidelity"), QJsonObject{{QStringLiteral("mode"), s.fidelity == plan::Fidelity::Cohort ? QStringLiteral("cohort") : QStringLiteral("exact")},
                                                    {QStringLiteral("slice_s"), s.sliceS}}},
            {QStringLiteral("requests"), requestsJson(s.requests)},
            {QStringLiteral("attempts"), QJsonObject{{QStringLiteral("total"), static_cast<qint64>(s.attempts)}, {QStringLiteral("throttled"), static_cast<qint64>(s.throttledAttempts)}}},
            {QStringLiteral("latency_ms"), latencyJson(s.latency)},
            {QStringLiteral("patterns"), patternsJson(s)},
            {QStringLiteral("nodes"), nodes},
            {QStringLiteral("faults"), faultsJson(s)},
            {QStringLiteral("assumptions"), QJsonArray::fromStringList(result.assumptions)}};
}

// A run that was stopped by hand ends at no round instant.
QString simulatedText(double seconds) {
    const double rounded = seconds < 1 ? seconds : std::round(seconds * 1000) / 1000;
    if (rounded == std::floor(rounded) || rounded < 1) return model::formatQuantity(rounded, model::Unit::Seconds);
    return tr("%1 s").arg(grouped(QString::number(rounded)));
}

namespace {

QString amount(double value) {
    const bool isWhole = value == std::floor(value) || std::abs(value) >= 1000;
    return grouped(QString::number(value, 'f', isWhole ? 0 : value < 10 ? 2 : 1));
}

// What was counted of each node, and what changed: a capacity that stayed as it is tells nothing.
void addNodes(const sim::RunSummary& summary, QStringList& lines) {
    for (const sim::NodeSummary& node : summary.nodes) {
        QStringList own;
        for (const sim::MetricSummary& metric : node.metrics) {
            const QString name = metricTitle(metric.metric, metric.dimension), unit = metricUnit(metric.metric, metric.statistic);
            if (metric.statistic == sim::Statistic::Sum)
                own += tr("    %1: %2, at most %3 %4").arg(name, amount(metric.sum), amount(metric.maxPerS), unit);
            else if (metric.sum != metric.maxPerS || metric.statistic != sim::Statistic::Value)
                own += tr("    %1, %2: %3 at the end, at most %4").arg(name, unit, amount(metric.sum), amount(metric.maxPerS));
        }
        if (!own.isEmpty()) lines += QStringLiteral("  ") + QString::fromStdString(node.name);
        lines += own;
    }
}

}  // namespace

QString simulateText(const SimulateResult& result) {
    const sim::RunSummary& s = result.summary;
    const auto count = [](std::uint64_t n) { return grouped(n); };
    const auto requests = [&](std::uint64_t n) { return n == 1 ? tr("1 request") : tr("%1 requests").arg(count(n)); };
    QStringList lines;
    lines += tr("Scenario \"%1\", %2 simulated in %3 s, seed %4.").arg(result.scenario.name, simulatedText(s.simulatedS), QString::number(result.wallS, 'f', 2)).arg(s.seed);
    lines += tr("%1: %2 succeeded, %3 throttled, %4 failed, %5 in flight; %6 attempts, %7 of them throttled.").arg(requests(s.requests.total), count(s.requests.succeeded), count(s.requests.throttled), count(s.requests.failed), count(s.requests.inFlight), count(s.attempts), count(s.throttledAttempts));
    const auto ms = [](double value) { return grouped(QString::number(value, 'f', 1)); };
    lines += tr("Latency: median %1 ms, 99 % within %2 ms, at most %3 ms.").arg(ms(s.latency.p50Ms), ms(s.latency.p99Ms), ms(s.latency.maxMs));
    const std::vector<PatternEnds> ends = patternEnds(s.patterns);
    for (size_t i = 0; i < ends.size(); ++i) {
        const sim::PatternSummary& p = s.patterns[i];
        lines += tr("  %1, %2 -> %3: %4, %5 throttled, %6 failed, median %7 ms").arg(QString::fromStdString(p.name), ends[i].caller, ends[i].resource, requests(p.requests.total), count(p.requests.throttled), count(p.requests.failed), ms(p.latency.p50Ms));
    }
    addNodes(s, lines);
    for (const QString& assumption : result.assumptions) lines += tr("Assumed: %1").arg(assumption);
    lines += tr("Fingerprint %1.").arg(QString::fromStdString(sim::fingerprintText(s.fingerprint)));
    return lines.join(u'\n') + u'\n';
}

}  // namespace app
