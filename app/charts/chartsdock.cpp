// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartsdock.h"

#include "app/charts/chartpanel.h"
#include "app/charts/chartview.h"
#include "app/charts/chartwidths.h"
#include "app/live/runcontroller.h"
#include "app/look.h"
#include "app/palette/searchpopup.h"
#include "app/workspace.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace app {

namespace {

/// Buttons in the corner beside the tabs, whose line goes on below them.
class ToolRow final : public QWidget {
public:
    ToolRow(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {}

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(0, height() - 1, width(), 1, m_look.color(Token::Line)); }

private:
    const Look& m_look;
};

}  // namespace

ChartsDock::ChartsDock(Workspace& workspace, RunController& run, Look& look, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_run(run), m_look(look), m_scroll(new QScrollArea(this)), m_row(nullptr), m_tools(new ToolRow(look, this)), m_add(new QToolButton(m_tools)),
      m_keep(new QToolButton(m_tools)), m_chooser(new SearchPopup(look, this)) {
    auto* content = new QWidget;
    m_row = new QHBoxLayout(content);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_scroll);
    makeTools();
    connect(&run, &RunController::metricsChanged, this, &ChartsDock::refresh);
    connect(&run, &RunController::runReplaced, this, &ChartsDock::refresh);
    connect(&workspace.selection(), &Selection::changed, this, &ChartsDock::refresh);
    connect(&workspace.document(), &model::Document::reset, this, [this] {
        m_added.clear();
        m_kept.clear();
        refresh();
    });
    connect(&m_kept, &KeptRuns::changed, this, [this] {
        m_keptCharts = {};
        refresh();
    });
    connect(&run, &RunController::frame, this, [this] {
        if (!isVisible()) return;
        for (ChartPanel* panel : m_panels) panel->setCursor(static_cast<double>(m_run.nowNs()) * 1e-9);
    });
    addPanel();
    refresh();
}

void ChartsDock::makeTools() {
    auto* row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 8, 0);
    row->setSpacing(4);
    m_add->setText(tr("Add chart…"));
    m_add->setToolTip(tr("Plot any metric of what is selected"));
    m_keep->setText(tr("Keep run"));
    m_keep->setToolTip(tr("Keep this run to compare the next one with"));
    auto* menu = new QMenu(m_keep);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        menu->addAction(tr("Keep this run"), this, &ChartsDock::keepRun);
        fillKeptMenu(*menu);
    });
    m_keep->setMenu(menu);
    m_keep->setPopupMode(QToolButton::MenuButtonPopup);
    for (QToolButton* button : {m_add, m_keep}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        row->addWidget(button);
    }
    connect(m_add, &QToolButton::clicked, this, &ChartsDock::chooseMetric);
    connect(m_keep, &QToolButton::clicked, this, &ChartsDock::keepRun);
    connect(&m_look, &Look::changed, this, &ChartsDock::takeIcons);
    takeIcons();
}

void ChartsDock::takeIcons() {
    m_add->setIcon(m_look.icons().actionIcon(QStringLiteral("ui/add"), m_look.theme(), 16));
    m_keep->setIcon(m_look.icons().actionIcon(QStringLiteral("ui/pin"), m_look.theme(), 16));
}

ChartPanel* ChartsDock::addPanel() {
    auto* panel = m_panels.emplace_back(new ChartPanel(m_look, this));
    m_row->addWidget(panel);
    connect(panel, &ChartPanel::timeWanted, this, [this](double seconds) { Q_EMIT timeWanted(std::llround(seconds * 1e9)); });
    connect(panel, &ChartPanel::message, this, &ChartsDock::message);
    connect(panel, &ChartPanel::removeWanted, this, [this, panel] {
        const auto place = static_cast<size_t>(std::ranges::find(m_panels, panel) - m_panels.begin());
        const size_t shown = static_cast<size_t>(std::ranges::count_if(m_panels, [](const ChartPanel* p) { return !p->isHidden(); }));
        if (place + m_added.size() >= shown) removeAdded(place + m_added.size() - shown);
    });
    connect(&panel->view(), &ChartView::hovered, this, [this](double seconds) {
        setCrosshair(seconds);
        Q_EMIT hovered(seconds < 0 ? -1 : std::llround(seconds * 1e9));
    });
    connect(&panel->view(), &ChartView::marked, this, [this](double seconds) {
        for (ChartPanel* other : m_panels) other->view().setMark(seconds);
    });
    return panel;
}

void ChartsDock::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void ChartsDock::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    shareWidth();
}

void ChartsDock::shareWidth() {
    std::vector<ChartPanel*> shown;
    std::ranges::copy_if(m_panels, std::back_inserter(shown), [](const ChartPanel* panel) { return !panel->isHidden(); });
    std::vector<int> wanted;
    for (const ChartPanel* panel : shown) wanted.push_back(panel->wantedPx());
    const std::vector<int> widths = chartWidths(wanted, ChartPanel::kLeastPx, m_scroll->viewport()->width());
    for (size_t i = 0; i < shown.size(); ++i) shown[i]->setFixedWidth(widths[i]);
}

void ChartsDock::setCrosshair(double seconds) {
    for (ChartPanel* panel : m_panels) panel->view().setCrosshair(seconds);
}

// ---------------------------------------------------------------- what is shown
namespace {

/// What a run counts of a node, or of what stands in it: tables first, which is what one opens the charts of a Region for.
std::vector<model::Uid> countedWithin(const model::Document& document, const plan::Plan& plan, model::Uid node) {
    if (plan::findStation(plan, node.value) != plan::kNoStation) return {node};
    std::vector<model::Uid> found;
    const auto id = document.findNode(node);
    if (!id) return found;
    for (const model::NodeView& below : model::NodeView(document, *id).descendants())
        if (plan::findStation(plan, below.uid().value) != plan::kNoStation) found.push_back(below.uid());
    std::ranges::stable_partition(found, [&](model::Uid uid) {
        const auto* store = std::get_if<plan::UnitStoreStation>(&plan.stations[plan::findStation(plan, uid.value)].parameters);
        return store && !store->index;
    });
    return found;
}

}  // namespace

model::Uid ChartsDock::subject() const {
    const model::Document& document = m_workspace.document();
    for (const model::Uid uid : m_workspace.selection().items()) {
        const auto link = document.findLink(uid);
        const model::Uid node = link ? document.link(*link).data.from : uid;
        const auto counted = m_run.plan() ? countedWithin(document, *m_run.plan(), node) : std::vector<model::Uid>();
        if (!counted.empty()) return counted.front();
    }
    return {};
}

std::vector<ChartSpec> ChartsDock::chartsBy(const SeriesReader& read) const {
    const model::Uid node = subject();
    std::vector<ChartSpec> charts = node.isNull() ? overviewCharts(m_run.build(), read) : nodeCharts(m_run.build(), node, read);
    for (const Added& added : m_added) charts.push_back(metricChart(m_run.build(), added.nodes, added.key, read));
    return charts;
}

void ChartsDock::refreshKept() {
    if (m_keptCharts.plan == m_run.build().plan && m_keptCharts.subject == subject() && m_keptCharts.added == m_added.size() && m_keptCharts.byRun.size() == m_kept.runs().size()) return;
    m_keptCharts = {m_run.build().plan, subject(), m_added.size(), {}};
    for (const KeptRun& kept : m_kept.runs()) m_keptCharts.byRun.push_back(chartsBy([&kept](const sim::MetricId& id) { return pointsOf(kept.log, id); }));
}

// Hidden charts cost nothing.
void ChartsDock::refresh() {
    if (!isVisible()) return;
    auto charts = chartsBy([this](const sim::MetricId& id) { return m_run.series(id); });
    refreshKept();
    for (size_t run = 0; run < m_keptCharts.byRun.size(); ++run)
        for (size_t i = 0; i < charts.size() && i < m_keptCharts.byRun[run].size(); ++i)
            addKeptRun(charts[i], m_keptCharts.byRun[run][i], m_kept.runs()[run].name, static_cast<int>(run) + 1);
    const size_t count = std::max<size_t>(charts.size(), 1);  // an empty one tells what to do
    while (m_panels.size() < count) addPanel();
    for (size_t i = 0; i < m_panels.size(); ++i) {
        m_panels[i]->setRemovable(i + m_added.size() >= charts.size() && i < charts.size() ? ChartPanel::Removable::Yes : ChartPanel::Removable::No);
        m_panels[i]->show(i < charts.size() ? charts[i] : ChartSpec());
        m_panels[i]->setVisible(i < count);
    }
    shareWidth();
}

// ---------------------------------------------------------------- charts that a person adds
std::vector<model::Uid> ChartsDock::chosenNodes(const model::PlanBuild& build) const {
    const auto& selected = m_workspace.selection().items();
    if (!metricsOf(build, selected).empty()) return selected;
    std::vector<model::Uid> within;
    for (const model::Uid uid : build.plan ? selected : std::vector<model::Uid>())
        for (const model::Uid counted : countedWithin(m_workspace.document(), *build.plan, uid)) within.push_back(counted);
    if (!metricsOf(build, within).empty()) return within;
    const model::Uid node = defaultChartNode(build);
    return node.isNull() ? std::vector<model::Uid>() : std::vector{node};
}

// The design's own plan serves where it has not been run yet.
void ChartsDock::chooseMetric() {
    model::PlanBuild build = m_run.build();
    if (!build.plan) {
        const auto scenario = model::scenarioOf(m_workspace.document());
        auto made = scenario ? model::buildPlan(m_workspace.document(), *scenario) : model::Result<model::PlanBuild>(model::Error{scenario.error()});
        if (!made) return Q_EMIT message(made.error());
        build = std::move(*made);
    }
    const auto nodes = chosenNodes(build);
    std::vector<SearchEntry> entries;
    const QIcon icon = m_look.icons().actionIcon(QStringLiteral("ui/chart"), m_look.theme());
    for (const MetricKey& key : metricsOf(build, nodes)) entries.push_back({icon, metricTitle(key), metricUnit(key), {}, [this, nodes, key] { addChart(nodes, key); }});
    if (entries.empty()) return Q_EMIT message(tr("This design records no metrics. Place a table or a workload first."));
    m_chooser->ask({tr("Metric to plot"), tr("No metric is called \"%1\".")}, std::move(entries), m_add->mapToGlobal(QPoint(0, m_add->height())));
}

void ChartsDock::addChart(const std::vector<model::Uid>& nodes, const MetricKey& key) {
    m_added.push_back({nodes, key});
    refresh();
    // The row takes its new width when it is laid out.
    QMetaObject::invokeMethod(this, [this] {
        const auto last = std::ranges::find_if(m_panels.rbegin(), m_panels.rend(), [](const ChartPanel* panel) { return !panel->isHidden(); });
        if (last != m_panels.rend()) m_scroll->ensureWidgetVisible(*last, 0, 0);
    }, Qt::QueuedConnection);
}

void ChartsDock::removeAdded(size_t place) {
    if (place >= m_added.size()) return;
    m_added.erase(m_added.begin() + static_cast<std::ptrdiff_t>(place));
    m_keptCharts = {};
    refresh();
}

// ---------------------------------------------------------------- kept runs
void ChartsDock::keepRun() { Q_EMIT message(m_kept.keep(m_run)); }

void ChartsDock::fillKeptMenu(QMenu& menu) {
    for (size_t i = 0; i < m_kept.runs().size(); ++i) menu.addAction(tr("Remove %1").arg(m_kept.runs()[i].name), this, [this, i] { m_kept.remove(i); });
}

}  // namespace app
