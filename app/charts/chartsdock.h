// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/uid.h"

#include <QWidget>

#include <vector>

namespace app {

class ChartPanel;
class Look;
class RunController;
class Workspace;

/// Charts of the run, of what is selected (a link counts as its caller) or of the first table.
class ChartsDock final : public QWidget {
    Q_OBJECT
public:
    ChartsDock(Workspace& workspace, RunController& run, Look& look, QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<ChartPanel*>& panels() const { return m_panels; }
    /// Shows the crosshair of the charts at an instant; negative: none.
    void setCrosshair(double seconds);

Q_SIGNALS:
    void timeWanted(qint64 timeNs);
    void hovered(qint64 timeNs);  ///< the crosshair is there; negative: nowhere
    void message(const QString& sentence);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    [[nodiscard]] model::Uid subject() const;

    Workspace& m_workspace;
    RunController& m_run;
    std::vector<ChartPanel*> m_panels;
};

}  // namespace app
