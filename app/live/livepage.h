// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/live/livefigures.h"

#include <QScrollArea>

namespace app {

class Look;
class RunController;
class Workspace;

/// Figures with their bars, drawn in one go: they change several times a second.
class LiveSheet final : public QWidget {
    Q_OBJECT
public:
    LiveSheet(Look& look, QWidget* parent) : QWidget(parent), m_look(look) {}
    /// Without groups the sentence stands alone.
    void show(std::vector<LiveGroup> groups, const QString& sentence);
    [[nodiscard]] const std::vector<LiveGroup>& groups() const { return m_groups; }
    [[nodiscard]] const QString& sentence() const { return m_sentence; }
    [[nodiscard]] QSize sizeHint() const override;
    using QWidget::show;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;
    int paintGroup(QPainter& painter, const LiveGroup& group, int top) const;
    void paintFigure(QPainter& painter, const LiveFigure& figure, const QRect& row) const;

    Look& m_look;
    std::vector<LiveGroup> m_groups;
    QString m_sentence;
};

/// The inspector's tab with what the run does at the selected node right now.
class LivePage final : public QScrollArea {
    Q_OBJECT
public:
    LivePage(Workspace& workspace, RunController& run, Look& look, QWidget* parent = nullptr);
    [[nodiscard]] const LiveSheet& sheet() const { return *m_sheet; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();

    Workspace& m_workspace;
    RunController& m_run;
    LiveSheet* m_sheet;
};

}  // namespace app
