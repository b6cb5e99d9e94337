// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/runfiles.h"

#include "app/jobs/eventnames.h"
#include "app/jobs/nodenames.h"
#include "model/core/document.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <string>

namespace app {

namespace {

QByteArray csvCell(QByteArray text) {
    if (!text.contains(',') && !text.contains('"') && !text.contains('\n')) return text;
    return '"' + text.replace("\"", "\"\"") + '"';
}

QByteArray bytes(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

// The shortest text that reads back as the same number. Times come as whole nanoseconds, so that 0.3 s is 0.3.
QByteArray number(double value) { return QByteArray::number(value, 'g', QLocale::FloatingPointShortest); }

}  // namespace

void PathsOfRun::addPlan(const plan::Plan& plan) {
    for (const plan::Station& station : plan.stations)
        if (!m_document.findNode(model::Uid{station.uid})) m_paths.insert(station.uid, QByteArray::fromStdString(station.name));
}

const QByteArray& PathsOfRun::path(std::uint64_t uid) {
    const auto it = m_paths.constFind(uid);
    if (it != m_paths.constEnd()) return *it;
    return *m_paths.insert(uid, uid == 0 ? QByteArray() : nodePath(m_document, model::Uid{uid}).toUtf8());
}

model::Result<model::Done> writeMetricsCsv(const model::Document& document, const sim::Run& run, const QString& path) {
    OutputFile file;
    if (const auto opened = file.open(path); !opened) return opened;
    file.write("time_s,node,metric,dimension,statistic,value\n");
    PathsOfRun paths(document);
    paths.addPlan(run.plan());
    QHash<std::uint64_t, QByteArray> patternNames;
    for (const plan::AccessPattern& pattern : run.plan().patterns) patternNames.insert(pattern.uid, QByteArray::fromStdString(pattern.name));
    // What stays the same in every row of a series is put together once.
    const auto& series = run.metrics().series();
    std::vector<QByteArray> middles;
    for (const sim::MetricId& id : series) {
        const QByteArray dimension = id.patternUid != 0 ? patternNames.value(id.patternUid) : bytes(id.dimension);
        middles.push_back(',' + csvCell(paths.path(id.stationUid)) + ',' + bytes(id.metric) + ',' + csvCell(dimension) + ',' + bytes(sim::statisticName(id.statistic)) + ',');
    }
    for (std::size_t row = 0; row < run.metrics().rowCount(); ++row) {
        const QByteArray timeS = number(static_cast<double>(static_cast<std::int64_t>(row + 1) * run.metrics().periodNs()) / 1e9);
        for (std::uint32_t slot = 0; slot < series.size(); ++slot) file.write(timeS + middles[slot] + number(run.metrics().value(row, slot)) + '\n');
    }
    return file.commit();
}

// What begins or ends, and where it hits no node of its own, in which zone or Region.
QByteArray EventLogWriter::fault(const sim::HopRecord& hop) const {
    const auto named = [&](const char* what, const std::vector<std::string>& names) {
        return hop.partition < names.size() ? QByteArray(",\"") + what + "\":\"" + QByteArray::fromStdString(names[hop.partition]) + '"' : QByteArray();
    };
    const QByteArray text = QByteArray(",\"fault\":\"") + faultName(hop.key) + '"';
    if (hop.key == plan::FaultKind(plan::ZoneLoss{}).index()) return text + named("zone", m_plan.zones);
    if (hop.key == plan::FaultKind(plan::RegionIsolation{}).index()) return text + named("region", m_plan.regions);
    return text;
}

void EventLogWriter::record(const sim::HopRecord& hop) {
    // Written by hand: a run has millions of these lines, and their only free text is the path.
    const QByteArray node = QJsonDocument(QJsonObject{{QStringLiteral("n"), QString::fromUtf8(m_paths.path(hop.toUid))}}).toJson(QJsonDocument::Compact);
    QByteArray line = "{\"time_ns\":" + QByteArray::number(static_cast<qlonglong>(hop.departNs)) + ",\"event\":\"" + eventName(hop.kind) + "\",\"node\":" + node.mid(5, node.size() - 6);
    line += ",\"until_ns\":" + QByteArray::number(static_cast<qlonglong>(hop.arriveNs));
    if (hop.kind == sim::HopKind::Scaling)
        line += QByteArray(",\"side\":\"") + (hop.hop == 0 ? "read" : "write") + "\",\"units_before\":" + number(hop.tableTokensBefore) + ",\"units_after\":" + number(hop.tableTokensAfter);
    if (hop.kind == sim::HopKind::FaultStart || hop.kind == sim::HopKind::FaultEnd) line += fault(hop);
    if (hop.request != 0) line += ",\"request\":" + QByteArray::number(static_cast<qulonglong>(hop.request)) + ",\"attempt\":" + QByteArray::number(hop.attempt);
    line += QByteArray(",\"outcome\":\"") + outcomeName(hop.refusal) + '"';
    if (hop.outdated) line += ",\"outdated\":true";
    if (hop.refusal != plan::Refusal::None) line += ",\"reason\":\"" + bytes(plan::refusalText(hop.refusal).reason) + '"';
    m_file.write(line + "}\n");
}

}  // namespace app
