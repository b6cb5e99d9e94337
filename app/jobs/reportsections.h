// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/simulatejob.h"

#include <QString>

namespace model {
class Document;
}

// The sections of the report, each a piece of HTML.
namespace app::report {

[[nodiscard]] QString findings(const model::Document& document);
[[nodiscard]] QString paths(const model::Document& document);
[[nodiscard]] QString patterns(const model::Document& document);
[[nodiscard]] QString runSummary(const SimulateResult& run);
/// What is modelled and what is not, of each kind in the design, and every assumed number with its value and source.
[[nodiscard]] QString assumptions(const model::Document& document, const QStringList& ofThePlan);

[[nodiscard]] QString section(const QString& title, const QString& content);
[[nodiscard]] QString table(const QStringList& header, const QList<QStringList>& rows);

}  // namespace app::report
