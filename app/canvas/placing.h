// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/dropjudge.h"
#include "app/canvas/framing.h"
#include "app/canvas/freeplace.h"
#include "model/core/edit.h"

#include <QPointF>
#include <QSizeF>

#include <vector>

namespace app {

class KindGallery;

/// What a gesture puts down: builds the edits of placing and moving. All points are absolute places of the drawing.
class Placing final {
public:
    Placing(const model::Document& document, const model::Picture& picture, const KindGallery& gallery)
        : m_document(document), m_picture(picture), m_gallery(gallery) {}

    /// A new node where the verdict says; `at` is the top left corner of its icon or border. Returns its identity, or null.
    model::Uid place(model::Edit& edit, const model::KindSpec& kind, const DropVerdict& verdict, const QPointF& at) const;

    struct Moved {
        int tile = -1;
        QPointF at;  ///< new top left corner of its icon, border or sheet
        DropVerdict verdict;
    };
    /// Same container: a new place. Another one: a new parent, a swapped presence, or a membership. There an icon stands beside what
    /// is there; `landed` collects what the gesture has put down.
    void move(model::Edit& edit, const Moved& moved, std::vector<QRectF>& landed) const;
    /// The nodes stay where they belong, whatever they lie over. At the edges of their containers they are held, or the
    /// containers give way.
    enum class Edges { Hold, Grow };
    using Place = std::pair<int, QPointF>;  ///< a tile and its new top left corner
    void moveWithinParents(model::Edit& edit, const std::vector<Place>& places, Edges edges) const;
    /// Containers that would grow, with their new frames.
    [[nodiscard]] std::vector<std::pair<int, QRectF>> grownBy(const std::vector<Place>& places) const;

    /// How large a new container is drawn in that place.
    [[nodiscard]] QSizeF startSize(const model::KindSpec& kind, int containerTile, const QPointF& at) const;
    /// A free place for a new node in the container (-1: the canvas), near its top left corner.
    [[nodiscard]] QPointF freePlace(const model::KindSpec& kind, int containerTile) const;

private:
    [[nodiscard]] const model::PictureNode& tile(int index) const { return m_picture.nodes[static_cast<size_t>(index)]; }
    void moveWithinParent(model::Edit& edit, int tile, const QPointF& at) const;
    /// Beside what stands in the container, which grows where it is full. The top left corner, absolute.
    [[nodiscard]] QPointF land(model::Edit& edit, const Landing& landing) const;
    [[nodiscard]] QPointF landMoved(model::Edit& edit, const Moved& moved, int container, std::vector<QRectF>& landed) const;
    [[nodiscard]] bool standsFreely(const model::KindSpec& kind, int container) const;
    [[nodiscard]] bool growsAround(int tile) const;
    [[nodiscard]] const model::PictureNode* rightmostAtTop() const;
    [[nodiscard]] Framing framingFor(const std::vector<Place>& places) const;
    [[nodiscard]] QPointF originOf(int containerTile) const;
    [[nodiscard]] int tileFor(model::Uid container) const;
    [[nodiscard]] QString bandAt(int containerTile, const QPointF& at) const;
    /// On the border of its container, where the kind stands there.
    [[nodiscard]] QPointF atEdge(const model::KindSpec& kind, int containerTile, QPointF relative) const;
    /// A container that was placed by the layout stays where it is once something is put into it.
    void keepContainers(model::Edit& edit, int containerTile) const;
    void associate(model::Edit& edit, const DropVerdict& verdict, model::Uid group) const;
    void swapPresence(model::Edit& edit, model::Uid node, model::Uid from, model::Uid to) const;
    void setHome(model::Edit& edit, model::Uid node, model::Uid home) const;
    [[nodiscard]] const model::NodeData& dataOf(model::Uid node) const;

    const model::Document& m_document;
    const model::Picture& m_picture;
    const KindGallery& m_gallery;
};

[[nodiscard]] QPointF snapToGrid(const QPointF& at);

}  // namespace app
