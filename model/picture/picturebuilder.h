// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/nodeview.h"
#include "model/picture/picture.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace model {

/// The physical path of a link as reachability resolved it, from one presence of the caller.
struct LinkPath {
    Uid link;
    Uid presence;              ///< subnet of the caller's tile; null: at home
    Uid target;                ///< what it leads to: the link's target, or the table behind a cache that the link is drawn to
    std::vector<Uid> through;  ///< nodes between caller and target, in order; only drawn leaves matter here
    bool blocked = false;
    Uid blockedAt;             ///< the component that refuses; drawn leaves, else the caller
    QString reason;            ///< four words
    friend bool operator==(const LinkPath&, const LinkPath&) = default;
};

/// Keeps the drawing of a document up to date. Whatever has a geometry stays where it is; what has none is placed next to
/// its neighbours, or laid out afresh where a whole container has none. Links are routed around everything.
class PictureBuilder {
public:
    explicit PictureBuilder(const Document& document);
    ~PictureBuilder();

    /// Builds the whole drawing again; routes whose surroundings are as before are kept as they are.
    /// `tracker` remembers facets between builds (may be null).
    const Picture& build(const std::vector<LinkPath>& paths, Tracker* tracker = nullptr);
    /// Builds the drawing of another design, of which nothing is known yet. The paths are asked for when they are needed.
    const Picture& buildAfresh(const std::function<std::vector<LinkPath>()>& paths, Tracker* tracker = nullptr);
    [[nodiscard]] const Picture& picture() const { return m_picture; }

    /// While dragging: tiles have moved by hand, before any edit. Re-routes what that touches and returns the indices of
    /// the legs whose routes changed. Children move with their containers.
    std::vector<int> preview(std::span<const std::pair<int, QRectF>> movedTiles);
    /// The same for the bends of a leg.
    std::vector<int> previewBends(int leg, const std::vector<QPointF>& bends);

private:
    const Picture& buildFrom(const std::function<const std::vector<LinkPath>&()>& paths, Tracker* tracker);
    void carryBends(std::span<const std::pair<int, QRectF>> movedTiles);

    const Document& m_document;
    Picture m_picture;
    std::unique_ptr<layout::Router> m_router;
};

/// The place that is stored for a tile: its presence's, where it stands in a subnet.
[[nodiscard]] std::optional<Geometry> storedPlace(const Document& document, const PictureNode& tile);

/// Geometry for every node that has none, or for every one that no person placed, or for all: what an import and the commands
/// "Arrange" and "Tidy up" store. The drawing built afterwards is the same.
enum class ArrangeScope { OnlyUnplaced, AllUnpinned, Everything };
/// With Everything, links lose the bends that a person gave them: they lead round what is no longer there. The paths decide what stands in line with what: a gateway with the callers and the table that it lies between.
[[nodiscard]] ChangeSet arrangeEdit(const Document& document, ArrangeScope scope, const std::vector<LinkPath>& paths = {});

}  // namespace model
