// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/metrics/metriclog.h"

#include <QObject>
#include <QString>

#include <vector>

namespace app {

class RunController;

/// The series of a run that was put aside.
struct KeptRun {
    QString name;  ///< "kept run: seed 1, load 1.0"
    sim::MetricLog log;
};

/// Runs to compare the present one with: at most two, while the document is open.
class KeptRuns final : public QObject {
    Q_OBJECT
public:
    static constexpr size_t kMost = 2;

    using QObject::QObject;

    /// Puts the run aside as far as it has come; a third one takes the oldest's place. The sentence tells what became of it.
    QString keep(const RunController& run);
    void remove(size_t place);
    void clear();
    [[nodiscard]] const std::vector<KeptRun>& runs() const { return m_runs; }

Q_SIGNALS:
    void changed();

private:
    std::vector<KeptRun> m_runs;
};

}  // namespace app
