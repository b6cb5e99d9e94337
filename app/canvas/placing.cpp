// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/placing.h"

#include "app/canvas/snapping.h"
#include "app/palette/kindgallery.h"
#include "model/core/nodeview.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace app {

using model::Edit;
using model::Geometry;
using model::KindSpec;
using model::PictureNode;
using model::Ref;
using model::Refs;
using model::Uid;
using Shape = model::ViewSpec::Shape;
using Way = DropVerdict::Way;

namespace {

constexpr qreal kGridPx = 8;
constexpr qreal kIconPx = 40;
constexpr qreal kInsetPx = 16;
constexpr QSizeF kNewSize(80, 80);  // an icon with labels that nobody has measured yet
constexpr QPointF kNewInset(20, 0);
constexpr qreal kTitlePx = 40;
constexpr qreal kBandPx = 32;    // the title of a zone above its subnets
constexpr qreal kBesidePx = 56;  // between Regions: room for what runs between them
// A Region, what stands in it, what stands in that, and so on; each fits into the one before.
constexpr std::array kStartSizes = {QSizeF(880, 560), QSizeF(592, 464), QSizeF(232, 176), QSizeF(184, 136)};

}  // namespace

namespace {

// What stands in a container leaves its title free; a container in a VPC, which has the band of its zone around it, leaves room
// for that and its title, too.
QPointF belowTitle(QPointF relative, bool isBanded) {
    const qreal least = isBanded ? kTitlePx + kBandPx : kTitlePx - kGridPx;
    return {std::max(relative.x(), isBanded ? 2 * kGridPx : kGridPx), std::max(relative.y(), least)};
}

bool isBandedIn(const PictureNode& container, Shape shape) { return shape == Shape::Container && container.depth > 0; }

// Within the frame; a container that fits its content has no edge on the right and below.
QPointF heldWithin(const PictureNode& container, const PictureNode& node, QPointF relative) {
    const QRectF aligned = alignRect(node);
    const QPointF rest = node.rect.bottomRight() - aligned.topLeft();
    relative.setX(std::min(relative.x(), container.rect.width() - rest.x() - kInsetPx));
    relative.setY(std::min(relative.y(), container.rect.height() - rest.y() - kInsetPx));
    return belowTitle(relative, isBandedIn(container, node.shape));
}

}  // namespace

QPointF snapToGrid(const QPointF& at) { return {std::round(at.x() / kGridPx) * kGridPx, std::round(at.y() / kGridPx) * kGridPx}; }

const model::NodeData& Placing::dataOf(Uid node) const { return m_document.node(*m_document.findNode(node)).data; }

QPointF Placing::originOf(int containerTile) const { return containerTile < 0 ? QPointF() : tile(containerTile).rect.topLeft(); }

int Placing::tileFor(Uid container) const { return container.isNull() ? -1 : m_picture.find(container); }

QPointF Placing::atEdge(const KindSpec& kind, int containerTile, QPointF relative) const {
    const auto border = m_gallery.viewOf(kind).border;
    if (containerTile < 0 || border == model::ViewSpec::Border::None) return relative;
    const QRectF rect = tile(containerTile).rect;
    relative.setX(border == model::ViewSpec::Border::Left ? -kIconPx / 2 : rect.width() - kIconPx / 2);
    relative.setY(std::clamp(relative.y(), kTitlePx, std::max(kTitlePx, rect.height() - kIconPx - kInsetPx)));
    return relative;
}

void Placing::keepContainers(Edit& edit, int containerTile) const {
    for (int at = containerTile; at >= 0; at = tile(at).parent) {
        const PictureNode& container = tile(at);
        if (container.shape != Shape::Container || dataOf(container.node).geometry) continue;
        edit.setGeometry(container.node, Geometry{container.rect.topLeft() - originOf(container.parent), {0, 0}, false});
    }
}

void Placing::associate(Edit& edit, const DropVerdict& verdict, Uid group) const {
    const auto member = m_document.findNode(verdict.member);
    if (!member || !m_document.node(*member).kind) return;
    const model::PropertySpec* spec = m_document.node(*member).kind->property(verdict.key);
    if (!spec) return;
    if (spec->type == model::ValueType::Ref) return edit.setProperty(verdict.member, verdict.key, Ref{group, {}});
    const auto* old = std::get_if<Refs>(&m_document.value(*member, verdict.key));
    Refs refs = old ? *old : Refs();
    if (std::ranges::find(refs.items, group, &Ref::target) == refs.items.end()) refs.items.push_back(Ref{group, {}});
    edit.setProperty(verdict.member, verdict.key, refs);
}

// ---------------------------------------------------------------- new nodes
QSizeF Placing::startSize(const KindSpec& kind, int containerTile, const QPointF& at) const {
    if (m_gallery.shapeOf(kind) != Shape::Container) return {0, 0};
    const size_t depth = containerTile < 0 ? 0 : static_cast<size_t>(tile(containerTile).depth) + 1;
    QSizeF wanted = kStartSizes[std::min(depth, kStartSizes.size() - 1)];
    if (containerTile >= 0) {
        const QPointF room = tile(containerTile).rect.bottomRight() - at - QPointF(kInsetPx, kInsetPx);
        wanted = wanted.boundedTo({std::max(room.x(), wanted.width() / 2), std::max(room.y(), wanted.height() / 2)});
    }
    return {std::floor(wanted.width() / kGridPx) * kGridPx, std::floor(wanted.height() / kGridPx) * kGridPx};
}

const PictureNode* Placing::rightmostAtTop() const {
    const PictureNode* last = nullptr;
    for (const PictureNode& node : m_picture.nodes)
        if (node.parent < 0 && node.shape == Shape::Container && (!last || node.rect.right() > last->rect.right())) last = &node;
    return last;
}

QPointF Placing::freePlace(const KindSpec& kind, int containerTile) const {
    const bool isContainer = m_gallery.shapeOf(kind) == Shape::Container;
    const bool isNested = isContainer && containerTile >= 0 && tile(containerTile).depth > 0;
    // Subnets keep room for the band of their zone: its title above, its padding, and the gap to the next band.
    const QPointF inset = isNested ? QPointF(32, 88) : QPointF(24, kTitlePx + 8);
    const qreal gap = isNested ? 48 : 16;
    const QRectF area = containerTile < 0 ? QRectF() : tile(containerTile).rect;
    const QPointF start = containerTile < 0 ? QPointF(0, 0) : area.topLeft() + inset;
    const QSizeF cell = isContainer ? startSize(kind, containerTile, start) : QSizeF(112, 88);
    const auto isTaken = [&](const QRectF& spot) {
        return std::ranges::any_of(m_picture.nodes, [&](const PictureNode& node) {
            if (!node.rect.intersects(spot)) return false;
            if (node.parent == containerTile) return true;
            // What stands on the border of a neighbour reaches out of it.
            return node.parent >= 0 && m_picture.nodes[static_cast<size_t>(node.parent)].parent == containerTile && !tile(node.parent).rect.contains(node.rect);
        });
    };
    if (const PictureNode* last = containerTile < 0 && isContainer ? rightmostAtTop() : nullptr)  // beside the last Region, whatever its size
        if (const QPointF at(std::ceil((last->rect.right() + kBesidePx) / kGridPx) * kGridPx, last->rect.top()); !isTaken({at, cell})) return at;
    const qreal right = containerTile < 0 ? 4 * (cell.width() + 24) : area.width() - 24;
    for (int row = 0; row < 40; ++row)
        for (int column = 0; column == 0 || inset.x() + column * (cell.width() + gap) + cell.width() <= right; ++column) {
            const QPointF at = start + QPointF(column * (cell.width() + gap), row * (cell.height() + gap));
            const QRectF spot(at, cell);
            const bool inBand = !isContainer && std::ranges::any_of(m_picture.bands, [&](const model::PictureBand& band) { return band.parent == containerTile && band.rect.intersects(spot); });
            // The icon stands in the middle of its cell, above its label.
            if (!inBand && !isTaken(spot)) return isContainer ? at : at + QPointF((cell.width() - kIconPx) / 2, 8);
        }
    return start;
}

// The zone above or below whose subnets the place lies.
QString Placing::bandAt(int containerTile, const QPointF& at) const {
    for (const model::PictureBand& band : m_picture.bands)
        if (band.parent == containerTile && at.x() + kGridPx >= band.rect.left() && at.x() < band.rect.right() - 4 * kGridPx) return band.zone;
    return {};
}

Uid Placing::place(Edit& edit, const KindSpec& kind, const DropVerdict& verdict, const QPointF& at) const {
    if (verdict.way == Way::Refused) return {};
    const Shape shape = m_gallery.shapeOf(kind);
    const int home = tileFor(verdict.parent);
    const int container = verdict.way == Way::Presence ? m_picture.find(verdict.subnet) : home;
    std::optional<Geometry> geometry;
    // What is listed in a strip or stands beside its owner finds its place by itself.
    if (shape != Shape::Strip && !kind.isOwned) {
        QPointF corner = snapToGrid(at);
        if (shape == Shape::Leaf && standsFreely(kind, container)) corner = land(edit, {container, QRectF(corner - kNewInset, kNewSize), {}, {}}) + kNewInset;
        QPointF relative = corner - originOf(container);
        if (container >= 0) relative = belowTitle(relative, isBandedIn(tile(container), shape));
        geometry = Geometry{atEdge(kind, container, relative), startSize(kind, container, snapToGrid(at))};
    }
    keepContainers(edit, container);
    const bool isPresence = verdict.way == Way::Presence;
    const Uid uid = edit.addNode(kind.id, verdict.parent, isPresence ? std::nullopt : geometry);
    if (uid.isNull()) return {};
    // At the top of the document a node beside it stands for the place: from there, too, the whole design is seen.
    auto where = m_document.findNode(verdict.parent);
    if (!where && !m_document.topNodes().empty()) where = m_document.topNodes().front();
    if (where && kind.drawn)
        for (const model::Property& start : kind.drawn(model::NodeView(m_document, *where), bandAt(home, at))) edit.setProperty(uid, start.key, start.value);
    if (isPresence) {
        edit.setProperty(uid, kind.placement, Refs{{Ref{verdict.subnet, {}}}});
        edit.setGeometry(uid, geometry, verdict.subnet);
    }
    if (verdict.way == Way::Associate) associate(edit, verdict, uid);
    return uid;
}

// ---------------------------------------------------------------- landing
// Not upon a border, and not in a container that shows nothing of what it holds.
bool Placing::standsFreely(const KindSpec& kind, int container) const {
    if (container < 0) return true;
    return m_gallery.viewOf(kind).border == model::ViewSpec::Border::None && !tile(container).isCollapsed;
}

QPointF Placing::land(Edit& edit, const Landing& landing) const {
    const QPointF at = nearestFree(m_picture, landing);
    if (landing.container < 0) return at;
    // To the left and up nothing sticks out: it is held below the title.
    const QRectF frame = tile(landing.container).rect;
    QRectF needed(at, landing.wanted.size());
    needed.setTopLeft({std::max(needed.left(), frame.left() + kInsetPx), std::max(needed.top(), frame.top() + kTitlePx)});
    Framing framing(m_document, m_picture);
    if (needed.isValid()) framing.makeRoom(landing.container, needed);
    framing.grow();
    if (framing.frames().empty()) return at;
    keepContainers(edit, landing.container);
    framing.write(edit);
    return at;
}

QPointF Placing::landMoved(Edit& edit, const Moved& moved, int container, std::vector<QRectF>& landed) const {
    const PictureNode& what = tile(moved.tile);
    const KindSpec* kind = m_document.node(*m_document.findNode(what.node)).kind;
    if (what.shape != Shape::Leaf || !kind || !standsFreely(*kind, container)) return moved.at;
    const QPointF inset = alignRect(what).topLeft() - what.rect.topLeft();
    const QPointF at = land(edit, {container, what.rect.translated(moved.at - alignRect(what).topLeft()), {moved.tile}, landed});
    landed.emplace_back(at, what.rect.size());
    return at + inset;
}

// ---------------------------------------------------------------- moving
void Placing::swapPresence(Edit& edit, Uid node, Uid from, Uid to) const {
    const auto id = m_document.findNode(node);
    const QString key = m_document.node(*id).kind->placement;
    const auto* old = std::get_if<Refs>(&m_document.value(*id, key));
    Refs refs = old ? *old : Refs();
    const bool standsThere = std::ranges::find(refs.items, to, &Ref::target) != refs.items.end();
    if (to.isNull() || standsThere) {
        std::erase_if(refs.items, [&](const Ref& ref) { return ref.target == from; });
    } else if (const auto it = std::ranges::find(refs.items, from, &Ref::target); !from.isNull() && it != refs.items.end()) {
        *it = Ref{to, {}};
    } else {
        refs.items.push_back(Ref{to, {}});
    }
    edit.setProperty(node, key, refs);
    if (!from.isNull()) edit.setGeometry(node, std::nullopt, from);
}

// In another VPC the subnets of the old one mean nothing.
void Placing::setHome(Edit& edit, Uid node, Uid home) const {
    if (dataOf(node).parent == home) return;
    const auto id = m_document.findNode(node);
    const KindSpec* kind = m_document.node(*id).kind;
    edit.setParent(node, home);
    if (kind && !kind->placement.isEmpty()) edit.clearProperty(node, kind->placement);
}

void Placing::moveWithinParent(Edit& edit, int index, const QPointF& at) const {
    const PictureNode& moved = tile(index);
    if (moved.shape == Shape::Strip) return;
    const model::NodeData& data = dataOf(moved.node);
    const KindSpec* kind = m_document.node(*m_document.findNode(moved.node)).kind;
    QPointF relative = at - originOf(moved.parent);
    if (kind) relative = atEdge(*kind, moved.parent, relative);
    if (growsAround(index)) relative = heldWithin(tile(moved.parent), moved, relative);
    const QSizeF size = data.geometry && moved.presence.isNull() ? data.geometry->size : QSizeF(0, 0);
    keepContainers(edit, moved.parent);
    edit.setGeometry(moved.node, Geometry{relative, size}, moved.presence);
}

// What stands on a border, or in a strip, does not push the frame.
bool Placing::growsAround(int index) const {
    const PictureNode& node = tile(index);
    if (node.parent < 0 || node.shape == Shape::Strip) return false;
    const KindSpec* kind = m_document.node(*m_document.findNode(node.node)).kind;
    return !kind || m_gallery.viewOf(*kind).border == model::ViewSpec::Border::None;
}

Framing Placing::framingFor(const std::vector<Place>& places) const {
    Framing framing(m_document, m_picture);
    for (const auto& [index, at] : places)
        if (growsAround(index)) framing.put(index, tile(index).rect.translated(at - alignRect(tile(index)).topLeft()));
    framing.grow();
    return framing;
}

std::vector<std::pair<int, QRectF>> Placing::grownBy(const std::vector<Place>& places) const {
    const Framing framing = framingFor(places);
    return {framing.frames().begin(), framing.frames().end()};
}

void Placing::moveWithinParents(Edit& edit, const std::vector<Place>& places, Edges edges) const {
    for (const auto& [index, at] : places)
        if (edges == Edges::Hold || !growsAround(index)) moveWithinParent(edit, index, at);
    if (edges == Edges::Hold) return;
    for (const auto& place : places) keepContainers(edit, tile(place.first).parent);
    framingFor(places).write(edit);
}

void Placing::move(Edit& edit, const Moved& moved, std::vector<QRectF>& landed) const {
    const PictureNode& what = tile(moved.tile);
    const DropVerdict& verdict = moved.verdict;
    const model::NodeData& data = dataOf(what.node);
    if (verdict.way == Way::Associate) return associate(edit, verdict, what.node);
    const Uid standsIn = what.parent < 0 ? Uid() : tile(what.parent).node;
    const Uid target = verdict.way == Way::Presence ? verdict.subnet : verdict.parent;
    const bool isOwned = what.owner >= 0;
    if (verdict.way == Way::Refused || target == standsIn || (isOwned && target == data.parent)) return moveWithinParent(edit, moved.tile, moved.at);
    const int container = tileFor(target);
    const QSizeF size = data.geometry ? data.geometry->size : QSizeF(0, 0);
    const KindSpec* kind = m_document.node(*m_document.findNode(what.node)).kind;
    QPointF relative = landMoved(edit, moved, container, landed) - originOf(container);
    if (container >= 0) relative = belowTitle(relative, isBandedIn(tile(container), what.shape));
    if (kind) relative = atEdge(*kind, container, relative);
    keepContainers(edit, container);
    if (verdict.way == Way::Presence) {
        setHome(edit, what.node, verdict.parent);
        swapPresence(edit, what.node, data.parent == verdict.parent ? what.presence : Uid(), verdict.subnet);
        edit.setGeometry(what.node, Geometry{relative, {0, 0}}, verdict.subnet);
        return;
    }
    if (!what.presence.isNull() && data.parent == verdict.parent) swapPresence(edit, what.node, what.presence, {});
    setHome(edit, what.node, verdict.parent);
    if (what.shape == Shape::Strip) return;
    edit.setGeometry(what.node, isOwned ? std::nullopt : std::optional(Geometry{relative, size}));
}

}  // namespace app
