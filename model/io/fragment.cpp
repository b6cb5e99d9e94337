// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/io/fragment.h"

#include "model/core/edit.h"
#include "model/io/nodejson.h"
#include "model/core/drawing.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace model {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("model", text); }

const QString kName = QStringLiteral("name");
constexpr int kFragmentVersion = 1;

struct Fragment {
    std::vector<NodeData> nodes;  // parents before what lies in them
    std::vector<LinkData> links;
};

// ---------------------------------------------------------------- copy
void collect(const Document& document, NodeId id, QSet<Uid>& seen, std::vector<NodeData>& nodes) {
    const Node& node = document.node(id);
    if (seen.contains(node.uid())) return;
    seen.insert(node.uid());
    nodes.push_back(node.data);
    for (const NodeId child : node.children) collect(document, child, seen, nodes);
}

int depthOf(const Document& document, NodeId id) {
    int depth = 0;
    for (auto above = document.parent(id); above; above = document.parent(*above)) ++depth;
    return depth;
}

void labelOutside(const Document& document, const QSet<Uid>& inside, Properties& properties) {
    for (Property& property : properties)
        forEachRef(property.value, [&](Ref& ref) {
            const auto target = document.findNode(ref.target);
            if (target && !inside.contains(ref.target)) ref.label = document.name(*target);
        });
}

Fragment fragmentOf(const Document& document, std::span<const Uid> uids) {
    // Outer nodes first, so that one that lies in another of them comes with it.
    std::vector<NodeId> ids;
    for (const Uid uid : uids)
        if (const auto id = document.findNode(uid)) ids.push_back(*id);
    std::ranges::stable_sort(ids, {}, [&](NodeId id) { return depthOf(document, id); });
    Fragment fragment;
    QSet<Uid> inside;
    for (const NodeId id : ids) collect(document, id, inside, fragment.nodes);
    for (NodeData& node : fragment.nodes) labelOutside(document, inside, node.properties);
    for (const LinkId id : document.links()) {
        const LinkData& link = document.link(id).data;
        if (!inside.contains(link.from) || !inside.contains(link.to)) continue;
        fragment.links.push_back(link);
        labelOutside(document, inside, fragment.links.back().properties);
    }
    return fragment;
}

// ---------------------------------------------------------------- paste
Result<Fragment> readFragment(QByteArrayView json) {
    JsonReader reader(json);
    Fragment fragment;
    qint64 version = 0;
    QString field;
    reader.enterObject();
    while (reader.nextKey(field)) {
        if (field == u"skerryFragment")
            version = reader.integer();
        else if (field == u"nodes")
            for (reader.enterArray(); reader.nextElement();) fragment.nodes.push_back(readNode(reader));
        else if (field == u"links")
            for (reader.enterArray(); reader.nextElement();) fragment.links.push_back(readLink(reader));
        else
            reader.skip();
    }
    if (!reader.failed() && version != kFragmentVersion) reader.fail(tr("it comes from another version of Skerry"));
    if (reader.failed()) return Error{tr("The clipboard holds nothing that can be pasted here: %1.").arg(reader.error())};
    return fragment;
}

/// Names that siblings have already, in the document and in what is being pasted.
class Names {
public:
    explicit Names(const Document& document) : m_document(document) {}

    /// The name itself, or "name-2" and so on.
    QString take(Uid parent, const QString& name) {
        QSet<QString>& taken = siblings(parent);
        QString free = name;
        if (taken.contains(name)) {
            // "Orders-2" beside "Orders" becomes "Orders-3", not "Orders-2-2"; "us-east-1" is a name of its own.
            static const QRegularExpression numbered(QStringLiteral("-\\d+$"));
            QString stem = QString(name).remove(numbered);
            if (!taken.contains(stem)) stem = name;
            for (int n = 2; taken.contains(free); ++n) free = stem + u'-' + QString::number(n);
        }
        taken.insert(free);
        return free;
    }

private:
    QSet<QString>& siblings(Uid parent) {
        const auto known = m_names.find(parent);
        if (known != m_names.end()) return *known;
        QSet<QString>& names = m_names[parent];
        const auto id = m_document.findNode(parent);
        if (!id && !parent.isNull()) return names;  // a parent that is pasted itself
        for (const NodeId child : id ? m_document.node(*id).children : m_document.topNodes()) names.insert(m_document.name(child));
        return names;
    }

    const Document& m_document;
    QHash<Uid, QSet<QString>> m_names;
};

QString nameOf(const Document& document, const NodeData& node) {
    if (const Value* stored = findProperty(node.properties, kName))
        if (const auto* text = std::get_if<QString>(stored)) return *text;
    const KindSpec* kind = document.registry().find(node.kind);
    const PropertySpec* spec = kind ? kind->property(kName) : nullptr;
    const auto* preset = spec ? std::get_if<QString>(&spec->fallback) : nullptr;
    return preset ? *preset : QString();
}

void rename(const Document& document, Names& names, NodeData& node) {
    const QString name = nameOf(document, node);
    if (name.isEmpty()) return;
    if (const QString free = names.take(node.parent, name); free != name) storeProperty(node.properties, kName, free);
}

}  // namespace

QByteArray copyFragment(const Document& document, std::span<const Uid> nodes) {
    const Fragment fragment = fragmentOf(document, nodes);
    JsonWriter writer;
    writer.beginObject();
    writer.key(u"skerryFragment");
    writer.integer(kFragmentVersion);
    writer.key(u"nodes");
    writer.beginArray();
    for (const NodeData& node : fragment.nodes) writeNode(writer, node, WithLayout::Yes);
    writer.endArray();
    writer.key(u"links");
    writer.beginArray();
    for (const LinkData& link : fragment.links) writeLink(writer, link);
    writer.endArray();
    writer.endObject();
    return writer.take();
}

bool looksLikeFragment(QByteArrayView json) { return json.startsWith("{\"skerryFragment\":"); }

void remapReferences(Properties& properties, const QHash<Uid, Uid>& identities) {
    for (Property& property : properties)
        forEachRef(property.value, [&identities](Ref& ref) { ref.target = identities.value(ref.target, ref.target); });
}

void remapReferences(NodeData& node, const QHash<Uid, Uid>& identities) {
    remapReferences(node.properties, identities);
    for (auto& [subnet, geometry] : node.presences) subnet = identities.value(subnet, subnet);
    std::ranges::sort(node.presences, {}, &std::pair<Uid, Geometry>::first);
}

Result<Pasted> pasteFragment(const Document& document, QByteArrayView json, const PasteTarget& target, const QString& title) {
    auto fragment = readFragment(json);
    if (!fragment) return Error{fragment.error()};
    QHash<Uid, Uid> identities;
    for (const NodeData& node : fragment->nodes) identities.insert(node.uid, Uid::random());

    Pasted pasted;
    Edit edit(document, title);
    Names names(document);
    separateCopies(fragment->nodes);
    for (NodeData& node : fragment->nodes) {
        node.uid = identities.value(node.uid);
        remapReferences(node, identities);
        if (identities.contains(node.parent)) {
            node.parent = identities.value(node.parent);
        } else {
            node.parent = target.parent.value_or(document.findNode(node.parent) ? node.parent : Uid{});
            if (node.geometry) node.geometry->position += target.offset;
            pasted.nodes.push_back(node.uid);
        }
        rename(document, names, node);
        edit.addNode(std::move(node));
    }
    auto changes = edit.take();
    if (!changes) return Error{changes.error()};
    pasted.changes = std::move(*changes);
    pasted.changes.title = title;
    for (LinkData& link : fragment->links) {
        link.uid = Uid::random();
        link.from = identities.value(link.from);
        link.to = identities.value(link.to);
        if (link.from.isNull() || link.to.isNull()) continue;  // only a foreign clipboard names other nodes
        remapReferences(link.properties, identities);
        pasted.changes.changes.emplace_back(AddLink{std::move(link)});
    }
    return pasted;
}

}  // namespace model
