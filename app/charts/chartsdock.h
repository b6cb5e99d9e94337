// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/keptruns.h"
#include "app/charts/metricchoice.h"
#include "model/core/uid.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QMenu;
class QScrollArea;
class QToolButton;

namespace app {

class ChartPanel;
class Look;
class RunController;
class SearchPopup;
class Workspace;

/// Charts of the run, of what is selected (a link counts as its caller) or of the first table; then those that a person has added,
/// which stay. Kept runs lie behind the present one in all of them.
class ChartsDock final : public QWidget {
    Q_OBJECT
public:
    ChartsDock(Workspace& workspace, RunController& run, Look& look, QWidget* parent = nullptr);

    /// As many as were needed so far; those that are not needed now are hidden.
    [[nodiscard]] const std::vector<ChartPanel*>& panels() const { return m_panels; }
    /// The buttons of the dock, for the row of the tabs.
    [[nodiscard]] QWidget* tools() const { return m_tools; }
    [[nodiscard]] const KeptRuns& keptRuns() const { return m_kept; }
    /// Shows the crosshair of the charts at an instant; negative: none.
    void setCrosshair(double seconds);
    /// Offers the metrics of what is selected.
    void chooseMetric();
    void addChart(const std::vector<model::Uid>& nodes, const MetricKey& key);
    void keepRun();
    /// For each kept run an action that removes it.
    void fillKeptMenu(QMenu& menu);

Q_SIGNALS:
    void timeWanted(qint64 timeNs);
    void hovered(qint64 timeNs);  ///< the crosshair is there; negative: nowhere
    void message(const QString& sentence);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Added {
        std::vector<model::Uid> nodes;
        MetricKey key;
    };
    struct KeptCharts {  // of what is shown now: made once, for a kept run does not change
        plan::PlanPtr plan;
        model::Uid subject;
        size_t added = 0;
        std::vector<std::vector<ChartSpec>> byRun;
    };
    void makeTools();
    void takeIcons();
    ChartPanel* addPanel();
    void refresh();
    void shareWidth();
    void refreshKept();
    void removeAdded(size_t place);
    [[nodiscard]] std::vector<ChartSpec> chartsBy(const SeriesReader& read) const;
    /// The node that is selected, or whose link is; null: none that the run knows.
    [[nodiscard]] model::Uid subject() const;
    [[nodiscard]] std::vector<model::Uid> chosenNodes(const model::PlanBuild& build) const;

    Workspace& m_workspace;
    RunController& m_run;
    Look& m_look;
    KeptRuns m_kept;
    KeptCharts m_keptCharts;
    std::vector<Added> m_added;
    std::vector<ChartPanel*> m_panels;
    QScrollArea* m_scroll;
    QHBoxLayout* m_row;
    QWidget* m_tools;
    QToolButton* m_add;
    QToolButton* m_keep;
    SearchPopup* m_chooser;
};

}  // namespace app
