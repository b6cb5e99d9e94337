// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/canvasscene.h"
#include "model/core/document.h"

#include <QPointF>
#include <QSet>
#include <QString>

#include <vector>

namespace app {

class KindGallery;

/// What would happen if something were dropped at a place.
struct DropVerdict {
    enum class Way {
        Refused,
        Child,      ///< it would live in `parent`
        Presence,   ///< it would be at home in `parent` and stand in `subnet` too
        Associate,  ///< `member` would refer to it in `key`
    };
    Way way = Way::Refused;
    int tile = -1;  ///< what is meant, to be marked; -1: the empty canvas
    model::Uid parent;
    model::Uid subnet;
    model::Uid member;
    QString key;
    QString sentence;  ///< why not, or what it would do where that is not evident
};

/// Knows which places accept which kinds, from roles alone.
class DropJudge final {
public:
    DropJudge(const model::Document& document, const CanvasScene& scene, const KindGallery& gallery)
        : m_document(document), m_scene(scene), m_gallery(gallery) {}

    /// `ignored`: tiles that are being dragged.
    [[nodiscard]] DropVerdict judge(const model::KindSpec& kind, const QPointF& at, const QSet<int>& ignored = {}) const;
    /// The same for a node of the document as the target, for keyboard and menus; null: the empty canvas.
    [[nodiscard]] DropVerdict judgeInto(const model::KindSpec& kind, model::Uid target) const;
    /// Every tile that would accept the kind: they glow.
    [[nodiscard]] std::vector<int> accepting(const model::KindSpec& kind, const QSet<int>& ignored = {}) const;

private:
    [[nodiscard]] DropVerdict into(const model::KindSpec& kind, int tile) const;
    [[nodiscard]] DropVerdict intoNode(const model::KindSpec& kind, model::Uid target) const;
    [[nodiscard]] const model::KindSpec* kindOf(model::Uid node) const;
    [[nodiscard]] model::Uid parentOf(model::Uid node) const;
    [[nodiscard]] std::optional<model::Uid> homeAbove(const model::KindSpec& kind, model::Uid below) const;

    const model::Document& m_document;
    const CanvasScene& m_scene;
    const KindGallery& m_gallery;
};

}  // namespace app
