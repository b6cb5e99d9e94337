// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartsdock.h"

#include "app/charts/chartpanel.h"
#include "app/charts/chartview.h"
#include "app/charts/nodecharts.h"
#include "app/live/runcontroller.h"
#include "app/workspace.h"

#include <QHBoxLayout>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr size_t kPanels = 4;
constexpr size_t kAlwaysShown = 3;  // the fourth only where there is something for it

}  // namespace

ChartsDock::ChartsDock(Workspace& workspace, RunController& run, Look& look, QWidget* parent) : QWidget(parent), m_workspace(workspace), m_run(run) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (size_t i = 0; i < kPanels; ++i) {
        auto* panel = m_panels.emplace_back(new ChartPanel(look, this));
        row->addWidget(panel, 1);
        connect(panel, &ChartPanel::timeWanted, this, [this](double seconds) { Q_EMIT timeWanted(std::llround(seconds * 1e9)); });
        connect(panel, &ChartPanel::message, this, &ChartsDock::message);
        connect(&panel->view(), &ChartView::hovered, this, [this](double seconds) {
            setCrosshair(seconds);
            Q_EMIT hovered(seconds < 0 ? -1 : std::llround(seconds * 1e9));
        });
        connect(&panel->view(), &ChartView::marked, this, [this](double seconds) {
            for (ChartPanel* other : m_panels) other->view().setMark(seconds);
        });
    }
    connect(&run, &RunController::metricsChanged, this, &ChartsDock::refresh);
    connect(&run, &RunController::runReplaced, this, &ChartsDock::refresh);
    connect(&workspace.selection(), &Selection::changed, this, &ChartsDock::refresh);
    connect(&run, &RunController::frame, this, [this] {
        if (!isVisible()) return;
        for (ChartPanel* panel : m_panels) panel->setCursor(static_cast<double>(m_run.nowNs()) * 1e-9);
    });
    refresh();
}

void ChartsDock::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void ChartsDock::setCrosshair(double seconds) {
    for (ChartPanel* panel : m_panels) panel->view().setCrosshair(seconds);
}

model::Uid ChartsDock::subject() const {
    const model::Document& document = m_workspace.document();
    for (const model::Uid uid : m_workspace.selection().items()) {
        const auto link = document.findLink(uid);
        const model::Uid node = link ? document.link(*link).data.from : uid;
        if (m_run.plan() && plan::findStation(*m_run.plan(), node.value) != plan::kNoStation) return node;
    }
    return defaultChartNode(m_run.build());
}

// Hidden charts cost nothing.
void ChartsDock::refresh() {
    if (!isVisible()) return;
    const auto charts = nodeCharts(m_run.build(), subject(), [this](const sim::MetricId& id) { return m_run.series(id); });
    for (size_t i = 0; i < m_panels.size(); ++i) {
        m_panels[i]->show(i < charts.size() ? charts[i] : ChartSpec());
        m_panels[i]->setVisible(i < std::max(kAlwaysShown, charts.size()));
    }
}

}  // namespace app
