// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/edit.h"
#include "model/core/nodeview.h"
#include "model/layout/arrange.h"
#include "model/picture/picturebuilder.h"

#include <optional>
#include <utility>
#include <vector>

namespace model {

/// Turns the nodes of a document into boxes of a drawing and places them.
class PictureBoxes {
public:
    PictureBoxes(const Document& document, Picture& picture, Tracker* tracker);

    /// Which of the stored places are chosen again.
    void arrangeAgain(ArrangeScope scope) { m_scope = scope; }
    /// Fills picture.nodes, with texts and sizes but no places yet.
    void collect();
    /// Places all of them; legs of the picture say what belongs near what.
    void arrange();
    /// Stores the places of the nodes that had none.
    void storePlaces(Edit& edit) const;

private:
    struct Seat {  // where a tile belongs
        int parent = -1;
        int depth = 0;
        int owner = -1;
        Uid presence;
    };
    void addTree(const NodeView& node, const Seat& seat);
    void addSpanning(const NodeView& node, const Seat& home);
    void addOwnedOf(const NodeView& node, int first, std::optional<int> hiddenIn);
    int addTile(const NodeView& node, const Seat& seat);
    void hideTree(const NodeView& node, int tile, int& count);
    void addHidden(const NodeView& node, int home);
    void sortByDepth();
    void describeLeaf(PictureNode& tile, layout::Box& box) const;
    void describeContainer(PictureNode& tile, layout::Box& box, const ViewSpec& view);
    void collapse(int tile, const NodeView& node);
    void describeStrip(PictureNode& tile, layout::Box& box) const;
    void describeNote(PictureNode& tile, layout::Box& box, const std::optional<Geometry>& geometry) const;
    [[nodiscard]] bool keepsPlace(const NodeData& data, const Geometry& geometry) const;
    [[nodiscard]] int bandIndex(const QString& zone);
    void orderBands();
    void orderStrips();
    void orderContainers();
    template <typename ComesBefore>
    void orderTiles(ViewSpec::Shape shape, ComesBefore comesBefore);
    void place(PictureNode& tile, const layout::Box& box, const QRectF& rect) const;

    const Document& m_document;
    Picture& m_picture;
    Tracker* m_tracker;
    ArrangeScope m_scope = ArrangeScope::OnlyUnplaced;
    layout::ArrangeInput m_input;  // one box a tile, the same index
    QStringList m_zones;           // band index -> zone
    QHash<Uid, int> m_containers;  // tile of each container
    QHash<Uid, int> m_hiddenContainers;  // those within collapsed ones: the tile of the collapsed one
    std::vector<std::pair<NodeId, Seat>> m_spanning;  // seated when all subnets have tiles
    std::vector<std::pair<NodeId, int>> m_hiddenHomes;  // the same, at home in a collapsed container
};

}  // namespace model
