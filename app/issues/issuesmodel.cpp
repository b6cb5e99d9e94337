// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/issues/issuesmodel.h"

#include "app/issues/ruletext.h"
#include "app/look.h"

#include <QIcon>

namespace app {

IssuesModel::IssuesModel(const model::Document& document, const model::Checks& checks, Look& look, QObject* parent)
    : QAbstractTableModel(parent), m_document(document), m_checks(checks), m_look(look) {
    refresh();
}

void IssuesModel::refresh() {
    if (m_issues == m_checks.issues()) return;
    beginResetModel();
    m_issues = m_checks.issues();
    endResetModel();
}

int IssuesModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_issues.size()); }

int IssuesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString IssuesModel::where(const model::Issue& issue) const {
    for (const model::Uid uid : issue.nodes)
        if (const auto node = m_document.findNode(uid)) return m_document.path(*node);
    for (const model::Uid uid : issue.links)
        if (const auto link = m_document.findLink(uid))
            return QStringLiteral("%1 → %2").arg(m_document.name(m_document.link(*link).from), m_document.name(m_document.link(*link).to));
    return tr("design");
}

QVariant IssuesModel::data(const QModelIndex& index, int role) const {
    const model::Issue& issue = *m_issues[static_cast<size_t>(index.row())];
    if (role == kSeverityRole) return static_cast<int>(issue.severity);
    if (role == Qt::DecorationRole && index.column() == Rule) {
        QIcon icon(severityPixmap(m_look, issue.severity, 16, 2));
        icon.addPixmap(severityPixmap(m_look, issue.severity, 16, 2), QIcon::Selected);  // else it is dimmed in a selected row
        return icon;
    }
    if (role == Qt::AccessibleTextRole && index.column() == Rule) return severityTitle(issue.severity) + QStringLiteral(", ") + issue.rule;
    if (role == Qt::ToolTipRole) return index.column() == Message ? issue.message : index.column() == Rule ? ruleLine(m_document.registry(), issue.rule) : where(issue);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case Rule: return issue.rule;
        case Message: return issue.message;
        case Where: return where(issue);
    }
    return {};
}

QVariant IssuesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case Rule: return tr("Rule");
        case Message: return tr("Finding");
        case Where: return tr("Where");
    }
    return {};
}

}  // namespace app
