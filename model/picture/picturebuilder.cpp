// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/picture/picturebuilder.h"

#include "model/picture/bends.h"
#include "model/picture/pictureboxes.h"
#include "model/picture/picturelegs.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace model {

namespace {

// For each tile the one that stood for the same thing in the picture before, or -1.
std::vector<int> tilesBefore(const Picture& now, const Picture& before) {
    std::vector<int> result;
    for (const PictureNode& tile : now.nodes) result.push_back(before.find(tile.node, tile.presence));
    return result;
}

std::vector<int> legsBefore(const Picture& now, const Picture& before) {
    const std::vector<int> tiles = tilesBefore(now, before);
    QHash<std::pair<int, int>, int> known;
    for (size_t leg = 0; leg < before.legs.size(); ++leg) known.insert({before.legs[leg].from, before.legs[leg].to}, static_cast<int>(leg));
    std::vector<int> result;
    for (const PictureLeg& leg : now.legs)
        result.push_back(known.value({tiles[static_cast<size_t>(leg.from)], tiles[static_cast<size_t>(leg.to)]}, -1));
    return result;
}

}  // namespace

PictureBuilder::PictureBuilder(const Document& document) : m_document(document) {}
PictureBuilder::~PictureBuilder() = default;

const Picture& PictureBuilder::build(const std::vector<LinkPath>& paths, Tracker* tracker) {
    return buildFrom([&]() -> const std::vector<LinkPath>& { return paths; }, tracker);
}

const Picture& PictureBuilder::buildAfresh(const std::function<std::vector<LinkPath>()>& paths, Tracker* tracker) {
    m_router.reset();
    std::vector<LinkPath> found;
    return buildFrom([&]() -> const std::vector<LinkPath>& { return found = paths(); }, tracker);
}

const Picture& PictureBuilder::buildFrom(const std::function<const std::vector<LinkPath>&()>& paths, Tracker* tracker) {
    Picture picture;
    PictureBoxes boxes(m_document, picture, tracker);
    boxes.collect();
    addLegs(m_document, paths(), picture);
    boxes.arrange();
    placeBends(m_document, picture);
    auto router = std::make_unique<layout::Router>(routeScene(picture));
    if (m_router)
        (void)router->adopt(*m_router, tilesBefore(picture, m_picture), legsBefore(picture, m_picture));
    else
        router->routeAll();
    m_router = std::move(router);
    takeRoutes(*m_router, picture);
    m_picture = std::move(picture);
    return m_picture;
}

// Bends go along with the container that they are placed in.
void PictureBuilder::carryBends(std::span<const std::pair<int, QRectF>> movedTiles) {
    const auto isContainer = [this](const auto& tile) { return m_picture.nodes[static_cast<size_t>(tile.first)].shape == ViewSpec::Shape::Container; };
    if (std::ranges::none_of(movedTiles, isContainer)) return;
    for (size_t i = 0; i < m_picture.legs.size(); ++i) {
        PictureLeg& leg = m_picture.legs[i];
        if (leg.bends.empty()) continue;
        const int around = containerAround(m_picture, leg);
        const auto moved = std::ranges::find(movedTiles, around, [](const auto& tile) { return tile.first; });
        if (around < 0 || moved == movedTiles.end()) continue;
        const QPointF by = moved->second.topLeft() - m_picture.nodes[static_cast<size_t>(around)].rect.topLeft();
        for (QPointF& bend : leg.bends) bend += by;
        m_router->bend(static_cast<int>(i), leg.bends);
    }
}

std::vector<int> PictureBuilder::previewBends(int leg, const std::vector<QPointF>& bends) {
    m_picture.legs[static_cast<size_t>(leg)].bends = bends;
    m_router->bend(leg, bends);
    const auto changed = m_router->reroute(std::array{leg});
    for (const int other : changed) m_picture.legs[static_cast<size_t>(other)].route = m_router->routes()[static_cast<size_t>(other)];
    return changed;
}

std::vector<int> PictureBuilder::preview(std::span<const std::pair<int, QRectF>> movedTiles) {
    std::vector<layout::Router::Move> moves;
    std::vector<layout::Router::LabelMove> labels;
    carryBends(movedTiles);
    for (const auto& [tile, rect] : movedTiles) {
        PictureNode& node = m_picture.nodes[static_cast<size_t>(tile)];
        moveTile(node, rect.topLeft() - node.rect.topLeft());
        node.rect = rect;
        moves.push_back({tile, rect, routeIcon(node)});
        if (const int label = labelOf(m_picture, tile); label >= 0) labels.push_back({label, node.titleRect});
    }
    const auto changed = m_router->move(moves, labels);
    // Copying the routes that stayed would cost more than finding the new ones.
    for (const int leg : changed) m_picture.legs[static_cast<size_t>(leg)].route = m_router->routes()[static_cast<size_t>(leg)];
    return changed;
}

std::optional<Geometry> storedPlace(const Document& document, const PictureNode& tile) {
    const auto id = document.findNode(tile.node);
    if (!id) return {};
    const NodeData& data = document.node(*id).data;
    if (tile.presence.isNull()) return data.geometry;
    const auto presence = std::ranges::find(data.presences, tile.presence, [](const auto& p) { return p.first; });
    return presence == data.presences.end() ? std::nullopt : std::optional(presence->second);
}

ChangeSet arrangeEdit(const Document& document, ArrangeScope scope, const std::vector<LinkPath>& paths) {
    Picture picture;
    PictureBoxes boxes(document, picture, nullptr);
    boxes.arrangeAgain(scope);
    boxes.collect();
    addLegs(document, paths, picture);
    boxes.arrange();
    Edit edit(document, QCoreApplication::translate("model", "Arrange"));
    boxes.storePlaces(edit);
    if (scope == ArrangeScope::Everything)
        for (const LinkId link : document.links()) clearBends(edit, document.link(link).data.uid);
    auto changes = edit.take();
    return changes ? std::move(*changes) : ChangeSet();
}

}  // namespace model
