// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/result.h"
#include "model/planbuilder/planbuilder.h"
#include "simulation/summary.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <optional>

namespace model {
class Document;
}

namespace app {

/// What `skerry simulate` and the window's "run to the end" ask for.
struct SimulateOptions {
    QString scenario = {};               ///< empty: the current one
    std::optional<double> lengthS = {};  ///< instead of the scenario's
    std::optional<quint64> seed = {};
    quint32 run = 1;
    double loadFactor = 1;   ///< times the scenario's
    QStringList settings = {};    ///< "Orders.writeUnits=100": for this run only
    QString cohort = {};          ///< "auto" or empty, "off", or a slice such as "100ms"
    QString metricsPath = {};     ///< CSV; empty: none
    double metricsPeriodS = 1;
    QString eventsPath = {};      ///< JSON lines; empty: none
    /// Looks at the finished run, whose metrics the charts of a report need.
    std::function<void(const sim::Run&, const model::PlanBuild&)> finished = {};
    /// Told the share that is done; false stops the run.
    std::function<bool(double)> progress = {};
};

struct SimulateResult {
    sim::RunSummary summary;
    model::Scenario scenario;
    QStringList assumptions;  ///< of the plan
    double wallS = 0;
};

/// Runs the scenario to its end. The document itself stays as it is. Writes the files that are asked for.
[[nodiscard]] model::Result<SimulateResult> simulate(const model::Document& document, const SimulateOptions& options);

/// The document of `skerry simulate --json`; its keys are stable.
[[nodiscard]] QJsonObject simulateJson(const SimulateResult& result);

/// A few lines for people.
/// "48 h"; "75.741 s" for a run that was stopped by hand.
[[nodiscard]] QString simulatedText(double seconds);
[[nodiscard]] QString simulateText(const SimulateResult& result);

}  // namespace app
