// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/nodecharts.h"
#include "app/jobs/simulatejob.h"
#include "model/core/result.h"
#include "model/io/skerryfile.h"

#include <QByteArray>
#include <QString>

namespace model {
class Document;
}

namespace app {

/// The report of a design with a run of its scenario, pictures and charts included: what `skerry simulate --report` and the
/// window write. Needs a QGuiApplication (offscreen will do).
struct Report {
    QByteArray html;
    SimulateResult run;
};
[[nodiscard]] model::Result<Report> makeReport(const model::Document& document, const QString& title, SimulateOptions options);

/// The report of the design, with the newest of the recorded runs: runs nothing. A run that cannot be read is left out.
[[nodiscard]] model::Result<QByteArray> designReport(const model::Document& document, const QString& title, const std::vector<model::RecordedRun>& recorded = {});

/// A run as a file keeps it: its figures as JSON, and what a report shows of it, ready. So it stays what it was when the design
/// or the program changes.
[[nodiscard]] model::RecordedRun recordedRun(const SimulateResult& run, const model::PlanBuild& build, const SeriesReader& read);

}  // namespace app
