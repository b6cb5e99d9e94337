// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/issues/issuesdock.h"

#include "app/issues/issuesmodel.h"
#include "app/issues/ruletext.h"
#include "app/look.h"
#include "app/workspace.h"
#include "model/core/edit.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QShortcut>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kFixPx = 320;

constexpr std::array kSeverities = {model::Severity::Error, model::Severity::Warning, model::Severity::Advice, model::Severity::Info};

/// Keeps rows of the severities that are switched on and whose text holds the words.
class IssuesFilter final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setShown(size_t severity, bool shown) {
        m_shown[severity] = shown;
        invalidateFilter();
    }
    void setWords(const QString& words) {
        m_words = words.split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        const QModelIndex first = sourceModel()->index(row, 0, parent);
        if (!m_shown[static_cast<size_t>(first.data(IssuesModel::kSeverityRole).toInt())]) return false;
        if (m_words.isEmpty()) return true;
        QString text;
        for (int column = 0; column < IssuesModel::ColumnCount; ++column) text += first.siblingAtColumn(column).data().toString() + u' ';
        return std::ranges::all_of(m_words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
    }

private:
    std::array<bool, 4> m_shown{true, true, true, false};  // info explains: shown when asked for
    QStringList m_words;
};

}  // namespace

IssuesDock::IssuesDock(Workspace& workspace, Look& look, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_look(look), m_model(new IssuesModel(workspace.document(), workspace.checks(), look, this)),
      m_filter(new IssuesFilter(this)), m_view(new QTreeView(this)), m_fix(new QPushButton(this)), m_search(new QLineEdit(this)), m_empty(new QLabel(this)), m_stack(new QStackedLayout) {
    askReason = [this](const model::Issue& issue) {
        return QInputDialog::getText(this, tr("Accept finding"), tr("Why is it fine here?\n%1").arg(issue.message)).trimmed();
    };
    m_filter->setSourceModel(m_model);
    m_view->setModel(m_filter);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->resizeSection(IssuesModel::Rule, 104);
    m_view->header()->resizeSection(IssuesModel::Where, 220);
    m_view->header()->setSectionResizeMode(IssuesModel::Message, QHeaderView::Stretch);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addWidget(makeBar());
    box->addLayout(m_stack, 1);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    connect(m_view, &QTreeView::clicked, this, &IssuesDock::activate);
    connect(m_view, &QTreeView::activated, this, &IssuesDock::activate);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &IssuesDock::offerFix);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &IssuesDock::offerFix);
    connect(m_view, &QWidget::customContextMenuRequested, this, &IssuesDock::openMenu);
    // By keys alone: the way into the dock ends in its list, Enter shows the place, Ctrl+Enter fixes.
    setFocusProxy(m_view);
    m_view->installEventFilter(this);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* fixKey = new QShortcut(QKeySequence(Qt::CTRL | key), m_view, nullptr, nullptr, Qt::WidgetShortcut);
        connect(fixKey, &QShortcut::activated, m_fix, &QPushButton::click);
    }
    connect(&workspace.checks(), &model::Checks::issuesChanged, this, &IssuesDock::refresh);
    connect(&look, &Look::changed, this, &IssuesDock::refresh);
    refresh();
}

bool IssuesDock::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view && event->type() == QEvent::FocusIn && !m_view->currentIndex().isValid()) m_view->setCurrentIndex(m_filter->index(0, 0));
    return QWidget::eventFilter(watched, event);
}

QWidget* IssuesDock::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 8, 16, 6);
    row->setSpacing(6);
    for (size_t i = 0; i < kSeverities.size(); ++i) {
        auto* button = m_severities[i] = new QToolButton(bar);
        button->setCheckable(true);
        button->setChecked(kSeverities[i] != model::Severity::Info);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setToolTip(tr("Show or hide: %1").arg(severityTitle(kSeverities[i])));
        row->addWidget(button);
        connect(button, &QToolButton::toggled, this, [this, i](bool shown) {
            static_cast<IssuesFilter*>(m_filter)->setShown(i, shown);
            showFilterCounts();
        });
    }
    row->addStretch();
    m_fix->setObjectName(QStringLiteral("fixFinding"));
    m_fix->setProperty("primary", true);
    m_fix->hide();
    row->addWidget(m_fix);
    connect(m_fix, &QPushButton::clicked, this, [this] {
        if (const auto issue = issueAt(m_view->currentIndex()); issue && issue->fix) fix(issue);
    });
    m_search->setPlaceholderText(tr("Filter findings"));
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(220);
    row->addWidget(m_search);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& words) {
        static_cast<IssuesFilter*>(m_filter)->setWords(words);
        showFilterCounts();
    });
    return bar;
}

void IssuesDock::refresh() {
    const model::IssuePtr before = issueAt(m_view->currentIndex());
    m_model->refresh();
    const model::RuleEngine& engine = m_workspace.checks().engine();
    for (size_t i = 0; i < kSeverities.size(); ++i) {
        m_severities[i]->setText(QString::number(engine.count(kSeverities[i])));
        m_severities[i]->setIcon(severityPixmap(m_look, kSeverities[i], 16, 2));
        m_severities[i]->setAccessibleName(QStringLiteral("%1: %2").arg(severityTitle(kSeverities[i]), m_severities[i]->text()));
    }
    showFilterCounts();
    if (before) putCursor(*before);
    offerFix();
    Q_EMIT countsChanged(engine.count(model::Severity::Error), engine.count(model::Severity::Warning));
}

// An edit makes a new list: the cursor stays with its finding, or goes to the one after a finding that was mended here, so that
// a list can be gone through with one key.
void IssuesDock::putCursor(const model::Issue& before) {
    int row = -1;
    for (int i = 0; i < m_filter->rowCount() && row < 0; ++i)
        if (const auto issue = issueAt(m_filter->index(i, 0)); issue->rule == before.rule && issue->nodes == before.nodes && issue->links == before.links) row = i;
    if (row < 0 && m_resumeRow >= 0) row = std::min(m_resumeRow, m_filter->rowCount() - 1);
    m_resumeRow = -1;
    if (row >= 0) m_view->setCurrentIndex(m_filter->index(row, 0));
}

void IssuesDock::showFilterCounts() {
    const bool none = m_filter->rowCount() == 0;
    m_stack->setCurrentIndex(none ? 1 : 0);
    if (!none) return;
    const model::RuleEngine& engine = m_workspace.checks().engine();
    const int notes = engine.count(model::Severity::Info);
    const bool onlyNotes = m_search->text().isEmpty() && notes == m_model->rowCount();
    if (m_model->rowCount() > 0 && !onlyNotes) return m_empty->setText(tr("No finding matches the filter."));
    m_empty->setText(notes == 0 ? tr("No findings. The design checks clean.") : tr("The design checks clean. %n note(s) explain it: switch them on at the top.", nullptr, notes));
}

model::IssuePtr IssuesDock::issueAt(const QModelIndex& proxyIndex) const {
    return proxyIndex.isValid() ? m_model->issue(m_filter->mapToSource(proxyIndex).row()) : nullptr;
}

bool IssuesDock::showFindingOf(const std::vector<model::Uid>& subjects) {
    for (const model::Uid subject : subjects) {
        int best = -1;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const model::IssuePtr issue = m_model->issue(row);
            const bool isAbout = std::ranges::find(issue->nodes, subject) != issue->nodes.end() || std::ranges::find(issue->links, subject) != issue->links.end();
            if (isAbout && (best < 0 || issue->severity < m_model->issue(best)->severity)) best = row;
        }
        if (best < 0) continue;
        m_search->clear();
        m_severities[static_cast<size_t>(m_model->issue(best)->severity)]->setChecked(true);
        const QModelIndex index = m_filter->mapFromSource(m_model->index(best, 0));
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
        return true;
    }
    return false;
}

void IssuesDock::activate(const QModelIndex& index) {
    const auto issue = issueAt(index);
    if (!issue) return;
    std::vector<model::Uid> subjects = issue->nodes;
    subjects.insert(subjects.end(), issue->links.begin(), issue->links.end());
    if (subjects.empty()) return;
    m_workspace.selection().set({subjects.front()});
    Q_EMIT showWanted(subjects.front());
}

// What would be done stands on the button: nobody presses "Fix" blindly.
void IssuesDock::offerFix() {
    const auto issue = issueAt(m_view->currentIndex());
    if (issue && m_view->hasFocus()) Q_EMIT m_workspace.message(issue->message);  // in full, where the row cuts it
    const bool isOffered = issue && issue->fix;
    if (!isOffered && m_fix->hasFocus()) m_view->setFocus();  // not into the filter, where the next key would be typed
    m_fix->setVisible(isOffered);
    if (!issue || !issue->fix) return;
    m_fix->setText(fontMetrics().elidedText(tr("Fix: %1").arg(issue->fix->title), Qt::ElideRight, kFixPx));
    m_fix->setToolTip(tr("%1 (Ctrl+Enter in the list)").arg(issue->fix->title));
}

void IssuesDock::openMenu(const QPoint& at) {
    const auto issue = issueAt(m_view->indexAt(at));
    if (!issue) return;
    QMenu menu;
    if (issue->fix) {
        menu.addAction(tr("Fix: %1").arg(issue->fix->title), this, [this, issue] { fix(issue); });
        menu.addAction(tr("Fix all of %1").arg(issue->rule), this, [this, issue] { fixAll(issue->rule); });
        menu.addSeparator();
    }
    menu.addAction(tr("Explain %1").arg(issue->rule), this, [this, issue] { explain(issue->rule); });
    menu.addAction(tr("Accept with a reason…"), this, [this, issue] { waive(issue); });
    menu.exec(m_view->viewport()->mapToGlobal(at));
}

void IssuesDock::fix(const model::IssuePtr& issue) {
    m_resumeRow = m_view->currentIndex().row();
    m_workspace.perform(*issue->fix);
}

// A fix may mend, or make, another finding: take them one by one from the fresh list, each rule and node once.
void IssuesDock::fixAll(const QString& rule) {
    std::vector<std::vector<model::Uid>> done;
    m_workspace.undoStack().beginMacro(tr("Fix all of %1").arg(rule));
    for (bool again = true; again;) {
        again = false;
        for (const model::IssuePtr& issue : m_workspace.checks().issues()) {
            if (issue->rule != rule || !issue->fix || std::ranges::find(done, issue->nodes) != done.end()) continue;
            done.push_back(issue->nodes);
            again = m_workspace.perform(*issue->fix);
            break;
        }
    }
    m_workspace.undoStack().endMacro();
}

void IssuesDock::waive(const model::IssuePtr& issue) {
    const QString reason = askReason(*issue);
    if (reason.isEmpty()) return;
    model::Edit edit(m_workspace.document(), tr("Accept %1").arg(issue->rule));
    edit.setDocument(model::waiver::kRows, model::withWaiver(m_workspace.document(), *issue, reason));
    m_workspace.perform(edit.take());
}

QString IssuesDock::currentRule() const {
    const auto issue = issueAt(m_view->currentIndex());
    return issue ? issue->rule : QString();
}

}  // namespace app
