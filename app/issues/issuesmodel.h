// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/checks.h"

#include <QAbstractTableModel>

namespace app {

class Look;

/// The findings of the design as rows: severity and rule, sentence, where.
class IssuesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Rule, Message, Where, ColumnCount };
    static constexpr int kSeverityRole = Qt::UserRole;  ///< int, for filtering and sorting

    IssuesModel(const model::Document& document, const model::Checks& checks, Look& look, QObject* parent);

    [[nodiscard]] model::IssuePtr issue(int row) const { return m_issues[static_cast<size_t>(row)]; }
    void refresh();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString where(const model::Issue& issue) const;

    const model::Document& m_document;
    const model::Checks& m_checks;
    Look& m_look;
    std::vector<model::IssuePtr> m_issues;
};

}  // namespace app
