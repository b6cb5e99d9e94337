// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/outputfile.h"
#include "model/core/result.h"
#include "model/core/uid.h"
#include "simulation/run.h"
#include "simulation/trace.h"

#include <QByteArray>
#include <QHash>

namespace model {
class Document;
}

namespace app {

/// Paths of nodes by the uid that the run's records carry, ready for JSON and CSV.
class PathsOfRun {
public:
    explicit PathsOfRun(const model::Document& document) : m_document(document) {}
    /// Stations that are no nodes, such as the replication between two of them, go by the plan's name.
    void addPlan(const plan::Plan& plan);
    [[nodiscard]] const QByteArray& path(std::uint64_t uid);

private:
    const model::Document& m_document;
    QHash<std::uint64_t, QByteArray> m_paths;
};

/// One row a second (or another period) and metric: "time_s,node,metric,dimension,statistic,value".
model::Result<model::Done> writeMetricsCsv(const model::Document& document, const sim::Run& run, const QString& path);

/// Writes one JSON object a line for each step of each request, as the run makes it.
class EventLogWriter final : public sim::TraceSink {
public:
    EventLogWriter(const model::Document& document, const plan::Plan& plan, OutputFile& file) : m_paths(document), m_plan(plan), m_file(file) {}
    void record(const sim::HopRecord& hop) override;

private:
    [[nodiscard]] QByteArray fault(const sim::HopRecord& hop) const;

    PathsOfRun m_paths;
    const plan::Plan& m_plan;
    OutputFile& m_file;
};

}  // namespace app
