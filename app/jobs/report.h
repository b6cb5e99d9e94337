// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/simulatejob.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace model {
class Document;
}

namespace app {

/// What the report shows but cannot draw itself: whoever asks for it brings pictures, so that this job needs no display.
struct ReportPictures {
    QByteArray diagramSvg;
    std::vector<QByteArray> chartSvgs;
};

struct ReportInput {
    const model::Document& document;
    QString title;
    ReportPictures pictures;
    std::optional<SimulateResult> run;  ///< none: the report of the design alone
    QString recordedRun = {};           ///< instead of it: the section of a run that was recorded
    QStringList recordedAssumptions = {};
};

/// One self-contained HTML page: diagram, findings, paths, access patterns, run, charts, assumptions. Prints well.
[[nodiscard]] QByteArray reportHtml(const ReportInput& input);

}  // namespace app
