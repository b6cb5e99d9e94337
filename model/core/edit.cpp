// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/edit.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

const QString kName = QStringLiteral("name");

// What plays these roles, in the words that people know them by.
QString roleList(const KindRegistry& registry, const QStringList& roles) {
    QStringList shown;
    for (const QString& role : roles) {
        if (role.isEmpty()) shown += tr("the empty canvas");
        for (const auto& kind : registry.kinds())
            if (!role.isEmpty() && kind->offers.contains(role)) shown += tr(kind->title);
    }
    shown.removeDuplicates();
    return shown.join(tr(" or "));
}

QString objection(const KindRegistry& registry, const KindSpec& kind, const KindSpec* parent, const QString& parentName) {
    if (kind.fitsInto(parent)) return {};
    const QString where = parent ? QStringLiteral("%1 %2").arg(tr(parent->title), parentName) : tr("the empty canvas");
    return tr("%1 cannot be placed in %2. It belongs in: %3.").arg(tr(kind.title), where.trimmed(), roleList(registry, kind.livesIn));
}

}  // namespace

Edit::Edit(const Document& document, QString title) : m_document(document), m_changes{std::move(title), {}} {}

void Edit::refuse(const QString& sentence) {
    if (m_error.isEmpty()) m_error = sentence;
}

const KindSpec* Edit::kindOf(Uid node) const {
    if (const auto it = m_added.constFind(node); it != m_added.constEnd()) return m_document.registry().find(it->kind);
    const auto id = m_document.findNode(node);
    return id ? m_document.node(*id).kind : nullptr;
}

const PropertySpec* Edit::specOf(Uid subject, const QString& key) const {
    if (const KindSpec* kind = kindOf(subject)) return kind->property(key);
    const LinkSpec* spec = nullptr;
    if (const auto id = m_document.findLink(subject))
        spec = m_document.link(*id).spec;
    else if (const auto it = m_addedLinks.constFind(subject); it != m_addedLinks.constEnd())
        spec = m_document.registry().link(*it);
    return spec ? spec->property(key) : nullptr;
}

// ---------------------------------------------------------------- names
QStringList Edit::siblingNames(Uid parent) const {
    QStringList names;
    const auto id = m_document.findNode(parent);
    if (parent.isNull() || id)
        for (const NodeId child : id ? m_document.node(*id).children : m_document.topNodes())
            names += m_document.name(child);
    for (const NodeData& added : m_added)
        if (added.parent == parent)
            if (const auto* name = findProperty(added.properties, kName))
                if (const auto* text = std::get_if<QString>(name)) names += *text;
    return names;
}

QString Edit::freeName(const KindSpec& kind, Uid parent) const {
    const QStringList taken = siblingNames(parent);
    const PropertySpec* spec = kind.property(kName);
    const auto* preset = spec ? std::get_if<QString>(&spec->fallback) : nullptr;
    const QString stem = preset && !preset->isEmpty() ? *preset : QString::fromUtf8(kind.title).toLower().replace(u' ', u'-');
    if (!taken.contains(stem)) return stem;
    for (int n = 2;; ++n)
        if (const QString name = stem + u'-' + QString::number(n); !taken.contains(name)) return name;
}

// ---------------------------------------------------------------- nodes
QString Edit::objectionTo(const KindSpec* kind, Uid parent) const {
    if (!kind) return {};
    const KindSpec* parentKind = kindOf(parent);
    if (!parent.isNull() && !parentKind) return {};  // inside an unknown kind nothing can be judged
    const auto id = m_document.findNode(parent);
    return objection(m_document.registry(), *kind, parentKind, id ? m_document.name(*id) : QString());
}

QString Edit::parentObjection(const Document& document, const KindSpec& kind, Uid parent) {
    return Edit(document, {}).objectionTo(&kind, parent);
}

Uid Edit::addNode(const QString& kindId, Uid parent, std::optional<Geometry> geometry, const QString& name) {
    const KindSpec* kind = m_document.registry().find(kindId);
    if (!kind) {
        refuse(tr("There is no kind \"%1\".").arg(kindId));
        return {};
    }
    NodeData data{Uid::random(), kindId, parent, {}, geometry, {}};
    storeProperty(data.properties, kName, name.isEmpty() ? freeName(*kind, parent) : name);
    const Uid uid = data.uid;
    addNode(std::move(data));
    return refused() ? Uid() : uid;
}

void Edit::addNode(NodeData node) {
    if (refused()) return;
    if (const QString why = objectionTo(m_document.registry().find(node.kind), node.parent); !why.isEmpty()) return refuse(why);
    m_added.insert(node.uid, node);
    m_changes.changes.emplace_back(AddNode{std::move(node)});
}

void Edit::collect(NodeId id, std::vector<Uid>& nodes, std::vector<Uid>& links) const {
    const Node& node = m_document.node(id);
    if (std::ranges::find(nodes, node.uid()) != nodes.end()) return;
    for (const NodeId child : node.children) collect(child, nodes, links);
    for (const auto* list : {&node.linksOut, &node.linksIn})
        for (const LinkId link : *list)
            if (const Uid uid = m_document.link(link).uid(); std::ranges::find(links, uid) == links.end()) links.push_back(uid);
    nodes.push_back(node.uid());
}

// A reference to a node that goes keeps its name, so that the user reads what is missing.
void Edit::labelReferences(const std::vector<Uid>& removed) {
    const QSet<Uid> gone(removed.begin(), removed.end());
    for (const Uid uid : removed) {
        const QString label = m_document.name(*m_document.findNode(uid));
        for (const Referrer& referrer : m_document.referrers(uid)) {
            if (gone.contains(referrer.subject)) continue;
            const auto node = m_document.findNode(referrer.subject);
            const auto link = m_document.findLink(referrer.subject);
            if (!node && !link) continue;
            Value value = node ? m_document.value(*node, referrer.key) : m_document.value(*link, referrer.key);
            // Several removed targets may stand in one value: label them all in one change.
            forEachRef(value, [&](Ref& ref) {
                if (gone.contains(ref.target)) ref.label = m_document.name(*m_document.findNode(ref.target));
            });
            std::erase_if(m_changes.changes, [&](const Change& change) {
                const auto* set = std::get_if<SetProperty>(&change);
                return set && set->subject == referrer.subject && set->key == referrer.key;
            });
            m_changes.changes.emplace_back(SetProperty{referrer.subject, referrer.key, std::move(value)});
        }
    }
}

void Edit::remove(std::span<const Uid> nodesAndLinks) {
    if (refused()) return;
    std::vector<Uid> nodes, links;
    for (const Uid uid : nodesAndLinks) {
        if (const auto node = m_document.findNode(uid))
            collect(*node, nodes, links);
        else if (m_document.findLink(uid) && std::ranges::find(links, uid) == links.end())
            links.push_back(uid);
    }
    labelReferences(nodes);
    // A link that goes needs no label any more.
    std::erase_if(m_changes.changes, [&](const Change& change) {
        const auto* set = std::get_if<SetProperty>(&change);
        return set && std::ranges::find(links, set->subject) != links.end();
    });
    for (const Uid link : links) m_changes.changes.emplace_back(RemoveLink{link});
    for (const Uid node : nodes) m_changes.changes.emplace_back(RemoveNode{node});
}

void Edit::removeKeepingContent(Uid uid) {
    const auto id = m_document.findNode(uid);
    if (refused() || !id) return;
    const Node& node = m_document.node(*id);
    const QPointF offset = node.data.geometry ? node.data.geometry->position : QPointF();
    for (const NodeId child : node.children) {
        const NodeData& data = m_document.node(child).data;
        setParent(data.uid, node.data.parent);
        if (data.geometry) setGeometry(data.uid, Geometry{data.geometry->position + offset, data.geometry->size});
    }
    if (refused()) return;
    labelReferences({uid});
    for (const auto* list : {&node.linksOut, &node.linksIn})
        for (const LinkId link : *list) {
            const RemoveLink gone{m_document.link(link).uid()};
            if (std::ranges::find(m_changes.changes, Change{gone}) == m_changes.changes.end()) m_changes.changes.emplace_back(gone);
        }
    m_changes.changes.emplace_back(RemoveNode{uid});
}

void Edit::setParent(Uid node, Uid parent) {
    if (refused()) return;
    const auto id = m_document.findNode(node);
    if (id && m_document.node(*id).data.parent == parent) return;
    if (const QString why = objectionTo(kindOf(node), parent); !why.isEmpty()) return refuse(why);
    for (auto above = m_document.findNode(parent); above; above = m_document.parent(*above))
        if (m_document.node(*above).uid() == node)
            return refuse(tr("%1 cannot be moved into itself. Choose another container.").arg(m_document.name(*above)));
    m_changes.changes.emplace_back(SetParent{node, parent});
}

void Edit::setGeometry(Uid node, std::optional<Geometry> geometry, Uid presence) {
    if (refused()) return;
    if (const auto id = m_document.findNode(node)) {
        const NodeData& data = m_document.node(*id).data;
        const auto it = std::ranges::find(data.presences, presence, [](const auto& p) { return p.first; });
        const auto old = presence.isNull() ? data.geometry : it == data.presences.end() ? std::nullopt : std::optional(it->second);
        if (old == geometry) return;
    }
    m_changes.changes.emplace_back(SetGeometry{node, presence, geometry});
}

// ---------------------------------------------------------------- links
QString Edit::linkObjection(const Document& document, const QString& type, Uid from, Uid to) {
    const auto a = document.findNode(from);
    const auto b = document.findNode(to);
    if (!document.registry().link(type)) return tr("There is no link type \"%1\".").arg(type);
    if (!a || !b) return tr("A link needs two ends.");
    if (from == to) return tr("%1 cannot call itself.").arg(document.name(*a));
    const KindSpec* caller = document.node(*a).kind;
    const KindSpec* callee = document.node(*b).kind;
    if (caller && !caller->emitsCalls)
        return tr("%1 starts no calls. Draw the link from a workload such as a fleet, a function or a client.").arg(document.name(*a));
    if (callee && !callee->data)
        return tr("%1 accepts no calls. Draw the link to a table, an index or a function; its path is found by itself.").arg(document.name(*b));
    return {};
}

Uid Edit::addLink(const QString& type, Uid from, Uid to, Properties properties) {
    if (refused()) return {};
    if (!m_added.contains(from) && !m_added.contains(to))
        if (const QString why = linkObjection(m_document, type, from, to); !why.isEmpty()) {
            refuse(why);
            return {};
        }
    const Uid uid = Uid::random();
    m_addedLinks.insert(uid, type);
    m_changes.changes.emplace_back(AddLink{LinkData{uid, type, from, to, std::move(properties)}});
    return uid;
}

// ---------------------------------------------------------------- properties
void Edit::setProperty(Uid subject, const QString& key, Value value) {
    if (refused()) return;
    const PropertySpec* spec = specOf(subject, key);
    if (spec) {
        if (const QString why = typeObjection(*spec, value); !why.isEmpty()) return refuse(why);
        if (spec->fallback == value) return clearProperty(subject, key);
    }
    if (const auto id = m_document.findNode(subject); id && m_document.value(*id, key) == value) return;
    if (const auto id = m_document.findLink(subject); id && m_document.value(*id, key) == value) return;
    m_changes.changes.emplace_back(SetProperty{subject, key, std::move(value)});
}

void Edit::clearProperty(Uid subject, const QString& key) {
    if (refused()) return;
    const auto node = m_document.findNode(subject);
    const auto link = m_document.findLink(subject);
    if (node && !findProperty(m_document.node(*node).data.properties, key)) return;
    if (link && !findProperty(m_document.link(*link).data.properties, key)) return;
    m_changes.changes.emplace_back(SetProperty{subject, key, std::nullopt});
}

void Edit::setDocument(const QString& key, std::optional<Value> value) {
    if (refused()) return;
    const PropertySpec* spec = m_document.registry().documentProperty(key);
    if (spec && value) {
        if (const QString why = typeObjection(*spec, *value); !why.isEmpty()) return refuse(why);
        if (spec->fallback == *value) value = std::nullopt;
    }
    const Value* old = findProperty(m_document.properties(), key);
    if (value ? old && *old == *value : !old) return;
    m_changes.changes.emplace_back(SetDocument{key, std::move(value)});
}

Result<ChangeSet> Edit::take() {
    if (refused()) return Error{m_error};
    return std::move(m_changes);
}

}  // namespace model
