// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/reportfile.h"
#include "app/cli/commands.h"
#include "app/cli/designinput.h"
#include "app/cli/progressbar.h"
#include "app/jobs/nodenames.h"
#include "app/jobs/simulatejob.h"
#include "model/core/quantity.h"
#include "model/io/atomicfile.h"
#include "model/traffic/accesspattern.h"
#include "model/traffic/planvalues.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonObject>

namespace app::cli {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("cli", text); }

const QString kReport = QStringLiteral("--report");

/// A time with a unit above zero, in seconds.
model::Result<double> seconds(const Arguments& arguments, const QString& option) {
    const auto value = model::parseQuantity(arguments.value(option), model::Unit::Seconds);
    if (!value) return model::Error{option + QStringLiteral(": ") + value.error()};
    if (!(*value > 0)) return model::Error{tr("%1 takes a time above zero, such as 10m, not \"%2\".").arg(option, arguments.value(option))};
    return value;
}

model::Result<model::Done> readTimes(const Arguments& arguments, SimulateOptions& options) {
    if (arguments.has(QStringLiteral("--for"))) {
        const auto length = seconds(arguments, QStringLiteral("--for"));
        if (!length) return model::Error{length.error()};
        options.lengthS = *length;
    }
    if (arguments.has(QStringLiteral("--period"))) {
        const auto period = seconds(arguments, QStringLiteral("--period"));
        if (!period) return model::Error{period.error()};
        options.metricsPeriodS = *period;
    }
    return model::Done{};
}

model::Result<model::Done> readNumbers(const Arguments& arguments, SimulateOptions& options) {
    if (arguments.has(QStringLiteral("--seed"))) {
        const auto seed = wholeNumber(QStringLiteral("--seed"), arguments.value(QStringLiteral("--seed")), 0, INT64_MAX);
        if (!seed) return model::Error{seed.error()};
        options.seed = static_cast<quint64>(*seed);
    }
    const auto run = wholeNumber(QStringLiteral("--run"), arguments.value(QStringLiteral("--run"), QStringLiteral("1")), 1, 1000000);
    if (!run) return model::Error{run.error()};
    options.run = static_cast<quint32>(*run);
    if (arguments.has(QStringLiteral("--load"))) {
        bool ok = false;
        options.loadFactor = arguments.value(QStringLiteral("--load")).toDouble(&ok);
        if (!ok || !(options.loadFactor > 0) || options.loadFactor > 1e9)
            return model::Error{tr("--load takes a factor above zero, not \"%1\".").arg(arguments.value(QStringLiteral("--load")))};
    }
    return model::Done{};
}

model::Result<SimulateOptions> optionsOf(const Arguments& arguments) {
    SimulateOptions options;
    options.scenario = arguments.value(QStringLiteral("--scenario"));
    options.cohort = arguments.value(QStringLiteral("--cohort"));
    options.settings = arguments.values(QStringLiteral("--set"));
    options.metricsPath = arguments.value(QStringLiteral("--metrics"));
    options.eventsPath = arguments.value(QStringLiteral("--events"));
    if (auto times = readTimes(arguments, options); !times) return model::Error{times.error()};
    if (auto numbers = readNumbers(arguments, options); !numbers) return model::Error{numbers.error()};
    return options;
}

/// Standard output takes one thing.
QString outputObjection(const Arguments& arguments) {
    if (arguments.has(kReport) && !arguments.value(kReport).endsWith(u".html", Qt::CaseInsensitive))
        return tr("--report writes HTML: name a file that ends with .html, not \"%1\".").arg(arguments.value(kReport));
    int uses = 0;
    for (const auto* option : {"--json", "--fingerprint"}) uses += arguments.has(QLatin1String(option)) ? 1 : 0;
    for (const auto* option : {"--metrics", "--events"}) uses += arguments.value(QLatin1String(option)) == u"-" ? 1 : 0;
    if (uses > 1) return tr("Standard output takes one of --json, --fingerprint, --metrics - and --events -. Name files for the others.");
    return {};
}

/// A script that replays a record wants to hear that it cannot be read, not that nothing was requested.
QString recordObjection(const model::Document& document) {
    for (const model::LinkId id : document.links())
        for (const model::AccessPattern& pattern : model::patternsOf(model::LinkView(document, id))) {
            if (pattern.rateShape != u"replay" || pattern.unresolved) continue;
            if (const auto points = model::replayPoints(pattern.replayCsv); !points)
                return tr("The recorded load of \"%1\" from \"%2\" cannot be used. %3 Correct the CSV.")
                    .arg(pattern.name, nodePath(document, pattern.caller), points.error());
        }
    return {};
}

/// The run, and its report where one is asked for.
model::Result<SimulateResult> simulated(const Arguments& arguments, const model::Document& document, const SimulateOptions& options) {
    if (!arguments.has(kReport)) return simulate(document, options);
    auto report = makeReport(document, designName(arguments.names().first()), options);
    if (!report) return model::Error{report.error()};
    if (auto written = model::writeFileAtomically(arguments.value(kReport), report->html); !written) return model::Error{written.error()};
    return std::move(report->run);
}

Needs needs(const Arguments& arguments) { return arguments.has(kReport) ? Needs::Pictures : Needs::Core; }

Exit run(Call& call) {
    const Arguments& arguments = call.arguments;
    if (const QString why = outputObjection(arguments); !why.isEmpty()) return Output::fail(why);
    auto options = optionsOf(arguments);
    if (!options) return Output::fail(options.error());
    const auto input = readDesign(arguments.names().first(), call.kinds);
    if (!input) return Output::fail(input.error());
    if (const QString why = recordObjection(*input->document); !why.isEmpty()) return Output::fail(why);
    ProgressBar bar;
    options->progress = [&bar](double share) {
        bar.show(share);
        return true;
    };
    const auto result = simulated(arguments, *input->document, *options);
    bar.clear();
    if (!result) return Output::fail(result.error());
    if (arguments.has(QStringLiteral("--json")))
        call.out.json(simulateJson(*result));
    else if (arguments.has(QStringLiteral("--fingerprint")))
        call.out.line(simulateJson(*result).value(QStringLiteral("fingerprint")).toString());
    else if (options->metricsPath != u"-" && options->eventsPath != u"-")
        call.out.text(simulateText(*result));
    return Exit::Done;
}

}  // namespace

Command simulateCommand() {
    return {
        .name = QStringLiteral("simulate"),
        .summary = QT_TRANSLATE_NOOP("cli", "run a scenario of the design and tell what happened"),
        .synopsis = {QStringLiteral("simulate FILE [--scenario NAME] [--for 10m] [--seed N] [--run N] [--set 'Orders.writeUnits=100']..."),
                     QStringLiteral("simulate FILE ... [--load 10] [--cohort auto|off|100ms] [--metrics M.csv [--period 60s]] [--events E.jsonl] [--report R.html] [--json | --fingerprint]")},
        .description = QT_TRANSLATE_NOOP(
            "cli",
            "Runs the scenario from its beginning to its end and prints requests, throttles, latencies and what the nodes consumed. The same "
            "design, scenario, seed and run number give the same events on every machine; --fingerprint prints the hash of the event log.\n\n"
            "Without --scenario it is the current one, with its own length and seed. --set changes a property for this call only; values take "
            "units as in the inspector: 5m, 2KiB, 1k/s. The file itself is never changed."),
        .options = {{"--scenario", "NAME", QT_TRANSLATE_NOOP("cli", "Which scenario of the design.")},
                    {"--for", "TIME", QT_TRANSLATE_NOOP("cli", "Simulated time, such as 90s, 10m or 48h, instead of the scenario's length.")},
                    {"--seed", "N", QT_TRANSLATE_NOOP("cli", "The seed instead of the scenario's.")},
                    {"--run", "N", QT_TRANSLATE_NOOP("cli", "Which of many runs with the same seed; 1 unless said.")},
                    {"--load", "FACTOR", QT_TRANSLATE_NOOP("cli", "Every rate times this.")},
                    {"--cohort", "auto|off|TIME", QT_TRANSLATE_NOOP("cli", "Requests as cohorts of a slice such as 100ms; off: every request on its own; auto: as the expected number asks for.")},
                    {"--set", "NODE.PROPERTY=VALUE", QT_TRANSLATE_NOOP("cli", "A property for this call only; may be repeated."), true},
                    {"--metrics", "FILE", QT_TRANSLATE_NOOP("cli", "CSV: time_s,node,metric,dimension,statistic,value, with CloudWatch's names.")},
                    {"--period", "TIME", QT_TRANSLATE_NOOP("cli", "Length of a row of --metrics; 1s unless said.")},
                    {"--events", "FILE", QT_TRANSLATE_NOOP("cli", "One JSON object a line for each event of each request, in the order in which the run decided them: time_ns of a line may lie after that of the next.")},
                    {"--report", "FILE.html", QT_TRANSLATE_NOOP("cli", "The report as one self-contained HTML page: diagram, findings, paths, run and charts.")},
                    {"--json", "", QT_TRANSLATE_NOOP("cli", "One JSON document.")},
                    {"--fingerprint", "", QT_TRANSLATE_NOOP("cli", "Only the hash of the event log.")}},
        .json = R"({"fingerprint","seed","simulated_s","wall_s","events","fidelity":{"mode","slice_s"},
     "requests":{"total","succeeded","throttled","failed","in_flight"},"attempts":{"total","throttled"},
     "latency_ms":{"mean","p50","p99","max"},"patterns":[{"name","caller","resource","requests":{},"latency_ms":{}}],
     "nodes":[{"node","metrics":{"ConsumedWriteCapacityUnits":{"sum","max_per_s"}}}]})",
        .examples = {QStringLiteral("skerry simulate orders.skerry"),
                     QStringLiteral("skerry simulate orders.skerry --for 1h --load 5 --set 'Orders.writeUnits=100' --json"),
                     QStringLiteral("skerry simulate orders.skerry --metrics metrics.csv --period 60s")},
        .fewestNames = 1,
        .needs = needs,
        .run = run,
    };
}

}  // namespace app::cli
