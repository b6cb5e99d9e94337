// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/canvasscene.h"

#include "app/look.h"
#include "app/workspace.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <ranges>

namespace app {

using Shape = model::ViewSpec::Shape;

namespace {

constexpr qreal kEdgeReach = 4;  // on both sides of a container's border, beyond the pointer's tolerance

TileKey keyOf(const model::PictureNode& node) { return {node.node, node.presence}; }

bool isOnEdge(const model::PictureNode& node, const QPointF& at, qreal reach) {
    const qreal r = kEdgeReach + reach;
    if (!node.rect.adjusted(-r, -r, r, r).contains(at)) return false;
    if (!node.rect.adjusted(r, r, -r, -r).contains(at)) return true;
    return node.icon.united(node.titleRect).united(node.secondRect).adjusted(-4, -4, 6, 4).contains(at);
}

bool isOnLeaf(const model::PictureNode& node, const QPointF& at, qreal reach) {
    if (node.shape != Shape::Leaf) return node.rect.contains(at);
    return node.icon.adjusted(-reach, -reach, reach, reach).contains(at) || node.titleRect.contains(at) || node.secondRect.contains(at);
}

}  // namespace

CanvasScene::CanvasScene(Workspace& workspace, Look& look, QObject* parent) : QGraphicsScene(parent), m_workspace(workspace), m_look(look) {
    setItemIndexMethod(NoIndex);  // the stack answers what lies where
    connect(&workspace, &Workspace::pictureChanged, this, &CanvasScene::sync);
    connect(&look, &Look::changed, this, [this] { Q_EMIT dirty({}); });
    m_titlesItem = new TitlesItem(*this);
    addItem(m_titlesItem);
    sync();
}

CanvasScene::~CanvasScene() = default;

const model::Picture& CanvasScene::picture() const { return m_workspace.picture(); }

PaintContext CanvasScene::paintContext(double zoom) const { return {m_look.theme(), m_look.fonts(), m_look.icons(), zoom}; }

// ---------------------------------------------------------------- keeping in line
void CanvasScene::touch(const QRectF& area) {
    if (!area.isEmpty()) Q_EMIT dirty(area);
}

void CanvasScene::sync() {
    settle();
    m_states = app::legStates(picture());
    m_hasReasons = std::ranges::any_of(m_states, [](const LegState& s) { return s.kind == LegState::Kind::Broken && !s.reason.isEmpty(); });
    syncBands();
    syncNodes();
    syncLegs();
    syncTitles();
    stack();
    Q_EMIT synced();
}

void CanvasScene::syncNodes() {
    QHash<TileKey, NodeItem*> old;
    for (NodeItem* item : m_tiles) old.insert(keyOf(item->node()), item);
    const auto& nodes = picture().nodes;
    std::vector<NodeItem*> items(nodes.size());
    for (size_t i = 0; i < nodes.size(); ++i) {
        NodeItem*& item = items[i];
        item = old.take(keyOf(nodes[i]));
        const bool isNew = item == nullptr;
        const bool same = !isNew && item->looksLike(nodes[i]);
        if (isNew) item = new NodeItem(*this);
        else if (!same) touch(item->boundingRect());
        item->take(static_cast<int>(i), nodes[i]);
        if (isNew) addItem(item);
        if (!same) touch(item->boundingRect());
    }
    for (NodeItem* gone : std::as_const(old)) {
        touch(gone->boundingRect());
        delete gone;
    }
    m_tiles = std::move(items);
}

void CanvasScene::syncLegs() {
    QHash<LegKey, LegItem*> old;
    for (LegItem* item : m_legs) old.insert(item->key(), item);
    const model::Picture& p = picture();
    std::vector<LegItem*> items(p.legs.size());
    for (size_t i = 0; i < p.legs.size(); ++i) {
        const model::PictureLeg& leg = p.legs[i];
        const LegKey key{keyOf(p.nodes[static_cast<size_t>(leg.from)]), keyOf(p.nodes[static_cast<size_t>(leg.to)]), leg.kind};
        LegItem*& item = items[i];
        item = old.take(key);
        const bool isNew = item == nullptr;
        const bool same = !isNew && item->looksLike(leg, m_states[i]);
        if (isNew) item = new LegItem(*this, key);
        else if (!same) touch(item->boundingRect());
        item->take(static_cast<int>(i), leg, m_states[i]);
        if (isNew) addItem(item);
        if (!same) touch(item->boundingRect());
    }
    for (LegItem* gone : std::as_const(old)) {
        touch(gone->boundingRect());
        delete gone;
    }
    m_legs = std::move(items);
}

// Bands are few: those that are the same stay, all others are made anew.
void CanvasScene::syncBands() {
    std::vector<BandItem*> old = std::move(m_bands);
    m_bands.clear();
    for (const model::PictureBand& band : picture().bands) {
        const auto it = std::ranges::find_if(old, [&](const BandItem* item) {
            return item && item->band().rect == band.rect && item->band().zone == band.zone && item->zValue() == layerOf(picture(), band);
        });
        if (it != old.end()) {
            m_bands.push_back(*it);
            *it = nullptr;
            continue;
        }
        m_bands.push_back(new BandItem(*this, band));
        addItem(m_bands.back());
        touch(m_bands.back()->boundingRect());
    }
    for (BandItem* gone : old) {
        if (!gone) continue;
        touch(gone->boundingRect());
        delete gone;
    }
}

// Titles give way to one another: one that moves may move others.
void CanvasScene::syncTitles() {
    constexpr qreal kRoom = 100;  // above the borders at the least zoom
    m_titlesItem->cover(picture().bounds.adjusted(-kRoom, -kRoom, kRoom, kRoom));
    const double zoom = std::exchange(m_titlesZoom, 0);
    if (zoom == 0) return;
    const std::vector<TitlePlace> before = std::exchange(m_titles, {});
    const std::vector<TitlePlace>& now = titles(zoom);
    if (before == now) return;
    for (const auto* list : {&before, &now})
        for (const TitlePlace& title : *list) touch(title.plate);
}

const std::vector<TitlePlace>& CanvasScene::titles(double zoom) const {
    if (zoom != m_titlesZoom) {
        m_titles = titlePlaces(paintContext(zoom), picture());
        m_titlesZoom = zoom;
    }
    return m_titles;
}

// A look over plain boxes costs a fraction of what the scene's own index takes to build, to ask and to sort what it found.
void CanvasScene::stack() {
    m_stack.clear();
    m_stack.reserve(m_tiles.size() + m_bands.size() + m_legs.size() + 1);
    const auto add = [this](QGraphicsItem* item) { m_stack.push_back({item->boundingRect(), item->zValue(), item}); };
    std::ranges::for_each(m_tiles, add);
    std::ranges::for_each(m_bands, add);
    std::ranges::for_each(m_legs, add);
    add(m_titlesItem);
    std::ranges::stable_sort(m_stack, {}, &Placed::layer);
}

// ---------------------------------------------------------------- lifting
void CanvasScene::lift(const Lifted& lifted) {
    settle();
    m_lifted = lifted;
    for (const int tile : lifted.tiles) touch(m_tiles[static_cast<size_t>(tile)]->boundingRect());
    for (const int leg : lifted.legs) touch(m_legs[static_cast<size_t>(leg)]->boundingRect());
}

void CanvasScene::liftLegs(const std::vector<int>& legs) {
    for (const int leg : legs) {
        if (m_lifted.legs.contains(leg)) continue;
        m_lifted.legs.insert(leg);
        touch(m_legs[static_cast<size_t>(leg)]->boundingRect());
    }
}

void CanvasScene::settle() {
    const Lifted lifted = std::exchange(m_lifted, {});
    for (const int tile : lifted.tiles) touch(m_tiles[static_cast<size_t>(tile)]->boundingRect());
    for (const int leg : lifted.legs) touch(m_legs[static_cast<size_t>(leg)]->boundingRect());
}

// ---------------------------------------------------------------- painting
void CanvasScene::paintStill(QPainter& painter, const QRectF& area) const {
    const QStyleOptionGraphicsItem option;
    for (const auto& [bounds, layer, item] : m_stack) {
        if (!bounds.intersects(area)) continue;
        if (const auto* node = qgraphicsitem_cast<NodeItem*>(item); node && m_lifted.tiles.contains(node->tile())) continue;
        if (const auto* leg = qgraphicsitem_cast<LegItem*>(item); leg && m_lifted.legs.contains(leg->leg())) continue;
        item->paint(&painter, &option, nullptr);
    }
}

void CanvasScene::paintLifted(QPainter& painter, const PaintContext& context) const {
    const model::Picture& p = picture();
    std::vector<int> tiles(m_lifted.tiles.begin(), m_lifted.tiles.end());
    std::ranges::sort(tiles);  // parents before children
    for (const int tile : tiles)
        if (p.nodes[static_cast<size_t>(tile)].shape == Shape::Container) paintTile(painter, context, p, p.nodes[static_cast<size_t>(tile)]);
    for (const int leg : m_lifted.legs)
        paintLink(painter, context, legLook(p, p.legs[static_cast<size_t>(leg)], {}, arrow(), context.detail()));
    for (const TitlePlace& title : titles(context.zoom))
        if (m_lifted.tiles.contains(title.node)) paintTitle(painter, context, title);
    for (const int tile : tiles)
        if (p.nodes[static_cast<size_t>(tile)].shape != Shape::Container) paintTile(painter, context, p, p.nodes[static_cast<size_t>(tile)]);
}

// ---------------------------------------------------------------- what lies where
std::vector<Hit> CanvasScene::hits(const QPointF& at, qreal reach) const {
    std::vector<Hit> leaves, legs, edges, insides;
    const model::Picture& p = picture();
    const qreal r = reach + kEdgeReach;
    const QRectF around(at - QPointF(r, r), QSizeF(2 * r, 2 * r));
    for (const auto& [bounds, layer, item] : m_stack | std::views::reverse) {
        if (!bounds.intersects(around)) continue;
        if (const auto* leg = qgraphicsitem_cast<const LegItem*>(item)) {
            if (leg->distanceTo(at) > reach + 2) continue;
            for (const model::Uid link : p.legs[static_cast<size_t>(leg->leg())].links) legs.push_back({Hit::Kind::Leg, -1, leg->leg(), link});
            continue;
        }
        const auto* tile = qgraphicsitem_cast<const NodeItem*>(item);
        if (!tile) continue;
        const model::PictureNode& node = p.nodes[static_cast<size_t>(tile->tile())];
        const Hit found{Hit::Kind::Leaf, tile->tile(), -1, node.node};
        if (node.shape != Shape::Container) {
            if (isOnLeaf(node, at, reach)) leaves.push_back(found);
        } else if (node.isCollapsed ? node.rect.contains(at) : isOnEdge(node, at, reach)) {
            edges.push_back({Hit::Kind::ContainerEdge, found.tile, -1, found.uid});
        } else if (node.rect.contains(at)) {
            insides.push_back({Hit::Kind::ContainerInside, found.tile, -1, found.uid});
        }
    }
    for (const auto* list : {&legs, &edges, &insides}) leaves.insert(leaves.end(), list->begin(), list->end());
    return leaves;
}

Hit CanvasScene::hit(const QPointF& at, qreal reach) const {
    const std::vector<Hit> all = hits(at, reach);
    return all.empty() ? Hit() : all.front();
}

// Asked at every step of a drag: one look over plain boxes costs a fraction of what the scene's index takes.
int CanvasScene::containerAt(const QPointF& at, const QSet<int>& except) const {
    int best = -1;
    const auto& nodes = picture().nodes;
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
        const model::PictureNode& node = nodes[static_cast<size_t>(i)];
        if (node.shape != Shape::Container || !node.rect.contains(at) || except.contains(i)) continue;
        if (best < 0 || node.depth >= nodes[static_cast<size_t>(best)].depth) best = i;
    }
    return best;
}

int CanvasScene::tileOf(model::Uid node) const {
    const auto tiles = picture().tilesOf(node);
    return tiles.empty() ? -1 : tiles.front();
}

int CanvasScene::leafAt(const QPointF& at, const QSet<int>& except) const {
    constexpr qreal kReach = 4;
    for (const auto& [bounds, layer, item] : m_stack | std::views::reverse) {
        const auto* tile = bounds.contains(at) ? qgraphicsitem_cast<const NodeItem*>(item) : nullptr;
        if (!tile || except.contains(tile->tile())) continue;
        const model::PictureNode& node = picture().nodes[static_cast<size_t>(tile->tile())];
        if (node.shape != Shape::Container && isOnLeaf(node, at, kReach)) return tile->tile();
    }
    return -1;
}

std::vector<int> CanvasScene::tilesWithin(const QRectF& area) const {
    std::vector<int> tiles;
    for (const NodeItem* tile : m_tiles) {
        const model::PictureNode& node = picture().nodes[static_cast<size_t>(tile->tile())];
        if (area.contains(node.shape == Shape::Leaf ? node.icon : node.rect)) tiles.push_back(tile->tile());
    }
    return tiles;
}

std::vector<int> CanvasScene::treeOf(int tile) const {
    const auto& nodes = picture().nodes;
    std::vector<char> inside(nodes.size(), 0);
    inside[static_cast<size_t>(tile)] = 1;
    std::vector<int> tree{tile};
    // Parents and owners come before what belongs to them, except for owners of the same depth: two passes settle it.
    for (int pass = 0; pass < 2; ++pass)
        for (size_t i = 0; i < nodes.size(); ++i) {
            if (inside[i]) continue;
            const auto in = [&](int other) { return other >= 0 && inside[static_cast<size_t>(other)]; };
            if (!in(nodes[i].parent) && !in(nodes[i].owner)) continue;
            inside[i] = 1;
            tree.push_back(static_cast<int>(i));
        }
    return tree;
}

}  // namespace app
