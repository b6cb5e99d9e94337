// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"
#include "model/core/propertyspec.h"

#include <QWidget>

#include <functional>
#include <memory>

namespace app {

class Look;

/// What an editor may ask beyond its row: the document for references, and the look for icons.
struct EditorContext {
    const model::Document& document;
    Look& look;
    model::Uid subject;  ///< the node whose property is edited; nearest targets come first
};

/// Edits one value of a property row. It holds text only until it is committed: Enter or leaving the field commits, Esc
/// takes back what was typed. It never touches the document.
class PropertyEditor : public QWidget {
    Q_OBJECT
public:
    PropertyEditor(const model::PropertySpec& spec, QWidget* parent) : QWidget(parent), m_spec(spec) {}

    [[nodiscard]] const model::PropertySpec& spec() const { return m_spec; }
    /// Shows the value; nullptr: several nodes are selected and differ.
    virtual void show(const model::Value* value) = 0;

Q_SIGNALS:
    void committed(const model::Value& value);
    /// What was typed cannot be read; the sentence, or empty when it can again.
    void objected(const QString& sentence);

private:
    const model::PropertySpec& m_spec;
};

/// The editor for the row's type.
[[nodiscard]] PropertyEditor* makeEditor(const model::PropertySpec& spec, const EditorContext& context, QWidget* parent);

}  // namespace app
