// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace app {

class Look;

/// A titled part of a panel that can be folded; what a user folds or unfolds stays so for all nodes, by title.
class GroupPanel final : public QWidget {
    Q_OBJECT
public:
    GroupPanel(const QString& title, Look& look, QWidget* parent);
    [[nodiscard]] QVBoxLayout* content() const { return m_content; }
    /// Folds it unless the user has said otherwise.
    void foldAtFirst();
    void unfold() { setFolded(false); }
    /// How many findings stand in it: told while it is folded.
    void setFindings(int count);

private:
    void setFolded(bool folded);
    void showTitle();

    Look& m_look;
    QString m_title;
    QToolButton* m_button;
    QWidget* m_body;
    QVBoxLayout* m_content;
    int m_findings = 0;
};

}  // namespace app
