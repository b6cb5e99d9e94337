// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inspector/editors/propertyeditor.h"

#include <QAbstractButton>

namespace app {

/// A line of up to three cells that can be clicked: the first in semibold, the last at the right edge.
class CellsButton : public QAbstractButton {
    Q_OBJECT
public:
    CellsButton(Look& look, QWidget* parent);

    void setCells(const QStringList& cells);
    [[nodiscard]] const QStringList& cells() const { return m_cells; }
    void setOpen(bool open);
    [[nodiscard]] QSize sizeHint() const override { return {160, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Look& m_look;
    QStringList m_cells;
    bool m_open = false;
};

/// The one-line form of a row of a table.
class RowSummary final : public CellsButton {
    Q_OBJECT
public:
    RowSummary(const model::PropertySpec& rowsSpec, const EditorContext& context, QWidget* parent);

    void show(const model::Row& row);
    using QWidget::show;

private:
    [[nodiscard]] QString cellText(const model::PropertySpec& column, const model::Row& row) const;

    const model::PropertySpec& m_rowsSpec;
    EditorContext m_context;
};

}  // namespace app
