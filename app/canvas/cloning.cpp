// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/cloning.h"

#include "model/picture/bends.h"
#include "model/core/drawing.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace app {

using model::Document;
using model::Geometry;
using model::NodeData;
using model::NodeId;
using model::Uid;

namespace {

const QString kName = QStringLiteral("name");

void collect(const Document& document, NodeId id, std::vector<NodeId>& tree) {
    if (std::ranges::find(tree, id) != tree.end()) return;
    tree.push_back(id);
    for (const NodeId child : document.node(id).children) collect(document, child, tree);
}

class Copier {
public:
    Copier(model::Edit& edit, const Document& document, const CloneWay& way) : m_edit(edit), m_document(document), m_way(way) {}

    std::vector<Uid> copy(const std::vector<Uid>& roots) {
        std::vector<NodeId> tree;
        for (const Uid root : roots) collect(m_document, *m_document.findNode(root), tree);
        for (const NodeId id : tree) m_copies.insert(m_document.node(id).uid(), Uid::random());
        copyNodes(tree, roots);
        for (const NodeId id : m_way.links == CloneWay::Links::None ? std::vector<NodeId>() : tree)
            for (const model::LinkId link : m_document.node(id).linksOut) copyLink(m_document.link(link).data);
        std::vector<Uid> made;
        for (const Uid root : roots) made.push_back(m_copies.value(root));
        return made;
    }

private:
    void remap(model::Properties& properties) const {
        for (model::Property& property : properties)
            model::forEachRef(property.value, [&](model::Ref& ref) {
                if (const auto it = m_copies.constFind(ref.target); it != m_copies.constEnd()) ref.target = *it;
            });
    }

    void copyNodes(const std::vector<NodeId>& tree, const std::vector<Uid>& roots) {
        std::vector<NodeData> copies;
        for (const NodeId id : tree) copies.push_back(m_document.node(id).data);
        model::separateCopies(copies);
        for (NodeData& copy : copies) {
            const bool isRoot = std::ranges::find(roots, copy.uid) != roots.end();
            copyNode(std::move(copy), isRoot);
        }
    }

    void copyNode(NodeData data, bool isRoot) {
        const Uid original = data.uid;
        data.uid = m_copies.value(original);
        remap(data.properties);
        for (auto& [subnet, geometry] : data.presences) {
            if (isRoot && !m_copies.contains(subnet)) geometry.position += m_way.by;
            subnet = m_copies.value(subnet, subnet);
        }
        std::ranges::sort(data.presences, {}, [](const auto& p) { return p.first; });
        if (m_copies.contains(data.parent)) data.parent = m_copies.value(data.parent);
        if (isRoot) settleRoot(data, original);
        m_edit.addNode(std::move(data));
    }

    void settleRoot(NodeData& data, Uid original) {
        if (!data.geometry && m_way.picture) data.geometry = placeOf(original);
        if (data.geometry) {
            data.geometry->position += m_way.by;
            data.geometry->pinned = true;
            if (m_way.parent && m_way.picture) data.geometry->position += originOf(data.parent) - originOf(*m_way.parent);
        }
        if (m_way.parent) data.parent = *m_way.parent;
        if (const auto* name = model::findProperty(data.properties, kName))
            if (const auto* text = std::get_if<QString>(name)) model::storeProperty(data.properties, kName, freeName(*text, data.parent));
    }

    [[nodiscard]] QPointF originOf(Uid container) const {
        const int tile = container.isNull() ? -1 : m_way.picture->find(container);
        return tile < 0 ? QPointF() : m_way.picture->nodes[static_cast<size_t>(tile)].rect.topLeft();
    }

    [[nodiscard]] std::optional<Geometry> placeOf(Uid node) const {
        const int tile = m_way.picture->find(node);
        if (tile < 0) return {};
        const model::PictureNode& shown = m_way.picture->nodes[static_cast<size_t>(tile)];
        if (shown.shape == model::ViewSpec::Shape::Strip || shown.owner >= 0) return {};
        const QPointF at = shown.shape == model::ViewSpec::Shape::Leaf ? shown.icon.topLeft() : shown.rect.topLeft();
        return Geometry{at - originOf(m_document.node(*m_document.findNode(node)).data.parent), {0, 0}};
    }

    QString freeName(const QString& name, Uid parent) {
        static const QRegularExpression number(QStringLiteral("-\\d+$"));
        QString stem = name;
        stem.remove(number);
        const auto id = m_document.findNode(parent);
        QSet<QString> taken = m_given;
        if (parent.isNull() || id)
            for (const NodeId sibling : id ? m_document.node(*id).children : m_document.topNodes()) taken.insert(m_document.name(sibling));
        for (int n = 2;; ++n) {
            const QString candidate = stem + u'-' + QString::number(n);
            if (taken.contains(candidate)) continue;
            m_given.insert(candidate);
            return candidate;
        }
    }

    // Links among the copies, and those that lead out of them; what calls the originals goes on calling them alone.
    void copyLink(const model::LinkData& link) {
        model::Properties properties = link.properties;
        model::storeProperty(properties, model::kBendsKey, std::nullopt);  // a copy goes another way
        remap(properties);
        m_edit.addLink(link.type, m_copies.value(link.from), m_copies.value(link.to, link.to), std::move(properties));
    }

    model::Edit& m_edit;
    const Document& m_document;
    const CloneWay& m_way;
    QHash<Uid, Uid> m_copies;
    QSet<QString> m_given;
};

}  // namespace

std::vector<Uid> outermost(const Document& document, const std::vector<Uid>& nodes) {
    std::vector<Uid> roots;
    for (const Uid uid : nodes) {
        const auto id = document.findNode(uid);
        bool inside = !id;
        for (auto above = id ? document.parent(*id) : std::nullopt; above; above = document.parent(*above))
            if (std::ranges::find(nodes, document.node(*above).uid()) != nodes.end()) inside = true;
        if (!inside) roots.push_back(uid);
    }
    return roots;
}

std::vector<Uid> cloneNodes(model::Edit& edit, const Document& document, const std::vector<Uid>& nodes, const CloneWay& way) {
    return Copier(edit, document, way).copy(outermost(document, nodes));
}

}  // namespace app
