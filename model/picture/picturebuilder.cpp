// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/picture/picturebuilder.h"

#include "model/picture/pictureboxes.h"
#include "model/picture/picturelegs.h"

namespace model {

PictureBuilder::PictureBuilder(const Document& document) : m_document(document) {}
PictureBuilder::~PictureBuilder() = default;

const Picture& PictureBuilder::build(const std::vector<LinkPath>& paths, Tracker* tracker) {
    Picture picture;
    PictureBoxes boxes(m_document, picture, tracker);
    boxes.collect();
    addLegs(m_document, paths, picture);
    boxes.arrange();
    m_router = std::make_unique<layout::Router>(routeScene(picture));
    m_router->routeAll();
    takeRoutes(*m_router, picture);
    m_picture = std::move(picture);
    return m_picture;
}

std::vector<int> PictureBuilder::preview(std::span<const std::pair<int, QRectF>> movedTiles) {
    std::vector<layout::Router::Move> moves;
    std::vector<layout::Router::LabelMove> labels;
    for (const auto& [tile, rect] : movedTiles) {
        PictureNode& node = m_picture.nodes[static_cast<size_t>(tile)];
        moveTile(node, rect.topLeft() - node.rect.topLeft());
        node.rect = rect;
        moves.push_back({tile, rect, routeIcon(node)});
        if (const int label = labelOf(m_picture, tile); label >= 0) labels.push_back({label, node.titleRect});
    }
    const auto changed = m_router->move(moves, labels);
    takeRoutes(*m_router, m_picture);
    return changed;
}

ChangeSet arrangeEdit(const Document& document, ArrangeScope scope, const std::vector<LinkPath>& paths) {
    Picture picture;
    PictureBoxes boxes(document, picture, nullptr);
    if (scope == ArrangeScope::AllUnpinned) boxes.forgetUnpinned();
    boxes.collect();
    addLegs(document, paths, picture);
    boxes.arrange();
    return boxes.placements();
}

}  // namespace model
