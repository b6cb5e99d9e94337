// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inspector/editors/propertyeditor.h"

class QVBoxLayout;

namespace app {

class PropertyForm;

/// A small table: one line a row; a click unfolds the row into a form of its columns. Routes, filter rules, access patterns,
/// scenarios and faults are all edited here.
class RowsEditor final : public PropertyEditor {
    Q_OBJECT
public:
    RowsEditor(const model::PropertySpec& spec, const EditorContext& context, QWidget* parent);
    void show(const model::Value* value) override;

private:
    QWidget* makeLine(int row);
    QWidget* makeButtons(int row);
    PropertyForm* makeForm(int row);
    void rebuild();
    [[nodiscard]] model::Row freshRow() const;
    void toggle(int row);
    void commit(model::Rows rows);
    void setCell(int row, const QString& key, std::optional<model::Value> value);

    EditorContext m_context;
    QVBoxLayout* m_lines;
    model::Rows m_rows;
    int m_open = -1;
    PropertyForm* m_form = nullptr;
};

}  // namespace app
