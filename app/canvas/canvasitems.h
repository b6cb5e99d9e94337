// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/paint/picturepainter.h"
#include "app/paint/titles.h"
#include "model/picture/picture.h"

#include <QGraphicsItem>

namespace app {

class CanvasScene;

/// Names a tile over time: the node, and the subnet whose presence it is.
struct TileKey {
    model::Uid node;
    model::Uid presence;
    friend bool operator==(const TileKey&, const TileKey&) = default;
};
inline size_t qHash(const TileKey& key, size_t seed = 0) noexcept { return qHashMulti(seed, key.node.value, key.presence.value); }

/// Names a leg over time.
struct LegKey {
    TileKey from, to;
    model::PictureLeg::Kind kind = model::PictureLeg::Kind::Calls;
    friend bool operator==(const LegKey&, const LegKey&) = default;
};
inline size_t qHash(const LegKey& key, size_t seed = 0) noexcept { return qHashMulti(seed, key.from, key.to, static_cast<int>(key.kind)); }

/// One tile of the drawing. Items answer where things are and draw themselves with the painters that exports use; what
/// they stand for is named by tile, leg and band of the picture. They never change anything.
class NodeItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };
    explicit NodeItem(const CanvasScene& scene) : m_scene(scene) {}

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

    [[nodiscard]] int tile() const { return m_tile; }
    [[nodiscard]] const model::PictureNode& node() const { return m_node; }
    [[nodiscard]] bool looksLike(const model::PictureNode& other) const;
    void take(int tile, const model::PictureNode& node);

private:
    const CanvasScene& m_scene;
    model::PictureNode m_node;
    int m_tile = -1;
    QRectF m_bounds;
};

class LegItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };
    LegItem(const CanvasScene& scene, const LegKey& key) : m_scene(scene), m_key(key) {}

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

    [[nodiscard]] int leg() const { return m_leg; }
    [[nodiscard]] const LegKey& key() const { return m_key; }
    [[nodiscard]] bool looksLike(const model::PictureLeg& other, const LegState& state) const;
    void take(int leg, const model::PictureLeg& shown, const LegState& state);
    /// How far the point is from the line.
    [[nodiscard]] qreal distanceTo(const QPointF& point) const;

private:
    const CanvasScene& m_scene;
    LegKey m_key;
    model::PictureLeg m_shown;
    LegState m_state;
    int m_leg = -1;
    QRectF m_bounds;
};

class BandItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 3 };
    BandItem(const CanvasScene& scene, const model::PictureBand& band);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return m_band.rect.adjusted(-2, -2, 2, 2); }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    [[nodiscard]] const model::PictureBand& band() const { return m_band; }

private:
    const CanvasScene& m_scene;
    model::PictureBand m_band;
};

/// The titles of containers where they are larger than their places: over the links, below what links lead to.
class TitlesItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 4 };
    explicit TitlesItem(const CanvasScene& scene);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    void cover(const QRectF& area);

private:
    const CanvasScene& m_scene;
    QRectF m_bounds;
};

/// The rectangle that a line covers, with room for its width, arrow, jumps and break.
[[nodiscard]] QRectF legBounds(const model::PictureLeg& leg);
[[nodiscard]] qreal distanceToRoute(const std::vector<QPointF>& points, const QPointF& to);

}  // namespace app
