// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inspector/editors/propertyeditor.h"

#include <optional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace app {

/// One line: texts, lists of texts, and numbers with their unit. Arrow keys step numbers while the field has the focus.
class TextEditor final : public PropertyEditor {
    Q_OBJECT
public:
    TextEditor(const model::PropertySpec& spec, QWidget* parent);
    void show(const model::Value* value) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void commit();
    void step(int direction);
    void syncHint();
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] bool isNumber() const;

    QLineEdit* m_line;
    QLabel* m_hint = nullptr;  // the unit, where values carry none
    std::optional<model::Value> m_value;
};

/// Several lines: notes, policies, CSV to replay. Ctrl+Enter or leaving the field commits.
class LongTextEditor final : public PropertyEditor {
    Q_OBJECT
public:
    LongTextEditor(const model::PropertySpec& spec, QWidget* parent);
    void show(const model::Value* value) override;
    /// Takes the text of a file; what cannot be read, or cannot stand there, is told and changes nothing.
    void takeFile(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void commit();
    void addFileButton(const QString& filter);

    QPlainTextEdit* m_edit;
    QString m_shown;
};

}  // namespace app
