// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/change.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QSpinBox;
class QTextBrowser;

namespace app {

class Look;
class Workspace;

/// Can A reach B? Hop by hop with what decided, or every blocker with AWS's code, a sentence and its fix. Follows the
/// selection: a link, or two nodes.
class PathsDock final : public QWidget {
    Q_OBJECT
public:
    PathsDock(Workspace& workspace, Look& look, QWidget* parent = nullptr);

    void choose(model::Uid from, model::Uid to);
    bool chooseLinkOf(model::Uid node);
    [[nodiscard]] QString shownText() const;

Q_SIGNALS:
    void showWanted(model::Uid node);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fillPickers();
    void followSelection();
    void explain();
    void openAnchor(const QUrl& anchor);
    [[nodiscard]] model::Uid chosen(const QComboBox* box) const;

    Workspace& m_workspace;
    Look& m_look;
    QComboBox* m_from;
    QComboBox* m_to;
    QSpinBox* m_port;
    QTextBrowser* m_story;
    std::vector<model::ChangeSet> m_fixes;
};

}  // namespace app
