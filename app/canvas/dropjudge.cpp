// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/dropjudge.h"

#include "app/canvas/membership.h"
#include "app/palette/kindgallery.h"
#include "model/core/edit.h"

#include <QCoreApplication>

namespace app {

using Shape = model::ViewSpec::Shape;
using Way = DropVerdict::Way;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("app", text); }

}  // namespace

const model::KindSpec* DropJudge::kindOf(model::Uid node) const {
    const auto id = m_document.findNode(node);
    return id ? m_document.node(*id).kind : nullptr;
}

model::Uid DropJudge::parentOf(model::Uid node) const {
    const auto id = m_document.findNode(node);
    return id ? m_document.node(*id).data.parent : model::Uid();
}

// The nearest container at or above `below` in which the kind may live; none where there is no such container.
std::optional<model::Uid> DropJudge::homeAbove(const model::KindSpec& kind, model::Uid below) const {
    for (model::Uid at = below;; at = parentOf(at)) {
        if (at.isNull()) return kind.fitsInto(nullptr) ? std::optional(model::Uid()) : std::nullopt;
        if (const model::KindSpec* container = kindOf(at); container && kind.fitsInto(container)) return at;
    }
}

DropVerdict DropJudge::intoNode(const model::KindSpec& kind, model::Uid target) const {
    DropVerdict verdict;
    const model::KindSpec* container = kindOf(target);
    const bool known = target.isNull() || container;
    if (known && kind.fitsInto(container)) {
        verdict.way = Way::Child;
        verdict.parent = target;
        return verdict;
    }
    const model::PropertySpec* placement = kind.placement.isEmpty() ? nullptr : kind.property(kind.placement);
    if (placement && container && container->offers.contains(placement->role)) {
        if (const auto home = homeAbove(kind, parentOf(target))) {
            verdict.way = Way::Presence;
            verdict.parent = *home;
            verdict.subnet = target;
            return verdict;
        }
    }
    // A group dropped on what may belong to it.
    const model::PropertySpec* membership = container && m_gallery.shapeOf(kind) == Shape::Strip ? associationProperty(*container, kind.offers) : nullptr;
    if (const auto home = membership ? homeAbove(kind, target) : std::nullopt) {
        verdict.way = Way::Associate;
        verdict.parent = *home;
        verdict.member = target;
        verdict.key = membership->key;
        verdict.sentence = tr("%1 of %2").arg(QCoreApplication::translate("model", membership->title), m_document.name(*m_document.findNode(target)));
        return verdict;
    }
    if (m_gallery.standsAtEdge(kind) && !target.isNull()) {
        if (const auto home = homeAbove(kind, target); home && !home->isNull()) {
            verdict.way = Way::Child;
            verdict.parent = *home;
            return verdict;
        }
    }
    verdict.sentence = model::Edit::parentObjection(m_document, kind, target);
    return verdict;
}

DropVerdict DropJudge::into(const model::KindSpec& kind, int tile) const {
    const auto& nodes = m_scene.picture().nodes;
    DropVerdict verdict = intoNode(kind, tile < 0 ? model::Uid() : nodes[static_cast<size_t>(tile)].node);
    verdict.tile = tile;
    // Mark the container that it goes to, which may lie further out.
    while (verdict.way == Way::Child && verdict.tile >= 0 && nodes[static_cast<size_t>(verdict.tile)].node != verdict.parent)
        verdict.tile = nodes[static_cast<size_t>(verdict.tile)].parent;
    return verdict;
}

DropVerdict DropJudge::judgeInto(const model::KindSpec& kind, model::Uid target) const {
    const auto tiles = m_scene.picture().tilesOf(target);
    DropVerdict verdict = intoNode(kind, target);
    verdict.tile = tiles.empty() ? -1 : tiles.front();
    return verdict;
}

DropVerdict DropJudge::judge(const model::KindSpec& kind, const QPointF& at, const QSet<int>& ignored) const {
    // A leaf is meant only by what it can take: an index by its table, a security group by its workload.
    if (const int leaf = m_scene.leafAt(at, ignored); leaf >= 0) {
        DropVerdict verdict = into(kind, leaf);
        const bool isMeant = verdict.way == Way::Associate || (verdict.way == Way::Child && verdict.tile == leaf);
        if (isMeant) return verdict;
    }
    return into(kind, m_scene.containerAt(at, ignored));
}

std::vector<int> DropJudge::accepting(const model::KindSpec& kind, const QSet<int>& ignored) const {
    std::vector<int> tiles;
    const auto& nodes = m_scene.picture().nodes;
    QHash<QString, bool> refused;  // a kind of container that refuses once refuses always, but for what lies around it
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
        if (ignored.contains(i)) continue;
        const model::PictureNode& node = nodes[static_cast<size_t>(i)];
        if (refused.value(node.kind)) continue;
        const DropVerdict verdict = intoNode(kind, node.node);
        const bool accepts = verdict.way != Way::Refused && (verdict.way != Way::Child || verdict.parent == node.node);
        if (accepts)
            tiles.push_back(i);
        else if (verdict.way == Way::Refused && node.shape == Shape::Leaf)
            refused.insert(node.kind, true);
    }
    return tiles;
}

}  // namespace app
