// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inspector/editors/propertyeditor.h"

#include <QStringList>

#include <functional>

class QCheckBox;
class QComboBox;

namespace app {

/// One of the row's choices.
class ChoiceEditor final : public PropertyEditor {
    Q_OBJECT
public:
    ChoiceEditor(const model::PropertySpec& spec, const EditorContext& context, QWidget* parent);
    void show(const model::Value* value) override;

private:
    QComboBox* m_box;
};

/// Chooses among names that the design itself has, such as its scenarios. Empty text stands for
/// the first of them, or for what the row says.
class NameEditor final : public PropertyEditor {
    Q_OBJECT
public:
    NameEditor(const model::PropertySpec& spec, std::function<QStringList()> names, QWidget* parent);
    void show(const model::Value* value) override;

private:
    std::function<QStringList()> m_names;
    QComboBox* m_box;
};

/// Yes or no.
class SwitchEditor final : public PropertyEditor {
    Q_OBJECT
public:
    SwitchEditor(const model::PropertySpec& spec, QWidget* parent);
    void show(const model::Value* value) override;

private:
    QCheckBox* m_check;
};

/// A value of an import that nobody can evaluate: shown as it is written; a button replaces it by the default.
class UnresolvedEditor final : public PropertyEditor {
    Q_OBJECT
public:
    UnresolvedEditor(const model::PropertySpec& spec, const QString& text, QWidget* parent);
    void show(const model::Value* value) override;
};

}  // namespace app
