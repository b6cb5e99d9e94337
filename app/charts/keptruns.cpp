// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/keptruns.h"

#include "app/live/runcontroller.h"

#include <algorithm>
#include <cmath>

namespace app {

namespace {

QString loadText(double load) {
    const QString text = QString::number(load, 'g', 3);
    return load == std::round(load) && load < 1000 ? text + QStringLiteral(".0") : text;
}

}  // namespace

QString KeptRuns::keep(const RunController& run) {
    sim::MetricLog log;
    run.readMetrics([&log](const sim::MetricLog& recorded) { log = recorded; });
    if (log.rowCount() == 0) return tr("There is nothing to keep yet. Run the design with F5.");
    const plan::Scenario& scenario = run.plan()->scenario;
    QString name = tr("kept run: seed %1, load %2").arg(scenario.seed).arg(loadText(scenario.loadFactor));
    const bool full = m_runs.size() == kMost;
    if (full) m_runs.erase(m_runs.begin());
    if (std::ranges::find(m_runs, name, &KeptRun::name) != m_runs.end()) name = tr("%1 (2)").arg(name);
    m_runs.push_back({name, std::move(log)});
    Q_EMIT changed();
    return full ? tr("Kept this run; the oldest kept run went.") : tr("Kept this run: it is drawn behind the next one.");
}

void KeptRuns::remove(size_t place) {
    if (place >= m_runs.size()) return;
    m_runs.erase(m_runs.begin() + static_cast<std::ptrdiff_t>(place));
    Q_EMIT changed();
}

void KeptRuns::clear() {
    if (m_runs.empty()) return;
    m_runs.clear();
    Q_EMIT changed();
}

}  // namespace app
