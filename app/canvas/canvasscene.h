// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/canvasitems.h"
#include "app/paint/context.h"

#include <QGraphicsScene>
#include <QSet>

#include <memory>
#include <vector>

namespace app {

class Look;
class Workspace;

/// What lies under a point.
struct Hit {
    enum class Kind { Nothing, Leaf, Leg, ContainerEdge, ContainerInside };
    Kind kind = Kind::Nothing;
    int tile = -1;
    int leg = -1;
    model::Uid uid;  ///< the node or link to select
    [[nodiscard]] bool isMovable() const { return kind == Kind::Leaf || kind == Kind::ContainerEdge; }
};

/// What is lifted out of the still picture while it is dragged.
struct Lifted {
    QSet<int> tiles;
    QSet<int> legs;
    [[nodiscard]] bool isEmpty() const { return tiles.isEmpty() && legs.isEmpty(); }
};

/// The items of the drawing, kept in line with the picture: only what changed is touched and told by dirty().
class CanvasScene final : public QGraphicsScene {
    Q_OBJECT
public:
    CanvasScene(Workspace& workspace, Look& look, QObject* parent = nullptr);
    ~CanvasScene() override;

    [[nodiscard]] const model::Picture& picture() const;
    [[nodiscard]] PaintContext paintContext(double zoom) const;
    [[nodiscard]] Arrow arrow() const { return Arrow::AtEnd; }

    /// Paints what stands still within the area; the painter is in scene coordinates.
    void paintStill(QPainter& painter, const QRectF& area) const;
    /// Paints what is lifted, at its present place in the picture.
    void paintLifted(QPainter& painter, const PaintContext& context) const;

    /// The titles as they stand at this zoom: see titlePlaces().
    [[nodiscard]] const std::vector<TitlePlace>& titles(double zoom) const;

    void lift(const Lifted& lifted);
    void liftLegs(const std::vector<int>& legs);
    void settle();  ///< nothing is lifted any more
    [[nodiscard]] const Lifted& lifted() const { return m_lifted; }

    /// Everything under the point, topmost first. `reach` is the tolerance in scene pixels.
    [[nodiscard]] std::vector<Hit> hits(const QPointF& at, qreal reach) const;
    [[nodiscard]] Hit hit(const QPointF& at, qreal reach) const;
    /// The innermost container at the point that is not in `except`, or -1.
    [[nodiscard]] int containerAt(const QPointF& at, const QSet<int>& except = {}) const;
    /// Where a node is drawn (first), though it may stand only in subnets; -1: nowhere.
    [[nodiscard]] int tileOf(model::Uid node) const;
    /// A leaf, chip or note at the point, or -1.
    [[nodiscard]] int leafAt(const QPointF& at, const QSet<int>& except = {}) const;
    [[nodiscard]] std::vector<int> tilesWithin(const QRectF& area) const;
    /// The tile with all that lies in it or is owned by it.
    [[nodiscard]] std::vector<int> treeOf(int tile) const;
    [[nodiscard]] bool hasReasons() const { return m_hasReasons; }
    [[nodiscard]] const std::vector<LegState>& legStates() const { return m_states; }

Q_SIGNALS:
    /// This part of the still picture looks different now; a null rectangle: all of it.
    void dirty(const QRectF& area);
    void synced();

private:
    void sync();
    void syncNodes();
    void syncLegs();
    void syncBands();
    void syncTitles();
    void stack();
    void touch(const QRectF& area);

    struct Placed {
        QRectF bounds;
        qreal layer;
        QGraphicsItem* item;
    };

    Workspace& m_workspace;
    Look& m_look;
    std::vector<NodeItem*> m_tiles;  // by tile
    std::vector<LegItem*> m_legs;    // by leg
    std::vector<BandItem*> m_bands;
    std::vector<Placed> m_stack;  // all of them as they lie on each other, the lowest first
    std::vector<LegState> m_states;
    TitlesItem* m_titlesItem = nullptr;
    mutable std::vector<TitlePlace> m_titles;  // at m_titlesZoom
    mutable double m_titlesZoom = 0;           // 0: to be laid out anew
    Lifted m_lifted;
    bool m_hasReasons = false;
};

}  // namespace app
