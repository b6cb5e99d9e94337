// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/events/eventsmodel.h"
#include "model/core/result.h"
#include "model/core/uid.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace app {

class RunController;
class Workspace;

/// What the run has recorded, row by row. A click shows the node on the canvas, a double-click opens the request's envelope.
class EventsDock final : public QWidget {
    Q_OBJECT
public:
    EventsDock(Workspace& workspace, RunController& run, Look& look, QWidget* parent = nullptr);

    [[nodiscard]] EventsModel& model() { return *m_model; }
    [[nodiscard]] QTableView& view() { return *m_view; }
    /// Writes the filtered rows; an error is a sentence.
    [[nodiscard]] model::Result<model::Done> write(const QString& path) const;

Q_SIGNALS:
    void showWanted(model::Uid node);
    void requestWanted(quint64 request);
    void message(const QString& sentence);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeView();
    QWidget* makeBar();
    void makeKindMenu();
    void takeIcons();
    void applyFilter();
    void clearFilter();
    void nameKinds();
    void showCounts();
    void keepUp();
    void fitColumns();
    void clicked(const QModelIndex& index);
    void opened(const QModelIndex& index);
    void openMenu(const QPoint& at);
    void showOnly(sim::HopKind kind);
    void exportRows();
    [[nodiscard]] model::Uid nodeOf(const sim::HopRecord& record) const;

    Workspace& m_workspace;
    RunController& m_run;
    Look& m_look;
    EventText m_text;
    EventsModel* m_model;
    QTableView* m_view;
    QToolButton* m_kinds;
    QComboBox* m_result;
    QToolButton* m_selected;
    QLineEdit* m_search;
    QToolButton* m_follow;
    QToolButton* m_export;
    QLabel* m_count;
    QLabel* m_empty;
    QStackedLayout* m_stack;
    std::array<QAction*, kEventKinds> m_kindActions{};
    std::uint64_t m_onlyRequest = 0;
    bool m_ownWidths = false;  // a person has chosen how wide names are
    bool m_filling = false;  // several filters change at once
    bool m_ownClick = false; // the selection changes because a row was clicked: the list stays as it is
};

}  // namespace app
