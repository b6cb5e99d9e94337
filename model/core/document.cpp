// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/document.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

namespace {

const Value kNoValue = QString();

Error error(const char* text) { return {QCoreApplication::translate("model", text)}; }

QString shown(Uid uid) { return QLatin1Char('#') + uid.text().left(6); }

}  // namespace

Document::Document(const KindRegistry& registry, QObject* parent) : QObject(parent), m_registry(registry) {}

// ---------------------------------------------------------------- reading
std::optional<NodeId> Document::findNode(Uid uid) const {
    const auto it = m_nodeByUid.constFind(uid);
    return it == m_nodeByUid.constEnd() ? std::nullopt : std::optional(*it);
}

std::optional<LinkId> Document::findLink(Uid uid) const {
    const auto it = m_linkByUid.constFind(uid);
    return it == m_linkByUid.constEnd() ? std::nullopt : std::optional(*it);
}

std::vector<NodeId> Document::nodes() const {
    std::vector<NodeId> all(m_nodeByUid.cbegin(), m_nodeByUid.cend());
    std::ranges::sort(all, {}, [this](NodeId id) { return node(id).uid(); });
    return all;
}

std::vector<LinkId> Document::links() const {
    std::vector<LinkId> all(m_linkByUid.cbegin(), m_linkByUid.cend());
    std::ranges::sort(all, {}, [this](LinkId id) { return link(id).uid(); });
    return all;
}

std::optional<NodeId> Document::parent(NodeId id) const { return findNode(node(id).data.parent); }

std::vector<Referrer> Document::referrers(Uid target) const { return m_referrers.value(target); }

const Value& Document::value(NodeId id, const QString& key) const {
    const Node& n = node(id);
    if (const Value* stored = findProperty(n.data.properties, key)) return *stored;
    const PropertySpec* spec = n.kind ? n.kind->property(key) : nullptr;
    return spec ? spec->fallback : kNoValue;
}

const Value& Document::value(LinkId id, const QString& key) const {
    const Link& l = link(id);
    if (const Value* stored = findProperty(l.data.properties, key)) return *stored;
    const PropertySpec* spec = l.spec ? l.spec->property(key) : nullptr;
    return spec ? spec->fallback : kNoValue;
}

const Value& Document::value(const QString& documentKey) const {
    if (const Value* stored = findProperty(m_properties, documentKey)) return *stored;
    const PropertySpec* spec = m_registry.documentProperty(documentKey);
    return spec ? spec->fallback : kNoValue;
}

QString Document::name(NodeId id) const {
    const auto* text = std::get_if<QString>(&value(id, QStringLiteral("name")));
    return text ? *text : QString();
}

QString Document::path(NodeId id) const {
    QString own = name(id).replace(QLatin1Char('/'), QStringLiteral("\\/"));
    const auto above = parent(id);
    return above ? path(*above) + QLatin1Char('/') + own : own;
}

// ---------------------------------------------------------------- changing
Result<ChangeSet> Document::apply(const ChangeSet& changeSet) {
    ChangeSet inverse{changeSet.title, {}};
    inverse.changes.reserve(changeSet.changes.size());
    for (const Change& change : changeSet.changes) {
        auto undo = applyOne(change);
        if (!undo) {
            for (auto it = inverse.changes.rbegin(); it != inverse.changes.rend(); ++it) {
                [[maybe_unused]] const auto restored = applyOne(*it);
                Q_ASSERT(restored.ok());
            }
            return Error{undo.error()};
        }
        inverse.changes.push_back(std::move(*undo));
    }
    std::ranges::reverse(inverse.changes);
    if (!changeSet.isEmpty()) Q_EMIT changed(changeSet, inverse);
    return inverse;
}

Result<Done> Document::load(std::vector<NodeData> nodes, std::vector<LinkData> links, Properties properties) {
    // Built aside first: a file that cannot be stored must leave the open document as it is.
    Document fresh(m_registry);
    QHash<Uid, std::vector<size_t>> waiting;  // children that came before their parents
    std::vector<size_t> ready;
    QHash<Uid, bool> known;
    for (const NodeData& n : nodes) known.insert(n.uid, true);
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].parent.isNull())
            ready.push_back(i);
        else if (known.contains(nodes[i].parent))
            waiting[nodes[i].parent].push_back(i);
        else
            return Error{tr("Node %1 lies in %2, which does not exist. The file is damaged.")
                             .arg(shown(nodes[i].uid), shown(nodes[i].parent))};
    }
    size_t added = 0;
    for (; added < ready.size(); ++added) {
        const Uid uid = nodes[ready[added]].uid;
        if (auto done = fresh.apply(AddNode{std::move(nodes[ready[added]])}); !done) return Error{done.error()};
        if (const auto it = waiting.constFind(uid); it != waiting.constEnd())
            ready.insert(ready.end(), it->begin(), it->end());
    }
    if (added < nodes.size()) return error("Some nodes contain each other. The file is damaged.");
    for (LinkData& l : links)
        if (auto done = fresh.apply(AddLink{std::move(l)}); !done) return Error{done.error()};
    std::swap(m_nodes, fresh.m_nodes);
    std::swap(m_links, fresh.m_links);
    std::swap(m_freeNodes, fresh.m_freeNodes);
    std::swap(m_freeLinks, fresh.m_freeLinks);
    m_nodeByUid.swap(fresh.m_nodeByUid);
    m_linkByUid.swap(fresh.m_linkByUid);
    std::swap(m_top, fresh.m_top);
    m_referrers.swap(fresh.m_referrers);
    m_properties = std::move(properties);
    Q_EMIT reset();
    return Done{};
}

Result<Change> Document::applyOne(const Change& change) {
    return std::visit([this](const auto& one) { return apply(one); }, change);
}

Result<Change> Document::apply(const AddNode& change) {
    const NodeData& data = change.node;
    if (data.uid.isNull() || m_nodeByUid.contains(data.uid) || m_linkByUid.contains(data.uid))
        return Error{tr("Node %1 exists already.").arg(shown(data.uid))};
    if (!data.parent.isNull() && !m_nodeByUid.contains(data.parent))
        return Error{tr("Node %1 has no place: its parent %2 does not exist.").arg(shown(data.uid), shown(data.parent))};
    NodeId id{};
    if (m_freeNodes.empty()) {
        id = static_cast<NodeId>(m_nodes.size());
        m_nodes.push_back(std::make_unique<Node>());
    } else {
        id = m_freeNodes.back();
        m_freeNodes.pop_back();
        m_nodes[static_cast<size_t>(id)] = std::make_unique<Node>();
    }
    Node& n = mutableNode(id);
    n.data = data;
    n.kind = m_registry.find(data.kind);
    m_nodeByUid.insert(data.uid, id);
    insertByUid(childrenOf(data.parent), id);
    index(data.uid, data.properties);
    return Change{RemoveNode{data.uid}};
}

Result<Change> Document::apply(const RemoveNode& change) {
    const auto id = findNode(change.node);
    if (!id) return Error{tr("Node %1 does not exist.").arg(shown(change.node))};
    Node& n = mutableNode(*id);
    if (!n.children.empty() || !n.linksIn.empty() || !n.linksOut.empty())
        return Error{tr("%1 cannot go before its content and links.").arg(name(*id))};
    AddNode inverse{std::move(n.data)};
    unindex(change.node, inverse.node.properties);
    std::erase(childrenOf(inverse.node.parent), *id);
    m_nodeByUid.remove(change.node);
    m_nodes[static_cast<size_t>(*id)].reset();
    m_freeNodes.push_back(*id);
    return Change{std::move(inverse)};
}

Result<Change> Document::apply(const AddLink& change) {
    const LinkData& data = change.link;
    if (data.uid.isNull() || m_linkByUid.contains(data.uid) || m_nodeByUid.contains(data.uid))
        return Error{tr("Link %1 exists already.").arg(shown(data.uid))};
    const auto from = findNode(data.from);
    const auto to = findNode(data.to);
    if (!from || !to) return Error{tr("Link %1 has an end that does not exist.").arg(shown(data.uid))};
    LinkId id{};
    auto stored = std::make_unique<Link>(Link{data, m_registry.link(data.type), *from, *to});
    if (m_freeLinks.empty()) {
        id = static_cast<LinkId>(m_links.size());
        m_links.push_back(std::move(stored));
    } else {
        id = m_freeLinks.back();
        m_freeLinks.pop_back();
        m_links[static_cast<size_t>(id)] = std::move(stored);
    }
    m_linkByUid.insert(data.uid, id);
    const auto byUid = [this](LinkId l) { return link(l).uid(); };
    auto& out = mutableNode(*from).linksOut;
    out.insert(std::ranges::lower_bound(out, data.uid, {}, byUid), id);
    auto& in = mutableNode(*to).linksIn;
    in.insert(std::ranges::lower_bound(in, data.uid, {}, byUid), id);
    index(data.uid, data.properties);
    return Change{RemoveLink{data.uid}};
}

Result<Change> Document::apply(const RemoveLink& change) {
    const auto id = findLink(change.link);
    if (!id) return Error{tr("Link %1 does not exist.").arg(shown(change.link))};
    Link& l = *m_links[static_cast<size_t>(*id)];
    std::erase(mutableNode(l.from).linksOut, *id);
    std::erase(mutableNode(l.to).linksIn, *id);
    AddLink inverse{std::move(l.data)};
    unindex(change.link, inverse.link.properties);
    m_linkByUid.remove(change.link);
    m_links[static_cast<size_t>(*id)].reset();
    m_freeLinks.push_back(*id);
    return Change{std::move(inverse)};
}

Result<Change> Document::apply(const SetProperty& change) {
    Properties* properties = propertiesOf(change.subject);
    if (!properties) return Error{tr("%1 does not exist.").arg(shown(change.subject))};
    SetProperty inverse{change.subject, change.key, std::nullopt};
    if (const Value* old = findProperty(*properties, change.key)) {
        inverse.value = *old;
        unindex(change.subject, change.key, *old);
    }
    if (change.value) index(change.subject, change.key, *change.value);
    storeProperty(*properties, change.key, change.value);
    return Change{std::move(inverse)};
}

Result<Change> Document::apply(const SetParent& change) {
    const auto id = findNode(change.node);
    if (!id) return Error{tr("Node %1 does not exist.").arg(shown(change.node))};
    if (!change.parent.isNull() && !findNode(change.parent))
        return Error{tr("The new parent of %1 does not exist.").arg(name(*id))};
    for (auto above = findNode(change.parent); above; above = parent(*above))
        if (*above == *id) return Error{tr("%1 cannot lie inside itself.").arg(name(*id))};
    Node& n = mutableNode(*id);
    SetParent inverse{change.node, n.data.parent};
    std::erase(childrenOf(n.data.parent), *id);
    n.data.parent = change.parent;
    insertByUid(childrenOf(change.parent), *id);
    return Change{std::move(inverse)};
}

Result<Change> Document::apply(const SetGeometry& change) {
    const auto id = findNode(change.node);
    if (!id) return Error{tr("Node %1 does not exist.").arg(shown(change.node))};
    NodeData& data = mutableNode(*id).data;
    SetGeometry inverse{change.node, change.presence, std::nullopt};
    if (change.presence.isNull()) {
        inverse.geometry = data.geometry;
        data.geometry = change.geometry;
        return Change{std::move(inverse)};
    }
    const auto it = std::ranges::lower_bound(data.presences, change.presence, {}, [](const auto& p) { return p.first; });
    const bool found = it != data.presences.end() && it->first == change.presence;
    if (found) inverse.geometry = it->second;
    if (!change.geometry) {
        if (found) data.presences.erase(it);
    } else if (found) {
        it->second = *change.geometry;
    } else {
        data.presences.insert(it, {change.presence, *change.geometry});
    }
    return Change{std::move(inverse)};
}

Result<Change> Document::apply(const SetDocument& change) {
    SetDocument inverse{change.key, std::nullopt};
    if (const Value* old = findProperty(m_properties, change.key)) inverse.value = *old;
    storeProperty(m_properties, change.key, change.value);
    return Change{std::move(inverse)};
}

// ---------------------------------------------------------------- indexes
std::vector<NodeId>& Document::childrenOf(Uid parent) {
    return parent.isNull() ? m_top : mutableNode(*findNode(parent)).children;
}

void Document::insertByUid(std::vector<NodeId>& list, NodeId id) {
    const auto at = std::ranges::lower_bound(list, node(id).uid(), {}, [this](NodeId n) { return node(n).uid(); });
    list.insert(at, id);
}

void Document::index(Uid subject, const Properties& properties) {
    for (const Property& p : properties) index(subject, p.key, p.value);
}

void Document::unindex(Uid subject, const Properties& properties) {
    for (const Property& p : properties) unindex(subject, p.key, p.value);
}

void Document::index(Uid subject, const QString& key, const Value& value) {
    forEachRef(value, [&](const Ref& ref) {
        auto& list = m_referrers[ref.target];
        const auto before = [](const Referrer& a, const Referrer& b) {
            return a.subject != b.subject ? a.subject < b.subject : a.key < b.key;
        };
        const Referrer referrer{subject, key};
        const auto at = std::lower_bound(list.begin(), list.end(), referrer, before);
        if (at == list.end() || !(*at == referrer)) list.insert(at, referrer);
    });
}

void Document::unindex(Uid subject, const QString& key, const Value& value) {
    forEachRef(value, [&](const Ref& ref) {
        const auto it = m_referrers.find(ref.target);
        if (it == m_referrers.end()) return;
        std::erase(*it, Referrer{subject, key});
        if (it->empty()) m_referrers.erase(it);
    });
}

Properties* Document::propertiesOf(Uid subject) {
    if (const auto id = findNode(subject)) return &mutableNode(*id).data.properties;
    if (const auto id = findLink(subject)) return &m_links[static_cast<size_t>(*id)]->data.properties;
    return nullptr;
}

}  // namespace model
