// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/textsearch.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace app {

class Workspace;

/// Finds words in the names, notes and other texts of the design and replaces them: every place is listed as it is and as it
/// would be, and can be left out. It stands beside the window and may stay open; one replacement is one step of undo.
class ReplaceSheet final : public QDialog {
    Q_OBJECT
public:
    ReplaceSheet(Workspace& workspace, QWidget* parent);

Q_SIGNALS:
    void showWanted(model::Uid subject);

private:
    QWidget* buildFields();
    void search();
    void fill();
    void countChosen();
    void replace();
    [[nodiscard]] std::vector<TextMatch> chosen() const;

    Workspace& m_workspace;
    std::vector<TextMatch> m_matches;  // one a line of the list
    QLineEdit* m_find;
    QLineEdit* m_with;
    QCheckBox* m_case;
    QCheckBox* m_selected;
    QTreeWidget* m_list;
    QLabel* m_words;
    QPushButton* m_replace;
};

}  // namespace app
