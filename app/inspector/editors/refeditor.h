// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inspector/editors/propertyeditor.h"

#include <vector>

class QComboBox;
class QVBoxLayout;

namespace app {

/// Picks one node that offers the row's role; the nearest in the tree of containers come first.
class RefEditor final : public PropertyEditor {
    Q_OBJECT
public:
    RefEditor(const model::PropertySpec& spec, const EditorContext& context, QWidget* parent);
    void show(const model::Value* value) override;

private:
    EditorContext m_context;
    QComboBox* m_box;
};

/// A list of nodes that offer the row's role: one line each with a remove button, and a field to add another.
class RefsEditor final : public PropertyEditor {
    Q_OBJECT
public:
    RefsEditor(const model::PropertySpec& spec, const EditorContext& context, QWidget* parent);
    void show(const model::Value* value) override;

private:
    void addLine(size_t index);

    EditorContext m_context;
    QVBoxLayout* m_lines;
    QComboBox* m_add;
    model::Refs m_refs;
};

/// Nodes that offer the role, nearest to the subject first (fewest steps through the tree), then by name.
[[nodiscard]] std::vector<model::NodeId> nodesOffering(const model::Document& document, const QString& role, model::Uid subject);

}  // namespace app
