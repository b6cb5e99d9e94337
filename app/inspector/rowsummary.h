// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inspector/editors/propertyeditor.h"

#include <QAbstractButton>

namespace app {

/// The one-line form of a row: up to three columns, the first in semibold, the last at the right edge.
class RowSummary final : public QAbstractButton {
    Q_OBJECT
public:
    RowSummary(const model::PropertySpec& rowsSpec, const EditorContext& context, QWidget* parent);

    void show(const model::Row& row);
    void setOpen(bool open);
    [[nodiscard]] QSize sizeHint() const override { return {160, 28}; }
    using QWidget::show;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString cellText(const model::PropertySpec& column, const model::Row& row) const;

    const model::PropertySpec& m_rowsSpec;
    EditorContext m_context;
    QStringList m_cells;
    bool m_open = false;
};

}  // namespace app
