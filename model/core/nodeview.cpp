// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/nodeview.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

quint32 keyHash(const QString& key) {
    quint32 hash = 2166136261U;  // FNV-1a: the same in every process
    for (const QChar c : key) hash = (hash ^ c.unicode()) * 16777619U;
    return hash;
}

// ---------------------------------------------------------------- what a change touched
namespace {

class Touched {
public:
    explicit Touched(std::vector<ReadKey>& keys) : m_keys(keys) {}

    void operator()(const AddNode& c) { node(c.node); }
    void operator()(const RemoveNode& c) { add(c.node, Relation::Exists); }
    void operator()(const AddLink& c) { link(c.link); }
    void operator()(const RemoveLink& c) { add(c.link, Relation::Exists); }
    void operator()(const SetProperty& c) {
        add(c.subject, Relation::Property, keyHash(c.key));
        add(c.subject, Relation::AllProperties);
        if (c.value) references(*c.value);
    }
    void operator()(const SetParent& c) {
        add(c.node, Relation::Parent);
        add(c.parent, Relation::Children);
    }
    void operator()(const SetGeometry&) {}  // no check reads where things are drawn
    void operator()(const SetDocument& c) { add({}, Relation::Property, keyHash(c.key)); }

private:
    void add(Uid subject, Relation relation, quint32 detail = 0) { m_keys.push_back({subject, relation, detail}); }
    void references(const Value& value) {
        forEachRef(value, [this](const Ref& ref) { add(ref.target, Relation::Referrers); });
    }
    void node(const NodeData& data) {
        add(data.uid, Relation::Exists);
        add(data.parent, Relation::Children);
        add({}, Relation::AllNodes);
        for (const Property& p : data.properties) references(p.value);
    }
    void link(const LinkData& data) {
        add(data.uid, Relation::Exists);
        add(data.from, Relation::LinksOut);
        add(data.to, Relation::LinksIn);
        add({}, Relation::AllLinks);
        for (const Property& p : data.properties) references(p.value);
    }

    std::vector<ReadKey>& m_keys;
};

}  // namespace

std::vector<ReadKey> touchedBy(const ChangeSet& applied, const ChangeSet& inverse) {
    std::vector<ReadKey> keys;
    Touched touched(keys);
    // A removal says little; its inverse, the addition, tells all relations that it cut.
    for (const Change& change : applied.changes) std::visit(touched, change);
    for (const Change& change : inverse.changes) std::visit(touched, change);
    return keys;
}

// ---------------------------------------------------------------- NodeView
void NodeView::read(Relation relation, quint32 detail) const {
    if (m_tracker) m_tracker->read({uid(), relation, detail});
}

std::vector<NodeView> NodeView::views(const std::vector<NodeId>& ids) const {
    std::vector<NodeView> result;
    result.reserve(ids.size());
    for (const NodeId id : ids) result.emplace_back(*m_document, id, m_tracker);
    return result;
}

bool NodeView::offers(const QString& role) const { return kind() && kind()->offers.contains(role); }

const Value& NodeView::value(const QString& key) const {
    read(Relation::Property, keyHash(key));
    return m_document->value(m_id, key);
}

bool NodeView::has(const QString& key) const {
    read(Relation::Property, keyHash(key));
    return findProperty(node().data.properties, key) != nullptr;
}

const Properties& NodeView::properties() const {
    read(Relation::AllProperties);
    return node().data.properties;
}

bool NodeView::isUnresolved(const QString& key) const { return hasUnresolved(value(key)); }

QString NodeView::text(const QString& key) const {
    const auto* text = std::get_if<QString>(&value(key));
    return text ? *text : QString();
}

double NodeView::number(const QString& key) const { return toNumber(value(key)); }

bool NodeView::flag(const QString& key) const {
    const auto* flag = std::get_if<bool>(&value(key));
    return flag && *flag;
}

QStringList NodeView::texts(const QString& key) const {
    const auto* list = std::get_if<QStringList>(&value(key));
    return list ? *list : QStringList();
}

const Value& NodeView::settled(const QString& key) const {
    const Value& stored = value(key);
    const PropertySpec* spec = kind() && std::holds_alternative<Unresolved>(stored) ? kind()->property(key) : nullptr;
    return spec ? spec->fallback : stored;
}

QString NodeView::settledText(const QString& key) const {
    const auto* text = std::get_if<QString>(&settled(key));
    return text ? *text : QString();
}

bool NodeView::settledFlag(const QString& key) const {
    const auto* flag = std::get_if<bool>(&settled(key));
    return flag && *flag;
}

Rows NodeView::rows(const QString& key) const {
    const auto* rows = std::get_if<Rows>(&value(key));
    return rows ? *rows : Rows();
}

std::vector<Ref> NodeView::refs(const QString& key) const {
    const Value& v = value(key);
    if (const auto* one = std::get_if<Ref>(&v)) return one->target.isNull() ? std::vector<Ref>() : std::vector{*one};
    if (const auto* many = std::get_if<Refs>(&v)) return many->items;
    return {};
}

std::vector<NodeView> NodeView::targets(const QString& key) const {
    std::vector<NodeView> found;
    for (const Ref& ref : refs(key))
        if (const auto target = find(ref.target)) found.push_back(*target);
    return found;
}

std::optional<NodeView> NodeView::target(const QString& key) const {
    for (const Ref& ref : refs(key))
        if (const auto found = find(ref.target)) return found;
    return std::nullopt;
}

const Value& NodeView::cell(const QString& rowsKey, const Row& row, const QString& key) const {
    const PropertySpec* spec = kind() ? kind()->property(rowsKey) : nullptr;
    Q_ASSERT(spec);
    return cellValue(*spec, row, key);
}

std::optional<NodeView> NodeView::find(Uid uid) const {
    if (m_tracker) m_tracker->read({uid, Relation::Exists, 0});
    const auto id = m_document->findNode(uid);
    return id ? std::optional(NodeView(*m_document, *id, m_tracker)) : std::nullopt;
}

std::optional<NodeView> NodeView::parent() const {
    read(Relation::Parent);
    const auto id = m_document->parent(m_id);
    return id ? std::optional(NodeView(*m_document, *id, m_tracker)) : std::nullopt;
}

std::optional<NodeView> NodeView::ancestor(const QString& role) const {
    for (auto above = parent(); above; above = above->parent())
        if (above->offers(role)) return above;
    return std::nullopt;
}

std::vector<NodeView> NodeView::children() const {
    read(Relation::Children);
    return views(node().children);
}

std::vector<NodeView> NodeView::children(const QString& role) const {
    auto all = children();
    std::erase_if(all, [&](const NodeView& child) { return !child.offers(role); });
    return all;
}

std::vector<NodeView> NodeView::descendants() const {
    std::vector<NodeView> all;
    for (const NodeView& child : children()) {
        all.push_back(child);
        const auto below = child.descendants();
        all.insert(all.end(), below.begin(), below.end());
    }
    return all;
}

std::vector<NodeView> NodeView::siblings() const {
    const auto above = parent();
    if (m_tracker && !above) m_tracker->read({{}, Relation::Children, 0});
    auto all = above ? above->children() : views(m_document->topNodes());
    std::erase_if(all, [this](const NodeView& other) { return other == *this; });
    return all;
}

std::vector<NodeView> NodeView::referrers(const QString& key) const {
    read(Relation::Referrers);
    std::vector<NodeView> found;
    for (const Referrer& r : m_document->referrers(uid()))
        if (r.key == key)
            if (const auto id = m_document->findNode(r.subject)) found.emplace_back(*m_document, *id, m_tracker);
    return found;
}

std::vector<NodeView> NodeView::referrers() const {
    read(Relation::Referrers);
    std::vector<NodeView> found;
    for (const Referrer& r : m_document->referrers(uid()))
        if (const auto id = m_document->findNode(r.subject); id && (found.empty() || found.back().id() != *id))
            found.emplace_back(*m_document, *id, m_tracker);
    return found;
}

std::vector<LinkView> NodeView::referringLinks() const {
    read(Relation::Referrers);
    std::vector<LinkView> found;
    for (const Referrer& r : m_document->referrers(uid()))
        if (const auto id = m_document->findLink(r.subject)) found.emplace_back(*m_document, *id, m_tracker);
    return found;
}

std::vector<LinkView> NodeView::linksOut() const {
    read(Relation::LinksOut);
    std::vector<LinkView> found;
    for (const LinkId id : node().linksOut) found.emplace_back(*m_document, id, m_tracker);
    return found;
}

std::vector<LinkView> NodeView::linksIn() const {
    read(Relation::LinksIn);
    std::vector<LinkView> found;
    for (const LinkId id : node().linksIn) found.emplace_back(*m_document, id, m_tracker);
    return found;
}

std::vector<NodeView> NodeView::allNodes() const {
    if (m_tracker) m_tracker->read({{}, Relation::AllNodes, 0});
    return views(m_document->nodes());
}

namespace {

NetSpec computeNet(const NodeView& v) { return v.kind() && v.kind()->net ? v.kind()->net(v) : NetSpec(); }
DataSpec computeData(const NodeView& v) { return v.kind() && v.kind()->data ? v.kind()->data(v) : DataSpec(); }
FlowSpec computeFlow(const NodeView& v) { return v.kind() && v.kind()->flow ? v.kind()->flow(v) : FlowSpec(); }
ViewSpec computeView(const NodeView& v) { return v.kind() && v.kind()->view ? v.kind()->view(v) : ViewSpec(); }

}  // namespace

NetSpec NodeView::net() const { return *sharedNet(); }
DataSpec NodeView::data() const { return *sharedData(); }
std::shared_ptr<const NetSpec> NodeView::sharedNet() const { return query(Query<NetSpec>{computeNet}); }
std::shared_ptr<const FlowSpec> NodeView::sharedFlow() const { return query(Query<FlowSpec>{computeFlow}); }
std::shared_ptr<const DataSpec> NodeView::sharedData() const { return query(Query<DataSpec>{computeData}); }
ViewSpec NodeView::view() const { return *query(Query<ViewSpec>{computeView}); }

QString NodeView::quoted() const {
    const QString own = name();
    if (!own.isEmpty()) return QLatin1Char('"') + own + QLatin1Char('"');
    return kind() ? QCoreApplication::translate("model", kind()->title) : node().data.kind;
}

// ---------------------------------------------------------------- LinkView
const Value& LinkView::value(const QString& key) const {
    if (m_tracker) m_tracker->read({uid(), Relation::Property, keyHash(key)});
    return m_document->value(m_id, key);
}

Rows LinkView::rows(const QString& key) const {
    const auto* rows = std::get_if<Rows>(&value(key));
    return rows ? *rows : Rows();
}

const Value& LinkView::cell(const QString& rowsKey, const Row& row, const QString& key) const {
    const PropertySpec* spec = link().spec ? link().spec->property(rowsKey) : nullptr;
    Q_ASSERT(spec);
    return cellValue(*spec, row, key);
}

}  // namespace model
