// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/simulatejob.h"
#include "model/core/result.h"

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

/// The report of the design alone: runs nothing.
[[nodiscard]] model::Result<QByteArray> designReport(const model::Document& document, const QString& title);

}  // namespace app
