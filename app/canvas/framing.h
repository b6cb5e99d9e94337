// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/edit.h"
#include "model/picture/picturebuilder.h"

#include <QRectF>

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace app {

/// Other frames for containers, and other places for what lies in them, all in absolute coordinates: what is not named keeps
/// its place on the paper although the corner that its place is counted from moves; what stands on a border follows it.
class Framing final {
public:
    Framing(const model::Document& document, const model::Picture& picture) : m_document(document), m_picture(picture) {}

    /// The tile lies here now (its whole rectangle; an icon with its label).
    void put(int tile, const QRectF& rect);
    /// Something that is new comes to stand here in the container.
    void makeRoom(int container, const QRectF& rect);
    /// Containers grow at any edge until they hold what was put into them; those on the right and below keep their distance.
    void grow();
    /// The container gets this frame.
    void frame(int container, const QRectF& rect);
    /// Those whose frame differs from the picture's.
    [[nodiscard]] const std::map<int, QRectF>& frames() const { return m_frames; }

    void write(model::Edit& edit) const;

    /// What the container may not shrink below: what lies in it with a margin; empty where nothing does.
    [[nodiscard]] static QRectF contentOf(const model::Picture& picture, int container);

private:
    [[nodiscard]] const model::PictureNode& tile(int index) const { return m_picture.nodes[static_cast<size_t>(index)]; }
    [[nodiscard]] QRectF frameOf(int container) const;
    void growFrames();
    bool pushNeighbour();
    bool pushFrom(const QRectF& before, const QRectF& now, int container, bool isDown);
    [[nodiscard]] QRectF placeOf(int tile) const;
    void writeFrame(model::Edit& edit, int container) const;
    void writeChild(model::Edit& edit, int child) const;

    const model::Document& m_document;
    const model::Picture& m_picture;
    std::map<int, QRectF> m_put;
    std::vector<std::pair<int, QRectF>> m_rooms;  // a container, and what it must hold
    std::map<int, QRectF> m_frames;
    std::set<int> m_chosen;  // frames that a person gave
};

}  // namespace app
