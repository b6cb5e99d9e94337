// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/canvasscene.h"
#include "app/canvas/overlay.h"
#include "app/canvas/tilecache.h"
#include "app/canvas/tools/tool.h"

#include <QGraphicsView>
#include <QPicture>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace app {

class KindGallery;

/// A button went down here; it may become a drag.
struct CanvasPress {
    Pointer pointer;
    Hit hit;
    std::optional<int> linkHandle;
    std::optional<int> resizeHandle;
    bool selected = false;  ///< the press itself selected what is under it
};

/// The canvas: blits the cached drawing, paints all that lives over it, and gives mouse and keys to the gesture in progress.
class CanvasView final : public QGraphicsView {
    Q_OBJECT
public:
    /// What a plain press of the left button does.
    enum class Mode { Select, Pan, Link };
    Q_ENUM(Mode)

    CanvasView(Workspace& workspace, Look& look, const KindGallery& gallery, QWidget* parent = nullptr);
    ~CanvasView() override;

    [[nodiscard]] Workspace& workspace() { return m_workspace; }
    [[nodiscard]] CanvasScene& canvas() { return m_canvas; }
    [[nodiscard]] const KindGallery& gallery() const { return m_gallery; }
    [[nodiscard]] PaintContext paintContext() const { return m_canvas.paintContext(zoom()); }
    [[nodiscard]] double zoom() const { return m_zoom; }

    // Where to look.
    void zoomAt(double zoom, const QPointF& view);
    void zoomIn();
    void zoomOut();
    void zoomTo(double zoom);
    void panBy(const QPoint& px);
    void fit(const QRectF& scene);
    void fitAll();
    /// As large as it fits, unlike fit(), which leaves small things small.
    void zoomToRect(const QRectF& scene);
    void resetView();
    void zoomToSelection();
    /// Scrolls as far as needed for the node or link to be seen; zooms in as far as needed to read it.
    void reveal(model::Uid uid);
    /// What is drawn next is the first of the drawing: it is shown whole, with room for more beside it.
    void showWholeNext();
    /// Moves the paper only as far as needed to show the node.
    void bringIn(model::Uid uid);

    // How gestures go, by the user's settings.
    [[nodiscard]] bool growsContainers() const { return m_growsContainers; }
    void setGrowsContainers(bool grows) { m_growsContainers = grows; }
    [[nodiscard]] bool ctrlDragZooms() const { return m_ctrlDragZooms; }
    void setCtrlDragZooms(bool zooms) { m_ctrlDragZooms = zooms; }

    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }

    // Gestures.
    void begin(std::unique_ptr<Tool> gesture);
    [[nodiscard]] Tool* gesture() const { return m_gesture.get(); }
    /// Ends what is in progress and restores the state before it. False: nothing was.
    bool cancelGesture();
    /// Something is dragged in from elsewhere in the window: the gesture gets the pointer as if it were over the canvas.
    void moveFromOutside(const QPoint& global);
    void releaseFromOutside(const QPoint& global);
    [[nodiscard]] bool isSpaceHeld() const { return m_spaceHeld; }
    /// Where the pointer is, or the middle of the view when it is elsewhere.
    [[nodiscard]] QPointF pointerScene() const;
    [[nodiscard]] Pointer pointerAt(const QPoint& view) const;
    [[nodiscard]] qreal reach() const { return 4 / m_zoom; }
    [[nodiscard]] const Hit& hover() const { return m_hover; }
    /// Marks a tile as the pointer would: where the keyboard is while nothing is selected.
    void mark(int tile);
    /// What the pointer rests on, in words: a name that was cut, what a handle does. Empty: nothing to say.
    [[nodiscard]] QString tipAt(const QPointF& scene) const;
    /// Where in the view those words stand: not upon the handles.
    [[nodiscard]] QPoint tipPlace(const QPoint& view) const;

    /// Paints in every frame; the overlay outlives the view or is removed.
    void addOverlay(CanvasOverlay& overlay, OverlayLayer layer);
    void removeOverlay(CanvasOverlay& overlay);
    /// Something that lives has moved.
    void repaintLive() { viewport()->update(); }
    /// Paints all tiles now; for pictures of the window.
    void finishPainting() { m_budget = TileCache::Budget::Everything; }

    /// One line about the gesture in progress, beside the pointer or that place of the scene: why a drop is refused, what a
    /// link would do.
    enum class Tone { Good, Careful, Bad };
    void tell(const QString& sentence, Tone tone, std::optional<QPointF> scene = {});
    [[nodiscard]] const QString& told() const { return m_told; }

Q_SIGNALS:
    void zoomChanged(double zoom);
    void modeChanged(app::CanvasView::Mode mode);
    /// A right click that was no drag.
    void menuWanted(const QPoint& global, const app::Hit& hit);
    void renameWanted(model::Uid node);
    void lookInsideWanted(model::Uid node);  // what has levels of its own: a table into its partitions
    void insertWanted(const QPointF& scene);
    /// A badge was clicked that tells why nothing gets through: its finding is asked for, of the link or of what blocks it.
    void findingWanted(const std::vector<model::Uid>& subjects);
    /// A link was dropped where nothing is.
    void linkTargetWanted(model::Uid start, const QPointF& scene);
    /// A handle was clicked: a copy on that side (left, top, right, bottom), connected.
    void cloneWanted(int tile, int side);
    /// A bend of the leg was double-clicked.
    void straightenWanted(int leg, const QPointF& scene);
    void expandWanted(model::Uid container);
    void gestureBegan();
    void gestureEnded();
    void lookMoved();  ///< another part of the scene is shown

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent* event) override;

private:
    void extendPaper();
    [[nodiscard]] bool showsHandles() const;
    void paintLive(QPainter& painter, const QRect& exposed);
    const QPicture& reasons(const PaintContext& context);
    void paintSelection(QPainter& painter, const PaintContext& context) const;
    void paintNode(QPainter& painter, const PaintContext& context, model::Uid uid) const;
    void paintLinkPath(QPainter& painter, const PaintContext& context, model::Uid link) const;
    void paintMembers(QPainter& painter, const PaintContext& context, model::Uid group) const;
    void paintTold(QPainter& painter) const;
    void pressLeft(const Pointer& pointer);
    void startDrag();
    void click(const CanvasPress& press);
    void selectClicked(const CanvasPress& press, model::Uid item);
    void toggleClicked(model::Uid item);
    [[nodiscard]] bool isLocked(const Hit& hit) const;
    void paintGroups(QPainter& painter, const PaintContext& context) const;
    void paintLock(QPainter& painter, const PaintContext& context, const model::PictureNode& tile) const;
    bool clickBadge(const QPointF& scene);
    void finish(Tool::State state);
    void updateHover(const Pointer& pointer);
    void updateCursor();
    [[nodiscard]] std::optional<int> resizeHandleAt(const QPointF& scene) const;
    [[nodiscard]] std::optional<int> linkHandleAt(const QPointF& scene) const;
    [[nodiscard]] std::unique_ptr<Tool> gestureFor(const CanvasPress& press);
    void show(const QRectF& scene, double mostZoom);
    bool keyToGesture(QKeyEvent* event);
    void leaveEmpty();
    void lookAgain();

    Workspace& m_workspace;
    Look& m_look;
    const KindGallery& m_gallery;
    CanvasScene m_canvas;
    TileCache m_cache;
    TileCache::Budget m_budget = TileCache::Budget::Frame;
    QTimer m_ahead;
    double m_zoom = 1;
    bool m_isFitted = false;  // the whole drawing was asked for, and nobody has zoomed or panned since
    Mode m_mode = Mode::Select;
    std::unique_ptr<Tool> m_gesture;
    std::optional<CanvasPress> m_pressed;  // a button is down and may become a drag
    Hit m_hover;
    bool m_spaceHeld = false;
    bool m_growsContainers = true;
    bool m_ctrlDragZooms = false;
    QPoint m_lastView;
    std::vector<CanvasOverlay*> m_marks, m_dots;
    QString m_told;
    std::optional<QPointF> m_toldAt;
    Tone m_tone = Tone::Good;
    QPicture m_reasons;
    std::vector<ReasonBadge> m_badges;  // in m_reasons
    double m_reasonsZoom = 0;
};

}  // namespace app
