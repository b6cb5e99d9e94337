// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions.h"
#include "app/canvas/canvasscene.h"
#include "app/canvas/dropjudge.h"
#include "app/palette/searchpopup.h"
#include "model/picture/picturebuilder.h"

#include <QObject>
#include <QPointF>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

class QKeyEvent;
class QMenu;

namespace model {
class Edit;
}

namespace app {

class CanvasView;
class Look;
class SearchPopup;
class Workspace;

/// What can be done to the drawing by command: menus, keys and popups. Each command is one edit.
class CanvasCommands final : public QObject {
    Q_OBJECT
public:
    CanvasCommands(CanvasView& view, Look& look, Actions& actions);

    // Selection.
    void selectAll();
    /// The next (1) or previous (-1) node in reading order.
    void selectNext(int step);

    // Changing.
    void deleteSelection();
    void duplicate();
    void copy();
    void cut();
    void paste();
    void rename(model::Uid node);
    /// Arrow keys: fine, or by the grid.
    void nudge(const QPointF& by);
    void resizeBy(const QPointF& by);
    enum class Edge { Left, Center, Right, Top, Middle, Bottom };
    void align(Edge edge);
    void distribute(Qt::Orientation orientation);
    void arrange(model::ArrangeScope scope, const QString& title);
    void shrinkToFit();
    enum class Fold { Collapse, Expand };
    void fold(Fold way);
    void selectParent();
    // The drawing alone: see model/core/drawing.h.
    void group();
    void ungroup();
    void toggleLock();
    enum class Stack { Front, Back };
    void restack(Stack way);
    void highlight(const QString& name);
    void askHighlight();
    /// All links that are selected, or that lead to or from what is selected, are routed automatically again.
    void clearBends();
    void straighten(int leg, const QPointF& at);
    /// A copy beside the tile, linked from it where it may call itself, else connected as the original is.
    void cloneAndConnect(int tile, const QPointF& direction);
    /// Goes to the neighbour in that direction while nothing is selected.
    void walk(const QPointF& direction);

    // Inserting and linking.
    /// Asks for a kind; it goes to that place, or into the selected container.
    void askInsert(std::optional<QPointF> scene);
    void insert(const QString& kind, std::optional<QPointF> scene);
    /// More entries for "find anything", asked for each time.
    void addSearchSource(std::function<std::vector<SearchEntry>()> source) { m_sources.push_back(std::move(source)); }
    void askLinkTarget(model::Uid start, const QPointF& scene);
    void startPlacing(const QString& kind);
    void startDragging(const QString& kind);
    void startLink();
    void startMoveToParent();

    // Finding.
    void findNode();
    void findAnything(const QPoint& global);
    void copyPicture();

    void openMenu(const QPoint& global, const Hit& hit);

    enum class DeleteAnswer { Cancel, DeleteContents, KeepContents };
    /// Asks before much is deleted; replaceable, so that tests need no dialog.
    std::function<DeleteAnswer(const QString& question, bool canKeep)> askDelete;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectActions();
    [[nodiscard]] std::vector<int> movableTiles() const;
    [[nodiscard]] QString nameOf(model::Uid uid) const;
    [[nodiscard]] model::Uid selectedNode() const;
    [[nodiscard]] std::vector<model::Uid> selectedNodes() const;
    /// The outermost of the selected nodes that may be moved; says so where none may.
    [[nodiscard]] std::vector<model::Uid> unlockedNodes() const;
    /// Whether one of them, or what lies in them, is locked; says which.
    [[nodiscard]] bool holdsLocked(const std::vector<model::Uid>& nodes) const;
    void tellLocked(model::Uid node) const;
    void keepPlace(model::Edit& edit, model::Uid node) const;
    void fillHighlightMenu(QMenu& menu);
    [[nodiscard]] QMenu* highlightMenu(QMenu& parent);
    [[nodiscard]] DropVerdict intoSelection(const model::KindSpec& kind) const;
    [[nodiscard]] QPoint popupPlace(std::optional<QPointF> scene) const;
    void moveTiles(const std::vector<std::pair<int, QPointF>>& places, const QString& title);
    void perform(model::Edit& edit, std::vector<model::Uid> selected);
    bool handleKey(const QKeyEvent& key);
    void connectSettings();
    void removeKeeping(model::Edit& edit, const std::vector<model::Uid>& items) const;
    void selectMarked();
    [[nodiscard]] QPointF stepBeside(model::Edit& edit, int tile, const QPointF& direction) const;
    void fillMenu(QMenu& menu, const Hit& hit);
    void fillLinkMenu(QMenu& menu, model::Uid link);
    void fillNodeMenu(QMenu& menu, const Hit& hit);

    CanvasView& m_view;
    Workspace& m_workspace;
    Look& m_look;
    Actions& m_actions;
    SearchPopup* m_popup;
    std::vector<std::function<std::vector<SearchEntry>()>> m_sources;
    int m_pasted = 0;  // pastes of one copy step aside, so that none hides another
};

}  // namespace app
