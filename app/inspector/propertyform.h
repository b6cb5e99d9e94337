// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inspector/editors/propertyeditor.h"

#include <QWidget>

#include <functional>
#include <span>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace app {

class GroupPanel;

/// A remark under a field: what is wrong or advised, and the edit that mends it.
struct FieldNote {
    model::Severity severity = model::Severity::Error;
    QString text;
    QString fixTitle;
    std::function<void()> fix;
};

/// Where a form takes its values from: a node, several nodes, a link, a row of a table.
struct FormSource {
    std::function<const model::Value*(const model::PropertySpec&)> value;  ///< null: the values differ
    std::function<bool(const model::PropertySpec&)> isStored;              ///< differs from the default
    std::function<bool(const model::PropertySpec&)> isVisible;
    std::function<std::vector<FieldNote>(const model::PropertySpec&)> notes;
    EditorContext context;
    /// Names that a field of text offers to choose from (the scenarios of the design); none, or no function: free text.
    std::function<QStringList(const model::PropertySpec&)> names = {};
};

/// Labels and editors for rows of properties, in collapsible groups. It asks its source again at refresh() and keeps the
/// editors that still fit, so that the focus survives an edit.
class PropertyForm final : public QWidget {
    Q_OBJECT
public:
    enum class Groups { Titled, None };
    PropertyForm(std::span<const model::PropertySpec> specs, FormSource source, Groups groups, QWidget* parent);

    void refresh();
    /// Puts the focus into the field of the key; false if there is none.
    bool focusField(const QString& key);
    /// Whether there is such a field, and the subject's other values give it a meaning.
    [[nodiscard]] bool shows(const QString& key) const;
    /// A part that is not a row of the kind: below the first group, or above it.
    enum class Place { Top, BelowFirstGroup };
    void addPanel(QWidget* panel, Place place);

Q_SIGNALS:
    void changed(const QString& key, const model::Value& value);
    void cleared(const QString& key);
    /// F1 or "Help" on a field.
    void helpWanted(const QString& key);

private:
    struct Field {
        const model::PropertySpec* spec = nullptr;
        QWidget* host = nullptr;
        QLabel* label = nullptr;
        PropertyEditor* editor = nullptr;
        QWidget* notes = nullptr;
        QLabel* objection = nullptr;
        int noteCount = 0;
        QString worst = {};  // "error", "warning", or empty
        bool unresolved = false;
    };
    void addField(const model::PropertySpec& spec, QVBoxLayout* into);
    void makeFieldEditor(Field& field, const model::Value* value);
    void refreshField(Field& field);
    void refreshNotes(Field& field);
    void openMenu(const Field& field, const QPoint& at);
    QVBoxLayout* addGroup(const QString& title);
    void foldWhatIsRare();

    FormSource m_source;
    std::vector<Field> m_fields;
    QVBoxLayout* m_layout;
    std::vector<std::pair<GroupPanel*, std::vector<size_t>>> m_groups;  // a group is hidden when all its fields are
};

}  // namespace app
