// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/events/eventsdock.h"

#include "app/events/eventlog.h"
#include "app/figures.h"
#include "app/live/runcontroller.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/io/atomicfile.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kRowPaddingPx = 6;
constexpr int kTimePx = 118, kResultPx = 80, kRequestPx = 74;
constexpr int kLeastKindPx = 100, kMostKindPx = 140;
constexpr int kLeastNamePx = 92, kMostNamePx = 220;
constexpr int kDetailPx = 148;  // "1 unit, after 12.4 ms"

}  // namespace

EventsDock::EventsDock(Workspace& workspace, RunController& run, Look& look, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_run(run), m_look(look), m_text(workspace.document(), run), m_model(new EventsModel(run.events(), m_text, look, this)),
      m_view(new QTableView(this)), m_kinds(new QToolButton(this)), m_result(new QComboBox(this)), m_selected(new QToolButton(this)), m_search(new QLineEdit(this)),
      m_follow(new QToolButton(this)), m_export(new QToolButton(this)), m_count(new QLabel(this)), m_empty(new QLabel(this)), m_stack(new QStackedLayout) {
    makeView();
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addWidget(makeBar());
    box->addLayout(m_stack, 1);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    const auto renamed = [this] {
        m_text.forgetNames();
        m_view->viewport()->update();
    };
    connect(&workspace.document(), &model::Document::changed, this, renamed);
    connect(&run, &RunController::runReplaced, this, renamed);
    connect(&workspace.selection(), &Selection::changed, this, [this] {
        if (m_selected->isChecked() && !m_ownClick) applyFilter();
    });
    connect(&look, &Look::changed, this, &EventsDock::takeIcons);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &EventsDock::keepUp);
    connect(m_model, &QAbstractItemModel::modelReset, this, &EventsDock::keepUp);
    connect(&run, &RunController::stateChanged, this, [this] {
        if (isVisible() && m_model->rowCount() == 0) showCounts();
    });
    takeIcons();
    showCounts();
}

// ---------------------------------------------------------------- the parts
void EventsDock::makeView() {
    m_view->setModel(m_model);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);  // rows of one height: nothing is measured
    m_view->verticalHeader()->setMinimumSectionSize(fontMetrics().height() + kRowPaddingPx);
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kRowPaddingPx);
    QHeaderView* header = m_view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const std::pair<int, int> widths[] = {{EventsModel::Time, kTimePx}, {EventsModel::Result, kResultPx}, {EventsModel::Request, kRequestPx}};
    for (const auto& [column, width] : widths) header->resizeSection(column, width);
    connect(header, &QHeaderView::sectionResized, this, [this, header](int column) {
        const bool byHand = header->underMouse() && QGuiApplication::mouseButtons().testFlag(Qt::LeftButton);
        if (byHand && (column == EventsModel::Source || column == EventsModel::Target || column == EventsModel::Kind)) m_ownWidths = true;
    });
    header->setSectionResizeMode(EventsModel::Detail, QHeaderView::Stretch);
    header->setMinimumSectionSize(56);
    connect(m_view, &QTableView::clicked, this, &EventsDock::clicked);
    connect(m_view, &QTableView::activated, this, &EventsDock::opened);
    connect(m_view, &QWidget::customContextMenuRequested, this, &EventsDock::openMenu);
    // Whoever scrolls away reads; whoever scrolls to the end waits for news.
    QScrollBar* bar = m_view->verticalScrollBar();
    connect(bar, &QScrollBar::actionTriggered, this, [this, bar] { m_follow->setChecked(bar->sliderPosition() >= bar->maximum()); });
}

QWidget* EventsDock::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 6, 16, 6);
    row->setSpacing(6);
    makeKindMenu();
    m_result->setObjectName(QStringLiteral("eventResult"));
    m_result->setAccessibleName(tr("Result"));
    m_result->addItem(tr("Any result"), QString());
    for (const plan::Refusal refusal : {plan::Refusal::None, plan::Refusal::TableReadProvisionedThroughputExceeded, plan::Refusal::InternalServerError})
        m_result->addItem(QString::fromLatin1(outcomeName(refusal)), QString::fromLatin1(outcomeName(refusal)));
    m_selected->setText(tr("Selection"));
    m_selected->setToolTip(tr("Only events at what is selected"));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Keep the newest event in view"));
    m_export->setText(tr("Save…"));
    m_export->setToolTip(tr("Save the rows that are shown as CSV"));
    for (QToolButton* button : {m_selected, m_follow}) button->setCheckable(true);
    for (QToolButton* button : {m_kinds, m_follow}) button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QToolButton* button : {m_selected, m_export}) button->setAccessibleName(button->text());  // icons only: the bar fits small windows
    m_follow->setChecked(true);
    m_search->setPlaceholderText(tr("Filter events"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(80);
    m_search->setMaximumWidth(220);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setToolTip(tr("The newest %1 events are kept. A fast run records a sample of its requests.").arg(grouped(QString::number(EventLog::kMost))));
    for (QWidget* part : {static_cast<QWidget*>(m_kinds), static_cast<QWidget*>(m_result), static_cast<QWidget*>(m_selected)}) row->addWidget(part);
    row->addWidget(m_search, 1);
    row->addStretch();
    for (QWidget* part : {static_cast<QWidget*>(m_count), static_cast<QWidget*>(m_follow), static_cast<QWidget*>(m_export)}) row->addWidget(part);
    connect(m_result, &QComboBox::currentIndexChanged, this, &EventsDock::applyFilter);
    connect(m_selected, &QToolButton::toggled, this, &EventsDock::applyFilter);
    connect(m_search, &QLineEdit::textChanged, this, &EventsDock::applyFilter);
    connect(m_follow, &QToolButton::toggled, this, &EventsDock::keepUp);
    connect(m_export, &QToolButton::clicked, this, &EventsDock::exportRows);
    return bar;
}

void EventsDock::makeKindMenu() {
    auto* menu = new QMenu(m_kinds);
    menu->addAction(tr("All kinds"), this, [this] { showOnly(static_cast<sim::HopKind>(kEventKinds)); });
    menu->addSeparator();
    for (int kind = 0; kind < kEventKinds; ++kind) {
        QAction* action = m_kindActions[static_cast<size_t>(kind)] = menu->addAction(eventTitle(static_cast<sim::HopKind>(kind)));
        action->setToolTip(QString::fromLatin1(eventName(static_cast<sim::HopKind>(kind))));
        action->setCheckable(true);
        action->setChecked(true);
        connect(action, &QAction::toggled, this, &EventsDock::applyFilter);
    }
    menu->setToolTipsVisible(true);
    m_kinds->setMenu(menu);
    m_kinds->setPopupMode(QToolButton::InstantPopup);
    m_kinds->setToolTip(tr("Kinds of events that are shown"));
    nameKinds();
}

void EventsDock::takeIcons() {
    const std::pair<QToolButton*, const char*> icons[] = {{m_kinds, "filter"}, {m_selected, "select"}, {m_follow, "until"}, {m_export, "export"}};
    for (const auto& [button, name] : icons) button->setIcon(m_look.icons().actionIcon(QStringLiteral("ui/") + QLatin1String(name), m_look.theme(), 16));
}

// Names take what the other columns leave, so that small windows cut neither details nor the request.
void EventsDock::fitColumns() {
    if (m_ownWidths) return;
    const int kind = std::clamp(width() / 8, kLeastKindPx, kMostKindPx);
    const int left = width() - m_view->verticalScrollBar()->sizeHint().width() - kTimePx - kind - kResultPx - kRequestPx - kDetailPx;
    m_view->horizontalHeader()->resizeSection(EventsModel::Kind, kind);
    for (const int column : {EventsModel::Source, EventsModel::Target}) m_view->horizontalHeader()->resizeSection(column, std::clamp(left / 2, kLeastNamePx, kMostNamePx));
}

void EventsDock::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
}

// ---------------------------------------------------------------- filtering
void EventsDock::applyFilter() {
    if (m_filling) return;
    EventFilter filter;
    for (size_t kind = 0; kind < m_kindActions.size(); ++kind) filter.hiddenKinds[kind] = !m_kindActions[kind]->isChecked();
    filter.result = m_result->currentData().toString();
    filter.request = m_onlyRequest;
    filter.words = m_search->text().split(u' ', Qt::SkipEmptyParts);
    if (m_selected->isChecked()) {
        filter.nodes.emplace();
        for (const model::Uid uid : m_workspace.selection().items()) filter.nodes->insert(uid.value);
        const model::PlanBuild& build = m_run.build();
        for (size_t i = 0; i < build.patterns.size(); ++i)
            if (filter.nodes->contains(build.patterns[i].link.value)) filter.patterns.insert(build.plan->patterns[i].uid);
    }
    nameKinds();
    m_model->setFilter(filter);
    showCounts();
}

void EventsDock::nameKinds() {
    QStringList shown;
    for (const QAction* action : m_kindActions)
        if (action && action->isChecked()) shown += action->text();
    m_kinds->setText(shown.size() == kEventKinds ? tr("All kinds") : shown.size() == 1 ? shown.front() : tr("%1 of %2 kinds").arg(shown.size()).arg(kEventKinds));
}

// Past the last kind: all of them.
void EventsDock::showOnly(sim::HopKind kind) {
    m_filling = true;
    for (int each = 0; each < kEventKinds; ++each) m_kindActions[static_cast<size_t>(each)]->setChecked(static_cast<int>(kind) == kEventKinds || static_cast<int>(kind) == each);
    m_filling = false;
    applyFilter();
}

void EventsDock::clearFilter() {
    m_filling = true;
    m_onlyRequest = 0;
    m_result->setCurrentIndex(0);
    m_selected->setChecked(false);
    m_search->clear();
    m_filling = false;
    showOnly(static_cast<sim::HopKind>(kEventKinds));
}

void EventsDock::showCounts() {
    const auto all = static_cast<int>(m_run.events().end() - m_run.events().first());
    const int shown = m_model->rowCount();
    const auto number = [](int count) { return grouped(QString::number(count)); };
    m_count->setText(all == 0 ? QString() : shown == all ? tr("%1 events").arg(number(all)) : tr("%1 of %2 events").arg(number(shown), number(all)));
    m_stack->setCurrentIndex(shown == 0 ? 1 : 0);
    if (shown > 0) return;
    if (all > 0) return m_empty->setText(m_selected->isChecked() && m_workspace.selection().isEmpty() ? tr("Nothing is selected. Select a node or a link to see its events.") : tr("No event matches the filter."));
    m_empty->setText(m_run.exists() ? m_run.nowNs() > 0 ? tr("What the run has jumped over, or passed in express, is not recorded. Events come when it plays from here.") : tr("No events yet at this time of the run.") : tr("No events yet. Run the design with F5."));
}

void EventsDock::keepUp() {
    showCounts();
    if (m_follow->isChecked()) m_view->scrollToBottom();
}

void EventsDock::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_model->setWatched(EventsModel::Watched::Yes);
    keepUp();
}

void EventsDock::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_model->setWatched(EventsModel::Watched::No);
}

// ---------------------------------------------------------------- what a row leads to
// Where it happened; a station that is no node of the drawing (an index's copy in another Region) gives way to the other end.
model::Uid EventsDock::nodeOf(const sim::HopRecord& record) const {
    for (const std::uint64_t uid : {record.toUid, record.fromUid})
        if (m_workspace.document().findNode(model::Uid{uid})) return model::Uid{uid};
    return {};
}

void EventsDock::clicked(const QModelIndex& index) {
    const sim::HopRecord* record = m_model->record(index.row());
    if (!record) return;
    if (index.row() + 1 < m_model->rowCount()) m_follow->setChecked(false);
    const model::Uid node = nodeOf(*record);
    if (node.isNull()) return;
    m_ownClick = true;
    m_workspace.selection().set({node});
    m_ownClick = false;
    Q_EMIT showWanted(node);
}

void EventsDock::opened(const QModelIndex& index) {
    const sim::HopRecord* record = m_model->record(index.row());
    if (!record) return;
    if (record->request == 0) return clicked(index);
    Q_EMIT requestWanted(record->request);
}

void EventsDock::openMenu(const QPoint& at) {
    const sim::HopRecord* record = m_model->record(m_view->indexAt(at).row());
    QMenu menu;
    if (record) {
        // The record may be forgotten while the menu is open.
        const auto request = record->request;
        const auto kind = record->kind;
        const QString name = QStringLiteral("\"%1\"").arg(eventTitle(kind));
        if (request != 0) {
            menu.addAction(tr("Open request %1").arg(request), this, [this, request] { Q_EMIT requestWanted(request); });
            menu.addAction(tr("Show only request %1").arg(request), this, [this, request] {
                m_onlyRequest = request;
                applyFilter();
            });
            menu.addSeparator();
        }
        menu.addAction(tr("Show only %1").arg(name), this, [this, kind] { showOnly(kind); });
        menu.addAction(tr("Hide %1").arg(name), m_kindActions[static_cast<size_t>(kind)], [action = m_kindActions[static_cast<size_t>(kind)]] { action->setChecked(false); });
        menu.addSeparator();
        QStringList cells;
        for (int column = 0; column < EventsModel::ColumnCount; ++column) cells += m_model->index(m_view->indexAt(at).row(), column).data().toString();
        menu.addAction(tr("Copy row"), this, [cells] { QGuiApplication::clipboard()->setText(cells.join(u'\t')); });
    }
    menu.addAction(tr("Clear the filters"), this, &EventsDock::clearFilter);
    menu.exec(m_view->viewport()->mapToGlobal(at));
}

// ---------------------------------------------------------------- files
model::Result<model::Done> EventsDock::write(const QString& path) const { return model::writeFileAtomically(path, m_model->csv()); }

void EventsDock::exportRows() {
    QString path = QFileDialog::getSaveFileName(this, tr("Save events"), tr("events.csv"), tr("Tables (*.csv)"));
    if (path.isEmpty()) return;
    if (!path.endsWith(QLatin1String(".csv"))) path += QStringLiteral(".csv");
    const auto written = write(path);
    Q_EMIT message(written ? tr("Wrote %1.").arg(path) : written.error());
}

}  // namespace app
