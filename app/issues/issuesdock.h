// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/issue.h"
#include "model/rules/checks.h"

#include <QWidget>

#include <array>
#include <functional>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QStackedLayout;
class QPushButton;
class QToolButton;
class QTreeView;

namespace app {

class IssuesModel;
class Look;
class Workspace;

/// All findings. A click shows the object on the canvas; findings can be fixed, explained, or accepted with a reason.
class IssuesDock final : public QWidget {
    Q_OBJECT
public:
    IssuesDock(Workspace& workspace, Look& look, QWidget* parent = nullptr);

    /// Asks for the reason of a waiver; replaceable, so that tests need no dialog. Empty: cancelled.
    std::function<QString(const model::Issue&)> askReason;

    /// The rule of the finding that the cursor is on; empty: none.
    [[nodiscard]] QString currentRule() const;
    /// Puts the cursor on the first finding about one of these nodes or links, the gravest of the first that has any; what the
    /// filter hides is shown again. False: there is none.
    bool showFindingOf(const std::vector<model::Uid>& subjects);
    /// Asks for the rule's page.
    void explain(const QString& rule) { Q_EMIT ruleWanted(rule); }

Q_SIGNALS:
    void ruleWanted(const QString& rule);
    void showWanted(model::Uid subject);
    /// For the tab's badge: errors and warnings.
    void countsChanged(int errors, int warnings);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeBar();
    void refresh();
    void showFilterCounts();
    void putCursor(const model::Issue& before);
    void offerFix();
    void activate(const QModelIndex& index);
    void openMenu(const QPoint& at);
    void fix(const model::IssuePtr& issue);
    void fixAll(const QString& rule);
    void waive(const model::IssuePtr& issue);
    [[nodiscard]] model::IssuePtr issueAt(const QModelIndex& proxyIndex) const;

    Workspace& m_workspace;
    Look& m_look;
    IssuesModel* m_model;
    QSortFilterProxyModel* m_filter;
    QTreeView* m_view;
    QPushButton* m_fix;  // of the finding that the cursor is on; hidden where there is none
    int m_resumeRow = -1;  // where a fix was just taken
    QLineEdit* m_search;
    QLabel* m_empty;
    QStackedLayout* m_stack;
    std::array<QToolButton*, 4> m_severities{};
};

}  // namespace app
